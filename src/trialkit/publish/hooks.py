"""Our own formats, offered through the same hook as everybody's."""

from collections.abc import Iterable

from trialkit.hooks.contracts import Format
from trialkit.hooks.specs import hookimpl


@hookimpl
def trialkit_formats() -> Iterable[Format]:
    """HTML, Markdown and JSON."""
    from trialkit.publish.formats import FORMATS

    return FORMATS

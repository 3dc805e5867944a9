"""The first employee: a kind of trial for TrialKit, whose content is in `template.toml`."""

from collections.abc import Iterable

import trialkit
from trialkit.hooks import hookimpl


@hookimpl
def trialkit_templates() -> Iterable[trialkit.Template]:
    """The one kind of trial that this plugin offers."""
    return [trialkit.packaged("trialkit_first_hire")]

"""TrialKit's own importers, offered as a plugin's are."""

from collections.abc import Iterable

from trialkit.hooks.contracts import Importer
from trialkit.hooks.specs import hookimpl
from trialkit.intake.figures import TableImporter


@hookimpl
def trialkit_importers() -> Iterable[Importer]:
    """The plain table; it comes last, since it takes any table."""
    return (TableImporter(),)

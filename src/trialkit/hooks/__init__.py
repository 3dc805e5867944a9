"""How plugins get in: `from trialkit.hooks import hookimpl`, and an entry point `trialkit`.

`specs` documents every hook, `contracts` holds what a plugin hands over and is handed, and
`manager` loads plugins one by one, so that a broken one is named and skipped.
"""

from trialkit.hooks.contracts import (
    CountedOrder,
    Figure,
    Format,
    FormatContext,
    ImportContext,
    Importer,
    LeftOut,
    Reading,
)
from trialkit.hooks.specs import hookimpl, hookspec
from trialkit.model.journal import Entry
from trialkit.model.metric import Conversion, Observation, Source, SourceKind
from trialkit.model.period import DateRange, Period, PeriodKind
from trialkit.model.text import Text

__all__ = [
    "Conversion",
    "CountedOrder",
    "DateRange",
    "Entry",
    "Figure",
    "Format",
    "FormatContext",
    "ImportContext",
    "Importer",
    "LeftOut",
    "Observation",
    "Period",
    "PeriodKind",
    "Reading",
    "Source",
    "SourceKind",
    "Text",
    "hookimpl",
    "hookspec",
]

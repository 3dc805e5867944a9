"""How plugins get in: `from trialkit.hooks import hookimpl`, and an entry point `trialkit`.

`specs` documents every hook, `contracts` holds what a plugin hands over and is handed, and
`manager` loads plugins one by one, so that a broken one is named and skipped.
"""

from trialkit.hooks.contracts import (
    Figure,
    Format,
    FormatContext,
    ImportContext,
    Importer,
    LeftOut,
    Reading,
)
from trialkit.hooks.specs import hookimpl, hookspec

__all__ = [
    "Figure",
    "Format",
    "FormatContext",
    "ImportContext",
    "Importer",
    "LeftOut",
    "Reading",
    "hookimpl",
    "hookspec",
]

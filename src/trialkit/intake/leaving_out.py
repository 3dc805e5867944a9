"""Why a row of a table that can be read isn't used."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from trialkit.errors import Message


class Rule(Enum):
    """A stated rule that leaves rows out."""

    NO_FIGURES = auto()
    SUM_ROW = auto()
    HEADINGS_AGAIN = auto()
    ABOVE_HEADINGS = auto()
    COMPUTED = auto()


SAID: Final[Mapping[Rule, Message]] = {
    Rule.NO_FIGURES: Message("no figures in the row"),
    Rule.SUM_ROW: Message("a sum or an average of other rows"),
    Rule.HEADINGS_AGAIN: Message("the headings once more"),
    Rule.ABOVE_HEADINGS: Message("above the headings"),
    Rule.COMPUTED: Message("a figure that is computed, never typed"),
}
"""Each rule as the report of an import names it."""

"""What may be typed into a cell: Excel's own check, how a number looks, and what is said of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.rules.figures import COUNTING_UNITS, MOST

Rule = Mapping[str, object]
"""A data validation, as XlsxWriter takes it."""

_TITLE: Final = 32
_TEXT: Final = 255
"""Characters that Excel shows of a title and of a text beside a cell."""

COUNT: Final = "0"
MONEY: Final = "#,##0.00"
PERCENT: Final = "0.0#%"
PLAIN: Final = "General"

_WHOLE: Final = N_("Write a whole number, such as 14; leave it empty if it isn't known.")
_SCORE: Final = N_("Choose 1, 2, 3, 4 or 5; leave it empty if it isn't known.")
_PER_CENT: Final = N_("Write per cent, such as 15; leave it empty if it isn't known.")
_NUMBER: Final = N_("Write a number, such as 12,50; leave it empty if it isn't known.")
_YES_OR_NO: Final = N_("Write 1 for yes and 0 for no; leave it empty if it isn't known.")


def number_format(unit: str) -> str:
    """How a figure in this unit looks in a cell."""
    if unit in COUNTING_UNITS or unit in {"1-5", "bool"}:
        return COUNT
    if unit == "%":
        return PERCENT
    return MONEY if unit.partition("/")[0] == "EUR" else PLAIN


def figure_rule(unit: str, wording: Wording, *, title: str, note: str) -> Rule:
    """What may be typed where a figure in this unit is asked for.

    Args:
        unit: the metric's.
        wording: of whoever fills it in.
        title: what is asked for; shown beside the cell where there is a note.
        note: what counts and what doesn't; may be empty.
    """
    if unit in COUNTING_UNITS:
        return _rule(wording, _WHOLE, title, note, validate="integer", least=0)
    if unit == "1-5":
        scores: Rule = {"validate": "list", "source": [1, 2, 3, 4, 5]}
        return checked(wording, _SCORE, title, note, scores)
    if unit == "bool":
        return _rule(wording, _YES_OR_NO, title, note, validate="integer", least=0, most=1)
    if unit == "%":
        return _rule(wording, _PER_CENT, title, note, validate="decimal", least=-10, most=10)
    return _rule(wording, _NUMBER, title, note, validate="decimal", least=-MOST)


def _rule(
    wording: Wording,
    refused: str,
    title: str,
    note: str,
    *,
    validate: str,
    least: Decimal | int,
    most: Decimal | int = MOST,
) -> Rule:
    bounds = {"criteria": "between", "minimum": int(least), "maximum": int(most)}
    return checked(wording, refused, title, note, {"validate": validate, **bounds})


def checked(wording: Wording, refused: str, title: str, note: str, check: Rule) -> Rule:
    """A check with what Excel says beside the cell, and when something doesn't pass.

    Args:
        wording: of whoever fills it in.
        refused: what would be right, marked for translation.
        title: what is asked for.
        note: shown beside the cell while it is filled in; nothing is where it is empty.
        check: as XlsxWriter takes it.
    """
    told = {"input_title": _cut(title, _TITLE), "input_message": _cut(note, _TEXT)} if note else {}
    return {
        **check,
        **told,
        "ignore_blank": True,
        "error_title": _cut(wording.text(N_("This doesn't fit here")), _TITLE),
        "error_message": _cut(wording.text(refused), _TEXT),
    }


def _cut(text: str, length: int) -> str:
    """As much of it as Excel shows, at the end of a word."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"

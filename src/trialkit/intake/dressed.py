"""A number as people dress it: with a sign before or after, in brackets, with words beside it."""

import re
from decimal import Decimal
from typing import Final

import attrs

from trialkit.intake.cells import seen
from trialkit.language.reading import AmbiguousNumber, NotANumber, read_number

_DRESSED: Final = re.compile(
    r"(?P<sign>[-−–+]?)\s*(?P<before>[^\d\s.,+\-−–()]+\.?)?\s*"
    r"(?P<number>[-−–+]?[\d.,\s'’]*\d)(?:[,:][-–])?"
    r"(?P<trailing>[-−–](?=\s|$)|\s[-−–]$)?\s*(?P<after>[^\d()]*)"
)
"""A number with whatever stands before or after it."""
_IN_BRACKETS: Final = re.compile(r"(?P<before>[^\d()]*)\((?P<inside>[^()]*)\)(?P<after>[^\d()]*)")
_RUN: Final = re.compile(r"[.,]?\d[\d.,\s'’]*(?<=\d)")
_PLAIN: Final = re.compile(r"-?\d+(?:[.,]\d\d?)?", re.ASCII)
_LONGEST: Final = 60
"""Characters; no figure is longer, and no regular expression shall chew on a letter."""


@attrs.frozen
class Dressed:
    """A number and what stands beside it.

    Attributes:
        number: with its sign.
        beside: words and signs before and after it, such as `kr`; mostly none.
    """

    number: Decimal
    beside: tuple[str, ...] = ()


def undressed(written: str, *, mark: str | None = None) -> Dressed:
    """The number in a text: `1 234,56 €`, `SEK 100`, `−12.50`, `12,50-`, `(12,50)`, `100:-`.

    Brackets and a minus at the end are how bookkeepers write what is less than nothing.

    Args:
        written: the text.
        mark: the decimal mark, where it is known; it settles `1,234`.

    Raises:
        NotANumber: nobody would read it as one.
        AmbiguousNumber: such as `1,234`.
    """
    if _PLAIN.fullmatch(written):
        return Dressed(Decimal(written.replace(",", ".")))
    text = seen(written).removeprefix("'")
    if len(text) > _LONGEST:
        raise NotANumber(written)
    brackets = _IN_BRACKETS.fullmatch(text)
    if brackets is None:
        return _undressed(text, mark)
    inside = _undressed(brackets["inside"].strip(), mark)
    if inside.number < 0:
        raise NotANumber(written)
    around = (brackets["before"].strip(), brackets["after"].strip())
    return Dressed(-inside.number, (*inside.beside, *filter(None, around)))


def decimal_mark(written: str) -> str | None:
    """The decimal mark of a number that can only be read one way; None where it tells nothing.

    >>> decimal_mark("12,50 €"), decimal_mark("1.234,50"), decimal_mark("1.234")
    (',', ',', None)
    """
    try:
        number = undressed(written).number
    except ValueError:
        return None
    run = _RUN.search(written)
    digits = run[0] if run else ""
    marks = [mark for mark in ",." if mark in digits]
    if len(marks) == 1 and digits.count(marks[0]) > 1 and number == number.to_integral_value():
        return "," if marks[0] == "." else "."
    return max(marks, key=digits.rindex, default=None)


def _undressed(text: str, mark: str | None) -> Dressed:
    match = _DRESSED.fullmatch(text)
    if match is None:
        raise NotANumber(text)
    signs = match["sign"] + (match["trailing"] or "").strip()
    beside = (match["before"] or "", match["after"].strip())
    return Dressed(_number(signs + match["number"], mark), tuple(filter(None, beside)))


def _number(written: str, mark: str | None) -> Decimal:
    try:
        return read_number(written)
    except AmbiguousNumber as doubt:
        if mark is None:
            raise
        thousands, decimals = doubt.readings
        return decimals if mark in written else thousands

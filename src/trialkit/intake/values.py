"""Reading one figure in the unit of its metric."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Cell, Percent
from trialkit.language.reading import AmbiguousNumber, NotANumber, read_number
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.metric import Metric

_CODES: Final = ("EUR", "SEK", "NOK", "DKK", "ISK", "USD", "GBP", "JPY", "PLN", "CHF", "CZK")
_CURRENCIES: Final[Mapping[str, frozenset[str]]] = {
    "€": frozenset({"EUR"}),
    "e": frozenset({"EUR"}),
    "euro": frozenset({"EUR"}),
    "euroa": frozenset({"EUR"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "$": frozenset({"USD"}),
    "£": frozenset({"GBP"}),
    "¥": frozenset({"JPY"}),
    "zł": frozenset({"PLN"}),
    **{code.casefold(): frozenset({code}) for code in _CODES},
}
_DRESSED: Final = re.compile(
    r"(?P<sign>[-−–]?)\s*(?P<before>[^\d\s.,+\-−–]+\.?)?\s*(?P<number>[-−–+]?[\d.,\s]*\d)"
    r"(?:,-)?\s*(?P<after>[^\d]*)"
)
_LONGEST: Final = 60
"""Characters; no figure is longer, and no regular expression shall chew on a letter."""


def read_value(cell: Cell, metric: Metric, *, currency: str) -> Decimal:
    """A figure as typed, in the metric's unit; per cent as a fraction.

    A unit or currency beside the number must be the metric's own. Whether the metric can take
    the figure is asked of `rules.figures`.

    Args:
        cell: not empty.
        metric: whose figure it is.
        currency: the trial's, ISO 4217.

    Raises:
        InvalidInput: it is no number (NOT_A_NUMBER), could be two (AMBIGUOUS_NUMBER), is money in
            another currency (OTHER_CURRENCY), has another unit (OTHER_UNIT), or is a day
            (A_DAY).
    """
    match cell:
        case int() | Decimal():
            value = Decimal(cell)
        case Percent():
            if metric.unit != "%":
                raise _other_unit(cell, metric)
            value = cell.shown
        case date():
            raise _a_day(cell)
        case _:
            text = cell.strip().removeprefix("'")
            plain = text.isascii() and text.isdecimal()
            value = Decimal(text) if plain else _written(text, metric, currency)
    return value / 100 if metric.unit == "%" else value


def _written(text: str, metric: Metric, currency: str) -> Decimal:
    match = _DRESSED.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise _not_a_number(text)
    for beside in (match["before"] or "", match["after"].strip()):
        if beside:
            _check_unit(beside, text, metric, currency)
    try:
        return read_number(match["sign"] + match["number"])
    except AmbiguousNumber as doubt:
        raise InvalidInput(
            Message(
                "“{found}” can be read as {one:exact} or as {other:exact}.",
                found=text,
                one=doubt.readings[0],
                other=doubt.readings[1],
            ),
            code="AMBIGUOUS_NUMBER",
            remedy=Message("Write it without a separator of thousands."),
        ) from None
    except NotANumber:
        raise _not_a_number(text) from None


def _check_unit(beside: str, text: str, metric: Metric, currency: str) -> None:
    word = beside.casefold().rstrip(".")
    money = _CURRENCIES.get(word)
    if money is not None and metric.unit.partition("/")[0] == "EUR":
        if currency not in money:
            raise InvalidInput(
                Message(
                    "“{found}” is not in {currency}, the trial's currency.",
                    found=text,
                    currency=currency,
                ),
                code="OTHER_CURRENCY",
                remedy=Message("Convert the sum first, and write it without a currency."),
            )
    elif word not in _names_of_unit(metric.unit):
        known = money is not None or word == "%"
        raise _other_unit(text, metric) if known else _not_a_number(text)


@cache
def _names_of_unit(unit: str) -> frozenset[str]:
    """How the unit is written beside a number, in any of the languages."""
    spoken = {wording(language).unit(unit) for language in LANGUAGES}
    return frozenset(name.casefold().rstrip(".") for name in {unit, *spoken} if name)


def _other_unit(found: Cell, metric: Metric) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” has another unit than “{metric}”.", found=str(found), metric=metric.id),
        code="OTHER_UNIT",
        remedy=Message("Write the number alone."),
    )


def _a_day(found: date) -> InvalidInput:
    return InvalidInput(
        Message("{day} is a day, not a number.", day=found),
        code="A_DAY",
        remedy=Message(
            "A spreadsheet turns 2.3 into a day: format the column as numbers and type it again."
        ),
    )


def _not_a_number(found: str) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” is not a number.", found=found[:80]),
        code="NOT_A_NUMBER",
        remedy=Message("Write digits only, such as 14 or 12,50; leave it empty if it isn't known."),
    )

"""Reading one figure in the unit of its metric, and telling which currency it is in."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Blunder, Cell, Merged, Money, Percent, no_value
from trialkit.intake.currencies import currencies
from trialkit.intake.dressed import Dressed, undressed
from trialkit.language.reading import AmbiguousNumber, NotANumber
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.metric import Metric

NO_CURRENCY: Final[frozenset[str]] = frozenset()
_DASHES: Final = frozenset({"-", "–", "—", "−"})


@attrs.frozen
class Value:
    """A figure as it stands in a cell.

    Attributes:
        number: in the metric's unit; per cent as a fraction.
        currencies: what a sum of money may be in, ISO 4217; empty where the cell doesn't say.
    """

    number: Decimal
    currencies: frozenset[str] = NO_CURRENCY


@attrs.frozen(kw_only=True)
class Tender:
    """Which currency the sums of a file are in, where their cells don't say.

    Attributes:
        own: the trial's, ISO 4217.
        said: what the person said for the whole file.
    """

    own: str
    said: str | None

    @property
    def usual(self) -> str:
        """The currency of a sum that nothing stands beside."""
        return self.said or self.own

    def of(self, written: frozenset[str], found: str) -> str:
        """The one currency that is meant.

        Args:
            written: what stands beside the sum, in its heading or in its row may mean.
            found: as written, for the fault.

        Raises:
            InvalidInput: it may be several (UNCLEAR_CURRENCY).
        """
        if not written:
            return self.usual
        if len(written) == 1:
            return next(iter(written))
        meant = next((code for code in (self.said, self.own) if code in written), None)
        if meant is None:
            raise InvalidInput(
                Message(
                    "“{found}” could be in any of these currencies: {codes}.",
                    found=found[:60],
                    codes=tuple(sorted(written)),
                ),
                code="UNCLEAR_CURRENCY",
                remedy=Message("Write the code beside it, or say it: --currency SEK."),
            )
        return meant


def read_value(cell: Cell, metric: Metric) -> Value:
    """A figure as typed.

    A unit beside the number must be the metric's own; a currency may be any. Whether the metric
    can take the figure is asked of `rules.figures`.

    Args:
        cell: not empty.
        metric: whose figure it is.

    Raises:
        InvalidInput: it is no number (NOT_A_NUMBER), could be two (AMBIGUOUS_NUMBER), has another
            unit (OTHER_UNIT), is a day (A_DAY), an error of the spreadsheet (ERROR_IN_CELL,
            NOT_COMPUTED) or one of several rows (MERGED_FIGURE).
    """
    match cell:
        case str():
            value = _written(cell, metric)
        case int() | Decimal():
            value = Value(Decimal(cell))
        case Percent():
            if metric.unit != "%":
                raise _other_unit(cell, metric)
            value = Value(cell.shown)
        case Money():
            value = _beside(Dressed(cell.amount, (cell.beside,)), str(cell), metric)
        case date():
            raise _a_day(cell)
        case Blunder() | Merged():
            raise no_value(cell)
    return Value(value.number / 100) if metric.unit == "%" else value


def _written(text: str, metric: Metric) -> Value:
    try:
        return _beside(undressed(text), text, metric)
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
        raise _no_figure(text) if text.strip() in _DASHES else _not_a_number(text) from None


def _beside(found: Dressed, text: str, metric: Metric) -> Value:
    """The number, once what stands beside it is the metric's unit or a currency."""
    if not found.beside:
        return Value(found.number)
    money = NO_CURRENCY
    for word in found.beside:
        meant = currencies(word)
        if meant and metric.unit.partition("/")[0] == "EUR":
            if money and not money & meant:
                raise _not_a_number(text)
            money = money & meant or meant
        elif word.casefold().rstrip(".") not in _names_of_unit(metric.unit):
            raise _other_unit(text, metric) if meant or word == "%" else _not_a_number(text)
    return Value(found.number, money)


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


def _no_figure(found: str) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” could stand for zero, or for a figure nobody knows.", found=found),
        code="NOT_A_NUMBER",
        remedy=Message("Write 0, or leave the cell empty if it isn't known."),
    )


def _not_a_number(found: str) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” is not a number.", found=found[:80]),
        code="NOT_A_NUMBER",
        remedy=Message("Write digits only, such as 14 or 12,50; leave it empty if it isn't known."),
    )

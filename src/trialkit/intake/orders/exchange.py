"""Bringing the amounts of orders into the workspace's currency, each at its own day's rate."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.orders.amounts import NONE, to_the_cent
from trialkit.model.metric import Conversion

_RATE: Final = Decimal("0.00000001")


@attrs.define
class Pot:
    """Amounts of one measure, poured together.

    Attributes:
        original: currency → what was poured in.
        value: all of it in the workspace's currency, not rounded.
        rate_on: the latest day a rate was of.
    """

    original: dict[str, Decimal] = attrs.field(factory=dict)
    value: Decimal = NONE
    rate_on: date | None = None


class Exchange:
    """Converts amounts, and remembers what must be told of it.

    Args:
        file: the file's name, for faults.
        context: whose `rate` and `money` are used.
    """

    def __init__(self, file: str, context: ImportContext) -> None:
        self._file = file
        self._rate: Final = context.rate
        self._money: Final = context.money
        self._known: Final[dict[tuple[str, date], tuple[Decimal, date]]] = {}

    def pour(self, pot: Pot, amount: Decimal, currency: str, day: date, row: int) -> None:
        """Add an amount at the rate of its day.

        Raises:
            InvalidInput: there is no rate of this currency for that day, or none at all.
        """
        if not amount:
            return
        pot.original[currency] = pot.original.get(currency, NONE) + amount
        rate, rate_on = self.rate(currency, day, row)
        pot.value += amount * rate
        pot.rate_on = max(rate_on, pot.rate_on or rate_on)

    def rate(self, currency: str, day: date, row: int) -> tuple[Decimal, date]:
        """Units of the workspace's currency for one of `currency`, and the day that is of.

        Raises:
            InvalidInput: as `pour`.
        """
        if currency == self._money:
            return Decimal(1), day
        found = self._known.get((currency, day))
        if found is None:
            try:
                _, rate, rate_on = self._rate(Decimal(1), currency, self._money, day)
            except InvalidInput as fault:
                told = fault.problems[0]
                place = Place(file=self._file, row=row)
                raise InvalidInput(
                    told.message, code=told.code, place=place, remedy=told.remedy
                ) from None
            found = self._known[currency, day] = rate, rate_on
        return found

    def value(self, pot: Pot) -> Decimal:
        """What the pot holds; rounded to the cent where anything was converted."""
        foreign = any(currency != self._money for currency in pot.original)
        return to_the_cent(pot.value) if foreign else pot.value

    def conversion(self, pot: Pot) -> Conversion | None:
        """What the pot held in its own currency, where that was one and another than ours."""
        currency = next(iter(pot.original), self._money)
        if len(pot.original) != 1 or currency == self._money or pot.rate_on is None:
            return None
        amount = pot.original[currency]
        rate = (pot.value / amount).quantize(_RATE) if amount else NONE
        if rate <= 0:
            return None  # sales and refunds of several days, which all but cancel each other
        return Conversion(amount=amount, currency=currency, rate=rate, rate_on=pot.rate_on)

    def notes(self) -> Iterator[Message]:
        """Which currencies were converted, and where a day had no rate of its own."""
        if not self._known:
            return
        yield Message(
            "Amounts in {currencies} were converted to {money}, each at the rate of the European "
            "Central Bank of its own day.",
            currencies=tuple(sorted({currency for currency, _ in self._known})),
            money=self._money,
        )
        moved = sorted(day for (_, day), (_, rate_on) in self._known.items() if rate_on != day)
        if moved:
            yield Message.counted(
                "{day} has no rate of its own, such as a weekend: the last one before it was used.",
                "{n} days have no rate of their own, such as weekends, the first of them {day}: "
                "the last one before each was used.",
                n=len(set(moved)),
                day=moved[0],
            )

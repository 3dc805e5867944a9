"""Bringing a table's sums into the trial's currency, each at the rate of its own period."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import Figure, ImportContext
from trialkit.model.metric import Conversion
from trialkit.model.period import DateRange, Period, PeriodKind

Rate = tuple[Decimal, date]
"""Units of the wanted currency for one of another, and the day that is of."""

_CENT: Final = Decimal("0.01")
_EXACT: Final = Decimal("0.000000000001")
_PAUSE: Final = timedelta(6)
"""The longest time without a rate that holidays make, such as Easter with its weekend."""


def mean_rate(days: DateRange, rate: Callable[[date], Rate]) -> Rate:
    """The mean of the rates of a period's banking days, and the last of these days.

    It is what the sum would have come to, had it come in evenly and been converted day by day.
    A period without a banking day has the rate of its last day.

    Args:
        days: the period's.
        rate: the rate of a day; of a day without one of its own, the last one before it.

    Raises:
        InvalidInput: there is no rate for the period.
    """
    own: list[Rate] = []
    day = days.first
    while day <= days.last:
        try:
            found = rate(day)
        except InvalidInput:
            # Days to come have none; where the period's other days have one, they will do.
            found = None
        if found is not None and found[1] == day:
            own.append(found)
        day += timedelta(1)
    if not own:
        return rate(days.last)
    return sum((each for each, _ in own), Decimal(0)) / len(own), own[-1][1]


class Conversions:
    """Converts figures into the trial's currency, and remembers what must be told of it."""

    def __init__(self, context: ImportContext, own: str) -> None:
        self._context: Final = context
        self._own: Final = own
        self._rates: dict[tuple[str, Period], Rate] = {}
        self._counts: Counter[str] = Counter()

    def converted(self, figure: Figure, currency: str) -> Figure:
        """The figure in the trial's currency, to the cent, with what it was before.

        Raises:
            InvalidInput: there is no rate (UNKNOWN_CURRENCY, NO_RATE), or nobody knows yet which
                days the trial phase has (NO_DAYS).
        """
        rate, rate_on = self._rate(currency, figure.period)
        self._counts[currency] += 1
        return attrs.evolve(
            figure,
            value=(figure.value * rate).quantize(_CENT, ROUND_HALF_UP),
            conversion=Conversion(
                amount=figure.value, currency=currency, rate=rate, rate_on=rate_on
            ),
        )

    def notes(self) -> Iterator[Message]:
        """Which currencies were converted, and where a rate isn't the period's own."""
        for currency, n in self._counts.items():
            yield Message.counted(
                "{n} figure in {currency} was converted to {money} at the rate of the European "
                "Central Bank: of its day, or the mean of its period's banking days.",
                "{n} figures in {currency} were converted to {money} at the rates of the European "
                "Central Bank: each of its day, or the mean of its period's banking days.",
                n=n,
                currency=currency,
                money=self._own,
            )
        used = {period: rate_on for (_, period), (_, rate_on) in self._rates.items()}
        yield from _days_without(used)
        yield from _ended_early(used)

    def _rate(self, currency: str, period: Period) -> Rate:
        found = self._rates.get((currency, period))
        if found is None:
            rate, rate_on = mean_rate(self._days(period), lambda day: self._of_day(currency, day))
            found = self._rates[currency, period] = rate.quantize(_EXACT), rate_on
        return found

    def _of_day(self, currency: str, day: date) -> Rate:
        _, rate, rate_on = self._context.rate(Decimal(1), currency, self._own, day)
        return rate, rate_on

    def _days(self, period: Period) -> DateRange:
        if period.kind is not PeriodKind.PHASE:
            return period.days
        promise = self._context.trial.promise
        if promise is None:
            raise InvalidInput(
                Message("The last day of the trial isn't fixed yet, so there is no rate for it."),
                code="NO_DAYS",
                remedy=Message(
                    "Start the trial first, or give the figure in {money}.", money=self._own
                ),
            )
        return promise.phases.trial


def _days_without(used: Mapping[Period, date]) -> Iterator[Message]:
    """Days that took another day's rate."""
    moved = sorted(
        period.start
        for period, rate_on in used.items()
        if period.kind is PeriodKind.DAY and period.start != rate_on
    )
    if moved:
        yield Message.counted(
            "{day} has no rate of its own, such as a weekend: the last one before it was used.",
            "{n} days have no rate of their own, such as weekends, the first of them {day}: "
            "the last one before each was used.",
            n=len(moved),
            day=moved[0],
        )


def _ended_early(used: Mapping[Period, date]) -> Iterator[Message]:
    """Periods that go on after the last rate there is."""
    early = [
        rate_on
        for period, rate_on in used.items()
        if period.kind is not PeriodKind.PHASE and period.last - rate_on > _PAUSE
    ]
    if early:
        yield Message.counted(
            "{n} period goes on after the last exchange rate, of {day}: it has the rates until "
            "then.",
            "{n} periods go on after the last exchange rate, of {day}: they have the rates until "
            "then.",
            n=len(early),
            day=max(early),
        )

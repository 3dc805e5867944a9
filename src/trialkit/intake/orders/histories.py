"""What only the whole file tells: who is new, who came back, and where nobody bought before."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from trialkit.intake.orders.amounts import NONE
from trialkit.intake.orders.markets import Markets
from trialkit.intake.orders.order import Order, Standing
from trialkit.model.period import DateRange
from trialkit.rules.length import months_later

LOOK_BACK_MONTHS: Final = 24
"""How far one must look back to call a customer or a country new."""

COHORT_DAYS: Final = 90


@attrs.frozen
class First:
    """A customer's first counted order in the file.

    Attributes:
        day: when it was placed.
        row: where it stands; of two on one day the upper one is the first.
        country: of the order; None where it isn't known.
    """

    day: date
    row: int
    country: str | None


class Histories:
    """The customers and countries of a file's counted orders.

    Args:
        orders: all of the file.
        markets: bring labels to countries.
    """

    def __init__(self, orders: Iterable[Order], markets: Markets) -> None:
        self._first: Final[dict[bytes, First]] = {}
        self._days: Final[dict[str, set[date]]] = {}
        self._came_back: Final[set[bytes]] = set()
        counted = [order for order in orders if order.standing is Standing.COUNTED]
        for order in counted:
            self._take(order, markets.country(order.country))
        for order in counted:
            if order.customer is not None:
                first = self._first[order.customer].day
                if first < order.day <= first + timedelta(COHORT_DAYS):
                    self._came_back.add(order.customer)

    def _take(self, order: Order, country: str | None) -> None:
        if order.customer is not None:
            first = self._first.get(order.customer)
            if first is None or (order.day, order.row) < (first.day, first.row):
                self._first[order.customer] = First(order.day, order.row, country)
        if country and not _wholly_refunded(order):
            self._days.setdefault(country, set()).add(order.day)

    def newcomers(self) -> Iterator[tuple[First, bool]]:
        """Each customer's first order, and whether they bought again within ninety days."""
        for customer, first in self._first.items():
            yield first, customer in self._came_back

    def new_countries(self, days: DateRange) -> int:
        """Countries with an order in these days, and none in the 24 months before them."""
        before = DateRange(months_later(days.first, -LOOK_BACK_MONTHS), days.first - timedelta(1))
        return sum(
            1
            for bought in self._days.values()
            if any(day in days for day in bought) and not any(day in before for day in bought)
        )


def _wholly_refunded(order: Order) -> bool:
    return order.goods > NONE and sum((each.goods for each in order.refunds), NONE) >= order.goods

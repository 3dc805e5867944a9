"""The demo's real figures: weekly sales by country, out of a retailer's invoice lines.

`data/PROVENANCE.txt` says where the lines come from. Dates are moved by exactly 260 weeks and
pounds become euros at the rate of the true day, so weekdays, seasons and sums stay real.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib.resources import files
from typing import Final

import attrs

from trialkit.workspace.rates import converted

MOVED: Final = timedelta(weeks=260)
CENT: Final = Decimal("0.01")
FIRST_WEEK: Final = date(2015, 11, 30)
"""The first whole week of the lines, after the move."""


@attrs.frozen(kw_only=True)
class Line:
    """One invoice line, its date moved and its amount in euros.

    Attributes:
        invoice: the invoice's number; a credit note's begins with C.
        goods: whether it is goods, not postage or a manual line.
        day: moved by 260 weeks.
        amount: quantity times price, EUR; negative on a credit note.
        customer: the customer's number, or "" where unknown.
        country: as the retailer wrote it.
    """

    invoice: str
    goods: bool
    day: date
    amount: Decimal
    customer: str
    country: str

    @property
    def credit(self) -> bool:
        """Whether it stands on a credit note."""
        return self.invoice.startswith("C")


@attrs.define(kw_only=True)
class Week:
    """One market's week.

    Attributes:
        orders: invoices with goods.
        goods: goods sold, EUR.
        postage: postage charged, EUR.
        refunds: goods credited, EUR.
        new_customers: customers whose first invoice in the lines it has.
    """

    orders: int = 0
    goods: Decimal = Decimal(0)
    postage: Decimal = Decimal(0)
    refunds: Decimal = Decimal(0)
    new_customers: int = 0

    @property
    def net(self) -> Decimal:
        """What the market brought in: goods and postage less refunds, EUR."""
        return self.goods + self.postage - self.refunds


@cache
def lines() -> tuple[Line, ...]:
    """Every line, in the file's order."""
    source = files("trialkit.demo") / "data" / "invoice_lines.csv.gz"
    with source.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8", newline="") as text:
        return tuple(_line(row) for row in csv.DictReader(text))


def _line(row: Mapping[str, str]) -> Line:
    true_day = date.fromisoformat(row["InvoiceDate"][:10])
    pounds = Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])
    euros, _, _ = converted(pounds, "GBP", "EUR", true_day)
    return Line(
        invoice=row["InvoiceNo"],
        goods=row["StockCode"][0].isdigit(),
        day=true_day + MOVED,
        amount=euros,
        customer=row["CustomerID"],
        country=row["Country"],
    )


def weekly(country: str) -> dict[date, Week]:
    """Monday → that week's sales; weeks without any invoice are there, with zeros."""
    weeks: dict[date, Week] = {}
    monday = FIRST_WEEK
    mine = [line for line in lines() if line.country == country]
    while monday <= max(line.day for line in lines()) - timedelta(days=6):
        weeks[monday] = Week()
        monday += timedelta(weeks=1)
    for week, found in _by_week(mine, weeks):
        week.orders = len({line.invoice for line in found if line.goods and not line.credit})
        week.goods = _cents(line.amount for line in found if line.goods and not line.credit)
        week.postage = _cents(line.amount for line in found if not line.goods and not line.credit)
        week.refunds = -_cents(line.amount for line in found if line.goods and line.credit)
    for day in _first_days(mine).values():
        if (monday := _monday(day)) in weeks:
            weeks[monday].new_customers += 1
    return weeks


def _by_week(mine: Iterable[Line], weeks: Mapping[date, Week]) -> Iterator[tuple[Week, list[Line]]]:
    found: dict[date, list[Line]] = defaultdict(list)
    for line in mine:
        found[_monday(line.day)].append(line)
    return ((weeks[monday], some) for monday, some in found.items() if monday in weeks)


def _first_days(mine: Iterable[Line]) -> dict[str, date]:
    first: dict[str, date] = {}
    for line in mine:
        if line.customer and not line.credit:
            first[line.customer] = min(line.day, first.get(line.customer, line.day))
    return first


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _cents(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0)).quantize(CENT, ROUND_HALF_EVEN)

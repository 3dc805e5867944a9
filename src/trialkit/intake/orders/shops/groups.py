"""Gathering the rows of a shop's export into orders, wherever in the file they stand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import attrs

from trialkit.errors import InvalidInput
from trialkit.intake.orders.amounts import NONE
from trialkit.intake.orders.shops.items import APART, Item
from trialkit.intake.orders.shops.statuses import Status

_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})
"""Most orders have none of it; they share this one."""


@attrs.frozen(kw_only=True)
class Head:
    """What an order says of itself as a whole. Amounts are as they stand in the file.

    Attributes:
        identity: the shop's own id of the order, or "" where the file has none.
        day: when it was placed.
        placed: the same with its time, as written.
        status: how far it has come.
        cancelled: whether it was cancelled, whatever its status.
        test: whether it was only a test.
        currency: ISO 4217.
        country: its market's label.
        customer: a digest, or None.
        total: everything the customer was to pay.
        subtotal: the goods; None where the file doesn't say.
        shipping: postage, handling and fees.
        tax: VAT; None where the file doesn't say.
        discount: what was taken off the order.
        refunded: what was given back.
        parent: number or id of the order that a refund belongs to, or "".
        refunds: what was given back, where the file tells it with its day.
    """

    identity: str
    day: date
    placed: str
    status: Status
    cancelled: bool = False
    test: bool = False
    currency: str
    country: str
    customer: bytes | None
    total: Decimal
    subtotal: Decimal | None = None
    shipping: Decimal = NONE
    tax: Decimal | None = None
    discount: Decimal = NONE
    refunded: Decimal = NONE
    parent: str = ""
    refunds: tuple[tuple[date, Decimal], ...] = ()


@attrs.frozen
class Line:
    """One line of an order.

    Attributes:
        item: what it is for.
        amount: before its discount.
        discount: its own.
    """

    item: Item
    amount: Decimal
    discount: Decimal = NONE


@attrs.define(kw_only=True)
class Group:
    """The rows of one order.

    Attributes:
        number: as the shop writes it.
        rows: where they stand, as met.
        head: what the order says of itself; None where that can't be read, or no row says it.
        headed: whether a row says it, readable or not.
        lines: how many lines have been added up.
        amounts: their sum before discounts.
        discounts: the sum of their own discounts.
        apart: the sums of those that aren't goods.
        apart_rows: the rows with nothing but a gift card or a tip.
        faults: row → what is wrong with it.
        copies: how many more times the whole order stands in the file.
        copied_rows: where.
    """

    number: str
    rows: tuple[int, ...] = ()
    head: Head | None = None
    headed: bool = False
    lines: int = 0
    amounts: Decimal = NONE
    discounts: Decimal = NONE
    apart: Mapping[Item, Decimal] = _NOTHING
    apart_rows: Mapping[int, Item] = _NOTHING
    faults: Mapping[int, InvalidInput] = _NOTHING
    copies: int = 0
    copied_rows: tuple[int, ...] = ()

    @property
    def nothing_but_apart(self) -> bool:
        """Whether its lines are gift cards and tips only."""
        return len(self.rows) == len(self.apart_rows)

    def add(self, row: int, lines: Sequence[Line]) -> None:
        """Add up the lines of a row."""
        for line in lines:
            self.lines += 1
            self.amounts += line.amount
            self.discounts += line.discount
            if line.item is not Item.GOODS:
                sold = line.amount - line.discount
                self.apart = {**self.apart, line.item: self.apart.get(line.item, NONE) + sold}
        if lines and all(line.item in APART for line in lines):
            self.apart_rows = {**self.apart_rows, row: lines[0].item}


class Groups:
    """The orders of a file, as far as its rows have been gone through.

    A row without a head belongs to the order whose number it has; without a number too, to the
    order above it.

    Args:
        one_row: whether each order is one row. Else the rows below it may say again what the
            order is, and a head that comes back further down is the same order once more.
    """

    def __init__(self, *, one_row: bool = False) -> None:
        self._one_row = one_row
        self._by_number: dict[str, list[Group]] = {}
        self._last: Group | None = None
        self._copying = False

    def __iter__(self) -> Iterator[Group]:
        return (group for groups in self._by_number.values() for group in groups)

    def drained(self) -> Iterator[Group]:
        """All of them, each forgotten once it has been seen: a file may have many."""
        for number in tuple(self._by_number):
            yield from self._by_number.pop(number)

    def take(
        self,
        row: int,
        number: str,
        *,
        lines: Sequence[Line],
        head: Head | None,
        headed: bool,
        fault: InvalidInput | None,
    ) -> None:
        """Put a row to its order."""
        group = self._headed(number, head) if headed else self._headless(number)
        if self._copying:
            group.copies += headed
            group.copied_rows += (row,)
            return
        group.rows += (row,)
        group.headed = group.headed or headed
        group.head = group.head or head
        if fault:
            group.faults = {**group.faults, row: fault}
        group.add(row, lines)

    def _headless(self, number: str) -> Group:
        if self._last and number in ("", self._last.number):
            return self._last
        found = self._by_number.get(number)
        self._copying = False
        self._last = found[-1] if found else self._new(number)
        return self._last

    def _headed(self, number: str, head: Head | None) -> Group:
        found = self._by_number.get(number, ())
        same = (
            next((each for each in found if head and each.head == head), None) if number else None
        )
        if same:
            above = same is self._last and not self._copying
            self._copying = self._one_row or not above
        else:
            self._copying = False
        waiting = found[-1] if found and number and not found[-1].headed else None
        self._last = same or waiting or self._new(number)
        return self._last

    def _new(self, number: str) -> Group:
        group = Group(number=number)
        self._by_number.setdefault(number, []).append(group)
        return group

    def same_number(self) -> Iterator[Sequence[Group]]:
        """The orders that share their number with another, credit notes aside."""
        for groups in self._by_number.values():
            sold = [each for each in groups if each.head and each.head.total >= 0]
            if len(sold) > 1:
                yield sold


def are_distinct(groups: Sequence[Group]) -> bool:
    """Whether orders of one number are surely different ones: by the shop's id, else by day."""
    heads = [group.head for group in groups if group.head]
    ids = {head.identity for head in heads}
    told_apart = ids if "" not in ids else {head.day for head in heads}
    return len(told_apart) == len(heads)

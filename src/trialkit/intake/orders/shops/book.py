"""The orders of a shop's export, settled one by one until they are an `OrderFile`."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Row
from trialkit.intake.headings import heading_key
from trialkit.intake.orders.amounts import NONE
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.order import Aside, Order, OrderFile, Refund, Standing
from trialkit.intake.orders.shops.groups import Group, Groups, Head, are_distinct
from trialkit.intake.orders.shops.items import Item
from trialkit.intake.orders.unreadable import Unreadable
from trialkit.intake.stamps import is_sum
from trialkit.model.metric import OrderMeasure

_ABOVE: Final = Message("above the headings")
_HEADINGS: Final = Message("the headings once more")
_SUM: Final = Message("a sum or an average of other rows")
_COPY: Final = Message("the same order once more")
_APART: Final[Mapping[Item, Message]] = {
    Item.GIFT_CARD: Message("a gift card: it becomes revenue when it is used"),
    Item.TIP: Message("a tip"),
}
_NAMED: Final = 5


@attrs.frozen(kw_only=True)
class Settled:
    """What an order comes to.

    Attributes:
        standing: what becomes of it.
        goods, shipping, gross: as in `Order`.
        refunds: what was given back.
        apart: whether gift cards and tips are taken out of the amounts.
        country: its market's label, where another order has to say it.
    """

    standing: Standing
    goods: Decimal
    shipping: Decimal = NONE
    gross: Decimal | None = None
    refunds: tuple[Refund, ...] = ()
    apart: bool = False
    country: str = ""


class Book:
    """Keeps account of every row of a file: each is of an order, left out, or unreadable.

    Args:
        columns: of the file's table.
        number: key of the column with the orders' numbers.

    Attributes:
        orders: those put down so far.
        notes: what else is worth knowing.
    """

    def __init__(self, columns: Columns, *, number: str = "number") -> None:
        self._columns: Final = columns
        self._number: Final = number
        self._rows = columns.table.above
        self.orders: Final[list[Order]] = []
        self.notes: list[Message] = []
        self._unreadable: Final = Unreadable(columns.table.file)
        self._asides: Final[dict[str, Aside]] = {}
        self._stated: Final[dict[str, Decimal]] = {}
        if columns.table.above:
            self._leave_out(_ABOVE, columns.table.above)

    def rows(self) -> Iterator[Row]:
        """The rows that belong to orders; headings and sums among them are left out."""
        heading = heading_key(self._columns.heading(self._number))
        for row in self._columns.table.rows:
            self._rows += 1
            number = self._columns.text(row, self._number)
            if number[:1].isdigit() or number[:1] == "#":
                yield row  # most rows, without looking further
            elif number and heading_key(number) == heading:
                self._leave_out(_HEADINGS, 1)
            elif is_sum(number):
                self._leave_out(_SUM, 1)
            else:
                yield row

    def settle(self, groups: Groups, settled: Callable[[Group, Head], Settled | Message]) -> None:
        """Put down every order of the file; the groups are used up.

        Args:
            groups: their rows.
            settled: what an order comes to, or the rule that leaves its rows out; raises
                `InvalidInput` where that can't be told.
        """
        unclear, reused = _numbers_shared(groups)
        for group in groups.drained():
            head = group.head
            if group.faults:
                self._refuse(group)
            elif head is None:
                self._refuse(group, _no_head(group.number))
            elif group.number in unclear and head.total >= 0:
                self._refuse(group, _twice(group.number))
            else:
                try:
                    found = settled(group, head)
                except InvalidInput as fault:
                    self._refuse(group, fault)
                else:
                    self._put_down(group, head, found)
        if reused:
            self.note(_reused(reused))

    def _put_down(self, group: Group, head: Head, found: Settled | Message) -> None:
        self._state(head.currency, head.total * (1 + group.copies))
        if isinstance(found, Message):
            self._leave_out(found, len(group.rows), {head.currency: head.total})
        else:
            self._put_down_order(group, head, found)
        if group.copies:
            copied = {head.currency: group.copies * head.total}
            self._leave_out(_COPY, len(group.copied_rows), copied)

    def _put_down_order(self, group: Group, head: Head, settled: Settled) -> None:
        apart = group.apart_rows if settled.apart else {}
        rows = [row for row in group.rows if row not in apart]
        self.orders.append(
            Order(
                number=group.number,
                row=min(rows),
                rows=len(rows),
                day=head.day,
                standing=settled.standing,
                country=settled.country or head.country,
                customer=head.customer,
                currency=head.currency,
                goods=settled.goods,
                shipping=settled.shipping,
                gross=settled.gross,
                refunds=settled.refunds,
            )
        )
        for item, amount in group.apart.items() if settled.apart else ():
            if item in _APART:
                n = sum(1 for each in apart.values() if each is item)
                self._leave_out(_APART[item], n, {head.currency: amount})

    def _refuse(self, group: Group, fault: InvalidInput | None = None) -> None:
        """Tell all rows of an order as unreadable: half of it would be taken for the whole.

        Args:
            group: its rows, and what is wrong with them.
            fault: what is wrong with the order as a whole.
        """
        for row, found in group.faults.items():
            self._unreadable.add(row, found)
        if fault:
            self._unreadable.add(group.rows[0], fault)
        self._unreadable.add_others(group.number, (*group.rows, *group.copied_rows))

    def note(self, *messages: Message | None) -> None:
        """Add what is worth knowing, as far as there is any."""
        self.notes += [message for message in messages if message]

    def closed(self, *, untold: frozenset[OrderMeasure] = frozenset()) -> OrderFile:
        """Everything that was put down.

        Args:
            untold: what the file can't tell.
        """
        return OrderFile(
            file=self._columns.table.file,
            rows=self._rows,
            orders=tuple(sorted(self.orders, key=lambda order: order.row)),
            asides=tuple(self._asides.values()),
            unreadable=self._unreadable.problems,
            unreadable_rows=len(self._unreadable),
            stated=self._stated,
            notes=(*self._columns.notes, *self.notes),
            untold=untold,
        )

    def _leave_out(
        self, rule: Message, rows: int, amounts: Mapping[str, Decimal] | None = None
    ) -> None:
        before = self._asides.get(rule.text, Aside(rule=rule, rows=0, amounts={}))
        sums = dict(before.amounts)
        for currency, amount in (amounts or {}).items():
            sums[currency] = sums.get(currency, NONE) + amount
        self._asides[rule.text] = Aside(rule=rule, rows=before.rows + rows, amounts=sums)

    def _state(self, currency: str, amount: Decimal) -> None:
        self._stated[currency] = self._stated.get(currency, NONE) + amount


def no_number() -> InvalidInput:
    """The error for an order without a number."""
    return InvalidInput(
        Message("The order has no number."),
        code="ORDER_NUMBER_MISSING",
        remedy=Message("Write the shop's number into it: it keeps an order from counting twice."),
    )


def _twice(number: str) -> InvalidInput:
    return InvalidInput(
        Message("Order {number} stands in the file twice, and not the same.", number=number),
        code="ORDER_TWICE",
        remedy=Message("Take the older version out of the file."),
    )


def _no_head(number: str) -> InvalidInput:
    return InvalidInput(
        Message(
            "No row of order {number} says what it comes to: its first row isn't in the file.",
            number=number or "?",
        ),
        code="ORDER_INCOMPLETE",
        remedy=Message("Export it again, or take the row out."),
    )


def _numbers_shared(groups: Groups) -> tuple[frozenset[str], tuple[str, ...]]:
    """The numbers of orders that can't be told apart, and those of orders that can."""
    shared = {same[0].number: are_distinct(same) for same in groups.same_number()}
    reused = tuple(number for number, distinct in shared.items() if distinct)
    return frozenset(shared) - frozenset(reused), reused


def _reused(numbers: tuple[str, ...]) -> Message:
    return Message.counted(
        "{n} number belongs to two orders, as after a move to a new shop: {numbers}. Both are "
        "counted.",
        "{n} numbers belong to two orders each, as after a move to a new shop: {numbers}. All are "
        "counted.",
        n=len(numbers),
        numbers=(*numbers[:_NAMED], "…") if len(numbers) > _NAMED else numbers,
    )

"""What an order of WooCommerce comes to: its goods, its postage, and what was given back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from trialkit.errors import Message
from trialkit.intake.orders.amounts import NONE, net_of
from trialkit.intake.orders.order import Refund, Standing
from trialkit.intake.orders.parts import ROUNDING, Parts, lines_off, refund_off
from trialkit.intake.orders.shops.book import Settled
from trialkit.intake.orders.shops.groups import Group, Groups, Head
from trialkit.intake.orders.shops.items import APART, Item
from trialkit.intake.orders.shops.statuses import Status
from trialkit.intake.orders.unreadable import total_off
from trialkit.intake.orders.vat import Vat

_REFUND_OF_NOTHING: Final = Message("a refund of an order that isn't counted")


class Sums:
    """Settles the orders of one file.

    Args:
        groups: all of them: a refund's record must be held against its order.
        vat: what the file tells of VAT.

    Attributes:
        undated: how many orders have refunds without a day.
    """

    def __init__(self, groups: Groups, vat: Vat) -> None:
        heads = [(group, group.head) for group in groups if group.head and not group.faults]
        self._vat = vat
        self._given_back = frozenset(
            _order_of(group, head) for group, head in heads if head.total < NONE
        )
        self._sold = {
            name: (group, head)
            for group, head in heads
            if head.total >= NONE
            for name in (head.identity, group.number)
            if name in self._given_back
        }
        self._records_only = bool(self._given_back) and not self._sold
        self._passed_over = 0
        self.undated = 0

    @property
    def note(self) -> Message | None:
        """What to say where the file tells a refund in two places."""
        if not self._passed_over:
            return None
        return Message.counted(
            "Refunds are rows of their own in this file: the one told beside its order wasn't "
            "counted again.",
            "Refunds are rows of their own in this file: {n} told beside their orders weren't "
            "counted again.",
            n=self._passed_over,
        )

    def settled(self, group: Group, head: Head) -> Settled | Message:
        """What an order, or the record of a refund, comes to.

        Raises:
            InvalidInput: its sums disagree (TOTAL_OFF), or its refund isn't known
                (REFUND_MISSING).
        """
        if head.total < NONE:
            return self._credit(group, head)
        standing = _standing(group, head)
        if standing is not Standing.COUNTED:
            return Settled(standing=standing, goods=head.total)
        parts = _parts(group, head, self._vat)
        return Settled(
            standing=standing,
            goods=parts.goods,
            shipping=parts.shipping,
            gross=parts.gross if self._vat.told else None,
            refunds=parts.refunds(self._refunds(group, head)),
            apart=True,
        )

    def _credit(self, group: Group, head: Head) -> Settled | Message:
        """A refund's record: of its own day, and of the market of the order it belongs to."""
        order = self._sold.get(_order_of(group, head))
        standing = _standing(*order) if order else Standing.COUNTED
        if standing is not Standing.COUNTED:
            return _REFUND_OF_NOTHING
        gross, tax = -head.total, abs(head.tax or NONE)
        net = net_of(gross, self._vat.rate) if self._vat.rate else gross - tax
        other = min(net_of(abs(head.shipping), self._vat.rate), net)
        return Settled(
            standing=Standing.CREDIT,
            goods=NONE,
            gross=gross,
            refunds=(Refund(day=head.day, goods=net - other, other=other),),
            country=head.country or (order[1].country if order else ""),
        )

    def _refunds(self, group: Group, head: Head) -> Sequence[tuple[date, Decimal]]:
        """Day and amount of what was given back and has no record of its own."""
        whole = head.status is Status.REFUNDED and not head.refunded and not head.refunds
        if self._records_only or self._given_back & {head.identity, group.number}:
            self._passed_over += bool(head.refunded or head.refunds)
            return ()
        dated = sum((amount for _, amount in head.refunds), NONE)
        amount = head.total if whole else head.refunded or dated
        if amount > head.total or (head.status is Status.PARTLY_REFUNDED and not amount):
            raise refund_off(group.number, amount, head.total)
        if dated and dated == amount:
            return head.refunds
        self.undated += bool(amount)
        return ((head.day, amount),)


def _order_of(group: Group, head: Head) -> str:
    """Number or id of the order that a refund's record belongs to."""
    return head.parent if head.parent not in ("", "0") else group.number


def _standing(group: Group, head: Head) -> Standing:
    if head.test:
        return Standing.TEST
    standing = head.status.standing
    if standing is Standing.COUNTED and (not head.total or group.nothing_but_apart):
        return Standing.NOTHING_SOLD
    return standing


def _parts(group: Group, head: Head, vat: Vat) -> Parts:
    """An order's money without gift cards and tips, which have no VAT in them.

    Raises:
        InvalidInput: goods, postage and VAT don't come to the total, or the lines don't come to
            the goods (TOTAL_OFF).
    """
    tax = head.tax or NONE
    with_tax = _has_tax(group, head)
    _check_lines(group, head, with_tax=with_tax)
    apart = sum((group.apart.get(item, NONE) for item in APART), NONE)
    postage = max(head.shipping, NONE) + group.apart.get(Item.POSTAGE, NONE)
    gross = head.total - apart
    if vat.rate:
        with_tax, tax = True, gross - net_of(gross, vat.rate)
    goods = (gross if with_tax else gross - tax) - postage
    if goods < NONE:
        raise total_off(group.number, head.total, head.total - goods)
    return Parts.of(gross, tax=tax, goods=goods, with_tax=with_tax)


def _has_tax(group: Group, head: Head) -> bool:
    """Whether goods and postage have their VAT in them; WooCommerce's own don't.

    Raises:
        InvalidInput: in neither way do they come to the total (TOTAL_OFF).
    """
    if head.subtotal is None:
        return head.tax is None
    ways = {
        (with_tax, goods): goods + head.shipping + (NONE if with_tax else head.tax or NONE)
        for with_tax in (False, True)
        for goods in (head.subtotal - head.discount, head.subtotal)
    }
    closest = min(ways, key=lambda way: abs(ways[way] - head.total))
    if abs(ways[closest] - head.total) > ROUNDING * max(group.lines, 2):
        raise total_off(group.number, head.total, ways[closest])
    return closest[0]


def _check_lines(group: Group, head: Head, *, with_tax: bool) -> None:
    """The lines must come to the goods: before or after the discount, with VAT or without.

    Raises:
        InvalidInput: they don't (TOTAL_OFF).
    """
    if not group.lines:
        return
    tax = head.tax or NONE
    net = head.total - tax
    share = head.total / net if net else Decimal(1)
    goods = head.total - head.shipping - (NONE if with_tax else tax)
    with_vat = goods if with_tax else head.total - head.shipping * share
    ways = [goods, with_vat, with_vat / share]
    if head.subtotal is not None:
        ways += [head.subtotal, head.subtotal * share]
    closest = min(ways, key=lambda way: abs(way - group.amounts))
    if abs(closest - group.amounts) > ROUNDING * group.lines:
        raise lines_off(group.number, goods, group.amounts)

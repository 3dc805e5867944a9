"""Invoices as they are put together from their lines, and the orders they become."""

import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Cell
from trialkit.intake.orders.amounts import CENT, NONE, to_the_cent
from trialkit.intake.orders.invoice_lines.amounts import LineAmount
from trialkit.intake.orders.invoice_lines.kinds import LineKind
from trialkit.intake.orders.order import Order, Refund, Standing
from trialkit.intake.orders.parts import Parts, refund_off
from trialkit.intake.orders.unreadable import total_off

_CREDIT_NOTE: Final = re.compile(r"[Cc]-?\d")
_stated: Final = attrgetter("stated")
_net: Final = attrgetter("net")


@attrs.define(kw_only=True)
class Side:
    """What an invoice sells, or what it gives back; the latter with the minus of its lines.

    Attributes:
        goods, other: net of VAT; the other is postage and fees the customer pays.
        stated: both, as they stand in the file.
        lines: in how many lines.
    """

    goods: Decimal = NONE
    other: Decimal = NONE
    stated: Decimal = NONE
    lines: int = 0

    def add(self, kind: LineKind, amounts: Sequence[LineAmount]) -> None:
        """Take in some lines of one kind."""
        net = sum(map(_net, amounts), NONE)
        if kind is LineKind.SHIPPING:
            self.other += net
        else:
            self.goods += net
        self.stated += sum(map(_stated, amounts), NONE)
        self.lines += len(amounts)


@attrs.define(kw_only=True, eq=False)
class Invoice:
    """One invoice, put together line by line; it stays small however many lines it has.

    Attributes:
        number: as written.
        about: the cells that say whose it is and when, as its first line has them.
        day: when it was written.
        country: label of its market.
        customer: a digest; None where the file has none.
        currency: ISO 4217.
        standing: what its status makes of it.
        given_back: whether its status says that everything was given back.
        refunded, refunded_on: what else the file says was given back of it, as it stands there,
            and when.
        total: what the file says it comes to; None where it doesn't.
        rows: where its lines stand.
        alike: a hash of each line; two that are equal are the same line twice.
        sold, returned: what it sells, and what it gives back.
        apart: fees and samples, as they stand in the file.
        apart_lines, unpriced: lines with fees and samples, and those that come to nothing.
        broken: whether one of its lines can't be read.
        credit_note: whether its number says that it gives back: `C536379`.
    """

    number: str
    about: tuple[Cell, ...]
    day: date
    country: str = ""
    customer: bytes | None = None
    currency: str = ""
    standing: Standing = Standing.COUNTED
    given_back: bool = False
    refunded: Decimal = NONE
    refunded_on: date | None = None
    total: Decimal | None = None
    rows: "array[int]" = attrs.field(factory=lambda: array("I"))
    alike: "array[int]" = attrs.field(factory=lambda: array("q"))
    sold: Side = attrs.field(factory=Side)
    returned: Side = attrs.field(factory=Side)
    apart: Decimal = NONE
    apart_lines: int = 0
    unpriced: int = 0
    broken: bool = False
    credit_note: bool = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.credit_note = _CREDIT_NOTE.match(self.number) is not None

    @property
    def stated(self) -> Decimal:
        """What all its lines come to, as they stand in the file."""
        return self.sold.stated + self.returned.stated + self.apart

    def take(self, *, goods: Decimal, other: Decimal, stated: Decimal) -> None:
        """Take in a row with goods and shipping in it; what is less than nothing is given back."""
        side = self.returned if stated < 0 else self.sold
        side.goods += goods
        side.other += other
        side.stated += stated
        side.lines += 1

    def again(self, stated: Decimal) -> None:
        """Take in one more row that says what the whole comes to."""
        (self.returned if stated < 0 else self.sold).lines += 1

    def add(self, kind: LineKind, amounts: Sequence[LineAmount]) -> None:
        """Take in some lines of one kind.

        What is less than nothing is given back, unless it is a discount; whatever a credit note
        charges lowers what it gives back.
        """
        if kind is LineKind.APART:
            self.apart += sum(map(_stated, amounts), NONE)
            self.apart_lines += len(amounts)
            return
        for sign in {amount.sign for amount in amounts}:
            same = [amount for amount in amounts if amount.sign == sign]
            back = self.credit_note or (sign < 0 and kind is not LineKind.DISCOUNT)
            if sign:
                (self.returned if back else self.sold).add(kind, same)
            else:
                self.unpriced += len(same)

    def orders(self, *, gross: bool) -> Iterator[Order]:
        """The order and the credit note that it is, or one of them, or neither.

        Args:
            gross: whether there is VAT in what the file states.

        Raises:
            InvalidInput: its lines don't come to its total (TOTAL_OFF), a credit note charges
                more than it gives back (CREDIT_NOTE_CHARGES), more was given back of it than it
                is (TOTAL_OFF), or a discount is larger than what it is taken off
                (DISCOUNT_TOO_LARGE).
        """
        if self.total is not None and self._off(self.total):
            raise total_off(self.number, self.total, self.stated)
        sold, returned = self.sold, self.returned
        if sold.goods < 0:
            raise _discount_too_large(self.number)
        if sold.lines:
            nothing = self.standing is Standing.COUNTED and not sold.goods
            goods, shipping = _rounded(sold.goods, gross), _rounded(sold.other, gross)
            parts = Parts(goods=goods, shipping=shipping, gross=sold.stated)
            yield self._order(
                Standing.NOTHING_SOLD if nothing else self.standing,
                rows=sold.lines,
                goods=goods,
                shipping=shipping,
                gross=sold.stated if gross else None,
                refunds=self._refunds(parts),
            )
        if returned.lines:
            refund = self._refund(gross=gross)
            yield self._order(
                Standing.CREDIT,
                rows=returned.lines,
                refunds=(refund,),
                gross=-returned.stated if gross else None,
            )

    def _refunds(self, parts: Parts) -> tuple[Refund, ...]:
        """What was given back of an order, as its own rows say."""
        if self.refunded > parts.gross + CENT:
            raise refund_off(self.number, self.refunded, parts.gross)
        amount = parts.gross if self.given_back and not self.refunded else self.refunded
        return parts.refunds([(self.refunded_on or self.day, amount)]) if amount else ()

    def _refund(self, *, gross: bool) -> Refund:
        goods, other = -self.returned.goods, -self.returned.other
        if goods < 0 or other < 0:
            goods, other = goods + other, NONE
        if goods < 0:
            raise _credit_note_charges(self.number)
        return Refund(day=self.day, goods=_rounded(goods, gross), other=_rounded(other, gross))

    def _order(
        self,
        standing: Standing,
        *,
        rows: int,
        gross: Decimal | None,
        goods: Decimal = NONE,
        shipping: Decimal = NONE,
        refunds: tuple[Refund, ...] = (),
    ) -> Order:
        return Order(
            number=self.number,
            row=self.rows[0],
            rows=rows,
            day=self.day,
            standing=standing,
            country=self.country,
            customer=self.customer,
            currency=self.currency,
            goods=goods,
            shipping=shipping,
            gross=gross,
            refunds=refunds,
        )

    def _off(self, total: Decimal) -> bool:
        """Credit notes state their total with a minus or without."""
        return abs(abs(total) - abs(self.stated)) > CENT * len(self.rows)


def _rounded(amount: Decimal, gross: bool) -> Decimal:
    """VAT was taken off without rounding; what stood there net stays as exact as it was."""
    return to_the_cent(amount) if gross else amount


def _discount_too_large(number: str) -> InvalidInput:
    return InvalidInput(
        Message("The discounts of invoice {number} are larger than its goods.", number=number),
        code="DISCOUNT_TOO_LARGE",
        remedy=Message("Look the invoice up, and correct its lines."),
    )


def _credit_note_charges(number: str) -> InvalidInput:
    return InvalidInput(
        Message("Credit note {number} charges money instead of giving it back.", number=number),
        code="CREDIT_NOTE_CHARGES",
        remedy=Message("Write its amounts with a minus, or give it the number of an invoice."),
    )

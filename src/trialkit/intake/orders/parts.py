"""An order's money, parted into goods and the rest, without its VAT."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Self

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.intake.orders.amounts import CENT, NONE, to_the_cent
from trialkit.intake.orders.order import Refund

ROUNDING: Final = CENT
"""How far one line may be off: shops round the VAT of each line on its own."""


@attrs.frozen(kw_only=True)
class Parts:
    """What a customer was to pay for an order.

    Attributes:
        goods: net of VAT, after discounts.
        shipping: postage, handling and fees, net of VAT.
        gross: both, with VAT.
    """

    goods: Decimal
    shipping: Decimal
    gross: Decimal

    @classmethod
    def of(cls, gross: Decimal, *, tax: Decimal, goods: Decimal, with_tax: bool) -> Self:
        """Part an amount.

        Args:
            gross: the whole, with VAT.
            tax: the VAT in it.
            goods: what of it is for goods.
            with_tax: whether `goods` has its VAT in it; its share of `tax` is then taken off,
                the same as the whole has.
        """
        net = gross - tax
        net_goods = _share(goods, net, gross) if with_tax else goods
        return cls(goods=net_goods, shipping=net - net_goods, gross=gross)

    def refund(self, amount: Decimal, day: date) -> Refund:
        """What giving back `amount`, VAT included, means net of VAT: goods first, then the rest.

        Never more than there was.
        """
        goods, other = self._net_of_first(amount)
        return Refund(day=day, goods=goods, other=other)

    def refunds(self, given_back: Iterable[tuple[date, Decimal]]) -> tuple[Refund, ...]:
        """Several refunds, one after the other, each as `refund` has it.

        Args:
            given_back: day and amount, VAT included.
        """
        found: list[Refund] = []
        so_far = NONE
        goods_before, other_before = NONE, NONE
        for day, amount in given_back:
            so_far += amount
            goods, other = self._net_of_first(so_far)
            if amount:
                found.append(
                    Refund(day=day, goods=goods - goods_before, other=other - other_before)
                )
            goods_before, other_before = goods, other
        return tuple(found)

    def _net_of_first(self, amount: Decimal) -> tuple[Decimal, Decimal]:
        """Goods and the rest in the first `amount` that is given back."""
        if amount >= self.gross:
            return self.goods, self.shipping
        net = self.goods + self.shipping
        goods_gross = _share(self.goods, self.gross, net)
        goods = _share(min(amount, goods_gross), net, self.gross)
        other = _share(max(amount - goods_gross, NONE), net, self.gross)
        return min(goods, self.goods), min(other, self.shipping)


def _share(part: Decimal, whole: Decimal, of: Decimal) -> Decimal:
    """`part` of `of`, seen as a part of `whole`: to the cent."""
    return to_the_cent(part * whole / of) if of else NONE


def lines_off(number: str, stated: Decimal, found: Decimal) -> InvalidInput:
    """The error for an order whose lines don't come to what it says its goods are."""
    return InvalidInput(
        Message(
            "The lines of order {number} come to {found:exact}, and it says {stated:exact}.",
            number=number,
            found=found,
            stated=stated,
        ),
        code="TOTAL_OFF",
        remedy=Message(
            "Look the order up in the shop: a line that was taken out of it later may still stand "
            "in the file."
        ),
    )


def refund_off(number: str, refund: Decimal, total: Decimal) -> InvalidInput:
    """The error for an order of which more was given back than was paid, or nobody knows what."""
    if not refund:
        return InvalidInput(
            Message("Order {number} was refunded in part, and how much isn't said.", number=number),
            code="REFUND_MISSING",
            remedy=Message("Write what was given back into the column of refunds."),
        )
    return InvalidInput(
        Message(
            "Of order {number} {refund:exact} was given back, and it was {total:exact} in all.",
            number=number,
            refund=refund,
            total=total,
        ),
        code="TOTAL_OFF",
        remedy=Message("Look the order up in the shop and export the file again."),
    )

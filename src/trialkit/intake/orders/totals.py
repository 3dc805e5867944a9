"""Holding what was made of a file's rows against what stands in them, to the cent."""

from decimal import Decimal

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.orders.amounts import NONE, to_the_cent
from trialkit.intake.orders.order import Order, OrderFile, Standing


@attrs.define
class Total:
    """What a file comes to in one currency.

    Attributes:
        orders: counted ones.
        credits: credit notes, with their sign.
        others: orders and rows that are left out by a rule.
    """

    orders: Decimal = NONE
    credits: Decimal = NONE
    others: Decimal = NONE

    @property
    def all(self) -> Decimal:
        """Everything together."""
        return self.orders + self.credits + self.others


def stated_of(order: Order) -> Decimal:
    """What an order is in its file: with VAT where that is told; a credit note is negative."""
    if order.standing is not Standing.CREDIT:
        return order.goods + order.shipping if order.gross is None else order.gross
    if order.gross is not None:
        return -order.gross
    return -sum((refund.goods + refund.other for refund in order.refunds), NONE)


def totals_of(file: OrderFile) -> dict[str, Total]:
    """Currency → what was made of the file's readable rows."""
    totals: dict[str, Total] = {currency: Total() for currency in file.stated}
    for order in file.orders:
        total = totals.setdefault(order.currency, Total())
        match order.standing:
            case Standing.COUNTED:
                total.orders += stated_of(order)
            case Standing.CREDIT:
                total.credits += stated_of(order)
            case _:
                total.others += stated_of(order)
    for aside in file.asides:
        for currency, amount in aside.amounts.items():
            totals.setdefault(currency, Total()).others += amount
    return totals


def require_totals(file: OrderFile) -> dict[str, Total]:
    """The totals of a file, which are what stands in its rows.

    Raises:
        InvalidInput: they aren't; a mistake in the program, and nothing may be counted
            (SUMS_DISAGREE).
    """
    totals = totals_of(file)
    for currency, total in totals.items():
        stated = to_the_cent(file.stated.get(currency, NONE))
        if stated != to_the_cent(total.all):
            raise InvalidInput(
                Message(
                    "The rows come to {stated:exact} {currency}, and what was made of them to "
                    "{found:exact}.",
                    stated=stated,
                    found=to_the_cent(total.all),
                    currency=currency,
                ),
                code="SUMS_DISAGREE",
                place=Place(file=file.file),
                remedy=Message(
                    "Nothing was counted. This is a mistake in TrialKit: please report it, "
                    "without the file."
                ),
            )
    return totals

"""What the orders of one series and period come to."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from trialkit.intake.orders.amounts import NONE
from trialkit.intake.orders.exchange import Exchange, Pot
from trialkit.intake.orders.order import Order, Refund
from trialkit.model.metric import Conversion, OrderMeasure

_SHARE: Final = Decimal("0.0001")

_MONEY: Final = (
    OrderMeasure.GOODS,
    OrderMeasure.SHIPPING,
    OrderMeasure.REFUNDS_GOODS,
    OrderMeasure.REFUNDS_OTHER,
    OrderMeasure.SALES,
)


@attrs.frozen
class Tally:
    """The orders of one series that fall into one period.

    Attributes:
        pots: what each measure of money comes to.
        counts: what each measure that counts comes to.
        by_customer: goods bought by each customer, in the workspace's currency.
    """

    pots: Mapping[OrderMeasure, Pot] = attrs.field(
        factory=lambda: {measure: Pot() for measure in _MONEY}
    )
    counts: dict[OrderMeasure, int] = attrs.field(factory=dict)
    by_customer: dict[bytes, Decimal] = attrs.field(factory=dict)

    def add_order(self, order: Order, exchange: Exchange) -> None:
        """Count an order that was placed in the period."""
        self.count(OrderMeasure.ORDERS)
        self._pour(OrderMeasure.GOODS, order.goods, order, order, exchange)
        self._pour(OrderMeasure.SHIPPING, order.shipping, order, order, exchange)
        if order.customer is not None:
            rate, _ = exchange.rate(order.currency, order.day, order.row)
            before = self.by_customer.get(order.customer, NONE)
            self.by_customer[order.customer] = before + order.goods * rate

    def add_refund(self, refund: Refund, order: Order, exchange: Exchange) -> None:
        """Count money that was given back in the period."""
        self._pour(OrderMeasure.REFUNDS_GOODS, refund.goods, refund, order, exchange)
        self._pour(OrderMeasure.REFUNDS_OTHER, refund.other, refund, order, exchange)

    def count(self, measure: OrderMeasure) -> None:
        """One more."""
        self.counts[measure] = self.counts.get(measure, 0) + 1

    def value(self, measure: OrderMeasure, exchange: Exchange) -> Decimal | None:
        """What a measure comes to; None where there is nothing to take a share of."""
        if measure in self.pots:
            return exchange.value(self.pots[measure])
        if measure is OrderMeasure.TOP_CUSTOMER_SHARE:
            sold = self.pots[OrderMeasure.GOODS].value
            most = max(self.by_customer.values(), default=NONE)
            return (most / sold).quantize(_SHARE, ROUND_HALF_UP) if sold else None
        return Decimal(self.counts.get(measure, 0))

    def conversion(self, measure: OrderMeasure, exchange: Exchange) -> Conversion | None:
        """What an amount was in its own currency."""
        return exchange.conversion(self.pots[measure]) if measure in self.pots else None

    def _pour(
        self,
        measure: OrderMeasure,
        amount: Decimal,
        of: Order | Refund,
        order: Order,
        exchange: Exchange,
    ) -> None:
        sign = 1 if isinstance(of, Order) else -1
        sales = self.pots[OrderMeasure.SALES]
        exchange.pour(self.pots[measure], amount, order.currency, of.day, order.row)
        exchange.pour(sales, sign * amount, order.currency, of.day, order.row)

"""Whether the amounts of a shop's export have VAT in them."""

from decimal import Decimal
from typing import Self

import attrs

from trialkit.errors import Message
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.orders.amounts import assumed_net
from trialkit.intake.orders.shops.groups import Groups


@attrs.frozen(kw_only=True)
class Vat:
    """What the file as a whole tells of VAT.

    Attributes:
        rate: of the VAT in the amounts, where the person had to say it.
        told: whether it is known both what customers paid and what that is without VAT.
        note: what to say of it.
    """

    rate: Decimal | None
    told: bool
    note: Message | None = None

    @classmethod
    def found(cls, groups: Groups, context: ImportContext, *, column: bool) -> Self:
        """Find out.

        Args:
            groups: the orders of the file.
            context: where the person said a rate, it counts if no order has any VAT.
            column: whether the file has a column of VAT. Shops below the limit of VAT have 0 in
                it, and so do those that never set it up.
        """
        if any(group.head and group.head.tax for group in groups):
            return cls(rate=None, told=True)
        if context.vat is not None or not column:
            told = context.vat is not None
            return cls(rate=context.vat, told=told, note=assumed_net(context))
        note = Message(
            "No order in the file has VAT, so its amounts were taken as net. If there is VAT in "
            "them all the same, say the rate: --vat 25.5."
        )
        return cls(rate=None, told=True, note=note)

"""What is worth knowing of a shop's export besides its figures."""

from collections.abc import Iterator

from trialkit.errors import Message
from trialkit.intake.orders.shops.groups import Groups
from trialkit.intake.orders.shops.items import Item
from trialkit.intake.orders.shops.statuses import Status


def undated_refunds(n: int) -> Iterator[Message]:
    """Where the file doesn't say when money was given back."""
    if n:
        yield Message.counted(
            "{n} order has money given back, and the file doesn't say when: it was booked to the "
            "day of the order, goods first.",
            "{n} orders have money given back, and the file doesn't say when: it was booked to the "
            "day of each order, goods first.",
            n=n,
        )


def partly_paid(groups: Groups) -> Iterator[Message]:
    """Where an order waits for the rest of its money."""
    n = sum(1 for group in groups if group.head and group.head.status is Status.PARTLY_PAID)
    if n:
        yield Message.counted(
            "{n} order is paid in part: it counts once it is paid in full.",
            "{n} orders are paid in part: each counts once it is paid in full.",
            n=n,
        )


def postage_among_goods(groups: Groups) -> Iterator[Message]:
    """Where postage or a fee was entered as if it were goods."""
    n = sum(1 for group in groups if Item.POSTAGE in group.apart)
    if n:
        yield Message.counted(
            "{n} order has postage or a fee among its goods: it was counted as postage.",
            "{n} orders have postage or a fee among their goods: it was counted as postage.",
            n=n,
        )

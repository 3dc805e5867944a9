"""What can become of an order, and the rule that is told where it isn't counted."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import Final

from trialkit.errors import Message
from trialkit.intake.orders.order import Order, Standing


class Fate(Enum):
    """What became of an order's rows."""

    USED = auto()
    """They went into figures."""
    CANCELLED = auto()
    UNPAID = auto()
    TEST = auto()
    NOTHING_SOLD = auto()
    OTHER_MARKET = auto()
    UNKNOWN_MARKET = auto()
    UNFINISHED = auto()
    OUTSIDE = auto()


RULES: Final[Mapping[Fate, Message]] = {
    Fate.CANCELLED: Message("cancelled orders"),
    Fate.UNPAID: Message("orders that aren't paid"),
    Fate.TEST: Message("test orders"),
    Fate.NOTHING_SOLD: Message("orders without goods, or with nothing to pay"),
    Fate.OTHER_MARKET: Message("orders of other markets than the trial's"),
    Fate.UNKNOWN_MARKET: Message("orders whose market isn't known"),
    Fate.UNFINISHED: Message("orders of a period that isn't over yet"),
    Fate.OUTSIDE: Message("orders outside the periods that are counted"),
}
"""Every fate but `USED` leaves rows out by a rule."""

BY_STANDING: Final[Mapping[Standing, Fate]] = {
    Standing.CANCELLED: Fate.CANCELLED,
    Standing.UNPAID: Fate.UNPAID,
    Standing.TEST: Fate.TEST,
    Standing.NOTHING_SOLD: Fate.NOTHING_SOLD,
}
"""The standings that leave an order out whatever its market and day."""

Fated = Sequence[tuple[Order, Fate]]
"""Orders, and what became of each."""

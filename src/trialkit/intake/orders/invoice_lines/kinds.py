"""What an invoice line is for, by its product code or its name."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from trialkit.intake.orders.shops.items import Item, item_of


class LineKind(Enum):
    """What is done with a line's amount."""

    GOODS = auto()
    SHIPPING = auto()
    DISCOUNT = auto()
    """Taken off the goods of its invoice."""
    APART = auto()
    """A fee, a sample or something entered by hand: neither goods nor postage."""


_BY_CODE: Final[Mapping[str, LineKind]] = {
    **dict.fromkeys(("POST", "DOT", "C2"), LineKind.SHIPPING),
    **dict.fromkeys(
        ("M", "D", "S", "B", "AMAZONFEE", "BANK CHARGES", "CRUK", "PADS"), LineKind.APART
    ),
}
"""Codes that retailers use for what isn't a product: manual, discount, samples, bad debt, …

In capitals only: a product may well be called `s` or `b`.
"""

_DISCOUNTS: Final = frozenset(
    {"discount", "discounts", "coupon", "alennus", "alennukset", "alennuskoodi", "kassa-alennus"}
    | {"kanta-asiakasalennus", "rabatt", "rabatter", "rabattkod", "kassarabatt"}
)


def kind_of_line(code: str, description: str) -> LineKind:
    """What a line is for; a known code goes before what its name says.

    >>> kind_of_line("POST", "POSTAGE"), kind_of_line("", "Toimituskulut").name
    (<LineKind.SHIPPING: 2>, 'SHIPPING')
    >>> kind_of_line("85123A", "WHITE HANGING HEART T-LIGHT HOLDER").name
    'GOODS'
    """
    known = _BY_CODE.get(code.strip())
    if known is not None:
        return known
    if item_of(description) is Item.POSTAGE:
        return LineKind.SHIPPING
    return LineKind.DISCOUNT if description.casefold() in _DISCOUNTS else LineKind.GOODS

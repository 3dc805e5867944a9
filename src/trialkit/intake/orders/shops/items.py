"""What a line of an order is for: most sell goods, some don't."""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import Final


class Item(Enum):
    """What was paid for."""

    GOODS = auto()
    POSTAGE = auto()
    """Postage, handling and fees, entered as if they were goods."""
    GIFT_CARD = auto()
    """Money paid in advance: it becomes revenue when the card is used."""
    TIP = auto()


APART: Final = frozenset({Item.GIFT_CARD, Item.TIP})
"""Paid for with the order, and no part of its revenue."""

_GIFT_CARD: Final = re.compile(
    r"\b(?:e-?)?(?:gift ?card|gift ?voucher|gift certificate|lahjakortti|presentkort|gåvokort)\b"
)
_TIP: Final = re.compile(r"tips?|gratuity|juomaraha|tippi|dricks")
_POSTAGE: Final = re.compile(
    r"(?:shipping(?: cost| fee| charge)?s?|postage|postage (?:&|and) (?:packing|handling)|delivery"
    r"(?: cost| fee| charge)?s?|freight|handling fee|payment fee|packaging fee"
    r"|toimitus(?:kulu|maksu)(?:t|ja)?|toimitus|posti(?:kulu|maksu)t?|rahti|rahtikulut?|käsittelykulut?"
    r"|käsittelymaksu|pakkauskulut?|laskutuslisä|maksutapalisä"
    r"|frakt|fraktkostnad(?:er)?|fraktavgift|porto|leverans|leveransavgift|leveranskostnad"
    r"|expeditionsavgift|hanteringsavgift|fakturaavgift)"
    r"(?:\s*[-–:(,/].*)?"
)
_REMEMBERED: Final = 1 << 12


@lru_cache(_REMEMBERED)
def item_of(name: str) -> Item:
    """What a line is for, by its name in Finnish, Swedish or English.

    >>> item_of("Lahjakortti 50 €"), item_of("Toimituskulut (Posti)"), item_of("Villasukat")
    (<Item.GIFT_CARD: 3>, <Item.POSTAGE: 2>, <Item.GOODS: 1>)
    """
    known = " ".join(name.casefold().split())
    if _GIFT_CARD.search(known):
        return Item.GIFT_CARD
    if _TIP.fullmatch(known):
        return Item.TIP
    return Item.POSTAGE if _POSTAGE.fullmatch(known) else Item.GOODS

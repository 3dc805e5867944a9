"""What a shop's word for the state of an order makes of it."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final, Self

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.intake.headings import heading_key
from trialkit.intake.orders.order import Standing

_TEST_PAYMENT: Final = re.compile(r"\b(?:bogus|test|testing)\b")
_TEST_TAGS: Final = frozenset(
    {"test", "test order", "testorder", "testi", "testitilaus", "testbeställning"}
)
_LONGEST: Final = 60
"""Characters of an unknown word that are shown."""


class Status(Enum):
    """How far an order has come, whatever the shop calls it."""

    PAID = "paid"
    PARTLY_REFUNDED = "partly refunded"
    REFUNDED = "refunded"
    PARTLY_PAID = "partly paid"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"

    @property
    def standing(self) -> Standing:
        """What becomes of the order; one that is paid in part waits for the rest."""
        return _STANDINGS[self]


_STANDINGS: Final[Mapping[Status, Standing]] = {
    Status.PAID: Standing.COUNTED,
    Status.PARTLY_REFUNDED: Standing.COUNTED,
    Status.REFUNDED: Standing.COUNTED,
    Status.PARTLY_PAID: Standing.UNPAID,
    Status.UNPAID: Standing.UNPAID,
    Status.CANCELLED: Standing.CANCELLED,
}


def is_test(payment: str, tags: str = "") -> bool:
    """Whether an order was only a test.

    >>> is_test("(for testing) Bogus Gateway"), is_test("Latest Pay", "gift, Testitilaus")
    (True, True)

    Args:
        payment: the way of paying.
        tags: the order's tags, separated by commas.
    """
    tagged = {tag.strip().casefold() for tag in tags.split(",")}
    return bool(_TEST_PAYMENT.search(payment.casefold()) or tagged & _TEST_TAGS)


@attrs.frozen(kw_only=True)
class Statuses:
    """The words of one kind of shop.

    Attributes:
        own: the shop's own words, in no language, as it writes them → what they mean.
        meanings: the same words and those it shows to people, by their key.
    """

    own: Mapping[str, Status]
    meanings: Mapping[str, Status]

    @classmethod
    def of(
        cls, own: Mapping[str, Status], labels: Mapping[str, tuple[str, ...]] | None = None
    ) -> Self:
        """The shop's own words, and what it shows instead of them in any language."""
        meanings = {_key(word): status for word, status in own.items()}
        for word, shown in (labels or {}).items():
            meanings.update((_key(label), own[word]) for label in shown)
        return cls(own=own, meanings=meanings)

    def read(self, written: str) -> Status:
        """What the order's status means, with or without `wc-` before it, in any language.

        Raises:
            InvalidInput: there is none (STATUS_MISSING), or no shop of this kind has such a one
                (UNKNOWN_STATUS).
        """
        key = _key(written)
        if not key:
            raise InvalidInput(
                Message("The order has no status, so it isn't known whether it was paid."),
                code="STATUS_MISSING",
                remedy=self._known,
            )
        if key not in self.meanings:
            raise InvalidInput(
                Message("“{status}” is no known status of an order.", status=written[:_LONGEST]),
                code="UNKNOWN_STATUS",
                remedy=self._known,
            )
        return self.meanings[key]

    @property
    def _known(self) -> Message:
        return Message("The statuses that are known: {names}.", names=tuple(self.own))


def _key(written: str) -> str:
    return heading_key(written.replace("-", " ")).removeprefix("wc ")


SHOPIFY: Final = Statuses.of(
    {
        "paid": Status.PAID,
        "partially_refunded": Status.PARTLY_REFUNDED,
        "refunded": Status.REFUNDED,
        "partially_paid": Status.PARTLY_PAID,
        "pending": Status.UNPAID,
        "authorized": Status.UNPAID,
        "expired": Status.UNPAID,
        "unpaid": Status.UNPAID,
        "voided": Status.CANCELLED,
    }
)

WOOCOMMERCE: Final = Statuses.of(
    {
        "completed": Status.PAID,
        "processing": Status.PAID,
        "refunded": Status.REFUNDED,
        "partially-refunded": Status.PARTLY_REFUNDED,
        "on-hold": Status.UNPAID,
        "pending": Status.UNPAID,
        "failed": Status.UNPAID,
        "checkout-draft": Status.UNPAID,
        "cancelled": Status.CANCELLED,
        "trash": Status.CANCELLED,
    },
    # As WooCommerce and its shops have translated them over the years.
    {
        "completed": (
            *("valmis", "valmistunut", "suoritettu", "complete"),
            *("slutförd", "färdigbehandlad", "klar", "genomförd"),
        ),
        "processing": ("käsittelyssä", "käsitellään", "behandlas", "bearbetas", "under behandling"),
        "refunded": ("hyvitetty", "palautettu", "återbetald", "återbetalad"),
        "partially-refunded": ("osittain hyvitetty", "delvis återbetald", "partial refund"),
        "on-hold": (
            *("jonossa", "pidossa", "pidätetty", "odottaa", "onhold"),
            *("parkerad", "pausad", "väntande", "avvaktar", "i vänteläge"),
        ),
        "pending": (
            *("odottaa maksua", "odottaa maksamista", "maksua odotetaan", "pending payment"),
            *("väntar på betalning", "inväntar betalning", "avvaktar betalning"),
        ),
        "failed": ("epäonnistunut", "epäonnistui", "misslyckad", "misslyckades", "misslyckat"),
        "checkout-draft": ("luonnos", "kassaluonnos", "utkast", "kassautkast", "draft"),
        "cancelled": ("peruttu", "peruutettu", "avbruten", "annullerad", "makulerad", "canceled"),
        "trash": ("roskakori", "roskakorissa", "papperskorg", "papperskorgen"),
    },
)

"""Whether an order of a plain table was paid: by its status, by a column that says so, or both."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Cell
from trialkit.intake.headings import heading_key
from trialkit.intake.orders.order import Standing
from trialkit.intake.orders.shops.statuses import SHOPIFY, WOOCOMMERCE, Status, Statuses, is_test

_WORDS: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.PAID: (
        *("paid", "complete", "done", "delivered", "shipped", "fulfilled", "closed", "settled"),
        *("maksettu", "suoritettu", "valmis", "käsitelty", "toimitettu", "postitettu", "suljettu"),
        *("betald", "betalad", "betalt", "klar", "behandlad", "slutförd", "levererad", "avslutad"),
    ),
    Status.REFUNDED: (
        *("refunded", "returned", "credited", "hyvitetty", "palautettu"),
        *("återbetald", "återbetalad", "krediterad", "returnerad"),
    ),
    Status.PARTLY_REFUNDED: (
        *("partly refunded", "partially refunded", "osittain hyvitetty", "osahyvitetty"),
        *("delvis återbetald", "delvis krediterad"),
    ),
    Status.PARTLY_PAID: (
        *("partly paid", "partially paid", "osittain maksettu", "osamaksettu", "delvis betald"),
    ),
    Status.UNPAID: (
        *("unpaid", "open", "due", "overdue", "not paid", "awaiting payment", "draft", "new"),
        *("maksamatta", "maksamaton", "avoin", "erääntynyt", "odottaa maksua", "luonnos", "uusi"),
        *("obetald", "obetalad", "öppen", "förfallen", "väntar på betalning", "utkast", "ny"),
    ),
    Status.CANCELLED: (
        *("cancelled", "canceled", "void", "voided", "rejected", "failed"),
        *("peruttu", "peruutettu", "peruttiin", "mitätöity", "hylätty"),
        *("annullerad", "avbruten", "avbeställd", "makulerad", "avbokad"),
    ),
}
_PLAIN: Final = Statuses(
    own={words[0]: status for status, words in _WORDS.items()},
    meanings={
        **WOOCOMMERCE.meanings,
        **SHOPIFY.meanings,
        **{heading_key(word): status for status, words in _WORDS.items() for word in words},
    },
)
_YES: Final = frozenset({"yes", "y", "true", "x", "1", "paid", "kyllä", "k", "on", "ok"}) | {
    *("maksettu", "ja", "j", "sant", "betald", "betalt", "tosi", "✓", "✔")
}
_NO: Final = frozenset({"no", "n", "false", "0", "-", "ei", "e", "nej", "unpaid", "epätosi"}) | {
    *("maksamatta", "obetald", "falskt", "")
}


class Given(Enum):
    """How much of what was paid was given back, as the status says."""

    NOTHING = auto()
    A_PART = auto()
    EVERYTHING = auto()


def standing_of(status: Cell | None, paid: Cell | None) -> tuple[Standing, Given]:
    """What becomes of an order, and how much of it was given back.

    Args:
        status: its status; None where the file has no such column.
        paid: yes, no, or the day or amount it was paid; None where the file has no such column.

    Raises:
        InvalidInput: the status is empty or unknown (STATUS_MISSING, UNKNOWN_STATUS), or what
            stands under “paid” is neither yes nor no (NOT_YES_OR_NO).
    """
    if status is None:
        return (Standing.COUNTED if _is_paid(paid) else Standing.UNPAID), Given.NOTHING
    written = str(status)
    if is_test("", heading_key(written)):
        return Standing.TEST, Given.NOTHING
    found = _PLAIN.read(written)
    standing = found.standing
    if found is Status.PAID and not _is_paid(paid):
        standing = Standing.UNPAID
    given = {Status.REFUNDED: Given.EVERYTHING, Status.PARTLY_REFUNDED: Given.A_PART}
    return standing, given.get(found, Given.NOTHING)


def _is_paid(paid: Cell | None) -> bool:
    if paid is None or isinstance(paid, date):
        return True
    if isinstance(paid, int | Decimal):
        return bool(paid)
    word = heading_key(str(paid))
    if word in _YES or word in _NO:
        return word in _YES
    digits = set(filter(str.isdigit, word))
    if digits and not any(map(str.isalpha, word)):
        return digits != {"0"}  # the day it was paid, or how much
    raise InvalidInput(
        Message("“{found}” is neither yes nor no.", found=word[:40]),
        code="NOT_YES_OR_NO",
        remedy=Message("Write yes or no, or the day of the payment."),
    )

"""The importer `shopify`: the export of orders from Shopify's admin, one row a line.

What an order is stands in its first row only; the rows below it are further lines of it. Prices
are with or without VAT as the shop has it, and the file doesn't say which: an order's sums do.
"""

from decimal import Decimal
from pathlib import Path
from sys import intern
from types import MappingProxyType

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import ImportContext, Reading
from trialkit.intake.cells import Row
from trialkit.intake.orders.amounts import NONE, net_of
from trialkit.intake.orders.counting import reading_of
from trialkit.intake.orders.order import OrderFile, Standing
from trialkit.intake.orders.parts import ROUNDING, Parts, lines_off, refund_off
from trialkit.intake.orders.shops.book import Book, Settled, no_number
from trialkit.intake.orders.shops.groups import Group, Groups, Head, Line
from trialkit.intake.orders.shops.items import APART, Item, item_of
from trialkit.intake.orders.shops.notes import partly_paid, postage_among_goods, undated_refunds
from trialkit.intake.orders.shops.row_reader import Readers, RowReader
from trialkit.intake.orders.shops.shopify_columns import AMOUNTS, FIELDS, LINE_AMOUNTS
from trialkit.intake.orders.shops.statuses import SHOPIFY, Status, is_test
from trialkit.intake.orders.unreadable import total_off
from trialkit.intake.orders.vat import Vat
from trialkit.model.text import Words


class ShopifyImporter:
    """Reads Shopify's export of orders.

    Attributes:
        id: `shopify`.
        label: its name on screen.
    """

    id: str = "shopify"
    label: Words = MappingProxyType(
        {"fi": "Shopifyn tilaukset", "sv": "Shopify-beställningar", "en": "Shopify orders"}
    )

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the headings are those of Shopify's export."""
        keys = FIELDS.keys_in(path, head)
        return {"number", "status", "total"} <= keys and bool(keys & {"item", "price", "quantity"})

    def read(self, path: Path, context: ImportContext) -> Reading:
        """The figures of the orders, and what became of each row.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no such export, or can't be counted; see `Fields.read` and
                `reading_of`.
        """
        return reading_of(orders_in(path, context), context)


def orders_in(path: Path, context: ImportContext) -> OrderFile:
    """The orders of an export, before any is counted.

    Raises:
        NotFound, InvalidInput: as `Fields.read`.
    """
    columns = FIELDS.read(path, context)
    readers = Readers(path, FIELDS, columns, context, money=(*AMOUNTS, *LINE_AMOUNTS))
    book = Book(columns)
    groups = Groups()
    for row in book.rows():
        _take(row, RowReader(readers, row), groups)
    vat = Vat.found(groups, context, column=columns.has("tax"))
    book.note(readers.assumed, vat.note)
    book.note(*partly_paid(groups), *postage_among_goods(groups))
    book.settle(groups, lambda group, head: _settled(group, head, vat))
    book.note(*undated_refunds(sum(1 for order in book.orders if order.refunds)))
    return book.closed()


def _take(row: Row, reader: RowReader, groups: Groups) -> None:
    """Put a row to its order."""
    number = reader.text("number")
    if reader.text("status", "total") and not number:
        reader.refuse(no_number(), "number")
    headed = bool(reader.text("status", "total") or (reader.fault and not number))
    head = _head(reader) if headed else None
    lines = (_line(reader),) if reader.anything("item") or reader.anything("price") else ()
    groups.take(row.number, number, headed=headed, head=head, lines=lines, fault=reader.fault)


def _head(reader: RowReader) -> Head | None:
    """What an order says of itself; None where it can't be read."""
    currency = reader.read_currency("total")
    day = reader.day()
    status = reader.read("status", lambda cell: SHOPIFY.read(str(cell)))
    amount = {key: reader.amount(key) for key in AMOUNTS}
    if day is None or status is None or reader.fault:
        return None
    return Head(
        identity=reader.text("id"),
        day=day,
        placed=reader.text("day"),
        status=status,
        cancelled=bool(reader.text("cancelled_at")),
        test=is_test(reader.anything("payment"), reader.anything("tags")),
        currency=intern(currency),
        country=intern(reader.text("shipping_country", "billing_country")),
        customer=reader.customer("email", "phone"),
        total=amount["total"],
        subtotal=amount["subtotal"],
        shipping=amount["shipping"] + amount["duties"],
        tax=amount["tax"],
        discount=abs(amount["discount"]),
        refunded=abs(amount["refunded"]),
    )


def _line(reader: RowReader) -> Line:
    return Line(
        item=item_of(reader.anything("item")),
        amount=reader.amount("price") * reader.amount("quantity"),
        discount=reader.amount("line_discount"),
    )


def _settled(group: Group, head: Head, vat: Vat) -> Settled:
    """What an order comes to.

    Raises:
        InvalidInput: its sums disagree (TOTAL_OFF), or its refund isn't known (REFUND_MISSING).
    """
    standing = _standing(group, head)
    if standing is not Standing.COUNTED:
        return Settled(standing=standing, goods=head.total)
    if head.total < NONE:
        raise _less_than_nothing(group.number, head.total)
    parts = _parts(group, head, vat.rate)
    refunded = head.total if head.status is Status.REFUNDED and not head.refunded else head.refunded
    if refunded > head.total or (head.status is Status.PARTLY_REFUNDED and not refunded):
        raise refund_off(group.number, refunded, head.total)
    return Settled(
        standing=standing,
        goods=parts.goods,
        shipping=parts.shipping,
        gross=parts.gross if vat.told else None,
        refunds=parts.refunds([(head.day, refunded)]),
        apart=True,
    )


def _standing(group: Group, head: Head) -> Standing:
    if head.test:
        return Standing.TEST
    if head.cancelled:
        return Standing.CANCELLED
    if head.status.standing is Standing.COUNTED and (not head.total or group.nothing_but_apart):
        return Standing.NOTHING_SOLD
    return head.status.standing


def _parts(group: Group, head: Head, vat: Decimal | None) -> Parts:
    """An order's money without gift cards and tips, which have no VAT in them.

    Raises:
        InvalidInput: subtotal, postage and VAT don't come to the total, or the lines don't come
            to the subtotal (TOTAL_OFF).
    """
    tax = head.tax or NONE
    with_tax, subtotal = _as_summed(group, head)
    _check_lines(group, head, subtotal)
    apart = sum((group.apart.get(item, NONE) for item in APART), NONE)
    gross = head.total - apart
    if vat:
        with_tax, tax = True, gross - net_of(gross, vat)
    goods = subtotal - apart - group.apart.get(Item.POSTAGE, NONE)
    if goods < NONE:
        raise lines_off(group.number, subtotal, subtotal - goods)
    return Parts.of(gross, tax=tax, goods=goods, with_tax=with_tax)


def _as_summed(group: Group, head: Head) -> tuple[bool, Decimal]:
    """Whether VAT is in the subtotal, and the subtotal with tips: as they come to the total.

    Raises:
        InvalidInput: in no way they do (TOTAL_OFF).
    """
    bare = head.subtotal or NONE
    ways = {
        (with_tax, subtotal): subtotal + head.shipping + (NONE if with_tax else head.tax or NONE)
        for subtotal in (bare, bare + group.apart.get(Item.TIP, NONE))
        for with_tax in (True, False)
    }
    closest = min(ways, key=lambda way: abs(ways[way] - head.total))
    if abs(ways[closest] - head.total) > ROUNDING * max(group.lines, 1):
        raise total_off(group.number, head.total, ways[closest])
    return closest


def _check_lines(group: Group, head: Head, subtotal: Decimal) -> None:
    """The lines must come to the subtotal, less the discounts that the order tells of.

    Shopify tells a discount beside its line, beside the order, or in both places; where postage
    was free, some of it may have been the postage's.

    Raises:
        InvalidInput: they don't (TOTAL_OFF).
    """
    whole, most = group.amounts, group.discounts + head.discount
    sums = {whole, whole - group.discounts, whole - head.discount, whole - most}
    closest = min(sums, key=lambda found: abs(found - subtotal))
    free_postage = not head.shipping and whole - most <= subtotal <= whole
    off = abs(closest - subtotal) > ROUNDING * group.lines
    if group.lines and off and not free_postage:
        raise lines_off(group.number, subtotal, closest)


def _less_than_nothing(number: str, total: Decimal) -> InvalidInput:
    return InvalidInput(
        Message("Order {number} comes to {total:exact}.", number=number, total=total),
        code="TOTAL_OFF",
        remedy=Message("An order can't come to less than nothing: look it up in the shop."),
    )

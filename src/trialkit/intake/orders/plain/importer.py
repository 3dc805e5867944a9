"""The importer `orders`: a plain table of orders, one row an order or several of one number."""

from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from trialkit.errors import InvalidInput, Message, Place
from trialkit.hooks.contracts import ImportContext, Reading
from trialkit.intake.cells import Row
from trialkit.intake.headings import heading_key
from trialkit.intake.orders.amounts import NONE, assumed_net
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.counting import reading_of
from trialkit.intake.orders.invoice_lines.book import (
    FAR_APART,
    InvoiceBook,
    number_twice,
    two_currencies,
)
from trialkit.intake.orders.invoice_lines.invoices import Invoice
from trialkit.intake.orders.invoice_lines.kinds import LineKind, kind_of_line
from trialkit.intake.orders.order import OrderFile
from trialkit.intake.orders.parts import refund_off
from trialkit.intake.orders.payment import Given, standing_of
from trialkit.intake.orders.plain.amounts import MONEY, RowAmount, RowAmounts
from trialkit.intake.orders.plain.columns import ORDERS
from trialkit.intake.orders.shops.row_reader import Readers, RowReader
from trialkit.intake.orders.unreadable import total_off
from trialkit.model.text import Words

_SUSPICIOUS: Final = 3
"""Orders of several rows that all repeat their total, from which on it is no chance."""


class PlainOrdersImporter:
    """Reads a shop's own list of orders.

    Attributes:
        id: `orders`.
        label: its name on screen.
    """

    id: str = "orders"
    label: Words = MappingProxyType({"fi": "tilaukset", "sv": "beställningar", "en": "orders"})

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the headings are those of orders: a number, a day and a total.

        A list of invoices that a company got has them too, and a supplier or an account.
        """
        keys = ORDERS.keys_in(path, head)
        sold = "ledger" not in keys and {"number", "day"} <= keys
        return sold and bool(keys & {"total", "price", "order_total", "net", "gross"})

    def read(self, path: Path, context: ImportContext) -> Reading:
        """The figures of the orders, and what became of each row.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no such table, or can't be counted; see `Fields.read`,
                `RowAmounts` and `reading_of`.
        """
        return reading_of(orders_in(path, context), context)


def orders_in(path: Path, context: ImportContext) -> OrderFile:
    """The orders of a table, before any is counted.

    Raises:
        NotFound, InvalidInput: as `PlainOrdersImporter.read`; or every order of several rows has
            the same total in each of them (TOTAL_REPEATED).
    """
    columns = ORDERS.read(path, context)
    amounts = RowAmounts(columns, context.vat)
    readers = Readers(path, ORDERS, columns, context, money=MONEY)
    rows = _Rows(columns, readers, amounts)
    for row in columns.table.rows:
        rows.take(row)
    said = {heading_key(heading) for heading in context.columns}
    if rows.repeated and heading_key(columns.heading("total")) not in said:
        raise _total_repeated(columns)
    net = assumed_net(context) if amounts.assumed else None
    return rows.book.closed((readers.assumed, net), gross=amounts.gross)


class _Rows:
    """Puts the rows of one file together, each to its order.

    Attributes:
        book: keeps account of them.
    """

    def __init__(self, columns: Columns, readers: Readers, amounts: RowAmounts) -> None:
        self.book: Final = InvoiceBook(columns, "number")
        self._columns: Final = columns
        self._readers: Final = readers
        self._amounts: Final = amounts
        self._several: Final[set[str]] = set()
        self._differ = False

    @property
    def repeated(self) -> bool:
        """Whether every order of several rows has one and the same total in each of them."""
        return len(self._several) >= _SUSPICIOUS and not self._differ and not self._amounts.whole

    def take(self, row: Row) -> None:
        """Put a row to its order; one that gives money back is a credit note of its own day."""
        self.book.rows += 1
        number = self._columns.text(row, "number").strip()
        if self.book.sets_aside(number, [row]):
            return
        reader = RowReader(self._readers, row)
        day = reader.day()
        reader.read_currency(*MONEY)
        amount = self._amounts.read(reader)
        key = f"{number} {day}" if amount and amount.stated < 0 else number
        order = self.book.find(key)
        if order is None:
            order = self.book.open(number, key=key)
            self._begin(order, reader, day)
        else:
            self._compare(order, reader, day)
        order.rows.append(row.number)
        if amount:
            self._add(order, row, reader, amount)
        if reader.fault:
            self.book.refuse(order, row.number, reader.fault)

    def _begin(self, order: Invoice, reader: RowReader, day: date | None) -> None:
        """Take in what the first row of an order says of the whole."""
        order.day = day or order.day
        order.currency = reader.currency or ""
        order.country = reader.text("country", "billing_country")
        order.customer = reader.customer("customer", "email", "name")
        if self._columns.has("status") or self._columns.has("paid"):
            status, paid = (
                reader.text(key) if self._columns.has(key) else None for key in ("status", "paid")
            )
            found = reader.read("status", lambda _: standing_of(status, paid))
            order.standing, given = found or (order.standing, Given.NOTHING)
            order.given_back = given is Given.EVERYTHING
            if given is Given.A_PART and not reader.text("refund"):
                reader.refuse(refund_off(order.number, NONE, NONE), "refund")
        if not self._amounts.whole and reader.text("order_total"):
            order.total = reader.amount("order_total")

    def _compare(self, order: Invoice, reader: RowReader, day: date | None) -> None:
        """Hold a row against the first one of its order; it may say more, and nothing else."""
        if order.broken:
            return
        if reader.currency not in (None, order.currency):
            reader.refuse(two_currencies(order.number), "currency")
        if day and abs((day - order.day).days) > FAR_APART:
            reader.refuse(number_twice(order, day), "day")
        order.country = order.country or reader.text("country", "billing_country")
        order.customer = order.customer or reader.customer("customer", "email", "name")

    def _add(self, order: Invoice, row: Row, reader: RowReader, amount: RowAmount) -> None:
        """Add up what a row comes to, or hold it against what the order came to before."""
        first = not order.about
        if first:
            order.about = (amount.stated,)
        else:
            self._several.add(order.number)
            self._differ = self._differ or amount.stated != order.about[0]
        if self._amounts.whole and not first:
            if amount.stated != order.about[0]:
                reader.refuse(total_off(order.number, order.stated, amount.stated), "order_total")
            order.again(amount.stated)
            return
        self.book.mark_twice(order, [row], [row.cells])
        kind = kind_of_line("", reader.text("product"))
        if kind is LineKind.GOODS:
            order.take(goods=amount.goods, other=amount.shipping, stated=amount.stated)
        else:
            order.add(kind, [amount.as_line])
        order.refunded += abs(reader.amount("refund"))
        if reader.text("refund_day"):
            cell = self._columns.cell(row, "refund_day")
            order.refunded_on = reader.day_in("refund_day", cell)


def _total_repeated(columns: Columns) -> InvalidInput:
    heading = columns.heading("total")
    return InvalidInput(
        Message("Orders of several rows have the same total in each: is it the whole order's?"),
        code="TOTAL_REPEATED",
        place=Place(file=columns.table.file, field=heading),
        remedy=Message(
            "Say so: --columns “{heading}={whole}” if it is the whole order's, --columns "
            "“{heading}={row}” if it is the row's.",
            heading=heading,
            whole="order_total",
            row="total",
        ),
    )

"""The importer `invoice_lines`: a table of invoice lines, as bookkeeping and shops export it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, islice, repeat
from pathlib import Path
from types import MappingProxyType
from typing import Final

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext, Reading
from trialkit.intake.cells import Cell, Row
from trialkit.intake.orders.amounts import Amounts, assumed_net
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.counting import reading_of
from trialkit.intake.orders.days import column_again
from trialkit.intake.orders.invoice_lines.amounts import MONEY, LineAmounts
from trialkit.intake.orders.invoice_lines.book import InvoiceBook
from trialkit.intake.orders.invoice_lines.columns import LINES
from trialkit.intake.orders.invoice_lines.heads import InvoiceHeads
from trialkit.intake.orders.invoice_lines.invoices import Invoice
from trialkit.intake.orders.invoice_lines.kinds import LineKind, kind_of_line
from trialkit.intake.orders.order import OrderFile
from trialkit.intake.rows import check_width
from trialkit.model.text import Words

_NUMBERS: Final = frozenset({"number", "order_number"})
_DAYS: Final = frozenset({"date", "order_date"})
_PRODUCTS: Final = frozenset({"code", "description"})
_PRICES: Final = frozenset({"price", "net_price", "gross_price"})
_AMOUNTS: Final = frozenset({*_PRICES, "total", "net", "gross"})
_OF_LINES: Final = frozenset({*_PRICES, "quantity", "code"})
"""What a list of whole orders doesn't have."""

_BLOCK: Final = 1 << 10
"""Lines of one invoice that are looked at together."""

_REMEMBERED: Final = 1 << 14


class InvoiceLinesImporter:
    """Reads invoice lines: product, quantity and price, or the total, of each.

    Attributes:
        id: `invoice_lines`.
        label: its name on screen.
    """

    id: str = "invoice_lines"
    label: Words = MappingProxyType(
        {"fi": "laskurivit", "sv": "fakturarader", "en": "invoice lines"}
    )

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the headings are those of lines: an invoice, a day, a product and its price."""
        keys = LINES.keys_in(path, head)
        wanted = (_NUMBERS, _DAYS, _PRODUCTS, _AMOUNTS, _OF_LINES)
        return all(keys & some for some in wanted)

    def read(self, path: Path, context: ImportContext) -> Reading:
        """The figures of the invoices, and what became of each line.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no such table, or can't be counted; see `Fields.read`,
                `LineAmounts` and `reading_of`.
        """
        return reading_of(orders_in(path, context), context)


def orders_in(path: Path, context: ImportContext) -> OrderFile:
    """The orders and credit notes of a file, before any is counted.

    Raises:
        NotFound, InvalidInput: as `InvoiceLinesImporter.read`.
    """
    columns = LINES.read(path, context)
    amounts = Amounts(column_again(path, LINES, context, *MONEY))
    line_amounts = LineAmounts(columns, amounts, context.vat)
    heads = InvoiceHeads(path, columns, context, amounts, line_amounts.keys[0])
    book = InvoiceBook(columns, heads.number)
    _Lines(columns, heads, line_amounts, book).go_through()
    net = assumed_net(context) if line_amounts.assumed else None
    return book.closed((heads.assumed, net), gross=line_amounts.gross)


class _Lines:
    """Puts the lines of one file together, each to its invoice, wherever in the file they stand."""

    def __init__(
        self, columns: Columns, heads: InvoiceHeads, amounts: LineAmounts, book: InvoiceBook
    ) -> None:
        self._columns: Final = columns
        self._heads: Final = heads
        self._amounts: Final = amounts
        self._book: Final = book
        self._width: Final = len(columns.table.headings)
        product = tuple(key for key in ("code", "description") if columns.has(key))
        self._about_of: Final = columns.getter(*heads.keys)
        self._money_of: Final = columns.getter(*amounts.keys)
        self._product_of: Final = columns.getter(*product)
        self._kind_of: Final = lru_cache(_REMEMBERED)(
            lambda cells: self._kind(**dict(zip(product, map(str, cells), strict=True)))
        )

    def go_through(self) -> None:
        """Read every row, those of one invoice that stand together at once."""
        number_at = self._columns.at(self._heads.number) or 0
        for number, block in groupby(self._columns.table.rows, lambda row: row.at(number_at)):
            while rows := list(islice(block, _BLOCK)):
                self._book.rows += len(rows)
                self._take(str(number), rows)

    def _take(self, number: str, rows: Sequence[Row]) -> None:
        """Put some lines of one invoice to it.

        Nearly all lines can be read: so they are read all at once, and one by one only where that
        fails. Nothing is added before everything is read.
        """
        invoice = self._book.find(number) or self._opened(number, rows)
        if invoice is None:
            return
        invoice.rows.extend([row.number for row in rows])
        try:
            self._add(invoice, rows)
        except InvalidInput:
            for row in rows:
                try:
                    self._add(invoice, [row])
                except InvalidInput as fault:
                    self._book.refuse(invoice, row.number, fault)

    def _opened(self, number: str, rows: Sequence[Row]) -> Invoice | None:
        """A new invoice with what its first line says of it; None where the rows are of none."""
        if self._book.sets_aside(number, rows):
            return None
        first = rows[0]
        invoice = self._book.open(number, self._about_of(_padded(first, self._width)))
        try:
            self._heads.read(invoice, first)
        except InvalidInput as fault:
            self._book.refuse(invoice, first.number, fault)
        return invoice

    def _add(self, invoice: Invoice, rows: Sequence[Row]) -> None:
        """Read lines and add them up.

        Raises:
            InvalidInput: one of them can't be read; none was added.
        """
        width = self._width
        cells = [row.cells if len(row.cells) == width else _fitted(row, width) for row in rows]
        for about in dict.fromkeys(map(self._about_of, cells)):
            if about != invoice.about and not invoice.broken:
                self._heads.compare(invoice, about)
        money = map(self._money_of, cells)
        amounts = list(map(self._amounts.read, money, repeat(invoice.currency)))
        self._book.mark_twice(invoice, rows, cells)
        kinds = list(map(self._kind_of, map(self._product_of, cells)))
        if kinds.count(kinds[0]) == len(kinds):
            invoice.add(kinds[0], amounts)
            return
        for kind in LineKind:
            same = [amount for of, amount in zip(kinds, amounts, strict=True) if of is kind]
            if same:
                invoice.add(kind, same)

    def _kind(self, code: str = "", description: str = "") -> LineKind:
        kind = kind_of_line(code, description)
        if kind is LineKind.APART:
            self._book.codes_apart[code.strip()] = None
        return kind


def _fitted(row: Row, width: int) -> Sequence[Cell]:
    """The cells under the headings; a row that ends early has empty ones.

    Raises:
        InvalidInput: something stands beyond the headings (ROW_TOO_LONG).
    """
    check_width(row, width)
    return _padded(row, width)


def _padded(row: Row, width: int) -> Sequence[Cell]:
    if len(row.cells) == width:
        return row.cells
    return [row.at(column) for column in range(width)]

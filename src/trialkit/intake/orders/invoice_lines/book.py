"""Account of every row of a file: each is of an invoice, left out by a rule, or unreadable."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Cell, Row
from trialkit.intake.headings import heading_key
from trialkit.intake.orders.amounts import NONE
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.invoice_lines.invoices import Invoice
from trialkit.intake.orders.order import Aside, Order, OrderFile
from trialkit.intake.orders.unreadable import Unreadable
from trialkit.intake.stamps import is_sum

_ABOVE: Final = Message("above the headings")
_SUM: Final = Message("a sum or an average of other rows")
_HEADINGS: Final = Message("the headings once more")
_UNPRICED: Final = Message("lines without a price")
FAR_APART: Final = 31
"""Days between the rows of one order, beyond which it can't be one."""


class InvoiceBook:
    """The invoices (or orders) of one file, put together from their rows.

    Args:
        columns: of the file.
        number: key of the column with the number.

    Attributes:
        rows: how many there were, those above the headings among them.
        codes_apart: the product codes of fees and samples.
    """

    def __init__(self, columns: Columns, number: str) -> None:
        self._columns: Final = columns
        self._heading: Final = columns.heading(number)
        self._invoices: Final[dict[str, Invoice]] = {}
        self._unreadable: Final = Unreadable(columns.table.file)
        self._left_out: Final = Counter({_ABOVE.text: columns.table.above})
        self._twice: Final = array("L")
        self.rows = columns.table.above
        self.codes_apart: Final[dict[str, None]] = {}

    def find(self, key: str) -> Invoice | None:
        """The invoice that was opened under this key, mostly its number."""
        return self._invoices.get(key)

    def open(self, number: str, about: tuple[Cell, ...] = (), *, key: str | None = None) -> Invoice:
        """A new invoice, found again under `key`; without, under its number."""
        invoice = Invoice(number=number, about=about, day=date.min)
        self._invoices[key or number] = invoice
        return invoice

    def sets_aside(self, number: str, rows: Sequence[Row]) -> bool:
        """Whether some rows are of no invoice: sums, the headings once more, or a mistake."""
        if number[-1:].isdigit():
            return False
        again = heading_key(number) == heading_key(self._heading)
        if number and not again and not is_sum(number):
            return False
        for row in rows:
            if any(map(is_sum, row.cells)) and not again:
                self._left_out[_SUM.text] += 1
            elif again:
                self._left_out[_HEADINGS.text] += 1
            else:
                self._unreadable.add(row.number, _number_missing(), self._heading)
        return True

    def refuse(self, invoice: Invoice, row: int, fault: InvalidInput) -> None:
        """Tell of a row that can't be read; its invoice can't be counted then."""
        invoice.broken = True
        self._unreadable.add(row, fault)

    def mark_twice(
        self, invoice: Invoice, rows: Sequence[Row], cells: Sequence[Sequence[Cell]]
    ) -> None:
        """Remember the rows that stand in their invoice already, word for word."""
        marks = list(map(hash, map(tuple, cells)))
        if invoice.alike or len(set(marks)) < len(marks):
            known = set(invoice.alike)
            for row, mark in zip(rows, marks, strict=True):
                if mark in known:
                    self._twice.append(row.number)
                known.add(mark)
        invoice.alike.extend(marks)

    @property
    def twice(self) -> Message | None:
        """The note for rows that stand twice in their invoice."""
        if not self._twice:
            return None
        return Message.counted(
            "{n} row stands twice in its order, word for word (row {row}). Both are counted: take "
            "one out if it is a slip.",
            "{n} rows stand twice in their orders, word for word, the first in row {row}. Both "
            "are counted: take one out if it is a slip.",
            n=len(self._twice),
            row=str(self._twice[0]),
        )

    def closed(self, notes: Sequence[Message | None], *, gross: bool) -> OrderFile:
        """The file's orders, and what became of every row; asked once, at the end.

        Args:
            notes: what is worth knowing, where it is so.
            gross: whether there is VAT in what the file states.
        """
        orders: list[Order] = []
        stated: dict[str, Decimal] = {}
        apart: dict[str, Decimal] = {}
        apart_lines = 0
        for key in list(self._invoices):
            # Each is forgotten as it becomes an order: both of all would take twice the memory.
            invoice = self._invoices.pop(key)
            found = self._orders_of(invoice, gross=gross)
            if invoice.broken:
                self._unreadable.add_others(invoice.number, invoice.rows)
                continue
            orders += found
            currency = invoice.currency
            stated[currency] = stated.get(currency, NONE) + invoice.stated
            apart[currency] = apart.get(currency, NONE) + invoice.apart
            apart_lines += invoice.apart_lines
            self._left_out[_UNPRICED.text] += invoice.unpriced
        return OrderFile(
            file=self._columns.table.file,
            rows=self.rows,
            orders=tuple(orders),
            asides=(*self._asides(), *self._fees(apart, apart_lines)),
            unreadable=self._unreadable.problems,
            unreadable_rows=len(self._unreadable),
            stated=stated,
            notes=(*filter(None, (self.twice, *notes)), *self._columns.notes),
        )

    def _orders_of(self, invoice: Invoice, *, gross: bool) -> tuple[Order, ...]:
        """The orders of an invoice; none of one that can't be counted, which is broken then."""
        if invoice.broken:
            return ()
        try:
            return tuple(invoice.orders(gross=gross))
        except InvalidInput as fault:
            self.refuse(invoice, invoice.rows[0], fault)
            return ()

    def _asides(self) -> Iterator[Aside]:
        for rule in (_ABOVE, _SUM, _HEADINGS, _UNPRICED):
            if self._left_out[rule.text]:
                yield Aside(rule=rule, rows=self._left_out[rule.text], amounts={})

    def _fees(self, amounts: Mapping[str, Decimal], rows: int) -> Iterator[Aside]:
        if rows:
            rule = Message(
                "fees, samples and lines entered by hand ({codes})", codes=tuple(self.codes_apart)
            )
            yield Aside(rule=rule, rows=rows, amounts=amounts)


def number_twice(invoice: Invoice, day: date) -> InvalidInput:
    """The error for a row with the number of an order of quite another time."""
    return InvalidInput(
        Message(
            "Number {number} is of {day} further up, and of {other} here.",
            number=invoice.number,
            day=invoice.day,
            other=day,
        ),
        code="ORDER_TWICE",
        remedy=Message("Two orders can't have one number: give one of them another."),
    )


def two_currencies(number: str) -> InvalidInput:
    """The error for an order in two currencies."""
    return InvalidInput(
        Message("Number {number} has rows in two currencies.", number=number),
        code="OTHER_CURRENCY",
        remedy=Message("Convert them to one."),
    )


def _number_missing() -> InvalidInput:
    return InvalidInput(
        Message("The row has no number of an order or invoice."),
        code="ORDER_NUMBER_MISSING",
        remedy=Message("Write it into each row; a merged cell counts for its first."),
    )

"""What an invoice's lines say of the whole of it: its day, its customer, its country."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell, Row
from trialkit.intake.orders.amounts import NONE, Amounts, assumed_currency, currency_of
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.customers import Customers
from trialkit.intake.orders.days import Days, column_again
from trialkit.intake.orders.invoice_lines.book import FAR_APART, number_twice, two_currencies
from trialkit.intake.orders.invoice_lines.columns import LINES
from trialkit.intake.orders.invoice_lines.invoices import Invoice
from trialkit.intake.orders.parts import refund_off
from trialkit.intake.orders.payment import Given, standing_of
from trialkit.intake.orders.unreadable import in_column

_CUSTOMER: Final = ("customer", "email", "name")
_DAYS: Final = ("date", "order_date")
_COUNTRY: Final = ("country", "billing_country")
_ABOUT: Final = (*_DAYS, *_CUSTOMER, *_COUNTRY, "currency")


class InvoiceHeads:
    """Reads what the first line of an invoice says, and holds the others against it.

    Args:
        path: the file.
        columns: of the file.
        context: whose zone, currency and order of dates are used.
        amounts: read its numbers.
        money: key of the column that the amounts are taken from.

    Attributes:
        number: key of the column with the invoice's number.
        keys: the columns that say whose an invoice is, and when it was written.

    Raises:
        InvalidInput: there is no number, or no day (COLUMN_MISSING).
    """

    def __init__(
        self, path: Path, columns: Columns, context: ImportContext, amounts: Amounts, money: str
    ) -> None:
        self.number: Final = _either(columns, "number", "order_number")
        self._day: Final = _either(columns, *_DAYS)
        self.keys: Final = tuple(key for key in _ABOUT if columns.has(key))
        self._customer: Final = tuple(key for key in _CUSTOMER if columns.has(key))
        self._country: Final = tuple(key for key in _COUNTRY if columns.has(key))
        self._columns: Final = columns
        self._context: Final = context
        self._amounts: Final = amounts
        self._money: Final = money
        self._days: Final = Days(context, column_again(path, LINES, context, *_DAYS))
        self._customers: Final = Customers()
        self._in_heading: Final = columns.currency(money)
        self._said = False

    @property
    def assumed(self) -> Message | None:
        """The note for a file in which nothing said which currency it is in."""
        return None if self._said else assumed_currency(self._context)

    def read(self, invoice: Invoice, row: Row) -> None:
        """Take in what the first line says.

        Raises:
            InvalidInput: its day, currency, total or status can't be read.
        """
        columns = self._columns
        try:
            invoice.day = self._days.read(columns.cell(row, self._day))
        except InvalidInput as fault:
            raise in_column(fault, columns.heading(self._day)) from None
        invoice.currency = self._currency(row)
        invoice.country = next(filter(None, (columns.text(row, key) for key in self._country)), "")
        invoice.customer = self._customers.digest(
            *(columns.text(row, key) for key in self._customer)
        )
        if columns.cell(row, "invoice_total") != "":
            invoice.total = self._amounts.read(columns.cell(row, "invoice_total"))
        if columns.has("status") or columns.has("paid"):
            self._read_standing(invoice, row)

    def compare(self, invoice: Invoice, about: Sequence[Cell]) -> None:
        """Hold a line against the first one: it may say more, and nothing else.

        Raises:
            InvalidInput: it is of another time (ORDER_TWICE) or currency (OTHER_CURRENCY), or
                can't be read.
        """
        for key, before, cell in zip(self.keys, invoice.about, about, strict=True):
            if cell in (before, ""):
                continue
            if key == self._day:
                day = self._days.read(cell)
                if abs((day - invoice.day).days) > FAR_APART:
                    raise number_twice(invoice, day)
            elif key == "currency":
                if currency_of(cell, self._context) != invoice.currency:
                    raise two_currencies(invoice.number)
            elif key in _CUSTOMER:
                invoice.customer = invoice.customer or self._customers.digest(str(cell))
            elif key in _COUNTRY:
                invoice.country = invoice.country or str(cell)

    def _currency(self, row: Row) -> str:
        found = self._columns.text(row, "currency") or self._in_heading or ""
        if not found:
            # An amount that can't be read is told where it is added up.
            with suppress(InvalidInput):
                found = self._amounts.currency(self._columns.cell(row, self._money)) or ""
        self._said = self._said or bool(found)
        return currency_of(found, self._context)

    def _read_standing(self, invoice: Invoice, row: Row) -> None:
        status, paid = (
            self._columns.cell(row, key) if self._columns.has(key) else None
            for key in ("status", "paid")
        )
        invoice.standing, given = standing_of(status, paid)
        if given is Given.A_PART:
            raise refund_off(invoice.number, NONE, NONE)
        invoice.given_back = given is Given.EVERYTHING


def _either(columns: Columns, one: str, other: str) -> str:
    found = next((key for key in (one, other) if columns.has(key)), None)
    if found is None:
        raise columns.missing(one)
    return found

"""Reading the rows of a shop's export, each with everything that is wrong with it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell, Row
from trialkit.intake.orders.amounts import NONE, Amounts, assumed_currency, currency_of
from trialkit.intake.orders.columns import Columns, Fields
from trialkit.intake.orders.customers import Customers
from trialkit.intake.orders.days import Days, column_again
from trialkit.intake.rows import check_width

T = TypeVar("T")


class Readers:
    """What reads the cells of one file: days, amounts, currencies and customers.

    The file has a column `day`, and maybe `currency`.

    Args:
        path: the file.
        fields: the columns its kind may have.
        columns: those it has.
        context: whose zone, currency and order of dates are used.
        money: keys of the columns of money.
    """

    def __init__(
        self,
        path: Path,
        fields: Fields,
        columns: Columns,
        context: ImportContext,
        *,
        money: Sequence[str],
    ) -> None:
        self.columns: Final = columns
        self.customers: Final = Customers()
        self.day: Final = Days(context, column_again(path, fields, context, "day")).read
        self.amount: Final = Amounts(column_again(path, fields, context, *money))
        self._context: Final = context
        self._in_heading: Final = columns.currency(*money)
        self._said = False

    def currency(self, cell: Cell, amounts: Iterable[Cell]) -> str:
        """The currency of an order: its own column's, else that beside an amount, else assumed.

        Raises:
            InvalidInput: as `currency_of`.
        """
        beside = (found for each in amounts if (found := self._beside(each)))
        written = str(cell).strip() or self._in_heading or next(beside, "")
        self._said = self._said or bool(written)
        return currency_of(written, self._context)

    def _beside(self, cell: Cell) -> str | None:
        try:
            return self.amount.currency(cell)
        except InvalidInput:
            return None  # told where the amount itself is read

    @property
    def assumed(self) -> Message | None:
        """The note for a file in which nothing said which currency it is in."""
        return None if self._said else assumed_currency(self._context)


class RowReader:
    """Reads the cells of one row, and gathers what is wrong with them.

    Attributes:
        currency: the order's, once `read_currency` has found it.
    """

    def __init__(self, readers: Readers, row: Row) -> None:
        self._readers = readers
        self._columns = readers.columns
        self._row = row
        self._problems: list[Problem] = []
        self.currency: str | None = None
        self._moved = False
        try:
            check_width(row, len(self._columns.table.headings))
        except InvalidInput as fault:
            self.refuse(fault)
            self._moved = True

    def text(self, *keys: str) -> str:
        """The text of the first of these columns that has any; never an e-mail address."""
        for key in keys:
            if found := self.anything(key):
                if "@" not in found:
                    return found
                self.refuse(_moved(), key)
        return ""

    def anything(self, key: str) -> str:
        """The text of a column, whatever it is; it must not be told to anybody."""
        return str(self._columns.cell(self._row, key)).strip()

    def read(self, key: str, reader: Callable[[Cell], T]) -> T | None:
        """What `reader` makes of a cell; None where it can't be read."""
        cell = self._columns.cell(self._row, key)
        try:
            return reader(cell)
        except InvalidInput as fault:
            self.refuse(_moved() if "@" in str(cell) else fault, key)
            return None

    def read_currency(self, *amounts: str) -> str:
        """The order's currency.

        Args:
            amounts: keys of columns in which its sign may stand beside a number.
        """
        beside = [self._columns.cell(self._row, key) for key in amounts]
        self.currency = self.read("currency", lambda cell: self._readers.currency(cell, beside))
        return self.currency or ""

    def day(self) -> date | None:
        """The day of the order; None where it can't be read."""
        return self.day_in("day", self._columns.cell(self._row, "day"))

    def amount(self, key: str) -> Decimal:
        """The amount in a cell; 0 where there is none, or none that can be read."""
        cell = self._columns.cell(self._row, key)
        return NONE if cell == "" else self.amount_in(key, cell)

    def amount_or_none(self, key: str) -> Decimal | None:
        """The amount in a cell; None where nothing stands in it."""
        cell = self._columns.cell(self._row, key)
        return None if cell == "" else self.amount_in(key, cell)

    def amount_in(self, key: str, written: Cell) -> Decimal:
        """An amount that stands in a cell, or in a part of one."""
        try:
            return self._readers.amount.read(written, self.currency)
        except InvalidInput as fault:
            self.refuse(_discreet(fault, written), key)
            return NONE

    def day_in(self, key: str, written: Cell) -> date | None:
        """A day that stands in a cell, or in a part of one."""
        try:
            return self._readers.day(written)
        except InvalidInput as fault:
            self.refuse(_discreet(fault, written), key)
            return None

    def all(self, key: str) -> Iterator[str]:
        """The texts of all columns of one kind that have any; they must not be told to anybody."""
        for at in self._columns.places.get(key, ()):
            if text := str(self._row.at(at)).strip():
                yield text

    def customer(self, *keys: str) -> bytes | None:
        """The digest of the first of these columns that says who the customer is."""
        return self._readers.customers.digest(*(self.anything(key) for key in keys))

    def refuse(self, fault: InvalidInput, key: str | None = None) -> None:
        """Note something that is wrong with the row, or with one of its cells.

        Where its cells have moved, nothing but that is told: a name could stand anywhere.
        """
        if self._moved:
            return
        place = Place(field=self._columns.heading(key) or None) if key else None
        told = [replace(each, place=each.place or place) for each in fault.problems]
        self._problems += [problem for problem in told if problem not in self._problems]

    @property
    def fault(self) -> InvalidInput | None:
        """Everything that is wrong with the row so far."""
        return InvalidInput.of(self._problems) if self._problems else None


def _discreet(fault: InvalidInput, cell: Cell) -> InvalidInput:
    """The fault, without the words that stand where an amount or a day should.

    Where somebody's spreadsheet has moved the cells, they may be a customer's name.
    """
    written = str(cell)
    if "@" in written:
        return _moved()
    if sum(map(str.isalpha, written)) <= sum(map(str.isdigit, written)):
        return fault
    return InvalidInput.of(
        replace(problem, message=Message(problem.message.text, found="…"))
        for problem in fault.problems
    )


def _moved() -> InvalidInput:
    return InvalidInput(
        Message("An e-mail address stands where none belongs: the row's cells have moved."),
        code="CELLS_MOVED",
        remedy=Message("Export the file again, and save it nowhere in between."),
    )

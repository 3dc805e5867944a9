"""Amounts of money in a file of orders, however a shop writes them."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell, Money
from trialkit.intake.currencies import currencies
from trialkit.intake.dressed import Dressed, decimal_mark, undressed
from trialkit.language.reading import AmbiguousNumber, NotANumber

CENT: Final = Decimal("0.01")
NONE: Final = Decimal(0)

_LONGEST: Final = 60
_REMEMBERED: Final = 1 << 15


def to_the_cent(amount: Decimal) -> Decimal:
    """Rounded to the cent, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def net_of(amount: Decimal, vat: Decimal | None) -> Decimal:
    """An amount without its VAT, to the cent; as it is where there is none in it, or none said.

    >>> net_of(Decimal("125.50"), Decimal("0.255"))
    Decimal('100.00')
    """
    return to_the_cent(amount / (1 + vat)) if vat else amount


def currency_of(cell: Cell, context: ImportContext) -> str:
    """The currency in a cell, ISO 4217; of an empty one what was said, else the workspace's.

    Raises:
        InvalidInput: nobody knows it, or it could be several: kr (UNKNOWN_CURRENCY).
    """
    written = str(cell).strip()
    if not written:
        return context.currency or context.money
    if len(written) == 3 and written.isascii() and written.isalpha():
        return written.upper()
    found = currencies(written)
    if len(found) == 1:
        return next(iter(found))
    if context.currency in found:
        return context.currency
    raise InvalidInput(
        Message("“{currency}” doesn't say which currency it is.", currency=written[:8]),
        code="UNKNOWN_CURRENCY",
        remedy=Message("Write its code, such as EUR or SEK."),
    )


class Amounts:
    """Reads the amounts of a file.

    Where `1,234` could be two numbers, the first amount of the file that can only be one (`12,50`)
    settles it for all.

    Args:
        again: gives the cells of the columns of money anew; asked only where an amount could be
            two.
    """

    def __init__(self, again: Callable[[], Iterable[Cell]]) -> None:
        self._again: Callable[[], Iterable[Cell]] | None = again
        self._decimal_mark: str | None = None
        self._written: Final = lru_cache(_REMEMBERED)(self._read)

    def read(self, cell: Cell, currency: str | None = None) -> Decimal:
        """The amount in a cell; 0 where it is empty.

        Args:
            cell: as found in the table.
            currency: the order's; a sign beside the number must agree with it.

        Raises:
            InvalidInput: it is no number (NOT_A_NUMBER), could be two (AMBIGUOUS_NUMBER), or
                stands beside another currency's sign (OTHER_CURRENCY).
        """
        match cell:
            case int() | Decimal():
                return Decimal(cell)
            case str():
                number, beside = self._written(cell)
            case Money():
                number, beside = cell.amount, currencies(cell.beside)
            case _:
                raise _not_a_number(str(cell))
        if beside and currency and currency not in beside:
            raise InvalidInput(
                Message(
                    "“{found}” is not in {currency}, the order's currency.",
                    found=str(cell),
                    currency=currency,
                ),
                code="OTHER_CURRENCY",
                remedy=Message(
                    "Give the currency of each order in a column of its own; if all are in one, "
                    "say so: --currency CODE."
                ),
            )
        return number

    def currency(self, cell: Cell) -> str | None:
        """The currency whose sign stands beside the number, where it is clear."""
        beside = self.beside(cell)
        return next(iter(beside)) if len(beside) == 1 else None

    def beside(self, cell: Cell) -> frozenset[str]:
        """The currencies that what stands beside the number may mean; none where nothing does."""
        match cell:
            case str():
                return self._written(cell)[1]
            case Money():
                return currencies(cell.beside)
        return frozenset()

    def _read(self, written: str) -> tuple[Decimal, frozenset[str]]:
        if not written:
            return NONE, frozenset()
        try:
            found = self._undressed(written)
        except NotANumber:
            raise _not_a_number(written) from None
        beside = [currencies(sign) for sign in found.beside]
        if not all(beside) or len(beside) > 1:
            raise _not_a_number(written)
        return found.number, beside[0] if beside else frozenset()

    def _undressed(self, written: str) -> Dressed:
        """The amount; one that could be two by the file's own decimal mark."""
        try:
            return undressed(written, mark=self._decimal_mark)
        except AmbiguousNumber as doubt:
            self._decimal_mark = self._settled()
            if self._decimal_mark is None:
                raise _ambiguous(written, doubt) from None
            return undressed(written, mark=self._decimal_mark)

    def _settled(self) -> str | None:
        """The decimal mark of the first amount that can only be read one way."""
        again, self._again = self._again, None
        marks = (decimal_mark(cell) for cell in (again() if again else ()) if isinstance(cell, str))
        return next((mark for mark in marks if mark), None)


def _ambiguous(text: str, doubt: AmbiguousNumber) -> InvalidInput:
    return InvalidInput(
        Message(
            "“{found}” can be read as {one:exact} or as {other:exact}.",
            found=text,
            one=doubt.readings[0],
            other=doubt.readings[1],
        ),
        code="AMBIGUOUS_NUMBER",
        remedy=Message("Write it without a separator of thousands."),
    )


def _not_a_number(found: str) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” is not an amount of money.", found=found[:_LONGEST]),
        code="NOT_A_NUMBER",
        remedy=Message("Write digits only, such as 14 or 12,50; leave it empty for nothing."),
    )


def assumed_currency(context: ImportContext) -> Message | None:
    """What to say of amounts that no currency stands beside; nothing where the person said one."""
    if context.currency:
        return None
    return Message(
        "The file names no currency: its amounts were taken as {currency}. If they are in another "
        "one, say so: --currency CODE.",
        currency=context.money,
    )


def assumed_net(context: ImportContext) -> Message | None:
    """What to say of a file that tells no VAT; nothing where the person said its rate."""
    if context.vat is not None:
        return None
    return Message(
        "The file tells no VAT: its amounts were taken as net. If there is VAT in them, say the "
        "rate: --vat 25.5."
    )

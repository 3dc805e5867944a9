"""What an invoice line comes to: quantity times price, or its total; with VAT or without."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.cells import Cell, Percent
from trialkit.intake.orders.amounts import CENT, NONE, Amounts
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.unreadable import in_column

_TOTALS: Final[Mapping[str, bool | None]] = {"net": False, "gross": True, "total": None}
_PRICES: Final[Mapping[str, bool | None]] = {
    "net_price": False,
    "gross_price": True,
    "price": None,
}
"""Column → whether there is VAT in it, where its heading says so."""

_PRICE_OF: Final = dict(zip(_TOTALS, _PRICES, strict=True))
_NUMBERS: Final = frozenset({*_TOTALS, *_PRICES, "quantity", "tax", "discount"})
MONEY: Final = (*_TOTALS, *_PRICES, "quantity", "tax", "invoice_total")
"""The columns whose decimal mark is that of the whole file."""

_REMEMBERED: Final = 1 << 15


@attrs.frozen
class LineAmount:
    """What a line comes to.

    Attributes:
        stated: as it stands in the file.
        net: without VAT, not rounded.
        sign: 1, 0 or −1, as the amount is.
    """

    stated: Decimal
    net: Decimal
    sign: int = attrs.field(init=False)

    @sign.default
    def _sign(self) -> int:
        return (self.stated > 0) - (self.stated < 0)


class LineAmounts:
    """Reads what the lines of one file come to.

    A total without VAT goes before one with it, and a total before quantity times price; where
    both stand there, and nothing else could make them differ, they must agree.

    Args:
        columns: of the file.
        amounts: read its numbers.
        vat: the rate that the person said is in the amounts; None where nothing was said.

    Attributes:
        keys: the columns that a line's amount depends on.
        gross: whether there is VAT in the amounts.
        assumed: whether they were taken as net because nothing tells.

    Raises:
        InvalidInput: no column tells what a line comes to (COLUMN_MISSING), or it isn't clear
            whether there is VAT in it, or how much (VAT_UNCLEAR).
    """

    def __init__(self, columns: Columns, amounts: Amounts, vat: Decimal | None) -> None:
        self._columns: Final = columns
        self._amounts: Final = amounts
        self._vat: Final = vat
        self._source, said = _source(columns)
        taxed = columns.has("tax") or columns.has("tax_rate")
        if said is None and taxed and vat is None:
            raise _unclear(columns, self._source)
        self.assumed = said is None and vat is None
        self.gross = bool(vat) if said is None else said
        if self.gross and not taxed and vat is None:
            raise _unclear(columns, self._source)
        self._price = _PRICE_OF.get(self._source)
        beside = ("tax", "tax_rate") if self.gross else ()
        factors = ("quantity", self._price or self._source, "discount")
        self.keys: Final = tuple(
            key for key in dict.fromkeys((self._source, *factors, *beside)) if columns.has(key)
        )
        self._checked = (
            self._price in self.keys
            and "quantity" in self.keys
            and not (taxed or columns.has("discount"))
        )
        self.read: Final = lru_cache(_REMEMBERED)(self._read)

    def _read(self, cells: tuple[Cell, ...], currency: str | None) -> LineAmount:
        """What a line comes to.

        Args:
            cells: those of `keys`.
            currency: the invoice's, where it is known; a sign beside a number must agree.

        Raises:
            InvalidInput: a cell holds no number, or they don't agree (TOTAL_OFF,
                DISCOUNT_UNCLEAR); the place names the column.
        """
        found = dict(zip(self.keys, cells, strict=True))
        number = {
            key: self._number(key, cell, currency) for key, cell in found.items() if key in _NUMBERS
        }
        stated = number[self._source]
        if self._price is None:
            stated *= number["quantity"]
            if number.get("discount"):
                raise self._in_column("discount", _discount_unclear())
        elif self._checked and found["quantity"] != "" and found[self._price] != "":
            product = number["quantity"] * number[self._price]
            if abs(product - stated) > CENT:
                raise self._in_column(self._source, _line_off(stated, product))
        return LineAmount(stated, stated - self._vat_in(stated, found, number))

    def _vat_in(
        self, stated: Decimal, found: Mapping[str, Cell], number: Mapping[str, Decimal]
    ) -> Decimal:
        if not self.gross:
            return NONE
        if "tax" in number:
            return number["tax"]
        said = self._vat or NONE
        rate = self._rate(found["tax_rate"]) if "tax_rate" in found else said
        return stated * rate / (1 + rate)

    def _rate(self, cell: Cell) -> Decimal:
        if isinstance(cell, Percent):
            return cell.shown / 100
        text = cell.rstrip(" %\u00a0") if isinstance(cell, str) else cell
        number = self._number("tax_rate", text, None)
        return number / 100 if number >= 1 else number

    def _number(self, key: str, cell: Cell, currency: str | None) -> Decimal:
        try:
            return self._amounts.read(cell, currency)
        except InvalidInput as fault:
            raise self._in_column(key, fault) from None

    def _in_column(self, key: str, fault: InvalidInput) -> InvalidInput:
        return in_column(fault, self._columns.heading(key))


def _source(columns: Columns) -> tuple[str, bool | None]:
    """The column a line's amount is taken from; and whether VAT is in it, as far as it says.

    A total beside prices without a quantity is doubtful: many call the quantity “amount”.
    """
    priced = [key for key in _PRICES if columns.has(key)]
    doubtful = bool(priced) and not columns.has("quantity")
    for key, gross in {} if doubtful else _TOTALS.items():
        if columns.has(key):
            return key, gross
    if doubtful:
        raise columns.missing("quantity")
    if not priced:
        raise columns.missing("price")
    return priced[0], _PRICES[priced[0]]


def _unclear(columns: Columns, source: str) -> InvalidInput:
    net, gross = ("net_price", "gross_price") if source in _PRICES else ("net", "gross")
    return InvalidInput(
        Message("It isn't clear how much VAT is in the amounts, if any."),
        code="VAT_UNCLEAR",
        place=Place(file=columns.table.file, field=columns.heading(source)),
        remedy=Message(
            "Say that they are net: --columns “{heading}={net}”; or with VAT: --columns "
            "“{heading}={gross}”, and its rate where no column tells it: --vat 25.5.",
            heading=columns.heading(source),
            net=net,
            gross=gross,
        ),
    )


def _line_off(stated: Decimal, product: Decimal) -> InvalidInput:
    return InvalidInput(
        Message(
            "The row says {stated:exact}, and quantity times price is {product:exact}.",
            stated=stated,
            product=product,
        ),
        code="TOTAL_OFF",
        remedy=Message("Correct the one that is wrong."),
    )


def _discount_unclear() -> InvalidInput:
    return InvalidInput(
        Message("The row has a discount, and no column says what is left after it."),
        code="DISCOUNT_UNCLEAR",
        remedy=Message("Export the file with the total of each row."),
    )

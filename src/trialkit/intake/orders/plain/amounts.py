"""What a row of a plain table of orders comes to: goods and shipping, without VAT."""

from decimal import Decimal
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.headings import heading_key
from trialkit.intake.orders.amounts import CENT, net_of, to_the_cent
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.invoice_lines.amounts import LineAmount
from trialkit.intake.orders.shops.row_reader import RowReader
from trialkit.intake.orders.vat_headings import vat_in_heading

MONEY: Final = (
    *("total", "price", "order_total", "net", "gross"),
    *("tax", "goods", "shipping", "refund"),
)
"""The columns with amounts in them."""

_OF_ROWS: Final = ("gross", "total", "net", "price")
"""Columns of which one says what a row comes to, the best one first."""


@attrs.frozen(kw_only=True)
class RowAmount:
    """What a row comes to; less than nothing where it gives money back.

    Attributes:
        goods, shipping: net of VAT.
        stated: everything, as it stands in the file.
    """

    goods: Decimal
    shipping: Decimal
    stated: Decimal

    @property
    def as_line(self) -> LineAmount:
        """The same as one amount, for a row that is postage or a discount."""
        return LineAmount(self.stated, self.goods + self.shipping)


class RowAmounts:
    """Reads what the rows of one file come to; shipping is a part of the total.

    Args:
        columns: of the file.
        vat: the rate that the person said is in the amounts; None where nothing was said.

    Attributes:
        whole: whether a row says what the whole order comes to, however many rows that has.
        gross: whether there is VAT in what the rows state.
        assumed: whether amounts were taken as net because nothing tells.

    Raises:
        InvalidInput: no column says what an order comes to (COLUMN_MISSING), it may be only what
            one piece costs (PRICE_UNCLEAR), or it isn't clear whether there is VAT in it, or how
            much (VAT_UNCLEAR).
    """

    def __init__(self, columns: Columns, vat: Decimal | None) -> None:
        self._columns: Final = columns
        self._vat: Final = vat
        has = columns.has
        of_rows = tuple(filter(has, _OF_ROWS))
        self.whole: Final = has("order_total") and of_rows in {(), ("price",)}
        self._source = "order_total" if self.whole else next(iter(of_rows), "")
        if not self._source:
            raise columns.missing("total")
        if self._source == "price" and has("quantity"):
            raise _of_one_piece(columns)
        known = has("net") or has("tax") or vat is not None
        said = self._said()
        either = said is None and has("tax") and not has("net") and vat is None
        if either or (said and not known):
            raise _unclear(columns, self._source)
        self.gross: Final = said if said is not None else has("net") or bool(vat)
        self.assumed: Final = said is None and not known

    def _said(self) -> bool | None:
        """Whether there is VAT in the amounts, where their heading says so."""
        if self._source in {"net", "gross"}:
            return self._source == "gross"
        return vat_in_heading(heading_key(self._columns.heading(self._source)))[1]

    def read(self, reader: RowReader) -> RowAmount | None:
        """What a row comes to; None where it can't be read, which the reader tells then."""
        if not reader.text(self._source):
            reader.refuse(_total_missing(), self._source)
        stated = reader.amount(self._source)
        shipping = reader.amount("shipping")
        net = self._net(reader, stated)
        if stated >= 0 and not self._adds_up(reader, stated, net, shipping):
            reader.refuse(_parts_off(stated), self._source)
        if reader.fault:
            return None
        net_shipping = to_the_cent(shipping * net / stated) if stated != net else shipping
        return RowAmount(goods=net - net_shipping, shipping=net_shipping, stated=stated)

    def _net(self, reader: RowReader, stated: Decimal) -> Decimal:
        if not self.gross:
            return stated
        if self._columns.has("net"):
            return reader.amount("net")
        if self._columns.has("tax"):
            return stated - reader.amount("tax")
        return net_of(stated, self._vat)

    def _adds_up(self, reader: RowReader, stated: Decimal, net: Decimal, shipping: Decimal) -> bool:
        """Whether VAT, goods, discount and shipping make the total, as far as they are told.

        Shops state goods with VAT or without, and before discounts or after: any will do.
        """
        if shipping > stated + CENT:
            return False
        tax = reader.amount("tax")
        both = self.gross and reader.text("net") and reader.text("tax")
        if both and abs(net + tax - stated) > CENT:
            return False
        if not reader.text("goods"):
            return True
        discount = abs(reader.amount("discount"))
        parts = reader.amount("goods") + shipping
        return any(
            abs(parts - off + vat - stated) <= CENT for off in (0, discount) for vat in (0, tax)
        )


def _unclear(columns: Columns, source: str) -> InvalidInput:
    heading = columns.heading(source)
    return InvalidInput(
        Message("It isn't clear how much VAT is in the amounts, if any."),
        code="VAT_UNCLEAR",
        place=Place(file=columns.table.file, field=heading),
        remedy=Message(
            "Say that they are net: --columns “{heading}={net}”; or with VAT: --columns "
            "“{heading}={gross}”, and its rate where no column tells it: --vat 25.5.",
            heading=heading,
            net="net",
            gross="gross",
        ),
    )


def _of_one_piece(columns: Columns) -> InvalidInput:
    heading = columns.heading("price")
    return InvalidInput(
        Message(
            "“{price}” may be of one piece or of the whole row: the file has a quantity too.",
            price=heading,
        ),
        code="PRICE_UNCLEAR",
        place=Place(file=columns.table.file, field=heading),
        remedy=Message(
            "Say so: --columns “{heading}=total” if it is the row's, --importer invoice_lines if "
            "it is of one piece.",
            heading=heading,
        ),
    )


def _total_missing() -> InvalidInput:
    return InvalidInput(
        Message("The row doesn't say what the order comes to."),
        code="TOTAL_MISSING",
        remedy=Message("Write it; 0 for an order with nothing to pay."),
    )


def _parts_off(stated: Decimal) -> InvalidInput:
    return InvalidInput(
        Message(
            "The row says {stated:exact} in all, and its parts don't come to that.", stated=stated
        ),
        code="TOTAL_OFF",
        remedy=Message("Look the order up, and correct the part that is wrong."),
    )

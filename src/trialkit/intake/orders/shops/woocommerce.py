"""The importer `woocommerce`: WooCommerce's own report of orders, and exports by extensions.

Each order is one row, or one row a line with the order's fields in every row. Money that was given
back is a record of its own, with a negative total and its own day, or an amount beside its order.
"""

from decimal import Decimal
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Final, Self

import attrs

from trialkit.errors import Message
from trialkit.hooks.contracts import ImportContext, Reading
from trialkit.intake.cells import Row
from trialkit.intake.orders.amounts import NONE
from trialkit.intake.orders.columns import Columns
from trialkit.intake.orders.counting import reading_of
from trialkit.intake.orders.order import OrderFile
from trialkit.intake.orders.shops.book import Book, no_number
from trialkit.intake.orders.shops.groups import Groups, Head
from trialkit.intake.orders.shops.notes import partly_paid, postage_among_goods, undated_refunds
from trialkit.intake.orders.shops.row_reader import Readers, RowReader
from trialkit.intake.orders.shops.statuses import WOOCOMMERCE, Status, is_test
from trialkit.intake.orders.shops.woocommerce_columns import AMOUNTS, FIELDS, SIGNS
from trialkit.intake.orders.shops.woocommerce_lines import lines_in, refunds_in
from trialkit.intake.orders.shops.woocommerce_sums import Sums
from trialkit.intake.orders.vat import Vat
from trialkit.model.metric import OrderMeasure
from trialkit.model.text import Words

_POSTAGE: Final = frozenset({OrderMeasure.SHIPPING, OrderMeasure.REFUNDS_OTHER})
_NO_POSTAGE: Final = Message(
    "WooCommerce's report tells net revenue without postage: postage stays empty, and revenue is "
    "without it."
)


class WooCommerceImporter:
    """Reads WooCommerce's report of orders, and the exports of its extensions.

    Attributes:
        id: `woocommerce`.
        label: its name on screen.
    """

    id: str = "woocommerce"
    label: Words = MappingProxyType(
        {
            "fi": "WooCommercen tilaukset",
            "sv": "WooCommerce-beställningar",
            "en": "WooCommerce orders",
        }
    )

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the headings are those of WooCommerce or of an extension."""
        keys = FIELDS.keys_in(path, head)
        whole = {"day", "status"} <= keys and keys & {"number", "id"} and keys & {"total", "net"}
        return bool(whole) and len(keys & SIGNS) > 1

    def read(self, path: Path, context: ImportContext) -> Reading:
        """The figures of the orders, and what became of each row.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no such file, or can't be counted; see `Fields.read` and
                `reading_of`.
        """
        return reading_of(orders_in(path, context), context)


def orders_in(path: Path, context: ImportContext) -> OrderFile:
    """The orders of an export, before any is counted.

    Raises:
        NotFound, InvalidInput: as `Fields.read`.
    """
    columns = FIELDS.read(path, context)
    reading = _Reading.of(path, columns, context)
    book = Book(columns, number=reading.number)
    groups = Groups(one_row=not columns.has("item"))
    for row in book.rows():
        reading.take(row, groups)
    vat = reading.vat(groups, context)
    sums = Sums(groups, vat)
    book.note(reading.readers.assumed, vat.note, _NO_POSTAGE if reading.is_report else None)
    book.note(*partly_paid(groups), *postage_among_goods(groups))
    book.settle(groups, sums.settled)
    book.note(sums.note, *undated_refunds(sums.undated))
    return book.closed(untold=_POSTAGE if reading.is_report else frozenset())


@attrs.define(kw_only=True)
class _Reading:
    """Reads the rows of one file.

    Attributes:
        readers: what reads its cells.
        number, total: keys of the columns that serve as such.
        known: digest of a customer's id or e-mail → the digest they are known by.
    """

    readers: Readers
    number: str
    total: str
    known: dict[bytes, bytes] = attrs.field(factory=dict)

    @classmethod
    def of(cls, path: Path, columns: Columns, context: ImportContext) -> Self:
        """For a file with these columns.

        Raises:
            InvalidInput: it has no numbers of orders, or no amounts (COLUMN_MISSING).
        """
        number = "number" if columns.has("number") else "id"
        total = "total" if columns.has("total") else "net"
        if not columns.has(number):
            raise columns.missing("number")
        if not columns.has(total):
            raise columns.missing("total")
        money = (total, "net_shown", *AMOUNTS, "item_total")
        readers = Readers(path, FIELDS, columns, context, money=money)
        return cls(readers=readers, number=number, total=total)

    @property
    def is_report(self) -> bool:
        """Whether it is WooCommerce's own report: net revenue, and nothing of postage."""
        return self.total == "net"

    def vat(self, groups: Groups, context: ImportContext) -> Vat:
        """What the file tells of VAT; WooCommerce's own report is without, and says so."""
        if self.is_report:
            return Vat(rate=None, told=False)
        return Vat.found(groups, context, column=self.readers.columns.has("tax"))

    def take(self, row: Row, groups: Groups) -> None:
        """Put a row to its order."""
        reader = RowReader(self.readers, row)
        number = reader.text(self.number)
        headed = bool(reader.text("status", self.total) or (reader.fault and not number))
        if headed and not number:
            reader.refuse(no_number(), self.number)
        head = self._head(reader) if headed else None
        lines = lines_in(reader)
        groups.take(row.number, number, headed=headed, head=head, lines=lines, fault=reader.fault)

    def _head(self, reader: RowReader) -> Head | None:
        """What an order says of itself; None where it can't be read."""
        currency = reader.read_currency(self.total, "net_shown")
        day = reader.day()
        total = reader.amount(self.total)
        status = self._status(reader, total)
        amount = {key: reader.amount_or_none(key) for key in AMOUNTS}
        refunds = refunds_in(reader, day) if day else ()
        if day is None or status is None or reader.fault:
            return None
        return Head(
            identity=reader.text("id"),
            day=day,
            placed=reader.text("day"),
            status=status,
            test=is_test(reader.anything("payment")),
            currency=intern(currency),
            country=intern(reader.text("shipping_country", "billing_country")),
            customer=self._customer(reader),
            total=total,
            subtotal=amount["subtotal"],
            shipping=(amount["shipping"] or NONE) + (amount["fees"] or NONE),
            tax=amount["tax"],
            discount=abs(amount["discount"] or NONE),
            refunded=abs(amount["refunded"] or NONE),
            parent=reader.text("parent"),
            refunds=refunds,
        )

    def _status(self, reader: RowReader, total: Decimal) -> Status | None:
        """How far the order has come; a record of a refund needs no status to say so."""
        if total < NONE and not reader.text("status"):
            return Status.REFUNDED
        return reader.read("status", lambda cell: WOOCOMMERCE.read(str(cell)))

    def _customer(self, reader: RowReader) -> bytes | None:
        """A digest that is one for an id and the e-mail that has come with it.

        Whoever buys as a guest and later as a customer with an id is one person.
        """
        columns = (("customer_id",), ("billing_email",), ("email",))
        found = [digest for keys in columns if (digest := reader.customer(*keys))]
        if not found:
            return reader.customer("customer")
        known = next((self.known[digest] for digest in found if digest in self.known), found[0])
        self.known.update((digest, known) for digest in found)
        return known

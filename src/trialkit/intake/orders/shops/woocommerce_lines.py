"""Lines and refunds of an order, also where an extension packs them into one cell.

Such a cell reads `name:Socks|product_id:7|quantity:2|total:24.00`, or several of these with `;`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from trialkit.intake.orders.shops.groups import Line
from trialkit.intake.orders.shops.items import item_of
from trialkit.intake.orders.shops.row_reader import RowReader

_NEXT: Final = re.compile(r";(?=\s*(?:id|name|amount|date):)")


def lines_in(reader: RowReader) -> Sequence[Line]:
    """The lines of a row with what was paid for each; none where the file doesn't say."""
    if reader.anything("item_total"):
        item = item_of(reader.anything("item"))
        return (Line(item=item, amount=reader.amount("item_total")),)
    packed = [record for cell in reader.all("line_items") for record in _records(cell)]
    if not all("total" in record for record in packed):
        return ()
    return tuple(
        Line(
            item=item_of(record.get("name", "")),
            amount=reader.amount_in("line_items", record["total"]),
        )
        for record in packed
    )


def refunds_in(reader: RowReader, day: date) -> tuple[tuple[date, Decimal], ...]:
    """Day and amount of everything that was given back, as far as the file tells both.

    Args:
        reader: of the order's row.
        day: the order's, for a refund without a day of its own.
    """
    return tuple(
        (
            (reader.day_in("refunds", record["date"]) if "date" in record else day) or day,
            abs(reader.amount_in("refunds", record["amount"])),
        )
        for cell in reader.all("refunds")
        for record in _records(cell)
        if "amount" in record
    )


def _records(cell: str) -> Iterator[Mapping[str, str]]:
    """What is packed into a cell; nothing where it is only words."""
    for record in _NEXT.split(cell):
        parts = [part.partition(":") for part in record.split("|")]
        found = {name.strip(): value.strip() for name, colon, value in reversed(parts) if colon}
        if found:
            yield found

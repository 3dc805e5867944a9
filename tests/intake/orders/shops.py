"""Exports of orders as shops write them, and the surroundings they are read in."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from trialkit.hooks.contracts import ImportContext, Reading
from trialkit.intake.orders.order import Order, OrderFile, Standing
from trialkit.model.metric import (
    Aggregation,
    Asked,
    Direction,
    Metric,
    MetricKind,
    OrderMeasure,
)
from trialkit.model.period import PeriodKind
from trialkit.model.template import Template
from trialkit.testing.importers import context_for

MEASURES = ("orders", "goods", "shipping", "refunds_goods", "refunds_other", "sales")


def columns(written: str) -> list[str]:
    """Headings between commas."""
    return written.split(",")


SHOP = Template(
    id="shop",
    version="1.0.0",
    as_of=date(2026, 1, 1),
    title={"en": "Web shop"},
    about={},
    promise={},
    hypothesis={},
    slots=(),
    limits={},
    parameters=(),
    metrics=tuple(
        Metric(
            id=measure,
            label={"en": measure},
            unit="customer" if measure == "new_customers" else "EUR",
            direction=Direction.UP,
            aggregation=Aggregation.SUM,
            kind=MetricKind.LAGGING,
            cadence=PeriodKind.WEEK,
            asked=Asked.IMPORTED,
            from_orders=OrderMeasure(measure),
        )
        for measure in (*MEASURES, "new_customers")
    ),
    criteria=(),
    actions=(),
    facts=(),
    risks=(),
    questions=(),
    stop_early={},
    outcomes={},
)

SHOPIFY = columns(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
    "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
    "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Zip,Billing Country,Shipping Name,"
    "Shipping Country,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Outstanding Balance,Id,Tags,Risk Level,Source,"
    "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Phone,Receipt Number,"
    "Duties"
)

Row = Mapping[str, object]


def surroundings(**changes: object) -> ImportContext:
    """A draft trial of a shop without a market of its own, on the last day of 2026."""
    return attrs.evolve(context_for(SHOP), **changes)


def csv_text(headings: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",") -> str:
    """A table as programs write it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headings, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def saved(folder: Path, text: str, *, name: str = "orders.csv", encoding: str = "utf-8") -> Path:
    """The file somebody was sent."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def bought(
    number: str,
    total: str,
    *further: tuple[str, str, str],
    item: tuple[str, str, str] | None = None,
    **columns: object,
) -> list[Row]:
    """An order as Shopify exports it: without VAT and postage, unless `columns` say otherwise.

    Args:
        number: its Name.
        total: its Total, and its Subtotal.
        further: quantity, name and price of the lines below the first.
        item: those of the first line; one piece for the whole subtotal without it.
        columns: other columns, `_` for a space.
    """
    said = {name.replace("_", " "): value for name, value in columns.items()}
    subtotal = str(said.get("Subtotal", total))
    first = item or ("1", "Villapaita", subtotal)
    day = said.get("Created at", "2026-03-10 12:00:00 +0200")
    email = said.get("Email", f"{number.strip('#')}@example.org")
    head = {
        "Name": number,
        "Email": email,
        "Financial Status": "paid",
        "Currency": "EUR",
        "Subtotal": subtotal,
        "Shipping": "0.00",
        "Taxes": "0.00",
        "Total": total,
        "Discount Amount": "0.00",
        "Created at": day,
        "Shipping Country": "SE",
        "Billing Country": "FI",
        "Payment Method": "Shopify Payments",
        "Refunded Amount": "0.00",
        "Id": "49" + "".join(filter(str.isdigit, number)),
        "Lineitem discount": "0.00",
        **said,
    }
    below = [
        {"Name": number, "Email": email, "Created at": day, "Lineitem discount": "0.00"}
        for _ in further
    ]
    return [
        {
            **row,
            "Lineitem quantity": quantity,
            "Lineitem name": name,
            "Lineitem price": price,
        }
        for row, (quantity, name, price) in zip([head, *below], [first, *further], strict=True)
    ]


def by_number(file: OrderFile) -> dict[str, Order]:
    """The orders of a file, each of which has its own number."""
    return {order.number: order for order in file.orders}


def standings(file: OrderFile) -> dict[str, Standing]:
    """What became of each order."""
    return {order.number: order.standing for order in file.orders}


def asides(file: OrderFile) -> dict[str, int]:
    """How many rows each rule left out."""
    return {str(aside.rule): aside.rows for aside in file.asides}


def told(file: OrderFile) -> list[tuple[int | None, str, str | None]]:
    """Row, code and column of what can't be read."""
    return [
        (problem.place.row, problem.code, problem.place.field)
        for problem in file.unreadable
        if problem.place
    ]


def figures(reading: Reading) -> dict[tuple[str, str], object]:
    """Metric and period → value, of the trial's own series."""
    return {
        (figure.metric, str(figure.period)): figure.value
        for figure in reading.figures
        if not figure.series
    }


def adds_up(file: OrderFile) -> bool:
    """Whether each row is of an order, left out, or unreadable."""
    of_orders = sum(order.rows for order in file.orders)
    left_out = sum(aside.rows for aside in file.asides)
    return file.rows == of_orders + left_out + file.unreadable_rows

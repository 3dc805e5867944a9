"""The files that a coordinator gets in the demo: tables as a web shop would export them."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from trialkit.demo.sales import Week, weekly

SHOP: Final[Mapping[str, str]] = {
    "orders": "maksetut tilaukset",
    "goods": "tavaramyynti ennen palautuksia, veroton",
    "postage": "asiakkailta veloitetut toimituskulut",
    "refunds": "hyvitykset tavaroista",
    "net": "kokeilun myynti, veroton",
    "new_customers": "uudet asiakkaat",
}
"""Figure of a week → heading, as in the template `ecommerce`."""

EXPORT: Final[Mapping[str, str]] = {
    "orders": "vientitilaukset",
    "goods": "vientimyynti",
    "new_customers": "uudet asiakkaat",
}
"""The same for the template `export`."""

HOME: Final[Mapping[str, str]] = {"orders": "maksetut tilaukset", "goods": "myynti kotimaassa"}
"""The same for the demo's own template `home_sales`."""

HEADINGS: Final = {"ecommerce": SHOP, "export": EXPORT, "home_sales": HOME}


def write_table(path: Path, country: str, template: str, *, until: date, beside: bool) -> None:
    """Write a market's weeks up to `until`, with the Finnish ones as a series beside it.

    Args:
        path: the CSV file; separated by semicolons, decimal commas, as Excel in Finland has it.
        country: the market, as the retailer wrote it.
        template: which headings.
        until: the last day the file covers.
        beside: whether Finland's weeks follow as the comparison series “Suomi”.
    """
    headings = HEADINGS[template]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["viikko", *headings.values(), *(["sarja"] if beside else [])])
        for series, market in [("", country), *([("Suomi", "Finland")] if beside else [])]:
            for monday, week in weekly(market).items():
                if (until - monday).days >= 6:
                    cells = _row(monday, week, list(headings))
                    writer.writerow([*cells, *([series] if beside else [])])


def _row(monday: date, week: Week, figures: Sequence[str]) -> list[str]:
    year, number, _ = monday.isocalendar()
    return [f"{year}-W{number:02}", *(_written(getattr(week, figure)) for figure in figures)]


def _written(value: Decimal | int) -> str:
    return str(value).replace(".", ",")

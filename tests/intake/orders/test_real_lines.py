"""What the importer makes of a real retailer's lines is what plain SQL makes of them.

The SQL knows nothing of TrialKit: it gets the same CSV and the retailer's own rules (postage, fees,
credit notes, zero prices), and sums by country and ISO week.
"""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.intake.orders.trade import adds_up, left_out, notes, real_lines, saved, selling

from trialkit.hooks.contracts import Reading
from trialkit.intake.orders.invoice_lines.importer import InvoiceLinesImporter
from trialkit.model.period import Period, PeriodKind

MARKETS = {"FI": "Finland", "SE": "Sweden", "NO": "Norway", "DK": "Denmark", "PT": "Portugal"}
WEEKS = [date(2010, 11, 29) + timedelta(weeks=n) for n in range(54)]
GIVEN = Path(__file__).parents[2] / "data" / "online_retail" / "weekly_by_country.csv"

FEES = "('M', 'D', 'S', 'B', 'AMAZONFEE', 'BANK CHARGES', 'CRUK', 'PADS')"
LINES = f"""
CREATE VIEW sold AS
SELECT invoice, country, customer, week,
       invoice LIKE 'C%' AS credit,
       code IN ('POST', 'DOT', 'C2') AS postage,
       tenths * quantity AS amount
FROM line WHERE code NOT IN {FEES} AND tenths * quantity <> 0
"""
# In thousandths of a pound, so that SQLite's integers stay exact.
WEEKLY = """
SELECT week,
       COUNT(DISTINCT CASE WHEN NOT credit AND NOT postage THEN invoice END),
       SUM(CASE WHEN NOT credit AND NOT postage THEN amount ELSE 0 END),
       SUM(CASE WHEN NOT credit AND postage AND EXISTS (
               SELECT 1 FROM sold AS other
               WHERE other.invoice = sold.invoice AND NOT other.postage)
           THEN amount ELSE 0 END),
       -SUM(CASE WHEN credit AND NOT postage THEN amount ELSE 0 END),
       -SUM(CASE WHEN credit AND postage THEN amount ELSE 0 END)
FROM sold WHERE country = ? GROUP BY week
"""
NEW = """
SELECT first, COUNT(*) FROM (
    SELECT customer, country, MIN(week) AS first FROM sold
    WHERE customer <> '' AND NOT credit AND NOT postage GROUP BY customer)
WHERE country = ? GROUP BY first
"""
MEASURES = ("orders", "goods", "shipping", "refunds_goods", "refunds_other")


@pytest.fixture(scope="module")
def lines() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE TABLE line (invoice, code, country, customer, week, quantity, tenths)"
        )
        connection.executemany(
            "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    row["InvoiceNo"],
                    row["StockCode"],
                    row["Country"],
                    row["CustomerID"],
                    _monday(row["InvoiceDate"][:10]).isoformat(),
                    int(Decimal(row["Quantity"])),
                    int(Decimal(row["UnitPrice"]) * 1000),
                )
                for row in csv.DictReader(io.StringIO(real_lines()))
            ),
        )
        connection.execute(LINES)
        yield connection


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> dict[str, Reading]:
    """Each market's own reading of the one file, in pounds."""
    path = saved(tmp_path_factory.mktemp("real"), real_lines(), "lines.csv")
    return {
        code: InvoiceLinesImporter().read(
            path,
            selling(code, starts_on=date(2011, 6, 6), currency="GBP", money="GBP"),
        )
        for code in MARKETS
    }


def _monday(day: str) -> date:
    found = date.fromisoformat(day)
    return found - timedelta(found.weekday())


def _figures(reading: Reading, metric: str) -> dict[date, Decimal]:
    return {
        each.period.start: each.value
        for each in reading.figures
        if each.metric == metric and each.period.kind is PeriodKind.WEEK
    }


@pytest.mark.parametrize("market", MARKETS)
def test_every_week_of_every_market_is_what_sql_makes_of_it(lines, imported, market):
    expected = {
        week: (orders, *(Decimal(amount) / 1000 for amount in amounts))
        for week, orders, *amounts in lines.execute(WEEKLY, [MARKETS[market]])
    }

    found = {measure: _figures(imported[market], measure) for measure in MEASURES}

    nothing = (0,) * len(MEASURES)
    for week in WEEKS:
        assert tuple(found[measure][week] for measure in MEASURES) == expected.get(
            week.isoformat(), nothing
        ), week
    assert sum(found["orders"].values()) > 10


@pytest.mark.parametrize("market", MARKETS)
def test_new_customers_are_those_whose_first_order_in_the_file_it_is(lines, imported, market):
    expected = dict(lines.execute(NEW, [MARKETS[market]]))

    found = _figures(imported[market], "new_customers")

    assert {week.isoformat(): n for week, n in found.items() if n} == expected


def test_sales_are_goods_and_postage_less_everything_given_back(imported):
    for reading in imported.values():
        weekly = [_figures(reading, measure) for measure in (*MEASURES[1:], "sales")]
        for week in WEEKS:
            goods, shipping, back, back_other, sales = (each[week] for each in weekly)
            assert sales == goods + shipping - back - back_other


def test_every_line_is_accounted_for(imported):
    for reading in imported.values():
        assert reading.rows == 4151
        assert reading.unreadable_rows == 0
        assert adds_up(reading)
        assert left_out(reading)["lines without a price"] == 1
        assert left_out(reading)["fees, samples and lines entered by hand (M)"] == 22


def test_the_notes_say_what_a_coordinator_must_know(imported):
    said = notes(imported["FI"])

    assert "Orders in the file: 181 (174 counted and 7 without goods). Credit notes: 28." in said
    assert "Counted orders by market: Finland 40" in said
    assert "10 rows stand twice" in said
    assert "142,221.27 GBP" in said
    assert "week 48/2010 and week 49/2011 were counted as if the file held" in said


def test_in_euros_each_order_is_converted_at_its_own_day(tmp_path):
    from trialkit.workspace.rates import converted

    path = saved(tmp_path, real_lines(), "lines.csv")
    reading = InvoiceLinesImporter().read(path, selling("FI", currency="GBP", rate=converted))

    week = next(
        each
        for each in reading.figures
        if each.metric == "goods" and each.period == Period(PeriodKind.WEEK, date(2011, 9, 19))
    )
    rows = [
        row
        for row in csv.DictReader(io.StringIO(real_lines()))
        if row["Country"] == "Finland" and _monday(row["InvoiceDate"][:10]) == date(2011, 9, 19)
        if row["StockCode"] != "POST" and not row["InvoiceNo"].startswith("C")
    ]
    expected = sum(
        converted(
            Decimal(row["Quantity"]) * Decimal(row["UnitPrice"]),
            "GBP",
            "EUR",
            date.fromisoformat(row["InvoiceDate"][:10]),
        )[0]
        for row in rows
    )
    assert rows
    assert week.value == expected.quantize(Decimal("0.01"))
    assert week.conversion
    assert week.conversion.currency == "GBP"


ONLY_POSTAGE = """
SELECT COUNT(DISTINCT invoice), SUM(amount) FROM sold
WHERE country = ? AND week = ? AND NOT credit AND NOT EXISTS (
    SELECT 1 FROM sold AS other WHERE other.invoice = sold.invoice AND NOT other.postage)
"""
BOUGHT_ELSEWHERE_FIRST = {("DK", date(2011, 10, 3))}
"""A customer whose first order went to Belgium, which isn't among the lines of these five."""


def test_the_weekly_sums_that_somebody_else_made_agree_where_their_rules_do(lines, imported):
    """Three rules differ.

    An invoice with nothing but postage is no order here and one there, and its postage follows
    it. Postage that is given back is told apart here and among returned goods there. Who is new
    is asked of five countries here and of all there.
    """
    weeks = list(_weekly_given())
    for market, week, row in weeks:
        found = {
            measure: _figures(imported[market], measure)[week]
            for measure in (*MEASURES, "new_customers")
        }
        empty, postage = lines.execute(ONLY_POSTAGE, [MARKETS[market], week.isoformat()]).fetchone()
        new_there = Decimal((market, week) in BOUGHT_ELSEWHERE_FIRST)

        assert _cents(row["gross_goods_gbp"]) == _cents(found["goods"])
        assert int(row["orders"]) == found["orders"] + empty
        assert _cents(row["postage_gbp"]) == _cents(
            found["shipping"] + Decimal(postage or 0) / 1000
        )
        assert abs(_cents(row["returned_gbp"])) == _cents(
            found["refunds_goods"] + found["refunds_other"]
        )
        assert int(row["new_customers"]) == found["new_customers"] - new_there
    assert len(weeks) == 132


def _weekly_given() -> Iterator[tuple[str, date, dict[str, str]]]:
    names = {name: code for code, name in MARKETS.items()}
    with GIVEN.open(newline="") as file:
        for row in csv.DictReader(file):
            if row["country"] in names:
                yield names[row["country"]], date.fromisoformat(row["week_start"]), row


def _cents(amount: str | Decimal) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))

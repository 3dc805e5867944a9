"""Every importer that comes with TrialKit owes the same."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs
import pytest

from trialkit.hooks.contracts import ImportContext, Importer
from trialkit.intake.figures import TableImporter
from trialkit.intake.hooks import trialkit_importers
from trialkit.intake.sheets import write_sheet
from trialkit.model.metric import Aggregation, Asked, Direction, Metric, MetricKind
from trialkit.model.period import PeriodKind
from trialkit.model.template import Template
from trialkit.testing.importers import ImporterContract, context_for

HEADINGS = ["Viikko", "maksetut tilaukset", "myynti", "keskiostos", "huom"]
ROWS = [
    ["10/2026", 14, 1234, 88, ""],
    ["11/2026", -3, 10, 1, "miinus"],
    ["12/2026", None, None, None, "ei lukuja"],
    ["10/2026", 15, 1, 1, "toiseen kertaan"],
    ["13/2026", 7, 700, 100, ""],
    ["Yhteensä", 33, 1945, 190, ""],
]


def _metric(key: str, finnish: str, unit: str, formula: str | None = None) -> Metric:
    return Metric(
        id=key,
        label={"fi": finnish},
        unit=unit,
        direction=Direction.UP,
        aggregation=Aggregation.RATIO if formula else Aggregation.SUM,
        kind=MetricKind.LAGGING,
        cadence=PeriodKind.WEEK,
        asked=Asked.IMPORTED,
        formula=formula,
    )


SHOP = Template(
    id="shop",
    version="1.0.0",
    as_of=date(2026, 1, 1),
    title={"fi": "Kauppa"},
    about={},
    promise={},
    hypothesis={},
    slots=(),
    limits={},
    parameters=(),
    metrics=(
        _metric("orders", "maksetut tilaukset", "order"),
        _metric("sales", "myynti", "EUR"),
        _metric("basket", "keskiostos", "EUR/order", "sales / orders"),
    ),
    criteria=(),
    actions=(),
    facts=(),
    risks=(),
    questions=(),
    stop_early={},
    outcomes={},
)


class TestTable(ImporterContract):
    def importer(self) -> Importer:
        return TableImporter()

    def context(self) -> ImportContext:
        return context_for(SHOP)

    def samples(self, folder: Path) -> Sequence[Path]:
        paths = [folder / "wide.xlsx", folder / "wide.csv", folder / "long.csv"]
        if not paths[0].exists():
            write_sheet(paths[0], HEADINGS, ROWS)
            write_sheet(paths[1], HEADINGS, ROWS)
            long = [[row[0], "orders", row[1]] for row in ROWS]
            write_sheet(paths[2], ["period", "metric", "value"], long)
        return paths


def test_the_suite_finds_an_importer_that_loses_rows(tmp_path):
    class Careless(TableImporter):
        def read(self, path, context):
            reading = super().read(path, context)
            return attrs.evolve(reading, rows=reading.rows + 1)

    class Suite(TestTable):
        def importer(self):
            return Careless()

    with pytest.raises(AssertionError, match="rows, but"):
        Suite().test_its_rows_add_up(tmp_path)


SUITES = {
    "form": "intake/forms/test_importer.py",
    "shopify": "intake/orders/test_shopify.py",
    "woocommerce": "intake/orders/test_woocommerce.py",
    "invoice_lines": "intake/orders/test_invoice_lines.py",
    "orders": "intake/orders/test_plain_orders.py",
    "ledger": "intake/ledger/test_ledger.py",
    "table": "contracts/test_importers.py",
}
"""Importer → where the suite is run on it, beside its other tests."""


def test_every_built_in_importer_is_held_to_the_suite():
    tests = Path(__file__).parents[1]

    assert [importer.id for importer in trialkit_importers()] == list(SUITES)
    for importer in trialkit_importers():
        suite = (tests / SUITES[importer.id]).read_text(encoding="utf-8")
        assert "(ImporterContract)" in suite
        assert f"return {type(importer).__name__}()" in suite

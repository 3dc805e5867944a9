"""A trial that every kind of figure from orders fills, and what a file makes of it."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import attrs

from trialkit.hooks.contracts import ImportContext, Reading
from trialkit.language.wording import wording
from trialkit.model.metric import Aggregation, Asked, Direction, Metric, MetricKind, OrderMeasure
from trialkit.model.period import PeriodKind
from trialkit.model.template import Slot, SlotType, Template
from trialkit.testing.importers import context_for

COUNTED = frozenset({"orders", "new_customers", "new_markets", "cohort_90", "repeat_90"})
PER_PHASE = frozenset({"new_markets", "cohort_90", "repeat_90", "top_customer_share"})


def _metric(measure: OrderMeasure) -> Metric:
    return Metric(
        id=measure,
        label={"en": measure.replace("_", " ")},
        unit="n" if measure in COUNTED else "%" if measure.endswith("share") else "EUR",
        direction=Direction.UP,
        aggregation=Aggregation.SUM,
        kind=MetricKind.LAGGING,
        cadence=PeriodKind.PHASE if measure in PER_PHASE else PeriodKind.WEEK,
        asked=Asked.IMPORTED,
        from_orders=measure,
    )


TRADE = Template(
    id="trade",
    version="1.0.0",
    as_of=date(2026, 1, 1),
    title={"en": "Selling abroad"},
    about={},
    promise={},
    hypothesis={},
    slots=(
        Slot(id="market", label={"en": "market"}, type=SlotType.COUNTRY),
        Slot(id="weeks", label={"en": "weeks"}, type=SlotType.INTEGER, default="12"),
    ),
    limits={},
    parameters=(),
    metrics=tuple(map(_metric, OrderMeasure)),
    criteria=(),
    actions=(),
    facts=(),
    risks=(),
    questions=(),
    stop_early={},
    outcomes={},
)


def selling(
    market: str | None = None,
    *,
    starts_on: date = date(2026, 3, 2),
    compared: tuple[str, ...] = (),
    **context: object,
) -> ImportContext:
    """A twelve-week trial, to one market or to all, read on the last day of 2026."""
    found = context_for(TRADE, starts_on=starts_on, comparisons=compared)
    trial = attrs.evolve(found.trial, market=market)
    return attrs.evolve(found, **{"trial": trial, **context})


def saved(folder: Path, text: str, name: str = "orders.csv", *, encoding: str = "utf-8") -> Path:
    """The file somebody was sent."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def figures(reading: Reading, metric: str, series: str = "") -> dict[str, Decimal]:
    """Period → figure, without the zeros."""
    return {
        str(figure.period): figure.value
        for figure in reading.figures
        if figure.metric == metric and figure.series == series and figure.value
    }


def notes(reading: Reading) -> str:
    """All notes as a coordinator reads them."""
    return "\n".join(map(wording("en").say, reading.notes))


def left_out(reading: Reading) -> dict[str, int]:
    """Rule → rows."""
    return {wording("en").say(each.rule): each.rows for each in reading.left_out}


def codes(reading: Reading) -> list[tuple[str, int | None]]:
    """What is unreadable, and in which row."""
    return [(each.code, each.place.row if each.place else None) for each in reading.unreadable]


def adds_up(reading: Reading) -> bool:
    """Used, left out, unreadable: there is no fourth kind of row."""
    out = sum(each.rows for each in reading.left_out)
    return reading.rows == reading.used + out + reading.unreadable_rows


def real_lines() -> str:
    """4,151 invoice lines of a real retailer to five countries: the demo's own copy."""
    packed = files("trialkit.demo") / "data" / "invoice_lines.csv.gz"
    return gzip.decompress(packed.read_bytes()).decode()


def table(rows: Iterable[Mapping[str, object]]) -> str:
    """A CSV of these rows."""
    found = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()

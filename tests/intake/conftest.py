"""A shop's trial as the intake rooms meet it, and tables as people write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from trialkit.hooks.contracts import ImportContext
from trialkit.model.metric import Aggregation, Asked, Direction, Metric, MetricKind
from trialkit.model.period import PeriodKind
from trialkit.model.template import Slot, SlotType, Template
from trialkit.model.text import Text
from trialkit.model.trial import Draft, State, Trial

LABELS = {
    "orders": ("maksetut tilaukset", "betalda beställningar", "paid orders", "order", "week"),
    "sales": ("myynti, veroton (€)", "försäljning exkl. moms", "sales, net of VAT", "EUR", "week"),
    "returns": ("palautusosuus", "returandel", "share returned", "%", "week"),
    "strain": ("kuormitus (1–5)", "belastning (1–5)", "strain (1–5)", "1-5", "week"),
    "cash": ("kassa kuun lopussa", "kassa vid månadens slut", "cash", "EUR", "month"),
    "basket": ("keskiostos", "medelköp", "average basket", "EUR/order", "week"),
}


def _metric(key: str) -> Metric:
    fi, sv, en, unit, cadence = LABELS[key]
    return Metric(
        id=key,
        label={"fi": fi, "sv": sv, "en": en},
        unit=unit,
        direction=Direction.UP,
        aggregation=Aggregation.RATIO if key == "basket" else Aggregation.SUM,
        kind=MetricKind.LAGGING,
        cadence=PeriodKind(cadence),
        asked=Asked.REQUIRED,
        formula="sales / orders" if key == "basket" else None,
    )


@pytest.fixture(scope="session")
def shop_template() -> Template:
    return Template(
        id="shop",
        version="1.0.0",
        as_of=date(2026, 1, 1),
        title={"fi": "Verkkokauppa", "sv": "E-handel", "en": "Web shop"},
        about={"en": "A shop sells abroad."},
        promise={
            "fi": "Vähintään {orders} tilausta ({market})",
            "sv": "Minst {orders} beställningar ({market})",
            "en": "At least {orders} orders ({market})",
        },
        hypothesis={"en": "We get {orders} orders, because {reason}."},
        slots=(
            Slot(id="market", label={"en": "market"}, type=SlotType.COUNTRY, required=True),
            Slot(id="orders", label={"en": "orders"}, type=SlotType.INTEGER, required=True),
            Slot(id="ad_eur", label={"en": "advertising"}, type=SlotType.MONEY, unit="EUR"),
            Slot(id="reason", label={"en": "reason"}, type=SlotType.TEXT),
        ),
        limits={},
        parameters=(),
        metrics=tuple(_metric(key) for key in LABELS),
        criteria=(),
        actions=(),
        facts=(),
        risks=(),
        questions=({"fi": "Mitä opit?", "sv": "Vad lärde du dig?", "en": "What did you learn?"},),
        stop_early={},
        outcomes={},
    )


@pytest.fixture(scope="session")
def shop_trial(shop_template: Template) -> Trial:
    return Trial(
        id="01-trial",
        slug="2026-nivala-villapaja-ruotsi",
        title=Text.written("Sukkia Ruotsiin", "fi"),
        company="01-villapaja",
        area="nivala-haapajarvi",
        template=shop_template,
        state=State.DRAFT,
        draft=Draft(
            slots={"market": "SE", "orders": "15"},
            starts_on=date(2026, 3, 2),
            comparisons=("Suomi",),
        ),
        created_at=datetime(2026, 2, 1, tzinfo=UTC),
        created_by="coordinator",
    )


def _no_rate(amount: Decimal, _from: str, _to: str, day: date) -> tuple[Decimal, Decimal, date]:
    return amount, Decimal(1), day


@pytest.fixture(scope="session")
def context(shop_trial: Trial) -> ImportContext:
    return ImportContext(trial=shop_trial, language="fi", today=date(2026, 12, 31), rate=_no_rate)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a text file as somebody's program would."""

    def write(text: str, name: str = "luvut.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write

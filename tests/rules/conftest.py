"""Villapaja sells jumpers to Sweden: a trial one could meet, as plain values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from trialkit.model.conversion import digest
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Role
from trialkit.model.metric import Aggregation, Asked, Direction, Metric, MetricKind
from trialkit.model.period import DateRange, PeriodKind, Phases
from trialkit.model.template import CriterionDefault, Parameter, Slot, SlotType, Template
from trialkit.model.text import Text
from trialkit.model.trial import Draft, Promise, State, Trial, Vat
from trialkit.rules.sealing import seal

SEALED_AT = datetime(2026, 3, 1, 8, 14, tzinfo=UTC)


def metric(key: str, unit: str, *, kind: MetricKind = MetricKind.LAGGING) -> Metric:
    return Metric(
        id=key,
        label={"en": key.replace("_", " ")},
        unit=unit,
        direction=Direction.UP,
        aggregation=Aggregation.SUM,
        kind=kind,
        cadence=PeriodKind.WEEK,
        asked=Asked.REQUIRED,
    )


@pytest.fixture
def ecommerce() -> Template:
    return Template(
        id="ecommerce",
        version="1.0.0",
        as_of=date(2026, 1, 15),
        title={"en": "E-commerce abroad"},
        about={"en": "Ten products to one near market."},
        promise={"en": "At least {orders} orders from {market} in {weeks} weeks"},
        hypothesis={"en": "We get {orders} orders, because {reason}."},
        slots=(
            Slot(id="market", label={"en": "country"}, type=SlotType.COUNTRY),
            Slot(id="orders", label={"en": "orders"}, type=SlotType.INTEGER, unit="order"),
            Slot(id="return_pct", label={"en": "returns"}, type=SlotType.DECIMAL, unit="%"),
            Slot(id="category", label={"en": "goods"}, type=SlotType.TEXT),
            Slot(id="reason", label={"en": "why"}, type=SlotType.TEXT),
        ),
        limits={"own_h": Decimal(115)},
        parameters=(
            Parameter(
                id="own_hour_price",
                label={"en": "an own hour"},
                value=Decimal("30.00"),
                unit="EUR/h",
            ),
        ),
        metrics=(
            metric("orders", "order"),
            metric("return_rate", "%"),
            metric("own_hours", "h", kind=MetricKind.CONTEXT),
        ),
        criteria=(
            _default("enough_orders", Role.PRIMARY, "orders", "{orders}"),
            _default("few_returns", Role.GUARDRAIL, "return_rate", "{return_pct}"),
        ),
        actions=(),
        facts=(),
        risks=(),
        questions=(),
        stop_early={},
        outcomes={},
        settling_weeks=4,
    )


def _default(key: str, role: Role, metric: str, threshold: str) -> CriterionDefault:
    return CriterionDefault(
        id=key,
        role=role,
        kind=CriterionKind.REACHED,
        metric=metric,
        comparison=Comparison.AT_LEAST if role is Role.PRIMARY else Comparison.AT_MOST,
        threshold=threshold,
    )


@pytest.fixture
def promise(ecommerce) -> Promise:
    """Fifteen orders from Sweden between 2 March and 24 May 2026, then four weeks to settle."""
    weeks = DateRange(date(2026, 3, 2), date(2026, 5, 24))
    before = DateRange(date(2025, 12, 8), date(2026, 3, 1))
    settling = DateRange(date(2026, 5, 25), date(2026, 6, 21))
    return Promise(
        template="ecommerce",
        template_version="1.0.0",
        template_digest=digest(ecommerce),
        slots={
            "market": "SE",
            "orders": "15",
            "return_pct": "15",
            "category": "villapaidat",
            "reason": "ruotsalaiset ostavat käsityötä",
        },
        criteria=tuple(
            Criterion(
                id=default.id,
                role=default.role,
                kind=default.kind,
                metric=default.metric,
                comparison=default.comparison,
                threshold=threshold,
                due=settling.last,
            )
            for default, threshold in zip(
                ecommerce.criteria, (Decimal(15), Decimal("0.15")), strict=True
            )
        ),
        phases=Phases(
            baseline=(before.moved(-364), weeks.moved(-364), before),
            trial=weeks,
            settling=settling,
            follow_up=(date(2026, 11, 24), date(2027, 5, 24)),
        ),
        actions=(),
        parameters=ecommerce.parameters,
        limits=ecommerce.limits,
        comparisons=("Norja",),
        season_free=(),
        currency="EUR",
        vat=Vat.NET,
    )


@pytest.fixture
def draft(ecommerce) -> Trial:
    """Villapaja's trial while it is being written."""
    return Trial(
        id="villapaja-1",
        slug="2026-nivala-villapaja-sverige",
        title=Text(words={"fi": "Villapaidat Ruotsiin"}, source="fi"),
        company="villapaja",
        area="nivala-haapajarvi",
        template=ecommerce,
        state=State.DRAFT,
        draft=Draft(slots={"orders": "15"}, starts_on=date(2026, 3, 2)),
        created_at=SEALED_AT,
        created_by="coordinator",
    )


@pytest.fixture
def running(draft, promise) -> Trial:
    """The same, sealed the day before it starts."""
    return attrs.evolve(
        draft,
        state=State.RUNNING,
        draft=None,
        promise=promise,
        seal=seal(promise, at=SEALED_AT, by="coordinator", before_start=True),
        started_on=promise.phases.trial.first,
        number=14,
    )

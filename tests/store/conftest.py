"""A workspace on disk with one running trial, whose promise is sealed."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import attrs
import pytest

from trialkit.model.company import Code, Company
from trialkit.model.conversion import digest
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Role
from trialkit.model.ids import new_id
from trialkit.model.metric import (
    Aggregation,
    Asked,
    Direction,
    Metric,
    MetricKind,
    Observation,
    Source,
    SourceKind,
)
from trialkit.model.period import DateRange, Period, PeriodKind, Phases
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import Draft, Promise, State, Trial, Vat
from trialkit.rules.sealing import seal
from trialkit.store.store import Store

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
BY = "aluevastaava"


@pytest.fixture
def at() -> datetime:
    """Nine in the morning of the trial's first day, in Finland."""
    return AT


@pytest.fixture
def by() -> str:
    """Who writes."""
    return BY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workspace is."""
    return tmp_path / "nivala"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """An empty workspace."""
    with Store.create(folder, Settings(actor=BY), by=BY, at=AT) as made:
        yield made


@pytest.fixture
def ecommerce() -> Template:
    """A small kind of trial with one metric."""
    orders = Metric(
        id="orders",
        label={"fi": "tilaukset", "en": "orders"},
        unit="order",
        direction=Direction.UP,
        aggregation=Aggregation.SUM,
        kind=MetricKind.LAGGING,
        cadence=PeriodKind.WEEK,
        asked=Asked.REQUIRED,
    )
    return Template(
        id="ecommerce",
        version="1.0.0",
        as_of=date(2026, 1, 1),
        title={"fi": "Verkkokauppa ulkomaille", "en": "Web shop abroad"},
        about={},
        promise={},
        hypothesis={},
        slots=(),
        limits={},
        parameters=(),
        metrics=(orders,),
        criteria=(),
        actions=(),
        facts=(),
        risks=(),
        questions=(),
        stop_early={},
        outcomes={},
    )


@pytest.fixture
def owner() -> Company:
    """The firm whose trial it is."""
    return Company(
        id=new_id(AT),
        name="Höylä & Villapaja",
        area="nivala-haapajarvi",
        municipality=Code(scheme="kunta2026", code="535"),
    )


@pytest.fixture
def draft(owner: Company, ecommerce: Template) -> Trial:
    """The trial before it starts; not in the workspace yet."""
    return Trial(
        id=new_id(AT),
        slug="2026-nivala-villapaja-sverige",
        title=Text.written("Villapaidat Ruotsiin", "fi"),
        company=owner.id,
        area="nivala-haapajarvi",
        market="SE",
        template=ecommerce,
        state=State.DRAFT,
        draft=Draft(),
        tags=("wool",),
        created_at=AT,
        created_by=BY,
    )


@pytest.fixture
def running(draft: Trial) -> Trial:
    """The trial, started and sealed; not in the workspace yet."""
    days = DateRange(date(2026, 3, 2), date(2026, 5, 24))
    criterion = Criterion(
        id="orders",
        role=Role.PRIMARY,
        kind=CriterionKind.REACHED,
        metric="orders",
        comparison=Comparison.AT_LEAST,
        threshold=Decimal(15),
        due=days.last,
    )
    promise = Promise(
        template=draft.template.id,
        template_version=draft.template.version,
        template_digest=digest(draft.template),
        slots={"market": "SE", "orders": "15"},
        criteria=(criterion,),
        phases=Phases(baseline=(days.moved(-84),), trial=days, settling=None, follow_up=()),
        actions=(),
        parameters=(),
        limits={},
        comparisons=(),
        season_free=(),
        currency="EUR",
        vat=Vat.NET,
    )
    return attrs.evolve(
        draft,
        state=State.RUNNING,
        number=14,
        draft=None,
        promise=promise,
        seal=seal(promise, at=AT, by=BY, before_start=True),
        started_on=days.first,
    )


@pytest.fixture
def villapaja(store: Store, owner: Company, running: Trial) -> Trial:
    """The running trial, in the workspace."""
    with store.command("start", by=BY, at=AT) as tx:
        tx.save(owner)
        return tx.save(running)


@pytest.fixture
def figure(running: Trial) -> Callable[..., Observation]:
    """Make one figure of the trial: the week's orders, new weeks each time."""
    weeks = count()

    def make(value: int | str = 3, **changes: object) -> Observation:
        week = Period(PeriodKind.WEEK, date(2026, 3, 2)).moved(next(weeks))
        made = Observation(
            id=new_id(AT),
            trial=running.id,
            metric="orders",
            series="",
            period=week,
            value=Decimal(value),
            source=Source(kind=SourceKind.TYPED),
            at=AT,
            by=BY,
        )
        return attrs.evolve(made, **changes)

    return make

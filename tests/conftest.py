"""People and trials one could meet: what most tests begin with."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, settings

import trialkit
from trialkit.model.settings import Area
from trialkit.model.trial import Trial

# No test asserts a time: a busy machine must not turn a property into a failure.
settings.register_profile("trialkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("trialkit")

NIVALA = Area(
    id="nivala-haapajarvi",
    name={"fi": "Nivala-Haapajärvi", "sv": "Nivala-Haapajärvi", "en": "Nivala-Haapajärvi"},
    municipalities=("535", "069", "626", "317", "691"),
    region={"fi": "Pohjois-Pohjanmaa", "sv": "Norra Österbotten", "en": "North Ostrobothnia"},
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make golden` writes the approved texts anew instead of comparing them."""
    parser.addoption("--update-golden", action="store_true", help="write the approved texts anew")


@attrs.define
class Clock:
    """A clock that the test sets."""

    now: datetime

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def turn_to(self, day: date) -> None:
        """It is nine in the morning of `day`, in Finland."""
        self.now = datetime.combine(day, time(7), UTC)


@pytest.fixture
def clock() -> Clock:
    """Monday 23 February 2026, a week before the first trial starts."""
    return Clock(datetime(2026, 2, 23, 7, tzinfo=UTC))


@pytest.fixture
def ws(tmp_path: Path, clock: Clock) -> Iterator[trialkit.Workspace]:
    """The coordinator's workspace in Nivala, with a core group of five companies."""
    with trialkit.create(
        tmp_path / "nivala",
        actor="aluevastaava, Nivala-Haapajärvi",
        area="nivala-haapajarvi",
        areas=[NIVALA],
        clock=clock,
    ) as workspace:
        for company in ("Villapaja", "Sorvi", "Leipomo", "Kiuas", "Kuljetus"):
            workspace.add_company(company)
            workspace.add_member(f"{company}, yrittäjä", company=company)
        yield workspace


@pytest.fixture
def draft(ws: trialkit.Workspace) -> Trial:
    """Villapaja's web shop to Sweden, planned for 2 March 2026 and twelve weeks."""
    return ws.new(
        "ecommerce",
        company="Villapaja",
        title="Villapaidat Ruotsiin",
        slots={
            "market": "SE",
            "orders": 15,
            "weeks": 12,
            "reason": "ruotsalaiset pitävät villasta",
        },
        starts_on=date(2026, 3, 2),
    )


@pytest.fixture
def villapaja(ws: trialkit.Workspace, draft: Trial, clock: Clock) -> Trial:
    """The same trial, started on its day."""
    clock.turn_to(date(2026, 3, 2))
    return ws.start(draft.slug, on=date(2026, 3, 2))

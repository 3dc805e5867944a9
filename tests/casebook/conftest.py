"""Four cases: a promise met, one not met, a trial that was stopped, and one that can't tell.

They are the ones whose write-ups are approved in `tests/publish/golden`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from trialkit.casebook.case import Case
from trialkit.model.conversion import from_json

GOLDEN = Path(__file__).parents[1] / "publish" / "golden"


@pytest.fixture(scope="session")
def case_of() -> Callable[[str], Case]:
    """A case by its company's short name."""

    def read(name: str) -> Case:
        return from_json(Case, (GOLDEN / name / "case.json").read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="session")
def villapaja(case_of: Callable[[str], Case]) -> Case:
    """Woollens to Sweden: 23 orders, 15 promised, none before."""
    return case_of("villapaja")


@pytest.fixture(scope="session")
def sorvi(case_of: Callable[[str], Case]) -> Case:
    """Handles to Norway: 6 orders, 20 promised, 25 before the promise was changed."""
    return case_of("sorvi")


@pytest.fixture(scope="session")
def leipomo(case_of: Callable[[str], Case]) -> Case:
    """Crispbread to Estonia, written in Swedish: the oven broke."""
    return case_of("leipomo")


@pytest.fixture(scope="session")
def kiuas(case_of: Callable[[str], Case]) -> Case:
    """Sauna stoves to Germany: a quarter more orders, and no last year to compare with."""
    return case_of("kiuas")

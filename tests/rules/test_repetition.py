"""A promise is repeated by other companies that carry it to an end, not by its owners again."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.model.company import Company
from trialkit.rules.repetition import other_companies

CLOSED = date(2026, 7, 1)
COMPANIES = {
    key: Company(id=key, name=key.capitalize(), area="nivala", owner_group=group)
    for key, group in (
        ("villapaja", None),
        ("sorvi", None),
        ("leipomo", "myllyn omistajat"),
        ("mylly", "myllyn omistajat"),
    )
}


@pytest.fixture
def family(running):
    """Villapaja's trial, and those of the others that repeat its promise to the end."""
    first = attrs.evolve(running, company="villapaja", closed_on=CLOSED)
    return {key: attrs.evolve(first, id=key, company=key) for key in COMPANIES}


def others(family, *keys):
    return other_companies(family["villapaja"], [family[key] for key in keys], COMPANIES)


def test_every_other_company_counts_once(family):
    assert others(family) == 0
    assert others(family, "sorvi", "sorvi", "leipomo") == 2


def test_companies_with_the_same_owners_are_one(family):
    assert others(family, "leipomo", "mylly") == 1
    assert other_companies(family["leipomo"], [family["mylly"]], COMPANIES) == 0


def test_the_same_company_again_is_no_other(family):
    assert others(family, "villapaja") == 0


def test_a_trial_that_still_runs_has_repeated_nothing_yet(family):
    family["sorvi"] = attrs.evolve(family["sorvi"], closed_on=None)

    assert others(family, "sorvi") == 0


def test_another_number_is_another_promise(family):
    promise = family["sorvi"].promise
    lower = attrs.evolve(promise.criteria[0], threshold=Decimal(9))
    changed = attrs.evolve(promise, criteria=(lower, *promise.criteria[1:]))
    family["sorvi"] = attrs.evolve(family["sorvi"], promise=changed)

    assert others(family, "sorvi") == 0

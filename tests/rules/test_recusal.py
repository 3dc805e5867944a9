"""Nobody judges where they have something at stake."""

from datetime import date

import attrs
import pytest
from hypothesis import given

from trialkit.model.company import Company, Stake, StakeKind
from trialkit.rules.recusal import stake_of
from trialkit.testing.strategies import companies

VILLAPAJA = Company(id="villapaja", name="Villapaja", area="nivala-haapajarvi")
SORVI = Company(id="sorvi", name="Sorvi", area="nivala-haapajarvi")


def stake(company, towards, kind=StakeKind.SUPPLIER):
    day = date(2026, 1, 10)
    return Stake(id="s", company=company.id, towards=towards.id, kind=kind, declared_on=day)


def test_a_stranger_judges():
    assert stake_of(SORVI, VILLAPAJA, ()) is None


@given(companies())
def test_nobody_judges_their_own_company(company):
    assert stake_of(company, company, ()) is StakeKind.OWN_COMPANY


def test_companies_of_the_same_owners_do_not_judge_each_other():
    owned = [attrs.evolve(company, owner_group="perhe") for company in (SORVI, VILLAPAJA)]

    assert stake_of(*owned, ()) is StakeKind.SAME_OWNERS
    assert stake_of(owned[0], VILLAPAJA, ()) is None


def test_two_companies_without_an_owner_group_are_not_a_group():
    nobody = [attrs.evolve(company, owner_group="") for company in (SORVI, VILLAPAJA)]

    assert stake_of(*nobody, ()) is None


@pytest.mark.parametrize("kind", [StakeKind.SUPPLIER, StakeKind.CUSTOMER, StakeKind.COMPETITOR])
def test_a_declared_interest_counts_in_the_direction_it_was_declared(kind):
    declared = [stake(SORVI, VILLAPAJA, kind)]

    assert stake_of(SORVI, VILLAPAJA, declared) is kind
    assert stake_of(VILLAPAJA, SORVI, declared) is None

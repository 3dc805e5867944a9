"""How often a kind of trial keeps its promise: counts first, and can't tells counted apart."""

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.success import successes
from trialkit.evaluation.evaluation import Outcome
from trialkit.evidence.success_rates import success_rate_shrinkage
from trialkit.model.trial import State

HELD, NOT, OPEN = Outcome.HELD, Outcome.DID_NOT_HOLD, Outcome.CANT_TELL


def decided(case: Case, outcome: Outcome, *, area: str = "nivala", market: str = "SE") -> Case:
    return attrs.evolve(
        case,
        outcome=outcome,
        descriptors=attrs.evolve(case.descriptors, state=State.CONCLUDED, area=area, market=market),
    )


@pytest.fixture
def cases(kiuas: Case) -> list[Case]:
    """Nivala: three of four kept, one can't tell. Ylivieska: one of two."""
    here = [decided(kiuas, outcome) for outcome in (HELD, HELD, HELD, NOT, OPEN)]
    there = [decided(kiuas, outcome, area="ylivieska") for outcome in (HELD, NOT)]
    return [*here, *there]


def test_counts_come_by_area_with_cant_tells_apart(cases: list[Case]) -> None:
    (by_area,) = successes(cases)

    assert by_area.by == "area"
    assert [(one.id, one.held, one.did_not_hold, one.cant_tell) for one in by_area.shares] == [
        ("nivala", 3, 1, 1),
        ("ylivieska", 1, 1, 0),
    ]


def test_the_rates_are_those_of_the_evidence_over_trials_that_could_tell(
    cases: list[Case],
) -> None:
    expected = success_rate_shrinkage([3, 1], [4, 2])

    (by_area,) = successes(cases)

    assert tuple(one.rate for one in by_area.shares) == expected.rates
    assert tuple(one.low for one in by_area.shares) == expected.low


def test_under_ten_that_could_tell_there_are_no_percentages(cases: list[Case]) -> None:
    assert not successes(cases)[0].percentages
    assert successes([*cases, *cases])[0].percentages


def test_four_decided_trials_say_nothing(cases: list[Case]) -> None:
    running = attrs.evolve(
        cases[0], descriptors=attrs.evolve(cases[0].descriptors, state=State.RUNNING)
    )

    assert successes([*cases[:4], running]) == ()


def test_several_markets_are_told_too(kiuas: Case, cases: list[Case]) -> None:
    told = successes([*cases, decided(kiuas, NOT, market="NO")])

    assert [one.by for one in told] == ["area", "market"]
    assert [one.id for one in told[1].shares] == ["SE", "NO"]


def test_trials_that_all_cannot_tell_have_no_rate_and_say_so(kiuas: Case) -> None:
    (told,) = successes([decided(kiuas, OPEN)] * 5)

    assert told.shares[0].cant_tell == 5
    assert told.shares[0].rate is None
    assert str(told.why) == "None of them could tell."

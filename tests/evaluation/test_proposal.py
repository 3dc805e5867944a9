"""What is proposed follows from the outcome, the guardrails and the group's majority."""

from datetime import UTC, date, datetime
from itertools import product

import attrs
import pytest

from trialkit.evaluation.evaluation import Outcome
from trialkit.evaluation.proposal import proposal
from trialkit.evaluation.rubric import RUBRIC
from trialkit.evaluation.verdict import verdict
from trialkit.language.wording import wording
from trialkit.model.criterion import Role
from trialkit.model.round import Ballot, Invitation, Recommendation, Round, RoundKind
from trialkit.model.trial import Choice

AT = datetime(2026, 7, 1, tzinfo=UTC)
DAY = date(2026, 7, 1)


def a_verdict(recommendation, kind=RoundKind.FINAL):
    """Three members who all recommend the same, or nothing."""
    members = ("a", "b", "c")
    held = Round(
        id="r",
        trial="t",
        kind=kind,
        criteria=RUBRIC,
        invited=tuple(Invitation(member=m, company=m, code=m) for m in members),
        opened_on=DAY,
        deadline=DAY,
        quorum=3,
        secret="00",
        closed_on=DAY,
    )
    ballots = [
        Ballot(
            id=m, round="r", member=m, ratings={"useful": 3}, recommendation=recommendation, at=AT
        )
        for m in members
    ]
    return verdict(held, ballots)


@pytest.fixture
def evaluation(swedish_shop):
    """An evaluation whose orders and costs one sets afterwards."""
    return swedish_shop.enter("orders", [3, 4, 4, 5], first="2026-W10").evaluated()


@pytest.mark.parametrize(
    ("outcome", "recommended", "choice"),
    [
        (Outcome.HELD, Recommendation.ADOPT, Choice.ADOPT),
        (Outcome.HELD, Recommendation.ADAPT, Choice.ADAPT),
        (Outcome.HELD, Recommendation.ABANDON, Choice.ADAPT),
        (Outcome.HELD, None, Choice.ADOPT),
        (Outcome.DID_NOT_HOLD, Recommendation.ADOPT, Choice.ADAPT),
        (Outcome.DID_NOT_HOLD, None, Choice.ABANDON),
        (Outcome.CANT_TELL, Recommendation.ADOPT, Choice.ADAPT),
        (Outcome.CANT_TELL, None, Choice.INCONCLUSIVE),
    ],
)
def test_the_table_says_what_is_proposed(evaluation, outcome, recommended, choice):
    verdicts = (a_verdict(recommended),)

    found = proposal(attrs.evolve(evaluation, outcome=outcome, verdicts=verdicts))

    assert found.choice is choice
    assert found.majority is recommended


def test_there_is_a_proposal_for_whatever_comes_out(evaluation):
    for outcome, recommended in product(Outcome, [*Recommendation, None]):
        verdicts = (a_verdict(recommended),)
        assert proposal(attrs.evolve(evaluation, outcome=outcome, verdicts=verdicts)).choice


def test_only_the_last_final_round_counts(evaluation):
    verdicts = (
        a_verdict(Recommendation.ABANDON),
        a_verdict(Recommendation.ADOPT),
        a_verdict(Recommendation.ABANDON, RoundKind.FOLLOW_UP),
    )

    found = proposal(attrs.evolve(evaluation, outcome=Outcome.HELD, verdicts=verdicts))

    assert found.choice is Choice.ADOPT


def test_a_broken_guardrail_is_never_simply_adopted(build, swedish_shop):
    shop = build.shop(
        build.criterion("orders", "15"),
        build.criterion("refunds", "10", "<=", role=Role.GUARDRAIL, id="few refunds"),
    )
    shop.enter("orders", [5] * 12, first="2026-W10").enter("refunds", [5] * 12, first="2026-W10")

    found = proposal(shop.evaluated())

    assert found.outcome is Outcome.HELD
    assert found.guardrail_broken
    assert found.choice is Choice.ADAPT
    assert "a guardrail broke" in {str(part.text) for part in found.grounds}


def test_it_says_what_it_rests_on_in_parts_of_one_sentence(evaluation):
    english = wording("en")
    judged = attrs.evolve(
        evaluation, outcome=Outcome.HELD, verdicts=(a_verdict(Recommendation.ABANDON),)
    )
    split = attrs.evolve(evaluation, outcome=Outcome.CANT_TELL, verdicts=(a_verdict(None),))
    unheard = attrs.evolve(evaluation, outcome=Outcome.DID_NOT_HOLD)

    told = [english.listed(proposal(one).grounds) for one in (judged, split, unheard)]

    assert told == [
        "the promise held and most of the core group say “abandon”",
        "it can't be told whether the promise held and the core group has no majority",
        "the promise did not hold and the core group hasn't judged it",
    ]

"""What is proposed stands beside what is decided, and a departure says why."""

from datetime import date

import pytest

import trialkit
from trialkit.evaluation.evaluation import Outcome
from trialkit.model.round import Recommendation
from trialkit.model.trial import Choice

REASONS = {"reason_for": "tilauksia tuli", "reason_against": "kate jäi pieneksi"}


@pytest.fixture
def measured(ws, villapaja, clock):
    """Villapaja after its twelve weeks and settling time: 22 orders, 15 promised."""
    for week in range(10, 26):
        ws.observe(villapaja.slug, "orders", 2 if week < 21 else 0, period=f"2026-W{week}")
    clock.turn_to(date(2026, 6, 22))
    return villapaja


@pytest.fixture
def judged(ws, measured):
    """The same, after most of the core group said that it should change."""
    round_ = ws.open_round(measured.slug)
    ratings = {criterion.id: 4 for criterion in round_.criteria}
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        ws.ballot(measured.slug, company, ratings=ratings, recommendation=Recommendation.ADAPT)
    ws.close_round(measured.slug)
    return measured


def test_the_proposal_follows_from_the_outcome_and_the_group(ws, judged):
    found = ws.proposal(judged.slug)

    assert (found.outcome, found.majority) == (Outcome.HELD, Recommendation.ADAPT)
    assert found.choice is Choice.ADAPT


def test_a_draft_has_nothing_to_propose(ws, draft):
    with pytest.raises(trialkit.Refused):
        ws.proposal(draft.slug)


def test_what_was_proposed_is_kept_with_the_decision(ws, judged):
    decision = ws.decide(judged.slug, "adapt", **REASONS).decision

    assert decision.proposed is Choice.ADAPT
    assert decision.departure is None


def test_a_departure_needs_its_reason(ws, judged):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.decide(judged.slug, "adopt", **REASONS, departure=" ")

    (problem,) = refused.value.problems
    assert problem.code == "DEPARTURE_UNEXPLAINED"
    assert problem.message.values["proposed"] is Choice.ADAPT
    assert ws.find(judged.slug).decision is None


def test_a_departure_and_its_reason_stand_beside_the_proposal_for_good(ws, judged):
    ws.decide(judged.slug, "adopt", **REASONS, departure="Muutos tehtiin jo kesken kokeilun.")

    decision = ws.case(judged.slug).decision
    assert (decision.choice, decision.proposed) == (Choice.ADOPT, Choice.ADAPT)
    assert decision.departure.words == {"fi": "Muutos tehtiin jo kesken kokeilun."}


def test_a_reason_for_a_departure_that_is_none_is_not_kept(ws, judged):
    decision = ws.decide(judged.slug, "adapt", **REASONS, departure="varmuuden vuoksi").decision

    assert decision.departure is None


def test_without_the_group_the_figures_alone_propose(ws, measured):
    decision = ws.decide(measured.slug, "adopt", **REASONS, without_round="kesälomat").decision

    assert decision.proposed is Choice.ADOPT


def test_while_the_group_still_writes_nothing_is_proposed_for_the_decision(ws, measured):
    ws.open_round(measured.slug)

    with pytest.raises(trialkit.Refused) as refused:
        ws.decide(measured.slug, "abandon", **REASONS)

    assert refused.value.codes == ("ROUND_OPEN",)

"""The core group judges, and the company decides."""

from datetime import date

import pytest

import trialkit
from trialkit.evaluation.evaluation import Outcome
from trialkit.model.company import StakeKind
from trialkit.model.round import Recommendation
from trialkit.model.trial import State
from trialkit.workspace.reports import Step

GOOD = {"useful": 4, "bold": 3, "evidence": 4, "cost": 2, "transferable": 4}


@pytest.fixture
def measured(ws, villapaja, clock):
    """Villapaja after its twelve weeks and settling time: 23 orders, 15 promised."""
    for week in range(10, 26):
        ws.observe(villapaja.slug, "orders", 2 if week < 21 else 0, period=f"2026-W{week}")
    clock.turn_to(date(2026, 6, 22))
    return villapaja


@pytest.fixture
def ratings(ws, measured):
    """One rating of each criterion of the rubric."""
    round_ = ws.open_round(measured.slug)
    return {criterion.id: 4 for criterion in round_.criteria}


def judge(ws, trial, ratings, companies, recommendation=Recommendation.ADAPT, **words):
    for company in companies:
        ws.ballot(trial.slug, company, ratings=ratings, recommendation=recommendation, **words)


def test_the_promise_was_met_and_that_is_all_that_is_said(ws, measured):
    evaluation = ws.evaluate(measured.slug)

    assert evaluation.outcome is Outcome.HELD
    assert evaluation.primary.observed == 22
    assert evaluation.final


def test_members_with_a_stake_are_recused_by_rule(ws, measured):
    ws.declare_stake("Sorvi", "Villapaja", StakeKind.SUPPLIER)

    round_ = ws.open_round(measured.slug)

    names = {member.id: member.name for member in ws.members()}
    recused = {names[one.member]: one.recused for one in round_.invited if one.recused}
    assert recused == {
        "Villapaja, yrittäjä": StakeKind.OWN_COMPANY,
        "Sorvi, yrittäjä": StakeKind.SUPPLIER,
    }


def test_the_next_step_leads_through_the_round(ws, measured):
    assert ws.next_step(measured.slug) is Step.OPEN_ROUND
    round_ = ws.open_round(measured.slug)
    assert ws.next_step(measured.slug) is Step.BALLOTS
    ratings = {criterion.id: 3 for criterion in round_.criteria}
    judge(ws, measured, ratings, ["Sorvi", "Leipomo", "Kiuas", "Kuljetus"])
    assert ws.next_step(measured.slug) is Step.CLOSE_ROUND
    ws.close_round(measured.slug)
    assert ws.next_step(measured.slug) is Step.DECIDE
    ws.decide(measured.slug, "adapt", reason_for="tilauksia tuli", reason_against="kate")
    assert ws.next_step(measured.slug) is Step.CONSENT


def test_a_second_ballot_corrects_the_first(ws, measured, ratings):
    judge(ws, measured, ratings, ["Leipomo", "Kiuas", "Kuljetus"])

    judge(ws, measured, ratings, ["Leipomo"], Recommendation.ADOPT)

    verdict = ws.close_round(measured.slug)
    assert verdict.judged == 3
    assert verdict.recommendations[Recommendation.ADOPT] == 1


def test_a_rating_of_six_is_refused(ws, measured, ratings):
    with pytest.raises(trialkit.InvalidInput) as refused:
        judge(ws, measured, {**ratings, "useful": 6}, ["Leipomo"])

    assert refused.value.codes == ("BAD_RATING",)


def test_too_few_companies_close_no_round_without_a_reason(ws, measured, ratings):
    judge(ws, measured, ratings, ["Leipomo"])

    with pytest.raises(trialkit.Refused) as refused:
        ws.close_round(measured.slug)
    verdict = ws.close_round(measured.slug, without_quorum="kesälomat")

    assert refused.value.codes == ("NO_QUORUM",)
    assert verdict.without_quorum == "kesälomat"


def test_ballots_go_out_as_a_file_and_come_back(ws, measured, ratings, tmp_path):
    (path, *_) = ws.write_ballots(measured.slug, tmp_path / "lomakkeet", form="csv")

    report = ws.collect(measured.slug, [path])

    assert path.exists()
    assert report.taken == ()
    assert len(report.missing) == 4


def test_a_decision_needs_the_round_or_a_reason(ws, measured):
    with pytest.raises(trialkit.Refused):
        ws.decide(measured.slug, "adopt", reason_for="toimi", reason_against="kallis")

    trial = ws.decide(
        measured.slug,
        "adopt",
        reason_for="toimi",
        reason_against="kallis",
        without_round="ryhmä ei ehtinyt kokoontua",
    )

    assert trial.state is State.CONCLUDED
    assert trial.decision.without_round == "ryhmä ei ehtinyt kokoontua"


def test_a_decision_without_a_reason_against_it_is_refused(ws, measured):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.decide(measured.slug, "adopt", reason_for="toimi", reason_against=" ")

    assert refused.value.codes == ("REASON_MISSING",)


def test_evaluating_before_the_promised_end_needs_a_reason(ws, villapaja, clock):
    clock.turn_to(date(2026, 4, 1))

    with pytest.raises(trialkit.Refused):
        ws.open_round(villapaja.slug)
    ws.open_round(villapaja.slug, early_reason="rahat loppuivat")

    assert ws.find(villapaja.slug).early_reason == "rahat loppuivat"


def test_months_that_only_touch_the_trial_phase_do_not_make_a_promise_fail(ws, villapaja, clock):
    for month, orders in (("2026-03", 20), ("2026-04", 4), ("2026-05", 20)):
        ws.observe(villapaja.slug, "orders", orders, period=month)
    clock.turn_to(date(2026, 7, 10))

    primary = ws.evaluate(villapaja.slug).primary

    assert (primary.answer, primary.code) == ("can't tell", "STRADDLING")


def test_months_that_could_not_save_the_promise_let_it_fail(ws, villapaja, clock):
    for month in ("2026-03", "2026-04", "2026-05"):
        ws.observe(villapaja.slug, "orders", 1, period=month)
    clock.turn_to(date(2026, 7, 10))

    assert ws.evaluate(villapaja.slug).primary.answer == "not met"


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2027, 1, 1)])
def test_a_decision_is_made_after_the_start_and_not_in_the_future(ws, measured, day):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.decide(
            measured.slug,
            "adopt",
            reason_for="a",
            reason_against="b",
            without_round="kesälomat",
            on=day,
        )

    assert refused.value.codes == ("DAY_OUT_OF_ORDER",)

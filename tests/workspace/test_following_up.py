"""Half a year and a year later the company is asked once more, and the case follows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import trialkit
from trialkit.model.follow_up import StillInUse
from trialkit.workspace.reports import Step

HALF_A_YEAR, A_YEAR = date(2026, 11, 24), date(2027, 5, 24)


@pytest.fixture
def concluded(ws, villapaja, clock):
    """Villapaja's trial, decided without a round on 22 June; half a year later."""
    for week in range(10, 22):
        ws.observe(villapaja.slug, "orders", 2, period=f"2026-W{week}")
    clock.turn_to(date(2026, 6, 22))
    trial = ws.decide(
        villapaja.slug,
        "adopt",
        reason_for="tilauksia tuli",
        reason_against="kate jäi pieneksi",
        without_round="kesälomat",
    )
    ws.consent(trial.slug, "named", given_by="yrittäjä", valid_until=date(2028, 6, 22))
    clock.turn_to(HALF_A_YEAR)
    return trial


def test_the_one_whose_time_it_is_is_meant(ws, concluded, clock):
    first = ws.follow_up(concluded.slug, "yes, changed", reason="Vain joulun alla.")
    clock.turn_to(A_YEAR)
    second = ws.follow_up(concluded.slug, StillInUse.NO)

    assert (first.months, first.on, first.still_in_use) == (6, HALF_A_YEAR, StillInUse.CHANGED)
    assert second.months == 12
    assert ws.follow_ups(concluded.slug) == (first, second)


def test_it_is_asked_neither_too_early_nor_too_late(ws, concluded, clock):
    with pytest.raises(trialkit.Refused) as early:
        ws.follow_up(concluded.slug, "yes", months=12)
    clock.turn_to(date(2028, 5, 1))
    with pytest.raises(trialkit.Refused) as late:
        ws.follow_up(concluded.slug, "yes")

    (problem,) = early.value.problems
    assert (problem.code, problem.message.values["day"]) == ("TOO_EARLY", A_YEAR)
    assert late.value.codes == ("TOO_LATE",)


def test_an_answer_of_another_day_may_be_recorded_afterwards(ws, concluded, clock):
    clock.turn_to(A_YEAR)

    asked = ws.follow_up(concluded.slug, "yes", months=6, on=date(2026, 12, 1))

    assert (asked.months, asked.on) == (6, date(2026, 12, 1))


def test_a_second_answer_corrects_the_first_and_the_journal_keeps_both(ws, concluded, clock):
    first = ws.follow_up(concluded.slug, "yes")
    clock.turn_to(A_YEAR)

    second = ws.follow_up(concluded.slug, "no", months=6, reason="Laskettiin väärin.")

    assert second.id == first.id
    assert second.on == HALF_A_YEAR
    assert ws.follow_ups(concluded.slug) == (second,)
    commands = [entry.command for entry in ws.history(concluded.slug)]
    assert commands.count("follow up") == 2
    assert ws.verify() == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"still_in_use": "perhaps"}, "UNKNOWN_ANSWER"),
        ({"months": 9}, "UNKNOWN_MONTHS"),
        ({"on": date(2026, 11, 25)}, "DAY_AHEAD"),
        ({"outcomes": {"still_in_use": 1}}, "UNKNOWN_OUTCOME"),
        ({"outcomes": {"jobs": 1}}, "UNKNOWN_OUTCOME"),
        ({"outcomes": {"jobs_person_years": Decimal(-1)}}, "NEGATIVE_AMOUNT"),
        ({"outcomes": {"new_customers": Decimal("NaN")}}, "NEGATIVE_AMOUNT"),
    ],
)
def test_what_cant_be_right_is_refused(ws, concluded, wrong, code):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.follow_up(concluded.slug, **{"still_in_use": "yes", **wrong})

    assert refused.value.codes == (code,)
    assert ws.follow_ups(concluded.slug) == ()


def test_revenue_may_have_fallen(ws, concluded):
    told = ws.follow_up(concluded.slug, "no", outcomes={"revenue_change_month": -200})

    assert told.outcomes == {"revenue_change_month": -200}


def test_nothing_has_become_of_a_trial_without_a_decision(ws, villapaja):
    with pytest.raises(trialkit.Refused) as refused:
        ws.follow_up(villapaja.slug, "yes")

    assert refused.value.codes == ("WRONG_STATE",)


def test_the_week_names_it_until_it_is_answered(ws, concluded, clock):
    clock.turn_to(date(2026, 11, 16))
    assert ws.agenda() == ()

    clock.turn_to(date(2026, 11, 17))
    assert [task.command for task in ws.agenda()] == [("follow-up", concluded.slug)]
    clock.turn_to(HALF_A_YEAR)
    assert ws.next_step(concluded.slug) is Step.FOLLOW_UP

    ws.follow_up(concluded.slug, "can't say")
    assert ws.agenda() == ()
    assert ws.next_step(concluded.slug) is Step.NOTHING


def test_the_case_has_it_with_its_own_inputs(ws, concluded):
    before = ws.case(concluded.slug)

    ws.follow_up(
        concluded.slug,
        "yes, changed",
        reason="Vain joulun alla.",
        outcomes={"jobs_person_years": Decimal("0.5")},
    )

    case = ws.case(concluded.slug)
    (told,) = case.follow_ups
    assert (told.months, told.still_in_use) == (6, StillInUse.CHANGED)
    assert [(one.id, one.value) for one in told.outcomes] == [("jobs_person_years", Decimal("0.5"))]
    outcomes = {one.id: one.value for one in case.outcomes}
    assert outcomes["still_in_use"] == 1
    assert case.provenance.inputs != before.provenance.inputs


def test_a_promise_that_three_companies_kept_trying_is_the_strongest_evidence(ws, clock):
    """A comparison lifts it to 4; companies of other owners and one answer to the top."""
    first = compared_trial(ws, "Villapaja", clock)
    clock.turn_to(date(2026, 7, 1))
    for company in ("Sorvi", "Leipomo"):
        again = ws.new(company=company, replicates=first.slug, starts_on=date(2026, 7, 1))
        ws.start(again.slug)
        ws.stop(again.slug, reason="Lomat.")
    clock.turn_to(HALF_A_YEAR)
    assert ws.evaluate(first.slug).strength == 4

    ws.follow_up(first.slug, "no")

    assert ws.evaluate(first.slug).strength == 6
    strength = ws.case(first.slug).strength
    assert (strength.level, strength.next, strength.sms, strength.nesta) == (6, None, 3, 4)


def compared_trial(ws, company, clock):
    """A concluded trial with a comparison series, measured before and during."""
    draft = ws.new(
        "ecommerce",
        company=company,
        slots={"market": "SE", "reason": "ruotsalaiset pitävät villasta"},
        starts_on=date(2026, 3, 2),
        comparisons=["Suomi"],
    )
    clock.turn_to(date(2026, 3, 2))
    ws.start(draft.slug)
    clock.turn_to(date(2026, 6, 22))
    for number in range(28):
        day = date(2025, 12, 8) + timedelta(weeks=number)
        week = f"{day:%G-W%V}"
        ws.observe(draft.slug, "orders", 2, period=week)
        ws.observe(draft.slug, "orders", 9, period=week, series="Suomi")
    return ws.decide(
        draft.slug, "adopt", reason_for="a", reason_against="b", without_round="kesälomat"
    )

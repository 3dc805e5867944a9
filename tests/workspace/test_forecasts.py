"""Before the start: will the promise be met? It stands beside the result for good."""

from datetime import date

import pytest

import trialkit
from trialkit.model.round import RoundKind
from trialkit.model.trial import State


@pytest.fixture
def asked(ws, draft):
    """Villapaja's draft, a week before its start; the group is asked for a forecast."""
    return ws.open_round(draft.slug, kind=RoundKind.FORECAST)


def believe(ws, trial, **given: int | None) -> None:
    for company, forecast in given.items():
        ws.ballot(trial.slug, company, forecast=forecast)


def test_a_forecast_is_asked_of_a_draft_and_of_nothing_else(ws, villapaja):
    with pytest.raises(trialkit.Refused) as refused:
        ws.open_round(villapaja.slug, kind=RoundKind.FORECAST)

    assert refused.value.codes == ("WRONG_STATE",)


def test_a_forecast_leaves_the_draft_a_draft_and_asks_one_question(ws, draft, asked):
    assert ws.find(draft.slug).state is State.DRAFT
    assert asked.criteria == ()


def test_a_forecast_is_due_by_the_planned_start(asked):
    assert asked.deadline == date(2026, 3, 2)


def test_a_deadline_that_is_over_is_refused(ws, draft):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.open_round(draft.slug, kind=RoundKind.FORECAST, deadline=date(2026, 2, 1))

    assert refused.value.codes == ("DAY_OUT_OF_ORDER",)


def test_the_agenda_waits_for_forecasts(ws, draft, asked):
    believe(ws, draft, Sorvi=8)

    tasks = {task.command: str(task.message) for task in ws.agenda()}

    assert "3 ballots are missing" in tasks["round", "status", draft.slug]


def test_a_draft_without_a_whole_promise_cannot_be_forecast(ws):
    half = ws.new("export", company="Sorvi", title="Kesken", slots={})

    with pytest.raises(trialkit.InvalidInput):
        ws.open_round(half.slug, kind=RoundKind.FORECAST)


@pytest.mark.parametrize("number", [-1, 11])
def test_a_forecast_is_from_nought_to_ten(ws, draft, asked, number):
    with pytest.raises(trialkit.InvalidInput) as refused:
        believe(ws, draft, Sorvi=number)

    assert refused.value.codes == ("BAD_FORECAST",)


def test_the_start_ends_the_forecast_and_it_stands_beside_the_result(ws, draft, asked, clock):
    believe(ws, draft, Sorvi=8, Leipomo=5, Kiuas=6, Kuljetus=None)
    clock.turn_to(date(2026, 3, 2))

    ws.start(draft.slug)

    (verdict,) = ws.evaluate(draft.slug).verdicts
    assert verdict.closed_on == date(2026, 3, 2)
    assert (verdict.forecast.believed, verdict.forecast.answered) == (2, 3)
    assert (verdict.forecast.before_start, verdict.forecast.as_sealed) == (True, True)
    with pytest.raises(trialkit.Refused) as refused:
        believe(ws, draft, Sorvi=0)
    assert refused.value.codes == ("NO_OPEN_ROUND",)
    assert ws.case(draft.slug).group[0].forecast == verdict.forecast


def test_too_few_close_a_forecast_without_a_quorum_and_nothing_is_shown(ws, draft, asked):
    believe(ws, draft, Sorvi=8)

    verdict = ws.close_round(draft.slug)

    assert verdict.forecast.answered == 1
    assert verdict.forecast.believed is None
    assert verdict.without_quorum is None


def test_a_promise_made_easier_after_the_group_was_asked_is_told(ws, draft, asked, clock):
    believe(ws, draft, Sorvi=3, Leipomo=3, Kiuas=3)
    ws.close_round(draft.slug)
    ws.edit(draft.slug, slots={"orders": 5})
    clock.turn_to(date(2026, 3, 2))

    ws.start(draft.slug)

    assert not ws.evaluate(draft.slug).verdicts[0].forecast.as_sealed


def test_a_promise_that_starts_a_week_later_is_still_the_same(ws, draft, asked, clock):
    believe(ws, draft, Sorvi=3, Leipomo=3, Kiuas=3)
    clock.turn_to(date(2026, 3, 9))

    ws.start(draft.slug, on=date(2026, 3, 9))

    assert ws.evaluate(draft.slug).verdicts[0].forecast.as_sealed


def test_a_start_dated_back_leaves_no_forecast_from_before_it(ws, draft, asked, clock):
    believe(ws, draft, Sorvi=9, Leipomo=9, Kiuas=9)
    clock.turn_to(date(2026, 4, 2))

    ws.start(draft.slug, on=date(2026, 3, 2))

    assert not ws.evaluate(draft.slug).verdicts[0].forecast.before_start


def test_rounds_of_all_kinds_stand_side_by_side_and_only_the_final_one_moves_the_trial(
    ws, draft, asked, clock
):
    slug = draft.slug
    believe(ws, draft, Sorvi=8, Leipomo=5, Kiuas=6)
    clock.turn_to(date(2026, 3, 2))
    ws.start(slug)
    states = []
    for day, kind in (
        (date(2026, 4, 20), RoundKind.INTERIM),
        (date(2026, 6, 22), RoundKind.FINAL),
        (date(2026, 11, 24), RoundKind.FOLLOW_UP),
    ):
        clock.turn_to(day)
        if kind is RoundKind.FOLLOW_UP:
            ws.decide(
                slug, "adapt", reason_for="kysyntää on", reason_against="kate", departure="kate"
            )
        ws.open_round(slug, kind=kind)
        for company in ("Sorvi", "Leipomo", "Kiuas"):
            ws.ballot(slug, company, ratings={"useful": 4})
        ws.close_round(slug)
        states.append(ws.find(slug).state)

    assert states == [State.RUNNING, State.EVALUATING, State.CONCLUDED]
    assert [(one.kind, one.closed_on) for one in ws.evaluate(slug).verdicts] == [
        (RoundKind.FORECAST, date(2026, 3, 2)),
        (RoundKind.INTERIM, date(2026, 4, 20)),
        (RoundKind.FINAL, date(2026, 6, 22)),
        (RoundKind.FOLLOW_UP, date(2026, 11, 24)),
    ]


def test_how_well_the_group_knows_is_not_told_from_one_promise(ws, draft, asked, clock):
    believe(ws, draft, Sorvi=8, Leipomo=5, Kiuas=6)
    clock.turn_to(date(2026, 3, 2))
    ws.start(draft.slug)
    ws.stop(draft.slug, reason="rahat loppuivat")

    with pytest.raises(trialkit.Refused) as refused:
        ws.calibration()

    assert refused.value.codes == ("TOO_FEW_FORECASTS",)

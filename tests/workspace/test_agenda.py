"""This week's work, each line with its command."""

from datetime import date


def commands(ws):
    return [task.command[0] for task in ws.agenda()]


def test_a_new_workspace_has_nothing_to_do(ws):
    assert ws.agenda() == ()


def test_a_draft_waits_to_be_started(ws, draft):
    assert [task.command for task in ws.agenda()] == [("start", draft.slug)]


def test_weeks_without_figures_are_asked_for(ws, villapaja, clock):
    clock.turn_to(date(2026, 3, 16))

    (task,) = ws.agenda()

    assert task.command == ("import", villapaja.slug)
    assert task.message.count == 2


def test_a_trial_gone_silent_is_called(ws, villapaja, clock):
    ws.observe(villapaja.slug, "orders", 3, period="2026-W10")
    clock.turn_to(date(2026, 4, 20))

    assert commands(ws) == ["import", "show"]


def test_a_promise_whose_time_is_over_is_evaluated_after_its_figures(ws, villapaja, clock):
    clock.turn_to(date(2026, 6, 22))

    assert commands(ws) == ["import", "evaluate"]


def test_an_open_round_names_how_many_ballots_are_missing(ws, villapaja, clock):
    clock.turn_to(date(2026, 6, 22))
    ws.open_round(villapaja.slug)

    (task,) = ws.agenda()

    assert task.message.count == 4
    assert task.command == ("evaluate", villapaja.slug)


def test_a_closed_trial_without_consent_is_asked_for_it(ws, villapaja):
    ws.stop(villapaja.slug, reason="ei jatketa")

    assert commands(ws) == ["consent"]


def test_consent_that_runs_out_soon_is_told(ws, villapaja, clock):
    ws.stop(villapaja.slug, reason="ei jatketa")
    ws.consent(villapaja.slug, "named", valid_until=date(2026, 12, 31))
    assert ws.agenda() == ()

    clock.turn_to(date(2026, 12, 15))

    assert commands(ws) == ["consent"]


def test_an_idea_waits_in_the_list(ws):
    ws.note_idea("Yhteinen palautusosoite")

    assert [task.command for task in ws.agenda()] == [("list", "--ideas")]

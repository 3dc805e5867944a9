"""Bare `trialkit`: this week's work."""

import json


def test_the_week_is_numbered_each_line_with_its_command(run, measured):
    shown = run("")

    assert shown.code == 0
    assert "1  villapaja: the time promised is over" in shown.out
    assert "trialkit evaluate villapaja" in shown.out
    assert "15 June 2026" in shown.out


def test_a_number_runs_its_line(run, measured):
    chosen = run("", typed=["1", "q"])

    assert chosen.code == 0, chosen.err
    assert "PROMISE MET" in chosen.out


def test_enter_runs_nothing(run, measured):
    assert run("", typed=[""]).code == 0


def test_a_number_that_isnt_there_is_asked_again(run, measured):
    chosen = run("", typed=["99", ""])

    assert chosen.code == 0
    assert "99" in chosen.err


def test_a_free_week_says_so(run, nivala):
    shown = run("")

    assert shown.code == 0
    assert "nothing waits" in shown.out


def test_another_program_gets_json(run, measured):
    tasks = json.loads(run("--json").out)

    assert tasks[0]["command"] == ["evaluate", "2026-nivala-villapaja-se"]

"""`show`: one trial on one screen."""

import json

import pytest


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_everything_fits_eighty_columns(run, judged, language):
    run(f"round close {judged}")

    shown = run(f"show {judged} --lang {language}")

    assert shown.code == 0, shown.err
    assert max(map(len, shown.out.splitlines()[:-1])) <= 80


def test_promise_days_plan_figures_and_next_step_are_there(run, measured):
    run(f"act {measured} translate --hours 12")

    shown = run(f"show {measured}").out

    for part in (
        "Villapaja · Wool to Sweden",
        "At least 15 paid orders (Sweden) in 12 weeks",
        "Trial phase",
        "Seal",
        "return rate: at most 15",
        "Translate the pages",
        "paid orders",
        "PROMISE MET",
        "Next: trialkit",
    ):
        assert part in shown


def test_in_finnish_it_speaks_finnish(run, measured):
    shown = run(f"show {measured} --lang fi").out

    assert "Vähintään 15 maksettua tilausta (Ruotsi) 12 viikossa" in shown
    assert "maksetut tilaukset" in shown
    assert "2.3.2026" in shown


def test_a_draft_shows_what_is_open(run, nivala):
    run("new puoti --company Sorvi --slot market=SE")

    assert "Still open" in run("show sorvi").out


def test_a_stopped_trial_says_why(run, running):
    run(f"stop {running} --reason 'supplier closed'")

    assert "supplier closed" in run(f"show {running}").out


def test_another_program_gets_json_and_excel_the_figures(run, measured, nivala):
    told = run(f"show {measured} --json")
    run(f"show {measured} -o figures.csv")

    assert json.loads(told.out)["state"] == "running"
    assert "2026-W10" in (nivala / "figures.csv").read_text(encoding="utf-8-sig")


def test_a_trials_card_is_a_page_for_the_wall(run, running, nivala):
    made = run(f"show {running} --format html -o card.html")

    page = (nivala / "card.html").read_text(encoding="utf-8")
    assert "Written: card.html" in made.out
    assert "Internal: not released for publishing" in page
    assert "At least 15 paid orders (Sweden) in 12 weeks" in page


def test_a_files_ending_asks_for_the_card_too(run, running, nivala):
    run(f"show {running} -o card.md")

    assert (nivala / "card.md").read_text(encoding="utf-8").startswith("**Internal")


def test_a_card_is_printed_where_no_file_is_named(run, draft):
    shown = run(f"show {draft} --format md")

    assert "Not sealed yet" in shown.out


def test_a_card_that_cant_be_written_is_a_sentence(run, running):
    assert run(f"show {running} -o nowhere/card.html").code == 2

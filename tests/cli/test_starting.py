"""`start`: the checklist, the seal, and the question of consent."""

import re
from pathlib import Path

import pytest

START = "2026-03-02T09:14:00+02:00"


def test_starting_seals_the_promise_and_names_the_short_seal(run, draft):
    started = run(f"start {draft} --no-consent", at=START)

    assert started.code == 0
    assert "PROMISE  At least 15 paid orders (Sweden) in 12 weeks" in started.out
    assert re.search(r"seal [0-9A-Z]{4}-[0-9A-Z]{4}", started.out)
    assert "Next: trialkit import" in started.out


def test_consent_by_option_is_recorded_and_the_form_written(run, draft, nivala):
    started = run(f"start {draft} --consent anonymous --given-by owner", at=START)

    assert started.code == 0, started.err
    assert "Consent: anonymous" in started.out
    form = next((nivala / "files").glob("*.html"))
    assert "Villapaja" in form.read_text(encoding="utf-8")


def test_at_a_terminal_consent_is_asked_whatever_happens(run, draft):
    started = run(f"start {draft}", typed=["", "anonymous", ""], at=START)

    assert "whatever happens" in started.out


def test_without_a_terminal_a_start_without_consent_says_what_follows(run, draft):
    started = run(f"start {draft}", at=START)

    assert started.code == 0
    assert "counted as withheld" in started.out


def test_a_draft_that_lacks_an_answer_is_not_started_and_all_is_named(run, nivala):
    run("new puoti --company Sorvi --slot market=SE")

    told = run("start sorvi --no-consent", at=START)

    assert told.code == 1
    assert told.err.strip()
    assert "draft" in run("list").out


def test_whoever_says_no_to_the_checklist_has_changed_nothing(run, nivala):
    run("new puoti --company Sorvi --slot market=SE --slot reason=x --start 2.3.2026")

    left = run("start sorvi --no-consent", typed=["n"], at=START)

    assert left.code == 0
    assert "Not started" in left.out
    assert "draft" in run("list").out


def test_a_start_is_taken_back_with_a_reason(run, running):
    back = run(f"start {running} --take-back --reason 'wrong day'")

    assert back.code == 0
    assert "draft again" in back.out
    assert "draft" in run("list").out


def test_a_start_dated_back_says_that_the_seal_came_late(run, draft):
    started = run(f"start {draft} --on 2.3.2026 --no-consent", at="2026-03-20T09:00:00+02:00")

    assert "isn't from before the start" in started.out


def test_a_day_that_is_none_is_refused(run, draft):
    told = run(f"start {draft} --on 31.2.2026")

    assert told.code == 2
    assert "--on" in told.err


def test_a_start_is_taken_back_only_with_a_reason(run, running):
    assert run(f"start {running} --take-back").code == 1
    assert run(f"start {running} --take-back", typed=["the shop opens in April"]).code == 0


@pytest.fixture
def a_year_before(run, draft: str, nivala: Path) -> str:
    """Villapaja's draft with a year of orders: one a week, five in the weeks before Christmas."""
    weeks = [f"2025-W{week:02}" for week in range(10, 53)]
    weeks += [f"2026-W{week:02}" for week in range(1, 10)]
    rows = [f"{week};{5 if week in weeks[38:42] else 1}" for week in weeks]
    (nivala / "year.csv").write_text("\n".join(["period;orders", *rows]), encoding="utf-8")
    assert run(f"import {draft} year.csv").code == 0
    return draft


def together(printed: str) -> str:
    return " ".join(printed.split())


def test_before_the_seal_it_is_said_what_the_trial_can_tell(run, a_year_before):
    started = run(f"start {a_year_before} --no-consent", at=START)

    said = together(started.out)
    assert (
        "This trial can tell for certain whether the promise is met (paid orders: at least 15)"
        in said
    )
    assert "would have been met in 14 of 41 periods of the same length" in said
    assert "What would help" in said
    assert said.index("14 of 41") < said.index("Sealed")
    assert max(map(len, started.out.splitlines()[:-1])) <= 80


def test_the_form_for_the_figures_is_written_with_the_start(run, draft, nivala):
    started = run(f"start {draft} --no-consent", at=START)

    assert "Weekly form: forms" in started.out
    assert (nivala / "forms" / "villapaja.xlsx").is_file()


def test_a_file_in_its_place_that_is_no_form_is_left_and_the_start_stands(run, draft, nivala):
    (nivala / "forms").mkdir()
    (nivala / "forms" / "villapaja.xlsx").write_bytes(b"not ours")

    started = run(f"start {draft} --no-consent", at=START)

    assert started.code == 0
    assert "villapaja.xlsx" in started.err
    assert (nivala / "forms" / "villapaja.xlsx").read_bytes() == b"not ours"
    assert "running" in run("list").out


def test_without_earlier_figures_that_is_said_in_one_line(run, draft):
    said = together(run(f"start {draft} --no-consent", at=START).out)

    assert "can't be tried on earlier figures: there are none from before the trial" in said


def test_what_would_be_met_anyway_is_asked_about_at_a_terminal(run, a_year_before):
    run(f"edit {a_year_before} --slot orders=12")

    left = run(f"start {a_year_before} --no-consent", typed=["n"], at=START)
    sealed = run(f"start {a_year_before} --no-consent", at=START)

    assert "more often than not" in left.out
    assert "Not started" in left.out
    assert "Sealed" in sealed.out


def test_what_was_foreseen_stands_beside_the_result(run, a_year_before):
    run(f"start {a_year_before} --no-consent", at=START)

    for command in ("evaluate", "show"):
        said = together(run(f"{command} {a_year_before}").out)
        assert "would have been met in 14 of 41 earlier periods of the same length" in said


def test_after_a_change_it_is_the_first_promise_that_was_tried(run, a_year_before):
    run(f"start {a_year_before} --no-consent", at=START)
    run(f"amend {a_year_before} enough 12 --reason 'customs took three weeks'")

    said = together(run(f"evaluate {a_year_before}").out)

    assert "the promise as first sealed would have been met in 14 of 41" in said

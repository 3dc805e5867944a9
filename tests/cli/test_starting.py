"""`start`: the checklist, the seal, and the question of consent."""

import re

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

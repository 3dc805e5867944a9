"""`round`: the core group's judgement, part by part."""

import json
import re
from pathlib import Path

import pytest

START = "2026-03-02T09:14:00+02:00"


def test_opening_says_who_is_asked_and_who_is_recused(run, measured):
    run("group company add Sorvi")
    run("group member add 'Sorvi, owner' --company Sorvi --since 1.1.2026")
    run("group member add 'Villapaja, owner' --company Villapaja --since 1.1.2026")

    opened = run(f"round open {measured} --deadline 30.6.2026 --quorum 1")

    assert opened.code == 0, opened.err
    assert "1 asked, 1 recused" in opened.out
    assert "own company" in opened.out
    assert "Next: trialkit round ballots" in opened.out


def test_a_round_needs_members(run, measured):
    assert run(f"round open {measured}").code == 1


def test_ballots_are_blind_until_the_round_closes(run, judged):
    assert "dear" not in run(f"show {judged}").out
    assert "adapt" not in run("log").out

    closed = run(f"round close {judged}")

    assert closed.code == 0, closed.err
    assert "Recommendation: adopt 1 and adapt 2." in closed.out
    assert "3/3 ballots" in closed.out


def test_too_few_companies_need_a_reason(run, measured):
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        run(f"group company add {company}")
        run(f"group member add '{company}, owner' --company {company} --since 1.1.2026")
    run(f"round open {measured}")

    refused = run(f"round close {measured}")
    closed = run(f"round close {measured} --without-quorum 'summer holidays'")

    assert refused.code == 1
    assert closed.code == 0
    assert "summer holidays" in closed.out


def test_blank_ballots_come_back_as_missing(run, judged, nivala):
    out = run(f"round ballots {judged} forms --form csv")
    back = run(f"round collect {judged} forms")

    assert out.code == 0, out.err
    assert "0 new" in back.out


def test_a_rating_that_is_none_is_a_sentence(run, judged):
    assert run(f"round ballot {judged} Sorvi --rate useful=good").code == 2
    assert run(f"round ballot {judged} Sorvi --rate useful=9").code == 2
    assert run(f"round ballot {judged} Nobody --rate useful=3").code == 2


def test_a_second_round_waits_for_the_first(run, judged):
    assert run(f"round open {judged}").code == 1


@pytest.fixture
def forecast(run, draft):
    """Villapaja's draft and three members who are asked whether its promise will be met."""
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        run(f"group company add {company}")
        run(f"group member add '{company}, owner' --company {company} --since 1.1.2026")
    opened = run(f"round open {draft} --kind forecast")
    assert opened.code == 0, opened.err
    return draft


def test_starting_ends_the_forecast_and_says_so(run, forecast):
    for company, number in (("Sorvi", 8), ("Leipomo", 3), ("Kiuas", 6)):
        assert run(f"round ballot {forecast} {company} --believe {number}").code == 0

    started = run(f"start {forecast} --no-consent", at=START)
    shown = run(f"show {forecast}")

    assert "The forecast is closed" in started.out
    assert "Before the start 2 of 3 believed in the promise." in started.out
    assert "Before the start 2 of 3 believed in the promise." in shown.out
    assert "Median of the forecasts, 0 to 10: 6" in shown.out
    assert run(f"round ballot {forecast} Kiuas --believe 0").code == 1


def test_how_well_the_group_knew_is_not_told_before_a_dozen(run, forecast):
    refused = run("round forecasts")

    assert refused.code == 1
    assert "12 trials" in " ".join(refused.err.split())


def test_the_status_names_who_answered_and_who_is_recused(run, judged):
    run("group member add 'Villapaja, owner' --company Villapaja --since 1.1.2026")
    run("group stake Kiuas Villapaja supplier")

    everyone = run(f"round status {judged}")
    data = json.loads(run(f"round status {judged} --json").out)

    assert "Answered: 2 of 2" in everyone.out
    assert "recused: supplier" in everyone.out
    assert "typed in from paper" in everyone.out
    answered = {one["company"]: one["answered_on"] for one in data[0]["members"]}
    assert answered == {
        "Kiuas": None,
        "Leipomo": "2026-06-15",
        "Sorvi": "2026-06-15",
    }


def test_without_a_round_the_status_names_the_next_step(run, draft):
    shown = run("round status")

    assert shown.code == 0
    assert "No round is open." in shown.out
    assert "Next: trialkit round open" in shown.out


def test_ballots_are_collected_with_a_trial_without_one_and_from_a_pipe(run, judged, nivala):
    run(f"round ballots {judged} forms --form csv")
    code = _code(nivala / "forms", "Kiuas")
    answer = f"code;useful;comment\n{code};{{}};\n"
    (nivala / "one.csv").write_text(answer.format(1), encoding="utf-8")
    (nivala / "two.csv").write_text(answer.format(2), encoding="utf-8")

    named = run(f"round collect {judged} one.csv")
    unnamed = run("round collect two.csv")
    piped = run("round collect -", typed=[f"{code} 3 3 3 3 3 adapt"])

    assert "1 corrected" in named.out
    assert "1 corrected" in unnamed.out
    assert "1 corrected" in piped.out, piped.err


def test_what_is_neither_a_file_nor_a_trial_is_a_sentence(run, judged):
    refused = run("round collect villapja ballots")
    missing = run("round collect ballots.xlsx")

    assert (refused.code, missing.code) == (2, 2)
    assert "“villapja” is neither a file nor a trial." in refused.err


def test_a_forged_ballot_makes_a_script_stop_and_takes_the_rest(run, judged, nivala):
    (nivala / "back.csv").write_text("code;useful\nK7QM-3F9A;5\n", encoding="utf-8")

    back = run("round collect back.csv")

    assert back.code == 2
    assert "K7QM-3F9A" in back.err


def test_the_verdict_tells_who_typed_and_keeps_unquotable_words_in_the_house(run, judged):
    closed = run(f"round close {judged}")

    assert "3 paper ballots were typed in by coordinator." in closed.out
    assert "For the house only:" in closed.out
    assert "“dear”" in closed.out


def test_a_rater_who_gives_everything_the_same_is_shown_to_the_coordinator_only(run, judged):
    run(f"round close {judged}")
    assert "Nobody's ratings stand out" in run("round raters").out
    run(f"round open {judged}")
    for company in ("Sorvi", "Leipomo"):
        rated = " ".join(
            f"--rate {key}=3" for key in ("useful", "bold", "evidence", "worth", "transferable")
        )
        run(f"round ballot {judged} {company} {rated}")
    run(f"round close {judged} --without-quorum holidays")

    assert run("round raters").code == 0


def _code(folder: Path, company: str) -> str:
    (table,) = folder.glob("*.csv")
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    (row,) = (row for row in rows if company in row)
    return re.search(r"\w{4}-\w{4}", row)[0]

"""`consent`, `case`, `compare`, `publish`."""

import json

import pytest


@pytest.fixture
def concluded(run, judged):
    """The trial, judged and decided, without consent."""
    run(f"round close {judged}")
    decided = run(f"decide {judged} adapt --for good --against dear")
    assert decided.code == 0, decided.err
    return judged


def test_consent_is_recorded_with_its_last_day(run, concluded):
    given = run(f"consent {concluded} anonymous --given-by owner")

    assert given.code == 0
    assert "Consent: anonymous" in given.out
    assert "2028" in given.out


def test_without_a_level_the_form_is_written(run, concluded, nivala):
    asked = run(f"consent {concluded}")

    assert asked.code == 0, asked.err
    assert list((nivala / "files").glob("*.html"))


def test_a_level_that_is_none_and_a_paper_that_isnt_there_are_sentences(run, concluded):
    assert run(f"consent {concluded} everything").code == 2
    assert run(f"consent {concluded} named --file nowhere.pdf").code == 2


def test_consent_is_taken_back(run, concluded):
    run(f"consent {concluded} named --given-by owner")

    taken = run(f"consent {concluded} --withdraw --reason 'second thoughts'")

    assert taken.code == 0
    assert run(f"consent {concluded} --withdraw").code == 1


def test_a_case_without_consent_is_headed_internal(run, concluded):
    printed = run(f"case {concluded}")

    assert printed.code == 0
    assert "internal" in printed.out.casefold()


@pytest.mark.parametrize("form", ["md", "json", "html"])
def test_a_case_is_written_as_its_file_says(run, concluded, nivala, form):
    written = run(f"case {concluded} -o case.{form}")

    assert written.code == 0, written.err
    assert (nivala / f"case.{form}").stat().st_size > 100


def test_an_unknown_format_is_named_with_those_there_are(run, concluded):
    told = run(f"case {concluded} --format word")

    assert told.code == 2
    assert "html" in told.err


def test_cases_stand_side_by_side_in_eighty_columns(run, concluded):
    run(f"new --replicates {concluded} --company Leipomo --start 22.6.2026")
    run("start leipomo --no-consent", at="2026-06-22T09:00:00+03:00")

    shown = run("compare")

    assert shown.code == 0, shown.err
    assert "Villapaja" in shown.out
    assert "Leipomo" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_a_comparison_of_nothing_says_so(run, draft):
    assert "No started trials" in run("compare").out


def test_a_comparison_is_data_for_others(run, concluded, nivala):
    assert json.loads(run("compare --json").out)["rows"]
    assert run("compare -o compared.csv").code == 0
    assert "Villapaja" in (nivala / "compared.csv").read_text(encoding="utf-8-sig")


def test_what_consent_releases_is_published_and_the_rest_is_named(run, concluded, nivala):
    held = run("publish site")
    run(f"consent {concluded} named --given-by owner")
    published = run("publish site")

    assert held.code == 0, held.err
    assert "Held back" in held.out
    assert "1 case is published" in published.out
    assert (nivala / "site").is_dir()


def test_a_named_case_without_consent_is_refused(run, concluded):
    told = run(f"publish site {concluded}")

    assert told.code == 1
    assert "consent" in told.err


def test_a_folder_of_somebody_elses_is_never_overwritten(run, concluded, nivala):
    (nivala / "mine").mkdir()
    (nivala / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")

    told = run("publish mine")

    assert told.code != 0
    assert (nivala / "mine" / "thesis.txt").read_text(encoding="utf-8") == "years of work"

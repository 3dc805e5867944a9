"""`list`: trials and ideas."""

import json

import pytest


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_list_fits_eighty_columns(run, measured, language):
    run(
        "new puoti --company 'Pohjois-Pohjanmaan Erikoisvillatuote ja Kutomo Osakeyhtiö'"
        " --title 'Erittäin pitkä otsikko kokeilulle joka ei mahdu yhdelle riville millään'"
        " --slot market=SE --slot reason=x"
    )

    shown = run(f"list --lang {language}")

    assert shown.code == 0
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "Villapaja" in shown.out
    assert "…" in shown.out


def test_a_filter_selects_and_a_fault_in_it_is_pointed_at(run, measured):
    found = run("list state=running")
    none = run("list state=draft")
    fault = run("list sttate=draft")

    assert "Villapaja" in found.out
    assert "No trials" in none.out
    assert fault.code == 2
    assert "^" in fault.err


def test_trials_of_one_company_are_told_apart(run, draft):
    run("new puoti --company Villapaja --slot market=NO --slot reason=x")

    shown = run("list")
    several = run("show villapaja")
    chosen = run("show villapaja", typed=["2"])

    assert "nivala-villapaja-no" in shown.out
    assert several.code == 2
    assert "2026-nivala-villapaja-se" in several.err
    assert chosen.code == 0
    assert "Which one is meant?" in chosen.out


def test_another_program_gets_json_and_excel_a_table(run, measured, nivala):
    told = run("list --json")
    written = run("list -o trials.xlsx")

    assert json.loads(told.out)[0]["company"] == "Villapaja"
    assert written.code == 0
    assert (nivala / "trials.xlsx").read_bytes().startswith(b"PK")


def test_another_ending_is_refused(run, measured):
    assert run("list -o trials.docx").code == 2


def test_ideas_wait_in_a_list_of_their_own(run, nivala):
    run("new --idea 'Stoves to Norway' --origin 'meeting 12.2.'")

    shown = run("list --ideas")

    assert "Stoves to Norway" in shown.out
    assert "meeting 12.2." in shown.out


def test_an_empty_list_names_the_first_step(run, nivala):
    shown = run("list")

    assert "Next: trialkit new" in shown.out

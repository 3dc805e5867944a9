"""`learning`: claims, and the trials that bear them out or contradict them."""

import json

import pytest

CLAIM = "Swedes pay for postage when it is said up front"


@pytest.fixture
def decided(run, judged):
    """Villapaja's trial, concluded."""
    assert run(f"round close {judged}").code == 0
    said = run(
        f"decide {judged} adapt --for 'It sold' --against 'Postage is dear'", at="2026-07-01T09:00"
    )
    assert said.code == 0, said.err
    return judged


@pytest.fixture
def claim(run, nivala):
    """A claim; answers what people type for it."""
    made = run(f"learning new '{CLAIM}' --template puoti")
    assert made.code == 0, made.err
    return "swedes-pay"


def test_a_claim_without_a_trial_is_emerging(run, claim):
    seen = run(f"learning show {claim}")

    assert CLAIM in seen.out
    assert "Emerging. No trial is linked to it yet." in seen.out


def test_a_trial_bears_it_out_and_the_status_says_why(run, claim, decided):
    linked = run(f"learning link {claim} {decided} --supports --note '9 of 24 paid it'")

    assert linked.code == 0, linked.err
    seen = run(f"learning show {claim}")
    assert "One company bears it out" in seen.out
    assert "9 of 24 paid it" in seen.out
    assert json.loads(run("learning list --json").out)[0]["standing"]["status"] == "emerging"


def test_said_again_a_link_replaces_the_first(run, claim, decided):
    run(f"learning link {claim} {decided} --supports")
    linked = run(f"learning link {claim} {decided} --contradicts")

    assert "Rejected" in linked.out
    assert len(json.loads(run(f"learning show {claim} --json").out)["learning"]["links"]) == 1


def test_a_running_trial_has_taught_nothing_yet(run, claim, running):
    told = run(f"learning link {claim} {running} --supports")

    assert told.code == 2
    assert "hasn't ended" in told.err


def test_a_claim_is_to_be_looked_through_once_a_trial_closes_that_bears_on_it(run, claim, decided):
    seen = run("learning list")
    assert "To look through again" in seen.out

    shown = run(f"learning show {claim}")
    assert "villapaja" in shown.out.split("Closed since")[1]

    run(f"learning review {claim}", at="2026-07-02T09:00")
    assert "To look through again" not in run("learning list").out


@pytest.mark.parametrize(
    ("command", "code", "sentence"),
    [
        ("learning new ''", 2, "one sentence"),
        (f"learning new '{CLAIM}'", 2, "there already"),
        ("learning new 'Wool sells' --template wool", 2, "no template"),
        ("learning show wool", 2, "no claim"),
        ("learning link swedes-pay villapaja", 2, "--supports or --contradicts"),
    ],
)
def test_what_isnt_one_is_refused_in_a_sentence(run, claim, draft, command, code, sentence):
    told = run(command)

    assert told.code == code
    assert sentence in told.err
    assert len(json.loads(run("learning list --json").out)) == 1


def test_the_agenda_says_which_claim_is_to_be_looked_through(run, claim, decided):
    (line,) = (task for task in json.loads(run("--json").out) if task["command"][0] == "learning")
    assert line["command"][:2] == ["learning", "show"]

    week = " ".join(run("").out.split())
    assert f"{CLAIM}: 1 trial has closed that bears on it" in week

    run(f"learning link {claim} {decided} --supports")
    assert "bears on it" not in run("").out


def test_the_case_names_the_claims_it_bears_on(run, claim, decided):
    run(f"learning link {claim} {decided} --supports")

    told = run(f"case {decided}").out
    assert CLAIM in told
    assert "This trial bears it out. Emerging. One company bears it out" in told
    (named,) = json.loads(run(f"case {decided} --json").out)["case"]["claims"]
    assert named["status"] == "emerging"

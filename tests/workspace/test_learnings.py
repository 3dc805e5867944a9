"""Claims across trials: when they are to be looked through, and what a page says of them."""

from datetime import date

import pytest

NAMES = ("Villapaja", "Sorvi", "Leipomo")
SLOTS = {"market": "SE", "orders": 15, "weeks": 12, "reason": "villa lämmittää"}


@pytest.fixture
def ended(ws, clock):
    """Three trials of one promise, each stopped in May."""
    clock.turn_to(date(2026, 3, 2))
    first = ws.new("ecommerce", company=NAMES[0], with_companies=NAMES[1:], slots=SLOTS)
    trials = (first, *ws.series(first.slug).others)
    for trial in trials:
        ws.start(trial.slug, on=date(2026, 3, 2))
    clock.turn_to(date(2026, 5, 4))
    return [ws.stop(trial.slug, reason="ei jatketa") for trial in trials]


@pytest.fixture
def claim(ws, ended):
    """Two of them bear it out, and the third contradicts it."""
    made = ws.new_learning("Postimaksu ratkaisee", template="ecommerce")
    for trial, stance in zip(ended, ("supports", "supports", "contradicts"), strict=True):
        ws.link_learning(made.slug, trial.slug, stance)
    return made


def test_the_agenda_names_a_claim_that_trials_have_closed_on(ws, ended):
    made = ws.new_learning("Postimaksu ratkaisee", template="ecommerce")

    task = next(one for one in ws.agenda() if one.command[0] == "learning")

    assert task.command == ("learning", "show", made.slug)
    assert task.message.count == 3


def test_a_claim_that_was_looked_through_is_off_the_agenda(ws, claim):
    assert "learning" not in [one.command[0] for one in ws.agenda()]


def test_in_the_house_a_case_tells_where_the_claim_stands(ws, claim, ended):
    (told,) = ws.case(ended[0].slug).claims

    assert told.status == "contested"
    assert len(told.trials) == 3


def test_a_page_counts_a_withheld_trial_and_keeps_its_stance(ws, claim, ended, tmp_path):
    ws.consent(ended[0].slug, "named")
    ws.consent(ended[1].slug, "named")

    (told,) = ws.released(ended[0].slug).case.claims

    assert [one.address for one in told.trials] == [
        "2026-1-verkkokauppa-ulkomaille",
        "2026-2-verkkokauppa-ulkomaille",
    ]
    assert (told.status, told.withheld) == ("supported", 1)
    assert ws.released(ended[0].slug).case.series == ("2026-2-verkkokauppa-ulkomaille",)


def test_nothing_on_the_site_names_a_withheld_trial(ws, claim, ended, tmp_path):
    for trial in ended[:2]:
        ws.consent(trial.slug, "named")

    ws.publish(tmp_path / "site")

    written = b"".join(path.read_bytes() for path in (tmp_path / "site").rglob("*.html"))
    assert b"Postimaksu ratkaisee" in written
    assert b"Leipomo" not in written
    assert b"2026-3-" not in written


def test_a_claim_that_names_a_withheld_company_stays_in_the_house(ws, ended):
    made = ws.new_learning("Leipomon asiakkaat maksavat postin", template="ecommerce")
    for trial in (ended[0], ended[2]):
        ws.link_learning(made.slug, trial.slug, "supports")
    ws.consent(ended[0].slug, "named")

    assert ws.released(ended[0].slug).case.claims == ()
    assert len(ws.case(ended[0].slug).claims) == 1

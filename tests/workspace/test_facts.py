"""Facts grow old; a coordinator looks them up again without waiting for a release."""

import sqlite3
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import trialkit
from trialkit.errors import InvalidInput, NotFound
from trialkit.model.template import Fact
from trialkit.model.trial import Trial

FEBRUARY = date(2027, 2, 3)
"""Some facts had to be looked up again by January."""


@pytest.fixture
def ws(ws, clock):
    clock.turn_to(FEBRUARY)
    return ws


def fact(ws, key: str) -> Fact:
    return next(one.fact for one in ws.facts("ecommerce") if one.fact.id == key)


def old(ws, template: str = "ecommerce") -> list[str]:
    return [one.fact.id for one in ws.facts(template) if one.past]


def started(ws: trialkit.Workspace, draft: Trial, clock) -> Trial:
    clock.turn_to(date(2026, 3, 2))
    trial = ws.start(draft.slug, on=date(2026, 3, 2))
    clock.turn_to(FEBRUARY)
    return trial


def test_what_is_past_its_date_comes_first(ws) -> None:
    known = ws.facts("ecommerce")

    assert "vat_rates_fi" in old(ws)
    assert [one.past for one in known] == sorted((one.past for one in known), reverse=True)


def test_all_kinds_of_trial_are_told_one_after_the_other(ws) -> None:
    kinds = list(dict.fromkeys(one.template for one in ws.facts()))

    assert kinds == sorted(ws.templates())


def test_a_fact_that_still_holds_keeps_its_words_and_gets_a_new_date(ws) -> None:
    before = fact(ws, "vat_rates_fi")

    known = ws.confirm_fact(
        "ecommerce", "vat_rates_fi", check_by=date(2028, 1, 15), note="soitettu verottajalle"
    )

    after = fact(ws, "vat_rates_fi")
    assert (after.text, after.figure, after.source) == (before.text, before.figure, before.source)
    assert (after.as_of, after.check_by) == (FEBRUARY, date(2028, 1, 15))
    assert (known.review.by, known.review.note) == (ws.actor, "soitettu verottajalle")
    assert known.review.replaced is False
    assert "vat_rates_fi" not in old(ws)


def test_without_a_day_a_fact_is_looked_up_again_on_its_own_day_next_year(ws) -> None:
    assert ws.confirm_fact("ecommerce", "vat_rates_fi").fact.check_by == date(2028, 1, 15)


def test_a_fact_read_in_its_source_at_last_is_certain(ws) -> None:
    assert fact(ws, "ioss").certain is False

    ws.confirm_fact("ecommerce", "ioss", certain=True)

    assert fact(ws, "ioss").certain is True


def test_a_changed_fact_has_only_the_words_somebody_wrote(ws) -> None:
    """The old Swedish with a new figure would be a law nobody passed."""
    known = ws.replace_fact(
        "ecommerce",
        "vat_rates_fi",
        text={"fi": "Alv-kannat ovat 26 %, 14 % ja 10 %.", "en": " "},
        figure="26 / 14 / 10",
        unit="%",
        source="HE 1/2027",
        check_by=date(2028, 1, 15),
    )

    assert known.fact.text == {"fi": "Alv-kannat ovat 26 %, 14 % ja 10 %."}
    assert (known.fact.figure, known.fact.certain) == ("26 / 14 / 10", True)
    assert known.review.replaced
    assert fact(ws, "vat_rates_fi") == known.fact


def test_a_replaced_fact_that_is_confirmed_stays_one_that_was_replaced(ws, clock) -> None:
    ws.replace_fact("ecommerce", "ioss", text={"fi": "Raja on 200 €."}, source="Tulli")
    clock.turn_to(date(2028, 2, 1))

    known = ws.confirm_fact("ecommerce", "ioss")

    assert known.review.replaced
    assert known.fact.text == {"fi": "Raja on 200 €."}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"text": {"fi": " "}, "source": "Vero"}, ("TEXT_MISSING",)),
        ({"text": {"fi": "Raja on 200 €."}, "source": " "}, ("SOURCE_MISSING",)),
        ({"text": {}, "source": ""}, ("TEXT_MISSING", "SOURCE_MISSING")),
        ({"text": {"de": "Die Grenze."}, "source": "Zoll"}, ("UNKNOWN_LANGUAGE",)),
        ({"text": {"fi": "pykälä " * 200}, "source": "Vero"}, ("TOO_LONG",)),
        (
            {"text": {"fi": "Raja."}, "source": "Vero", "check_by": FEBRUARY},
            ("DAY_NOT_AHEAD",),
        ),
    ],
)
def test_hearsay_is_refused_and_nothing_changes(ws, given, codes) -> None:
    before = ws.facts("ecommerce")

    with pytest.raises(InvalidInput) as refused:
        ws.replace_fact("ecommerce", "ioss", **given)

    assert refused.value.codes == codes
    assert ws.facts("ecommerce") == before


@pytest.mark.parametrize(
    ("template", "key", "near"),
    [("ecommerce", "vat_rate_fi", "vat_rates_fi"), ("ecomerce", "ioss", "ecommerce")],
)
def test_a_name_that_is_nearly_right_is_suggested(ws, template, key, near) -> None:
    with pytest.raises(NotFound) as unknown:
        ws.confirm_fact(template, key)

    assert near in unknown.value.problems[0].remedy.values["names"]


def test_the_journal_says_who_looked_what_up_and_for_which_trials(ws, draft, clock) -> None:
    trial = started(ws, draft, clock)

    ws.confirm_fact("ecommerce", "ioss")

    entry = ws.history(trial.slug)[-1]
    assert (entry.command, entry.by) == ("confirm fact", ws.actor)
    assert "ecommerce:ioss" in entry.subjects
    assert ws.verify() == ()


def test_the_case_tells_the_fact_as_it_stands_now(ws, draft, clock) -> None:
    trial = started(ws, draft, clock)
    before = ws.case(trial.slug).provenance.inputs

    ws.replace_fact("ecommerce", "ioss", text={"fi": "Raja on 200 €."}, source="Tulli 2027")

    case = ws.case(trial.slug)
    told = next(one for one in case.repeat.facts if one.id == "ioss")
    assert (told.text, told.source) == ({"fi": "Raja on 200 €."}, "Tulli 2027")
    assert case.provenance.inputs != before


def test_the_kept_case_is_made_anew_with_the_review(ws, draft, clock, tmp_path: Path) -> None:
    started(ws, draft, clock)

    ws.replace_fact("ecommerce", "ioss", text={"fi": "Raja on 200 €."}, source="Tulli 2027")

    with closing(sqlite3.connect(tmp_path / "nivala" / "trialkit.db")) as database:
        ((kept,),) = database.execute("SELECT body FROM kept_case").fetchall()
    assert "Raja on 200 €." in kept


def test_a_page_marks_an_old_fact_and_one_that_lacks_a_language(ws, draft, clock) -> None:
    trial = started(ws, draft, clock)
    ws.replace_fact("ecommerce", "ioss", text={"fi": "Raja on 200 €."}, source="Tulli 2027")

    page = ws.document(trial.slug, form="html", language="en").decode()

    assert '<span lang="fi">Raja on 200 €.</span>' in page
    assert "Shown in Finnish: nobody has translated it yet." in page
    assert "This had to be checked again by 15 Jan 2027; it may be out of date." in page


def test_the_sealed_template_is_the_same_after_a_review(ws, draft, clock) -> None:
    trial = started(ws, draft, clock)

    ws.replace_fact("ecommerce", "ioss", text={"fi": "Raja on 200 €."}, source="Tulli 2027")

    assert ws.find(trial.slug) == trial


def test_a_newer_release_gives_a_running_trial_its_facts(ws, draft, clock, tmp_path: Path) -> None:
    """A promise keeps to the template it was sealed with; the law doesn't."""
    trial = started(ws, draft, clock)
    sealed = (files("trialkit_ecommerce") / "template.toml").read_text(encoding="utf-8")
    newer = sealed.replace("enintään 150 euron", "enintään 300 euron")
    (tmp_path / "nivala" / "templates" / "ecommerce.toml").write_text(newer, encoding="utf-8")

    told = next(one for one in ws.case(trial.slug).repeat.facts if one.id == "ioss")

    assert "enintään 300 euron" in told.text["fi"]


# the week's list


def fact_lines(ws) -> list[tuple[str, ...]]:
    return [task.command for task in ws.agenda() if task.command[:2] == ("template", "facts")]


def test_a_kind_of_trial_that_nobody_uses_is_no_work(ws) -> None:
    assert fact_lines(ws) == []


def test_old_facts_are_one_line_a_kind_of_trial_that_is_in_use(ws, draft, clock) -> None:
    started(ws, draft, clock)
    ws.new("ecommerce", company="Sorvi", slots={"market": "NO"})

    assert fact_lines(ws) == [("template", "facts", "ecommerce", "--due")]
    line = next(task for task in ws.agenda() if task.command[0] == "template")
    assert line.message.values["template"] == "Verkkokauppa ulkomaille"
    assert line.message.count == len(old(ws))


def test_the_line_is_gone_once_each_was_looked_up(ws, draft) -> None:
    for key in old(ws):
        ws.confirm_fact("ecommerce", key)

    assert fact_lines(ws) == []


def test_before_their_date_facts_are_no_work(ws, draft, clock) -> None:
    clock.turn_to(date(2026, 12, 1))

    assert fact_lines(ws) == []


def test_a_closed_trial_is_work_only_while_its_case_is_published(ws, draft, clock, tmp_path):
    trial = started(ws, draft, clock)
    ws.stop(trial.slug, reason="neulekone hajosi")
    assert fact_lines(ws) == []

    ws.consent(trial.slug, "named")
    ws.publish(tmp_path / "site")

    assert fact_lines(ws) == [("template", "facts", "ecommerce", "--due")]

"""A trial's card: one sheet for the wall and the phone, of a draft as well."""

import re
from datetime import date
from decimal import Decimal

import pytest

import trialkit
from trialkit.errors import InvalidInput, NotFound
from trialkit.model.trial import Trial

LANGUAGES = ("fi", "sv", "en")


def text(ws: trialkit.Workspace, trial: Trial, language: str = "en") -> str:
    return ws.card(trial.slug, form="md", language=language).decode()


def page(ws: trialkit.Workspace, trial: Trial, language: str = "en") -> str:
    return ws.card(trial.slug, language=language).decode()


def test_it_says_what_is_tried_promised_and_sealed(ws, villapaja) -> None:
    told = text(ws, villapaja)

    for part in (
        "# Villapaidat Ruotsiin",
        "Villapaja · Nivala-Haapajärvi · running",
        "**At least 15 paid orders (Sweden) in 12 weeks**",
        "ruotsalaiset pitävät villasta",
        f"{villapaja.seal.short} Sealed 2 Mar 2026",
        "before the start",
    ):
        assert part in told


def test_it_says_what_to_do_note_and_watch(ws, villapaja) -> None:
    told = text(ws, villapaja)

    for part in (
        "helps: accountant",
        "- paid orders: weekly, from a file",
        "- packaging: weekly (€)",
        "- guardrail: return rate (by value): at most 15",
        "The trial stops if a guardrail is broken in two periods running",
        "- Own work: 115\N{NO-BREAK SPACE}h at most",
        "aluevastaava, Nivala-Haapajärvi",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 2), "Week 1 of 12 of the trial phase."),
        (date(2026, 5, 24), "Week 12 of 12 of the trial phase."),
        (date(2026, 5, 25), "The trial phase is over; returns and payments still come in."),
        (date(2026, 6, 22), "The promised time is over."),
    ],
)
def test_it_says_where_the_trial_stands_on_its_day(ws, villapaja, clock, day, said) -> None:
    clock.turn_to(day)

    assert said in text(ws, villapaja)


def test_a_step_that_was_done_is_ticked_with_its_day(ws, villapaja, clock) -> None:
    clock.turn_to(date(2026, 3, 10))
    ws.act(villapaja.slug, "translate", on=date(2026, 3, 9), hours=Decimal(20))

    told = text(ws, villapaja)

    assert told.count("- [x]") == 1
    assert "done 9 Mar 2026" in told
    assert page(ws, villapaja).count('<li class="done">') == 1


def test_a_change_of_the_promise_shows_on_it(ws, villapaja) -> None:
    ws.amend(villapaja.slug, "enough_orders", 12, reason="tulli kesti")

    told = text(ws, villapaja)

    assert "It was changed 1 time after the start." in told
    assert "paid orders: at least 12" in told


def test_a_closed_trial_says_so(ws, villapaja) -> None:
    ws.stop(villapaja.slug, reason="neulekone hajosi")

    assert "The trial is over since 2 Mar 2026." in text(ws, villapaja)


def test_a_whole_draft_shows_what_would_be_promised_and_that_it_isnt(ws, draft) -> None:
    told = text(ws, draft)

    assert "At least 15 paid orders (Sweden) in 12 weeks" in told
    assert "Not sealed yet: this is a draft, and it may still change." in told
    assert "The trial phase begins in 7 days." in told


def test_a_draft_that_lacks_answers_names_them_with_room_to_write(ws) -> None:
    sorvi = ws.new("export", company="Sorvi")

    told, shown = text(ws, sorvi), page(ws, sorvi)

    assert "Nothing has been promised yet" in told
    assert "No first day is planned yet." in told
    assert "Still open:" in told
    assert '<span class="write"></span>' in shown
    assert "helps:" in told


def test_a_draft_without_a_first_day_has_no_days(ws) -> None:
    kiuas = ws.new("ecommerce", company="Kiuas", slots={"market": "DE"})

    told = text(ws, kiuas)

    assert "No first day is planned yet." in told
    assert "baseline" not in told.split("## Plan")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stays_in_the_house_and_says_so(ws, villapaja, language) -> None:
    shown, told = page(ws, villapaja, language), text(ws, villapaja, language)

    assert '<p class="internal">' in shown
    assert 'content="noindex"' in shown
    assert told.startswith("**")
    assert f'<html lang="{language}">' in shown


def test_it_brings_its_style_and_asks_for_nothing(ws, villapaja) -> None:
    shown = page(ws, villapaja)

    assert "style-src &#39;sha256-" in shown
    assert shown.count("<style>") == 1
    assert not re.search(r'(href|src)="(?!#|data:)', shown)


def test_it_is_the_same_bytes_every_time(ws, villapaja) -> None:
    assert ws.card(villapaja.slug) == ws.card(villapaja.slug)


def test_what_people_wrote_is_never_markup(ws, hostile) -> None:
    words = hostile.title.words["en"]
    ws.change_settings(actor=words)
    trial = ws.new(
        "ecommerce",
        company=words,
        title=words,
        slots={"market": "SE", "reason": words, "category": words},
        starts_on=date(2026, 3, 2),
    )

    shown, told = page(ws, trial), text(ws, trial)

    assert "<script" not in shown
    assert "<img" not in shown
    assert not re.search(r"(?<!\\)<", told)
    assert not re.search(r"(?<!\\)\]\(", told)
    assert "\u202e" not in shown + told


def test_words_in_another_language_are_marked(ws, villapaja) -> None:
    assert '<span lang="fi">ruotsalaiset pitävät villasta</span>' in page(ws, villapaja, "sv")


def test_there_is_no_other_form_of_it(ws, villapaja) -> None:
    with pytest.raises(InvalidInput) as refused:
        ws.card(villapaja.slug, form="docx")

    assert refused.value.codes == ("UNKNOWN_FORMAT",)


def test_there_is_none_of_a_trial_that_isnt_there(ws) -> None:
    with pytest.raises(NotFound):
        ws.card("kumipohja")

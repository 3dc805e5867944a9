"""Who has answered, who is recused, and who rates unlike everybody: never what in an open round."""

from datetime import date

import pytest

from trialkit.evidence.raters import Oddity
from trialkit.model.conversion import to_json
from trialkit.model.round import RoundKind

KEYS = ("useful", "bold", "evidence", "worth", "transferable")


@pytest.fixture
def asked(ws, villapaja, clock):
    """Villapaja's final round, open since 22 June."""
    clock.turn_to(date(2026, 6, 22))
    ws.open_round(villapaja.slug, deadline=date(2026, 6, 30))
    return villapaja


def test_the_standing_says_who_answered_when_and_never_what(ws, asked, clock):
    ws.ballot(asked.slug, "Leipomo", ratings={"useful": 1}, comment="Turhaa rahanmenoa.")
    clock.turn_to(date(2026, 7, 2))
    ws.ballot(asked.slug, "Kiuas", ratings={"useful": 2}, entered_by=ws.actor)

    (standing,) = ws.round_standings()

    told = {one.company: (one.answered_on, one.late, one.typed_by) for one in standing.members}
    assert told["Leipomo"] == (date(2026, 6, 22), False, None)
    assert told["Kiuas"] == (date(2026, 7, 2), True, ws.actor)
    assert told["Kuljetus"] == (None, False, None)
    assert (standing.answered, standing.asked, standing.companies) == (2, 4, 2)
    assert "Turhaa" not in to_json(standing)
    assert "useful" not in to_json(standing)


def test_of_one_trial_closed_rounds_are_shown_too(ws, asked):
    ws.close_round(asked.slug, without_quorum="kesälomat")
    ws.open_round(asked.slug)

    assert [one.closed_on is None for one in ws.round_standings(asked.slug)] == [False, True]
    assert len(ws.round_standings()) == 1


def test_a_rater_who_gives_everyone_the_same_is_pointed_out_and_still_counts(ws, asked):
    slug = asked.slug
    for step in (0, 1):
        if step:
            ws.open_round(slug)
        for company, given in (
            ("Leipomo", (3, 3, 3, 3, 3)),
            ("Kiuas", (1, 2, 4, 5, 3 + step)),
            ("Kuljetus", (1, 3, 4, 5, 4)),
        ):
            ws.ballot(slug, company, ratings=dict(zip(KEYS, given, strict=True)))
        verdict = ws.close_round(slug)

    (found,) = ws.odd_raters()

    assert (found.member, found.oddity) == ("Leipomo, yrittäjä", Oddity.ALWAYS_THE_SAME)
    assert (found.share, found.ratings) == (1, 10)
    assert verdict.judged == 3
    assert "always the same" not in to_json(ws.case(slug))


def test_ratings_of_an_open_round_point_nobody_out(ws, asked):
    ws.ballot(asked.slug, "Leipomo", ratings=dict.fromkeys(KEYS, 3))

    assert ws.odd_raters() == ()


def test_after_a_dozen_promises_the_group_sees_how_well_it_knew(ws, clock):
    """We believed in nine of twelve; three held."""
    for number in range(12):
        clock.turn_to(date(2026, 2, 23))
        trial = ws.new(
            "ecommerce",
            company="Villapaja",
            title=f"Kokeilu {number}",
            slots={"market": "SE", "orders": 15, "weeks": 4, "reason": "villa lämmittää"},
            starts_on=date(2026, 3, 2),
        )
        ws.open_round(trial.slug, kind=RoundKind.FORECAST)
        for company in ("Sorvi", "Leipomo", "Kiuas"):
            ws.ballot(trial.slug, company, forecast=8 if number < 9 else 2)
        clock.turn_to(date(2026, 3, 2))
        ws.start(trial.slug)
        for week in range(10, 16):
            orders = (5 if number < 3 else 1) if week < 14 else 0
            ws.observe(trial.slug, "orders", orders, period=f"2026-W{week}")
        clock.turn_to(date(2026, 6, 1))
        ws.decide(
            trial.slug,
            "adapt",
            reason_for="kysyntää on",
            reason_against="kate ei riitä",
            departure="kate ei riitä",
            without_round="ryhmä ei ehtinyt",
        )

    found = ws.calibration()

    assert (found.believed_in.n, found.all.n, found.all.held) == (9, 12, 3)
    assert found.believed_in.held == 3
    assert found.all.low == pytest.approx(0.0759, abs=1e-3)
    assert found.all.high == pytest.approx(0.5292, abs=1e-3)

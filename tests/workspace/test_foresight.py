"""What a trial will be able to tell, sealed with its promise on the day it starts."""

from datetime import date

import pytest

import trialkit
from trialkit.model.foresight import Foresight
from trialkit.model.period import Period

FIRST = date(2026, 3, 2)


@pytest.fixture
def a_year_of_orders(ws, draft):
    """One order from Sweden a week, and five in the weeks before Christmas."""
    weeks = [1] * 38 + [5] * 4 + [1] * 10
    for back, orders in enumerate(reversed(weeks), start=1):
        week = Period.parse("2026-W10").moved(-back)
        ws.observe(draft.slug, "orders", orders, period=str(week))
    return draft


def test_a_start_seals_how_the_promise_would_have_fared_before(ws, a_year_of_orders, clock):
    clock.turn_to(FIRST)

    started = ws.start(a_year_of_orders.slug, on=FIRST)

    foresight = started.promise.foresight
    assert (foresight.met, foresight.of) == (14, 41)
    assert "$.foresight.met" in [field.path for field in started.seal.fields]
    assert ws.verify() == ()


def test_a_draft_is_foreseen_without_anything_being_written(ws, a_year_of_orders, clock):
    before = len(ws.history())

    seen = ws.foresight(a_year_of_orders.slug, on=FIRST)

    assert len(ws.history()) == before
    clock.turn_to(FIRST)
    assert ws.start(a_year_of_orders.slug, on=FIRST).promise.foresight == seen


def test_a_number_that_was_reached_anyway_shows_before_the_start(ws, a_year_of_orders):
    ws.edit(a_year_of_orders.slug, slots={"orders": 12})

    assert ws.foresight(a_year_of_orders.slug).easily_met


def test_without_figures_it_is_sealed_that_nothing_could_be_foreseen(villapaja):
    foresight = villapaja.promise.foresight

    assert (foresight.of, foresight.untried) == (0, "NO_FIGURES")
    assert foresight.changes[0].code == "NO_FIGURES"


def test_what_was_sealed_is_not_foreseen_again(ws, villapaja):
    with pytest.raises(trialkit.Refused):
        ws.foresight(villapaja.slug)
    with pytest.raises(trialkit.Refused) as refused:
        ws.amend(villapaja.slug, "$.foresight.met", 1, reason="näyttää pahalta")

    assert refused.value.codes == ("NOT_AMENDABLE",)


def test_figures_that_come_in_later_dont_change_what_was_foreseen(ws, a_year_of_orders, clock):
    clock.turn_to(FIRST)
    started = ws.start(a_year_of_orders.slug, on=FIRST)

    clock.turn_to(date(2026, 6, 22))
    ws.observe(started.slug, "orders", 9, period="2026-W10")
    ws.observe(started.slug, "orders", 30, period="2025-W20", replace=True)

    assert ws.find(started.slug).promise.foresight == started.promise.foresight


def test_a_start_that_is_taken_back_is_foreseen_anew(ws, a_year_of_orders, clock):
    clock.turn_to(FIRST)
    first = ws.start(a_year_of_orders.slug, on=FIRST).promise.foresight
    ws.take_back(a_year_of_orders.slug, reason="puuttui luku")

    ws.observe(a_year_of_orders.slug, "orders", 30, period="2025-W10", replace=True)

    assert ws.start(a_year_of_orders.slug, on=FIRST).promise.foresight.met == first.met + 1


def test_the_case_carries_what_was_foreseen(ws, a_year_of_orders, clock):
    clock.turn_to(FIRST)
    started = ws.start(a_year_of_orders.slug, on=FIRST)

    told = ws.case(started.slug).promise.foresight

    assert isinstance(told, Foresight)
    assert told == started.promise.foresight

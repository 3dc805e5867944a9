"""A case says what happened, in the same shape whatever happened."""

from datetime import date
from decimal import Decimal

import pytest

import trialkit
from trialkit.casebook.case import Case
from trialkit.evaluation.evaluation import Outcome
from trialkit.model.conversion import from_json, to_json
from trialkit.model.trial import State, Trial

NAMES = ("villapaja", "sorvi", "leipomo", "kiuas")


@pytest.fixture
def started(ws: trialkit.Workspace, draft: Trial, clock) -> Trial:
    """Villapaja's web shop to Sweden, started on its day."""
    clock.turn_to(date(2026, 3, 2))
    return ws.start(draft.slug, on=date(2026, 3, 2))


def test_a_case_begins_with_the_promise_as_it_was_sealed(ws, started: Trial) -> None:
    case = ws.case(started.slug)

    assert case.address == "2026-1-verkkokauppa-ulkomaille"
    assert case.promise.seal_short == started.seal.short
    assert case.promise.slots["orders"] == "15"
    assert case.promise.slot_units["market"] == "country"
    assert case.descriptors.company == "Villapaja"
    assert case.descriptors.state is State.RUNNING


def test_the_address_says_nothing_of_the_company(ws, started: Trial) -> None:
    case = ws.case(started.slug)

    assert "villapaja" in started.slug
    assert "villapaja" not in case.address


def test_a_threshold_lowered_after_the_first_order_opens_the_case(ws, started, clock) -> None:
    clock.turn_to(date(2026, 3, 10))
    ws.observe(started.slug, "orders", 3, period="2026-W10")

    ws.amend(started.slug, "enough_orders", 5, reason="tulli kesti kolme viikkoa")

    first = ws.case(started.slug).deviations[0]
    assert (first.code, first.reason) == ("CHANGED_AFTER_DATA", "tulli kesti kolme viikkoa")


def test_work_that_nobody_planned_stands_after_the_plan(ws, started, clock) -> None:
    clock.turn_to(date(2026, 3, 10))
    ws.act(started.slug, "lisäkuvat", on=date(2026, 3, 9), hours=Decimal(4), cost=Decimal(120))
    ws.act(started.slug, "lisäkuvat", on=date(2026, 3, 10), hours=Decimal(3))

    last = ws.case(started.slug).actions[-1]

    assert (last.id, last.own, last.planned_h) == ("lisäkuvat", True, None)
    assert (last.done_h, last.done_cost) == (7, 120)
    assert (last.first_on, last.last_on) == (date(2026, 3, 9), date(2026, 3, 10))


def test_a_stopped_trial_makes_a_case_like_any_other(ws, started, clock) -> None:
    clock.turn_to(date(2026, 4, 1))
    ws.stop(started.slug, reason="neulekone hajosi")

    case = ws.case(started.slug)

    assert case.outcome is Outcome.CANT_TELL
    assert "STOPPED" in {one.code for one in case.deviations}
    assert case.stopped_because.words == {"fi": "neulekone hajosi"}
    assert len(case.outcomes) == 7


def test_the_strength_of_evidence_is_told_on_the_scales_that_others_know(ws, started) -> None:
    strength = ws.case(started.slug).strength

    assert (strength.level, strength.sms, strength.nesta) == (0, 0, 1)


def test_what_was_drawn_by_lot_is_part_of_the_promise(ws, draft: Trial, clock) -> None:
    drawn = "Viikot 10–21 tai 22–33: kolikko kokoontumisessa 19.2., kruuna eli aiemmat."
    ws.edit(draft.slug, lot=f"  {drawn} ")
    clock.turn_to(date(2026, 3, 2))
    started = ws.start(draft.slug, on=date(2026, 3, 2))

    assert ws.case(started.slug).promise.lot == drawn
    assert "$.lot" in {field.path for field in started.seal.fields}


def test_equal_inputs_have_one_digest_and_a_new_figure_another(ws, started, clock) -> None:
    clock.turn_to(date(2026, 3, 10))
    before = ws.case(started.slug).provenance.inputs
    again = ws.case(started.slug).provenance.inputs

    ws.observe(started.slug, "orders", 3, period="2026-W10")

    assert before == again != ws.case(started.slug).provenance.inputs


@pytest.mark.parametrize("name", NAMES)
def test_a_case_survives_json(case_of, name: str) -> None:
    case = case_of(name)

    assert from_json(Case, to_json(case)) == case


@pytest.mark.parametrize("name", NAMES)
def test_every_criterion_has_a_metric_with_a_name(case_of, name: str) -> None:
    case = case_of(name)

    assert {one.metric for one in case.promise.criteria} <= {one.metric.id for one in case.results}


def test_the_worst_deviation_comes_first(sorvi: Case) -> None:
    assert [one.code for one in sorvi.deviations] == ["CHANGED_AFTER_DATA"]
    assert (sorvi.deviations[0].before, sorvi.deviations[0].after) == ('"25"', '"20"')

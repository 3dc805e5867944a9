"""What people answer becomes a promise with nothing left open, or every fault is told."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.model.template import Slot, SlotType
from trialkit.model.trial import Draft
from trialkit.templates.filling import answered, defaults, promised, slot_value

MONDAY = date(2026, 3, 2)


def promise_of(template, *, starts_on=MONDAY, **draft):
    return promised(template, Draft(**draft), digest="0" * 64, starts_on=starts_on)


def refused(template, **draft):
    with pytest.raises(InvalidInput) as error:
        promise_of(template, **draft)
    return {problem.place.field: problem.code for problem in error.value.problems}


@pytest.mark.parametrize(
    ("slot", "written", "kept"),
    [
        ("market", "Ruotsi", "SE"),
        ("market", "sverige", "SE"),
        ("market", "se", "SE"),
        ("orders", " 15 ", "15"),
        ("orders", 15, "15"),
        ("ad_eur", "1 234,5", "1234.50"),
        ("ad_eur", "1.234,56", "1234.56"),
        ("ad_eur", Decimal("1E+2"), "100.00"),
        ("return_pct", "12,50", "12.5"),
        ("reason", "  naapuri  myy jo ", "naapuri myy jo"),
    ],
)
def test_an_answer_is_kept_in_one_form_however_it_is_typed(ecommerce, slot, written, kept):
    assert slot_value(ecommerce.slot(slot), written, language="fi") == kept


@pytest.mark.parametrize(
    ("slot", "written", "code"),
    [
        ("market", "Ruottssi", "UNKNOWN_COUNTRY"),
        ("orders", "viisitoista", "NOT_A_NUMBER"),
        ("orders", "12,5", "NOT_WHOLE"),
        ("orders", "4", "TOO_SMALL"),
        ("orders", "501", "TOO_LARGE"),
        ("ad_eur", "1,234", "AMBIGUOUS_NUMBER"),
        ("ad_eur", "9,999", "AMBIGUOUS_NUMBER"),
        ("ad_eur", Decimal("0.001"), "TOO_EXACT"),
        ("reason", "  ", "EMPTY_ANSWER"),
    ],
)
def test_an_answer_that_cannot_be_right_says_why(ecommerce, slot, written, code):
    with pytest.raises(InvalidInput) as error:
        slot_value(ecommerce.slot(slot), written, language="fi")

    assert error.value.codes == (code,)
    assert error.value.problems[0].place.field == slot


def test_a_misspelt_country_gets_near_names_in_the_persons_language(ecommerce):
    with pytest.raises(InvalidInput) as error:
        slot_value(ecommerce.slot("market"), "Ruotis", language="fi")

    assert "Ruotsi" in str(error.value.problems[0].remedy)


def test_a_choice_is_taken_whatever_its_case_and_a_wrong_one_shows_the_list(export):
    assert slot_value(export.slot("incoterm"), "dap", language="fi") == "DAP"
    with pytest.raises(InvalidInput) as error:
        slot_value(export.slot("incoterm"), "XYZ", language="fi")
    assert "EXW" in str(error.value.problems[0].remedy)


@given(st.decimals(0, 10_000, places=2))
def test_any_amount_comes_back_as_it_was_typed(amount):
    slot = Slot(id="x", label={}, type=SlotType.MONEY)

    assert Decimal(slot_value(slot, str(amount).replace(".", ","), language="fi")) == amount


def test_defaults_leave_out_what_nobody_can_guess(ecommerce, first_hire):
    assert defaults(ecommerce)["orders"] == "15"
    assert "reason" not in defaults(ecommerce)
    assert "gross" not in defaults(first_hire)


def test_a_default_may_follow_another_answer(first_hire):
    assert answered(first_hire, {"months": "3"})["month_m"] == "3"
    assert answered(first_hire, {"months": "3", "month_m": "2"})["month_m"] == "2"


def test_the_total_cost_of_a_wage_is_computed_as_published(first_hire):
    assert answered(first_hire, {"gross": "2500.00"})["total"] == "3286.35"
    assert "total" not in answered(first_hire, {})


def test_ecommerce_needs_no_answer_but_what_the_template_has(ecommerce):
    promise = promise_of(ecommerce)

    assert promise.primary.metric == "orders"
    assert promise.primary.threshold == 15
    assert promise.primary.due == date(2026, 6, 21)
    assert promise.limits == {"own_h": Decimal(115), "cash_eur": Decimal(1200)}
    assert [action.id for action in promise.actions][:2] == ["baseline", "rules"]


def test_per_cent_is_typed_as_per_cent_and_sealed_as_a_fraction(ecommerce):
    promise = promise_of(ecommerce, slots={"return_pct": "12.5"})

    assert promise.slots["return_pct"] == "12.5"
    assert promise.criterion("returns").threshold == Decimal("0.125")
    assert promise.criterion("one_buyer").threshold == Decimal("0.5")
    assert promise_of(ecommerce, criteria={"returns": "9"}).criterion("returns").threshold == (
        Decimal("0.09")
    )


def test_a_threshold_may_be_worked_out_from_two_answers(first_hire):
    promise = promise_of(first_hire, slots={"gross": "2500.00", "a": "55", "b": "45"})

    assert promise.criterion("owner_relief").threshold == -10
    assert promise.criterion("pays_back").threshold == 1
    assert promise.criterion("pays_back").period == "2026-08"


def test_a_slot_of_the_same_name_sets_a_limit(ecommerce):
    assert promise_of(ecommerce, slots={"own_h": "80"}).limits["own_h"] == 80


def test_services_have_no_customs_steps_and_the_order_of_the_rest_holds(export):
    answers = {"market": "NO", "place": "Oslo"}
    goods = promise_of(export, slots=answers)
    services = promise_of(export, slots={**answers, "kind": "services"})

    gone = {one.id for one in goods.actions} - {one.id for one in services.actions}
    assert gone == {"classify", "meetings", "pilot"}
    kept = {one.id for one in services.actions}
    assert all(set(one.after) <= kept for one in services.actions)
    assert sum(one.effort_h for one in goods.actions) == 152


def test_an_own_last_day_changes_the_number_of_weeks_in_the_sentence(ecommerce):
    promise = promise_of(ecommerce, ends_on=date(2026, 4, 30))

    assert promise.slots["weeks"] == "9"
    assert promise.phases.trial.last == date(2026, 4, 30)


def test_an_end_before_the_start_is_refused(ecommerce):
    assert refused(ecommerce, ends_on=date(2026, 3, 1)) == {"ends_on": "END_BEFORE_START"}


def test_everything_that_is_missing_or_wrong_is_told_at_once(export):
    found = refused(export, slots={"orders": "21", "colour": "red"})

    assert found == {
        "colour": "UNKNOWN_SLOT",
        "orders": "TOO_LARGE",
        "market": "SLOT_MISSING",
        "place": "SLOT_MISSING",
    }


def test_hours_that_should_fall_must_be_less_than_they_are(first_hire):
    found = refused(first_hire, slots={"gross": "2500.00", "a": "40", "b": "40"})

    assert found == {"b": "NOT_BELOW"}


def test_an_unknown_criterion_and_a_dropped_primary_are_refused(ecommerce):
    found = refused(
        ecommerce,
        criteria={"retruns": "9", "support": "abc", "margin": "1,234"},
        dropped_criteria=("enough_orders",),
    )

    assert found == {
        "retruns": "UNKNOWN_CRITERION",
        "support": "NOT_A_NUMBER",
        "margin": "AMBIGUOUS_NUMBER",
        "enough_orders": "PRIMARY_DROPPED",
    }


def test_a_dropped_guardrail_is_not_promised(ecommerce):
    promise = promise_of(ecommerce, dropped_criteria=("support",))

    assert promise.criterion("support") is None
    assert promise.criteria[0].role == "primary"


def test_a_month_outside_the_trial_is_refused(first_hire):
    found = refused(first_hire, slots={"gross": "2500.00", "months": "3", "month_m": "4"})

    assert found == {"pays_back": "PERIOD_OUTSIDE"}


def test_the_same_draft_always_makes_the_same_promise(ecommerce):
    draft = Draft(slots={"orders": "20"}, starts_on=MONDAY)

    first = promised(ecommerce, draft, digest="0" * 64, starts_on=MONDAY)
    again = promised(ecommerce, attrs.evolve(draft), digest="0" * 64, starts_on=MONDAY)

    assert first == again

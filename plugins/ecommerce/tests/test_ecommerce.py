"""What an e-commerce trial promises and watches."""

from datetime import date

import pytest

import trialkit
from trialkit.testing.contracts import TemplateContract


@pytest.fixture
def ecommerce() -> trialkit.Template:
    return trialkit.packaged("trialkit_ecommerce")


class TestEcommerce(TemplateContract):
    def template(self) -> trialkit.Template:
        return trialkit.packaged("trialkit_ecommerce")


def test_five_things_are_asked_and_the_market_comes_first(ecommerce):
    asked = [slot.id for slot in ecommerce.slots if slot.asked]

    assert asked == ["market", "weeks", "orders", "ad_eur", "reason"]


def test_what_must_be_typed_each_week_answers_the_margin_guardrail(ecommerce):
    needed = ecommerce.metric("contribution").formula

    for metric in ecommerce.metrics:
        if metric.asked == "required":
            assert metric.id in needed


def test_only_what_comes_back_after_the_trial_settles(ecommerce):
    settling = {metric.id for metric in ecommerce.metrics if metric.settles}

    assert settling == {"refunds_goods", "refunds_other", "freight_return"}
    assert ecommerce.settling_weeks == 4


def test_the_usual_hours_of_the_plan_fit_into_its_limit(ecommerce):
    assert sum(action.effort_h for action in ecommerce.actions) <= ecommerce.limits["own_h"]


def test_what_is_pending_in_law_is_never_shown_as_certain(ecommerce):
    pending = {"parcel_duty", "withdrawal_function", "packaging_abroad", "us_low_value"}

    assert not any(fact.certain for fact in ecommerce.facts if fact.id in pending)
    assert all(fact.check_by > date(2026, 11, 23) for fact in ecommerce.facts)

"""What an export trial promises and watches."""

import pytest

import trialkit
from trialkit.testing.contracts import TemplateContract


@pytest.fixture
def export() -> trialkit.Template:
    return trialkit.packaged("trialkit_export")


class TestExport(TemplateContract):
    def template(self) -> trialkit.Template:
        return trialkit.packaged("trialkit_export")


def test_a_delivery_term_without_its_place_is_no_promise(export):
    place = export.slot("place")

    assert place.required
    assert place.default is None
    assert place.asked


def test_services_keep_what_has_nothing_to_do_with_customs(export):
    for_goods = {action.id for action in export.actions if action.only_where == {"kind": "goods"}}

    assert for_goods == {"classify", "meetings", "pilot"}


def test_the_usual_hours_of_the_plan_fit_into_its_limit(export):
    for kind in ("goods", "services"):
        hours = sum(
            action.effort_h
            for action in export.actions
            if action.only_where.get("kind", kind) == kind
        )
        assert hours <= export.limits["own_h"]


def test_one_paid_order_decides_and_three_quotes_only_advise(export):
    roles = {criterion.id: criterion.role for criterion in export.criteria}

    assert roles["first_orders"] == "primary"
    assert roles["enough_quotes"] == "advice"


def test_days_to_payment_are_counted_per_invoice(export):
    days = export.metric("days_sales_outstanding")

    assert (days.formula, days.unit) == ("paid_days_total / invoices_paid", "day/invoice")


def test_what_is_pending_in_law_is_never_shown_as_certain(export):
    pending = {"sanctions", "us_low_value", "uk_no"}

    assert not any(fact.certain for fact in export.facts if fact.id in pending)

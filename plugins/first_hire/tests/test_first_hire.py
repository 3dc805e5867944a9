"""What a first hire promises, and what it never tells of the person hired."""

import pytest

import trialkit
from trialkit.testing.contracts import TemplateContract

ABOUT_THE_EMPLOYEE = {
    "gross_wages",
    "side_costs",
    "holiday_accrual",
    "staff_other",
    "subsidy",
    "employer_cost",
    "side_cost_share",
    "employee_hours",
    "induction_hours",
    "person_years",
    "jobs_person_years",
    "revenue_per_person_year",
    "payback_ratio_net",
    "retained_6mo",
    "extra_gross_margin",
    "fixed_costs_month",
}


@pytest.fixture
def first_hire() -> trialkit.Template:
    return trialkit.packaged("trialkit_first_hire")


class TestFirstHire(TemplateContract):
    def template(self) -> trialkit.Template:
        return trialkit.packaged("trialkit_first_hire")


def test_every_figure_about_the_one_employee_is_marked_and_never_public(first_hire):
    marked = {metric.id: metric.public for metric in first_hire.metrics if metric.about_person}

    assert set(marked) == ABOUT_THE_EMPLOYEE
    assert set(marked.values()) == {"no"}
    assert "2016/679" in first_hire.privacy["fi"]


def test_the_pay_cannot_be_worked_out_from_the_ratio_that_is_public(first_hire):
    ratio = first_hire.metric("payback_ratio")

    assert (ratio.public, ratio.formula) == ("as_is", "extra_gross_margin / employer_cost")
    assert first_hire.metric("extra_gross_margin").public == "no"
    assert first_hire.metric("gross_margin_reference").public == "no"


def test_nothing_about_anyones_health_is_collected(first_hire):
    assert not [
        metric.id
        for metric in first_hire.metrics
        if any(word in metric.id for word in ("sick", "accident", "absence"))
    ]


def test_nothing_about_the_employee_stands_in_a_published_promise(first_hire):
    private = {slot.id for slot in first_hire.slots if slot.private}

    assert {"role", "h", "gross", "total", "form"} <= private


def test_the_promise_is_about_the_last_month_unless_another_is_named(first_hire):
    assert first_hire.slot("month_m").default == "{months}"


def test_what_is_not_settled_in_law_is_never_shown_as_certain(first_hire):
    unsettled = {"fixed_term", "palkkatuki", "accident_life", "local_top_up"}

    assert not any(fact.certain for fact in first_hire.facts if fact.id in unsettled)


def test_the_usual_hours_of_the_plan_fit_into_its_limit(first_hire):
    assert sum(action.effort_h for action in first_hire.actions) == 109
    assert first_hire.limits["own_h"] == 110

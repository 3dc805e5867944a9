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
}


@pytest.fixture
def first_hire() -> trialkit.Template:
    return trialkit.packaged("trialkit_first_hire")


class TestFirstHire(TemplateContract):
    def template(self) -> trialkit.Template:
        return trialkit.packaged("trialkit_first_hire")


def test_no_figure_about_the_one_employee_is_public(first_hire):
    public = {metric.id for metric in first_hire.metrics if metric.public != "no"}

    assert not public & ABOUT_THE_EMPLOYEE
    assert set(ABOUT_THE_EMPLOYEE) <= {metric.id for metric in first_hire.metrics}


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


def test_the_usual_hours_of_the_plan_fit_into_its_limit(first_hire):
    assert sum(action.effort_h for action in first_hire.actions) == 109
    assert first_hire.limits["own_h"] == 110

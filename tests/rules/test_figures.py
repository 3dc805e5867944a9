"""A figure that can't be right isn't taken, and it is said why."""

from decimal import Decimal

import attrs
import pytest

from trialkit.errors import Place
from trialkit.model.period import PeriodKind
from trialkit.rules.figures import refusal


def code_of(template, metric, value, *, kind=PeriodKind.WEEK, kinds=()):
    problem = refusal(template, metric, Decimal(value), kind=kind, kinds=kinds)
    return problem.code if problem else None


def test_nobody_orders_half_an_order(ecommerce):
    assert code_of(ecommerce, "orders", "14.5") == "HALF_A_COUNT"


@pytest.mark.parametrize("value", ["0", "14", "14.0"])
def test_a_count_is_nothing_or_more(ecommerce, value):
    assert code_of(ecommerce, "orders", value) is None


@pytest.mark.parametrize(
    ("metric", "value", "code"),
    [
        ("likes", "3", "UNKNOWN_METRIC"),
        ("orders", "-1", "NEGATIVE_COUNT"),
        ("orders", "NaN", "NOT_A_NUMBER"),
        ("orders", "Infinity", "NOT_A_NUMBER"),
    ],
)
def test_what_can_not_be_right_is_named(ecommerce, metric, value, code):
    assert code_of(ecommerce, metric, value) == code


def test_what_is_computed_is_never_typed(ecommerce):
    orders, rate, hours = ecommerce.metrics
    computed = attrs.evolve(rate, formula="orders / own_hours")
    template = attrs.evolve(ecommerce, metrics=(orders, computed, hours))

    assert code_of(template, "return_rate", "0.1") == "DERIVED_METRIC"


def test_a_metric_keeps_to_one_kind_of_period(ecommerce):
    assert code_of(ecommerce, "orders", "3", kinds={PeriodKind.WEEK}) is None
    assert code_of(ecommerce, "orders", "3", kinds={PeriodKind.MONTH}) == "TWO_KINDS_OF_PERIOD"


def test_the_place_of_a_figure_is_told_with_it(ecommerce):
    place = Place(file="orders.csv", row=7, field="orders")

    found = refusal(ecommerce, "likes", Decimal(1), kind=PeriodKind.WEEK, kinds=(), place=place)

    assert found.place == place
    assert "trialkit template show ecommerce" in str(found.remedy)


def test_a_metric_that_nobody_has_is_answered_with_the_nearest_ones(ecommerce):
    found = refusal(ecommerce, "ordes", Decimal(1), kind=PeriodKind.WEEK, kinds=())

    assert (found.code, str(found.remedy)) == (
        "UNKNOWN_METRIC",
        "Did you mean one of these: orders?",
    )

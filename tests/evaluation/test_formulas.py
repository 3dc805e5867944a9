import re
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, Place
from trialkit.evaluation.formulas import (
    expanded,
    formula_problems,
    names,
    parse,
    unit_of,
    value_of,
)

UNITS = {
    "orders": "order",
    "sessions": "session",
    "goods_sales": "EUR",
    "own_hours": "h",
    "own_hour_price": "EUR/h",
    "return_rate": "%",
    "cash": "EUR",
    "fixed_costs_month": "EUR/month",
    "new_customers": "customer",
    "person_years": "person-year",
}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("orders / sessions", "%"),
        ("goods_sales / orders", "EUR/order"),
        ("goods_sales / orders * new_customers", "EUR"),
        ("goods_sales + own_hours * own_hour_price", "EUR"),
        ("(goods_sales - cash) / goods_sales", "%"),
        ("1 - return_rate", "%"),
        ("cash / fixed_costs_month", "month"),
        ("goods_sales / person_years", "EUR/person-year"),
        ("-goods_sales * 0.5", "EUR"),
        ("own_hours / orders", "h/order"),
        ("goods_sales / new_customers / (cash / new_customers)", "%"),
        ("cash / new_customers / (fixed_costs_month / new_customers)", "month"),
    ],
)
def test_counts_cancel_and_money_time_and_people_do_not(formula: str, unit: str) -> None:
    assert unit_of(parse(formula), UNITS) == unit


@pytest.mark.parametrize(
    "formula", ["own_hours + goods_sales", "goods_sales - orders", "orders + 1", "own_hours - cash"]
)
def test_hours_are_never_added_to_euros(formula: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        unit_of(parse(formula, field="$.metrics.x.formula"), UNITS)

    assert refused.value.codes == ("UNITS_DIFFER",)
    assert refused.value.problems[0].place.field == "$.metrics.x.formula"  # type: ignore[union-attr]


def test_every_unknown_name_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        unit_of(parse("sales / visits"), UNITS)

    assert refused.value.codes == ("UNKNOWN_NAME", "UNKNOWN_NAME")


@pytest.mark.parametrize(
    ("text", "position"),
    [("orders ** 2", 9), ("orders / (sessions", None), ("2 orders", 3), ("orders; drop", 7)],
)
def test_a_formula_that_is_none_says_where_reading_stopped(text: str, position: int | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(text, field="$.metrics.x.formula")

    problem = refused.value.problems[0]
    assert problem.code == "FORMULA_UNREADABLE"
    assert problem.place is not None
    assert problem.place.field == "$.metrics.x.formula"
    assert problem.message.values.get("position") == position


@pytest.mark.parametrize("text", ["", "   ", "()", "__import__('os')", "orders.real", "a if b"])
def test_nothing_but_arithmetic_is_read(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse(text)


def test_a_formula_too_long_to_read_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse("+".join(["a"] * 2000))

    assert refused.value.codes == ("FORMULA_TOO_LONG",)


def test_the_longest_formula_that_is_allowed_can_also_be_computed() -> None:
    formula = parse("+".join(["a"] * 250))

    assert value_of(formula, {"a": Decimal(2)}).value == 500


def test_what_is_missing_is_named_and_nothing_becomes_zero() -> None:
    formula = parse("(goods_sales - refunds - freight) / orders")

    found = value_of(formula, {"goods_sales": Decimal(100), "orders": Decimal(4), "refunds": None})

    assert found.value is None
    assert found.missing == ("refunds", "freight")


def test_dividing_by_zero_is_missing_and_says_so() -> None:
    found = value_of(parse("ads / customers"), {"ads": Decimal(640), "customers": Decimal(0)})

    assert (found.value, found.missing) == (None, ("/0",))


def test_derived_metrics_come_after_what_they_need(build) -> None:
    order = [metric.id for metric in expanded(build.template())]

    assert order.index("total_cost") < order.index("cost_after_refunds")


def test_metrics_that_need_each_other_are_named_in_their_circle(build) -> None:
    template = build.template(
        (
            build.metric("a", "EUR", formula="b + 1 * c"),
            build.metric("b", "EUR", formula="c"),
            build.metric("c", "EUR", formula="a"),
        )
    )

    with pytest.raises(InvalidInput) as refused:
        expanded(template)

    assert refused.value.codes == ("FORMULA_CIRCLE",)
    assert refused.value.problems[0].message.values["circle"] == "a → b → c → a"
    assert refused.value.problems[0].place == Place(field="$.metrics.a.formula")


def test_a_template_is_told_everything_that_is_wrong_with_its_formulas(build) -> None:
    template = build.template(
        (
            build.metric("orders"),
            build.metric("hours", "h"),
            build.metric("share", "EUR", formula="orders / orders"),
            build.metric("broken", "EUR", formula="orders +"),
            build.metric("mixed", "EUR", formula="orders + hours"),
            build.metric("unknown", "EUR", formula="orders * price"),
        )
    )

    assert [(problem.code, str(problem.place)) for problem in formula_problems(template)] == [
        ("UNIT_NOT_AS_DECLARED", "$.metrics.share.unit"),
        ("FORMULA_UNREADABLE", "$.metrics.broken.formula"),
        ("UNITS_DIFFER", "$.metrics.mixed.formula"),
        ("UNKNOWN_NAME", "$.metrics.unknown.formula"),
    ]


def test_the_shops_own_formulas_are_sound(build) -> None:
    assert formula_problems(build.template()) == ()


figures = st.decimals(min_value=-1000, max_value=1000, places=2)
operands = st.one_of(
    st.sampled_from(["a", "b", "c"]),
    st.integers(0, 99).map(str),
    st.decimals(min_value=0, max_value=99, places=2).map(str),
)
expressions = st.recursive(
    operands,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"{p[0]}{p[1]}{p[2]}"),
        inner.map(lambda term: f"-({term})"),
    ),
    max_leaves=8,
)


@given(text=expressions, a=figures, b=figures, c=figures)
def test_a_formula_gives_what_arithmetic_gives(
    text: str, a: Decimal, b: Decimal, c: Decimal
) -> None:
    values = {"a": a, "b": b, "c": c}
    written = text.replace("--", "- -")
    exact = _exactly(written, values)

    found = value_of(parse(written), values)

    if exact is None:
        assert (found.value, found.missing) == (None, ("/0",))
    else:
        assert found.value is not None
        close = abs(Fraction(found.value) - exact) <= Fraction(1, 10**9) * (1 + abs(exact))
        assert close


def _exactly(text: str, values: dict[str, Decimal]) -> Fraction | None:
    """Python's own reading of the same text, in fractions."""
    fractions = re.sub(r"\d+(\.\d+)?", lambda number: f"F('{number[0]}')", text)
    names_ = {name: Fraction(value) for name, value in values.items()}
    try:
        return eval(fractions, {"F": Fraction, **names_})
    except ZeroDivisionError:
        return None


@given(text=expressions)
def test_names_are_what_the_value_depends_on(text: str) -> None:
    formula = parse(text.replace("--", "- -"))

    missing = value_of(formula, {}).missing

    assert set(names(formula)) == set(missing) - {"/0"}


def test_the_callers_own_precision_changes_no_result() -> None:
    formula, values = parse("a / b"), {"a": Decimal(1), "b": Decimal(3)}
    usual = value_of(formula, values)

    with localcontext() as context:
        context.prec = 3
        assert value_of(formula, values) == usual

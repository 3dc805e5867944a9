"""Formulas of derived metrics: data that a small parser reads, never `eval`.

A formula joins other metrics, parameters and numbers by `+ - * /` and parentheses. Each metric
is aggregated over a phase before the formula is applied, so a ratio is a sum over a sum.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Context, Decimal
from functools import partial
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.evaluation.terms import Name, Negation, Number, Operation, Term, read_term
from trialkit.evaluation.units import Unit, UnitMismatch
from trialkit.model.metric import Metric
from trialkit.model.template import Parameter, Template

ZERO_DENOMINATOR: Final = "/0"
"""Stands among the missing where a denominator was zero: that gives *missing*, never 0."""

_ARITHMETIC: Final = Context(prec=28)


@attrs.frozen
class Formula:
    """A formula that has been read.

    Attributes:
        text: as written.
        term: what it says.
        field: where it stands in somebody's document, for messages about it.
    """

    text: str
    term: Term
    field: str = "formula"


@attrs.frozen
class FormulaValue:
    """What a formula gives.

    Attributes:
        value: None where anything it needs is missing.
        missing: names without a value, in the order they stand; `"/0"` where a denominator
            was zero.
    """

    value: Decimal | None
    missing: tuple[str, ...] = ()


def parse(text: str, *, field: str = "formula") -> Formula:
    """Read a formula.

    Args:
        text: such as `goods_sales / orders`.
        field: where it stands in somebody's document: `$.metrics.average_order.formula`.

    Raises:
        InvalidInput: it is none; the message tells at which character reading stopped.

    >>> names(parse("(goods_sales - refunds) / orders"))
    ('goods_sales', 'refunds', 'orders')
    """
    return Formula(text, read_term(text, field), field)


def names(formula: Formula) -> tuple[str, ...]:
    """Metrics and parameters it needs, each once, in the order they stand."""
    return tuple(dict.fromkeys(_names(formula.term)))


def value_of(formula: Formula, values: Mapping[str, Decimal | None]) -> FormulaValue:
    """Apply it. A name that `values` lacks is missing, and so is what needs it.

    >>> value_of(parse("orders / sessions"), {"orders": Decimal(8), "sessions": Decimal(400)})
    FormulaValue(value=Decimal('0.02'), missing=())
    """
    missing: list[str] = []
    value = _value(formula.term, values, missing)
    return FormulaValue(value, tuple(dict.fromkeys(missing)))


def unit_of(formula: Formula, units: Mapping[str, str]) -> str:
    """The unit it gives, from the units of what it names.

    Raises:
        InvalidInput: it adds unlike things (hours to euros), or names what `units` lacks.

    >>> unit_of(parse("cash + hours * price"), {"cash": "EUR", "hours": "h", "price": "EUR/h"})
    'EUR'
    """
    unknown = [name for name in names(formula) if name not in units]
    if unknown:
        raise InvalidInput.of(_unknown(formula, name) for name in unknown)
    try:
        return str(_unit(formula.term, units))
    except UnitMismatch as mismatch:
        raise InvalidInput(
            Message(
                "“{formula}” adds {left} to {right}, which are not the same thing.",
                formula=formula.text,
                left=str(mismatch.left),
                right=str(mismatch.right),
            ),
            code="UNITS_DIFFER",
            place=Place(field=formula.field),
        ) from mismatch


def expanded(template: Template) -> tuple[Metric, ...]:
    """Its derived metrics, each after those it needs.

    Raises:
        InvalidInput: a formula can't be read, or derived metrics go round in a circle.
    """
    derived = {metric.id: metric for metric in template.metrics if metric.derived}
    needs = {key: names(formula_of(metric)) for key, metric in derived.items()}
    ordered: dict[str, Metric] = {}
    for key in derived:
        _expand(key, needs, derived, ordered, ())
    return tuple(ordered.values())


def formula_of(metric: Metric) -> Formula:
    """A derived metric's formula, read.

    Raises:
        InvalidInput: it can't be read.
    """
    return parse(metric.formula or "", field=f"$.metrics.{metric.id}.formula")


def formula_problems(template: Template) -> tuple[Problem, ...]:
    """Everything wrong with a template's formulas: spelling, names, units, circles."""
    units = {parameter.id: parameter.unit for parameter in template.parameters}
    units |= {metric.id: metric.unit for metric in template.metrics}
    problems: list[Problem] = []
    for metric in template.metrics:
        if metric.derived:
            problems += _told(partial(_check_unit, metric, units))
    return tuple(problems or _told(partial(expanded, template)))


def parameter_values(parameters: tuple[Parameter, ...]) -> dict[str, Decimal | None]:
    """The numbers that formulas use and nobody observes, by name."""
    return {parameter.id: parameter.value for parameter in parameters}


def _check_unit(metric: Metric, units: Mapping[str, str]) -> None:
    given = unit_of(formula_of(metric), units)
    if Unit.parse(given) != Unit.parse(metric.unit):
        raise InvalidInput(
            Message(
                "“{formula}” gives {given}, but {metric} is declared in {declared}.",
                formula=metric.formula or "",
                given=given,
                metric=metric.id,
                declared=metric.unit,
            ),
            code="UNIT_NOT_AS_DECLARED",
            place=Place(field=f"$.metrics.{metric.id}.unit"),
        )


def _told(check: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        check()
    except InvalidInput as fault:
        return fault.problems
    return ()


def _unknown(formula: Formula, name: str) -> Problem:
    return Problem(
        Message(
            "“{formula}” names {name}, which is neither a metric nor a parameter.",
            formula=formula.text,
            name=name,
        ),
        code="UNKNOWN_NAME",
        place=Place(field=formula.field),
    )


def _expand(
    key: str,
    needs: Mapping[str, tuple[str, ...]],
    derived: Mapping[str, Metric],
    ordered: dict[str, Metric],
    above: tuple[str, ...],
) -> None:
    if key in above:
        circle = (*above[above.index(key) :], key)
        raise InvalidInput(
            Message("These metrics need each other: {circle}.", circle=" → ".join(circle)),
            code="FORMULA_CIRCLE",
            place=Place(field=f"$.metrics.{key}.formula"),
            remedy=Message("Let one of them be typed or imported instead."),
        )
    if key in ordered or key not in derived:
        return
    for name in needs[key]:
        _expand(name, needs, derived, ordered, (*above, key))
    ordered[key] = derived[key]


def _names(term: Term) -> Iterator[str]:
    match term:
        case Name(id):
            yield id
        case Negation(inner):
            yield from _names(inner)
        case Operation(_, left, right):
            yield from _names(left)
            yield from _names(right)


def _value(term: Term, values: Mapping[str, Decimal | None], missing: list[str]) -> Decimal | None:
    match term:
        case Number(value):
            return value
        case Name(id):
            found = values.get(id)
            if found is None:
                missing.append(id)
            return found
        case Negation(inner):
            turned = _value(inner, values, missing)
            return None if turned is None else _ARITHMETIC.minus(turned)
    left, right = _value(term.left, values, missing), _value(term.right, values, missing)
    if left is None or right is None:
        return None
    if term.operator == "/" and not right:
        missing.append(ZERO_DENOMINATOR)
        return None
    return _apply(term.operator, left, right)


def _apply(operator: str, left: Decimal, right: Decimal) -> Decimal:
    match operator:
        case "+":
            return _ARITHMETIC.add(left, right)
        case "-":
            return _ARITHMETIC.subtract(left, right)
        case "*":
            return _ARITHMETIC.multiply(left, right)
    return _ARITHMETIC.divide(left, right)


def _unit(term: Term, units: Mapping[str, str]) -> Unit:
    match term:
        case Number():
            return Unit()
        case Name(id):
            return Unit.parse(units[id])
        case Negation(inner):
            return _unit(inner, units)
    left, right = _unit(term.left, units), _unit(term.right, units)
    match term.operator:
        case "*":
            return left * right
        case "/":
            return left / right
    return left.added_to(right)

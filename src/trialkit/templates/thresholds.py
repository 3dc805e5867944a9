"""Thresholds, limits and computed slots: from what a template or a person wrote to a number.

A bare number for something counted in `%` is written as per cent and becomes a fraction; so does
the answer of a slot whose unit is `%`. In a formula everything already is what it is.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.formulas import names, parse, value_of
from trialkit.model.criterion import Measure
from trialkit.model.template import SlotType, Template

GAP: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
PER_CENT: Final = "%"

NUMBERS: Final = frozenset({SlotType.INTEGER, SlotType.DECIMAL, SlotType.MONEY})
"""The types of slots that are numbers."""


def counts_per_cent(unit: str, measure: Measure | None) -> bool:
    """Whether a bare threshold is per cent: of the metric, or of the baseline beside it."""
    return unit == PER_CENT or measure is Measure.RELATIVE


def plain_number(written: str) -> Decimal | None:
    """The number a template writes, or None where it is a slot or a formula."""
    try:
        number = Decimal(written.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def bare(written: str) -> str:
    """A formula without the braces around its slots."""
    return GAP.sub(r"\1", written)


def units_of_names(template: Template) -> Mapping[str, str]:
    """The unit of everything a threshold or a computed slot may be made of."""
    units = {parameter.id: parameter.unit for parameter in template.parameters}
    return units | {slot.id: slot.unit or "" for slot in template.slots if slot.type in NUMBERS}


def values_of_names(template: Template, answers: Mapping[str, str]) -> Mapping[str, Decimal]:
    """What each of those names stands for; a slot without an answer is not among them."""
    values = {parameter.id: parameter.value for parameter in template.parameters}
    for slot in template.slots:
        number = plain_number(answers.get(slot.id, ""))
        if slot.type in NUMBERS and number is not None:
            values[slot.id] = number / 100 if slot.unit == PER_CENT else number
    return values


def computed(formula: str, template: Template, answers: Mapping[str, str]) -> Decimal | None:
    """What a formula of slots and parameters gives; None where an answer it needs is missing.

    Raises:
        InvalidInput: the formula can't be read, or names something else.
    """
    parsed = parse(bare(formula))
    known = values_of_names(template, answers)
    values = {name: known.get(name) for name in names(parsed)}
    return value_of(parsed, values).value


def threshold(
    written: str,
    unit: str,
    measure: Measure | None,
    template: Template,
    answers: Mapping[str, str],
) -> Decimal:
    """The number that is sealed.

    Args:
        written: a number, a slot such as `{orders}`, or a formula of slots and parameters.
        unit: of the metric it is held against.
        measure: of the criterion; a relative one is per cent of the baseline.
        template: for its slots and parameters.
        answers: slot id → canonical answer.

    Raises:
        InvalidInput: an answer that it needs is missing.
    """
    number = plain_number(written)
    if number is not None:
        return number / 100 if counts_per_cent(unit, measure) else number
    value = computed(written, template, answers)
    if value is None:
        missing = tuple(name for name in GAP.findall(written) if name not in answers)
        raise InvalidInput(
            Message("The limit can't be worked out: no answer to {names}.", names=missing),
            code="THRESHOLD_MISSING",
        )
    return value

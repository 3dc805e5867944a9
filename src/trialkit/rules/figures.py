"""What a figure must be to be taken at all, typed or imported."""

from collections.abc import Collection
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from trialkit.errors import Message, Place, Problem
from trialkit.model.metric import Asked, Metric
from trialkit.model.period import PeriodKind
from trialkit.model.template import Template

MOST: Final = Decimal(10) ** 15
DIGITS: Final = 28
"""A figure beyond either is a slip of the keyboard, and no page could print it."""

COUNTING_UNITS: Final = frozenset(
    {
        "company",
        "customer",
        "delivery",
        "interview",
        "invoice",
        "meeting",
        "n",
        "order",
        "product",
        "quote",
        "session",
    }
)
"""Units that count things; nobody can have fewer than none of them."""


def awaited(template: Template, promised: str) -> tuple[Metric, ...]:
    """The metrics whose figures somebody waits for: the required ones and the promised one.

    Args:
        template: the trial's.
        promised: key of the metric that the primary criterion is about.
    """
    return tuple(
        metric
        for metric in template.metrics
        if not metric.derived and (metric.asked is Asked.REQUIRED or metric.id == promised)
    )


def refusal(
    template: Template,
    metric: str,
    value: Decimal,
    *,
    kind: PeriodKind,
    kinds: Collection[PeriodKind],
    place: Place | None = None,
) -> Problem | None:
    """Why this figure can't be taken, or None.

    Args:
        template: the trial's.
        metric: the key that was given.
        value: the figure, in the metric's unit.
        kind: the kind of its period.
        kinds: kinds of period that the metric's series already has.
        place: where the figure stands.
    """
    definition = template.metric(metric)
    if definition is None:
        return Problem(
            Message("This trial has no metric “{metric}”.", metric=metric),
            code="UNKNOWN_METRIC",
            place=place,
            remedy=_near(metric, template),
        )
    if definition.derived:
        return Problem(
            Message(
                "“{metric}” is computed from other figures and is never typed: {formula}.",
                metric=metric,
                formula=definition.formula or "",
            ),
            code="DERIVED_METRIC",
            place=place,
            remedy=Message("Give the figures it is computed from."),
        )
    return refusal_of(definition, value, kind=kind, kinds=kinds, place=place)


def refusal_of(
    metric: Metric,
    value: Decimal,
    *,
    kind: PeriodKind,
    kinds: Collection[PeriodKind],
    place: Place | None = None,
) -> Problem | None:
    """Why an observed metric can't have this figure, or None; as `refusal`."""
    return (
        _not_finite(metric, value, place)
        or _absurd(metric, value, place)
        or _negative(metric, value, place)
        or _half(metric, value, place)
        or _other_kind(metric, kind, kinds, place)
    )


def _near(written: str, template: Template) -> Message:
    """The keys that are most like what was written; else where all of them stand."""
    typed = [metric.id for metric in template.metrics if not metric.derived]
    near = get_close_matches(written, typed, n=3, cutoff=0.6)
    if near:
        return Message("Did you mean one of these: {names}?", names=tuple(near))
    return Message("“trialkit template show {template}” lists its metrics.", template=template.id)


def _not_finite(metric: Metric, value: Decimal, place: Place | None) -> Problem | None:
    if value.is_finite():
        return None
    return Problem(
        Message("“{found}” is not a number.", found=str(value)),
        code="NOT_A_NUMBER",
        place=place,
        remedy=Message("Write the figure of “{metric}” in digits, such as 14.", metric=metric.id),
    )


def _absurd(metric: Metric, value: Decimal, place: Place | None) -> Problem | None:
    if abs(value) < MOST and len(value.as_tuple().digits) <= DIGITS:
        return None
    return Problem(
        Message("No small firm's “{metric}” has so many digits.", metric=metric.id),
        code="TOO_MANY_DIGITS",
        place=place,
        remedy=Message("Check the figure, and write it once more."),
    )


def _negative(metric: Metric, value: Decimal, place: Place | None) -> Problem | None:
    if value >= 0 or metric.unit not in COUNTING_UNITS:
        return None
    return Problem(
        Message("“{metric}” counts things and can't be {value}.", metric=metric.id, value=value),
        code="NEGATIVE_COUNT",
        place=place,
        remedy=Message("Give 0 or more; returned goods have a metric of their own."),
    )


def _half(metric: Metric, value: Decimal, place: Place | None) -> Problem | None:
    if metric.unit not in COUNTING_UNITS or value == value.to_integral_value():
        return None
    return Problem(
        Message("“{metric}” counts things and can't be {value}.", metric=metric.id, value=value),
        code="HALF_A_COUNT",
        place=place,
        remedy=Message("Give a whole number."),
    )


def _other_kind(
    metric: Metric, kind: PeriodKind, kinds: Collection[PeriodKind], place: Place | None
) -> Problem | None:
    if kind in kinds or not kinds:
        return None
    return Problem(
        Message(
            "“{metric}” has figures by {before}, and this one is by {found}.",
            metric=metric.id,
            before=_KIND[next(iter(kinds))],
            found=_KIND[kind],
        ),
        code="TWO_KINDS_OF_PERIOD",
        place=place,
        remedy=Message("One metric keeps to one kind of period: convert the figures first."),
    )


_KIND: Final = {
    PeriodKind.DAY: Message("day"),
    PeriodKind.WEEK: Message("week"),
    PeriodKind.MONTH: Message("month"),
    PeriodKind.QUARTER: Message("quarter"),
    PeriodKind.YEAR: Message("year"),
    PeriodKind.PHASE: Message("trial phase"),
}

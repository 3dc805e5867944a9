"""Derived metrics: each phase of what they need made one figure first, then the formula."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import attrs

from trialkit.evaluation.evaluation import PhaseSummary, Point
from trialkit.evaluation.few import few_cases
from trialkit.evaluation.formulas import Formula, formula_of, names, value_of
from trialkit.evaluation.series import (
    BASELINE,
    COUNTED_TO_TRIAL,
    OUTSIDE,
    Series,
    trial_length,
)
from trialkit.model.metric import Aggregation, Metric
from trialkit.model.period import Period, PeriodKind, Phases

Values = Mapping[str, Decimal | None]


def derived_series(
    metric: Metric, measured: Mapping[str, Series], parameters: Values, phases: Phases
) -> Series:
    """A derived metric, phase by phase and, for its chart, point by point.

    Args:
        metric: one with a formula.
        measured: what it may need, derived metrics before it included.
        parameters: numbers that formulas use, by name.
        phases: the trial's.
    """
    formula = formula_of(metric)
    needed = [measured[name] for name in names(formula) if name in measured]
    kind = _shared_kind(needed)
    points = _points(formula, measured, parameters) if kind else ()
    before = [point for point in points if point.phase == BASELINE]
    during = [point for point in points if point.phase in COUNTED_TO_TRIAL]
    baselines = {name: series.baseline for name, series in measured.items()}
    trials = {name: series.trial for name, series in measured.items()}
    metrics = {name: series.metric for name, series in measured.items()}
    return Series(
        metric=metric,
        kind=kind or metric.cadence,
        points=points,
        baseline=attrs.evolve(
            _summary(metric, formula, baselines, parameters, before, len(before)),
            cases=few_cases(formula, metrics, baselines),
        ),
        trial=attrs.evolve(
            _summary(metric, formula, trials, parameters, during, trial_length(during, phases)),
            cases=few_cases(formula, metrics, trials),
        ),
    )


def _shared_kind(needed: Sequence[Series]) -> PeriodKind | None:
    """The kind of period that all inputs have figures for, or None."""
    kinds = {series.kind for series in needed}
    return kinds.pop() if len(kinds) == 1 else None


def _points(
    formula: Formula, measured: Mapping[str, Series], parameters: Values
) -> tuple[Point, ...]:
    """The formula applied to each period in which every input has a figure."""
    inputs = {
        name: {point.period: point for point in measured[name].points}
        for name in names(formula)
        if name in measured
    }
    shared = set.intersection(*(set(points) for points in inputs.values())) if inputs else set()
    found = (_point(formula, period, inputs, parameters) for period in sorted(shared))
    return tuple(point for point in found if point is not None)


def _point(
    formula: Formula,
    period: Period,
    inputs: Mapping[str, Mapping[Period, Point]],
    parameters: Values,
) -> Point | None:
    here = {name: points[period] for name, points in inputs.items()}
    given = value_of(formula, {**parameters, **{name: p.value for name, p in here.items()}})
    if given.value is None:
        return None
    phases = {point.phase for point in here.values()}
    return Point(
        period=period, value=given.value, phase=phases.pop() if len(phases) == 1 else OUTSIDE
    )


def _summary(
    metric: Metric,
    formula: Formula,
    phase: Mapping[str, PhaseSummary],
    parameters: Values,
    points: Sequence[Point],
    length: int,
) -> PhaseSummary:
    sums = {name: summary.value for name, summary in phase.items()}
    given = value_of(formula, {**parameters, **sums})
    needed = [phase[name] for name in names(formula) if name in phase]
    scarcest = min(
        needed, key=lambda summary: summary.periods, default=PhaseSummary(value=None, periods=0)
    )
    # A sum is spread over its periods only where all it is made of has figures in the same ones.
    even = all(summary.periods == len(points) for summary in needed)
    spread = metric.aggregation is Aggregation.SUM and even and length > 0
    spread = spread and bool(points) and points[0].period.kind is not PeriodKind.PHASE
    return attrs.evolve(
        scarcest,
        value=given.value,
        per_period=given.value / length if spread and given.value is not None else None,
        missing=_inputs(given.missing, phase),
    )


def _inputs(missing: Sequence[str], phase: Mapping[str, PhaseSummary]) -> tuple[str, ...]:
    """What is missing, told by what would have to be typed: of a derived metric, what it lacks."""
    told = (
        input_ for name in missing for input_ in (name in phase and phase[name].missing) or (name,)
    )
    return tuple(dict.fromkeys(told))

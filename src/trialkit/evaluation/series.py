"""Figures in time, and each phase of them as one figure.

A period belongs to a phase only if it lies wholly inside; one that straddles is kept and shown,
and not counted. What arrives in the settling time counts to the trial phase for a metric that
settles. A missing period is not a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import attrs

from trialkit.evaluation.evaluation import PhaseSummary, Point
from trialkit.evaluation.figures import last_day
from trialkit.model.metric import Aggregation, Metric
from trialkit.model.period import DateRange, Period, PeriodKind, Phases, periods_within

BASELINE: Final = "baseline"
TRIAL: Final = "trial"
SETTLING: Final = "settling"
OUTSIDE: Final = "outside"
COUNTED_TO_TRIAL: Final = frozenset({TRIAL, SETTLING})


@attrs.frozen(kw_only=True)
class Series:
    """One metric of one series, measured.

    Attributes:
        metric: its definition.
        kind: of the periods its figures have; the metric's cadence where it has none.
        points: in time.
        baseline, trial: the phases as one figure each.
    """

    metric: Metric
    kind: PeriodKind
    points: tuple[Point, ...]
    baseline: PhaseSummary
    trial: PhaseSummary

    def values(self, phase: str) -> tuple[Decimal, ...]:
        """The figures of one phase, in time."""
        return tuple(point.value for point in self.points if point.phase == phase)

    def at(self, period: Period) -> Decimal | None:
        """The figure of this period, or None."""
        return next((point.value for point in self.points if point.period == period), None)

    @property
    def change(self) -> Decimal | None:
        """Trial minus baseline, per period for sums; None where either is missing."""
        before, after = comparable(self, self.baseline), comparable(self, self.trial)
        return None if before is None or after is None else after - before

    @property
    def relative_change(self) -> Decimal | None:
        """The change over the baseline, a fraction; None where that isn't above zero."""
        before = comparable(self, self.baseline)
        change = self.change
        return None if change is None or before is None or before <= 0 else change / before


def series_of(metric: Metric, values: Mapping[Period, Decimal], phases: Phases) -> Series:
    """An observed metric's figures with their phases, and the phases summed up."""
    kind = next((period.kind for period in values), metric.cadence)
    points = tuple(
        Point(period=period, value=values[period], phase=phase_of(period, metric, phases))
        for period in sorted(values)
    )
    before = [point for point in points if point.phase == BASELINE]
    during = [point for point in points if point.phase in COUNTED_TO_TRIAL]
    return Series(
        metric=metric,
        kind=kind,
        points=points,
        baseline=_summary(
            metric, before, len(before), len(baseline_periods(kind, phases)) if points else None
        ),
        trial=_summary(
            metric,
            during,
            trial_length(during, phases),
            len(trial_periods(metric, kind, phases)) if points else None,
        ),
    )


def phase_of(period: Period, metric: Metric, phases: Phases) -> str:
    """The phase a figure of `metric` for this period counts to."""
    if phases.in_trial(period):
        return TRIAL
    if metric.settles and phases.in_settling(period):
        return SETTLING
    if period.kind is not PeriodKind.PHASE and phases.in_baseline(period):
        return BASELINE
    return OUTSIDE


def baseline_periods(kind: PeriodKind, phases: Phases) -> tuple[Period, ...]:
    """Every period of the baseline, last year's too; a whole-phase figure has none."""
    if kind is PeriodKind.PHASE:
        return ()
    return _all(phases.baseline, kind)


def just_before(kind: PeriodKind, phases: Phases) -> tuple[Period, ...]:
    """The periods of the baseline's latest stretch, right before the trial phase."""
    if kind is PeriodKind.PHASE or not phases.baseline:
        return ()
    return _all((max(phases.baseline),), kind)


def trial_periods(metric: Metric, kind: PeriodKind, phases: Phases) -> tuple[Period, ...]:
    """Every period that should have a figure for the trial phase, settling time included."""
    days = phases.trial
    if metric.settles and phases.settling is not None and kind is not PeriodKind.PHASE:
        days = DateRange(days.first, phases.settling.last)
    return tuple(periods_within(days, kind))


def trial_length(during: Iterable[Point], phases: Phases) -> int:
    """How many periods a sum over the trial phase is spread over.

    What settles afterwards belongs to sales of the trial phase, so those periods add to the sum
    and not to its length.
    """
    return sum(point.period.start <= phases.trial.last for point in during)


def over_by(periods: Iterable[Period], day: date, phases: Phases) -> tuple[Period, ...]:
    """Those of `periods` whose last day is not after `day`."""
    return tuple(period for period in periods if last_day(period, phases) <= day)


def comparable(series: Series, phase: PhaseSummary) -> Decimal | None:
    """A phase's figure as it is held against the other phase's: per period where it is a sum."""
    return phase.per_period if series.metric.aggregation is Aggregation.SUM else phase.value


def _summary(
    metric: Metric, points: Sequence[Point], length: int, expected: int | None
) -> PhaseSummary:
    value = aggregated(metric.aggregation, [point.value for point in points])
    sums = metric.aggregation is Aggregation.SUM and value is not None and length > 0
    spread = sums and points[0].period.kind is not PeriodKind.PHASE
    return PhaseSummary(
        value=value,
        per_period=value / length if spread and value is not None else None,
        periods=len(points),
        expected=expected,
    )


def aggregated(aggregation: Aggregation, values: Sequence[Decimal]) -> Decimal | None:
    """A phase's figures, in time, as one; None where there are none."""
    if not values:
        return None
    match aggregation:
        case Aggregation.SUM:
            return sum(values, Decimal(0))
        case Aggregation.MEAN:
            return sum(values, Decimal(0)) / len(values)
        case Aggregation.LAST:
            return values[-1]
        case Aggregation.MAX:
            return max(values)
    return None  # rates are never averaged: a ratio comes from its formula alone


@lru_cache(maxsize=64)  # every metric of a trial asks for the same periods, several times
def _all(ranges: tuple[DateRange, ...], kind: PeriodKind) -> tuple[Period, ...]:
    return tuple(sorted({period for days in ranges for period in periods_within(days, kind)}))

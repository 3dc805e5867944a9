"""Holding the trial against last year, or against somebody who didn't try it."""

from collections.abc import Sequence
from math import isfinite, log
from statistics import fmean

import attrs

from trialkit.evidence.answers import Unanswerable


@attrs.frozen
class YearOverYear:
    """The trial's periods against the same ones a year before.

    Attributes:
        ratio: sum over sum.
        percent: the change in per cent.
    """

    ratio: float
    percent: float


@attrs.frozen
class DifferenceInDifferences:
    """How much more the trial's own figures changed than the comparison's.

    Attributes:
        difference: of the means' changes, in the figures' unit.
        log_ratio: of the mean logs' changes; None where a figure isn't above zero.
    """

    difference: float
    log_ratio: float | None


def year_over_year(
    trial: Sequence[float], same_periods_last_year: Sequence[float]
) -> YearOverYear | Unanswerable:
    """The sum over the trial's periods against the same calendar periods a year before.

    Holds the season, not growth: a company that grew anyway shows up as an effect.

    Args:
        trial: shape (n,).
        same_periods_last_year: their partners, in the same order; shape (n,).

    Returns:
        The ratio; `NOT_FINITE`, `EMPTY_PHASE`, `OUT_OF_RANGE` where a period lacks its partner,
        or `NEEDS_POSITIVE` where last year's sum isn't above zero.

    >>> round(year_over_year([120, 130, 90], [100, 104, 76]).percent, 1)
    21.4
    """
    if not all(map(isfinite, (*trial, *same_periods_last_year))):
        return Unanswerable("NOT_FINITE")
    if not trial or not same_periods_last_year:
        return Unanswerable("EMPTY_PHASE", {"n": 0})
    if len(trial) != len(same_periods_last_year):
        return Unanswerable("OUT_OF_RANGE", {"trial": len(trial)})
    before = sum(same_periods_last_year)
    if before <= 0:
        return Unanswerable("NEEDS_POSITIVE", {"sum": before})
    ratio = sum(trial) / before
    return YearOverYear(ratio, 100 * (ratio - 1))


def difference_in_differences(
    baseline: Sequence[float],
    trial: Sequence[float],
    comparison_baseline: Sequence[float],
    comparison_trial: Sequence[float],
) -> DifferenceInDifferences | Unanswerable:
    """The change of the trial's own figures less that of the comparison's.

    Descriptive: inference is the phase model's, on the logs of the two series' ratio, because
    periods with a memory make naive standard errors far too small. The comparison must be named
    before the start and untouched by the trial.

    Args:
        baseline, trial: the trial's own; shapes (m,) and (n,).
        comparison_baseline, comparison_trial: the comparison's, of any lengths.

    Returns:
        The difference; `NOT_FINITE`, or `EMPTY_PHASE` where one of the four is empty.

    Source: Bertrand, Duflo & Mullainathan (2004), 10.1162/003355304772839588.

    >>> difference_in_differences([10, 12, 9, 11], [15, 17, 16], [20, 22], [23, 25]).difference
    2.5
    """
    phases = (baseline, trial, comparison_baseline, comparison_trial)
    if not all(isfinite(value) for phase in phases for value in phase):
        return Unanswerable("NOT_FINITE")
    if not all(phases):
        return Unanswerable("EMPTY_PHASE", {"empty": sum(not phase for phase in phases)})
    positive = all(value > 0 for phase in phases for value in phase)
    return DifferenceInDifferences(
        _twice([fmean(phase) for phase in phases]),
        _twice([fmean(map(log, phase)) for phase in phases]) if positive else None,
    )


def _twice(means: Sequence[float]) -> float:
    before, after, compared_before, compared_after = means
    return (after - before) - (compared_after - compared_before)

"""By how much per cent the trial phase differs from the baseline: the log response ratio."""

from collections.abc import Sequence
from math import exp, isfinite, log, sqrt
from statistics import fmean, variance

import attrs

from trialkit.evidence.answers import Unanswerable

_Z = 1.959963984540054
FEWEST = 2


@attrs.frozen(kw_only=True)
class ResponseRatio:
    """The ratio of two means, on the log scale and in per cent.

    Attributes:
        log_ratio: with the small-sample correction.
        se: its standard error, as if periods were independent.
        percent: the change in per cent.
        percent_low, percent_high: its 95 % interval.
    """

    log_ratio: float
    se: float
    percent: float
    percent_low: float
    percent_high: float


def log_response_ratio(
    baseline: Sequence[float], trial: Sequence[float]
) -> ResponseRatio | Unanswerable:
    """The change of the mean as a ratio, which can be compared across companies.

    Valid for amounts on a ratio scale; zeros among them are fine. Assumes independent periods,
    so its interval is too narrow where months resemble their neighbours.

    Args:
        baseline: shape (m,), two figures at least.
        trial: shape (n,), two figures at least.

    Returns:
        The ratio; `NOT_FINITE`, `EMPTY_PHASE`, `TOO_FEW_POINTS`, or `NEEDS_POSITIVE` where a
        figure is negative or a mean is zero.

    Source: Pustejovsky (2015), 10.1037/met0000019; (2018), 10.1016/j.jsp.2018.02.003.

    >>> round(log_response_ratio([10, 12, 9, 11], [15, 17, 16]).percent)
    52
    """
    if not all(map(isfinite, (*baseline, *trial))):
        return Unanswerable("NOT_FINITE")
    sizes: dict[str, float | str] = {"baseline": len(baseline), "trial": len(trial)}
    if not baseline or not trial:
        return Unanswerable("EMPTY_PHASE", sizes)
    if min(len(baseline), len(trial)) < FEWEST:
        return Unanswerable("TOO_FEW_POINTS", sizes)
    largest = max(map(abs, (*baseline, *trial)))
    if min(*baseline, *trial) < 0 or not any(baseline) or not any(trial):
        return Unanswerable("NEEDS_POSITIVE", {"lowest": min(*baseline, *trial)})
    before, after = (
        _relative([b / largest for b in baseline]),
        _relative([t / largest for t in trial]),
    )
    ratio = log(after.mean / before.mean) + (after.squared - before.squared) / 2
    se = sqrt(after.squared + before.squared)
    return ResponseRatio(
        log_ratio=ratio,
        se=se,
        percent=_percent(ratio),
        percent_low=_percent(ratio - _Z * se),
        percent_high=_percent(ratio + _Z * se),
    )


@attrs.frozen
class _Relative:
    mean: float
    squared: float
    """Squared standard error of the mean, relative to the mean."""


def _relative(figures: Sequence[float]) -> _Relative:
    mean = fmean(figures)
    return _Relative(mean, variance(figures) / (len(figures) * mean**2))


def _percent(ratio: float) -> float:
    return 100 * (exp(ratio) - 1)

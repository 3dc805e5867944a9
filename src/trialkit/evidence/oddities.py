"""Things in two phases' figures that a reader should know before believing a change."""

from collections.abc import Sequence
from statistics import fmean, median
from typing import Final

MAD_TO_SD: Final = 1.4826
"""A normal distribution's standard deviation over its median absolute deviation."""


def started_after_extreme(baseline: Sequence[float]) -> bool:
    """Whether the trial began right after an unusual period, so that some change is a return.

    The last value is the lowest or highest of at least four, and at least two robust standard
    deviations of the others from their median (10 % of it where they don't vary).

    Args:
        baseline: the periods before the trial, in the order of time.

    Source: Barnett, van der Pols & Dobson (2005), Regression to the mean, 10.1093/ije/dyh299.
    """
    if len(baseline) < 4:
        return False
    *others, last = baseline
    if min(others) <= last <= max(others):
        return False
    middle = median(others)
    spread = median(abs(value - middle) for value in others)
    far = 2 * MAD_TO_SD * spread if spread else abs(middle) / 10
    return abs(last - middle) >= far


def carried_by(baseline: Sequence[float], trial: Sequence[float]) -> int | None:
    """The trial period that makes more than half of the difference, as an index into `trial`.

    None where no period does, where the difference is under 10 % of the baseline's mean, or
    where there are fewer than three trial periods.
    """
    if not baseline or len(trial) < 3:
        return None
    before = fmean(baseline)
    excess = [value - before for value in trial]
    total = sum(excess)
    if not total or abs(total) / len(trial) < abs(before) / 10:
        return None
    return next((index for index, part in enumerate(excess) if part / total > 0.5), None)


def unvaried(baseline: Sequence[float], trial: Sequence[float]) -> bool:
    """Whether the figures are all the same within each phase."""
    return len(set(baseline)) <= 1 and len(set(trial)) <= 1

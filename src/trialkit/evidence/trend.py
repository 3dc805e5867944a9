"""Whether a handful of figures was already moving, and how fast."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import erfc, isfinite, sqrt

import attrs

from trialkit.evidence.answers import Unanswerable


@attrs.frozen
class Trend:
    """How steadily figures rose or fell.

    Attributes:
        kendall_s: pairs that rise minus pairs that fall.
        p_rising: chance of so high an S if the order meant nothing.
        p_falling: chance of so low an S.
    """

    kendall_s: int
    p_rising: float
    p_falling: float


def mann_kendall(values: Sequence[float]) -> Trend | Unanswerable:
    """One-sided tests that a series rises, and that it falls.

    Exact where no two values are equal; else normal, with the variance corrected for ties and
    a continuity of 1. Assumes that values are independent but for the trend.

    Args:
        values: in the order of time, four at least.

    Returns:
        The trend; `NOT_FINITE` or `TOO_FEW_POINTS` where there is none to tell.

    Source: Kendall (1975), Rank Correlation Methods; Mann (1945), Econometrica 13:245.

    >>> mann_kendall([4, 5, 7, 9]).kendall_s
    6
    """
    if not all(isfinite(value) for value in values):
        return Unanswerable("NOT_FINITE")
    if len(values) < 4:
        return Unanswerable("TOO_FEW_POINTS", {"n": len(values)})
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    tail = _exact_tail if len(set(values)) == len(values) else _normal_tail
    return Trend(s, tail(s, values), tail(-s, values))


def _exact_tail(s: int, values: Sequence[float]) -> float:
    """P(S >= s) when every order of `values` is equally likely."""
    ways = [1]  # ways[i]: orders of the first numbers with i falling pairs
    for size in range(2, len(values) + 1):
        ways = [
            sum(ways[max(0, pairs - size + 1) : pairs + 1]) for pairs in range(len(ways) + size - 1)
        ]
    most = len(ways) - 1
    falling_at_most = (most - s) // 2
    return sum(ways[: falling_at_most + 1]) / sum(ways)


def _normal_tail(s: int, values: Sequence[float]) -> float:
    n = len(values)
    ties = sum(g * (g - 1) * (2 * g + 5) for g in Counter(values).values())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    return erfc((s - 1) / sqrt(2 * variance)) / 2 if variance else 1.0


@attrs.frozen(kw_only=True)
class Slope:
    """A line through figures that one odd figure can't tilt.

    Attributes:
        slope: change a period.
        intercept: the line's level at period 0.
        low, high: the slope's 95 % interval.
        kendall_s: pairs that rise minus pairs that fall.
    """

    slope: float
    intercept: float
    low: float
    high: float
    kendall_s: int


def theil_sen(values: Sequence[float], times: Sequence[int]) -> Slope | Unanswerable:
    """The median of the slopes between every two figures.

    Args:
        values: shape (n,), four at least.
        times: their period numbers, each once; a gap is a gap; shape (n,).

    Returns:
        The line; `NOT_FINITE`, `DUPLICATE_PERIOD` or `TOO_FEW_POINTS`.

    Source: Sen (1968), 10.1080/01621459.1968.10480934.

    >>> theil_sen([5, 6, 9, 10], [0, 1, 4, 5]).slope
    1.0
    """
    if not all(isfinite(value) for value in values):
        return Unanswerable("NOT_FINITE")
    if len(set(times)) < len(times):
        return Unanswerable("DUPLICATE_PERIOD")
    if len(values) < 4:
        return Unanswerable("TOO_FEW_POINTS", {"n": len(values)})
    from scipy.stats import theilslopes  # takes 0.7 s to load, and few ask for it

    ordered = [value for _, value in sorted(zip(times, values, strict=True))]
    line = theilslopes(values, times, 0.95)
    return Slope(
        slope=float(line.slope),
        intercept=float(line.intercept),
        low=float(line.low_slope),
        high=float(line.high_slope),
        kendall_s=sum((b > a) - (b < a) for a, b in combinations(ordered, 2)),
    )

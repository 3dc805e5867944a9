"""How often a period of the trial phase beats a period of the baseline: NAP."""

from collections.abc import Sequence
from math import isfinite, sqrt

import attrs

from trialkit.evidence.answers import Unanswerable

_Z = 1.959963984540054


@attrs.frozen
class Overlap:
    """Nonoverlap of all pairs.

    Attributes:
        nap: share of pairs, one period from each phase, in which the trial's is better; ties
            count half.
        low, high: its 95 % interval; where every pair or none is better it has no width.
    """

    nap: float
    low: float
    high: float


def nap(
    baseline: Sequence[float], trial: Sequence[float], *, direction: str = "up"
) -> Overlap | Unanswerable:
    """How often a trial period beats a baseline period.

    Valid for figures that can at least be ordered, one or more a phase. Blind to size, trend,
    season and autocorrelation: it treats periods as independent, so it describes and never
    decides.

    Args:
        baseline: shape (m,).
        trial: shape (n,).
        direction: `up` where more is better, `down` where less is.

    Returns:
        The overlap; `NOT_FINITE`, or `EMPTY_PHASE` where a phase has no figure.

    Source: Parker & Vannest (2009), 10.1016/j.beth.2008.10.006; interval: Newcombe (2006),
    method 5, 10.1002/sim.2324.

    >>> nap([10, 12, 9, 11], [15, 17, 16]).nap
    1.0
    """
    if not all(map(isfinite, (*baseline, *trial))):
        return Unanswerable("NOT_FINITE")
    if not baseline or not trial:
        return Unanswerable("EMPTY_PHASE", {"baseline": len(baseline), "trial": len(trial)})
    better = sum((t > b) + 0.5 * (t == b) for t in trial for b in baseline)
    pairs = len(baseline) * len(trial)
    found = better / pairs if direction == "up" else 1 - better / pairs
    half = (len(baseline) + len(trial)) / 2 - 1
    return Overlap(found, _end(found, pairs, half, 0.0), _end(found, pairs, half, 1.0))


def _end(found: float, pairs: int, half: float, outer: float) -> float:
    """The interval's end towards `outer`: where the score statistic is just at 5 %."""
    if found in {0.0, 1.0}:
        return found  # the equation below holds at the end itself
    inside, outside = found, outer
    for _ in range(200):
        middle = (inside + outside) / 2
        spread = 1 + half * (1 - middle) / (2 - middle) + half * middle / (1 + middle)
        reach = _Z * sqrt(middle * (1 - middle) / pairs * spread)
        inside, outside = (middle, outside) if abs(found - middle) < reach else (inside, middle)
    return (inside + outside) / 2

"""How much a period resembles the one before, and what that costs."""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

import attrs

from trialkit.evidence.answers import Unanswerable

FEWEST_TO_TELL = 20
"""Under this many figures the estimate can't tell 0 from .5; a face says so."""


@attrs.frozen
class Autocorrelation:
    """Lag-1 autocorrelation.

    Attributes:
        r1: biased low by about (1 + 4 rho) / n.
        told: whether there are enough figures for it to mean much.
    """

    r1: float
    told: bool


@attrs.frozen
class EffectiveN:
    """What a number of figures is worth.

    Attributes:
        effective_n: independent figures that would tell as much.
    """

    effective_n: float


def lag1_autocorrelation(
    values: Sequence[float], phase: Sequence[int] | None = None
) -> Autocorrelation | Unanswerable:
    """How figures resemble their neighbours, once each phase's mean is taken off.

    Args:
        values: in the order of time; shape (n,), three at least.
        phase: which phase each belongs to; None where there is one.

    Returns:
        The autocorrelation; `NOT_FINITE`, `EMPTY_PHASE`, `TOO_FEW_POINTS` or `NO_VARIATION`.

    Source: Huitema & McKean (1991), 10.1037/0033-2909.110.2.291.

    >>> lag1_autocorrelation([1, 2, 3, 4, 5, 6, 7, 8]).r1
    0.625
    """
    if not all(map(isfinite, values)):
        return Unanswerable("NOT_FINITE")
    if not values:
        return Unanswerable("EMPTY_PHASE", {"n": 0})
    if len(values) < 3:
        return Unanswerable("TOO_FEW_POINTS", {"n": len(values)})
    phases = list(phase) if phase is not None else [0] * len(values)
    largest = max(map(abs, values)) or 1.0
    scaled = [value / largest for value in values]
    means = {
        each: sum(v for v, p in zip(scaled, phases, strict=True) if p == each) / phases.count(each)
        for each in set(phases)
    }
    left = [value - means[each] for value, each in zip(scaled, phases, strict=True)]
    total = sum(e * e for e in left)
    if total <= 1e-12 * sum(value * value for value in scaled):
        return Unanswerable("NO_VARIATION")
    r1 = sum(a * b for a, b in pairwise(left)) / total
    return Autocorrelation(r1, len(values) >= FEWEST_TO_TELL)


def effective_n(n: int, rho: float) -> EffectiveN | Unanswerable:
    """What `n` figures with autocorrelation `rho` are worth in independent ones.

    Args:
        n: figures, one at least.
        rho: lag-1 autocorrelation of an AR(1), above -1 and under 1.

    Returns:
        The number; `NOT_FINITE`, `EMPTY_PHASE` or `OUT_OF_RANGE`.

    Source: Bayley & Hammersley (1946), 10.2307/2983560.

    >>> round(effective_n(12, 0.2).effective_n, 1)
    8.3
    """
    if not isfinite(rho):
        return Unanswerable("NOT_FINITE")
    if n == 0:
        return Unanswerable("EMPTY_PHASE", {"n": 0})
    if n < 0 or not -1 < rho < 1:
        return Unanswerable("OUT_OF_RANGE", {"n": n, "rho": rho})
    return EffectiveN(n / (1 + 2 * sum((1 - k / n) * rho**k for k in range(1, n))))

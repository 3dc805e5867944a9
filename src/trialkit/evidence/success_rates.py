"""How often a kind of trial succeeds, by area or market, with few trials in each."""

from collections.abc import Sequence

import attrs
import numpy as np
from scipy.special import betainc, betaln

from trialkit.evidence.answers import Unanswerable

_STRENGTHS = 2.0 ** np.arange(8)
"""How many trials' worth the overall rate may weigh in each group; all equally likely before."""


@attrs.frozen(kw_only=True)
class SuccessRates:
    """Rates drawn towards the overall one, the more the fewer trials a group has.

    Attributes:
        overall: the rate over all groups.
        rates: each group's.
        low, high: their 95 % intervals.
    """

    overall: float
    rates: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def success_rate_shrinkage(
    successes: Sequence[int], n: Sequence[int]
) -> SuccessRates | Unanswerable:
    """Success rates of several groups that lend each other what few trials can't tell.

    Count trials that met their promise among those that met or missed it; say beside it how
    many couldn't tell. A group without trials gets the overall rate and a wide interval.

    Args:
        successes: a group each; shape (g,).
        n: trials that could tell; shape (g,).

    Returns:
        The rates; `EMPTY_PHASE` where there is no trial at all, `OUT_OF_RANGE` where a count
        can't be.

    Source: Morris (1983), 10.1080/01621459.1983.10477920.

    >>> success_rate_shrinkage([9, 1], [10, 10]).overall
    0.5
    """
    if len(successes) != len(n) or any(
        not 0 <= x <= each for x, each in zip(successes, n, strict=False)
    ):
        return Unanswerable("OUT_OF_RANGE", {"groups": len(n)})
    if not sum(n):
        return Unanswerable("EMPTY_PHASE", {"n": 0})
    x, trials = np.asarray(successes, float), np.asarray(n, float)
    overall = float((x.sum() + 0.5) / (trials.sum() + 1))
    a0, b0 = _STRENGTHS[:, None] * overall, _STRENGTHS[:, None] * (1 - overall)
    a, b = x + a0, trials - x + b0
    likelihood = (betaln(a, b) - betaln(a0, b0)).sum(axis=1)
    weights = np.exp(likelihood - likelihood.max())
    weights = weights / weights.sum()
    return SuccessRates(
        overall=overall,
        rates=tuple(map(float, weights @ (a / (a + b)))),
        low=tuple(map(float, _quantiles(weights, a, b, 0.025))),
        high=tuple(map(float, _quantiles(weights, a, b, 0.975))),
    )


def _quantiles(
    weights: "np.ndarray", a: "np.ndarray", b: "np.ndarray", level: float
) -> "np.ndarray":
    """A quantile of each group's mixture of beta distributions, by halving."""
    low, high = np.zeros(a.shape[1]), np.ones(a.shape[1])
    for _ in range(100):
        middle = (low + high) / 2
        below = weights @ betainc(a, b, middle) < level
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)

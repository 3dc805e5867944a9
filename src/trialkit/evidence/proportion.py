"""Shares of independent cases: intervals, and the probability that a share beats a threshold.

Needs scipy (`pip install "trialkit[evidence]"`).
"""

from math import isfinite, sqrt

import attrs
from scipy.special import betainc, betaincinv, ndtri

from trialkit.evidence.answers import Answered, Unanswerable


@attrs.frozen
class Proportion:
    """A share with its interval.

    Attributes:
        p: successes over cases.
        low, high: the interval's ends, within 0 and 1.
    """

    p: float
    low: float
    high: float


@attrs.frozen
class ProportionAnswer:
    """A share held against a threshold.

    Attributes:
        probability: that the share is beyond the threshold.
        outcome: met from .975 on, not met up to .025.
        p, low, high: the share and its 95 % Jeffreys interval.
    """

    probability: float
    outcome: Answered
    p: float
    low: float
    high: float

    def judged(self, tail: float = 0.025) -> Answered:
        """What follows where `tail` is the chance of error it may take (Holm's is smaller)."""
        if self.probability >= 1 - tail:
            return Answered.MET
        return Answered.NOT_MET if self.probability <= tail else Answered.CANT_TELL


def wilson(successes: float, n: float, *, confidence: float = 0.95) -> Proportion | Unanswerable:
    """A share with Wilson's score interval. Assumes independent cases.

    Args:
        successes: 0 to `n`.
        n: number of cases, above 0.
        confidence: of the interval.

    Source: Wilson (1927), 10.1080/01621459.1927.10502953.
    """
    if refused := _refused(successes, n):
        return refused
    z = float(ndtri((1 + confidence) / 2))
    p = successes / n
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    low = 0.0 if successes == 0 else (middle - half) / whole
    high = 1.0 if successes == n else (middle + half) / whole
    return Proportion(p, low, high)


def jeffreys(successes: float, n: float, *, confidence: float = 0.95) -> Proportion | Unanswerable:
    """A share with the quantiles of Beta(x + 1/2, n - x + 1/2). Assumes independent cases.

    The lower end is 0 where there is no success, the upper end 1 where there is no failure.

    Args:
        successes: 0 to `n`.
        n: number of cases, above 0.
        confidence: of the interval.

    Source: Brown, Cai & DasGupta (2001), 10.1214/ss/1009213286.
    """
    if refused := _refused(successes, n):
        return refused
    a, b = successes + 0.5, n - successes + 0.5
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if successes == n else float(betaincinv(a, b, 1 - tail))
    return Proportion(successes / n, low, high)


def proportion_criterion(
    successes: float, n: float, *, threshold: float, direction: str = "up"
) -> ProportionAnswer | Unanswerable:
    """Whether a share is beyond a threshold, by its posterior under Jeffreys' prior.

    Args:
        successes: 0 to `n`.
        n: number of independent cases, above 0.
        threshold: a fraction from 0 to 1.
        direction: `up` asks whether the share is above it, `down` whether it is below.

    Returns:
        The probability and what follows from it; `NOT_FINITE`, `EMPTY_PHASE` (no cases) or
        `OUT_OF_RANGE` otherwise.

    Source: Brown, Cai & DasGupta (2001), 10.1214/ss/1009213286.
    """
    share = jeffreys(successes, n)
    if isinstance(share, Unanswerable):
        return share
    if not isfinite(threshold):
        return Unanswerable("NOT_FINITE")
    if not 0 <= threshold <= 1:
        return Unanswerable("OUT_OF_RANGE", {"threshold": threshold})
    below = float(betainc(successes + 0.5, n - successes + 0.5, threshold))
    probability = below if direction == "down" else 1 - below
    answer = ProportionAnswer(probability, Answered.CANT_TELL, share.p, share.low, share.high)
    return attrs.evolve(answer, outcome=answer.judged())


def _refused(successes: float, n: float) -> Unanswerable | None:
    if not (isfinite(successes) and isfinite(n)):
        return Unanswerable("NOT_FINITE")
    if n == 0:
        return Unanswerable("EMPTY_PHASE", {"n": 0})
    if n < 0 or not 0 <= successes <= n:
        return Unanswerable("OUT_OF_RANGE", {"successes": successes, "n": n})
    return None

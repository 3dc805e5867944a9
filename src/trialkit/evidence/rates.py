"""Two counts over two lengths of time: did they come more often?"""

from math import isfinite

import attrs
from scipy.special import betaincinv

from trialkit.evidence.answers import Unanswerable

LEAST_SHARE = 1e-9
"""A time this much shorter than the other is a slip."""


@attrs.frozen(kw_only=True)
class RateRatio:
    """How many times more often something came.

    Attributes:
        ratio: the trial's rate over the baseline's; None where nothing came in the baseline.
        low, high: its 95 % interval; None where it has no end.
        p_two_sided: chance of counts at least so uneven if the rates were the same.
    """

    ratio: float | None
    low: float | None
    high: float | None
    p_two_sided: float


def rate_ratio(
    baseline_count: int, baseline_exposure: float, trial_count: int, trial_exposure: float
) -> RateRatio | Unanswerable:
    """The ratio of two rates, such as orders a week.

    Assumes that counts vary by chance alone. Monthly counts of a real shop vary more, and with
    30 a month this would say *met* wrongly in 7 to 9 % of trials: it describes, never decides.

    Args:
        baseline_count, trial_count: how many came.
        baseline_exposure, trial_exposure: in how much time, above 0, in one unit.

    Returns:
        The ratio; `NOT_FINITE`, `OUT_OF_RANGE`, or `NO_EVENTS` where nothing came at all.

    Source: Przyborowski & Wilenski (1940), 10.2307/2332612.

    >>> round(rate_ratio(8, 4, 14, 3).ratio, 2)
    2.33
    """
    if not (isfinite(baseline_exposure) and isfinite(trial_exposure)):
        return Unanswerable("NOT_FINITE")
    shorter, longer = sorted((baseline_exposure, trial_exposure))
    if min(baseline_count, trial_count) < 0 or shorter <= LEAST_SHARE * max(longer, 0):
        return Unanswerable("OUT_OF_RANGE", {"baseline": baseline_count, "trial": trial_count})
    total = baseline_count + trial_count
    if not total:
        return Unanswerable("NO_EVENTS")
    from scipy.stats import binomtest  # takes 0.7 s to load, and few ask for it

    stretch = baseline_exposure / trial_exposure
    share = trial_exposure / (baseline_exposure + trial_exposure)
    low = _odds(betaincinv(trial_count, total - trial_count + 1, 0.025)) if trial_count else 0.0
    high = None
    if baseline_count:
        high = _odds(betaincinv(trial_count + 1, baseline_count, 0.975)) * stretch
    return RateRatio(
        ratio=trial_count / baseline_count * stretch if baseline_count else None,
        low=low * stretch,
        high=high,
        p_two_sided=float(binomtest(trial_count, total, share).pvalue),
    )


def _odds(p: float) -> float:
    return float(p / (1 - p))

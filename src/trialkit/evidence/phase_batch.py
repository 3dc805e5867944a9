"""The phase model over many trials of one design at once: what simulations need.

`phase_effect` answers for one trial with everything a page prints; this gives the rule's answer
alone, some thousand times faster. Needs numpy and scipy (`pip install "trialkit[evidence]"`).
"""

from collections.abc import Sequence

import attrs
import numpy as np
from scipy.special import stdtr

from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.phase_design import Design, design_of
from trialkit.evidence.phase_model import BOUND, FEWEST_BASELINE, FEWEST_TRIAL, SCALES, STEADY


@attrs.frozen(kw_only=True)
class PhaseOutcomes:
    """The rule's answer for each of many trials; all arrays have shape (trials,).

    Attributes:
        probability: that the change is beyond the threshold.
        steady_low, steady_high: the probability's range when any one period is left out; 0 and
            1 where leaving one out makes the effect unidentified.
        met, not_met: by the rule; where both are False, it can't be told.
    """

    probability: "np.ndarray"
    steady_low: "np.ndarray"
    steady_high: "np.ndarray"

    @property
    def met(self) -> "np.ndarray":
        """Beyond the promise, and carried by no single period."""
        return np.asarray((self.probability >= BOUND) & (self.steady_low >= STEADY))

    @property
    def not_met(self) -> "np.ndarray":
        """Short of the promise, and carried by no single period."""
        return np.asarray((self.probability <= 1 - BOUND) & (self.steady_high <= 1 - STEADY))


def phase_outcomes(
    values: "np.ndarray",
    times: Sequence[int],
    trial: Sequence[int],
    season: Sequence[int] | None,
    *,
    scale: str,
    threshold: float,
    period: str = "month",
) -> PhaseOutcomes | Unanswerable:
    """The rule on every row of `values`, for a promise of *at least* the threshold.

    Args:
        values: a trial a row, a period a column, positive where `scale` is `log`; shape
            (trials, n).
        times, trial, season, scale, threshold, period: as in `phase_effect`, for every row.

    Returns:
        The answers; `Unanswerable` with `NOT_FINITE`, `OUT_OF_RANGE`, `TOO_FEW_POINTS`,
        `NEEDS_POSITIVE` or `SEASON_NOT_COVERED`, which then goes for every row. A row without
        any variation has probability .5: it can't be told.

    Source: as `phase_effect`.
    """
    figures = np.asarray(values, float)
    if refused := _refused(figures, trial, scale, threshold, period):
        return refused
    design = design_of(
        tuple(int(time) for time in times),
        tuple(int(phase) for phase in trial),
        None if season is None else tuple(int(position) for position in season),
        period,
    )
    if not design.identified:
        return Unanswerable("SEASON_NOT_COVERED")
    if design.df < 1:
        return Unanswerable("TOO_FEW_POINTS", {"df": design.df})
    factor, theta = (1.0 + threshold, 0.0) if scale == "relative_level" else (1.0, threshold)
    if scale == "log":
        figures, theta = np.log(figures), float(np.log1p(threshold))
    probability = _probability(figures, design, factor, theta)
    low, high = probability.copy(), probability.copy()
    for index in range(figures.shape[1]):
        smaller = design.without(index)
        if smaller is None or not smaller.identified or smaller.df < 1:
            low[:], high[:] = 0.0, 1.0
            break
        left = _probability(np.delete(figures, index, axis=1), smaller, factor, theta)
        low, high = np.minimum(low, left), np.maximum(high, left)
    return PhaseOutcomes(probability=probability, steady_low=low, steady_high=high)


def _refused(
    figures: "np.ndarray", trial: Sequence[int], scale: str, threshold: float, period: str
) -> Unanswerable | None:
    after = sum(trial)
    if not (np.isfinite(figures).all() and np.isfinite(threshold)):
        return Unanswerable("NOT_FINITE")
    if len(trial) - after < FEWEST_BASELINE or after < FEWEST_TRIAL:
        return Unanswerable("TOO_FEW_POINTS", {"baseline": len(trial) - after, "trial": after})
    if scale not in SCALES or period not in Design.DRIFT or threshold <= -1:
        return Unanswerable("OUT_OF_RANGE", {"scale": scale, "threshold": threshold})
    if scale == "log" and (figures <= 0).any():
        return Unanswerable("NEEDS_POSITIVE")
    return None


def _probability(y: "np.ndarray", design: Design, factor: float, theta: float) -> "np.ndarray":
    """P(beyond the threshold) of each row; .5 where nothing is left over to judge chance by."""
    level = y.mean(axis=1, keepdims=True)
    estimates, squares = design.regress_all(y - level, factor)
    estimates = estimates + level.T * (1.0 - factor)
    flat = squares.min(axis=0) <= 1e-12 * (y**2).sum(axis=1) + 1e-24 * y.shape[1]
    squares = np.where(flat, 1.0, squares)
    log_weights = design.log_prior[:, None] - design.df / 2 * np.log(squares)
    weights = np.exp(log_weights - log_weights.max(axis=0))
    errors = np.sqrt(squares / design.df * design.contrast_variance(factor)[:, None])
    tails = stdtr(design.df, (estimates - theta) / errors)
    found = (weights * tails).sum(axis=0) / weights.sum(axis=0)
    return np.where(flat, 0.5, np.clip(found, 0.0, 1.0))

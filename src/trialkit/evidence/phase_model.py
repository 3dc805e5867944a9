"""The effect of one trial on one metric: a regression with autocorrelated errors and drift.

    y = X b + e,   e ~ N(0, s2 V),   V_ij = rho^|t_i - t_j| + d^2 (t_i - tbar)(t_j - tbar)

rho is not estimated (a handful of points can't tell 0 from .5) but integrated over, and a drift
of unknown sign is allowed for. Bayesian regression with AR(1) errors: Zellner & Tiao (1964),
10.1080/01621459.1964.10480726. Needs numpy and scipy (`pip install "trialkit[evidence]"`).
"""

from collections.abc import Callable, Sequence
from typing import Final

import attrs
import numpy as np
from scipy.special import stdtr, stdtrit

from trialkit.evidence.answers import Answered, Unanswerable
from trialkit.evidence.phase_design import MOST_AHEAD, Design, design_of

FEWEST_BASELINE: Final = 4
FEWEST_TRIAL: Final = 3
BOUND: Final = 0.975
"""The probability from which a promise is met; the mirror image from which it isn't."""
STEADY: Final = 0.90
"""What the probability must stay above whichever single period is left out."""
SCALES: Final = ("log", "relative_level", "difference")


@attrs.frozen(kw_only=True)
class PhaseEffect:
    """What two phases of figures say about a promised change.

    Attributes:
        probability: that the change is beyond the threshold.
        outcome: by the rule: beyond the bound, and carried by no single period.
        estimate: of the change, on the model's scale: log ratio, or the contrast of levels.
        low, high: its 95 % interval.
        rho_mean: mean autocorrelation after seeing the figures.
        df: degrees of freedom.
        leave_one_out_min, leave_one_out_max: the probability's range when any one period is
            left out; None where leaving one out makes the effect unidentified.
        one_period_carries: the probability is beyond the bound but one period carries it.
        carrier: index of that period among the values; None where none does.
        periods_to_settle: further trial periods like these that would settle it; 0 where it
            is settled, None where up to 24 more would not do.
    """

    probability: float
    outcome: Answered
    estimate: float
    low: float
    high: float
    rho_mean: float
    df: int
    leave_one_out_min: float | None
    leave_one_out_max: float | None
    one_period_carries: bool
    carrier: int | None
    periods_to_settle: int | None

    def judged(self, tail: float = 1 - BOUND) -> Answered:
        """The rule's answer where `tail` is the chance of error it may take (Holm's is smaller)."""
        if self.leave_one_out_min is None or self.leave_one_out_max is None:
            return Answered.CANT_TELL
        if self.probability >= 1 - tail and self.leave_one_out_min >= STEADY:
            return Answered.MET
        if self.probability <= tail and self.leave_one_out_max <= 1 - STEADY:
            return Answered.NOT_MET
        return Answered.CANT_TELL


@attrs.frozen
class _Question:
    """What is asked of the figures: values on the model's scale, and what to hold them against.

    Attributes:
        y: one number a period.
        factor: how many baseline levels are taken from the trial's.
        theta: the threshold on the model's scale.
        unit: what one on the model's scale is in the figures' own unit.
        down: whether less than the threshold is what was promised.
    """

    y: "np.ndarray"
    factor: float
    theta: float
    unit: float
    down: bool

    def without(self, index: int) -> "_Question":
        return attrs.evolve(self, y=np.delete(self.y, index))


@attrs.frozen
class _Fit:
    """One regression per rho: estimate, its scale, and the rho's weight."""

    design: Design
    estimates: "np.ndarray"
    scales: "np.ndarray"  # sqrt(S / df), before the contrast's own factor
    weights: "np.ndarray"

    def probability(self, question: _Question, design: Design | None = None) -> float:
        """P(beyond the threshold), with the precision of `design` where one is given."""
        design = design or self.design
        errors = self.scales * np.sqrt(design.contrast_variance(question.factor))
        sign = -1.0 if question.down else 1.0
        tails = stdtr(design.df, sign * (self.estimates - question.theta) / errors)
        return float(np.clip(self.weights @ tails, 0.0, 1.0))

    def quantile(self, level: float, question: _Question) -> float:
        """A quantile of the effect's distribution, by halving between its parts' quantiles."""
        errors = self.scales * np.sqrt(self.design.contrast_variance(question.factor))
        parts = self.estimates + errors * stdtrit(self.design.df, level)
        low, high = float(parts.min()), float(parts.max())
        for _ in range(100):
            middle = (low + high) / 2
            below = self.weights @ stdtr(self.design.df, (middle - self.estimates) / errors)
            low, high = (middle, high) if below < level else (low, middle)
        return (low + high) / 2


def phase_effect(
    values: Sequence[float],
    times: Sequence[int],
    trial: Sequence[int],
    season: Sequence[int] | None,
    *,
    scale: str,
    threshold: float,
    direction: str = "up",
    period: str = "month",
) -> PhaseEffect | Unanswerable:
    """Whether figures of a trial phase are beyond a baseline's by a promised change.

    Assumes noise that is about normal on the scale chosen, with autocorrelation up to .8, and a
    drift of unknown sign (sd .15 noise units a month, .05 a week). A missing period is left
    out of all four sequences; `times` shows the gap. Valid for months and weeks.

    Args:
        values: one figure a period; shape (n,).
        times: period numbers, increasing by one a period; shape (n,).
        trial: 1 for periods of the trial phase, 0 for the baseline; shape (n,).
        season: calendar position of each period (month 1 to 12, week 1 to 52); None where the
            metric is known to have no season, or the values are ratios to a comparison.
        scale: `log` for relative change of positive values, `relative_level` for relative
            change where some are zero, `difference` for a change in the figures' own unit.
        threshold: .2 for 20 % up where relative, else in the figures' unit.
        direction: `up` where at least the threshold was promised, `down` where at most.
        period: `month` or `week`.

    Returns:
        The effect, or `Unanswerable` with `NOT_FINITE`, `EMPTY_PHASE`, `DUPLICATE_PERIOD`,
        `TOO_FEW_POINTS`, `OUT_OF_RANGE`, `NEEDS_POSITIVE`, `NO_VARIATION` or
        `SEASON_NOT_COVERED`.

    Source: Zellner & Tiao (1964), 10.1080/01621459.1964.10480726.
    """
    with np.errstate(all="ignore"):
        if refused := _refused(values, times, trial, scale, threshold, period):
            return refused
        order = np.argsort(np.asarray(times), kind="stable")
        question = _question(np.asarray(values, float)[order], trial, order, scale, threshold)
        question = attrs.evolve(question, down=direction == "down")
        design = design_of(
            tuple(int(times[i]) for i in order),
            tuple(int(trial[i]) for i in order),
            None if season is None else tuple(int(season[i]) for i in order),
            period,
        )
        if refused := _unidentified(question, design):
            return refused
        fit = _fit(question, design)
        if fit is None:
            return Unanswerable("NO_VARIATION")
        return _effect(question, fit, [int(i) for i in order])


def _effect(question: _Question, fit: _Fit, order: list[int]) -> PhaseEffect:
    probability = fit.probability(question)
    left_out = _leave_one_out(question, fit.design)
    known = [p for p in left_out if p is not None]
    whole = len(known) == len(left_out)
    effect = PhaseEffect(
        probability=probability,
        outcome=Answered.CANT_TELL,
        estimate=float(fit.weights @ fit.estimates) * question.unit,
        low=fit.quantile(0.025, question) * question.unit,
        high=fit.quantile(0.975, question) * question.unit,
        rho_mean=fit.design.mean_rho(fit.weights),
        df=fit.design.df,
        leave_one_out_min=min(known) if whole else None,
        leave_one_out_max=max(known) if whole else None,
        one_period_carries=False,
        carrier=None,
        periods_to_settle=None,
    )
    outcome = effect.judged()
    beyond = probability >= BOUND or probability <= 1 - BOUND
    carried = beyond and outcome is Answered.CANT_TELL
    return attrs.evolve(
        effect,
        outcome=outcome,
        one_period_carries=carried,
        carrier=order[_most_moved(left_out, probability)] if carried else None,
        periods_to_settle=None if carried else _periods_to_settle(question, fit),
    )


def _refused(
    values: Sequence[float],
    times: Sequence[int],
    trial: Sequence[int],
    scale: str,
    threshold: float,
    period: str,
) -> Unanswerable | None:
    """The first of the reasons that need no model, in the order they are looked for."""
    figures, phase = np.asarray(values, float), np.asarray(trial)
    after = int((phase == 1).sum())
    before = len(phase) - after
    lowest = float(figures.min()) if len(figures) else 0.0
    relative = scale != "difference"
    reasons: tuple[tuple[Callable[[], bool], str, dict[str, float | str]], ...] = (
        (lambda: not (np.isfinite(figures).all() and np.isfinite(threshold)), "NOT_FINITE", {}),
        (lambda: not before or not after, "EMPTY_PHASE", {"baseline": before, "trial": after}),
        (lambda: len(set(times)) < len(times), "DUPLICATE_PERIOD", {}),
        (
            lambda: before < FEWEST_BASELINE or after < FEWEST_TRIAL,
            "TOO_FEW_POINTS",
            {"baseline": before, "trial": after},
        ),
        (lambda: scale not in SCALES, "OUT_OF_RANGE", {"scale": scale}),
        (lambda: period not in Design.DRIFT, "OUT_OF_RANGE", {"period": period}),
        (lambda: relative and threshold <= -1, "OUT_OF_RANGE", {"threshold": threshold}),
        (lambda: scale == "log" and lowest <= 0, "NEEDS_POSITIVE", {"lowest": lowest}),
        (
            lambda: scale == "relative_level" and (lowest < 0 or not figures[phase == 0].any()),
            "NEEDS_POSITIVE",
            {"lowest": lowest},
        ),
    )
    return next((Unanswerable(code, found) for holds, code, found in reasons if holds()), None)


def _question(
    figures: "np.ndarray", trial: Sequence[int], order: "np.ndarray", scale: str, threshold: float
) -> _Question:
    # Scaled by the largest figure, so that 1e-9 and 1e12 give the same answer.
    largest = float(np.abs(figures).max()) or 1.0
    if scale == "log":
        return _Question(np.log(figures), 1.0, float(np.log1p(threshold)), 1.0, down=False)
    if scale == "relative_level":
        return _Question(figures / largest, 1.0 + threshold, 0.0, largest, down=False)
    return _Question(figures / largest, 1.0, threshold / largest, largest, down=False)


def _unidentified(question: _Question, design: Design) -> Unanswerable | None:
    if _nothing_left(design.within_phases(question.y), question.y):
        return Unanswerable("NO_VARIATION")
    if not design.identified:
        return Unanswerable("SEASON_NOT_COVERED")
    if design.df < 1:
        return Unanswerable("TOO_FEW_POINTS", {"df": design.df})
    return None


def _nothing_left(residual: float, y: "np.ndarray") -> bool:
    # The second term is rounding, where the logs themselves are about zero.
    return residual <= 1e-12 * float(y @ y) + 1e-24 * len(y)


def _fit(question: _Question, design: Design) -> _Fit | None:
    """The regression for each rho; None where nothing is left over to judge chance by."""
    # A common level is taken out first and put back, so that large levels keep their digits.
    level = float(question.y.mean())
    centred = question.y - level
    estimates, squares = design.regress(centred, question.factor)
    estimates = estimates + level * (1.0 - question.factor)
    if _nothing_left(float(squares.min()), question.y):
        return None
    log_weights = design.log_prior - design.df / 2 * np.log(squares)
    weights = np.exp(log_weights - log_weights.max())
    return _Fit(design, estimates, np.sqrt(squares / design.df), weights / weights.sum())


def _leave_one_out(question: _Question, design: Design) -> list[float | None]:
    """The probability without each period in turn; None where it can't be told then."""
    found: list[float | None] = []
    for index in range(len(question.y)):
        smaller = design.without(index)
        fit = None
        if smaller is not None and smaller.identified and smaller.df >= 1:
            fit = _fit(question.without(index), smaller)
        found.append(None if fit is None else fit.probability(question))
    return found


def _most_moved(left_out: Sequence[float | None], probability: float) -> int:
    moved = [float("inf") if p is None else abs(p - probability) for p in left_out]
    return moved.index(max(moved))


def _periods_to_settle(question: _Question, fit: _Fit) -> int | None:
    """A plug-in projection: the same estimates and noise, with a longer trial phase."""
    for more in range(MOST_AHEAD + 1):
        design = fit.design.longer(more)
        probability = fit.probability(question, design)
        if probability >= BOUND or probability <= 1 - BOUND:
            return more
    return None

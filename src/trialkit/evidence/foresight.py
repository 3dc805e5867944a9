"""What a trial could tell, before it begins: how large a change must be to be seen.

The noise is the baseline's own, held for each rho as `phase_model` finds it (and as it holds it
for `periods_to_settle`); the precision is that of the design with every planned period of the
trial phase. Needs numpy and scipy (`pip install "trialkit[evidence]"`).
"""

from collections.abc import Callable, Sequence
from math import expm1
from typing import Final

import attrs
import numpy as np
from scipy.special import stdtr

from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.phase_design import CYCLE, Design, covariance, design_of, season_columns
from trialkit.evidence.phase_model import BOUND, FEWEST_BASELINE, FEWEST_TRIAL, SCALES

MOSTLY: Final = 0.8
"""A change is told where trials like this one would call it in this share of cases, at least."""
OVERSTATED: Final = 0.07
"""By how much held noise overstates that share: it is known from few figures, and the rule also
asks that no single period carries the result. From simulations, as in the tests."""
HARDLY: Final = 0.2
"""It is hardly ever told where they would in less than this share."""
FEWEST_DF: Final = FEWEST_BASELINE - 1
"""What the fewest figures leave to judge noise by; a season that leaves less isn't taken out."""
COMPARISON_NOISE: Final = 0.5
"""Noise of the comparison series that might help, in parts of the metric's own."""


@attrs.frozen(kw_only=True)
class DetectableChange:
    """How large a true change must be for the rule to see it; fractions where relative.

    Attributes:
        up, down: the smallest that at least 4 trials of 5 would call, with the threshold at 0;
            `down` is negative, and None where a fall to nothing wouldn't do.
        hardly_up, hardly_down: up to here fewer than 1 trial of 5 would.
        needed: the smallest true change at which 4 trials of 5 would call the promise met.
    """

    up: float
    down: float | None
    hardly_up: float
    hardly_down: float | None
    needed: float | None


@attrs.frozen
class Help:
    """What would let a trial tell smaller changes.

    Attributes:
        code: `LAST_YEAR`, the same periods of last year for the trial phase and for as many
            before it; `LONGER_BASELINE`, twice as many figures from before; `COMPARISON`, a
            series named in the promise with half the noise; `LONGER_TRIAL`, twice as long.
        up: the smallest rise that would be told then.
    """

    code: str
    up: float


@attrs.frozen(kw_only=True)
class Plan:
    """A baseline as it is, and a trial phase as it is planned.

    Attributes:
        values: the baseline's figures; shape (n,).
        times: their period numbers, increasing by one a period; shape (n,).
        planned: period numbers of the trial phase; shape (m,).
        season: calendar position of each figure (month 1 to 12, week 1 to 52); None where the
            metric is known to have no season.
        comparison: a comparison's figures in the same periods, above zero; None where the
            promise names none. The season is then in both, and taken out.
        scale: `log` for relative change of positive figures, `relative_level` where some are
            zero, `difference` for a change in the figures' own unit.
        threshold: of the promise: .2 for 20 % up where relative.
        direction: `up` where at least the threshold was promised, `down` where at most.
        period: `month` or `week`.
        tail: the chance of error the rule takes on one side; Holm's is smaller.
    """

    values: Sequence[float]
    times: Sequence[int]
    planned: Sequence[int]
    season: Sequence[int] | None
    comparison: Sequence[float] | None = None
    scale: str = "log"
    threshold: float = 0.0
    direction: str = "up"
    period: str = "month"
    tail: float = 1 - BOUND


def detectable_change(plan: Plan) -> DetectableChange | Unanswerable:
    """How large a true change must be for the rule to see it, from the baseline's own noise.

    Assumes that noise stays as the baseline has it and that every planned figure comes in. The
    estimate is spread around the true change by the model's standard error, drift of unknown
    sign included, on as many degrees of freedom as the baseline leaves. What held noise leaves
    out is made up for by `OVERSTATED`; in simulations of 4 to 36 months before and 3 to 12 of
    trial, with and without a season, and of weeks, with autocorrelation 0 to .4, the size is
    told in 73 to 92 trials of 100. Where taking out the season leaves the baseline fewer than 3
    degrees of freedom, the season is taken for noise, which errs on the side of *can't tell*.

    Returns:
        The sizes, or `Unanswerable` as `phase_effect` answers: `NOT_FINITE`, `EMPTY_PHASE`,
        `DUPLICATE_PERIOD`, `TOO_FEW_POINTS`, `OUT_OF_RANGE`, `NEEDS_POSITIVE`, `NO_VARIATION`
        or `SEASON_NOT_COVERED`.

    Source: the model is that of `phase_model`; Zellner & Tiao (1964),
    10.1080/01621459.1964.10480726.
    """
    with np.errstate(all="ignore"):
        found = _seen(plan)
        if isinstance(found, Unanswerable):
            return found
        noise, shown = found
        sizes = _sizes(noise, _design(plan), 1.0, plan.tail)
        if isinstance(sizes, Unanswerable):
            return sizes
        mostly, hardly = sizes
        return DetectableChange(
            up=shown(mostly),
            down=_fall(shown(-mostly), plan.scale),
            hardly_up=shown(hardly),
            hardly_down=_fall(shown(-hardly), plan.scale),
            needed=_needed(plan, noise, shown),
        )


def what_would_help(plan: Plan) -> tuple[Help, ...]:
    """What would lower the smallest rise that is told, the most helpful first.

    Each is reckoned with the noise of the baseline as it is. The comparison series is one whose
    own noise is half the metric's and goes its own way: it takes the season out, at the price of
    its noise. Empty where nothing would help, and where the noise isn't known.
    """
    with np.errstate(all="ignore"):
        found = _seen(plan)
        if isinstance(found, Unanswerable):
            return ()
        noise, shown = found
        now = _sizes(noise, _design(plan), 1.0, plan.tail)
        most = float("inf") if isinstance(now, Unanswerable) else now[0]
        helps = []
        for code, design, factor in _alternatives(plan):
            sizes = _sizes(
                attrs.evolve(noise, scales=noise.scales * factor), design, 1.0, plan.tail
            )
            if not isinstance(sizes, Unanswerable) and sizes[0] < most * (1 - 1e-9):
                helps.append(Help(code, shown(sizes[0])))
        return tuple(sorted(helps, key=lambda one: (one.up, one.code)))


@attrs.frozen
class _Noise:
    """What a baseline shows of its own noise, one number for each rho but for `df`.

    Attributes:
        scales: standard deviation on the model's scale.
        weights: the rho's, after seeing the baseline.
        df: degrees of freedom that both rest on.
    """

    scales: "np.ndarray"
    weights: "np.ndarray"
    df: int


def _seen(plan: Plan) -> "tuple[_Noise, Callable[[float], float]] | Unanswerable":
    """The baseline's noise, and what turns a size on the model's scale into the reader's."""
    if refused := _refused(plan):
        return refused
    order = np.argsort(np.asarray(plan.times), kind="stable")
    figures = np.asarray(plan.values, float)[order]
    if plan.comparison is not None:
        figures = figures / np.asarray(plan.comparison, float)[order]
    # Scaled by the largest figure, so that 1e-9 and 1e12 give the same answer.
    largest = float(np.abs(figures).max()) or 1.0
    y = np.log(figures / largest) if plan.scale == "log" else figures / largest
    noise = _noise(y, plan, order)
    if isinstance(noise, Unanswerable):
        return noise
    base = float(y.mean())

    def shown(size: float) -> float:
        if plan.scale == "log":
            return expm1(min(size, 700.0))
        return size * largest if plan.scale == "difference" else size / base

    return noise, shown


def _noise(y: "np.ndarray", plan: Plan, order: "np.ndarray") -> "_Noise | Unanswerable":
    columns = np.ones((len(y), 1))
    season = _season(plan)
    if season is not None:
        seasonal = season_columns([season[i] for i in order])
        if len(y) - seasonal.shape[1] >= FEWEST_DF:
            columns = seasonal
    v = covariance([plan.times[i] for i in order], plan.period)
    precision = np.linalg.inv(v)
    information = columns.T @ precision @ columns
    b = np.linalg.solve(information, columns.T @ precision @ (y - y.mean())[:, None])
    left = (y - y.mean()) - (columns @ b)[..., 0]
    squares = np.einsum("ri,rij,rj->r", left, precision, left)
    if float(squares.min()) <= 1e-12 * float(y @ y) + 1e-24 * len(y):
        return Unanswerable("NO_VARIATION")
    df = len(y) - columns.shape[1]
    logs = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + df * np.log(squares)
    weights = np.exp(-(logs - logs.min()) / 2)
    return _Noise(np.sqrt(squares / df), weights / weights.sum(), df)


def _sizes(
    noise: _Noise, design: Design | Unanswerable, factor: float, tail: float
) -> tuple[float, float] | Unanswerable:
    """The true changes, on the model's scale, that are told mostly and hardly."""
    if isinstance(design, Unanswerable):
        return design
    errors = noise.scales * np.sqrt(design.contrast_variance(factor))
    widest = float(errors.max())
    met_from = _root(
        lambda at: float(noise.weights @ stdtr(design.df, at / errors)), 1 - tail, widest
    )

    def told(true: float) -> float:
        return float(noise.weights @ stdtr(noise.df, (true - met_from) / errors))

    return _root(told, MOSTLY + OVERSTATED, met_from), max(_root(told, HARDLY, met_from), 0.0)


def _root(rising: Callable[[float], float], level: float, start: float) -> float:
    """Where a rising function passes `level`, by doubling and halving; never below zero."""
    low, high = 0.0, start
    while rising(high) < level and high < start * 1e12:
        low, high = high, high * 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return high


def _needed(plan: Plan, noise: _Noise, shown: Callable[[float], float]) -> float | None:
    """The true change at which the promise would mostly be called met."""
    relative_level = plan.scale == "relative_level"
    factor = 1.0 + plan.threshold if relative_level else 1.0
    sizes = _sizes(noise, _design(plan), factor, plan.tail)
    if isinstance(sizes, Unanswerable):
        return None
    sign = -1.0 if plan.direction == "down" else 1.0
    beyond = shown(sign * sizes[0])
    if plan.scale == "log":
        return (1.0 + plan.threshold) * (1.0 + beyond) - 1.0
    return _fall(plan.threshold + beyond, plan.scale)


def _fall(change: float, scale: str) -> float | None:
    """A change, unless it would take more away than there is."""
    return None if scale == "relative_level" and change < -1 else change


def _design(plan: Plan) -> Design | Unanswerable:
    return _designed(plan.times, plan.planned, _season(plan), plan)


def _designed(
    before: Sequence[int], planned: Sequence[int], season: Sequence[int] | None, plan: Plan
) -> Design | Unanswerable:
    """The design of the whole trial, or why the rule would say *can't tell* whatever is seen."""
    if len(before) < FEWEST_BASELINE or len(planned) < FEWEST_TRIAL:
        return Unanswerable("TOO_FEW_POINTS", {"baseline": len(before), "trial": len(planned)})
    times = (*sorted(before), *sorted(planned))
    design = design_of(
        times,
        (0,) * len(before) + (1,) * len(planned),
        None if season is None else tuple(_position(time, season, plan) for time in times),
        plan.period,
    )
    if not design.identified:
        return Unanswerable("SEASON_NOT_COVERED")
    return design if design.df >= 1 else Unanswerable("TOO_FEW_POINTS", {"df": design.df})


def _position(time: int, season: Sequence[int], plan: Plan) -> int:
    """Where in the year a period stands: the calendar goes on from the first figure's."""
    return (season[0] - 1 + time - plan.times[0]) % CYCLE[plan.period] + 1


def _season(plan: Plan) -> Sequence[int] | None:
    return None if plan.comparison is not None else plan.season


def _alternatives(plan: Plan) -> "tuple[tuple[str, Design | Unanswerable, float], ...]":
    """Designs that might tell more, each with what becomes of the noise."""
    season, planned = _season(plan), sorted(plan.planned)
    longer = (*planned, *range(planned[-1] + 1, planned[-1] + 1 + len(planned)))
    found = [
        ("LONGER_BASELINE", _designed(_twice(plan), planned, season, plan), 1.0),
        ("LONGER_TRIAL", _designed(plan.times, longer, season, plan), 1.0),
    ]
    if season is not None:
        found.append(("LAST_YEAR", _designed(_with_last_year(plan), planned, season, plan), 1.0))
    if plan.comparison is None and plan.scale != "difference":
        beside = _designed(plan.times, planned, None, plan)
        found.append(("COMPARISON", beside, float(np.hypot(1.0, COMPARISON_NOISE))))
    return tuple(found)


def _twice(plan: Plan) -> tuple[int, ...]:
    """The baseline with as many figures again, the nearest to the trial phase that it lacks."""
    have = set(plan.times)
    lacking: list[int] = []
    time = min(plan.planned) - 1
    while len(lacking) < len(have):
        if time not in have:
            lacking.append(time)
        time -= 1
    return tuple(sorted((*have, *lacking)))


def _with_last_year(plan: Plan) -> tuple[int, ...]:
    """With the year before of the trial phase, and of as many periods before it."""
    first, last = min(plan.planned), max(plan.planned)
    before = max(last - first + 1, FEWEST_BASELINE)
    partners = {time - CYCLE[plan.period] for time in range(first - before, last + 1)}
    return tuple(sorted({*plan.times, *(time for time in partners if time < first)}))


def _refused(plan: Plan) -> Unanswerable | None:
    """The first of the reasons that need no model, in the order they are looked for."""
    beside = () if plan.comparison is None else plan.comparison
    figures = np.asarray([*plan.values, *beside], float)
    before, after = len(plan.values), len(plan.planned)
    lowest = float(figures.min()) if before else 0.0
    relative = plan.scale != "difference"
    counts: dict[str, float | str] = {"baseline": before, "trial": after}
    positive = plan.scale == "log" or plan.comparison is not None
    reasons: tuple[tuple[Callable[[], bool], str, dict[str, float | str]], ...] = (
        (lambda: not np.isfinite([*figures, plan.threshold]).all(), "NOT_FINITE", {}),
        (lambda: not before or not after, "EMPTY_PHASE", counts),
        (lambda: len({*plan.times, *plan.planned}) < before + after, "DUPLICATE_PERIOD", {}),
        (lambda: before < FEWEST_BASELINE or after < FEWEST_TRIAL, "TOO_FEW_POINTS", counts),
        (lambda: plan.scale not in SCALES, "OUT_OF_RANGE", {"scale": plan.scale}),
        (lambda: plan.period not in Design.DRIFT, "OUT_OF_RANGE", {"period": plan.period}),
        (lambda: max(plan.times) >= min(plan.planned), "OUT_OF_RANGE", {}),
        (
            lambda: relative and plan.threshold <= -1,
            "OUT_OF_RANGE",
            {"threshold": plan.threshold},
        ),
        (lambda: positive and lowest <= 0, "NEEDS_POSITIVE", {"lowest": lowest}),
        (
            lambda: relative and (lowest < 0 or not figures.any()),
            "NEEDS_POSITIVE",
            {"lowest": lowest},
        ),
    )
    return next((Unanswerable(code, found) for holds, code, found in reasons if holds()), None)

"""Several trials of one thing taken together: random-effects synthesis."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Final

import attrs
import numpy as np
from scipy.special import ndtri, stdtrit

from trialkit.evidence.answers import Unanswerable

FEW: Final = 5
"""Under this many trials nobody knows how much they differ; a face says so."""

SMALLEST: Final = 1e-12
"""A variance this much smaller than another's, or a standard error than an effect, is a slip, and
no arithmetic bears it."""

_MUST_AGREE: Final = ("metric", "unit", "period", "effect_type")
_MONEY_MUST_AGREE: Final = ("currency", "vat")


@attrs.frozen(kw_only=True)
class Synthesis:
    """What several trials say together, on the effects' own scale.

    Attributes:
        k: how many.
        estimate: the mean effect, weighted by precision.
        se: its standard error, by Wald.
        tau2: variance of the true effects between trials.
        q: Cochran's Q.
        i2: share of the spread that isn't chance, per cent.
        wald_low, wald_high: 95 % interval, too narrow for few trials.
        hksj_se, hksj_low, hksj_high: by Hartung, Knapp, Sidik and Jonkman.
        hksj_adhoc_low, hksj_adhoc_high: the same, never narrower than Wald; the one to show.
        prediction_low, prediction_high: where the next company's effect may fall; lead with it.
        prediction_hts_low, prediction_hts_high: the same after Higgins, Thompson and
            Spiegelhalter; None under three trials.
    """

    k: int
    estimate: float
    se: float
    tau2: float
    q: float
    i2: float
    wald_low: float
    wald_high: float
    hksj_se: float
    hksj_low: float
    hksj_high: float
    hksj_adhoc_low: float
    hksj_adhoc_high: float
    prediction_low: float
    prediction_high: float
    prediction_hts_low: float | None
    prediction_hts_high: float | None


@attrs.frozen(kw_only=True)
class LeftOut:
    """How far one trial moves the whole.

    Attributes:
        lowest, highest: the estimate's range when any one trial is left out.
        mover: index of the trial that moves it most.
    """

    lowest: float
    highest: float
    mover: int


def synthesis(
    effects: Sequence[float],
    variances: Sequence[float],
    *,
    method: str = "REML",
    units: Sequence[Mapping[str, str | None]] | None = None,
) -> Synthesis | Unanswerable:
    """The mean effect of several trials, and where the next one may fall.

    Args:
        effects: one a trial, all on one scale, such as log ratios; shape (k,), two at least.
        variances: their squared standard errors, above 0; shape (k,).
        method: how tau² is found: `REML`, `PM` (Paule and Mandel) or `DL` (DerSimonian and
            Laird).
        units: for each trial `metric`, `unit`, `period`, `effect_type` (`log ratio`,
            `difference`, …), `currency` and `vat`; where given, all must agree. Log ratios may
            cross currencies and VAT bases.

    Returns:
        The synthesis; `NOT_COMPARABLE` with the field that differs, `NOT_FINITE`,
        `OUT_OF_RANGE`, `ONE_STUDY` or `BAD_VARIANCE`.

    Sources: DerSimonian & Laird (1986), 10.1016/0197-2456(86)90046-2; Paule & Mandel (1982),
    10.6028/jres.087.022; Viechtbauer (2005), 10.3102/10769986030003261; Hartung & Knapp
    (2001), 10.1002/sim.791; Sidik & Jonkman (2002), 10.1002/sim.1262; Röver, Knapp & Friede
    (2015), 10.1186/s12874-015-0091-1; IntHout et al. (2016), 10.1136/bmjopen-2015-010247;
    Higgins, Thompson & Spiegelhalter (2009), 10.1111/j.1467-985X.2008.00552.x; Higgins &
    Thompson (2002), 10.1002/sim.1186.

    >>> synthesis([0.1, 0.6], [0.01, 0.02], method="DL").k
    2
    """
    if refused := _refused(effects, variances, method, units or ()):
        return refused
    scale = float(max(np.abs(effects).max(), np.sqrt(np.max(variances))))
    y, v = np.asarray(effects, float) / scale, np.asarray(variances, float) / scale**2
    return _rescaled(_together(y, v, TAU2[method](y, v)), scale)


def leave_one_out(
    effects: Sequence[float], variances: Sequence[float], *, method: str = "REML"
) -> LeftOut | Unanswerable:
    """Whether one trial carries the whole.

    Args:
        effects, variances, method: as in `synthesis`; three trials at least.

    Returns:
        The range; `ONE_STUDY` under three trials, else as `synthesis`.
    """
    whole = synthesis(effects, variances, method=method)
    if isinstance(whole, Unanswerable):
        return whole
    if len(effects) < 3:
        return Unanswerable("ONE_STUDY", {"k": len(effects)})
    estimates = []
    for index in range(len(effects)):
        rest = synthesis(
            [*effects[:index], *effects[index + 1 :]],
            [*variances[:index], *variances[index + 1 :]],
            method=method,
        )
        if isinstance(rest, Unanswerable):
            return rest
        estimates.append(rest.estimate)
    moved = [abs(estimate - whole.estimate) for estimate in estimates]
    return LeftOut(lowest=min(estimates), highest=max(estimates), mover=moved.index(max(moved)))


def _refused(
    effects: Sequence[float],
    variances: Sequence[float],
    method: str,
    units: Sequence[Mapping[str, str | None]],
) -> Unanswerable | None:
    if field := _differs(units):
        return Unanswerable("NOT_COMPARABLE", {"field": field})
    if not all(map(isfinite, (*effects, *variances))):
        return Unanswerable("NOT_FINITE")
    if len(effects) != len(variances) or method not in TAU2:
        return Unanswerable("OUT_OF_RANGE", {"k": len(effects), "method": method})
    if len(effects) < 2:
        return Unanswerable("ONE_STUDY", {"k": len(effects)})
    largest = max(*variances, *(effect**2 for effect in effects))
    if min(variances) <= SMALLEST**2 * largest or min(variances) <= SMALLEST * max(variances):
        return Unanswerable("BAD_VARIANCE", {"lowest": min(variances)})
    return None


def _differs(units: Sequence[Mapping[str, str | None]]) -> str | None:
    """The first field on which trials don't agree."""
    if not units:
        return None
    money = units[0].get("unit") == "money" and units[0].get("effect_type") == "difference"
    fields = (*_MUST_AGREE, *_MONEY_MUST_AGREE) if money else _MUST_AGREE
    return next((field for field in fields if len({each.get(field) for each in units}) > 1), None)


def _together(y: "np.ndarray", v: "np.ndarray", tau2: float) -> Synthesis:
    k = len(y)
    fixed = 1 / v
    q = float((fixed * (y - (fixed @ y) / fixed.sum()) ** 2).sum())
    w = 1 / (v + tau2)
    estimate = float(w @ y / w.sum())
    se = float(1 / np.sqrt(w.sum()))
    hksj = float(np.sqrt((w * (y - estimate) ** 2).sum() / ((k - 1) * w.sum())))
    t = float(stdtrit(k - 1, 0.975))
    z = float(ndtri(0.975))
    ahead = t * float(np.sqrt(tau2 + hksj**2))
    older = float(stdtrit(k - 2, 0.975) * np.sqrt(tau2 + se**2)) if k > 2 else None
    return Synthesis(
        k=k,
        estimate=estimate,
        se=se,
        tau2=tau2,
        q=q,
        i2=max(0.0, (q - (k - 1)) / q * 100) if q else 0.0,
        wald_low=estimate - z * se,
        wald_high=estimate + z * se,
        hksj_se=hksj,
        hksj_low=estimate - t * hksj,
        hksj_high=estimate + t * hksj,
        hksj_adhoc_low=estimate - t * max(hksj, se),
        hksj_adhoc_high=estimate + t * max(hksj, se),
        prediction_low=estimate - ahead,
        prediction_high=estimate + ahead,
        prediction_hts_low=None if older is None else estimate - older,
        prediction_hts_high=None if older is None else estimate + older,
    )


def _rescaled(found: Synthesis, scale: float) -> Synthesis:
    unscaled = {"k", "q", "i2"}
    changes = {
        field.name: getattr(found, field.name) * (scale**2 if field.name == "tau2" else scale)
        for field in attrs.fields(Synthesis)
        if field.name not in unscaled and getattr(found, field.name) is not None
    }
    return attrs.evolve(found, **changes)


def _dersimonian_laird(y: "np.ndarray", v: "np.ndarray") -> float:
    w = 1 / v
    q = float((w * (y - (w @ y) / w.sum()) ** 2).sum())
    return max(0.0, (q - (len(y) - 1)) / float(w.sum() - (w**2).sum() / w.sum()))


def _paule_mandel(y: "np.ndarray", v: "np.ndarray") -> float:
    """Where the generalised Q is just what chance would give; it falls as tau² grows."""

    def excess(tau2: float) -> float:
        w = 1 / (v + tau2)
        return float((w * (y - (w @ y) / w.sum()) ** 2).sum()) - (len(y) - 1)

    return _root(excess, v) if excess(0.0) > 0 else 0.0


def _root(falling: Callable[[float], float], v: "np.ndarray") -> float:
    low, high = 0.0, float(v.max()) + 1.0
    while falling(high) > 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def _restricted_likelihood(y: "np.ndarray", v: "np.ndarray") -> float:
    """The global maximum of the restricted likelihood, found on a grid and then closed in on."""

    def likelihood(tau2: float) -> float:
        w = 1 / (v + tau2)
        left = y - (w @ y) / w.sum()
        return float(np.log(w).sum() - np.log(w.sum()) - (w * left**2).sum()) / 2

    widest = 10 * float(y.var(ddof=1) + v.max())
    grid = [0.0, *np.geomspace(widest * 1e-9, widest, 400)]
    best = max(range(len(grid)), key=lambda at: likelihood(grid[at]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    golden = (np.sqrt(5) - 1) / 2
    for _ in range(200):
        one, two = high - golden * (high - low), low + golden * (high - low)
        low, high = (one, high) if likelihood(one) < likelihood(two) else (low, two)
    found = float(low + high) / 2
    return found if likelihood(found) > likelihood(0.0) else 0.0


TAU2: Final[Mapping[str, Callable[["np.ndarray", "np.ndarray"], float]]] = {
    "REML": _restricted_likelihood,
    "PM": _paule_mandel,
    "DL": _dersimonian_laird,
}

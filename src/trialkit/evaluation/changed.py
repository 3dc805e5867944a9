"""Criteria of the kind *changed*: an effect, by the stated model of `evidence.phase_model`."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from math import expm1, isfinite
from statistics import fmean
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.errors import Message
from trialkit.evaluation import season
from trialkit.evaluation.evaluation import Answer, CriterionResult
from trialkit.evaluation.judgement import Judgement, cant_tell
from trialkit.evaluation.measuring import FEWEST_BEFORE, FEWEST_DURING, Measurements
from trialkit.evaluation.sentences import sentence
from trialkit.evaluation.series import BASELINE, TRIAL, Series
from trialkit.evidence.answers import Answered, Unanswerable
from trialkit.model.criterion import Comparison, Criterion, Measure
from trialkit.model.period import Period, PeriodKind

if TYPE_CHECKING:  # numpy and scipy are loaded by whoever judges an effect, and by no one else
    from trialkit.evidence.phase_model import PhaseEffect

JUDGED_BY: Final = frozenset({PeriodKind.WEEK, PeriodKind.MONTH})
"""Kinds of period the rule was simulated for; others are described and never judged."""

ANSWERS: Final = {
    Answered.MET: Answer.MET,
    Answered.NOT_MET: Answer.NOT_MET,
    Answered.CANT_TELL: Answer.CANT_TELL,
}

NOT_INSTALLED: Final = Message(
    'Judging this needs a part that isn\'t installed: pip install "trialkit[evidence]".'
)


@attrs.frozen
class _Figures:
    """Two phases of figures as the phase model takes them."""

    periods: tuple[Period, ...]
    values: tuple[float, ...]
    trial: tuple[int, ...]
    seasonal: bool

    def of_phase(self, phase: int) -> list[float]:
        return [v for v, z in zip(self.values, self.trial, strict=True) if z == phase]


def changed(criterion: Criterion, measurements: Measurements, *, as_of: date) -> Judgement:
    """Whether a metric moved as far as promised, and whether the figures can tell."""
    series = measurements.own.get(criterion.metric)
    if series is None or not series.points:
        why = Message("There is no figure for it yet.")
        return Judgement(result=cant_tell(criterion, "NO_FIGURES", why, as_of=as_of))
    observed = _observed(criterion, series)
    if refused := _refused(criterion, series, measurements, as_of):
        code, why = refused
        result = cant_tell(criterion, code, why, as_of=as_of, observed=observed)
        return Judgement(result=result)
    figures = _figures(criterion, series, measurements)
    try:
        effect = _effect(criterion, figures)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"numpy", "scipy"}:
            raise
        effect = _without_the_model(figures, series)
    if isinstance(effect, Unanswerable):
        why = _why_unanswerable(effect, series, figures, measurements)
        result = cant_tell(criterion, effect.code, why, as_of=as_of, observed=observed)
        return Judgement(result=result)
    return _judged(criterion, series, figures, effect, observed, as_of)


def _observed(criterion: Criterion, series: Series) -> Decimal | None:
    relative = criterion.measure is Measure.RELATIVE
    return series.relative_change if relative else series.change


def _refused(
    criterion: Criterion, series: Series, measurements: Measurements, as_of: date
) -> tuple[str, Message] | None:
    """Why the rule isn't even tried, or None."""
    if series.kind not in JUDGED_BY:
        why = Message("A change is judged by weeks or by months only.")
        return "PERIOD_NOT_JUDGED", why
    gaps = measurements.trial_gaps(criterion.metric, by=as_of)
    if gaps.too_many:
        why = sentence("MISSING_PERIODS", series.kind, k=gaps.missing, n=gaps.awaited)
        return "MISSING_PERIODS", why
    return None


def _figures(criterion: Criterion, series: Series, measurements: Measurements) -> _Figures:
    """The two phases' figures, as ratios to a comparison where the promise names one."""
    points = [point for point in series.points if point.phase in (BASELINE, TRIAL)]
    season_free = criterion.metric in measurements.promise.season_free
    own = _Figures(
        periods=tuple(point.period for point in points),
        values=tuple(float(point.value) for point in points),
        trial=tuple(int(point.phase == TRIAL) for point in points),
        seasonal=not season_free,
    )
    if criterion.measure is Measure.RELATIVE:
        for comparison in measurements.comparisons.values():
            ratios = _against(own, comparison[criterion.metric])
            if ratios is not None:
                return ratios
    return own


def _against(own: _Figures, comparison: Series) -> _Figures | None:
    """Ratios of own figures to a comparison's; None where those can't be made of enough."""
    beside = {point.period: float(point.value) for point in comparison.points}
    both = [
        (period, value / beside[period], z)
        for period, value, z in zip(own.periods, own.values, own.trial, strict=True)
        if value > 0 and beside.get(period, 0.0) > 0
    ]
    during = sum(z for _, _, z in both)
    if during < FEWEST_DURING or len(both) - during < FEWEST_BEFORE:
        return None
    periods, values, trial = zip(*both, strict=True)
    return _Figures(periods=periods, values=values, trial=trial, seasonal=False)


def _effect(criterion: Criterion, figures: _Figures) -> "PhaseEffect | Unanswerable":
    threshold = float(criterion.threshold)
    return _asked(figures, scale=_scale(criterion, figures), criterion=criterion)(threshold)


def _without_the_model(figures: _Figures, series: Series) -> Unanswerable:
    """What can be said where numpy isn't there: some designs can't tell with it either."""
    before, during = len(figures.of_phase(0)), len(figures.of_phase(1))
    if before < FEWEST_BEFORE or during < FEWEST_DURING:
        return Unanswerable("TOO_FEW_POINTS")
    if figures.seasonal and not season.covered(series):
        return Unanswerable("SEASON_NOT_COVERED")
    return Unanswerable("NOT_INSTALLED")


def _asked(
    figures: _Figures, *, scale: str, criterion: Criterion
) -> Callable[[float], "PhaseEffect | Unanswerable"]:
    """The phase model with everything but the threshold settled."""
    from trialkit.evidence.phase_model import phase_effect

    positions = [season.position(period) or 0 for period in figures.periods]
    return lambda threshold: phase_effect(
        figures.values,
        [season.number(period) for period in figures.periods],
        figures.trial,
        positions if figures.seasonal else None,
        scale=scale,
        threshold=threshold,
        direction="down" if criterion.comparison is Comparison.AT_MOST else "up",
        period=figures.periods[0].kind.value,
    )


def _scale(criterion: Criterion, figures: _Figures) -> str:
    if criterion.measure is not Measure.RELATIVE:
        return "difference"
    return "log" if min(figures.values) > 0 else "relative_level"


def _judged(
    criterion: Criterion,
    series: Series,
    figures: _Figures,
    effect: "PhaseEffect",
    observed: Decimal | None,
    as_of: date,
) -> Judgement:
    estimate, low, high = _shown(criterion, figures, effect)
    carrier = None if effect.carrier is None else figures.periods[effect.carrier]
    code, why = "PROBABILITY", _why(effect, series)
    if carrier is not None:
        code = "ONE_PERIOD_CARRIES"
        why = sentence(code, series.kind, month=str(carrier))
    result = CriterionResult(
        criterion=criterion,
        answer=ANSWERS[effect.outcome],
        observed=observed,
        so_far=as_of < criterion.due,
        why=why,
        code=code,
        probability=effect.probability,
        low=low,
        high=high,
        estimate=estimate,
    )
    return Judgement(
        result=result, answer_at=lambda tail: ANSWERS[effect.judged(tail)], carrier=carrier
    )


def _shown(
    criterion: Criterion, figures: _Figures, effect: "PhaseEffect"
) -> tuple[float | None, float | None, float | None]:
    """Estimate and interval as a reader expects them: fractions where relative."""
    scale = _scale(criterion, figures)
    ends = (effect.estimate, effect.low, effect.high)
    if scale == "log":
        return _finite(*(_growth(end) for end in ends))
    if scale == "relative_level":
        # The model's contrast is against (1 + threshold) baselines; what is shown is against one.
        plain = _asked(figures, scale=scale, criterion=criterion)(0.0)
        if isinstance(plain, Unanswerable):
            return None, None, None
        base = fmean(figures.of_phase(0))
        return _finite(plain.estimate / base, plain.low / base, plain.high / base)
    return _finite(*ends)


def _growth(log_ratio: float) -> float:
    return expm1(log_ratio) if log_ratio < 700 else float("inf")


def _finite(*ends: float) -> tuple[float | None, float | None, float | None]:
    estimate, low, high = (end if isfinite(end) else None for end in ends)
    return estimate, low, high


def _why(effect: "PhaseEffect", series: Series) -> Message:
    if effect.outcome is Answered.MET:
        return Message(
            "The whole likely range of the change is beyond what was promised,"
            " and no single figure carries it."
        )
    if effect.outcome is Answered.NOT_MET:
        return Message(
            "The whole likely range of the change falls short of what was promised,"
            " and no single figure carries it."
        )
    if effect.periods_to_settle:
        return _settled_by(effect.periods_to_settle, series.kind)
    return Message(
        "These figures can't tell the change from chance, and more of the same won't settle it:"
        " a comparison series or last year's figures would."
    )


def _settled_by(more: int, kind: PeriodKind) -> Message:
    if kind is PeriodKind.WEEK:
        return Message.counted(
            "These figures can't tell the change from chance; {n} more week like these would.",
            "These figures can't tell the change from chance; {n} more weeks like these would.",
            n=more,
        )
    return Message.counted(
        "These figures can't tell the change from chance; {n} more month like these would.",
        "These figures can't tell the change from chance; {n} more months like these would.",
        n=more,
    )


def _why_unanswerable(
    refused: Unanswerable, series: Series, figures: _Figures, measurements: Measurements
) -> Message:
    match refused.code:
        case "TOO_FEW_POINTS" | "EMPTY_PHASE":
            before, during = len(figures.of_phase(0)), len(figures.of_phase(1))
            return sentence("TOO_FEW_POINTS", series.kind, n=before, m=during)
        case "SEASON_NOT_COVERED":
            return season_sentence(series, measurements)
        case "NO_VARIATION":
            return sentence("NO_VARIATION", series.kind)
        case "NEEDS_POSITIVE":
            return Message("A change in per cent can't be told from figures of zero or less.")
        case "NOT_INSTALLED":
            return NOT_INSTALLED
    return Message("These figures can't be judged by the model: {code}.", code=refused.code)


def season_sentence(series: Series, measurements: Measurements) -> Message:
    """Which of last year's figures would cover the season."""
    lacking = tuple(str(p) for p in season.last_year_lacks(series, measurements.phases))
    if series.kind is PeriodKind.MONTH:
        return sentence("SEASON_NOT_COVERED", series.kind, months=lacking)
    return sentence("SEASON_NOT_COVERED", series.kind, first=lacking[0], last=lacking[-1])

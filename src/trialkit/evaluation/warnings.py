"""What a reader must know beside a number, the most damaging first.

The table of codes and sentences is in `sentences`; here are the conditions.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from statistics import fmean

from trialkit.errors import Message
from trialkit.evaluation import season
from trialkit.evaluation.changed import JUDGED_BY, season_sentence
from trialkit.evaluation.criteria import counted_together, currency_changed, in_seal
from trialkit.evaluation.evaluation import Answer, CriterionResult, Warning  # noqa: A004
from trialkit.evaluation.judgement import Judgement
from trialkit.evaluation.measuring import FEWEST_BEFORE, FEWEST_DURING, Measurements
from trialkit.evaluation.sentences import damage, sentence
from trialkit.evaluation.series import BASELINE, TRIAL, Series, just_before
from trialkit.evaluation.units import counts_things
from trialkit.evidence import oddities
from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.trend import mann_kendall
from trialkit.model.criterion import Comparison, CriterionKind, Role
from trialkit.model.metric import Aggregation, MetricKind
from trialkit.model.trial import State, Trial
from trialkit.rules.time import early

SMALL = 5
"""A mean count a period below this moves a lot by chance alone."""


def trial_warnings(
    trial: Trial,
    measurements: Measurements,
    judged: Sequence[Judgement],
    results: Sequence[CriterionResult],
    *,
    as_of: date,
) -> tuple[Warning, ...]:
    """What qualifies the whole trial, a broken guardrail included."""
    return _ordered(
        (
            *_of_the_promise(trial, measurements, as_of),
            *(w for result in results for w in _of_the_guardrail(result)),
            *_of_many(judged),
        )
    )


def metric_warnings(
    series: Series,
    trial: Trial,
    measurements: Measurements,
    judged: Sequence[Judgement],
    *,
    as_of: date,
) -> tuple[Warning, ...]:
    """What qualifies one metric's figures.

    A warning forces *can't tell* only on a criterion about a change; beside a fact it only tells.
    """
    about = [judgement for judgement in judged if _metric(judgement) == series.metric.id]
    effects = [j for j in about if j.result.criterion.kind is CriterionKind.CHANGED]
    found: list[Warning] = []
    if about or (series.points and not series.metric.derived):
        found += _of_gaps(series, measurements, forces=bool(effects), as_of=as_of)
    if effects or _change_is_read(series):
        if effects and currency_changed(trial):
            found.append(_warning("CURRENCY_CHANGED", series, forces=True))
        found += _of_too_little(series, measurements, forces=bool(effects))
        found += _of_odd_periods(series, measurements, effects)
    return _ordered(found)


def _ordered(found: Sequence[Warning]) -> tuple[Warning, ...]:
    return tuple(sorted(found, key=lambda warning: damage(warning.code)))


def _metric(judgement: Judgement) -> str:
    return judgement.result.criterion.metric


def _change_is_read(series: Series) -> bool:
    """Whether someone would read before and after of this metric as a change."""
    return (
        series.change is not None
        and series.kind in JUDGED_BY
        and series.metric.kind is not MetricKind.CONTEXT
    )


def _warning(code: str, series: Series, *, forces: bool = False, **values: object) -> Warning:
    message = sentence(code, series.kind, **values)  # type: ignore[arg-type]
    return Warning(code=code, message=message, metric=series.metric.id, forces=forces)


def _of_the_promise(trial: Trial, measurements: Measurements, as_of: date) -> Iterator[Warning]:
    if trial.changed_after_data:
        code = "CHANGED_AFTER_DATA"
        yield Warning(code=code, message=sentence(code))
    for criterion in measurements.promise.criteria:
        if not in_seal(trial, criterion):
            code = "NOT_IN_SEAL"
            yield Warning(code=code, message=sentence(code), metric=criterion.metric, forces=True)
    if trial.state is not State.STOPPED and early(trial, as_of):
        code = "EARLY_EVALUATION"
        yield Warning(code=code, message=sentence(code, date=measurements.phases.end))


def _of_the_guardrail(result: CriterionResult) -> Iterator[Warning]:
    criterion = result.criterion
    if criterion.role is not Role.GUARDRAIL or not _cries(result):
        return
    code = "GUARDRAIL_WORSE"
    message = sentence(code, metric=criterion.metric)
    yield Warning(code=code, message=message, metric=criterion.metric)


def _cries(result: CriterionResult) -> bool:
    """Whether a guardrail's limit is passed, or probably is: it should cry early."""
    if result.answer is Answer.NOT_MET:
        return True
    if result.criterion.kind is not CriterionKind.REACHED:
        return result.probability is not None and result.probability <= 0.1
    if result.observed is None or (
        # What must be reached at least, and may still be, is no limit passed.
        result.so_far and result.criterion.comparison is Comparison.AT_LEAST
    ):
        return False
    return not result.criterion.comparison.holds(result.observed, result.criterion.threshold)


def _of_many(judged: Sequence[Judgement]) -> Iterator[Warning]:
    m = sum(counted_together(judgement) for judgement in judged)
    if m >= 2:
        share = (1 - Decimal("0.98") ** m).quantize(Decimal("0.01"))
        yield Warning(code="MANY_METRICS", message=sentence("MANY_METRICS", m=m, share=share))


def _of_gaps(
    series: Series, measurements: Measurements, *, forces: bool, as_of: date
) -> Iterator[Warning]:
    metric, phases = series.metric.id, measurements.phases
    awaited = measurements.awaited(metric, by=as_of)
    gaps = measurements.missing(metric, by=as_of)
    before = just_before(series.kind, phases) if series.values(BASELINE) else ()
    seen = {point.period for point in series.points}
    gaps_before = [period for period in before if period not in seen]
    if gaps or gaps_before:
        yield _warning(
            "MISSING_PERIODS",
            series,
            forces=forces and measurements.trial_gaps(metric, by=as_of).too_many,
            k=len(gaps) + len(gaps_before),
            n=len(awaited) + len(before),
        )


def _of_too_little(
    series: Series, measurements: Measurements, *, forces: bool
) -> Iterator[Warning]:
    before, during = series.values(BASELINE), series.values(TRIAL)
    metric = series.metric.id
    free = metric in measurements.promise.season_free or measurements.compared(metric)
    if before and during and not free and not season.covered(series):
        message = season_sentence(series, measurements)
        yield Warning(code="SEASON_NOT_COVERED", message=message, metric=metric, forces=forces)
    if len(before) < FEWEST_BEFORE or len(during) < FEWEST_DURING:
        yield _warning("TOO_FEW_POINTS", series, forces=forces, n=len(before), m=len(during))
    if before and during and oddities.unvaried(_floats(before), _floats(during)):
        yield _warning("NO_VARIATION", series, forces=forces)


def _of_odd_periods(
    series: Series, measurements: Measurements, effects: Sequence[Judgement]
) -> Iterator[Warning]:
    right_before = set(just_before(series.kind, measurements.phases))
    near = [float(p.value) for p in series.points if p.period in right_before]
    carrier = next((j.carrier for j in effects if j.carrier is not None), None)
    if carrier is not None:
        yield _warning("ONE_PERIOD_CARRIES", series, forces=True, month=str(carrier))
    elif (index := oddities.carried_by(*_phases(series))) is not None:
        trial = [point.period for point in series.points if point.phase == TRIAL]
        yield _warning("ONE_PERIOD_CARRIES", series, month=str(trial[index]))
    if oddities.started_after_extreme(near):
        yield _warning("STARTED_AFTER_EXTREME", series)
    trend = mann_kendall(near)
    if not isinstance(trend, Unanswerable):
        if trend.p_rising <= 0.05:
            yield _warning("BASELINE_TRENDING", series, rising=Message("rising"))
        elif trend.p_falling <= 0.05:
            yield _warning("BASELINE_TRENDING", series, rising=Message("falling"))
    yield from _of_small_counts(series)


def _of_small_counts(series: Series) -> Iterator[Warning]:
    values = [value for phase in _phases(series) for value in phase]
    counted = counts_things(series.metric.unit) and series.metric.aggregation is Aggregation.SUM
    if counted and values and fmean(values) < SMALL:
        mean = Decimal(str(round(fmean(values), 1)))
        yield _warning("SMALL_COUNTS", series, mean=mean)


def _phases(series: Series) -> tuple[list[float], list[float]]:
    return _floats(series.values(BASELINE)), _floats(series.values(TRIAL))


def _floats(values: Sequence[Decimal]) -> list[float]:
    return [float(value) for value in values]

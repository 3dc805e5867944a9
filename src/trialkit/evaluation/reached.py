"""Criteria of the kind *reached*: facts about an amount, never "because of the trial"."""

from datetime import date
from decimal import Decimal

from trialkit.errors import Message
from trialkit.evaluation.evaluation import Answer, CriterionResult
from trialkit.evaluation.figures import last_day
from trialkit.evaluation.formulas import ZERO_DENOMINATOR
from trialkit.evaluation.judgement import cant_tell
from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.sentences import sentence
from trialkit.evaluation.series import COUNTED_TO_TRIAL, Series
from trialkit.model.criterion import Comparison, Criterion, Over
from trialkit.model.metric import Aggregation
from trialkit.model.period import Period


def reached(criterion: Criterion, measurements: Measurements, *, as_of: date) -> CriterionResult:
    """Whether an amount was reached, by the metric's own aggregation, up to the due day.

    *Met* as soon as a sum that can only grow passes what was promised at least; *not met* as
    soon as one passes what was promised at most, or a single period fails a promise about each;
    else only once the promised end has come with no figure missing.
    """
    counted = measurements.until(criterion.due)
    series = counted.own.get(criterion.metric)
    if series is None:
        return _nothing(criterion, as_of)
    match criterion.over:
        case Over.EACH_PERIOD:
            return _in_each_period(criterion, series, counted, as_of)
        case Over.NAMED:
            return _in_named_period(criterion, series, counted, as_of)
    return _over_phase(criterion, series, counted, as_of)


def _over_phase(
    criterion: Criterion, series: Series, counted: Measurements, as_of: date
) -> CriterionResult:
    observed = series.trial.value
    if observed is None:
        return _unmeasured(criterion, series, counted, as_of)
    holds = criterion.comparison.holds(observed, criterion.threshold)
    if _only_grows(series) and holds is (criterion.comparison is Comparison.AT_LEAST):
        return _fact(criterion, observed, holds=holds)
    if as_of < criterion.due:
        return _so_far(criterion, observed, as_of)
    missing = counted.missing(criterion.metric, by=criterion.due)
    if series.metric.aggregation is Aggregation.LAST and not series.metric.derived:
        awaited = counted.awaited(criterion.metric, by=criterion.due)
        missing = tuple(period for period in missing if period == awaited[-1])
    if missing:
        return _with_gaps(criterion, series, counted, as_of, observed, len(missing))
    if (cut := _cut(series, counted)) and not _settled_anyway(criterion, series, observed, cut):
        return cant_tell(
            criterion,
            "STRADDLING",
            Message(
                "Figures that lie only partly in the trial phase could change the answer:"
                " {periods:period}.",
                periods=tuple(map(str, cut)),
            ),
            as_of=as_of,
            observed=observed,
        )
    return _fact(criterion, observed, holds=holds)


def _cut(series: Series, counted: Measurements) -> tuple[Period, ...]:
    """The periods that an edge of the trial phase cuts; a sum lacks what they hold of it."""
    metric, kind = series.metric, series.kind
    if metric.derived or metric.aggregation is not Aggregation.SUM or kind is None:
        return ()
    days = counted.phases.trial
    edges = (Period.of(kind, days.first), Period.of(kind, days.last))
    return tuple(
        dict.fromkeys(
            edge
            for edge in edges
            if not days.covers(edge.days)
            and not (metric.settles and counted.phases.in_settling(edge))
        )
    )


def _settled_anyway(
    criterion: Criterion, series: Series, observed: Decimal, cut: tuple[Period, ...]
) -> bool:
    """Whether the answer is the same with all of the cut periods' figures counted in."""
    beside = [series.at(period) for period in cut]
    known = [value for value in beside if value is not None and value >= 0]
    if len(known) < len(beside):
        return False
    most = observed + sum(known, Decimal(0))
    holds = criterion.comparison.holds
    return holds(most, criterion.threshold) is holds(observed, criterion.threshold)


def _in_each_period(
    criterion: Criterion, series: Series, counted: Measurements, as_of: date
) -> CriterionResult:
    points = [point for point in series.points if point.phase in COUNTED_TO_TRIAL]
    if not points:
        return _unmeasured(criterion, series, counted, as_of)
    values = [point.value for point in points]
    at_least = criterion.comparison is Comparison.AT_LEAST
    worst = min(values) if at_least else max(values)
    if not criterion.comparison.holds(worst, criterion.threshold):
        return _fact(criterion, worst, holds=False)
    if as_of < criterion.due:
        return _so_far(criterion, worst, as_of)
    seen = {point.period for point in points}
    awaited = counted.awaited(criterion.metric, by=criterion.due)
    lacking = sum(period not in seen for period in awaited)
    if lacking:
        return _with_gaps(criterion, series, counted, as_of, worst, lacking)
    return _fact(criterion, worst, holds=True)


def _in_named_period(
    criterion: Criterion, series: Series, counted: Measurements, as_of: date
) -> CriterionResult:
    period = Period.parse(criterion.period or "", trial_starts=counted.phases.trial.first)
    observed = series.at(period)
    if observed is None:
        return _unmeasured(criterion, series, counted, as_of)
    holds = criterion.comparison.holds(observed, criterion.threshold)
    over = last_day(period, counted.phases) <= as_of and not series.metric.settles
    grown = _only_grows(series) and holds is (criterion.comparison is Comparison.AT_LEAST)
    if over or grown or as_of >= criterion.due:
        return _fact(criterion, observed, holds=holds)
    return _so_far(criterion, observed, as_of)


def _only_grows(series: Series) -> bool:
    """Whether later figures can only add to the phase's figure, as with a sum of counts."""
    if series.metric.derived:
        return False
    if series.metric.aggregation is Aggregation.MAX:
        return True
    return series.metric.aggregation is Aggregation.SUM and all(
        point.value >= 0 for point in series.points
    )


def _fact(criterion: Criterion, observed: Decimal, *, holds: bool) -> CriterionResult:
    return CriterionResult(
        criterion=criterion,
        answer=Answer.MET if holds else Answer.NOT_MET,
        observed=observed,
        so_far=False,
        why=_words(criterion, holds=holds),
        code="REACHED" if holds else "NOT_REACHED",
    )


def _words(criterion: Criterion, *, holds: bool) -> Message:
    if criterion.comparison is Comparison.AT_LEAST:
        return (
            Message("What was promised was reached.")
            if holds
            else Message("What was promised was not reached by {due}.", due=criterion.due)
        )
    return Message("It stayed within the limit.") if holds else Message("The limit was passed.")


def _so_far(criterion: Criterion, observed: Decimal, as_of: date) -> CriterionResult:
    return cant_tell(
        criterion,
        "EARLY_EVALUATION",
        sentence("EARLY_EVALUATION", date=criterion.due),
        as_of=as_of,
        observed=observed,
    )


def _with_gaps(
    criterion: Criterion,
    series: Series,
    counted: Measurements,
    as_of: date,
    observed: Decimal,
    gaps: int,
) -> CriterionResult:
    awaited = len(counted.awaited(criterion.metric, by=criterion.due))
    why = sentence("MISSING_PERIODS", series.kind, k=gaps, n=awaited)
    return cant_tell(criterion, "MISSING_PERIODS", why, as_of=as_of, observed=observed)


def _unmeasured(
    criterion: Criterion, series: Series, counted: Measurements, as_of: date
) -> CriterionResult:
    lacking = counted.unmeasured(criterion.metric)
    if series.metric.derived and lacking:
        why = Message("These have no figure: {metrics}.", metrics=lacking)
        return cant_tell(criterion, "MISSING_INPUT", why, as_of=as_of)
    if ZERO_DENOMINATOR in series.trial.missing:
        why = Message("It can't be computed: what it is divided by is 0.")
        return cant_tell(criterion, "ZERO_DENOMINATOR", why, as_of=as_of)
    return _nothing(criterion, as_of)


def _nothing(criterion: Criterion, as_of: date) -> CriterionResult:
    why = Message("There is no figure for it yet.")
    return cant_tell(criterion, "NO_FIGURES", why, as_of=as_of)

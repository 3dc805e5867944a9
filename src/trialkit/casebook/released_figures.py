"""The figures of a case that may be shown, each as its metric says.

A metric that is never public stays in the house under any consent. What was *promised* of a
metric is public with the figures; what was *seen* of it is given as it is, as an index or as a
band. An observed value never stands beside its threshold as an index, since the two together
would give the figure back (`docs/decisions/0003-what-named-shows.md`).
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import attrs

from trialkit.casebook import coarser
from trialkit.casebook.case import Case, CaseAction
from trialkit.casebook.findings import CaseAnswer, CaseOutcome, CasePoint, CaseResult, CaseWarning
from trialkit.casebook.gate import Gate
from trialkit.errors import Value
from trialkit.model.consent import ConsentLevel
from trialkit.model.criterion import Criterion, Measure, Role
from trialkit.model.foresight import Foresight
from trialkit.model.metric import Aggregation, Publicity
from trialkit.rules.figures import COUNTING_UNITS

YES_OR_NO: Final = "share"
"""The unit of a common outcome that is an answer: 1 yes, 0 no."""

FEW: Final = 30
"""A count below it is given as a range instead of an index."""


def results(case: Case, gate: Gate) -> tuple[CaseResult, ...]:
    """What may be shown of each metric; one that nothing may be shown of is gone.

    Without its figures a metric that was promised something of keeps its name.
    """
    return tuple(
        _result(result, how, gate)
        for result in case.results
        if (how := shown(case, result, gate)) != "no" or _named_in(case, result, gate)
    )


def shown(case: Case, result: CaseResult, gate: Gate) -> str:
    """How a metric's figures are given: `as_is`, `index`, `banded` or `no`."""
    public = result.metric.public
    if not gate.permits.figures or public is Publicity.NO:
        return "no"
    if public is Publicity.AS_IS or _headline(case, result, gate):
        return "as_is"
    if public is Publicity.INDEX and _base(result) and not _few(result):
        return "index"
    return "banded"


def _few(result: CaseResult) -> bool:
    """Whether the counts are so small that an index would give them back: 157.1 is 7 to 11."""
    seen = [value for value in (result.baseline, result.trial) if value is not None]
    return result.metric.unit in COUNTING_UNITS and min(seen, default=FEW) < FEW


def _headline(case: Case, result: CaseResult, gate: Gate) -> bool:
    """Whether it is the number that a company which gives its name promised."""
    primary = case.promise.primary if case.promise else None
    return (
        gate.permits.level is ConsentLevel.NAMED
        and primary is not None
        and primary.metric == result.metric.id
    )


def _named_in(case: Case, result: CaseResult, gate: Gate) -> bool:
    criterion = _criterion(case, result.criterion)
    if criterion is None:
        return False
    return result.metric.public is not Publicity.NO or criterion.role is Role.PRIMARY


def _criterion(case: Case, key: str | None) -> Criterion | None:
    criteria = case.promise.criteria if case.promise else ()
    return next((one for one in criteria if one.id == key), None)


def _base(result: CaseResult) -> Decimal | None:
    """The baseline that becomes 100: of one period for sums; None where it isn't positive."""
    base = _of_one_period(result, result.baseline, result.baseline_periods)
    return base if base is not None and base > 0 else None


def _of_one_period(result: CaseResult, value: Decimal | None, periods: int) -> Decimal | None:
    if value is None or result.metric.aggregation is not Aggregation.SUM:
        return value
    return value / periods if periods else None


def _result(result: CaseResult, how: str, gate: Gate) -> CaseResult:
    if how == "as_is":
        return _as_is(result, gate)
    if how == "index":
        return _indexed(result)
    banded = how == "banded"
    return CaseResult(
        metric=result.metric,
        shown=how,
        baseline=_banded(result.baseline) if banded else None,
        trial=_banded(result.trial) if banded else None,
        baseline_periods=result.baseline_periods if banded else 0,
        trial_periods=result.trial_periods if banded else 0,
        change=None,
        relative_change=None,
        criterion=result.criterion,
        points=(),
        warnings=tuple(map(code_only, result.warnings)),
    )


def _as_is(result: CaseResult, gate: Gate) -> CaseResult:
    return CaseResult(
        metric=result.metric,
        shown="as_is",
        baseline=result.baseline,
        trial=result.trial,
        baseline_periods=result.baseline_periods,
        trial_periods=result.trial_periods,
        baseline_per_period=result.baseline_per_period,
        trial_per_period=result.trial_per_period,
        change=result.change,
        relative_change=result.relative_change,
        criterion=result.criterion,
        points=result.points,
        warnings=result.warnings if gate.permits.exact else tuple(map(code_only, result.warnings)),
        baseline_cases=result.baseline_cases,
        trial_cases=result.trial_cases,
    )


def _indexed(result: CaseResult) -> CaseResult:
    base = _base(result)
    during = _of_one_period(result, result.trial, result.trial_periods)
    trial = _index(during, base)
    return CaseResult(
        metric=result.metric,
        shown="index",
        baseline=Decimal(100),
        trial=trial,
        baseline_periods=result.baseline_periods,
        trial_periods=result.trial_periods,
        change=trial - 100 if trial is not None else None,
        relative_change=result.relative_change,
        criterion=result.criterion,
        points=tuple(
            CasePoint(period=point.period, phase=point.phase, value=index)
            for point in result.points
            if (index := _index(point.value, base)) is not None
        ),
        warnings=tuple(map(code_only, result.warnings)),
    )


def _index(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    if value is None or not base:
        return None
    return (value / base * 100).quantize(Decimal("0.1"))


def _banded(value: Decimal | None) -> Decimal | None:
    return None if value is None else coarser.band_start(value)


def without_days(result: CaseResult) -> CaseResult:
    """A result whose periods are only counted: 1 is the trial's first, -1 the one before it."""
    points = result.points
    first = next(
        (at for at, point in enumerate(points) if point.phase in {"trial", "settling"}),
        len(points),
    )
    return attrs.evolve(
        result,
        points=tuple(
            CasePoint(period=str(at - first + (at >= first)), phase=point.phase, value=point.value)
            for at, point in enumerate(points)
        ),
    )


def answers(case: Case, gate: Gate) -> tuple[CaseAnswer, ...]:
    """Each criterion's answer; a guardrail on a metric that is never public is gone."""
    return tuple(
        _answer(case, answer, gate)
        for answer in case.answers
        if not never_public(case, _criterion(case, answer.criterion))
    )


def never_public(case: Case, criterion: Criterion | None) -> bool:
    """Whether a criterion must not be seen: none of that id, or on a metric kept in the house."""
    if criterion is None:
        return True
    result = case.result(criterion.metric)
    if result is None or criterion.role is Role.PRIMARY:
        return False
    return result.metric.public is Publicity.NO


def _answer(case: Case, answer: CaseAnswer, gate: Gate) -> CaseAnswer:
    how = _answer_shown(case, answer, gate)
    # A reason may name days besides figures.
    open_handed = how == "as_is" and gate.permits.exact
    relative = how != "no" and _relative(_criterion(case, answer.criterion))
    return CaseAnswer(
        criterion=answer.criterion,
        answer=answer.answer,
        observed=_given(answer.observed, how),
        so_far=answer.so_far,
        reason=answer.reason if open_handed else code_only(answer.reason),
        shown=how,
        low=answer.low if how == "as_is" or relative else None,
        high=answer.high if how == "as_is" or relative else None,
        cases=answer.cases if how == "as_is" else None,
    )


def foresight(case: Case, told: Foresight | None, gate: Gate) -> Foresight | None:
    """What was foreseen: how often the promise would have been met goes where its outcome goes.

    How large a change had to be is told where the metric's own change is; an amount of it only
    where its amounts are.
    """
    primary = case.answers[0].criterion if case.answers else None
    promised = next((one for one in case.results if one.criterion == primary), None)
    if told is None or (promised is not None and promised.metric.public is Publicity.NO):
        return None
    changes = ((change, case.result(change.metric)) for change in told.changes)
    return Foresight(
        met=told.met,
        of=told.of,
        untried=told.untried,
        changes=tuple(
            change
            for change, result in changes
            if result is not None
            and shown(case, result, gate) in ({"as_is", "index"} if change.relative else {"as_is"})
        ),
    )


def _answer_shown(case: Case, answer: CaseAnswer, gate: Gate) -> str:
    criterion = _criterion(case, answer.criterion)
    result = case.result(criterion.metric) if criterion else None
    if result is None:
        return "no" if answer.observed is not None else "as_is"
    how = shown(case, result, gate)
    if how == "index":
        # A relative change says nothing of the amounts; an amount beside its threshold does.
        return "as_is" if _relative(criterion) else "banded"
    return how


def _relative(criterion: Criterion | None) -> bool:
    return criterion is not None and criterion.measure is Measure.RELATIVE


def _given(value: Decimal | None, how: str) -> Decimal | None:
    if how == "as_is":
        return value
    return _banded(value) if how == "banded" else None


def outcomes(case: Case, gate: Gate) -> tuple[CaseOutcome, ...]:
    """The common outcomes; those that aren't public stay in the list, withheld."""
    return each_outcome(case.outcomes, gate)


def each_outcome(told: Iterable[CaseOutcome], gate: Gate) -> tuple[CaseOutcome, ...]:
    """Common outcomes, as each may be shown; yes or no is no figure."""
    return tuple(_outcome(outcome, gate) for outcome in told)


def _outcome(outcome: CaseOutcome, gate: Gate) -> CaseOutcome:
    how = "as_is" if outcome.public is Publicity.AS_IS else "banded"
    figure = outcome.unit != YES_OR_NO
    if (figure and not gate.permits.figures) or outcome.public is Publicity.NO:
        how = "no"
    return CaseOutcome(
        id=outcome.id,
        unit=outcome.unit,
        value=_given(outcome.value, how),
        public=outcome.public,
        shown=how,
    )


def actions(case: Case, gate: Gate) -> tuple[CaseAction, ...]:
    """Plan against actual; own hours and money in bands, as the common outcomes have them."""
    how = "banded" if gate.permits.figures else "no"
    return tuple(
        CaseAction(
            id=step.id if not step.own else f"own-{number}",
            label=step.label if gate.permits.words or not step.own else {},
            planned_h=step.planned_h,
            lasts_weeks=step.lasts_weeks,
            week=step.week,
            done_h=_given(step.done_h, how),
            done_cost=_given(step.done_cost, how),
            first_on=step.first_on if gate.permits.exact else None,
            last_on=step.last_on if gate.permits.exact else None,
            notes=tuple(note for note in map(gate.some_text, step.notes) if note),
            own=step.own,
            shown=how,
            shared=step.shared,
        )
        for number, step in enumerate(case.actions, start=1)
    )


def warnings(case: Case, gate: Gate) -> tuple[CaseWarning, ...]:
    """What a reader must know, with its numbers only where figures and days are released.

    One about a metric that is never public stays in the house with it.
    """
    secret = {one.metric.id for one in case.results if one.metric.public is Publicity.NO}
    open_handed = gate.permits.figures and gate.permits.exact
    return tuple(
        one if open_handed else code_only(one)
        for one in case.warnings
        if not secret.intersection(_metrics_named(one))
    )


def _metrics_named(warning: CaseWarning) -> set[str]:
    """Keys of metrics that a sentence names in its holes."""
    values = warning.message.values if warning.message else {}
    named = [values.get("metric", ""), *_many(values.get("metrics", ()))]
    return {key for key in named if isinstance(key, str)}


def _many(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def code_only(warning: CaseWarning) -> CaseWarning:
    """The warning without its values; a page words it from the code."""
    if warning.message is None or not warning.message.values:
        return warning
    return CaseWarning(code=warning.code, message=None)

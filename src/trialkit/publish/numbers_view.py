"""The numbers of a case as tables."""

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseAnswer, CaseOutcome, CaseResult
from trialkit.model.criterion import Criterion
from trialkit.model.metric import Aggregation
from trialkit.model.period import PeriodKind
from trialkit.publish.headline import interval, promised, seen
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords


@attrs.frozen(kw_only=True)
class ResultRow:
    """One metric: before, during, the change.

    Attributes:
        label: its name.
        given: a word on how the figures are given; empty where as they are.
        before, during, change: written; empty where there is nothing to say.
        notes: what a reader must know.
    """

    label: Shown
    given: str
    before: str
    during: str
    change: str
    notes: tuple[str, ...]


@attrs.frozen(kw_only=True)
class AnswerRow:
    """One criterion: promised, seen, met or not.

    Attributes:
        label: what it is about.
        role: primary, guardrail or advice.
        promised, seen: written; empty where not released.
        interval: of a change; empty where there is none.
        answer: met, not met, can't tell.
        mark: `held`, `failed` or `open`: the shape beside it.
        so_far: a word where the promised end hasn't come.
        reason: why it can't be told; else empty.
    """

    label: Shown
    role: str
    promised: str
    seen: str
    interval: str
    answer: str
    mark: str
    so_far: str
    reason: str


@attrs.frozen(kw_only=True)
class OutcomeRow:
    """One of the common outcomes."""

    name: str
    value: str
    missing: bool


@attrs.frozen(kw_only=True)
class NumbersView:
    """All tables of a case.

    Attributes:
        answers: criterion by criterion.
        results: metric by metric, promised ones first.
        outcomes: the seven common outcomes.
        warnings: what a reader must know of the whole.
        vat: on which basis sums of money are.
    """

    answers: tuple[AnswerRow, ...]
    results: tuple[ResultRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    warnings: tuple[str, ...]
    vat: str


def numbers(case: Case, words: PageWords) -> NumbersView:
    """The tables of a case."""
    told = [one for one in case.results if one.shown != "no" and _any_figure(one)]
    told.sort(key=lambda one: one.criterion is None)
    return NumbersView(
        answers=tuple(_answer(case, one, words) for one in case.answers),
        results=tuple(_result(one, words) for one in told),
        outcomes=tuple(outcome_row(one, words) for one in case.outcomes),
        warnings=tuple(reason for one in case.warnings if (reason := words.reason(one))),
        vat=words.label("vat", case.descriptors.vat) if case.descriptors.vat else "",
    )


def _any_figure(result: CaseResult) -> bool:
    return result.baseline is not None or result.trial is not None


_COUNTED_BY = {PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR}
"""Periods that a sum's change can be told for."""

_MARKS = {"met": "held", "not met": "failed", "can't tell": "open"}


def _answer(case: Case, told: CaseAnswer, words: PageWords) -> AnswerRow:
    criterion = _criterion(case, told.criterion)
    result = next((one for one in case.results if one.criterion == told.criterion), None)
    if result is None and criterion is not None:
        result = case.result(criterion.metric)
    return AnswerRow(
        label=words.shown(result.metric.label) if result else Shown(told.criterion),
        role=words.label("role", criterion.role) if criterion else "",
        promised=promised(case, criterion, words) if criterion else "",
        seen=seen(case, criterion, told, words) if criterion else "",
        interval=interval(told, words),
        answer=words.label("answer", told.answer),
        mark=_MARKS[told.answer],
        so_far=words.say("so far") if told.so_far else "",
        reason=words.reason(told.reason) if _MARKS[told.answer] == "open" else "",
    )


def _criterion(case: Case, key: str) -> Criterion | None:
    criteria = case.promise.criteria if case.promise else ()
    return next((one for one in criteria if one.id == key), None)


def _result(told: CaseResult, words: PageWords) -> ResultRow:
    unit, how = told.metric.unit, told.shown
    return ResultRow(
        label=words.shown(told.metric.label),
        given=_given(told, words),
        before=words.share(told.baseline, told.baseline_cases, unit, how),
        during=words.share(told.trial, told.trial_cases, unit, how),
        change=_change(told, words),
        notes=tuple(reason for one in told.warnings if (reason := words.reason(one))),
    )


def _given(told: CaseResult, words: PageWords) -> str:
    match told.shown:
        case "index":
            return words.say("index, baseline = 100")
        case "banded":
            return words.say("as a range")
    return ""


def _change(told: CaseResult, words: PageWords) -> str:
    if told.relative_change is not None:
        return words.change(told.relative_change, "%", "as_is", relative=True)
    if told.change is None or told.baseline_cases or told.trial_cases:
        return "–"
    unit = told.metric.unit
    if told.metric.aggregation is Aggregation.SUM and told.metric.cadence in _COUNTED_BY:
        unit = f"{unit}/{told.metric.cadence}"
    return words.change(told.change, unit, told.shown)


def outcome_row(told: CaseOutcome, words: PageWords) -> OutcomeRow:
    """One of the common outcomes, missing ones said aloud."""
    return OutcomeRow(
        name=words.label("common_outcome", told.id),
        value=words.figure(told.value, told.unit, told.shown),
        missing=told.value is None,
    )

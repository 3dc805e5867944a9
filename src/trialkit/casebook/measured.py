"""The numbers of a case: what the evaluation found, as plain data."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from trialkit.casebook.findings import (
    CaseAnswer,
    CaseOutcome,
    CasePoint,
    CaseRating,
    CaseResult,
    CaseVerdict,
    CaseWarning,
)
from trialkit.evaluation.evaluation import (
    CriterionResult,
    Evaluation,
    MetricResult,
    Verdict,
    Warning,  # noqa: A004 - the field's word
)
from trialkit.evaluation.outcomes import COMMON_OUTCOMES, CommonOutcome
from trialkit.evaluation.rubric import RUBRIC
from trialkit.model.metric import Metric, Publicity
from trialkit.model.text import Words
from trialkit.model.trial import Trial

_PUBLIC: Final[Mapping[str, Publicity]] = {
    "revenue_change_month": Publicity.BANDED,
    "jobs_person_years": Publicity.NO,
    "new_customers": Publicity.AS_IS,
    "new_markets": Publicity.AS_IS,
    "own_hours": Publicity.BANDED,
    "money_spent": Publicity.BANDED,
    "still_in_use": Publicity.AS_IS,
}
"""How a common outcome may be shown where no metric of the template gives it."""


def results(trial: Trial, evaluation: Evaluation) -> tuple[CaseResult, ...]:
    """Every metric with figures, and those that the rest of the case speaks of, empty.

    A page needs the name and unit of a metric that was promised something of and that nobody
    measured, and of one that a sentence names.
    """
    criteria = {found.criterion.metric: found.criterion.id for found in evaluation.criteria[::-1]}
    measured = {found.metric.id for found in evaluation.results}
    spoken_of = {*criteria, *_named(evaluation)} - measured
    return (
        *(_result(found, criteria.get(found.metric.id)) for found in evaluation.results),
        *(
            _empty(metric, criteria.get(metric.id))
            for metric in trial.template.metrics
            if metric.id in spoken_of
        ),
    )


def _named(evaluation: Evaluation) -> Iterator[str]:
    """Keys of metrics that a sentence has in its holes."""
    sentences = [
        *(found.why for found in evaluation.criteria),
        *(one.message for one in evaluation.warnings),
        *(one.message for found in evaluation.results for one in found.warnings),
    ]
    for sentence in sentences:
        for hole in ("metric", "metrics"):
            value = sentence.values.get(hole, ())
            yield from (str(key) for key in (value if isinstance(value, tuple) else (value,)))


def _empty(metric: Metric, criterion: str | None) -> CaseResult:
    return CaseResult(
        metric=metric,
        shown="as_is",
        baseline=None,
        trial=None,
        baseline_periods=0,
        trial_periods=0,
        change=None,
        relative_change=None,
        criterion=criterion,
        points=(),
    )


def _result(found: MetricResult, criterion: str | None) -> CaseResult:
    return CaseResult(
        metric=found.metric,
        shown="as_is",
        baseline=found.baseline.value,
        trial=found.trial.value,
        baseline_periods=found.baseline.periods,
        trial_periods=found.trial.periods,
        baseline_per_period=found.baseline.per_period,
        trial_per_period=found.trial.per_period,
        change=found.change,
        relative_change=found.relative_change,
        criterion=criterion,
        points=tuple(
            CasePoint(period=str(point.period), phase=point.phase, value=point.value)
            for point in found.points
        ),
        warnings=warnings(found.warnings),
        baseline_cases=found.baseline.cases,
        trial_cases=found.trial.cases,
    )


def warnings(found: Sequence[Warning]) -> tuple[CaseWarning, ...]:
    """What a reader must know, most damaging first."""
    return tuple(CaseWarning(code=one.code, message=one.message) for one in found)


def answers(evaluation: Evaluation) -> tuple[CaseAnswer, ...]:
    """Every criterion's answer, the primary one first."""
    return tuple(_answer(found) for found in evaluation.criteria)


def _answer(found: CriterionResult) -> CaseAnswer:
    return CaseAnswer(
        criterion=found.criterion.id,
        answer=found.answer,
        observed=found.observed,
        so_far=found.so_far,
        reason=CaseWarning(code=found.code, message=found.why),
        low=_rounded(found.low) if found.cases is None else None,
        high=_rounded(found.high) if found.cases is None else None,
        cases=found.cases,
    )


def outcomes(trial: Trial, evaluation: Evaluation) -> tuple[CaseOutcome, ...]:
    """The common outcomes, all seven, missing ones too."""
    return tuple(
        CaseOutcome(
            id=outcome.id,
            unit=outcome.unit,
            value=evaluation.outcomes.get(outcome.id),
            public=_publicity(trial, outcome),
        )
        for outcome in COMMON_OUTCOMES
    )


def told_later(trial: Trial, told: Mapping[str, Decimal]) -> tuple[CaseOutcome, ...]:
    """The common outcomes that a company told once more, as public as they always are."""
    return tuple(
        CaseOutcome(
            id=outcome.id,
            unit=outcome.unit,
            value=told[outcome.id],
            public=_publicity(trial, outcome),
        )
        for outcome in COMMON_OUTCOMES
        if outcome.id in told
    )


def _publicity(trial: Trial, outcome: CommonOutcome) -> Publicity:
    metric = trial.template.metric(trial.template.outcomes.get(outcome.id, outcome.metric or ""))
    return metric.public if metric is not None else _PUBLIC[outcome.id]


def verdicts(evaluation: Evaluation) -> tuple[CaseVerdict, ...]:
    """The core group's judgements, oldest first."""
    return tuple(_verdict(found) for found in evaluation.verdicts)


def _verdict(found: Verdict) -> CaseVerdict:
    return CaseVerdict(
        kind=found.kind.value,
        closed_on=found.closed_on,
        invited=found.invited,
        judged=found.judged,
        companies=found.companies,
        recused=found.recused,
        ratings=tuple(
            CaseRating(
                id=key,
                label=_label(key),
                counts=rating.counts,
                cant_judge=rating.cant_judge,
                median=rating.median,
                word=rating.word,
            )
            for key, rating in found.ratings.items()
        ),
        recommendations={choice.value: count for choice, count in found.recommendations.items()},
        majority=found.majority.value if found.majority is not None else None,
        dissent=found.dissent,
        quotes=found.quotes,
        too_few=found.too_few,
        forecast=found.forecast,
        typed_in=found.typed_in,
        late=found.late,
        corrected=found.corrected,
    )


def _label(key: str) -> Words:
    return next((one.label for one in RUBRIC if one.id == key), {"en": key})


def _rounded(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number)).quantize(Decimal("0.0001"))

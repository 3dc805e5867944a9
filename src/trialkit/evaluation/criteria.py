"""Every criterion of a promise, answered: met, not met, or can't tell."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.evaluation.changed import changed
from trialkit.evaluation.evaluation import Answer, CriterionResult
from trialkit.evaluation.judgement import Judgement, cant_tell
from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.reached import reached
from trialkit.evaluation.sentences import sentence
from trialkit.evaluation.shares import proportion
from trialkit.model.criterion import Criterion, CriterionKind, Role
from trialkit.model.trial import Trial

TAIL: Final = 0.025
"""The chance of error a criterion that is judged alone may take on either side."""


def answers(
    trial: Trial, measurements: Measurements, *, as_of: date
) -> tuple[tuple[CriterionResult, ...], tuple[Judgement, ...]]:
    """Every criterion's answer, the primary one first, and how each was judged by itself.

    Where several effects or shares are judged, each has to be clearer than one alone (Holm).
    """
    judged = tuple(
        judge(criterion, trial, measurements, as_of=as_of)
        for criterion in measurements.promise.criteria
    )
    return _weighed_together(judged), judged


def answer(
    criterion: Criterion, trial: Trial, measurements: Measurements, *, as_of: date
) -> CriterionResult:
    """One criterion's answer, judged by itself."""
    return judge(criterion, trial, measurements, as_of=as_of).result


def judge(
    criterion: Criterion, trial: Trial, measurements: Measurements, *, as_of: date
) -> Judgement:
    """One criterion, judged by itself."""
    if not in_seal(trial, criterion):
        why = sentence("NOT_IN_SEAL")
        return Judgement(result=cant_tell(criterion, "NOT_IN_SEAL", why, as_of=as_of))
    match criterion.kind:
        case CriterionKind.REACHED:
            return Judgement(result=reached(criterion, measurements, as_of=as_of))
        case CriterionKind.PROPORTION:
            return proportion(criterion, measurements, as_of=as_of)
    if currency_changed(trial):
        series = measurements.own.get(criterion.metric)
        why = sentence("CURRENCY_CHANGED", *([series.kind] if series else []))
        return Judgement(result=cant_tell(criterion, "CURRENCY_CHANGED", why, as_of=as_of))
    return changed(criterion, measurements, as_of=as_of)


def in_seal(trial: Trial, criterion: Criterion) -> bool:
    """Whether the criterion was promised at the start, not added afterwards."""
    if trial.promise is None or trial.seal is None:
        return True
    keys = [promised.id for promised in trial.promise.criteria]
    if criterion.id not in keys:
        return False
    path = f"$.criteria[{keys.index(criterion.id)}]."
    return any(field.path.startswith(path) for field in trial.seal.fields)


def currency_changed(trial: Trial) -> bool:
    """Whether the currency or the basis of VAT was changed after the seal."""
    return any(amendment.path in {"$.currency", "$.vat"} for amendment in trial.amendments)


def counted_together(judgement: Judgement) -> bool:
    """Whether it is one of those that share the chance of looking good by luck."""
    role = judgement.result.criterion.role
    return judgement.answer_at is not None and role is not Role.GUARDRAIL


def _weighed_together(judged: Sequence[Judgement]) -> tuple[CriterionResult, ...]:
    """Holm's step-down on the tail probabilities, met and not met each by itself."""
    together = [judgement for judgement in judged if counted_together(judgement)]
    kept = {
        judgement.result.criterion.id
        for wanted in (Answer.MET, Answer.NOT_MET)
        for judgement in _clear_enough(together, wanted)
    }
    return tuple(
        judgement.result
        if not counted_together(judgement)
        or judgement.result.answer is Answer.CANT_TELL
        or judgement.result.criterion.id in kept
        else _too_many(judgement.result)
        for judgement in judged
    )


def _clear_enough(together: Sequence[Judgement], wanted: Answer) -> list[Judgement]:
    sign = -1 if wanted is Answer.MET else 1
    clearest_first = sorted(together, key=lambda j: sign * (j.result.probability or 0.0))
    kept: list[Judgement] = []
    for index, judgement in enumerate(clearest_first):
        tail = TAIL / (len(together) - index)
        if judgement.answer_at is None or judgement.answer_at(tail) is not wanted:
            break
        kept.append(judgement)
    return kept


def _too_many(result: CriterionResult) -> CriterionResult:
    return attrs.evolve(
        result,
        answer=Answer.CANT_TELL,
        code="MANY_METRICS",
        why=Message(
            "Several changes were judged at once, so each has to be clearer than one alone,"
            " and this one isn't."
        ),
    )

"""Evaluating one trial: figures, formulas, answers, warnings, the group's verdict."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from trialkit.errors import Message, Refused
from trialkit.evaluation.criteria import answers
from trialkit.evaluation.design import design_facts
from trialkit.evaluation.evaluation import (
    Answer,
    CriterionResult,
    Evaluation,
    MetricResult,
    Outcome,
    Verdict,
)
from trialkit.evaluation.few import change_in_per_cent
from trialkit.evaluation.judgement import Judgement
from trialkit.evaluation.measuring import Measurements, measured
from trialkit.evaluation.outcomes import common_outcomes
from trialkit.evaluation.sentences import sentence
from trialkit.evaluation.verdict import verdict
from trialkit.evaluation.warnings import metric_warnings, trial_warnings
from trialkit.model.criterion import CriterionKind
from trialkit.model.follow_up import FollowUp
from trialkit.model.metric import Observation
from trialkit.model.round import Ballot, Round
from trialkit.model.trial import ActionDone, Promise, State, Trial
from trialkit.rules.strength import strength
from trialkit.rules.time import early

OUTCOMES: Final = {
    Answer.MET: Outcome.HELD,
    Answer.NOT_MET: Outcome.DID_NOT_HOLD,
    Answer.CANT_TELL: Outcome.CANT_TELL,
}


def evaluate(
    trial: Trial,
    observations: Sequence[Observation],
    *,
    rounds: Sequence[tuple[Round, Sequence[Ballot]]] = (),
    done: Sequence[ActionDone] = (),
    as_of: date,
    replications: int = 0,
    follow_ups: Sequence[FollowUp] = (),
) -> Evaluation:
    """Everything the figures and the ballots say about a trial on one day. Changes nothing.

    Args:
        trial: with a promise.
        observations: current ones only, plugins' derived ones included.
        rounds: the core group's, each with its ballots; open ones stay blind.
        done: actions with their hours and costs, used where nobody typed figures of them.
        as_of: the day it is computed for.
        replications: how many other independent companies sealed the same promise.
        follow_ups: what the company told half a year and a year later.

    Raises:
        Refused: a draft promises nothing yet.
    """
    promise = _promise(trial)
    measurements = measured(trial.template, promise, observations, done=done, as_of=as_of)
    criteria, judged = answers(trial, measurements, as_of=as_of)
    criteria = tuple(_as_counts(result, measurements) for result in criteria)
    if trial.state is State.STOPPED:
        criteria = tuple(map(_left_open, criteria))
    facts = design_facts(
        trial,
        measurements,
        as_of=as_of,
        replications=replications,
        follow_ups=follow_ups,
    )
    level, to_rise = strength(facts)
    return Evaluation(
        trial=trial.id,
        as_of=as_of,
        results=_results(trial, measurements, judged, as_of),
        criteria=criteria,
        outcome=OUTCOMES[criteria[0].answer],
        final=trial.state is State.STOPPED or not early(trial, as_of),
        outcomes=common_outcomes(measurements, follow_ups),
        warnings=trial_warnings(trial, measurements, judged, criteria, as_of=as_of),
        verdicts=_verdicts(trial, rounds),
        strength=level,
        strength_next=to_rise,
    )


def _as_counts(result: CriterionResult, measurements: Measurements) -> CriterionResult:
    """An observed share of few cases, with what it is told as."""
    series = measurements.own.get(result.criterion.metric)
    if series is None or result.criterion.kind is CriterionKind.CHANGED:
        return result
    seen = series.trial
    return attrs.evolve(result, cases=seen.cases) if result.observed == seen.value else result


def _left_open(result: CriterionResult) -> CriterionResult:
    """An answer that the stop made final: what wasn't settled by then never will be."""
    if not result.so_far:
        return result
    if result.answer is not Answer.CANT_TELL:
        return attrs.evolve(result, so_far=False)
    return attrs.evolve(result, so_far=False, code="STOPPED", why=sentence("STOPPED"))


def _promise(trial: Trial) -> Promise:
    if trial.promise is None:
        raise Refused(
            Message("A draft promises nothing yet, so there is nothing to evaluate."),
            code="WRONG_STATE",
            remedy=Message("Start the trial first."),
        )
    return trial.promise


def _results(
    trial: Trial, measurements: Measurements, judged: Sequence[Judgement], as_of: date
) -> tuple[MetricResult, ...]:
    return tuple(
        MetricResult(
            metric=series.metric,
            points=series.points,
            baseline=series.baseline,
            trial=series.trial,
            change=series.change,
            relative_change=change_in_per_cent(series),
            warnings=metric_warnings(series, trial, measurements, judged, as_of=as_of),
        )
        for series in measurements.own.values()
        if series.points or series.metric.derived
    )


def _verdicts(
    trial: Trial, rounds: Sequence[tuple[Round, Sequence[Ballot]]]
) -> tuple[Verdict, ...]:
    in_time = trial.seal is None or trial.seal.before_start
    closed = [(held, ballots) for held, ballots in rounds if not held.open]
    closed.sort(key=lambda pair: (pair[0].closed_on or date.max, pair[0].id))
    return tuple(verdict(held, ballots, sealed_before_start=in_time) for held, ballots in closed)

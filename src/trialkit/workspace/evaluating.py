"""Evaluating a trial: what figures and ballots say, and what it needs next."""

from datetime import date
from typing import TYPE_CHECKING

import attrs

from trialkit.errors import Message, Refused
from trialkit.evaluation import verdict as verdicts
from trialkit.evaluation.evaluate import evaluate
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.round import Round
from trialkit.model.trial import State, Trial
from trialkit.rules import lifecycle
from trialkit.rules.lifecycle import Circumstances
from trialkit.rules.repetition import other_companies
from trialkit.rules.time import promised_end_passed
from trialkit.workspace.reports import Step
from trialkit.workspace.session import Session

if TYPE_CHECKING:
    # What writes loads sqlite-utils, and a command that only reads can do without.
    from trialkit.store.transaction import Transaction


class Evaluating(Session):
    """What an open workspace does to evaluate a trial."""

    def evaluate(self, which: str, *, as_of: date | None = None) -> Evaluation:
        """What the figures and the ballots say; computes, writes nothing.

        Raises:
            NotFound: no such trial.
            Refused: the trial is a draft: it has promised nothing yet.
        """
        trial = self.find(which)
        require_promise(trial)
        return self._evaluation(trial, as_of or self.today)

    def _evaluation(self, trial: Trial, as_of: date) -> Evaluation:
        observations = self._store.observations(trial.id)
        derived = self.plugins.metrics(trial, observations)
        rounds = self._store.rounds(trial.id)
        return evaluate(
            trial,
            [*observations, *derived],
            rounds=[(round_, self._store.ballots(round_.id)) for round_ in rounds],
            done=self._store.actions(trial.id),
            as_of=as_of,
            replications=self._other_companies(trial),
            follow_ups=self._store.follow_ups(trial.id),
        )

    def _other_companies(self, trial: Trial) -> int:
        """How many other companies tried the same promise, independently."""
        family = self._family(trial)
        if not family:
            return 0
        owners = {one.company for one in (trial, *family)}
        return other_companies(trial, family, {key: self._store.company(key) for key in owners})

    def _family(self, trial: Trial) -> list[Trial]:
        """Trials that repeat its promise, that it repeats, or that repeat the same one."""
        first = trial
        while first.replicates:
            first = self._store.trial(first.replicates)
        found = [first]
        for one in found:
            found += self._store.replications(one.id)
        return [one for one in found if one.id != trial.id]

    def next_step(self, which: str) -> Step:
        """What the trial needs next."""
        trial = self.find(which)
        round_ = self.round_of(which)
        if trial.state is State.DRAFT:
            return Step.PLAN
        if trial.state is State.RUNNING:
            ended = promised_end_passed(trial, self.today)
            return Step.OPEN_ROUND if ended else Step.FIGURES
        if trial.state is State.EVALUATING:
            if round_ is None or not round_.open:
                return Step.DECIDE
            waiting = verdicts.missing(round_, self._store.ballots(round_.id))
            return Step.BALLOTS if waiting else Step.CLOSE_ROUND
        if not self._store.consents_of(trial.id, trial.company):
            return Step.CONSENT
        return Step.NOTHING

    def round_of(self, which: str) -> Round | None:
        """The trial's latest round, or None."""
        rounds = self._store.rounds(self.find(which).id)
        return rounds[-1] if rounds else None

    def _to_evaluation(self, tx: "Transaction", trial: Trial, reason: str | None) -> Trial:
        """Move a running trial to evaluation; one that is there already may be judged again."""
        if trial.state is State.EVALUATING:
            return trial
        seen = Circumstances(today=self.today, reason=reason or "")
        lifecycle.require("evaluate", trial, seen)
        early = not promised_end_passed(trial, self.today)
        return tx.save(
            attrs.evolve(
                trial,
                state=State.EVALUATING,
                evaluated_on=self.today,
                early_reason=reason if early else None,
            )
        )


def require_promise(trial: Trial) -> None:
    """Refuse a draft: nothing is promised yet, so there is nothing to judge or tell."""
    if trial.promise is None:
        raise Refused(
            Message("{trial} is a draft: nothing is promised yet.", trial=trial.slug),
            code="WRONG_STATE",
            remedy=Message("Start it with: trialkit start {trial}.", trial=trial.slug),
        )

"""Evaluating a trial: what figures and ballots say, and what it needs next."""

from datetime import date
from typing import TYPE_CHECKING

import attrs

from trialkit.errors import Message, Refused
from trialkit.evaluation import verdict as verdicts
from trialkit.evaluation.evaluate import evaluate
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.metric import Observation
from trialkit.model.round import Round
from trialkit.model.trial import Promise, State, Trial
from trialkit.rules import lifecycle
from trialkit.rules.follow_ups import waiting
from trialkit.rules.lifecycle import Circumstances
from trialkit.rules.repetition import other_companies
from trialkit.rules.time import promised_end_passed
from trialkit.workspace import invitations
from trialkit.workspace.reports import Step
from trialkit.workspace.session import Session

if TYPE_CHECKING:
    from trialkit.evaluation.description import Description

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

    def describe(self, which: str, *, as_of: date | None = None) -> "tuple[Description, ...]":
        """How each figure moved, method by method, for researchers; computes, writes nothing.

        These numbers describe and never decide, and treat periods as independent. Nothing of
        them is on a page.

        Raises:
            NotFound: no such trial.
            Refused: the trial is a draft: it has promised nothing yet.
        """
        from trialkit.evaluation.description import descriptions
        from trialkit.evaluation.measuring import measured

        trial = self.find(which)
        promise = require_promise(trial)
        found = measured(
            trial.template,
            promise,
            self._seen(trial),
            done=self._store.actions(trial.id),
            as_of=as_of or self.today,
        )
        return descriptions(found)

    def _seen(self, trial: Trial) -> list[Observation]:
        """Its current figures, plugins' derived ones included."""
        observations = self._store.observations(trial.id)
        return [*observations, *self.plugins.metrics(trial, observations)]

    def _evaluation(self, trial: Trial, as_of: date) -> Evaluation:
        rounds = self._store.rounds(trial.id)
        return evaluate(
            trial,
            self._seen(trial),
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
        """Trials that repeat its promise, that it repeats, or that made it in the same series."""
        first = trial
        while first.replicates:
            first = self._store.trial(first.replicates)
        found = {first.id: first}
        waiting = [first]
        while waiting:
            one = waiting.pop()
            near = [*self._store.replications(one.id), *self._mates(one)]
            new = [other for other in near if other.id not in found]
            found |= {other.id: other for other in new}
            waiting += new
        return [one for one in found.values() if one.id != trial.id]

    def _mates(self, trial: Trial) -> list[Trial]:
        """The other trials of its series, in the order they were made."""
        if trial.series is None:
            return []
        return [one for one in self._store.in_series(trial.series) if one.id != trial.id]

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
            held = invitations.as_of_now(self._store, round_)
            waiting = verdicts.missing(held, self._store.ballots(held.id))
            return Step.BALLOTS if waiting else Step.CLOSE_ROUND
        if not self._store.consents_of(trial.id, trial.company):
            return Step.CONSENT
        return Step.FOLLOW_UP if self._waits_for_follow_up(trial) else Step.NOTHING

    def _waits_for_follow_up(self, trial: Trial) -> bool:
        if trial.state is not State.CONCLUDED or trial.promise is None:
            return False
        answered = {told.months for told in self._store.follow_ups(trial.id)}
        found = waiting(trial.promise.phases, answered, self.today)
        return found is not None and found.due <= self.today

    def round_of(self, which: str) -> Round | None:
        """The trial's latest round, or None."""
        rounds = self._store.rounds(self.find(which).id)
        return max(rounds, key=lambda held: (held.open, held.opened_on, held.id), default=None)

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


def require_promise(trial: Trial) -> Promise:
    """What it promised; a draft is refused: there is nothing to judge or tell."""
    if trial.promise is None:
        raise Refused(
            Message("{trial} is a draft: nothing is promised yet.", trial=trial.slug),
            code="WRONG_STATE",
            remedy=Message("Start it with: trialkit start {trial}.", trial=trial.slug),
        )
    return trial.promise

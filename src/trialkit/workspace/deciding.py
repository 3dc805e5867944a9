"""What the company does next: what is proposed, what is decided, and why."""

from datetime import date

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.evaluation import proposal as proposals
from trialkit.evaluation.proposal import Proposal
from trialkit.model.round import RoundKind
from trialkit.model.text import Text
from trialkit.model.trial import Choice, Decision, State, Trial
from trialkit.rules import lifecycle
from trialkit.rules.lifecycle import Circumstances
from trialkit.workspace.evaluating import Evaluating


class Deciding(Evaluating):
    """What an open workspace does with a decision."""

    def proposal(self, which: str) -> Proposal:
        """What the tool would propose today, and what it rests on; writes nothing.

        Raises:
            NotFound: no such trial.
            Refused: the trial is a draft: it has promised nothing yet.
        """
        return proposals.proposal(self.evaluate(which))

    def decide(
        self,
        which: str,
        choice: Choice | str,
        *,
        reason_for: str,
        reason_against: str,
        next_step: str | None = None,
        departure: str | None = None,
        without_round: str | None = None,
        early_reason: str | None = None,
        on: date | None = None,
    ) -> Trial:
        """Record what the company does next, with what speaks for it and against it.

        What was proposed at that moment is recorded with it, and stands beside it for good.

        Args:
            which: the trial.
            choice: adopt, adapt, abandon or inconclusive.
            reason_for, reason_against: both are needed; a decision without a reason against it
                hasn't been thought about.
            next_step: what happens now.
            departure: why it isn't what was proposed; needed there, and kept only there.
            without_round: the reason for deciding without the core group.
            early_reason: why it is evaluated before the promised end, where it is.
            on: the day of the decision; today where left out.

        Raises:
            Refused: the move isn't legal now; all reasons are named.
            InvalidInput: there is no such choice, a reason is empty, or it departs from the
                proposal without one.
        """
        trial = self.find(which)
        self._ask_plugins(trial, "decide")
        decision = self._decision(choice, reason_for, reason_against, next_step, without_round, on)
        with self._command("decide") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            if trial.state is State.RUNNING and without_round:
                trial = self._to_evaluation(tx, trial, early_reason)
            rounds = tx.rounds(trial.id)
            seen = Circumstances(
                today=self.today,
                round_open=any(round_.open for round_ in rounds),
                verdict_given=any(
                    round_.kind is RoundKind.FINAL and not round_.open for round_ in rounds
                ),
                without_round=without_round,
            )
            lifecycle.require("decide", trial, seen)
            _in_its_time(trial, decision.on, self.today)
            proposed = proposals.proposal(self._evaluation(trial, self.today))
            decision = self._beside(proposed, decision, departure)
            return tx.save(
                attrs.evolve(trial, state=State.CONCLUDED, decision=decision, closed_on=decision.on)
            )

    def _decision(
        self,
        choice: Choice | str,
        reason_for: str,
        reason_against: str,
        next_step: str | None,
        without_round: str | None,
        on: date | None,
    ) -> Decision:
        if choice not in set(Choice):
            raise InvalidInput(
                Message("“{found}” is not a decision.", found=str(choice)),
                code="UNKNOWN_CHOICE",
                remedy=Message("Choose one of: {names:choice}.", names=tuple(map(str, Choice))),
            )
        if not (reason_for.strip() and reason_against.strip()):
            raise InvalidInput(
                Message("A decision needs a reason for it and a reason against it."),
                code="REASON_MISSING",
                remedy=Message("Write what speaks against it too; it shows that it was weighed."),
            )
        language = self.settings.language
        return Decision(
            choice=Choice(choice),
            reason_for=Text.written(reason_for, language),
            reason_against=Text.written(reason_against, language),
            next_step=Text.written(next_step, language) if next_step else None,
            on=on or self.today,
            by=self.actor,
            without_round=without_round,
        )

    def _beside(self, proposed: Proposal, decision: Decision, why: str | None) -> Decision:
        """The decision with what was proposed, and with why it departs from that, if it does."""
        if decision.choice is proposed.choice:
            return attrs.evolve(decision, proposed=proposed.choice)
        if not (why and why.strip()):
            raise InvalidInput(
                Message(
                    "The proposal is “{proposed:choice}” ({grounds}), so deciding otherwise needs"
                    " a reason.",
                    proposed=proposed.choice,
                    grounds=proposed.grounds,
                ),
                code="DEPARTURE_UNEXPLAINED",
                remedy=Message("Say why with --departing; it stands beside the proposal for good."),
            )
        departure = Text.written(why, self.settings.language)
        return attrs.evolve(decision, proposed=proposed.choice, departure=departure)


def _in_its_time(trial: Trial, on: date, today: date) -> None:
    earliest = max(day for day in (trial.started_on, trial.evaluated_on, date.min) if day)
    if not earliest <= on <= today:
        raise InvalidInput(
            Message(
                "A decision on {day} can't be: it comes from {first} to {last}.",
                day=on,
                first=earliest,
                last=today,
            ),
            code="DAY_OUT_OF_ORDER",
        )

"""A trial under way: its promise is sealed, amended; or it ends early."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.foresight import foresight
from trialkit.model.conversion import digest, from_plain, to_plain
from trialkit.model.foresight import Foresight
from trialkit.model.metric import Observation
from trialkit.model.round import RoundKind
from trialkit.model.text import Text
from trialkit.model.trial import Draft, Promise, State, Stop, Trial
from trialkit.rules import amendments, checklist, lifecycle, sealing
from trialkit.rules.checklist import Checklist
from trialkit.rules.lifecycle import Circumstances
from trialkit.rules.rounds import asked_of
from trialkit.rules.time import require_plausible
from trialkit.templates.filling import promised, slot_value
from trialkit.workspace import invitations
from trialkit.workspace.drafts import Drafts

if TYPE_CHECKING:
    # What writes loads sqlite-utils, and a command that only reads can do without.
    from trialkit.store.transaction import Transaction


SLOTS: Final = "$.slots."


class Trials(Drafts):
    """What an open workspace does with a trial before its evaluation."""

    def promise_of(self, which: str, *, on: date | None = None) -> Promise:
        """The promise as sealed; of a draft, as it would be sealed for a start on `on`.

        Raises:
            InvalidInput: the draft lacks something; all of it is named.
        """
        return self._promise(self.find(which), on)

    def _promise(self, trial: Trial, on: date | None) -> Promise:
        if trial.promise is not None:
            return trial.promise
        draft = trial.draft or Draft()
        starts = on or draft.starts_on or self.today
        return promised(trial.template, draft, digest=digest(trial.template), starts_on=starts)

    def checklist(self, which: str, *, on: date | None = None) -> Checklist:
        """What stops a draft from starting, and what is worth asking first.

        Raises:
            Refused: the trial isn't a draft.
        """
        trial = self.find(which)
        lifecycle.require("start", trial, Circumstances(today=self.today))
        return self._checked(trial, on)[1]

    def _checked(self, trial: Trial, on: date | None) -> tuple[Promise | None, Checklist]:
        try:
            promise = self._promise(trial, on)
        except InvalidInput as fault:
            return None, checklist.checklist(trial, None, faults=fault.problems)
        return promise, checklist.checklist(trial, promise)

    def foresight(self, which: str, *, on: date | None = None) -> Foresight:
        """What a draft's trial would be able to tell; computes, writes nothing.

        Args:
            which: the trial.
            on: first day of the trial phase, as for `start`.

        Raises:
            Refused: the trial isn't a draft: what was foreseen is sealed with its promise.
            InvalidInput: the draft lacks something; all of it is named.
        """
        trial = self.find(which)
        lifecycle.require("start", trial, Circumstances(today=self.today))
        promise = self._promise(trial, on)
        observations = self._store.observations(trial.id)
        return foresight(trial, promise, [*observations, *self._derived(trial, promise)])

    def start(self, which: str, *, on: date | None = None) -> Trial:
        """Seal the promise and begin the trial phase.

        What the figures from before it say the trial will be able to tell is sealed with it. A
        forecast that is still open ends here: nobody forecasts what has begun.

        Args:
            which: the trial.
            on: first day of the trial phase; the planned one, else today. It may lie in the
                past, but then the seal isn't one from before the start.

        Raises:
            NotFound: no such trial.
            Refused: the promise isn't whole or the trial isn't a draft; all reasons are named.
        """
        require_plausible(on)
        trial = self.find(which)
        self._ask_plugins(trial, "start")
        derived = self._derived(trial, self._checked(trial, on)[0])
        with self._command("start") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            promise, found = self._checked(trial, on)
            lifecycle.require(
                "start", trial, Circumstances(today=self.today, promise_problems=found.stops)
            )
            promise = promise or self._promise(trial, on)
            observations = tx.observations(trial.id)
            promise = attrs.evolve(
                promise, foresight=foresight(trial, promise, [*observations, *derived])
            )
            figures = _trial_phase_figures(observations, promise)
            first = promise.phases.trial.first
            tx.note({"draft": to_plain(trial.draft)})
            self._end_forecasts(tx, trial, promise)
            return tx.save(
                attrs.evolve(
                    trial,
                    state=State.RUNNING,
                    draft=None,
                    promise=promise,
                    seal=sealing.seal(
                        promise,
                        at=self.now,
                        by=self.actor,
                        before_start=sealing.sealed_before_start(
                            promise, on=self.today, figures_of_trial_phase=figures
                        ),
                    ),
                    started_on=first,
                    number=trial.number or tx.next_number(first.year),
                )
            )

    def _end_forecasts(self, tx: "Transaction", trial: Trial, promise: Promise) -> None:
        """Close what is open, and note of each whether it was asked of this promise."""
        asked = asked_of(promise)
        for held in tx.rounds(trial.id):
            if held.kind is RoundKind.FORECAST:
                known = invitations.as_of_now(tx, held)
                closed_on = held.closed_on or self.today
                as_sealed = held.promise == asked
                tx.save(attrs.evolve(known, closed_on=closed_on, as_sealed=as_sealed))

    def _derived(self, trial: Trial, promise: Promise | None) -> tuple[Observation, ...]:
        """What plugins make of a draft's figures, asked as they would be once it has started."""
        if promise is None:
            return ()
        started = attrs.evolve(trial, promise=promise)
        return self.plugins.metrics(started, self._store.observations(trial.id))

    def take_back(self, which: str, *, reason: str) -> Trial:
        """Turn a started trial into a draft again; the history shows it.

        Raises:
            Refused: a figure of the trial phase is in, or the trial isn't running.
        """
        trial = self.find(which)
        self._ask_plugins(trial, "take back")
        with self._command("take back") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            figures = _trial_phase_figures(tx.observations(trial.id), trial.promise)
            lifecycle.require(
                "take back",
                trial,
                Circumstances(today=self.today, figures_of_trial_phase=figures, reason=reason),
            )
            tx.note({"reason": reason})
            return tx.save(
                attrs.evolve(
                    trial,
                    state=State.DRAFT,
                    draft=self._draft_before_start(tx, trial),
                    promise=None,
                    seal=None,
                    amendments=(),
                    started_on=None,
                    number=None,
                )
            )

    def _draft_before_start(self, tx: "Transaction", trial: Trial) -> Draft:
        """The draft as it was when it started; from the promise where the journal forgot it."""
        for entry in reversed(tx.entries(subject=trial.id)):
            payload = tx.payload(entry.seq) if entry.command == "start" else None
            if payload and "draft" in payload:
                return from_plain(Draft, payload["draft"])
        promise = trial.promise
        return Draft(slots=promise.slots, starts_on=trial.started_on) if promise else Draft()

    def amend(self, which: str, field: str, value: object, *, reason: str) -> Trial:
        """Change a sealed promise, with author, day and reason; the case shows it.

        Args:
            which: the trial.
            field: a criterion's id (its threshold), `ends_on`, or a path of the seal.
            value: the new value: a number, a day, or text.
            reason: why.

        Raises:
            Refused: the trial has no sealed promise, or no reason is given.
            InvalidInput: there is no such field, or the value doesn't fit it.
        """
        trial = self.find(which)
        with self._command("amend") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            figures = _trial_phase_figures(tx.observations(trial.id), trial.promise)
            path = amendments.path_of(trial, field)
            amended = amendments.amended(
                trial,
                path,
                self._answer(trial, path, value),
                reason=reason,
                after_data=figures > 0,
                at=self.now,
                by=self.actor,
            )
            return tx.save(_in_step(amended))

    def _answer(self, trial: Trial, path: str, value: object) -> object:
        """The new value; one of a slot is held to the same question as at the beginning."""
        if isinstance(value, date):
            require_plausible(value)
        slot = trial.template.slot(path.removeprefix(SLOTS)) if path.startswith(SLOTS) else None
        if slot is None:
            return value
        return slot_value(slot, str(value), language=self.settings.language)

    # the end before the end

    def stop(self, which: str, *, reason: str, on: date | None = None) -> Trial:
        """End a trial before its evaluation; it still makes a case.

        Raises:
            Refused: the trial isn't under way, or no reason is given.
        """
        trial = self.find(which)
        self._ask_plugins(trial, "stop")
        day = on or self.today
        with self._command("stop") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            lifecycle.require("stop", trial, Circumstances(today=self.today, reason=reason))
            if not (trial.started_on or date.min) <= day <= self.today:
                raise InvalidInput(
                    Message(
                        "The trial can't have ended on {day}: it began on {first}.",
                        day=day,
                        first=trial.started_on or day,
                    ),
                    code="DAY_OUT_OF_ORDER",
                )
            why = Text.written(reason, self.settings.language)
            stopped = Stop(reason=why, on=day, by=self.actor)
            return tx.save(attrs.evolve(trial, state=State.STOPPED, stop=stopped, closed_on=day))

    def discard(self, which: str, *, reason: str = "") -> Trial:
        """Let a draft go; the journal keeps that it was there.

        Raises:
            Refused: the trial isn't a draft.
        """
        trial = self.find(which)
        self._ask_plugins(trial, "discard")
        with self._command("discard") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            lifecycle.require("discard", trial, Circumstances(today=self.today, reason=reason))
            tx.note({"slug": trial.slug, "reason": reason})
            tx.remove(trial)
        return trial


def _in_step(trial: Trial) -> Trial:
    """The trial's market and first day as its promise has them now."""
    promise = trial.promise
    if promise is None:
        return trial
    return attrs.evolve(
        trial,
        market=promise.slots.get("market", trial.market),
        started_on=promise.phases.trial.first,
    )


def _trial_phase_figures(observations: Iterable[Observation], promise: Promise | None) -> int:
    """How many of the trial's own figures lie in its trial phase."""
    if promise is None:
        return 0
    return sum(old.series == "" and promise.phases.in_trial(old.period) for old in observations)

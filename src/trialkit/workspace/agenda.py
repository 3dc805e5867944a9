"""What needs doing this week: one line a thing, each with the command that does it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.evaluation import verdict as verdicts
from trialkit.model.period import PeriodKind, periods_within
from trialkit.model.round import Round
from trialkit.model.text import spoken
from trialkit.model.trial import State, Trial
from trialkit.rules.figures import awaited
from trialkit.rules.follow_ups import waiting
from trialkit.rules.time import promised_end_passed, silent
from trialkit.workspace import invitations
from trialkit.workspace.ideas import Ideas
from trialkit.workspace.publishing import Publishing
from trialkit.workspace.reports import Task

SOON: Final = timedelta(days=30)
A_WEEK: Final = timedelta(days=7)
BEFORE_THE_END: Final = frozenset({State.DRAFT, State.RUNNING, State.EVALUATING})


class Agenda(Publishing, Ideas):
    """What an open workspace reminds its coordinator of."""

    def agenda(self) -> tuple[Task, ...]:
        """This week's work, the most pressing first."""
        trials = self._store.trials()
        tasks = [task for trial in trials for task in self._tasks(trial)]
        order = {kind: index for index, kind in enumerate(_PRESSING)}
        tasks.sort(key=lambda task: order.get(task.command[0], len(order)))
        return (*tasks, *self._claim_tasks(), *self._fact_tasks(trials), *self._idea_tasks())

    def _tasks(self, trial: Trial) -> Iterator[Task]:
        if trial.state is not State.EVALUATING:
            yield from self._other_rounds(trial)
        match trial.state:
            case State.DRAFT:
                yield from self._draft_tasks(trial)
            case State.RUNNING:
                yield from self._running_tasks(trial)
            case State.EVALUATING:
                yield from self._round_tasks(trial)
            case State.CONCLUDED | State.STOPPED:
                yield from self._closed_tasks(trial)

    def _draft_tasks(self, trial: Trial) -> Iterator[Task]:
        day = trial.draft.starts_on if trial.draft else None
        if day is not None and day <= self.today + A_WEEK:
            message = Message("{trial}: planned to start on {day}", trial=trial.slug, day=day)
            yield _task(trial, message, "start")
        else:
            yield _task(trial, Message("{trial}: a draft waits", trial=trial.slug), "start")

    def _running_tasks(self, trial: Trial) -> Iterator[Task]:
        weeks = self.settings.silent_after_weeks
        last = self._store.last_figure(trial.id)
        due = self._figures_due(trial)
        if promised_end_passed(trial, self.today):
            message = Message("{trial}: the time promised is over", trial=trial.slug)
            yield _task(trial, message, "evaluate")
        elif silent(trial, last, self.today, after_weeks=weeks):
            message = Message.counted(
                "{trial}: no figures for {n} week, call them",
                "{trial}: no figures for {n} weeks, call them",
                n=(self.today - (last or trial.started_on or self.today)).days // 7,
                trial=trial.slug,
            )
            yield _task(trial, message, "show")
        if due:
            message = Message.counted(
                "{trial}: the figures of {n} period are missing",
                "{trial}: the figures of {n} periods are missing",
                n=due,
                trial=trial.slug,
            )
            yield _task(trial, message, "import")

    def _figures_due(self, trial: Trial) -> int:
        """Periods of the trial phase that are over and lack a required metric's figure."""
        if trial.promise is None:
            return 0
        have = {
            (old.metric, old.period)
            for old in self._store.observations(trial.id)
            if old.series == ""
        }
        used = {metric: period.kind for metric, period in have}
        missing = set()
        for metric in awaited(trial.template, trial.promise.primary.metric):
            kind = used.get(metric.id, metric.cadence)
            if kind is PeriodKind.PHASE:
                continue
            for period in periods_within(trial.promise.phases.trial, kind):
                if period.last < self.today and (metric.id, period) not in have:
                    missing.add(period)
        return len(missing)

    def _round_tasks(self, trial: Trial) -> Iterator[Task]:
        rounds = self._store.rounds(trial.id)
        latest = rounds[-1] if rounds else None
        if latest is None:
            message = Message("{trial}: waits for its evaluation round", trial=trial.slug)
            yield _task(trial, message, "evaluate")
        elif latest.open:
            yield self._open_round_task(trial, latest)
        else:
            message = Message("{trial}: waits for the company's decision", trial=trial.slug)
            yield _task(trial, message, "evaluate")

    def _other_rounds(self, trial: Trial) -> Iterator[Task]:
        """A forecast, an interim judgement or a follow-up that is open."""
        for held in self._store.rounds(trial.id):
            if held.open:
                task = self._open_round_task(trial, held)
                yield attrs.evolve(task, command=("round", "status", trial.slug))

    def _open_round_task(self, trial: Trial, round_: Round) -> Task:
        held = invitations.as_of_now(self._store, round_)
        waiting = len(verdicts.missing(held, self._store.ballots(held.id)))
        if not waiting:
            message = Message("{trial}: all ballots are in", trial=trial.slug)
        else:
            message = Message.counted(
                "{trial}: {n} ballot is missing, the deadline is {day}",
                "{trial}: {n} ballots are missing, the deadline is {day}",
                n=waiting,
                trial=trial.slug,
                day=round_.deadline,
            )
        return _task(trial, message, "evaluate")

    def _closed_tasks(self, trial: Trial) -> Iterator[Task]:
        consent = self._consent(trial, self.today)
        given = self._store.consents_of(trial.id, trial.company)
        if not given:
            message = Message(
                "{trial}: the company hasn't been asked for consent", trial=trial.slug
            )
            yield _task(trial, message, "consent")
        elif consent is not None and consent.valid_until <= self.today + SOON:
            message = Message(
                "{trial}: the consent runs out on {day}",
                trial=trial.slug,
                day=consent.valid_until,
            )
            yield _task(trial, message, "consent")
        yield from self._follow_up_tasks(trial)

    def _follow_up_tasks(self, trial: Trial) -> Iterator[Task]:
        if trial.state is not State.CONCLUDED or trial.promise is None:
            return
        answered = {told.months for told in self._store.follow_ups(trial.id)}
        found = waiting(trial.promise.phases, answered, self.today)
        if found is not None and found.due - A_WEEK <= self.today:
            message = Message(
                "{trial}: ask whether it is still in use, due {day}",
                trial=trial.slug,
                day=found.due,
            )
            yield _task(trial, message, "follow-up")

    def _fact_tasks(self, trials: Iterable[Trial]) -> Iterator[Task]:
        """One line a kind of trial whose facts have grown old where somebody reads them."""
        published = {one.trial for one in self._store.publications() if one.withdrawn_on is None}
        kinds = {
            trial.template.id: trial.template
            for trial in trials
            if trial.state in BEFORE_THE_END or trial.id in published
        }
        for key, template in sorted(kinds.items()):
            if old := self._past_date(template):
                message = Message.counted(
                    "{template}: {n} fact is past its date",
                    "{template}: {n} facts are past their date",
                    n=len(old),
                    template=spoken(template.title, (self.settings.language,))[1],
                )
                command = ("template", "facts", key, "--due")
                yield Task(trial=None, message=message, command=command)

    def _claim_tasks(self) -> Iterator[Task]:
        """One line a claim that trials have closed on since somebody looked it through."""
        for told in self.learnings():
            if closed := len(told.standing.stale):
                message = Message.counted(
                    "{claim}: {n} trial has closed that bears on it",
                    "{claim}: {n} trials have closed that bear on it",
                    n=closed,
                    claim=told.learning.claim.spoken((self.settings.language,))[1].rstrip("."),
                )
                command = ("learning", "show", told.learning.slug)
                yield Task(trial=None, message=message, command=command)

    def _idea_tasks(self) -> Iterator[Task]:
        for idea in self.ideas():
            message = Message("An idea waits: {idea}", idea=idea.text)
            yield Task(trial=None, message=message, command=("list", "--ideas"))


_PRESSING: Final = ("import", "evaluate", "round", "show", "follow-up", "consent", "start")
"""Figures come first: whoever evaluates without them judges too early."""


def _task(trial: Trial, message: Message, command: str) -> Task:
    return Task(trial=trial.slug, message=message, command=(command, trial.slug))

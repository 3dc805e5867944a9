"""What a promise must be to mean anything, whoever made it: at the start and after a change."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from trialkit.errors import Message, Place, Problem
from trialkit.model.criterion import Criterion, CriterionKind, Over, Role
from trialkit.model.paths import ROOT, at_index, at_key
from trialkit.model.period import Phases
from trialkit.model.template import Template
from trialkit.model.trial import Promise


def unsound(promise: Promise, template: Template) -> tuple[Problem, ...]:
    """Everything that keeps `promise` from being judged later; empty where nothing does."""
    return tuple(
        problem
        for found in (
            _primary(promise),
            _criteria(promise, template),
            _phases(promise.phases),
            _limits(promise),
        )
        for problem in found
    )


def _problem(message: Message, code: str, *way: str | int) -> Problem:
    path = ROOT + "".join(at_index(step) if isinstance(step, int) else at_key(step) for step in way)
    return Problem(message, code=code, place=Place(field=path))


def _primary(promise: Promise) -> Iterator[Problem]:
    roles = [criterion.role for criterion in promise.criteria]
    if roles.count(Role.PRIMARY) != 1 or roles[0] is not Role.PRIMARY:
        yield _problem(
            Message("One criterion decides the outcome, and it stands first."),
            "NOT_ONE_PRIMARY",
            "criteria",
        )


def _criteria(promise: Promise, template: Template) -> Iterator[Problem]:
    counted = Counter(criterion.id for criterion in promise.criteria)
    for index, criterion in enumerate(promise.criteria):
        if counted[criterion.id] > 1:
            yield _problem(
                Message("Several criteria are called {key}.", key=criterion.id),
                "SAME_CRITERION",
                *("criteria", index, "id"),
            )
        if template.metric(criterion.metric) is None:
            yield _problem(
                Message("This kind of trial has no metric {metric}.", metric=criterion.metric),
                "UNKNOWN_METRIC",
                *("criteria", index, "metric"),
            )
        yield from _criterion(criterion, index, promise.phases)


def _criterion(criterion: Criterion, index: int, phases: Phases) -> Iterator[Problem]:
    changed = criterion.kind is CriterionKind.CHANGED
    if changed and criterion.measure is None:
        yield _problem(
            Message("A change is counted in per cent of the time before, or in units: say which."),
            "NO_MEASURE",
            *("criteria", index, "measure"),
        )
    if criterion.over is Over.NAMED and criterion.period is None:
        yield _problem(
            Message("A criterion on one period names it, such as 2026-05."),
            "NO_PERIOD",
            *("criteria", index, "period"),
        )
    if criterion.due < phases.trial.first:
        yield _problem(
            Message(
                "A criterion can't be due on {due}, before the trial starts on {first}.",
                due=criterion.due,
                first=phases.trial.first,
            ),
            "DUE_BEFORE_START",
            *("criteria", index, "due"),
        )


def _phases(phases: Phases) -> Iterator[Problem]:
    first = phases.trial.first
    for index, days in enumerate(phases.baseline):
        if days.last >= first:
            yield _problem(
                Message(
                    "The baseline ends before the trial starts on {first}.",
                    first=phases.trial.first,
                ),
                "BASELINE_IN_TRIAL",
                *("phases", "baseline", index),
            )
    if phases.settling and phases.settling.first != phases.trial.last + timedelta(days=1):
        yield _problem(
            Message("The settling time begins on the day after the last trial day."),
            "SETTLING_APART",
            *("phases", "settling"),
        )
    for index, day in enumerate(phases.follow_up):
        if day <= phases.end:
            yield _problem(
                Message("A follow-up comes after the promised end on {day}.", day=phases.end),
                "FOLLOW_UP_EARLY",
                *("phases", "follow_up", index),
            )


def _limits(promise: Promise) -> Iterator[Problem]:
    for key, limit in promise.limits.items():
        if limit < 0:
            yield _problem(
                Message("A limit can't be less than nothing."), "NEGATIVE_LIMIT", "limits", key
            )

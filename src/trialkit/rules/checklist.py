"""What is looked at before a promise is sealed: what stops it, and what is worth a second thought.

The soft questions are those a hypothesis is tested with: does it name one change, one outcome
with a number, a reason, and a deadline?
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.model.criterion import Comparison
from trialkit.model.metric import MetricKind
from trialkit.model.template import REASON, SlotType, Template
from trialkit.model.trial import Draft, Promise, Trial
from trialkit.rules.soundness import unsound

FEWEST_WORDS: Final = 3
"""A reason of fewer words is none."""

LONGEST: Final = timedelta(weeks=60)
"""From the first day to the promised end: a year, and the settling time after it."""

_SEVERAL: Final = re.compile(r"[;+&/\n]|\b(ja|sekä|och|samt|and|plus)\b", re.IGNORECASE)


@attrs.frozen
class Checklist:
    """What was found before a start.

    Attributes:
        stops: what keeps the promise from being sealed.
        questions: what is worth a second thought; none of it stops the start.
    """

    stops: tuple[Problem, ...]
    questions: tuple[Problem, ...]


def checklist(
    trial: Trial, promise: Promise | None, *, faults: Sequence[Problem] = ()
) -> Checklist:
    """The checklist of a start.

    Args:
        trial: a draft.
        promise: what it would promise; None where that can't be told yet.
        faults: why it can't.
    """
    slots = promise.slots if promise else (trial.draft or Draft()).slots
    return Checklist(
        stops=(*faults, *(unsound(promise, trial.template) if promise else ())),
        questions=(
            *_one_change(trial.template, slots),
            *(_one_outcome(promise, trial.template) if promise else ()),
            *_a_reason(slots),
            *(_a_deadline(promise) if promise else ()),
        ),
    )


def _one_change(template: Template, slots: Mapping[str, str]) -> Iterator[Problem]:
    for slot in template.slots:
        answer = slots.get(slot.id, "")
        if slot.type is SlotType.TEXT and slot.id != REASON and _SEVERAL.search(answer):
            yield Problem(
                Message(
                    "“{answer}” sounds like several things at once. Is it one change?",
                    answer=answer,
                ),
                code="SEVERAL_CHANGES",
                place=Place(field=slot.id),
                remedy=Message("Try one thing; otherwise nobody can tell what it was due to."),
            )


def _one_outcome(promise: Promise, template: Template) -> Iterator[Problem]:
    primary = promise.primary
    metric = template.metric(primary.metric)
    if primary.threshold == 0 and primary.comparison is Comparison.AT_LEAST:
        yield Problem(
            Message("The promise is met by nothing at all: its number is 0. Which number is it?"),
            code="NO_NUMBER",
            place=Place(field=primary.id),
            remedy=Message("Name a number that would make you go on, and one that wouldn't."),
        )
    if metric is not None and metric.kind is MetricKind.CONTEXT:
        yield Problem(
            Message("The promise is about something that only explains. Is it the outcome?"),
            code="NOT_AN_OUTCOME",
            place=Place(field=primary.id),
            remedy=Message("Promise what the company wants to see changed."),
        )


def _a_reason(slots: Mapping[str, str]) -> Iterator[Problem]:
    if len(slots.get(REASON, "").split()) < FEWEST_WORDS:
        yield Problem(
            Message("Why should it work? The promise gives no reason."),
            code="NO_REASON_GIVEN",
            place=Place(field=REASON),
            remedy=Message("Say in one sentence what makes you believe it; it is what is learned."),
        )


def _a_deadline(promise: Promise) -> Iterator[Problem]:
    end = promise.phases.end
    if end - promise.phases.trial.first > LONGEST:
        yield Problem(
            Message("The promise runs until {day}. Could it be told sooner?", day=end),
            code="FAR_DEADLINE",
            place=Place(field="ends_on"),
            remedy=Message("Most trials last 6 to 16 weeks."),
        )
    for criterion in promise.criteria:
        if criterion.due <= end:
            continue
        yield Problem(
            Message(
                "One criterion is due on {due}, after the promised end on {end}. Is that meant?",
                due=criterion.due,
                end=end,
            ),
            code="DUE_AFTER_END",
            place=Place(field=criterion.id),
            remedy=Message("What comes in after the end isn't waited for."),
        )

"""What was decided beside what was proposed, and what became of it."""

import attrs

from trialkit.casebook.case import Case, CaseFollowUp
from trialkit.errors import Message
from trialkit.publish.numbers_view import OutcomeRow, outcome_row
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords


@attrs.frozen(kw_only=True)
class DecisionView:
    """What was decided.

    Attributes:
        choice, on: what, and when.
        reason_for, reason_against, next_step: in people's words.
        proposed: what the tool proposed; empty where that isn't known or released.
        departure: why something else was decided, in people's words.
    """

    choice: str
    on: str
    reason_for: Shown
    reason_against: Shown
    next_step: Shown
    proposed: str
    departure: Shown


@attrs.frozen(kw_only=True)
class FollowUpView:
    """What became of it.

    Attributes:
        answer: whether it is still in use, and after how long.
        on: the day the company was asked.
        reason: why, in its words.
        outcomes: what it told once more, one line each.
    """

    answer: str
    on: str
    reason: Shown
    outcomes: tuple[OutcomeRow, ...]


def decision(case: Case, words: PageWords) -> DecisionView | None:
    """The company's decision; None where it hasn't decided."""
    made = case.decision
    if made is None:
        return None
    return DecisionView(
        choice=words.label("choice", made.choice),
        on=words.day(made.on),
        reason_for=words.shown(made.reason_for),
        reason_against=words.shown(made.reason_against),
        next_step=words.shown(made.next_step),
        proposed=words.label("choice", made.proposed) if made.proposed else "",
        departure=words.shown(made.departure),
    )


def follow_ups(case: Case, words: PageWords) -> tuple[FollowUpView, ...]:
    """What the company told later, the earliest first."""
    return tuple(_follow_up(told, words) for told in case.follow_ups)


def _follow_up(told: CaseFollowUp, words: PageWords) -> FollowUpView:
    answer = Message.counted(
        "Still in use after {n} month: {answer:still_in_use}",
        "Still in use after {n} months: {answer:still_in_use}",
        n=told.months,
        answer=told.still_in_use,
    )
    return FollowUpView(
        answer=words.wording.say(answer),
        on=words.day(told.on),
        reason=words.shown(told.reason),
        outcomes=tuple(outcome_row(one, words) for one in told.outcomes),
    )

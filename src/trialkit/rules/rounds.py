"""When in a trial's life the core group is asked what, and of which promise."""

from collections.abc import Mapping, Sequence
from typing import Final

from trialkit.errors import Message, Problem
from trialkit.model.conversion import digest
from trialkit.model.round import Round, RoundKind
from trialkit.model.trial import Promise, State, Trial

HELD_IN: Final[Mapping[RoundKind, frozenset[State]]] = {
    RoundKind.FORECAST: frozenset({State.DRAFT}),
    RoundKind.INTERIM: frozenset({State.RUNNING}),
    RoundKind.FINAL: frozenset({State.RUNNING, State.EVALUATING}),
    RoundKind.FOLLOW_UP: frozenset({State.CONCLUDED}),
}
"""The states in which a round of each kind may be opened. Only a final one moves the trial."""

_ONLY: Final[Mapping[RoundKind, Message]] = {
    RoundKind.FORECAST: Message("A forecast is asked for before the start, of a draft."),
    RoundKind.INTERIM: Message("An interim judgement is asked for while the trial is running."),
    RoundKind.FINAL: Message("The final judgement is asked for once the trial has been started."),
    RoundKind.FOLLOW_UP: Message("A follow-up is asked for once the trial is concluded."),
}


def against_opening(kind: RoundKind, trial: Trial, rounds: Sequence[Round]) -> tuple[Problem, ...]:
    """Every reason why a round of `kind` can't be opened now; empty where it can.

    Args:
        kind: of the round.
        trial: whose.
        rounds: those it has had.
    """
    found = []
    if trial.state not in HELD_IN[kind]:
        found.append(
            Problem(
                _ONLY[kind],
                code="WRONG_STATE",
                remedy=Message(
                    "This one is ({trial}): {state:state}.", trial=trial.slug, state=trial.state
                ),
            )
        )
    if any(one.open for one in rounds):
        found.append(
            Problem(
                Message("A round of {trial} is already open.", trial=trial.slug),
                code="ROUND_OPEN",
                remedy=Message("Close it first: trialkit round close {trial}.", trial=trial.slug),
            )
        )
    return tuple(found)


def asked_of(promise: Promise) -> str:
    """SHA-256 of what a forecast is asked of: the answers, what must be seen, and how long.

    The days aren't part of it: a promise that starts a week later is still the same promise.
    """
    return digest(
        {
            "slots": promise.slots,
            "criteria": tuple(
                (one.id, one.metric, one.comparison, one.threshold) for one in promise.criteria
            ),
            "days": promise.phases.trial.days,
        }
    )

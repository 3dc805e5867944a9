"""A trial's life as one table: which moves there are, from where to where, and what refuses them.

The documented diagram is drawn from the same table.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

import attrs

from trialkit.errors import Message, Problem, Refused
from trialkit.model.trial import State, Trial
from trialkit.rules.time import early, promised_end


@attrs.frozen(kw_only=True)
class Circumstances:
    """What a move's rules need to know besides the trial.

    Attributes:
        today: the day of the move, in the workspace's zone.
        promise_problems: what keeps the draft from becoming a promise: the checklist's stops.
        figures_of_trial_phase: how many figures of the trial phase are in.
        round_open: whether ballots are still waited for.
        verdict_given: whether a final round has been closed.
        reason: why the move is made, in the company's words.
        without_round: why it is decided without the core group, or None.
    """

    today: date
    promise_problems: tuple[Problem, ...] = ()
    figures_of_trial_phase: int = 0
    round_open: bool = False
    verdict_given: bool = False
    reason: str = ""
    without_round: str | None = None


Rule = Callable[[Trial, Circumstances], Iterable[Problem]]
"""Says why a move in the right state is refused all the same; nothing where it isn't."""


@attrs.frozen(kw_only=True)
class Move:
    """One step in a trial's life.

    Attributes:
        name: what commands and plugins call it.
        label: what a person calls it.
        sources: the states it starts from.
        target: the state it leads to; None where the trial is gone.
        only: the sentence that says where it starts from.
        refused_by: the rules that may refuse it.
    """

    name: str
    label: Message
    sources: frozenset[State]
    target: State | None
    only: Message
    refused_by: tuple[Rule, ...] = ()


def promise_incomplete(_trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """A promise with something missing can't be sealed."""
    return seen.promise_problems


def figure_of_trial_phase(_trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """Once a figure is in, a new promise would no longer come before the facts."""
    if seen.figures_of_trial_phase:
        yield Problem(
            Message.counted(
                "{n} figure of the trial phase is already in, so the start stands.",
                "{n} figures of the trial phase are already in, so the start stands.",
                n=seen.figures_of_trial_phase,
            ),
            code="FIGURES_IN",
            remedy=Message("Amend the promise with a reason, or stop the trial."),
        )


def taken_back_silently(_trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """A promise that was sealed and is no more leaves a word of why."""
    if not seen.reason.strip():
        yield Problem(
            Message("A start isn't taken back without a reason."),
            code="NO_REASON",
            remedy=Message("Say in a sentence why; the history keeps it."),
        )


def early_without_reason(trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """An interim look is allowed, but nobody takes it unnoticed."""
    end = promised_end(trial)
    if end is not None and early(trial, seen.today) and not seen.reason.strip():
        yield Problem(
            Message("The promise runs until {day}, and that day hasn't come.", day=end),
            code="EARLY",
            remedy=Message("Wait for it, or say why it is evaluated earlier."),
        )


def round_open(_trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """Nobody decides while the core group still writes."""
    if seen.round_open:
        yield Problem(
            Message("The evaluation round is still open."),
            code="ROUND_OPEN",
            remedy=Message("Close it first; ballots that come later are kept."),
        )


def no_verdict(_trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """The core group is heard, or it is said why it wasn't."""
    if not (seen.round_open or seen.verdict_given or (seen.without_round or "").strip()):
        yield Problem(
            Message("The core group hasn't judged this trial."),
            code="NO_VERDICT",
            remedy=Message("Open a round, or say why it is decided without one."),
        )


def reason_missing(_trial: Trial, seen: Circumstances) -> Iterable[Problem]:
    """A trial that ends early is a result too, if it is said why."""
    if not seen.reason.strip():
        yield Problem(
            Message("A trial isn't stopped without a reason."),
            code="NO_REASON",
            remedy=Message("Say in a sentence why it ends now; the case will tell it."),
        )


MOVES: Final = (
    Move(
        name="start",
        label=Message("start"),
        sources=frozenset({State.DRAFT}),
        target=State.RUNNING,
        only=Message("Only a draft can be started."),
        refused_by=(promise_incomplete,),
    ),
    Move(
        name="take back",
        label=Message("take the start back"),
        sources=frozenset({State.RUNNING}),
        target=State.DRAFT,
        only=Message("Only the start of a running trial can be taken back."),
        refused_by=(figure_of_trial_phase, taken_back_silently),
    ),
    Move(
        name="evaluate",
        label=Message("evaluate"),
        sources=frozenset({State.RUNNING}),
        target=State.EVALUATING,
        only=Message("Only a running trial goes to evaluation."),
        refused_by=(early_without_reason,),
    ),
    Move(
        name="decide",
        label=Message("decide"),
        sources=frozenset({State.EVALUATING}),
        target=State.CONCLUDED,
        only=Message("Only a trial under evaluation can be decided."),
        refused_by=(round_open, no_verdict),
    ),
    Move(
        name="stop",
        label=Message("stop"),
        sources=frozenset({State.RUNNING, State.EVALUATING}),
        target=State.STOPPED,
        only=Message("Only a running trial, or one under evaluation, can be stopped."),
        refused_by=(reason_missing,),
    ),
    Move(
        name="discard",
        label=Message("discard"),
        sources=frozenset({State.DRAFT}),
        target=None,
        only=Message("Only a draft can be discarded."),
    ),
)
"""Every move there is. What isn't here can't happen to a trial."""

_BY_NAME: Final = {move.name: move for move in MOVES}

_STATES: Final = {
    State.DRAFT: Message("draft"),
    State.RUNNING: Message("running"),
    State.EVALUATING: Message("under evaluation"),
    State.CONCLUDED: Message("concluded"),
    State.STOPPED: Message("stopped"),
}


def refusals(move: str, trial: Trial, seen: Circumstances) -> tuple[Problem, ...]:
    """Every reason why `trial` may not make `move` now; empty where it may.

    Args:
        move: a name in `MOVES`.
        trial: before the move.
        seen: what its rules need to know.
    """
    wanted = _BY_NAME[move]
    if trial.state not in wanted.sources:
        return (_wrong_state(wanted, trial.state),)
    return tuple(problem for rule in wanted.refused_by for problem in rule(trial, seen))


def require(move: str, trial: Trial, seen: Circumstances) -> None:
    """Let the move pass.

    Raises:
        Refused: it may not be made; every reason is told.
    """
    if found := refusals(move, trial, seen):
        raise Refused.of(found)


def legal(state: State) -> tuple[str, ...]:
    """Names of the moves that start from `state`, in the table's order."""
    return tuple(move.name for move in MOVES if state in move.sources)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT}"]
    for move in MOVES:
        lines += [
            f"    {source} --> {move.target or '[*]'}: {move.name}"
            for source in State
            if source in move.sources
        ]
    lines += [f"    {state} --> [*]" for state in State if not legal(state)]
    return "\n".join(lines) + "\n"


def _wrong_state(wanted: Move, found: State) -> Problem:
    possible = tuple(_BY_NAME[name].label for name in legal(found))
    now = Message("This one is: {state}.", state=_STATES[found])
    if possible:
        now = Message(
            "This one is: {state}. Possible now: {moves}.", state=_STATES[found], moves=possible
        )
    return Problem(wanted.only, code="WRONG_STATE", remedy=now)

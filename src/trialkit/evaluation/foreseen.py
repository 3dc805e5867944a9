"""What was foreseen at the start, in the sentences that stand beside a result."""

from decimal import Decimal

from trialkit.errors import Message
from trialkit.model.criterion import Comparison, Criterion
from trialkit.model.foresight import ForeseenChange, Foresight


def without_the_trial(foresight: Foresight | None, *, amended: bool) -> Message | None:
    """How the promise would have fared before the trial; None where that couldn't be tried.

    Args:
        foresight: as sealed; None where none was.
        amended: whether the promise was changed since: it is the sealed one that was tried.
    """
    if foresight is None or not foresight.of:
        return None
    if amended:
        return Message.counted(
            "Without doing anything, the promise as first sealed would have been met in {met} of"
            " {n} earlier period of the same length.",
            "Without doing anything, the promise as first sealed would have been met in {met} of"
            " {n} earlier periods of the same length.",
            n=foresight.of,
            met=foresight.met,
        )
    return Message.counted(
        "Without doing anything, the promise would have been met in {met} of {n} earlier period"
        " of the same length.",
        "Without doing anything, the promise would have been met in {met} of {n} earlier periods"
        " of the same length.",
        n=foresight.of,
        met=foresight.met,
    )


def could_be_told(size: str) -> Message:
    """How large a change in the promised metric had to be, as its reader writes such a size."""
    return Message(
        "Known at the start: only a change of about {size} or more could be told from chance.",
        size=size,
    )


def hoped_for(change: ForeseenChange, criterion: Criterion) -> Decimal | None:
    """The smallest change that could be told, in the direction of the promise."""
    return change.up if criterion.comparison is Comparison.AT_LEAST else change.down

"""What the group expected before the start, and how well it knew once a dozen trials are over."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.evaluation.evaluation import Forecast, Outcome

BELIEVES: Final = 6
"""From here on, of 0 to 10, a member believes that the promise will be met."""

FEWEST_TRIALS: Final = 12
"""Trials with a forecast and an answer, below which nothing is said of how well a group knows."""


@attrs.frozen(kw_only=True)
class Foretold:
    """One trial's forecast beside what became of its promise.

    Attributes:
        trial: its slug.
        answered: members who gave a number.
        believed: how many of them gave 6 or more.
        held: whether the promise held.
    """

    trial: str
    answered: int
    believed: int
    held: bool

    @property
    def believed_in(self) -> bool:
        """Whether more than half of those who answered believed in it."""
        return 2 * self.believed > self.answered


@attrs.frozen(kw_only=True)
class Share:
    """How many of how many, and where the share may lie by chance.

    Attributes:
        n: of how many.
        held: how many promises held.
        low, high: 95 % interval of the share (Jeffreys); None where scipy isn't installed, or
            there are none.
    """

    n: int
    held: int
    low: float | None = None
    high: float | None = None


@attrs.frozen(kw_only=True)
class Calibration:
    """How well the group knew.

    Attributes:
        trials: every trial it rests on, oldest first.
        all: of all promises.
        believed_in: of those that more than half believed in.
        others: of the rest.
        cant_tell: trials with a forecast whose figures couldn't tell; left out.
        not_shown: trials with a forecast that too few companies gave, that was asked of another
            promise, or that came after the start; left out.
    """

    trials: tuple[Foretold, ...]
    all: Share
    believed_in: Share
    others: Share
    cant_tell: int
    not_shown: int


def forecast(
    given: Sequence[int], *, companies: int, shown: bool, before_start: bool, as_sealed: bool
) -> Forecast:
    """Sum up the numbers from 0 to 10 that members gave.

    Args:
        given: one a member.
        companies: companies they speak for.
        shown: whether enough companies answered for anything but their number to be told.
        before_start: whether the promise was sealed before anybody could know.
        as_sealed: whether they were asked of the promise that was sealed.
    """
    told = shown and bool(given)
    return Forecast(
        answered=len(given),
        companies=companies,
        believed=sum(each >= BELIEVES for each in given) if told else None,
        median=median(Decimal(each) for each in given) if told else None,
        before_start=before_start,
        as_sealed=as_sealed,
    )


def told(found: Forecast) -> Message:
    """A forecast as one sentence, to stand beside the result for good."""
    if found.believed is None:
        return Message(
            "Before the start too few said whether they believed in the promise for it to be shown."
        )
    holes = {"believed": found.believed, "answered": found.answered}
    if not found.as_sealed:
        return Message(
            "Before the start {believed} of {answered} believed in the promise as it was then;"
            " it was changed before it was sealed.",
            **holes,
        )
    if not found.before_start:
        return Message(
            "{believed} of {answered} believed in the promise, which was sealed only after the"
            " start.",
            **holes,
        )
    return Message("Before the start {believed} of {answered} believed in the promise.", **holes)


def calibration(forecasts: Iterable[tuple[str, Forecast, Outcome]]) -> Calibration:
    """Hold the group's forecasts against what became of the promises.

    Args:
        forecasts: of each trial that is over: its slug, what was foretold, and the outcome.
    """
    usable, left_out = [], 0
    for slug, told, outcome in forecasts:
        if told.believed is None or not (told.before_start and told.as_sealed):
            left_out += 1
        else:
            usable.append((slug, told.answered, told.believed, outcome))
    trials = tuple(
        Foretold(trial=slug, answered=answered, believed=believed, held=outcome is Outcome.HELD)
        for slug, answered, believed, outcome in usable
        if outcome is not Outcome.CANT_TELL
    )
    return Calibration(
        trials=trials,
        all=_share(trials),
        believed_in=_share([one for one in trials if one.believed_in]),
        others=_share([one for one in trials if not one.believed_in]),
        cant_tell=len(usable) - len(trials),
        not_shown=left_out,
    )


def _share(trials: Sequence[Foretold]) -> Share:
    n, held = len(trials), sum(one.held for one in trials)
    try:
        from trialkit.evidence.proportion import Proportion, jeffreys
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"numpy", "scipy"}:
            raise
        return Share(n=n, held=held)
    found = jeffreys(held, n)
    if not isinstance(found, Proportion):
        return Share(n=n, held=held)
    return Share(n=n, held=held, low=found.low, high=found.high)

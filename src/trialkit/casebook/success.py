"""How often a kind of trial keeps its promise, by area and by market, with few trials in each.

Counts come first. Trials that can't tell are counted apart: a rate is of those that could. Like
everything in a comparison it is counted from the documents alone.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.pooled import NOT_INSTALLED
from trialkit.errors import Message
from trialkit.evaluation.evaluation import Outcome
from trialkit.evidence.answers import Unanswerable
from trialkit.model.text import Words
from trialkit.model.trial import State

if TYPE_CHECKING:  # numpy and scipy are loaded by whoever counts rates, and by no one else
    from trialkit.evidence.success_rates import SuccessRates

FEWEST_DECIDED: Final = 5
"""Decided trials of a kind under which nothing is said of how often it succeeds."""

FEWEST_FOR_PERCENT: Final = 10
"""Trials that could tell under which counts are shown and no percentages."""


@attrs.frozen(kw_only=True)
class Share:
    """One area's or market's part.

    Attributes:
        id: the area's key or the market's code; empty where it isn't known or released.
        label: the area's name; empty for a market, which a face names itself.
        held, did_not_hold, cant_tell: trials, by their outcome.
        rate: of those that could tell, drawn towards the rate of all of them the more, the
            fewer they are; None where numpy isn't installed.
        low, high: its 95 % interval.
    """

    id: str
    label: Words
    held: int
    did_not_hold: int
    cant_tell: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None


@attrs.frozen(kw_only=True)
class Success:
    """How often one kind of trial keeps its promise.

    Attributes:
        template: its key.
        title: its name.
        by: `area` or `market`.
        shares: each area or market, the one with most trials first.
        percentages: whether so many could tell that a face may show per cent.
        why: why there are no rates; None where there are.
    """

    template: str
    title: Words
    by: str
    shares: tuple[Share, ...]
    percentages: bool
    why: Message | None = None


def successes(cases: Sequence[Case]) -> tuple[Success, ...]:
    """For each kind of trial with five decided ones or more, by area and by market.

    A kind that was tried in one area and one market alone is told once, by area.
    """
    decided = [case for case in cases if case.descriptors.state is State.CONCLUDED]
    kinds = dict.fromkeys(case.template.id for case in decided)
    return tuple(
        success
        for kind in kinds
        for success in _of_a_kind([case for case in decided if case.template.id == kind])
    )


def _of_a_kind(cases: Sequence[Case]) -> Iterator[Success]:
    if len(cases) < FEWEST_DECIDED:
        return
    by_area = _success(cases, "area", lambda case: case.descriptors.area)
    by_market = _success(cases, "market", lambda case: case.descriptors.market or "")
    if len(by_area.shares) > 1 or len(by_market.shares) < 2:
        yield by_area
    if len(by_market.shares) > 1:
        yield by_market


def _success(cases: Sequence[Case], by: str, key: Callable[[Case], str]) -> Success:
    counted = [
        _share(place, [case for case in cases if key(case) == place], by)
        for place in dict.fromkeys(map(key, cases))
    ]
    counted.sort(key=lambda one: (-(one.held + one.did_not_hold + one.cant_tell), one.id))
    rates = _rates(counted)
    could_tell = sum(one.held + one.did_not_hold for one in counted)
    return Success(
        template=cases[0].template.id,
        title=cases[0].template.title,
        by=by,
        shares=tuple(counted) if isinstance(rates, Message) else _with_rates(counted, rates),
        percentages=could_tell >= FEWEST_FOR_PERCENT and not isinstance(rates, Message),
        why=rates if isinstance(rates, Message) else None,
    )


def _share(place: str, cases: Sequence[Case], by: str) -> Share:
    outcomes = [case.outcome for case in cases]
    return Share(
        id=place,
        label=cases[0].descriptors.area_name if by == "area" and place else {},
        held=outcomes.count(Outcome.HELD),
        did_not_hold=outcomes.count(Outcome.DID_NOT_HOLD),
        cant_tell=outcomes.count(Outcome.CANT_TELL),
    )


def _rates(counted: Sequence[Share]) -> "SuccessRates | Message":
    try:
        from trialkit.evidence.success_rates import success_rate_shrinkage
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"numpy", "scipy"}:
            raise
        return NOT_INSTALLED
    found = success_rate_shrinkage(
        [one.held for one in counted], [one.held + one.did_not_hold for one in counted]
    )
    if isinstance(found, Unanswerable):
        return Message("None of them could tell.")
    return found


def _with_rates(counted: Sequence[Share], rates: "SuccessRates") -> tuple[Share, ...]:
    return tuple(
        attrs.evolve(one, rate=rate, low=low, high=high)
        for one, rate, low, high in zip(counted, rates.rates, rates.low, rates.high, strict=True)
    )

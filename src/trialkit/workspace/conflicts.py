"""Figures of a file held against those that are there, and orders against those counted before."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from trialkit.errors import Message, Place, Problem, Value
from trialkit.hooks.contracts import CountedOrder, Figure, Reading
from trialkit.model.metric import Observation
from trialkit.model.period import PeriodKind
from trialkit.workspace.figures import Key, conflict_problem, key_of

_KEPT: Final = Message(
    "Add --replace to take this file's figures; the old ones are kept in the history, and "
    "--dry-run lists them."
)


@attrs.frozen(kw_only=True)
class Sorted:
    """What becomes of a file's figures.

    Attributes:
        fresh: nothing is there for their period.
        unchanged: how many are there already.
        conflicts: another figure is there.
    """

    fresh: tuple[Figure, ...]
    unchanged: int
    conflicts: tuple[Figure, ...]

    @property
    def to_write(self) -> tuple[Figure, ...]:
        """Those that change something."""
        return (*self.fresh, *self.conflicts)


def sorted_out(figures: Iterable[Figure], current: Mapping[Key, Observation]) -> Sorted:
    """The figures by what is there for their period."""
    fresh: list[Figure] = []
    conflicts: list[Figure] = []
    unchanged = 0
    for figure in figures:
        before = current.get(key_of(figure))
        if before is None:
            fresh.append(figure)
        elif figure.value in (before.value, figure.given):
            unchanged += 1
        else:
            conflicts.append(figure)
    return Sorted(fresh=tuple(fresh), unchanged=unchanged, conflicts=tuple(conflicts))


@attrs.frozen
class Orders:
    """The orders of a file, by the digest under which they are remembered.

    Attributes:
        mine: digest → the order, of those that it counts.
        others: digests of those that it holds and doesn't count, such as cancelled ones.
        earlier: digest → the file it was counted from; of all that were counted for the trial.
    """

    mine: Mapping[str, CountedOrder]
    others: frozenset[str]
    earlier: Mapping[str, str]

    @classmethod
    def of(cls, trial_id: str, reading: Reading, earlier: Mapping[str, str]) -> "Orders":
        """The orders that a file holds for a trial."""
        return cls(
            {_digest(trial_id, order.number): order for order in reading.orders},
            frozenset(_digest(trial_id, number) for number in reading.others),
            earlier,
        )

    @property
    def missing(self) -> frozenset[str]:
        """Those counted earlier that the file doesn't hold at all."""
        return frozenset(self.earlier.keys() - self.mine.keys() - self.others)


def refusals(
    sorted_: Sorted, current: Mapping[Key, Observation], orders: Orders, file: str
) -> tuple[Problem, ...]:
    """Why the file's figures can't just take the place of others; empty where none would.

    A shop's whole history is exported again every week: then old weeks change by refunds and late
    orders, and one sentence says so. A file that holds only some of the orders counted before
    would make figures smaller than they are, and says that instead.
    """
    conflicts = sorted_.conflicts
    if not conflicts:
        return ()
    if orders.mine and orders.earlier:
        return (_of_orders(conflicts, current, orders, file),)
    if len(conflicts) > 1 and all(figure.row is None for figure in conflicts):
        return (_of_sums(conflicts, current, file),)
    return tuple(
        conflict_problem(current[key_of(figure)], figure.value, file, figure.row)
        for figure in conflicts
    )


def _of_orders(
    conflicts: Sequence[Figure], current: Mapping[Key, Observation], orders: Orders, file: str
) -> Problem:
    if not orders.missing:
        return Problem(
            Message.counted(
                "{n} earlier figure has changed since, as refunds and late orders make them do: "
                "“{metric}” for {period:period} was {before} and is now {found}.",
                "{n} earlier figures have changed since, as refunds and late orders make them do. "
                "The first: “{metric}” for {period:period} was {before} and is now {found}.",
                n=len(conflicts),
                **_first(conflicts, current),
            ),
            code="FIGURE_CONFLICT",
            place=Place(file=file),
            remedy=_KEPT,
        )
    again = [
        (order, orders.earlier[digest])
        for digest, order in orders.mine.items()
        if orders.earlier.get(digest, file) != file
    ]
    if not again:
        return _orders_missing(len(orders.missing), conflicts, current, file)
    first, earlier = min(again, key=lambda found: found[0].row)
    return Problem(
        Message.counted(
            "Order {number} was already counted from {earlier}.",
            "{n} orders were already counted from other files. The first is {number}, from "
            "{earlier}.",
            n=len(again),
            number=first.number,
            earlier=earlier,
        ),
        code="ORDER_TWICE",
        place=Place(file=file, row=first.row),
        remedy=Message(
            "Give one file that holds all the orders, or add --replace to take this file's "
            "figures instead of the earlier ones."
        ),
    )


def _orders_missing(
    missing: int, conflicts: Sequence[Figure], current: Mapping[Key, Observation], file: str
) -> Problem:
    return Problem(
        Message.counted(
            "{n} order that was counted before isn't in this file, and figures would change: "
            "“{metric}” for {period:period} from {before} to {found}.",
            "{n} orders that were counted before aren't in this file, and figures would change: "
            "“{metric}” for {period:period} from {before} to {found}.",
            n=missing,
            **_first(conflicts, current),
        ),
        code="ORDERS_MISSING",
        place=Place(file=file),
        remedy=Message(
            "Give one file that holds all the orders, or say which days this one covers "
            "(--covers A..B), so that half a week isn't counted; --replace takes its figures as "
            "they are."
        ),
    )


def _of_sums(conflicts: Sequence[Figure], current: Mapping[Key, Observation], file: str) -> Problem:
    return Problem(
        Message.counted(
            "{n} figure differs from the one that is there: “{metric}” for {period:period} is "
            "{before}, and the file makes it {found}.",
            "{n} figures differ from those that are there. The first: “{metric}” for "
            "{period:period} is {before}, and the file makes it {found}.",
            n=len(conflicts),
            **_first(conflicts, current),
        ),
        code="FIGURE_CONFLICT",
        place=Place(file=file),
        remedy=_KEPT,
    )


def _first(conflicts: Sequence[Figure], current: Mapping[Key, Observation]) -> dict[str, Value]:
    """The holes that tell of the earliest conflict; of the whole trial phase only where need be."""
    figure = min(
        conflicts, key=lambda each: (each.period.kind is PeriodKind.PHASE, each.period.start)
    )
    return {
        "metric": figure.metric,
        "period": str(figure.period),
        "before": current[key_of(figure)].value,
        "found": figure.value,
    }


def _digest(trial_id: str, number: str) -> str:
    return hashlib.sha256(f"{trial_id}\0{number}".encode()).hexdigest()

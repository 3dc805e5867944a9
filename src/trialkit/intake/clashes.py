"""Holding the figures of one series against each other: one kind of period, one figure each."""

from collections import Counter
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.intake.sources import Line, Sum
from trialkit.intake.stamps import Stamp
from trialkit.model.period import Period, PeriodKind
from trialkit.rules.figures import refusal_of


@attrs.frozen
class Settled:
    """What a series says once its periods are known.

    Attributes:
        periods: index of a stamp → the period it stands for.
        problems: row → what is wrong with it.
    """

    periods: Mapping[int, Period]
    problems: Mapping[int, Problem]


@attrs.frozen
class ReadAs:
    """The stamps of a table, read as one kind of period.

    Attributes:
        periods: index of a stamp → its period.
        ranks: index of a stamp → a number that equal periods share.
        begun: indexes of the plain days that begin a period of this kind.
    """

    periods: Mapping[int, Period]
    ranks: Mapping[int, int]
    begun: AbstractSet[int]


class Calendar:
    """The periods that a table's stamps stand for, worked out once for all its series."""

    def __init__(self, stamps: Mapping[int, Stamp]) -> None:
        self._stamps = stamps
        self._days = {at for at, stamp in stamps.items() if isinstance(stamp, date)}
        self._known: dict[PeriodKind, ReadAs] = {}

    def of(self, cadence: PeriodKind, written: AbstractSet[int]) -> ReadAs:
        """The periods of a series.

        Plain days stand for weeks (or months, …) of the metric's cadence where most of them begin
        one: a list of Mondays is a list of weeks, a list of every day is not.

        Args:
            cadence: the metric's.
            written: indexes of the stamps that the series has.
        """
        if cadence is not PeriodKind.PHASE:
            longer, days = self._as(cadence), written & self._days
            if 2 * len(days & longer.begun) > len(days):
                return longer
        return self._as(PeriodKind.DAY)

    def _as(self, kind: PeriodKind) -> ReadAs:
        found = self._known.get(kind)
        if found is None:
            periods = {at: _period(stamp, kind) for at, stamp in self._stamps.items()}
            rank = {period: n for n, period in enumerate(dict.fromkeys(periods.values()))}
            found = self._known[kind] = ReadAs(
                periods,
                ranks={at: rank[period] for at, period in periods.items()},
                begun={at for at in self._days if periods[at].kind is kind},
            )
        return found


def _period(stamp: Stamp, kind: PeriodKind) -> Period:
    if isinstance(stamp, Period):
        return stamp
    period = Period.of(kind, stamp)
    return period if period.start == stamp else Period(PeriodKind.DAY, stamp)


def settled(line: Line, calendar: Calendar, file: str) -> Settled:
    """The periods of a series' figures, and the rows that clash.

    Two rows that differ about one period are both unreadable, for nobody but the person knows
    which is right; of two that agree only the later one is.
    """
    written = {at for _, at, _ in line.entries}
    read = calendar.of(line.metric.cadence, written)
    periods, ranks = read.periods, read.ranks
    kinds = {periods[at].kind for at in written}
    problems = _other_kinds(line, periods, file) if len(kinds) > 1 else {}
    if len({ranks[at] for at in written}) == len(line.entries):
        return Settled(periods, problems)
    before: dict[int, tuple[int, Sum]] = {}
    for row, at, found in line.entries:
        if row in problems:
            continue
        earlier_row, earlier = before.setdefault(ranks[at], (row, found))
        if earlier_row == row:
            continue
        place = Place(file=file, row=row, field=line.heading)
        problems[row] = _twice(line, periods[at], found, (earlier_row, earlier), place)
        if earlier != found and earlier_row not in problems:
            place = replace(place, row=earlier_row)
            problems[earlier_row] = _twice(line, periods[at], earlier, (row, found), place)
    return Settled(periods, problems)


def _other_kinds(line: Line, periods: Mapping[int, Period], file: str) -> dict[int, Problem]:
    """The rows whose kind of period isn't the series' own: the usual one, else the commonest."""
    kinds = Counter(periods[at].kind for _, at, _ in line.entries)
    cadence = line.metric.cadence
    own: Collection[PeriodKind] = {cadence if cadence in kinds else kinds.most_common(1)[0][0]}
    problems = {}
    for row, at, (value, _) in line.entries:
        place = Place(file=file, row=row, field=line.heading)
        problem = refusal_of(line.metric, value, kind=periods[at].kind, kinds=own, place=place)
        if problem:
            problems[row] = problem
    return problems


def _twice(
    line: Line, period: Period, figure: Sum, other: tuple[int, Sum], place: Place
) -> Problem:
    row, found = other
    return Problem(
        Message(
            "“{metric}” has two figures for {period:period}: {value} here, {found} in row {row}.",
            metric=line.metric.id,
            period=str(period),
            value=figure[0],
            found=found[0],
            row=str(row),
        ),
        code="SAME_PERIOD_TWICE",
        place=place,
        remedy=Message("Keep one of the two rows."),
    )

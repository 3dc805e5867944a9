"""Holding the figures of one series against each other: one kind of period, one figure each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.intake.gathering import Line
from trialkit.intake.stamps import Stamp
from trialkit.model.period import Period, PeriodKind
from trialkit.model.template import Template
from trialkit.rules.figures import refusal


@attrs.frozen
class Settled:
    """What a series says once its periods are known.

    Attributes:
        periods: index of a stamp → the period it stands for.
        problems: row → what is wrong with it.
    """

    periods: Mapping[int, Period]
    problems: Mapping[int, Problem]


def settled(line: Line, stamps: Sequence[Stamp], template: Template, file: str) -> Settled:
    """The periods of a series' figures, and the rows that clash.

    Two rows that differ about one period are both unreadable, for nobody but the person knows
    which is right; of two that agree only the later one is.
    """
    written = {at: stamps[at] for at in {at for _, at, _ in line.entries}}
    periods = _periods(written, line.metric.cadence)
    problems = _kinds(line, periods, template, file)
    rank = {period: n for n, period in enumerate(dict.fromkeys(periods.values()))}
    ranks = {at: rank[period] for at, period in periods.items()}
    before: dict[int, tuple[int, Decimal]] = {}
    for row, at, value in line.entries:
        if row in problems:
            continue
        earlier_row, earlier = before.setdefault(ranks[at], (row, value))
        if earlier_row == row:
            continue
        place = Place(file=file, row=row, field=line.heading)
        problems[row] = _twice(line, periods[at], value, (earlier_row, earlier), place)
        if earlier != value and earlier_row not in problems:
            place = replace(place, row=earlier_row)
            problems[earlier_row] = _twice(line, periods[at], earlier, (row, value), place)
    return Settled(periods, problems)


def _periods(written: Mapping[int, Stamp], cadence: PeriodKind) -> Mapping[int, Period]:
    """The periods that stamps stand for.

    Plain days stand for weeks (or months, …) of the metric's cadence where most of them begin
    one: a list of Mondays is a list of weeks, a list of every day is not.
    """
    days = [stamp for stamp in written.values() if isinstance(stamp, date)]
    starts = sum(1 for day in days if Period.of(cadence, day).start == day)
    longer = cadence is not PeriodKind.PHASE and 2 * starts > len(days)
    return {
        at: _period(stamp, cadence if longer else PeriodKind.DAY) for at, stamp in written.items()
    }


def _period(stamp: Stamp, cadence: PeriodKind) -> Period:
    if isinstance(stamp, Period):
        return stamp
    period = Period.of(cadence, stamp)
    return period if period.start == stamp else Period(PeriodKind.DAY, stamp)


def _kinds(
    line: Line, periods: Mapping[int, Period], template: Template, file: str
) -> dict[int, Problem]:
    """The rows whose kind of period isn't the series' own: the usual one, else the commonest."""
    kinds = Counter(periods[at].kind for _, at, _ in line.entries)
    if len(kinds) < 2:
        return {}
    cadence = line.metric.cadence
    own = cadence if cadence in kinds else kinds.most_common(1)[0][0]
    problems = {}
    for row, at, value in line.entries:
        problem = refusal(
            template,
            line.metric.id,
            value,
            kind=periods[at].kind,
            kinds={own},
            place=Place(file=file, row=row, field=line.heading),
        )
        if problem:
            problems[row] = problem
    return problems


def _twice(
    line: Line, period: Period, value: Decimal, other: tuple[int, Decimal], place: Place
) -> Problem:
    row, found = other
    return Problem(
        Message(
            "“{metric}” has two figures for {period:period}: {value} here, {found} in row {row}.",
            metric=line.metric.id,
            period=str(period),
            value=value,
            found=found,
            row=str(row),
        ),
        code="SAME_PERIOD_TWICE",
        place=place,
        remedy=Message("Keep one of the two rows."),
    )

"""Time as a trial sees it: periods that figures belong to, and phases made of days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import attrs


class PeriodKind(StrEnum):
    """How long a period is; `PHASE` is one figure for the whole trial phase."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    PHASE = "phase"


@attrs.frozen(order=True)
class DateRange:
    """Days from `first` to `last`, both included."""

    first: date
    last: date = attrs.field()

    @last.validator
    def _not_before_first(self, _attribute: "attrs.Attribute[date]", last: date) -> None:
        if last < self.first:
            raise ValueError(f"a range of days can't end ({last}) before it starts ({self.first})")

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def covers(self, other: "DateRange") -> bool:
        """Whether every day of `other` lies in this range."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "DateRange") -> bool:
        """Whether any day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def moved(self, days: int) -> "DateRange":
        """The same length, `days` later (earlier where negative)."""
        return DateRange(self.first + timedelta(days), self.last + timedelta(days))


@attrs.frozen(order=True)
class Period:
    """The stretch of time one figure stands for.

    Written `2026-03-31` (day), `2026-W10` (ISO week), `2026-03`, `2026-Q1`, `2026`, and `trial`
    for the whole trial phase.

    Attributes:
        kind: how long it is.
        start: its first day; the trial phase's first day where kind is `PHASE`.
    """

    kind: PeriodKind
    start: date

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of `kind` that `day` lies in."""
        match kind:
            case PeriodKind.WEEK:
                return cls(kind, day - timedelta(day.weekday()))
            case PeriodKind.MONTH:
                return cls(kind, day.replace(day=1))
            case PeriodKind.QUARTER:
                return cls(kind, date(day.year, day.month - (day.month - 1) % 3, 1))
            case PeriodKind.YEAR:
                return cls(kind, date(day.year, 1, 1))
        return cls(kind, day)

    @classmethod
    def parse(cls, written: str, *, trial_starts: date | None = None) -> "Period":
        """Read the form that `str()` writes.

        Raises:
            ValueError: it is none of the forms, names no real day, or is `trial` where no
                first day of a trial phase was given.
        """
        return _parse(written.strip(), trial_starts)

    @property
    def last(self) -> date:
        """Its last day. A `PHASE` knows only its first day and gives that."""
        match self.kind:
            case PeriodKind.DAY | PeriodKind.PHASE:
                return self.start
            case PeriodKind.WEEK:
                return self.start + timedelta(6)
        return self.next().start - timedelta(1)

    @property
    def days(self) -> DateRange:
        """All its days."""
        return DateRange(self.start, self.last)

    def next(self) -> "Period":
        """The period right after this one, of the same kind."""
        return self.moved(1)

    def moved(self, count: int) -> "Period":
        """The period `count` periods later (earlier where negative), of the same kind."""
        match self.kind:
            case PeriodKind.DAY | PeriodKind.PHASE:
                return Period(self.kind, self.start + timedelta(count))
            case PeriodKind.WEEK:
                return Period(self.kind, self.start + timedelta(7 * count))
        months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}[self.kind]
        index = self.start.year * 12 + self.start.month - 1 + months * count
        return Period(self.kind, date(index // 12, index % 12 + 1, 1))

    def a_year_before(self) -> "Period":
        """The same calendar period of the year before; a week moves by 52 weeks."""
        steps = {PeriodKind.WEEK: 52, PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4}
        if self.kind is PeriodKind.YEAR:
            return self.moved(-1)
        if self.kind in steps:
            return self.moved(-steps[self.kind])
        return Period(self.kind, self.start - timedelta(364))

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.DAY:
                return self.start.isoformat()
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year:04}-W{week:02}"
            case PeriodKind.MONTH:
                return f"{self.start.year:04}-{self.start.month:02}"
            case PeriodKind.QUARTER:
                return f"{self.start.year:04}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.YEAR:
                return f"{self.start.year:04}"
        return "trial"


def periods_within(days: DateRange, kind: PeriodKind) -> Iterator[Period]:
    """The periods of `kind` that lie wholly inside `days`, in order."""
    if kind is PeriodKind.PHASE:
        yield Period(kind, days.first)
        return
    period = Period.of(kind, days.first)
    if period.start < days.first:
        period = period.next()
    while period.last <= days.last:
        yield period
        period = period.next()


@lru_cache(maxsize=8192)
def _parse(written: str, trial_starts: date | None) -> Period:
    if written == "trial":
        if trial_starts is None:
            raise ValueError("only a trial with dates has the period “trial”")
        return Period(PeriodKind.PHASE, trial_starts)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return Period(PeriodKind.DAY, date.fromisoformat(written))
    if match := re.fullmatch(r"(\d{4})-W(\d{1,2})", written):
        return Period(PeriodKind.WEEK, date.fromisocalendar(int(match[1]), int(match[2]), 1))
    if match := re.fullmatch(r"(\d{4})-(\d{2})", written):
        return Period(PeriodKind.MONTH, date(int(match[1]), int(match[2]), 1))
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", written):
        return Period(PeriodKind.QUARTER, date(int(match[1]), 3 * int(match[2]) - 2, 1))
    if re.fullmatch(r"\d{4}", written):
        return Period(PeriodKind.YEAR, date(int(written), 1, 1))
    raise ValueError(f"“{written}” is not a period such as 2026-W10, 2026-03 or 2026-03-31")


@attrs.frozen(kw_only=True)
class Phases:
    """The days a trial is measured on.

    Attributes:
        baseline: just before the trial phase, and the same days of last year for both.
        trial: from the first to the last promised day.
        settling: returns and payments of the trial phase still come in; none where None.
        follow_up: days on which the company is asked whether it is still in use.
    """

    baseline: tuple[DateRange, ...]
    trial: DateRange
    settling: DateRange | None
    follow_up: tuple[date, ...]

    @property
    def end(self) -> date:
        """The last day a figure of the trial phase may come in."""
        return self.settling.last if self.settling else self.trial.last

    def in_baseline(self, period: Period) -> bool:
        """Whether the whole period lies in one of the baseline's ranges."""
        return any(days.covers(period.days) for days in self.baseline)

    def in_trial(self, period: Period) -> bool:
        """Whether the whole period lies in the trial phase."""
        if period.kind is PeriodKind.PHASE:
            return period.start == self.trial.first
        return self.trial.covers(period.days)

    def in_settling(self, period: Period) -> bool:
        """Whether the period lies after the trial phase began and by the settling time's end.

        For a metric that settles, such a period counts to the trial phase.
        """
        return self.settling is not None and DateRange(self.trial.first, self.settling.last).covers(
            period.days
        )

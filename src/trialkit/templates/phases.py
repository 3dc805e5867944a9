"""The days a trial is measured on, from its first day and its length."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from trialkit.model.period import DateRange, Period, PeriodKind, Phases, periods_within
from trialkit.model.template import Template
from trialkit.rules.length import days_of_length, length_in, length_slot, months_later

LEAST_BASELINE: Final = 4
"""Weeks or months before the trial phase, however short that is."""

YEAR_OF_WEEKS: Final = 364
"""The same weekday a year ago."""


def trial_range(
    template: Template, answers: Mapping[str, str], starts_on: date, ends_on: date | None
) -> DateRange:
    """The trial phase: to `ends_on` where it is given, else as long as its slot says."""
    if ends_on is not None:
        return DateRange(starts_on, ends_on)
    length = length_slot(template)
    return days_of_length(length or "weeks", int(answers[length]) if length else 1, starts_on)


def phases(template: Template, trial: DateRange, *, before: int | None = None) -> Phases:
    """All the days around a trial phase.

    The baseline is as long as the trial phase (four weeks or months at least) just before it,
    and the same days of last year for both, so that growth and season can be told apart.

    Args:
        template: says whether it counts in weeks or months.
        trial: the trial phase.
        before: weeks or months just before it, where it departs from that.
    """
    return Phases(
        baseline=_baseline(length_slot(template) or "weeks", trial, before),
        trial=trial,
        settling=_settling(template, trial),
        follow_up=(months_later(trial.last, 6), months_later(trial.last, 12)),
    )


def _baseline(kind: str, trial: DateRange, wanted: int | None) -> tuple[DateRange, ...]:
    count = max(wanted or length_in(kind, trial), LEAST_BASELINE)
    day_before = trial.first - timedelta(1)
    if kind == "months":
        before = DateRange(months_later(trial.first, -count), day_before)
        last_year = DateRange(months_later(before.first, -12), _year_before_end(trial.last))
    else:
        before = DateRange(trial.first - timedelta(7 * count), day_before)
        last_year = DateRange(
            before.first - timedelta(YEAR_OF_WEEKS), trial.last - timedelta(YEAR_OF_WEEKS)
        )
    return _joined((last_year, before), until=day_before)


def _year_before_end(last: date) -> date:
    """A phase that ends with its month does so a year before, in a leap year too."""
    return months_later(last + timedelta(1), -12) - timedelta(1)


def _joined(ranges: Iterable[DateRange], *, until: date) -> tuple[DateRange, ...]:
    """The ranges in order, those that touch as one, so that no period is cut between them."""
    joined: list[DateRange] = []
    for days in sorted(ranges):
        last = min(days.last, until)
        if joined and days.first <= joined[-1].last + timedelta(1):
            joined[-1] = DateRange(joined[-1].first, max(joined[-1].last, last))
        else:
            joined.append(DateRange(days.first, last))
    return tuple(joined)


def _settling(template: Template, trial: DateRange) -> DateRange | None:
    if not template.settling_weeks:
        return None
    first = trial.last + timedelta(1)
    return DateRange(first, trial.last + timedelta(7 * template.settling_weeks))


def named_period(written: str, cadence: PeriodKind, trial: DateRange) -> Period | None:
    """The period a criterion names: `last`, or its number, where the first day's own is 1.

    A trial that begins on 2 March has August as its month 6. None where the period doesn't lie
    wholly inside the trial phase.
    """
    kind = PeriodKind.MONTH if cadence is PeriodKind.PHASE else cadence
    if written == "last":
        inside = tuple(periods_within(trial, kind))
        return inside[-1] if inside else None
    period = Period.of(kind, trial.first).moved(int(written) - 1)
    return period if trial.covers(period.days) else None

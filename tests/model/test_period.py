"""Periods follow one another without gaps, and a phase holds only whole ones."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.period import DateRange, Period, PeriodKind, Phases, periods_within
from trialkit.testing.pieces import days
from trialkit.testing.strategies import periods, phases

CALENDAR = [kind for kind in PeriodKind if kind is not PeriodKind.PHASE]
calendar_kinds = st.sampled_from(CALENDAR)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("2026-W10", date(2026, 3, 2), date(2026, 3, 8)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_written_period_has_these_days(written, first, last):
    period = Period.parse(written)

    assert (period.start, period.last, str(period)) == (first, last, written)


@given(calendar_kinds, days())
def test_every_day_lies_in_one_period_of_each_kind(kind, day):
    period = Period.of(kind, day)

    assert day in period.days
    assert period.next().start == period.last + timedelta(1)
    assert Period.of(kind, period.last) == period


@given(calendar_kinds.flatmap(periods))
def test_a_period_is_read_as_it_is_written(period):
    assert Period.parse(str(period)) == period


@given(calendar_kinds.flatmap(periods), st.integers(-30, 30))
def test_moving_there_and_back_ends_where_it_began(period, count):
    assert period.moved(count).moved(-count) == period


@given(calendar_kinds.flatmap(periods))
def test_a_year_before_is_the_same_season(period):
    before = period.a_year_before()

    assert before.kind is period.kind
    assert timedelta(359) <= period.start - before.start <= timedelta(372)


def test_the_phase_is_a_period_of_a_trial_with_dates():
    assert Period.parse("trial", trial_starts=date(2026, 3, 2)).kind is PeriodKind.PHASE
    with pytest.raises(ValueError, match="with dates"):
        Period.parse("trial")


@given(calendar_kinds, phases())
def test_the_periods_within_a_phase_lie_wholly_inside_and_follow_one_another(kind, time):
    inside = list(periods_within(time.trial, kind))

    assert all(time.in_trial(period) for period in inside)
    assert all(one.next() == other for one, other in pairwise(inside))
    if inside:
        assert not time.trial.covers(inside[0].moved(-1).days)
        assert not time.trial.covers(inside[-1].next().days)


def test_a_month_that_straddles_the_start_belongs_to_no_phase():
    time = Phases(
        baseline=(DateRange(date(2025, 12, 8), date(2026, 3, 1)),),
        trial=DateRange(date(2026, 3, 2), date(2026, 5, 24)),
        settling=DateRange(date(2026, 5, 25), date(2026, 6, 21)),
        follow_up=(),
    )
    march, april, may = (Period.parse(f"2026-{month:02}") for month in (3, 4, 5))

    assert not time.in_baseline(march)
    assert not time.in_trial(march)
    assert time.in_trial(april)
    assert not time.in_trial(may)
    assert time.in_settling(may)
    assert time.end == date(2026, 6, 21)


def test_a_range_that_ends_before_it_starts_is_none():
    with pytest.raises(ValueError, match="can't end"):
        DateRange(date(2026, 3, 2), date(2026, 3, 1))

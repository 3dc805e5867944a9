"""The days of a trial: how long, compared with which, and when to ask again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.period import DateRange, PeriodKind
from trialkit.templates.phases import (
    length_in,
    months_later,
    named_period,
    phases,
    trial_range,
)

MONDAY = date(2026, 3, 2)


def test_twelve_weeks_from_the_second_of_march_end_on_the_24th_of_may(ecommerce):
    trial = trial_range(ecommerce, {"weeks": "12"}, MONDAY, None)

    assert trial == DateRange(date(2026, 3, 2), date(2026, 5, 24))


def test_the_baseline_is_as_long_as_the_trial_and_has_last_years_days_for_both(ecommerce):
    days = phases(ecommerce, trial_range(ecommerce, {"weeks": "12"}, MONDAY, None))

    assert days.baseline == (
        DateRange(date(2024, 12, 9), date(2025, 5, 25)),
        DateRange(date(2025, 12, 8), date(2026, 3, 1)),
    )


def test_a_short_trial_is_still_compared_with_four_weeks(ecommerce):
    days = phases(ecommerce, DateRange(MONDAY, MONDAY + timedelta(13)))

    assert days.baseline[-1] == DateRange(date(2026, 2, 2), date(2026, 3, 1))


def test_returns_have_four_weeks_to_come_in_and_a_first_hire_has_none(ecommerce, first_hire):
    trial = DateRange(MONDAY, date(2026, 5, 24))

    assert phases(ecommerce, trial).settling == DateRange(date(2026, 5, 25), date(2026, 6, 21))
    assert phases(first_hire, trial).settling is None


def test_it_is_asked_again_six_and_twelve_months_after_the_last_day(ecommerce):
    days = phases(ecommerce, DateRange(MONDAY, date(2026, 8, 31)))

    assert days.follow_up == (date(2027, 2, 28), date(2027, 8, 31))


def test_six_months_from_the_first_of_march_are_compared_with_whole_months(first_hire):
    days = phases(first_hire, trial_range(first_hire, {"months": "6"}, date(2026, 3, 1), None))

    assert days.trial.last == date(2026, 8, 31)
    # the same twelve months of last year and the six just before touch: one range
    assert days.baseline == (DateRange(date(2024, 9, 1), date(2026, 2, 28)),)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(4, 26))
def test_no_day_of_the_baseline_is_a_day_of_the_trial(ecommerce, first, weeks):
    trial = trial_range(ecommerce, {"weeks": str(weeks)}, first, None)
    days = phases(ecommerce, trial)

    assert not any(before.overlaps(trial) for before in days.baseline)
    assert days.baseline[-1].last == first - timedelta(1)
    for own in (days.baseline[-1].last, trial.last):
        assert any(own - timedelta(364) in before for before in days.baseline)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 24))
def test_a_trial_of_so_many_months_has_that_length(first_hire, first, months):
    trial = trial_range(first_hire, {"months": str(months)}, first, None)

    assert length_in("months", trial) == months
    assert not any(before.overlaps(trial) for before in phases(first_hire, trial).baseline)


@pytest.mark.parametrize(
    ("written", "first", "found"),
    [
        ("6", date(2026, 3, 1), "2026-08"),
        ("6", date(2026, 3, 2), "2026-08"),
        ("1", date(2026, 3, 2), None),
        ("7", date(2026, 3, 2), None),
        ("last", date(2026, 3, 2), "2026-08"),
    ],
)
def test_month_six_is_the_sixth_calendar_month(first_hire, written, first, found):
    trial = trial_range(first_hire, {"months": "6"}, first, None)

    period = named_period(written, PeriodKind.MONTH, trial)

    assert (str(period) if period else None) == found


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(-30, 30))
def test_months_later_keeps_the_day_or_the_months_last(day, months):
    later = months_later(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


def test_a_longer_baseline_reaches_back_as_far_as_it_was_asked(ecommerce):
    trial = DateRange(date(2026, 3, 2), date(2026, 5, 24))

    usual, longer = phases(ecommerce, trial), phases(ecommerce, trial, before=60)

    assert usual.baseline[-1] == DateRange(date(2025, 12, 8), date(2026, 3, 1))
    # sixty weeks and last year's days for all of them touch: one range
    assert longer.baseline == (DateRange(date(2024, 1, 8), date(2026, 3, 1)),)
    assert longer.trial == usual.trial

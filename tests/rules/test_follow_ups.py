"""A company is asked again half a year and a year after its trial, and not at any other time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.period import DateRange, Phases
from trialkit.rules.follow_ups import AHEAD, LATE, waiting, windows

HALF_A_YEAR, A_YEAR = date(2026, 11, 24), date(2027, 5, 24)
PHASES = Phases(
    baseline=(),
    trial=DateRange(date(2026, 3, 2), date(2026, 5, 24)),
    settling=DateRange(date(2026, 5, 25), date(2026, 6, 21)),
    follow_up=(HALF_A_YEAR, A_YEAR),
)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 10, 24), None),
        (date(2026, 10, 25), 6),
        (HALF_A_YEAR, 6),
        (date(2027, 4, 23), 6),
        (date(2027, 4, 24), 12),
        (A_YEAR, 12),
        (A_YEAR + LATE, 12),
        (A_YEAR + LATE + timedelta(1), None),
    ],
)
def test_each_follow_up_has_its_time_and_the_next_one_ends_it(day, months):
    found = waiting(PHASES, (), day)

    assert (found.months if found else None) == months


def test_what_is_answered_waits_no_longer():
    assert waiting(PHASES, {6}, HALF_A_YEAR) is None
    assert waiting(PHASES, {6}, A_YEAR).due == A_YEAR


def test_a_trial_that_promised_no_follow_up_has_none():
    assert windows(Phases(baseline=(), trial=PHASES.trial, settling=None, follow_up=())) == ()


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_no_day_belongs_to_two_follow_ups_and_none_between_them_to_neither(day):
    first, second = windows(PHASES)

    inside = (day in first) + (day in second)

    assert inside == (HALF_A_YEAR - AHEAD <= day <= A_YEAR + LATE)

"""The day of an order, in the workspace's zone, or a question."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.orders.trade import selling

from trialkit.errors import InvalidInput
from trialkit.intake.orders.days import Days


def days(*others: str, **said: object) -> Days:
    return Days(selling(**said), lambda: others)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-07",
        "20260307",
        "2026-03-07 12:24:00",
        "2026-03-07T12:24:00.123",
        "2026-03-07 09:50:26 +0200",
        "2026-03-07T21:59:59Z",
        "2026-03-06 22:00:00 UTC",
        "2026-03-06T14:30:00-08:00",
        "7.3.2026",
        "07.03.2026 klo 9.14",
        "7.3.2026 kl. 9:14",
        "7.3.26",
        "3/7/2026 2:05 PM",
        " 7.3.2026 ",
    ],
)
def test_a_day_is_read_however_a_shop_writes_it(written):
    assert days(date_order=None if "/" not in written else "mdy").read(written) == date(2026, 3, 7)


@pytest.mark.parametrize(
    "cell", [date(2026, 3, 7), datetime.combine(date(2026, 3, 7), time(23, 59))]
)
def test_a_worksheets_own_days_are_local(cell):
    assert days().read(cell) == date(2026, 3, 7)


def test_summer_time_ends_between_two_orders_of_one_evening():
    read = days().read

    assert read("2026-10-24T21:30:00Z") == date(2026, 10, 25)
    assert read("2026-10-25T21:30:00Z") == date(2026, 10, 25)


def test_the_zone_is_the_workspaces():
    assert days(zone="America/New_York").read("2026-03-07T02:00:00Z") == date(2026, 3, 6)


def test_the_first_day_that_can_only_be_one_settles_the_others():
    assert days("03/04/2026", "", "25/04/2026").read("03/04/2026") == date(2026, 4, 3)
    assert days("03/04/2026", "04/25/2026").read("03/04/2026") == date(2026, 3, 4)


def test_what_the_person_says_goes_first_and_what_nothing_settles_is_asked():
    assert days("25/04/2026", date_order="mdy").read("03/04/2026") == date(2026, 3, 4)
    with pytest.raises(InvalidInput) as refused:
        days("05/04/2026").read("03/04/2026")
    assert refused.value.codes == ("AMBIGUOUS_DAY",)


def test_the_other_days_are_looked_at_only_where_one_is_doubtful_and_only_once():
    looked: list[int] = []

    def again() -> Iterator[str]:
        looked.append(1)
        yield "05/04/2026"

    found = Days(selling(), again)
    found.read("2026-03-07")
    assert not looked
    for written in ("03/04/2026", "04/05/2026"):
        with pytest.raises(InvalidInput):
            found.read(written)
    assert len(looked) == 1


@pytest.mark.parametrize(
    "written",
    [
        "Mar 7, 2026 11:59:12 PM",
        "March 7, 2026",
        "7 Mar 2026 09:00",
        "7-Mar-2026",
        "7. maaliskuuta 2026 klo 9.00",
        "7 mars 2026",
    ],
)
def test_a_month_may_be_written_by_its_name(written):
    assert days().read(written) == date(2026, 3, 7)


@pytest.mark.parametrize("cell", ["46088", "46088.3478935185", Decimal("46088.5"), 46088])
def test_a_day_that_lost_its_format_in_a_spreadsheet_is_called_that(cell):
    with pytest.raises(InvalidInput) as refused:
        days().read(cell)
    assert "a day as spreadsheets count it" in str(refused.value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "DAY_MISSING"),
        ("eilen", "NOT_A_DAY"),
        ("31.2.2026", "NOT_A_DAY"),
        ("2026-03-07 25:00:00Z", "NOT_A_DAY"),
        (46088, "NOT_A_DAY"),
        (Decimal("1.5"), "NOT_A_DAY"),
        ("7" * 3000, "NOT_A_DAY"),
    ],
)
def test_what_is_no_day_is_said(cell, code):
    with pytest.raises(InvalidInput) as refused:
        days().read(cell)
    assert refused.value.codes == (code,)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_days(text):
    with suppress(InvalidInput):
        assert isinstance(days().read(text), date)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.times())
def test_a_time_without_an_offset_is_of_the_day_it_says(day, clock):
    assert days().read(f"{day} {clock:%H:%M:%S}") == day

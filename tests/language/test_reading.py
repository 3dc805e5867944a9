"""What people type is read as they meant it, or asked about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.language.choosing import LANGUAGES
from trialkit.language.reading import (
    AmbiguousDay,
    AmbiguousNumber,
    NotADay,
    NotANumber,
    order_told,
    read_day,
    read_number,
)
from trialkit.language.wording import wording


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14", "14"),
        (" 14 ", "14"),
        ("12,5", "12.5"),
        ("1234.5", "1234.5"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\N{NO-BREAK SPACE}234,56", "1234.56"),
        ("1\N{NARROW NO-BREAK SPACE}234", "1234"),
        ("1 234,567", "1234.567"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("0,123", "0.123"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("007", "7"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("– 3", "-3"),
        ("+5", "5"),
        (",5", "0.5"),
        ("1'234.50", "1234.50"),
        ("1’234’567", "1234567"),
        ("12 345,6", "12345.6"),
    ],
)
def test_a_number_is_read_whoever_taught_its_writer(written, meant):
    assert read_number(written) == Decimal(meant)


@pytest.mark.parametrize(
    ("written", "as_thousands", "as_decimals"),
    [("1,234", "1234", "1.234"), ("12.345", "12345", "12.345"), ("-999,000", "-999000", "-999")],
)
def test_a_number_with_two_readings_is_asked_about(written, as_thousands, as_decimals):
    with pytest.raises(AmbiguousNumber) as caught:
        read_number(written)

    assert caught.value.readings == (Decimal(as_thousands), Decimal(as_decimals))
    assert caught.value.written == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "-",
        "--3",
        "15 %",
        "640 €",
        "1e5",
        "nan",
        "Infinity",
        "1_000",
        "12.",
        "1 23",
        "1.23.456",
        "1,23,456.7",
        "1.234,567.8",
        "1  234",
        "12 345 6",
        "12'34",
        "1'234 567",
        "1'234.567,8",
        "٣",
        "½",
        "ei",
        "1\n2",
    ],
)
def test_nonsense_is_no_number(written):
    with pytest.raises(NotANumber):
        read_number(written)


def readings(written: str) -> tuple[Decimal, ...]:
    """All that `written` may mean: one number, two, or none."""
    try:
        return (read_number(written),)
    except AmbiguousNumber as asked:
        return asked.readings
    except NotANumber:
        return ()


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(LANGUAGES),
    st.integers(0, 2),
)
def test_a_number_that_we_write_is_read_back(x, language, places):
    rounded = round(x, places)
    written = wording(language).number(rounded, places)

    # English has commas between thousands: those are for the reader to settle.
    assert rounded in readings(written)


SPELLINGS = {
    "Finnish": ("\u00a0", ","),
    "Finnish, typed": (" ", ","),
    "Swedish": ("\u202f", ","),
    "English": (",", "."),
    "German": (".", ","),
    "Swiss": ("’", "."),
    "a program's": ("", "."),
    "a program's in Finland": ("", ","),
}


def spelled(x: Decimal, thousands: str, mark: str) -> str:
    """`x` as somebody's school taught it, with every decimal it has."""
    return f"{x:,f}".replace(",", "_").replace(".", mark).replace("_", thousands)


@given(
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)
    | st.decimals(-(10**4), 10**4, allow_nan=False, allow_infinity=False, places=2)
    | st.integers(-(10**7), 10**7).map(Decimal),
    st.sampled_from(sorted(SPELLINGS)),
)
def test_a_number_is_read_as_it_was_meant_or_asked_about_in_every_spelling(x, school):
    written = spelled(x, *SPELLINGS[school])

    assert x in readings(written)


@given(
    st.integers(1, 999),
    st.integers(0, 999),
    st.sampled_from([",", "."]),
    st.sampled_from(["", "-", "−"]),
)
def test_one_mark_before_three_digits_is_always_asked_about(before, after, mark, sign):
    written = f"{sign}{before}{mark}{after:03}"

    with pytest.raises(AmbiguousNumber) as caught:
        read_number(written)

    thousands, decimals = caught.value.readings
    assert thousands == 1000 * decimals
    assert abs(thousands) == before * 1000 + after


@given(
    st.sampled_from([0, *range(1000, 10**6, 997)]),
    st.integers(0, 999),
    st.sampled_from([",", "."]),
)
def test_nothing_or_four_digits_before_the_mark_make_it_a_decimal_one(before, after, mark):
    assert read_number(f"{before}{mark}{after:03}") == Decimal(f"{before}.{after:03}")


@given(st.text("0123456789 .,'’-−–+\u00a0\u202f", max_size=14))
def test_no_mixture_of_marks_gives_a_number_with_other_digits(written):
    typed = "".join(mark for mark in written if mark.isdecimal())

    for reading in readings(written):
        digits = "".join(map(str, reading.as_tuple().digits))
        assert digits.strip("0") == typed.strip("0")


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_number_or_refused(written):
    assert all(reading.is_finite() for reading in readings(written))


@pytest.mark.parametrize(
    "written",
    ["2.3.2026", "02.03.2026", "2. 3. 2026", " 2026-03-02 ", "2026/3/2", "2026.03.02"],
)
def test_a_day_is_read_day_first_or_year_first(written):
    assert read_day(written) == date(2026, 3, 2)


@pytest.mark.parametrize("written", ["25/03/2026", "03/25/2026", "25-3-2026", "25.3.2026"])
def test_a_day_that_can_only_be_one_is_that_one(written):
    assert read_day(written) == date(2026, 3, 25)


def test_the_same_day_both_ways_needs_no_question():
    assert read_day("03/03/2026") == date(2026, 3, 3)


@pytest.mark.parametrize("order", [None, "ymd"])
@pytest.mark.parametrize("written", ["02/03/2026", "2-3-2026"])
def test_a_day_with_two_readings_is_asked_about(written, order):
    with pytest.raises(AmbiguousDay) as caught:
        read_day(written, order)

    assert caught.value.readings == (date(2026, 3, 2), date(2026, 2, 3))


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["/", "-"]), st.booleans())
def test_a_day_tells_its_order_where_it_can_be_read_in_one_only(day, mark, day_first):
    first, second = (day.day, day.month) if day_first else (day.month, day.day)
    written = f"{first}{mark}{second}{mark}{day.year:04}"

    order = order_told(written)

    assert order in ({"dmy" if day_first else "mdy"} if day.day > 12 else {None})
    if order:
        assert read_day(written) == day


@pytest.mark.parametrize("written", ["25.3.2026", "2026-03-25", "31/31/2026", "soon", ""])
def test_what_has_no_order_to_tell_tells_none(written):
    assert order_told(written) is None


def test_an_order_that_was_given_settles_it():
    assert read_day("02/03/2026", "dmy") == date(2026, 3, 2)
    assert read_day("02/03/2026", "mdy") == date(2026, 2, 3)
    assert read_day("2.3.2026", "mdy") == date(2026, 2, 3)
    assert read_day("2026-03-02", "mdy") == date(2026, 3, 2)


def test_an_order_that_makes_no_day_is_not_bent():
    with pytest.raises(NotADay):
        read_day("03/25/2026", "dmy")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "2.3.",
        "2.3.26",
        "30.2.2026",
        "2026-02-30",
        "2026-03",
        "2.3-2026",
        "20260302",
        "31.4.2026",
        "0.3.2026",
        "2.13.2026",
        "2026-03-02T09:14",
    ],
)
def test_what_is_in_no_calendar_is_no_day(written):
    with pytest.raises(NotADay):
        read_day(written)


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["fi", "sv"]))
def test_a_day_that_we_write_is_read_back(day, language):
    assert read_day(wording(language).day(day)) == day

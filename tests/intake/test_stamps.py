"""Periods as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.intake.stamps import is_sum, read_stamp
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.period import Period, PeriodKind

WEEK = PeriodKind.WEEK
MONTH = PeriodKind.MONTH


@pytest.mark.parametrize(
    "written",
    [
        *("2026-W10", "2026w10", "viikko 10/2026", "vko 10 2026", "Vk. 10/2026", "v. 10/2026"),
        *("vecka 10 2026", "week 10, 2026", "W10/2026", "w10-2026", "2026 viikko 10"),
    ],
)
def test_a_week_is_a_week_however_it_is_written(written):
    assert str(read_stamp(written)) == "2026-W10"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2026-03",
            "3/2026",
            "03.2026",
            "2026/3",
            "202603",
            202603,
            "maaliskuu 2026",
            "maalis 2026",
        ),
        *("Maaliskuun 2026", "mars 2026", "March 2026", "mar-26", "maalis.26", "2026 mars"),
    ],
)
def test_a_month_is_a_month_however_it_is_written(written):
    assert str(read_stamp(written)) == "2026-03"


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2026-Q1", "2026-Q1"),
        ("Q1/2026", "2026-Q1"),
        ("1. neljännes 2026", "2026-Q1"),
        ("kvartal 1 2026", "2026-Q1"),
        ("2026", "2026"),
        (2026, "2026"),
        ("vuosi 2026", "2026"),
    ],
)
def test_quarters_and_years_too(written, period):
    assert str(read_stamp(written)) == period


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-02", "2.3.2026", "02.03.2026", "20260302", "2026-03-02 13:45:00"),
        *(date(2026, 3, 2), datetime(2026, 3, 2, 13, 45)),  # noqa: DTZ001
    ],
)
def test_a_day_stays_a_day_until_its_neighbours_are_known(written):
    assert read_stamp(written) == date(2026, 3, 2)


def test_a_day_that_can_be_read_in_two_ways_is_asked_about():
    with pytest.raises(InvalidInput) as refused:
        read_stamp("03/04/2026")

    assert refused.value.codes == ("AMBIGUOUS_DAY",)
    assert "--dates dmy" in str(refused.value)
    assert read_stamp("03/04/2026", order="dmy") == date(2026, 4, 3)
    assert read_stamp("03/04/2026", order="mdy") == date(2026, 3, 4)


def test_ten_of_2026_is_a_week_under_a_weeks_heading_and_a_month_under_a_months():
    assert str(read_stamp("10/2026", hint=WEEK)) == "2026-W10"
    assert str(read_stamp("10/2026", hint=MONTH)) == "2026-10"
    assert str(read_stamp("10/2026", cadence=MONTH)) == "2026-10"
    assert str(read_stamp("23/2026", cadence=WEEK)) == "2026-W23"


def test_ten_of_2026_is_asked_about_where_it_could_be_either():
    with pytest.raises(InvalidInput) as refused:
        read_stamp("10/2026", cadence=WEEK)

    assert refused.value.codes == ("AMBIGUOUS_PERIOD",)
    assert "2026-W10" in str(refused.value)


def test_a_day_under_a_heading_of_weeks_must_be_a_monday():
    assert str(read_stamp("2.3.2026", hint=WEEK)) == "2026-W10"
    with pytest.raises(InvalidInput) as refused:
        read_stamp("3.3.2026", hint=WEEK)

    assert refused.value.codes == ("NOT_A_WEEK",)


def test_the_last_day_of_a_month_under_a_heading_of_months_is_that_month():
    assert str(read_stamp("31.3.2026", hint=MONTH)) == "2026-03"


def test_the_whole_trial_phase_begins_where_the_trial_does():
    phase = read_stamp("kokeilujakso", trial_starts=date(2026, 3, 2))

    assert phase == Period(PeriodKind.PHASE, date(2026, 3, 2))


@pytest.mark.parametrize(
    "written", ["pian", "2026-13", "2026-W54", "31.2.2026", "12345.5", "viikko 10", "x" * 10_000]
)
def test_what_is_no_period_is_told_with_an_example(written):
    with pytest.raises(InvalidInput) as refused:
        read_stamp(written)

    assert refused.value.codes == ("NOT_A_PERIOD",)
    assert "2026-W10" in str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        *("Yhteensä", "SUMMA:", "Total 2026", "Keskiarvo", "Totalt", "Yht.", "Σ", "ka."),
        *("Grand total", "2026 yhteensä", "Yhteensä 2026", "KAIKKI YHTEENSÄ", "Q1 yhteensä"),
        *("Tammi-maaliskuu yhteensä", "Viikot 10-12 yhteensä", "Välisumma 3/2026", "2026: total"),
        *("Totalt för 2026", "Summa summarum", "Koko vuosi 2026", "Hela året", "Year to date"),
    ],
)
def test_a_row_of_sums_is_known_by_its_words(written):
    assert is_sum(written)


@pytest.mark.parametrize(
    "written",
    [
        *("2026", "vuosi 2026", "år 2026", "maj 2026", "mars 2026", "Q1/2026", "1. kvartal 2026"),
        *("viikko 10/2026", "kokeilu", "försöket", "ma 2.3.2026", "", "Summer 2026", "kaikkiaan"),
        *(2026, date(2026, 3, 2), "yhteensä " * 100),
    ],
)
def test_what_is_a_period_or_anything_else_is_no_sum(written):
    assert not is_sum(written)


@pytest.mark.parametrize(
    "written",
    [
        *("ma 2.3.2026", "maanantai 2.3.2026", "Mon 2.3.2026", "2.3.2026 klo 12.30"),
        *("02.03.2026 00:00:00", "2. maaliskuuta 2026", "2 mars 2026", "March 2, 2026"),
        *("2\u00a0March 2026", "2026-03-02T09:14", "\ufeff2026-03-02", "2.3.2026 kl. 9:05"),
    ],
)
def test_a_day_may_be_spelled_out_or_have_a_time(written):
    assert read_stamp(written) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2.3.–8.3.2026", "2026-W10"),
        ("2.-8.3.2026", "2026-W10"),
        ("2.3.2026 - 8.3.2026", "2026-W10"),
        ("2026-03-02/2026-03-08", "2026-W10"),
        ("28.12.2026-3.1.2027", "2026-W53"),
        ("1.-31.3.2026", "2026-03"),
        ("1.1.2026-31.3.2026", "2026-Q1"),
        ("1.1.–31.12.2026", "2026"),
    ],
)
def test_from_one_day_to_another_is_the_period_they_make(written, period):
    assert str(read_stamp(written)) == period


@pytest.mark.parametrize("written", ["3.-9.3.2026", "2.3.–15.3.2026", "8.3.-2.3.2026"])
def test_days_that_make_no_period_are_told(written):
    with pytest.raises(InvalidInput) as refused:
        read_stamp(written)

    assert refused.value.codes == ("NOT_A_PERIOD",)


@pytest.mark.parametrize(
    "written", ["0001-W10", "9999-W52", "1899-12", "14.1.1900", date(1900, 1, 14), "2126-03"]
)
def test_a_year_that_no_trial_has_is_told_instead_of_taken(written):
    with pytest.raises(InvalidInput) as refused:
        read_stamp(written)

    assert refused.value.codes == ("ODD_YEAR",)


@pytest.mark.parametrize("written", [46083, "46083"])
def test_a_day_that_lost_its_format_is_known_by_its_number(written):
    with pytest.raises(InvalidInput) as refused:
        read_stamp(written)

    assert refused.value.codes == ("NOT_A_PERIOD",)
    assert "Format the column as days" in str(refused.value)


@settings(deadline=None)  # the first call loads Babel
@given(
    st.sampled_from([WEEK, MONTH, PeriodKind.QUARTER, PeriodKind.YEAR]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_every_period_is_read_back_from_our_own_words(kind, day):
    period = Period.of(kind, day)

    assert read_stamp(str(period)) == period
    for language in LANGUAGES:
        assert read_stamp(wording(language).period(str(period))) == period

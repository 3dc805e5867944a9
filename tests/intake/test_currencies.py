"""Sums in another currency than the trial's: converted at their period's rate, or asked about."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import Reading
from trialkit.intake.conversions import mean_rate
from trialkit.intake.figures import TableImporter
from trialkit.model.metric import Conversion
from trialkit.model.period import DateRange

LAST = date(2026, 3, 20)
CENT = Decimal("0.01")


def euros_for_crowns(day: date) -> tuple[Decimal, date]:
    """0.090 € on Monday 2 March 2026, a thousandth more each later day; none on weekends."""
    day = min(day, LAST)
    day -= timedelta(max(0, day.weekday() - 4))
    return Decimal("0.090") + Decimal((day - date(2026, 3, 2)).days) / 1000, day


def rate(amount: Decimal, currency: str, wanted: str, day: date) -> tuple[Decimal, Decimal, date]:
    """Crowns only, and none a month after the last rate."""
    if currency != "SEK" or wanted != "EUR":
        raise InvalidInput(Message("There are no rates for it."), code="UNKNOWN_CURRENCY")
    if day - LAST > timedelta(31):
        raise InvalidInput(Message("The last rate is too old."), code="NO_RATE")
    found, rate_on = euros_for_crowns(day)
    return amount * found, found, rate_on


@pytest.fixture
def read(written, context):
    def read(text: str, **changes) -> Reading:
        return TableImporter().read(written(text), attrs.evolve(context, rate=rate, **changes))

    return read


def sums(reading: Reading) -> list[tuple[str, Decimal]]:
    return [(str(figure.period), figure.value) for figure in reading.figures]


def faults(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(each.code, each.place.row, each.place.field) for each in reading.unreadable]


# The rate of a period


def test_a_week_has_the_mean_of_its_banking_days():
    week = DateRange(date(2026, 3, 2), date(2026, 3, 8))

    assert mean_rate(week, euros_for_crowns) == (Decimal("0.092"), date(2026, 3, 6))


def test_a_day_has_its_own_rate_and_a_sunday_the_one_of_friday():
    tuesday, sunday = date(2026, 3, 3), date(2026, 3, 8)

    assert mean_rate(DateRange(tuesday, tuesday), euros_for_crowns) == (Decimal("0.091"), tuesday)
    assert mean_rate(DateRange(sunday, sunday), euros_for_crowns) == (
        Decimal("0.094"),
        date(2026, 3, 6),
    )


def test_a_period_that_goes_on_after_the_last_rate_has_the_rates_until_then():
    march = DateRange(date(2026, 3, 1), date(2026, 3, 31))
    so_far = DateRange(date(2026, 3, 1), LAST)

    assert mean_rate(march, euros_for_crowns) == mean_rate(so_far, euros_for_crowns)


@given(st.dates(date(2026, 2, 1), LAST), st.integers(0, 40))
def test_the_mean_is_what_an_even_sum_comes_to_converted_day_by_day(first, more):
    days = DateRange(first, first + timedelta(more))
    every = [first + timedelta(n) for n in range(days.days)]
    banking = [day for day in every if day <= LAST and day.weekday() < 5]

    mean, rate_on = mean_rate(days, euros_for_crowns)

    if banking:
        each = Decimal(1000) / len(banking)
        day_by_day = sum(each * euros_for_crowns(day)[0] for day in banking)
        assert abs(1000 * mean - day_by_day) < Decimal("1e-20")
        assert rate_on == banking[-1]
    else:
        assert (mean, rate_on) == euros_for_crowns(days.last)


# Where the currency stands


@pytest.mark.parametrize(
    "text",
    [
        "viikko;sales\n10/2026;1 200 SEK\n",
        "viikko;sales\n10/2026;SEK 1 200,00\n",
        "viikko;sales (SEK)\n10/2026;1200\n",
        "viikko;sales SEK\n10/2026;1200\n",
        "viikko;Myynti, veroton [sek]\n10/2026;1200\n",
        "viikko;sales, SEK\n10/2026;1 200 kr\n",
        "viikko;sales;valuutta\n10/2026;1200;SEK\n",
        "viikko;sales;Currency\n10/2026;kr 1200;sek\n",
        "jakso,mittari,luku,valuta\n2026-W10,sales,1200,SEK\n",
    ],
)
def test_crowns_are_converted_wherever_it_says_that_they_are_crowns(read, text):
    (figure,) = read(text).figures

    assert figure.value == Decimal("110.40")
    assert figure.conversion == Conversion(
        amount=Decimal(1200), currency="SEK", rate=Decimal("0.092"), rate_on=date(2026, 3, 6)
    )


def test_a_person_may_say_the_currency_of_a_whole_file(read):
    reading = read("viikko;orders;sales\n10/2026;14;1 200 kr\n11/2026;9;100\n", currency="SEK")

    assert [figure.conversion is not None for figure in reading.figures] == [
        *(False, False),
        *(True, True),
    ]
    assert sums(reading)[:2] == [("2026-W10", 14), ("2026-W11", 9)]


def test_what_stands_beside_a_sum_goes_before_what_was_said_of_the_file(read):
    reading = read("viikko;sales\n10/2026;12 €\n11/2026;100\n", currency="SEK")

    assert [figure.conversion and figure.conversion.currency for figure in reading.figures] == [
        None,
        "SEK",
    ]


def test_the_trials_own_currency_is_left_alone(read):
    reading = read("viikko;sales (EUR);valuutta\n10/2026;12,345678 €;EUR\n11/2026;EUR 5;\n")

    assert sums(reading) == [("2026-W10", Decimal("12.345678")), ("2026-W11", 5)]
    assert not reading.notes
    assert not any(figure.conversion for figure in reading.figures)


def test_crowns_of_nobody_knows_whom_are_asked_about(read):
    reading = read("viikko;sales\n10/2026;1 200 kr\n11/2026;5\n")

    assert faults(reading) == [("UNCLEAR_CURRENCY", 2, "sales")]
    assert "DKK, ISK, NOK, SEK" in str(reading.unreadable[0])
    assert "--currency SEK" in str(reading.unreadable[0].remedy)


def test_a_heading_of_unclear_crowns_is_asked_about_once(read):
    with pytest.raises(InvalidInput) as error:
        read("viikko;sales (kr)\n10/2026;1200\n11/2026;1300\n")

    (problem,) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == (
        "UNCLEAR_CURRENCY",
        1,
        "sales (kr)",
    )


def test_a_currency_without_a_rate_is_told_with_its_row(read):
    reading = read("viikko;orders;sales\n10/2026;14;£ 340\n11/2026;9;5\n")

    assert faults(reading) == [("UNKNOWN_CURRENCY", 2, "sales")]
    assert {figure.row for figure in reading.figures} == {3}
    assert reading.rows == reading.used + reading.unreadable_rows == 2


def test_a_word_in_the_column_of_currencies_that_is_none_is_told(read):
    reading = read("viikko;sales;valuutta\n10/2026;1200;kpl\n")

    assert faults(reading) == [("UNKNOWN_CURRENCY", 2, "valuutta")]


def test_money_is_no_number_of_orders(read):
    assert faults(read("viikko;orders\n10/2026;14 SEK\n")) == [("OTHER_UNIT", 2, "orders")]


def test_a_sum_of_the_whole_trial_waits_until_its_days_are_fixed(read):
    reading = read("jakso;sales\nkokeilu;1200 SEK\n")

    assert faults(reading) == [("NO_DAYS", 2, "sales")]


def test_one_period_in_two_currencies_has_two_figures(read):
    reading = read("viikko;sales\n10/2026;100 SEK\n10/2026;100 EUR\n")

    assert faults(reading) == [("SAME_PERIOD_TWICE", 2, "sales"), ("SAME_PERIOD_TWICE", 3, "sales")]


# What is said of it


def test_the_report_names_currency_source_and_days_without_a_rate(read):
    reading = read("pvm;sales\n6.3.2026;100 SEK\n7.3.2026;100 SEK\n8.3.2026;100 SEK\n")

    converted, moved = map(str, reading.notes)
    assert converted == (
        "3 figures in SEK were converted to EUR at the rates of the European Central Bank: each of "
        "its day, or the mean of its period's banking days."
    )
    assert moved == (
        "2 days have no rate of their own, such as weekends, the first of them 2026-03-07: the "
        "last one before each was used."
    )
    assert {figure.conversion.rate_on for figure in reading.figures} == {date(2026, 3, 6)}


def test_a_week_after_the_last_rate_is_said_and_one_long_after_it_refused(read):
    reading = read("viikko;sales\n14/2026;100 SEK\n30/2026;100 SEK\n")

    assert faults(reading) == [("NO_RATE", 3, "sales")]
    assert str(reading.notes[-1]) == (
        "1 period goes on after the last exchange rate, of 2026-03-20: it has the rates until then."
    )


# Workbooks


@pytest.mark.parametrize(
    ("number_format", "currency"),
    [
        ("#,##0.00 [$kr-41D]", "SEK"),
        ("[$SEK] #,##0", "SEK"),
        ('#,##0 "SEK"', "SEK"),
        ('#,##0.00 "€"', None),
        ("#,##0.00\\ [$€-40B]", None),
        ("0.00", None),
    ],
)
def test_a_number_is_in_the_currency_that_the_worksheet_shows(
    tmp_path, context, number_format, currency
):
    path = tmp_path / "luvut.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["viikko", "sales"])
        sheet.write(1, 0, "2026-W10")
        sheet.write(1, 1, 1200, book.add_format({"num_format": number_format}))

    (figure,) = TableImporter().read(path, attrs.evolve(context, rate=rate)).figures

    assert (figure.conversion.currency if figure.conversion else None) == currency
    assert figure.value == (Decimal("110.40") if currency else 1200)


@pytest.mark.parametrize("place", ["414", "406", "40F"])
def test_crowns_of_another_country_are_its_own(tmp_path, context, place):
    path = tmp_path / "luvut.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["viikko", "sales"])
        sheet.write(1, 0, "2026-W10")
        sheet.write(1, 1, 1200, book.add_format({"num_format": f"#,##0 [$kr-{place}]"}))

    reading = TableImporter().read(path, attrs.evolve(context, rate=rate))

    assert faults(reading) == [("UNKNOWN_CURRENCY", 2, "sales")]

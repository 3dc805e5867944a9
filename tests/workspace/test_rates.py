"""Money in other currencies, at the day's rate."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from currency_converter import CurrencyConverter

import trialkit
from trialkit.workspace.rates import STALE, converted


def test_the_same_currency_is_left_alone():
    assert converted(Decimal(10), "EUR", "EUR", date(2016, 3, 7)) == (10, 1, date(2016, 3, 7))


def test_a_pound_has_the_rate_of_its_day():
    euros, rate, day = converted(Decimal("86.43"), "GBP", "EUR", date(2010, 12, 1))

    assert day == date(2010, 12, 1)
    assert euros == Decimal("86.43") * rate
    assert Decimal("1.15") < rate < Decimal("1.22")


def test_a_sunday_has_fridays_rate_and_says_so():
    friday = converted(Decimal(1), "SEK", "EUR", date(2016, 3, 4))

    assert converted(Decimal(1), "SEK", "EUR", date(2016, 3, 6)) == friday
    assert friday[2] == date(2016, 3, 4)


def test_easter_has_the_rate_of_maundy_thursday():
    assert converted(Decimal(1), "SEK", "EUR", date(2016, 3, 28))[2] == date(2016, 3, 24)


def test_euros_become_crowns_as_well_and_back_again():
    crowns, rate, day = converted(Decimal(100), "EUR", "SEK", date(2016, 3, 7))
    euros, back, _ = converted(crowns, "SEK", "EUR", date(2016, 3, 7))

    assert 8 < rate < 11
    assert day == date(2016, 3, 7)
    assert round(euros, 20) == 100
    assert round(rate * back, 20) == 1


@pytest.mark.parametrize(
    ("currency", "day", "code"),
    [
        ("XAU", date(2016, 3, 4), "UNKNOWN_CURRENCY"),
        ("kr", date(2016, 3, 4), "UNKNOWN_CURRENCY"),
        ("GBP", date(1990, 1, 1), "NO_RATE"),
        ("RUB", date(2026, 3, 2), "NO_RATE"),
        ("ISK", date(2015, 3, 2), "NO_RATE"),
        ("EEK", date(2011, 3, 2), "NO_RATE"),
    ],
)
def test_a_rate_that_nobody_knows_is_refused(currency, day, code):
    with pytest.raises(trialkit.InvalidInput) as refused:
        converted(Decimal(1), currency, "EUR", day)

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].remedy


def test_a_rate_before_a_gap_is_named_and_not_used_years_later():
    with pytest.raises(trialkit.InvalidInput, match="2008-12-09, is too old"):
        converted(Decimal(1), "ISK", "EUR", date(2015, 3, 2))


def test_a_month_after_the_last_rate_that_is_installed_newer_ones_are_asked_for():
    newest = CurrencyConverter().bounds["SEK"].last_date

    _, _, rate_on = converted(Decimal(1), "SEK", "EUR", newest + STALE)
    with pytest.raises(trialkit.InvalidInput) as refused:
        converted(Decimal(1), "SEK", "EUR", newest + STALE + timedelta(1))

    assert rate_on == newest
    assert refused.value.codes == ("NO_RATE",)
    assert f"end on {newest}" in str(refused.value)
    assert "pip install --upgrade CurrencyConverter" in str(refused.value)

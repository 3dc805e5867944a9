"""Money in other currencies, at the day's rate."""

from datetime import date
from decimal import Decimal

import pytest

import trialkit
from trialkit.workspace.rates import converted


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


@pytest.mark.parametrize(
    ("currency", "day", "code"),
    [("XAU", date(2016, 3, 4), "UNKNOWN_CURRENCY"), ("GBP", date(1990, 1, 1), "NO_RATE")],
)
def test_a_rate_that_nobody_knows_is_refused(currency, day, code):
    with pytest.raises(trialkit.InvalidInput) as refused:
        converted(Decimal(1), currency, "EUR", day)

    assert refused.value.codes == (code,)

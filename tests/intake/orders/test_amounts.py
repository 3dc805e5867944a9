"""Amounts of money in files of orders."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.orders.trade import selling

from trialkit.errors import InvalidInput
from trialkit.intake.cells import Money
from trialkit.intake.orders.amounts import Amounts, currency_of, net_of
from trialkit.intake.orders.customers import Customers


def amounts(*others: str) -> Amounts:
    return Amounts(lambda: others)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("", 0),
        (14, 14),
        (Decimal("12.5"), "12.5"),
        ("12,50", "12.50"),
        ("1 234,56 €", "1234.56"),
        ("£1,234.50", "1234.50"),
        ("SEK 99", 99),
        ("-12.50", "-12.50"),
        ("(12,50)", "-12.50"),
        ("12,50-", "-12.50"),
        (Money(Decimal(14), "kr"), 14),
    ],
)
def test_an_amount_is_read_however_it_is_written(cell, amount):
    assert amounts().read(cell) == Decimal(amount)


def test_the_first_amount_that_can_only_be_one_settles_the_decimal_mark():
    assert amounts("1,234", "", "2,50").read("1,234") == Decimal("1.234")
    assert amounts("1,234", "2.50").read("1,234 €") == 1234
    assert amounts("1.234.567").read("1,234") == Decimal("1.234")
    with pytest.raises(InvalidInput) as refused:
        amounts("1,234", "17").read("1,234")
    assert refused.value.codes == ("AMBIGUOUS_NUMBER",)


def test_a_sign_must_be_the_orders_currency():
    assert amounts().read("12 €", "EUR") == 12
    assert amounts().read("12 kr", "NOK") == 12
    with pytest.raises(InvalidInput) as refused:
        amounts().read("12 €", "SEK")
    assert refused.value.codes == ("OTHER_CURRENCY",)


def test_a_currency_is_a_code_a_sign_or_the_workspaces_own():
    assert currency_of("sek", selling()) == "SEK"
    assert currency_of("€", selling()) == "EUR"
    assert currency_of("", selling(money="SEK")) == "SEK"
    assert currency_of("", selling(currency="GBP")) == "GBP"
    assert currency_of("kr", selling(currency="NOK")) == "NOK"
    with pytest.raises(InvalidInput):
        currency_of("kr", selling())


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_amounts(text):
    with suppress(InvalidInput):
        assert amounts(text).read(text).is_finite()


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["0.255", "0.14", "0.1", "0.25"]))
def test_net_and_its_vat_make_the_amount_to_the_cent(net, rate):
    gross = (net * (1 + Decimal(rate))).quantize(Decimal("0.01"))

    assert abs(net_of(gross, Decimal(rate)) - net) <= Decimal("0.01")


def test_a_customer_is_the_same_within_a_reading_and_nobody_outside_it():
    customers = Customers()

    digest = customers.digest("Anna@Example.org")

    assert digest == customers.digest(" anna@example.org ")
    assert digest != Customers().digest("Anna@Example.org")
    assert len(digest) == 16
    assert customers.digest("", "0", "NA") is None
    assert customers.digest("guest", "17") == customers.digest("17")

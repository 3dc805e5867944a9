"""One figure, in its metric's unit."""

from datetime import date
from decimal import Decimal

import pytest

from trialkit.errors import InvalidInput
from trialkit.intake.cells import Blunder, Merged, Money, Percent
from trialkit.intake.values import Tender, read_value


@pytest.fixture
def read(shop_template):
    def read(cell, metric):
        return read_value(cell, shop_template.metric(metric)).number

    return read


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1 234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("€ 12.50", "12.50"),
        ("12,50 eur", "12.50"),
        ("15 e", "15"),
        ("15,- €", "15"),
        ("−3,20", "-3.20"),
        ("-3,20 €", "-3.20"),
        ("'14", "14"),
        (".5", "0.5"),
        ("EUR 12,50", "12.50"),
        ("12,50\u00a0€", "12.50"),
        ("1\u202f234,50\u00a0€", "1234.50"),
        ("12,50-", "-12.50"),
        ("12,50- €", "-12.50"),
        ("12,50 -", "-12.50"),
        ("(12,50)", "-12.50"),
        ("(12,50 €)", "-12.50"),
        ("€ (12,50)", "-12.50"),
        ("-€12.50", "-12.50"),
        ("12:-", "12"),
        ("1'234.50", "1234.50"),
        ("\u200b14\ufeff", "14"),
        (14, "14"),
        (Decimal("12.5"), "12.5"),
    ],
)
def test_money_as_people_type_it(read, cell, value):
    assert read(cell, "sales") == Decimal(value)


@pytest.mark.parametrize("cell", ["15 %", "15", 15, "15,0", Percent(Decimal(15))])
def test_per_cent_is_typed_as_per_cent(read, cell):
    assert read(cell, "returns") == Decimal("0.15")


def test_a_unit_beside_the_number_may_be_the_metrics_own(read):
    assert read("14 kpl", "orders") == 14
    assert read("14 st.", "orders") == 14


@pytest.mark.parametrize(
    ("cell", "metric", "code"),
    [
        ("1,234", "sales", "AMBIGUOUS_NUMBER"),
        ("1.234", "sales", "AMBIGUOUS_NUMBER"),
        ("12 € 3", "sales", "NOT_A_NUMBER"),
        ("€ 12 SEK", "sales", "NOT_A_NUMBER"),
        ("12 €", "orders", "OTHER_UNIT"),
        ("15 %", "orders", "OTHER_UNIT"),
        (Percent(Decimal(15)), "sales", "OTHER_UNIT"),
        (date(2026, 3, 2), "orders", "A_DAY"),
        ("14 tai 15", "orders", "NOT_A_NUMBER"),
        ("noin 14", "orders", "NOT_A_NUMBER"),
        ("-", "orders", "NOT_A_NUMBER"),
        ("(-12)", "sales", "NOT_A_NUMBER"),
        ("14?", "orders", "NOT_A_NUMBER"),
        ("12 k€", "sales", "NOT_A_NUMBER"),
        ("100 BTC", "sales", "NOT_A_NUMBER"),
        (Money(Decimal(12), "€"), "orders", "OTHER_UNIT"),
        (Blunder("#DIV/0!", computed=True), "orders", "ERROR_IN_CELL"),
        (Blunder("=A1+A2", computed=False), "orders", "NOT_COMPUTED"),
        (Merged(14, 4, 5), "orders", "MERGED_FIGURE"),
        ("1e5", "orders", "NOT_A_NUMBER"),
        (" " * 50_000 + "x", "orders", "NOT_A_NUMBER"),
    ],
)
def test_what_is_no_such_figure_is_told(read, cell, metric, code):
    with pytest.raises(InvalidInput) as refused:
        read(cell, metric)

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].remedy


def test_a_dash_is_neither_zero_nor_nothing(read):
    with pytest.raises(InvalidInput) as refused:
        read("–", "orders")

    assert "Write 0" in str(refused.value)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("12 €", {"EUR"}),
        ("EUR 12", {"EUR"}),
        ("12 SEK", {"SEK"}),
        ("US$12.50", {"USD"}),
        ("£ 340", {"GBP"}),
        ("Kr. 12", {"SEK", "NOK", "DKK", "ISK"}),
        ("kr 12 NOK", {"NOK"}),
        ("(12 zł)", {"PLN"}),
        (Money(Decimal(12), "SEK"), {"SEK"}),
        ("12", set()),
        (12, set()),
    ],
)
def test_a_sum_tells_which_currencies_it_may_be_in(shop_template, cell, meant):
    assert read_value(cell, shop_template.metric("sales")).currencies == meant


def test_a_currency_that_could_be_several_is_asked_for():
    crowns = frozenset({"SEK", "NOK", "DKK", "ISK"})

    assert Tender(own="EUR", said="NOK").of(crowns, "12 kr") == "NOK"
    assert Tender(own="SEK", said=None).of(crowns, "12 kr") == "SEK"
    assert Tender(own="EUR", said="SEK").of(frozenset(), "12") == "SEK"
    assert Tender(own="EUR", said="SEK").of(frozenset({"EUR"}), "12 €") == "EUR"
    with pytest.raises(InvalidInput) as refused:
        Tender(own="EUR", said="USD").of(crowns, "12 kr")
    assert refused.value.codes == ("UNCLEAR_CURRENCY",)
    assert "--currency SEK" in str(refused.value)


def test_both_readings_of_an_ambiguous_number_are_shown(read):
    with pytest.raises(InvalidInput) as refused:
        read("1,234", "orders")

    assert refused.value.problems[0].message.values["one"] == Decimal(1234)
    assert refused.value.problems[0].message.values["other"] == Decimal("1.234")

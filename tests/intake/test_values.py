"""One figure, in its metric's unit."""

from datetime import date
from decimal import Decimal

import pytest

from trialkit.errors import InvalidInput
from trialkit.intake.cells import Percent
from trialkit.intake.values import read_value


@pytest.fixture
def read(shop_template):
    def read(cell, metric):
        return read_value(cell, shop_template.metric(metric), currency="EUR")

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
        ("12 kr", "sales", "OTHER_CURRENCY"),
        ("$12", "sales", "OTHER_CURRENCY"),
        ("12 SEK", "sales", "OTHER_CURRENCY"),
        ("12 €", "orders", "OTHER_UNIT"),
        ("15 %", "orders", "OTHER_UNIT"),
        (Percent(Decimal(15)), "sales", "OTHER_UNIT"),
        (date(2026, 3, 2), "orders", "A_DAY"),
        ("14 tai 15", "orders", "NOT_A_NUMBER"),
        ("noin 14", "orders", "NOT_A_NUMBER"),
        ("-", "orders", "NOT_A_NUMBER"),
        ("1e5", "orders", "NOT_A_NUMBER"),
        (" " * 50_000 + "x", "orders", "NOT_A_NUMBER"),
    ],
)
def test_what_is_no_such_figure_is_told(read, cell, metric, code):
    with pytest.raises(InvalidInput) as refused:
        read(cell, metric)

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].remedy


def test_both_readings_of_an_ambiguous_number_are_shown(read):
    with pytest.raises(InvalidInput) as refused:
        read("1,234", "orders")

    assert refused.value.problems[0].message.values["one"] == Decimal(1234)
    assert refused.value.problems[0].message.values["other"] == Decimal("1.234")

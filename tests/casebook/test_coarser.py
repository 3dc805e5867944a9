from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.casebook import coarser
from trialkit.model.company import Code

amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)


@given(amounts.filter(lambda value: abs(value) > Decimal("1e-9")))
def test_every_amount_lies_in_its_band(value: Decimal) -> None:
    start = coarser.band_start(value)

    assert abs(start) <= abs(value) < abs(coarser.band_end(start))
    assert (start > 0) == (value > 0)


@given(amounts)
def test_a_band_says_nothing_finer_than_itself(value: Decimal) -> None:
    assert coarser.band_start(coarser.band_start(value)) == coarser.band_start(value)


@given(st.dates())
def test_a_quarter_has_only_four_first_days(day: date) -> None:
    first = coarser.quarter(day)

    assert (first.month, first.day) in {(1, 1), (4, 1), (7, 1), (10, 1)}
    assert 0 <= (day - first).days < 92


@pytest.mark.parametrize(("years", "least"), [(0, 0), (2, 0), (3, 3), (10, 6), (11, 11), (90, 11)])
def test_a_companys_age_is_told_by_its_class(years: int, least: int) -> None:
    assert coarser.age_class(years) == least


def test_an_industry_keeps_two_digits_and_its_scheme() -> None:
    assert str(coarser.division(Code(scheme="NACE2.1", code="47.91"))) == "NACE2.1:47"


@pytest.mark.parametrize(("years", "shown"), [("0.4", 1), ("1.4", 1), ("2.6", 3)])
def test_person_years_become_whole_persons(years: str, shown: int) -> None:
    assert coarser.whole_persons(Decimal(years)) == shown

"""What a series had together is split to the cent, and nothing of it is lost."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from trialkit.rules.sharing import shares

sums = st.decimals(min_value=0, max_value=1_000_000, allow_nan=False, places=2)
series = st.integers(min_value=1, max_value=40)


@given(st.decimals(min_value=0, max_value=1_000_000, allow_nan=False, places=6), series)
def test_the_shares_add_up_to_the_whole(whole: Decimal, among: int) -> None:
    assert sum(shares(whole, among)) == whole


@given(sums, series)
def test_no_two_shares_are_more_than_a_cent_apart(whole: Decimal, among: int) -> None:
    split = shares(whole, among)

    assert max(split) - min(split) <= Decimal("0.01")
    assert all(share == round(share, 2) >= 0 for share in split)


@given(sums, series)
def test_the_cents_left_over_go_to_the_first_ones(whole: Decimal, among: int) -> None:
    split = shares(whole, among)

    assert list(split) == sorted(split, reverse=True)


def test_three_hundred_and_one_cents_between_three() -> None:
    assert [str(share) for share in shares(Decimal("3.01"), 3)] == ["1.01", "1.00", "1.00"]

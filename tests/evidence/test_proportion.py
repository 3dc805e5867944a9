import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.evidence.answers import Answered, Unanswerable
from trialkit.evidence.proportion import (
    Proportion,
    ProportionAnswer,
    jeffreys,
    proportion_criterion,
    wilson,
)


def test_eight_orders_in_four_hundred_visits_are_two_per_cent_give_or_take() -> None:
    share = wilson(8, 400)

    assert isinstance(share, Proportion)
    assert (share.low, share.p, share.high) == pytest.approx((0.0102, 0.02, 0.0389), abs=1e-4)


def test_a_share_below_a_limit_is_the_mirror_image_of_one_above() -> None:
    above = proportion_criterion(12, 40, threshold=0.1)
    below = proportion_criterion(12, 40, threshold=0.1, direction="down")

    assert isinstance(above, ProportionAnswer)
    assert isinstance(below, ProportionAnswer)
    assert above.probability + below.probability == pytest.approx(1)
    assert (above.outcome, below.outcome) == (Answered.MET, Answered.NOT_MET)


@pytest.mark.parametrize(
    ("successes", "n", "threshold", "code"),
    [
        (0, 0, 0.1, "EMPTY_PHASE"),
        (5, 4, 0.1, "OUT_OF_RANGE"),
        (-1, 4, 0.1, "OUT_OF_RANGE"),
        (1, 4, 1.5, "OUT_OF_RANGE"),
        (float("nan"), 4, 0.1, "NOT_FINITE"),
    ],
)
def test_an_impossible_count_is_not_answered(
    successes: float, n: float, threshold: float, code: str
) -> None:
    found = proportion_criterion(successes, n, threshold=threshold)

    assert isinstance(found, Unanswerable)
    assert found.code == code


@given(n=st.integers(1, 5000), data=st.data())
def test_an_interval_holds_its_share_and_stays_between_none_and_all(
    n: int, data: st.DataObject
) -> None:
    successes = data.draw(st.integers(0, n))

    for method in (wilson, jeffreys):
        share = method(successes, n)
        assert isinstance(share, Proportion)
        assert 0 <= share.low <= share.p + 1e-12
        assert share.p - 1e-12 <= share.high <= 1

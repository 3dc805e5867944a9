import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.evidence.agreement import Agreement, agreement
from trialkit.evidence.answers import Unanswerable


@pytest.mark.parametrize(
    ("counts", "code"),
    [([0, 0, 0, 0, 0], "EMPTY_PHASE"), ([3, 4], "OUT_OF_RANGE"), ([1, -1, 2], "OUT_OF_RANGE")],
)
def test_a_panel_without_a_scale_or_a_rating_has_no_agreement(counts: list[int], code: str) -> None:
    found = agreement(counts)

    assert isinstance(found, Unanswerable)
    assert found.code == code


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any))
def test_agreement_lies_between_two_camps_and_one_mind_whichever_way_the_scale_runs(
    counts: list[int],
) -> None:
    found, mirrored = agreement(counts), agreement(counts[::-1])

    assert isinstance(found, Agreement)
    assert isinstance(mirrored, Agreement)
    assert -1 <= found.agreement <= 1
    assert mirrored.agreement == pytest.approx(found.agreement)


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any), st.integers(2, 5))
def test_a_larger_panel_with_the_same_shares_agrees_as_much(counts: list[int], times: int) -> None:
    small, large = agreement(counts), agreement([count * times for count in counts])

    assert isinstance(small, Agreement)
    assert isinstance(large, Agreement)
    assert large.agreement == pytest.approx(small.agreement)

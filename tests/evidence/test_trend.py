from itertools import permutations

import pytest

from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.trend import Trend, mann_kendall


def counted_by_hand(values: tuple[int, ...]) -> float:
    """The share of all orders that rise at least as much."""

    def rises(order: tuple[int, ...]) -> int:
        return sum((b > a) - (b < a) for i, a in enumerate(order) for b in order[i + 1 :])

    orders = list(permutations(values))
    return sum(rises(order) >= rises(values) for order in orders) / len(orders)


@pytest.mark.parametrize("values", [(1, 3, 2, 4), (5, 1, 4, 2, 3), (1, 2, 3, 5, 4, 6)])
def test_the_exact_chance_is_what_counting_every_order_gives(values: tuple[int, ...]) -> None:
    found = mann_kendall(values)

    assert isinstance(found, Trend)
    assert found.p_rising == pytest.approx(counted_by_hand(values))


def test_equal_figures_have_no_trend() -> None:
    found = mann_kendall([7, 7, 7, 7, 7])

    assert isinstance(found, Trend)
    assert (found.kendall_s, found.p_rising, found.p_falling) == (0, 1.0, 1.0)


def test_a_steady_rise_with_a_tie_is_still_a_rise() -> None:
    found = mann_kendall([4, 5, 5, 7, 9, 11])

    assert isinstance(found, Trend)
    assert found.p_rising < 0.05 < found.p_falling


@pytest.mark.parametrize(
    ("values", "code"), [([1, 2, 3], "TOO_FEW_POINTS"), ([1, 2, 3, float("nan")], "NOT_FINITE")]
)
def test_three_figures_or_a_broken_one_have_no_trend_to_tell(
    values: list[float], code: str
) -> None:
    found = mann_kendall(values)

    assert isinstance(found, Unanswerable)
    assert found.code == code

from trialkit.evidence.oddities import carried_by, started_after_extreme, unvaried


def test_a_start_right_after_the_worst_month_is_noticed() -> None:
    assert started_after_extreme([10, 12, 11, 12, 10, 4])
    assert not started_after_extreme([10, 12, 4, 12, 10, 11])


def test_equal_months_before_a_slightly_different_one_are_not_extreme() -> None:
    assert not started_after_extreme([100, 100, 100, 100, 95])
    assert started_after_extreme([100, 100, 100, 100, 89])


def test_three_months_have_no_unusual_one() -> None:
    assert not started_after_extreme([10, 10, 1])


def test_the_month_that_makes_most_of_the_difference_is_found() -> None:
    assert carried_by([20, 22, 19, 21, 20, 22], [60, 23, 21, 22]) == 0
    assert carried_by([20, 22, 19, 21, 20, 22], [23, 21, 22, 60]) == 3
    assert carried_by([10, 12, 9, 11, 10, 12], [19, 22, 21, 20]) is None


def test_a_difference_under_a_tenth_is_nobodys_work() -> None:
    assert carried_by([100, 100, 100, 100], [100, 100, 110]) is None


def test_figures_that_never_move_are_told_apart_from_those_that_do() -> None:
    assert unvaried([5, 5, 5, 5], [7, 7, 7])
    assert not unvaried([5, 5, 5, 6], [7, 7, 7])

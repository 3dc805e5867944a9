"""Where one trial of a series departs from the promise that all of them made."""

from trialkit.rules.series import Term, departures

MARKET, ORDERS = Term("slot", "market"), Term("criterion", "enough")
COMMON = {MARKET: "SE", ORDERS: "15"}


def test_the_same_promise_departs_nowhere() -> None:
    assert departures(COMMON, [COMMON, COMMON]) == ()


def test_the_odd_one_departs_and_the_others_do_not() -> None:
    odd = {**COMMON, ORDERS: "20"}

    assert departures(odd, [COMMON, COMMON]) == (ORDERS,)
    assert departures(COMMON, [odd, COMMON]) == ()


def test_of_two_that_differ_each_departs_from_the_other() -> None:
    odd = {**COMMON, MARKET: "NO"}

    assert departures(odd, [COMMON]) == departures(COMMON, [odd]) == (MARKET,)


def test_what_a_draft_leaves_open_does_not_count() -> None:
    assert departures(COMMON, [{MARKET: "SE"}]) == ()

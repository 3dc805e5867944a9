"""How well a group knew, once a dozen promises have been answered."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.evaluation.evaluation import Forecast, Outcome
from trialkit.evaluation.forecasts import calibration


def a_forecast(believed: int | None, answered: int = 8, **more: bool) -> Forecast:
    return Forecast(
        answered=answered, companies=answered, believed=believed, median=Decimal(5), **more
    )


def test_we_believed_in_seven_of_ten_and_four_held() -> None:
    forecasts = [
        (f"trial-{number}", a_forecast(6 if number < 7 else 2), outcome)
        for number, outcome in enumerate([Outcome.HELD] * 4 + [Outcome.DID_NOT_HOLD] * 6)
    ]

    found = calibration(forecasts)

    assert (found.believed_in.n, found.all.n, found.all.held) == (7, 10, 4)
    assert (found.believed_in.held, found.others.held) == (4, 0)


def test_small_numbers_come_with_where_chance_could_have_put_them() -> None:
    found = calibration((str(n), a_forecast(8), Outcome.HELD) for n in range(6)).all

    # Beta(6.5, 0.5): its 2.5 % quantile.
    assert found.low == pytest.approx(0.6696, abs=1e-4)
    assert found.high == 1


def test_half_of_the_group_is_not_yet_belief() -> None:
    found = calibration([("a", a_forecast(4), Outcome.HELD), ("b", a_forecast(5), Outcome.HELD)])

    assert [one.believed_in for one in found.trials] == [False, True]


def test_what_cannot_tell_anything_of_the_group_is_left_out_and_counted() -> None:
    found = calibration(
        [
            ("unsure", a_forecast(8), Outcome.CANT_TELL),
            ("few", a_forecast(None), Outcome.HELD),
            ("late", a_forecast(8, before_start=False), Outcome.HELD),
            ("another", a_forecast(8, as_sealed=False), Outcome.HELD),
            ("good", a_forecast(8), Outcome.HELD),
        ]
    )

    assert [one.trial for one in found.trials] == ["good"]
    assert (found.cant_tell, found.not_shown) == (1, 3)


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from(Outcome), st.booleans(), st.booleans()),
        max_size=30,
    )
)
def test_every_forecast_is_counted_once(told) -> None:
    found = calibration(
        (str(n), a_forecast(believed, before_start=in_time, as_sealed=same), outcome)
        for n, (believed, outcome, in_time, same) in enumerate(told)
    )

    assert len(found.trials) + found.cant_tell + found.not_shown == len(told)
    assert found.believed_in.n + found.others.n == found.all.n == len(found.trials)
    assert found.believed_in.held + found.others.held == found.all.held

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.evidence.answers import Answered, Unanswerable
from trialkit.evidence.phase_model import PhaseEffect, phase_effect

BEFORE_AND_AFTER = (10.0, 12.0, 9.0, 11.0, 19.0, 22.0, 21.0)
TIMES = tuple(range(7))
TRIAL = (0, 0, 0, 0, 1, 1, 1)


def effect(values: tuple[float, ...] = BEFORE_AND_AFTER, **asked: object) -> PhaseEffect:
    given_ = {"scale": "log", "threshold": 0.0, **asked}
    found = phase_effect(values, TIMES, TRIAL, None, **given_)  # type: ignore[arg-type]
    assert isinstance(found, PhaseEffect)
    return found


@pytest.mark.parametrize(
    ("values", "times", "trial", "code"),
    [
        ((10, 12, 9, float("nan"), 19, 22, 21), TIMES, TRIAL, "NOT_FINITE"),
        ((10, 12, 9, float("inf"), 19, 22, 21), TIMES, TRIAL, "NOT_FINITE"),
        ((), (), (), "EMPTY_PHASE"),
        ((10, 12, 9, 11), (0, 1, 2, 3), (0, 0, 0, 0), "EMPTY_PHASE"),
        ((10, 12, 9, 11, 19, 22, 21), (0, 1, 2, 3, 4, 4, 5), TRIAL, "DUPLICATE_PERIOD"),
        ((10, 12, 9, 11, 19, 22, -1), TIMES, TRIAL, "NEEDS_POSITIVE"),
        ((7, 7, 7, 7, 7, 7, 7), TIMES, TRIAL, "NO_VARIATION"),
    ],
)
def test_what_the_figures_cant_answer_is_said_with_a_code(
    values: tuple[float, ...], times: tuple[int, ...], trial: tuple[int, ...], code: str
) -> None:
    found = phase_effect(values, times, trial, None, scale="log", threshold=0.0)

    assert isinstance(found, Unanswerable)
    assert found.code == code


def test_quarters_were_never_simulated_so_they_are_not_judged() -> None:
    found = phase_effect(
        BEFORE_AND_AFTER, TIMES, TRIAL, None, scale="log", threshold=0, period="quarter"
    )

    assert isinstance(found, Unanswerable)
    assert found.code == "OUT_OF_RANGE"


def test_the_order_in_which_figures_are_given_does_not_matter() -> None:
    shuffled = [4, 0, 6, 2, 1, 5, 3]

    found = phase_effect(
        [BEFORE_AND_AFTER[i] for i in shuffled],
        [TIMES[i] for i in shuffled],
        [TRIAL[i] for i in shuffled],
        None,
        scale="log",
        threshold=0.0,
    )

    assert found == effect()


def test_a_promised_fall_is_met_by_a_fall_and_missed_by_a_rise() -> None:
    fallen = (22.0, 19.0, 21.0, 20.0, 10.0, 12.0, 9.0)

    assert effect(fallen, direction="down").outcome is Answered.MET
    assert effect(direction="down").outcome is Answered.NOT_MET
    assert effect(direction="down").probability == pytest.approx(1 - effect().probability)


def test_one_launch_month_does_not_carry_a_promise() -> None:
    # A calm shop whose first trial month was tripled by a launch, and little came after it.
    values = (21.0, 23, 20, 23, 19, 21, 69, 32, 20, 21)

    found = phase_effect(values, range(10), [0] * 6 + [1] * 4, None, scale="log", threshold=0.0)

    assert isinstance(found, PhaseEffect)
    assert found.probability >= 0.975
    assert found.outcome is Answered.CANT_TELL
    assert found.one_period_carries
    assert found.carrier == 6
    assert found.periods_to_settle is None


def test_a_period_whose_absence_leaves_the_season_open_fails_the_check() -> None:
    # July alone is in both years: without either, the season and the trial can't be told apart.
    found = phase_effect(
        (40.0, 41, 43, 44, 45, 90, 88, 91),
        (0, 1, 2, 3, 4, 12, 13, 14),
        (0, 0, 0, 0, 0, 1, 1, 1),
        (7, 8, 9, 10, 11, 7, 1, 2),
        scale="log",
        threshold=0.0,
    )

    if isinstance(found, PhaseEffect):
        assert found.leave_one_out_min is None
        assert found.outcome is Answered.CANT_TELL
    else:
        assert found.code in {"TOO_FEW_POINTS", "NO_VARIATION"}


figures = st.lists(
    st.floats(min_value=0.5, max_value=1000, allow_nan=False), min_size=7, max_size=16
)


@settings(max_examples=60, deadline=None)
@given(values=figures, scale=st.sampled_from([1e-9, 1e-3, 1.0, 1e12]), data=st.data())
def test_the_unit_of_measurement_changes_nothing(
    values: list[float], scale: float, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["log", "relative_level"]))
    trial = [0] * (len(values) - 3) + [1] * 3
    times = range(len(values))

    plain = phase_effect(values, times, trial, None, scale=kind, threshold=0.1)
    scaled = phase_effect(
        [v * scale for v in values], times, trial, None, scale=kind, threshold=0.1
    )

    assert type(plain) is type(scaled)
    if isinstance(plain, PhaseEffect) and isinstance(scaled, PhaseEffect):
        assert scaled.probability == pytest.approx(plain.probability, abs=1e-6)


anything = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 1.0, 5.0])


@settings(max_examples=120, deadline=None)
@given(
    values=st.lists(anything, min_size=0, max_size=12),
    scale=st.sampled_from(["log", "relative_level", "difference"]),
    threshold=st.floats(min_value=-0.9, max_value=5),
    seasonal=st.booleans(),
    data=st.data(),
)
def test_no_nan_and_no_warning_ever_leaves(
    values: list[float], scale: str, threshold: float, seasonal: bool, data: st.DataObject
) -> None:
    trial = data.draw(
        st.lists(st.integers(0, 1), min_size=len(values), max_size=len(values)), label="trial"
    )
    season = [i % 3 + 1 for i in range(len(values))] if seasonal else None

    found = phase_effect(
        values, range(len(values)), trial, season, scale=scale, threshold=threshold
    )

    if isinstance(found, PhaseEffect):
        numbers = (found.probability, found.estimate, found.low, found.high, found.rho_mean)
        assert all(number == number for number in numbers)  # NaN is unequal to itself
        assert 0 <= found.probability <= 1
        assert found.low <= found.high


@settings(max_examples=40, deadline=None)
@given(values=figures, lower=st.floats(-0.5, 1), step=st.floats(0.01, 2))
def test_promising_more_never_makes_it_likelier(
    values: list[float], lower: float, step: float
) -> None:
    trial = [0] * (len(values) - 3) + [1] * 3

    less, more = (
        phase_effect(values, range(len(values)), trial, None, scale="log", threshold=promised)
        for promised in (lower, lower + step)
    )

    if isinstance(less, PhaseEffect) and isinstance(more, PhaseEffect):
        assert more.probability <= less.probability + 1e-12

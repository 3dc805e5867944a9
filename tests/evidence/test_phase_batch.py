"""Many trials at once get the answers that each would get alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.evidence.answers import Answered, Unanswerable
from trialkit.evidence.phase_batch import phase_outcomes
from trialkit.evidence.phase_model import phase_effect

NUMBERS = st.floats(0.5, 200, allow_nan=False)


@settings(max_examples=30)
@given(
    rows=st.integers(4, 6).flatmap(
        lambda before: st.tuples(
            st.just(before),
            st.lists(st.lists(NUMBERS, min_size=before + 4, max_size=before + 4), min_size=1),
        )
    ),
    threshold=st.sampled_from([0.0, 0.2, -0.1]),
    scale=st.sampled_from(["log", "relative_level", "difference"]),
)
def test_each_row_is_answered_as_it_would_be_alone(rows, threshold, scale):
    before, values = rows
    trial = [0] * before + [1] * 4
    times = list(range(before + 4))

    together = phase_outcomes(
        np.array(values), times, trial, None, scale=scale, threshold=threshold
    )

    for index, row in enumerate(values):
        alone = phase_effect(row, times, trial, None, scale=scale, threshold=threshold)
        if isinstance(alone, Unanswerable):
            assert alone.code == "NO_VARIATION"
            assert not together.met[index]
            assert not together.not_met[index]
            continue
        assert together.probability[index] == pytest.approx(alone.probability, abs=1e-7)
        assert together.met[index] == (alone.outcome is Answered.MET)
        assert together.not_met[index] == (alone.outcome is Answered.NOT_MET)


def test_a_season_that_no_position_of_covers_both_phases_cant_be_told_for_any_row():
    found = phase_outcomes(
        np.ones((3, 7)),
        range(7),
        [0] * 4 + [1] * 3,
        list(range(1, 8)),
        scale="difference",
        threshold=0,
    )

    assert isinstance(found, Unanswerable)
    assert found.code == "SEASON_NOT_COVERED"


@pytest.mark.parametrize(
    ("values", "scale", "code"),
    [
        (np.full((2, 7), np.nan), "log", "NOT_FINITE"),
        (np.zeros((2, 7)), "log", "NEEDS_POSITIVE"),
        (np.ones((2, 7)), "cubic", "OUT_OF_RANGE"),
    ],
)
def test_what_the_model_cant_take_is_said_once_for_all(values, scale, code):
    found = phase_outcomes(values, range(7), [0] * 4 + [1] * 3, None, scale=scale, threshold=0)

    assert isinstance(found, Unanswerable)
    assert found.code == code

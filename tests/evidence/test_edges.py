"""Whatever the figures: a finite answer or a typed refusal, and never a library's warning."""

from math import inf, isfinite, nan

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.evidence.alpha import alpha, alpha_interval
from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.autocorrelation import effective_n, lag1_autocorrelation
from trialkit.evidence.comparing import difference_in_differences, year_over_year
from trialkit.evidence.overlap import nap
from trialkit.evidence.permutation import permutation_test
from trialkit.evidence.phase_model import phase_effect
from trialkit.evidence.raters import odd_raters
from trialkit.evidence.rates import rate_ratio
from trialkit.evidence.response_ratio import log_response_ratio
from trialkit.evidence.several import holm
from trialkit.evidence.success_rates import success_rate_shrinkage
from trialkit.evidence.synthesis import leave_one_out, synthesis
from trialkit.evidence.trend import mann_kendall, theil_sen

MESSY = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, 5.0, 5.0, 1e12, -1e12, 1e-9, nan, inf, -inf]),
    st.integers(0, 30).map(float),
    st.floats(allow_nan=True, allow_infinity=True, min_value=None, max_value=None).map(
        lambda x: x if not isfinite(x) or abs(x) < 1e15 else 1e15
    ),
)
FIGURES = st.lists(MESSY, max_size=9)
RATINGS = st.lists(
    st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=3, max_size=3), min_size=1
)


def sound(answer):
    """Whether it is a refusal, or an answer in which every number is one."""
    if isinstance(answer, Unanswerable):
        return answer.code.isupper()
    numbers = [value for value in attrs.astuple(answer) if isinstance(value, int | float)]
    return all(isfinite(value) for value in numbers)


@given(FIGURES, FIGURES)
def test_descriptions_of_two_phases(baseline, trial):
    for answer in (
        nap(baseline, trial),
        nap(baseline, trial, direction="down"),
        log_response_ratio(baseline, trial),
        permutation_test(baseline, trial, alternative="two-sided"),
        permutation_test(baseline, trial, paired=True),
        year_over_year(trial, baseline),
        difference_in_differences(baseline, trial, trial, baseline),
    ):
        assert sound(answer), answer


@given(FIGURES)
def test_descriptions_of_one_series(values):
    for answer in (
        mann_kendall(values),
        theil_sen(values, list(range(len(values)))),
        lag1_autocorrelation(values),
        lag1_autocorrelation(values, [at % 2 for at in range(len(values))]),
        holm(values),
    ):
        assert sound(answer), answer


@given(
    st.lists(MESSY, min_size=7, max_size=12),
    st.sampled_from(["log", "relative_level", "difference"]),
    MESSY,
    st.booleans(),
)
def test_the_phase_model(values, scale, threshold, seasonal):
    n = len(values)
    season = [at % 12 + 1 for at in range(n)] if seasonal else None
    trial = [0] * (n - 3) + [1] * 3

    answer = phase_effect(values, range(n), trial, season, scale=scale, threshold=threshold)

    assert sound(answer), answer


@given(st.integers(-2, 400), st.integers(-2, 400), MESSY, MESSY)
def test_counts(before, after, time_before, time_after):
    assert sound(rate_ratio(before, time_before, after, time_after))
    assert sound(effective_n(before, time_before))


@given(st.lists(st.tuples(MESSY, MESSY), max_size=6), st.sampled_from(["REML", "PM", "DL"]))
def test_several_trials_together(studies, method):
    effects, variances = [e for e, _ in studies], [v for _, v in studies]

    assert sound(synthesis(effects, variances, method=method))
    assert sound(leave_one_out(effects, variances, method=method))


@given(st.lists(st.tuples(st.integers(-1, 5), st.integers(0, 9)), max_size=5))
def test_success_rates(groups):
    answer = success_rate_shrinkage([x for x, _ in groups], [n for _, n in groups])

    assert sound(answer)
    if not isinstance(answer, Unanswerable):
        for low, rate, high in zip(answer.low, answer.rates, answer.high, strict=True):
            assert 0 <= low <= rate <= high <= 1


@given(RATINGS, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_panels(ratings, level):
    found = alpha(ratings, level=level)

    assert sound(found)
    assert sound(alpha_interval(ratings, level=level, resamples=20))
    assert isinstance(found, Unanswerable) or found.alpha <= 1


@pytest.mark.parametrize(
    ("scale", "answer"),
    [(1e12, log_response_ratio), (1e-9, log_response_ratio), (1e12, nap), (1e-9, nap)],
)
def test_the_unit_of_the_figures_doesnt_matter(scale, answer):
    baseline, trial = [10, 12, 9, 11], [15, 17, 16]

    scaled = answer([scale * b for b in baseline], [scale * t for t in trial])

    assert attrs.astuple(scaled) == pytest.approx(attrs.astuple(answer(baseline, trial)))


def test_a_split_that_ties_by_rounding_counts_as_a_tie():
    assert permutation_test([0.1, 0.2, 0.3], [0.3, 0.2, 0.1]).p == pytest.approx(0.7)


def test_drawn_splits_say_their_seed_and_what_chance_adds():
    baseline, trial = list(range(12)), [value + 1.5 for value in range(12)]

    drawn = permutation_test(baseline, trial, seed=7)

    assert not drawn.exact
    assert drawn.seed == 7
    assert drawn.standard_error > 0
    assert drawn == permutation_test(baseline, trial, seed=7)


def test_who_rates_everything_the_same_or_against_everyone_is_pointed_out():
    panel = [
        [1, 2, 3, 4, 5, 4, 3, 2, 1],
        [1, 3, 3, 4, 4, 4, 3, 2, 2],
        [2, 2, 3, 5, 5, 4, 2, 2, 1],
        [4, 4, 4, 4, 4, 4, 4, 4, 4],
        [5, 4, 3, 2, 1, 2, 3, 4, 5],
        [None, None, 3, 3, 3, 3, 3, 3, 3],
    ]

    found = {(each.rater, each.oddity.value) for each in odd_raters(panel)}

    assert found == {(3, "always the same"), (4, "against everyone")}


def test_one_trial_that_carries_the_whole_is_named():
    found = leave_one_out([0.1, 0.12, 0.9, 0.08], [0.02, 0.02, 0.02, 0.02])

    assert found.mover == 2
    assert found.lowest < found.highest

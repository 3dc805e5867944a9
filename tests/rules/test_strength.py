"""The scale of evidence counts how a trial was set up, and never how it came out."""

import attrs
import pytest
from hypothesis import given

from trialkit.rules.strength import DesignFacts, strength
from trialkit.testing.shapes import of_type

SEALED = DesignFacts(
    measured_baseline_periods=6,
    measured_trial_periods=4,
    sealed_before_start=True,
    major_amendment_after_data=False,
    missing_share=0.0,
    independent_companies=1,
)
COMPARED = attrs.evolve(SEALED, comparison_in_seal=True, comparison_periods_ok=True)
REPEATED = {"follow_up_measured": True, "independent_companies": 3}


@pytest.mark.parametrize(
    ("facts", "level", "next_"),
    [
        (DesignFacts(), 0, "measure_both_phases"),
        (attrs.evolve(SEALED, measured_baseline_periods=0), 0, "measure_both_phases"),
        (attrs.evolve(SEALED, sealed_before_start=False), 1, "sealed_before_start"),
        (attrs.evolve(SEALED, measured_baseline_periods=3), 1, "longer_baseline"),
        (attrs.evolve(SEALED, measured_trial_periods=2), 1, "longer_trial"),
        (attrs.evolve(SEALED, missing_share=0.34), 1, "fewer_missing_periods"),
        (attrs.evolve(COMPARED, major_amendment_after_data=True), 1, "no_change_after_data"),
        (attrs.evolve(SEALED, missing_share=1 / 3), 2, "season_covered"),
        (SEALED, 2, "season_covered"),
        (attrs.evolve(SEALED, comparison_in_seal=True), 2, "season_covered"),
        (attrs.evolve(SEALED, season_covered=True), 3, "comparison_in_seal"),
        (attrs.evolve(SEALED, season_covered=True, **REPEATED), 3, "comparison_in_seal"),
        (COMPARED, 4, "allocated_by_lot"),
        (attrs.evolve(COMPARED, follow_up_measured=True), 4, "allocated_by_lot"),
        (attrs.evolve(COMPARED, **REPEATED), 6, None),
        (attrs.evolve(COMPARED, allocated_by_lot=True), 5, "replicate_in_3_companies"),
        (attrs.evolve(COMPARED, allocated_by_lot=True, **REPEATED), 6, None),
    ],
)
def test_each_level_needs_what_the_scale_says(facts, level, next_):
    assert strength(facts) == (level, next_)


@given(of_type(DesignFacts))
def test_only_the_top_has_nothing_left_to_do(facts):
    level, next_ = strength(facts)

    assert 0 <= level <= 6
    assert (level == 6) is (next_ is None)


@given(of_type(DesignFacts))
def test_knowing_less_never_raises_the_level(facts):
    unknown = DesignFacts()

    for field in attrs.fields(DesignFacts):
        less = attrs.evolve(facts, **{field.name: getattr(unknown, field.name)})
        held = getattr(facts, field.name)
        worse_than_unknown = (
            isinstance(held, int | float)
            and not isinstance(held, bool)
            and (held < 0 or (field.name == "missing_share" and held > 1))
        )
        if not worse_than_unknown:
            assert strength(less)[0] <= strength(facts)[0]

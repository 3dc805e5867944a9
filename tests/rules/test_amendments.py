"""A promise may change in the open: with its reason, and without losing what was promised."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, Refused
from trialkit.model.template import Slot, SlotType
from trialkit.model.trial import Promise, State, Weight
from trialkit.rules.amendments import WEIGHTS, amended, path_of, weight_of
from trialkit.rules.sealing import broken, flattened, seal
from trialkit.rules.soundness import unsound
from trialkit.testing.strategies import trials

AT = datetime(2026, 4, 14, 9, tzinfo=UTC)


def change(trial, path, after, *, reason="customs took three weeks", after_data=False):
    return amended(
        trial, path, after, reason=reason, after_data=after_data, at=AT, by="coordinator"
    )


def refused(trial, path, after, **more):
    with pytest.raises(Refused) as error:
        change(trial, path, after, **more)
    return error.value.codes


def is_whole(trial):
    return broken(trial.promise, trial.seal, trial.amendments) == ()


def test_a_lowered_threshold_is_recorded_and_the_original_still_proved(running):
    trial = change(running, "$.criteria[0].threshold", "12", after_data=True)

    assert trial.promise.primary.threshold == 12
    assert trial.seal == running.seal
    first = trial.amendments[0]
    assert (first.before, first.after) == ('"15"', '"12"')
    assert (first.reason, first.weight) == ("customs took three weeks", Weight.MAJOR)
    assert trial.changed_after_data
    assert is_whole(trial)


def test_before_the_first_figure_a_change_is_only_a_change(running):
    trial = change(running, "$.criteria[0].threshold", Decimal(12))

    assert not trial.changed_after_data
    assert trial.amendments[0].at == AT


def test_a_minor_change_never_opens_the_case(running):
    trial = change(
        running, "$.criteria[0].why", {"en": "Below that nobody knows."}, after_data=True
    )

    assert [amendment.weight for amendment in trial.amendments] == [Weight.MINOR]
    assert not trial.changed_after_data


def test_the_sentence_follows_the_threshold_it_shows(running):
    trial = change(running, "$.criteria[0].threshold", "12")

    assert trial.promise.slots["orders"] == "12"
    assert [amendment.path for amendment in trial.amendments] == [
        "$.criteria[0].threshold",
        "$.slots.orders",
    ]
    assert is_whole(trial)


def test_the_threshold_follows_the_sentence_in_its_own_unit(running):
    trial = change(running, "$.slots.return_pct", "12.5")

    assert trial.promise.criterion("few_returns").threshold == Decimal("0.125")
    assert is_whole(trial)


def test_a_later_end_takes_along_what_hangs_on_it(running):
    trial = change(running, "$.phases.trial.last", date(2026, 6, 7))

    phases = trial.promise.phases
    assert phases.settling.first == date(2026, 6, 8)
    assert phases.end == date(2026, 7, 5)
    assert {criterion.due for criterion in trial.promise.criteria} == {date(2026, 7, 5)}
    assert phases.follow_up[0] == date(2026, 12, 8)
    assert unsound(trial.promise, trial.template) == ()
    assert is_whole(trial)


@pytest.fixture
def twelve_weeks(running):
    """The same trial, whose sentence says its length too."""
    weeks = Slot(id="weeks", label={"en": "weeks"}, type=SlotType.INTEGER, unit="week")
    template = attrs.evolve(running.template, slots=(*running.template.slots, weeks))
    promise = attrs.evolve(running.promise, slots={**running.promise.slots, "weeks": "12"})
    sealed = seal(promise, at=AT, by="coordinator", before_start=True)
    return attrs.evolve(running, template=template, promise=promise, seal=sealed)


@pytest.mark.parametrize(
    ("last", "weeks"),
    [(date(2026, 6, 7), "14"), (date(2026, 6, 2), "14"), (date(2026, 5, 17), "11")],
)
def test_the_weeks_of_the_sentence_follow_a_later_or_earlier_end(twelve_weeks, last, weeks):
    trial = change(twelve_weeks, "$.phases.trial.last", last)

    assert trial.promise.slots["weeks"] == weeks
    assert [made.path for made in trial.amendments[:2]] == ["$.phases.trial.last", "$.slots.weeks"]
    assert {made.reason for made in trial.amendments} == {"customs took three weeks"}
    assert trial.amendments[1].weight is Weight.MAJOR
    assert is_whole(trial)


def test_some_days_less_within_the_last_week_leave_the_sentence_as_it_is(twelve_weeks):
    trial = change(twelve_weeks, "$.phases.trial.last", date(2026, 5, 22))

    assert trial.promise.slots["weeks"] == "12"
    assert "$.slots.weeks" not in {made.path for made in trial.amendments}


def test_the_last_day_and_what_hangs_on_it_follow_the_weeks(twelve_weeks):
    trial = change(twelve_weeks, "$.slots.weeks", "14")

    by_day = change(twelve_weeks, "$.phases.trial.last", date(2026, 6, 7))
    assert trial.promise == by_day.promise
    assert trial.promise.phases.end == date(2026, 7, 5)
    assert trial.amendments[0].path == "$.slots.weeks"
    assert is_whole(trial)


@pytest.mark.parametrize("weeks", ["0", "-3", "12.5", "twelve"])
def test_a_length_that_is_none_changes_nothing(twelve_weeks, weeks):
    with pytest.raises(InvalidInput) as error:
        change(twelve_weeks, "$.slots.weeks", weeks)

    assert error.value.codes == ("NOT_A_NUMBER",)


def test_months_follow_as_weeks_do(twelve_weeks):
    months = Slot(id="months", label={"en": "months"}, type=SlotType.INTEGER, unit="month")
    slots = (*twelve_weeks.template.slots[:-1], months)
    said = {**twelve_weeks.promise.slots, "months": "3"}
    promise = attrs.evolve(
        twelve_weeks.promise, slots={key: said[key] for key in said if key != "weeks"}
    )
    trial = attrs.evolve(
        twelve_weeks,
        template=attrs.evolve(twelve_weeks.template, slots=slots),
        promise=promise,
        seal=seal(promise, at=AT, by="coordinator", before_start=True),
    )

    longer = change(trial, "$.slots.months", "4")

    assert longer.promise.phases.trial.last == date(2026, 7, 1)
    assert change(trial, "$.phases.trial.last", date(2026, 6, 2)).promise.slots["months"] == "4"


def test_changes_on_changes_lead_back_to_the_seal(running):
    trial = running
    for path, after in (
        ("$.criteria[0].threshold", "12"),
        ("$.comparisons", ["Norja", "Tanska"]),
        ("$.phases.trial.last", "2026-06-07"),
        ("$.comparisons[1]", "Viro"),
        ("$.slots.orders", "10"),
    ):
        trial = change(trial, path, after)

    assert trial.promise.comparisons == ("Norja", "Viro")
    assert trial.promise.primary.threshold == 10
    assert is_whole(trial)


@pytest.mark.parametrize("field", ["before", "after"])
def test_an_amendment_tampered_with_is_named(running, field):
    trial = change(running, "$.comparisons", [])
    (amendment,) = trial.amendments
    tampered = attrs.evolve(amendment, **{field: '["Viro"]'})

    found = broken(trial.promise, trial.seal, (tampered,))

    assert found
    assert all(path.startswith("$.comparisons") for path in found)


def test_an_amendment_taken_away_shows(running):
    trial = change(running, "$.criteria[0].threshold", "12")

    assert broken(trial.promise, trial.seal, ()) == ("$.criteria[0].threshold", "$.slots.orders")


def test_a_change_needs_a_reason(running):
    assert refused(running, "$.comparisons", [], reason=" \n") == ("NO_REASON",)


@pytest.mark.parametrize("state", [State.DRAFT, State.CONCLUDED, State.STOPPED])
def test_only_a_trial_under_way_is_amended(running, state):
    trial = attrs.evolve(running, state=state)

    assert refused(trial, "$.comparisons", [], reason="") == ("WRONG_STATE", "NO_REASON")


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("$.currency", "SEK"),
        ("$.vat", "gross"),
        ("$.template", "export"),
        ("$.template_digest", "0" * 64),
        ("$.parameters[0].unit", "SEK/h"),
    ],
)
def test_figures_of_another_promise_can_not_be_made_of_these(running, path, after):
    assert refused(running, path, after) == ("NOT_AMENDABLE",)


def test_what_was_foreseen_at_the_start_is_not_foreseen_anew(running):
    assert set(refused(running, "$.foresight", {"met": 0, "of": 41})) == {"NOT_AMENDABLE"}


def test_a_lot_that_is_drawn_afterwards_was_no_draw(running):
    assert set(refused(running, "$.lot", "a coin: heads")) == {"NOT_AMENDABLE"}


def test_an_unchanged_promise_is_no_amendment(running):
    assert refused(running, "$.criteria[0].threshold", "15.0") == ("UNCHANGED",)


@pytest.mark.parametrize(
    "path", ["$.price", "$.criteria[9].threshold", "orders", "$.slots.colour", "$.phases.trial[0]"]
)
def test_an_unknown_field_is_named(running, path):
    with pytest.raises(InvalidInput) as error:
        change(running, path, "1")

    assert error.value.codes == ("UNKNOWN_FIELD",)


@pytest.mark.parametrize(
    ("path", "after", "code"),
    [
        ("$.criteria[0].threshold", "plenty", "WRONG_VALUE"),
        ("$.criteria[0].threshold", 1.5, "WRONG_TYPE"),
        ("$.phases.trial.last", "2026-02-01", "WRONG_VALUE"),
        ("$.slots.orders", "plenty", "NOT_A_NUMBER"),
    ],
)
def test_a_value_of_another_kind_changes_nothing(running, path, after, code):
    with pytest.raises(InvalidInput) as error:
        change(running, path, after)

    assert error.value.codes == (code,)


def test_a_change_that_makes_no_promise_is_refused_with_all_its_faults(running):
    assert refused(running, "$.criteria[0].role", "advice") == ("NOT_ONE_PRIMARY",)
    assert set(refused(running, "$.criteria", [])) == {"NOT_AMENDABLE"}


def test_what_is_measured_stays_what_the_sentence_says(running):
    assert refused(running, "$.criteria[0].metric", "sessions") == ("NOT_AMENDABLE",)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("enough_orders", "$.criteria[0].threshold"),
        ("few_returns", "$.criteria[1].threshold"),
        ("ends_on", "$.phases.trial.last"),
        ("orders", "$.slots.orders"),
        ("slots.orders", "$.slots.orders"),
        ("own_h", "$.limits.own_h"),
        ("$.comparisons", "$.comparisons"),
    ],
)
def test_a_field_has_a_short_name(running, written, path):
    assert path_of(running, written) == path


def test_every_field_of_a_promise_has_its_weight():
    fields = {field.name for field in attrs.fields(Promise)}

    assert {pattern[0] for pattern, _ in WEIGHTS} == fields


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(trials(state=State.RUNNING), st.data())
def test_whatever_leaf_is_changed_the_original_stays_proved(trial, data):
    leaves = [
        path for path, leaf in flattened(trial.promise).items() if ".why" in path and leaf
    ] + ["$.slots.reason"]
    path = data.draw(st.sampled_from(leaves))

    changed = change(trial, path, "changed!", after_data=True)

    assert is_whole(changed)
    assert changed.amendments[-1].weight is weight_of(path)

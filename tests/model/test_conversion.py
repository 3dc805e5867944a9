"""Every value survives JSON, and nothing that isn't one gets in."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.casebook.case import Case
from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.evaluation import Evaluation, RatingSummary, Verdict
from trialkit.model.company import Company, Member, Stake
from trialkit.model.consent import Consent, Publication
from trialkit.model.conversion import (
    canonical,
    digest,
    from_json,
    from_plain,
    to_json,
    to_plain,
)
from trialkit.model.criterion import Criterion
from trialkit.model.journal import Entry
from trialkit.model.metric import Metric, Observation
from trialkit.model.period import DateRange, Period, PeriodKind, Phases
from trialkit.model.round import Ballot, Recommendation, Round
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import ActionDone, Draft, Idea, Promise, Seal, State, Trial
from trialkit.testing.shapes import of_type

CLASSES = [
    *(Company, Member, Stake, Consent, Publication, Entry, Metric, Observation, Round, Ballot),
    *(Settings, Template, ActionDone, Draft, Idea, Promise, Seal, Trial, Evaluation, Case),
]

THRESHOLD = {
    "id": "orders",
    "role": "primary",
    "kind": "reached",
    "metric": "orders",
    "comparison": ">=",
    "threshold": "15",
    "due": "2026-05-24",
}


def refused(cls: type, data: object) -> dict[str, str]:
    """Path → code of everything that is wrong with `data`."""
    with pytest.raises(InvalidInput) as error:
        from_plain(cls, data, file="plan.json")
    assert {problem.place.file for problem in error.value.problems} == {"plan.json"}
    return {problem.place.field: problem.code for problem in error.value.problems}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_value_comes_back_from_json_as_it_was(cls, data):
    value = data.draw(of_type(cls))

    assert from_json(cls, to_json(value)) == value


@given(of_type(Message))
def test_a_message_comes_back_with_the_kinds_of_its_values(message):
    back = from_json(Message, to_json(message))

    assert back == message
    assert {key: type(value) for key, value in back.values.items()} == {
        key: type(value) for key, value in message.values.items()
    }


@pytest.mark.parametrize(
    ("field", "found", "code"),
    [
        ("id", 5, "WRONG_TYPE"),
        ("id", None, "WRONG_TYPE"),
        ("id", "\ud800", "WRONG_VALUE"),
        ("role", "first", "WRONG_VALUE"),
        ("role", 1, "WRONG_TYPE"),
        ("threshold", 15.5, "WRONG_TYPE"),
        ("threshold", True, "WRONG_TYPE"),
        ("threshold", "nan", "WRONG_VALUE"),
        ("threshold", "1e3", "WRONG_VALUE"),
        ("threshold", "15\n", "WRONG_VALUE"),
        ("threshold", "١٥", "WRONG_VALUE"),
        ("threshold", "15,5", "WRONG_VALUE"),
        ("due", "24.5.2026", "WRONG_VALUE"),
        ("due", "20260524", "WRONG_VALUE"),
        ("due", "2026-02-30", "WRONG_VALUE"),
        ("due", 20260524, "WRONG_TYPE"),
        ("why", ["en"], "WRONG_TYPE"),
        ("why", "en", "WRONG_TYPE"),
    ],
)
def test_a_field_of_another_kind_is_refused_and_named(field, found, code):
    assert refused(Criterion, THRESHOLD | {field: found}) == {f"$.{field}": code}


@pytest.mark.parametrize("found", [[], "text", 5, None, True])
def test_what_is_no_object_is_no_criterion(found):
    assert refused(Criterion, found) == {"$": "WRONG_TYPE"}


@pytest.mark.parametrize("found", [{}, "adopt", 5, None])
def test_a_list_is_written_as_a_list(found):
    data = {"baseline": found, "trial": {"first": "2026-03-02", "last": "2026-05-24"}}

    assert refused(Phases, data | {"settling": None, "follow_up": []}) == {
        "$.baseline": "WRONG_TYPE"
    }


def test_a_whole_number_is_neither_text_nor_truth():
    data = {"counts": [1, "2", 3.0, True, None], "cant_judge": "0", "median": 3, "word": None}

    assert refused(RatingSummary, data) == {
        "$.counts[1]": "WRONG_TYPE",
        "$.counts[2]": "WRONG_TYPE",
        "$.counts[3]": "WRONG_TYPE",
        "$.counts[4]": "WRONG_TYPE",
        "$.cant_judge": "WRONG_TYPE",
    }


def test_a_rating_has_exactly_five_counts():
    data = {"counts": [1, 2, 3, 4], "cant_judge": 0, "median": None, "word": None}

    assert refused(RatingSummary, data) == {"$.counts": "WRONG_VALUE"}


def test_a_truth_value_is_true_or_false():
    data = to_plain(Settings()) | {"replayed": "no"}

    assert refused(Settings, data) == {"$.replayed": "WRONG_TYPE"}


def test_unknown_and_missing_keys_are_told_together():
    data = {key: value for key, value in THRESHOLD.items() if key != "due"} | {"until": "later"}

    assert refused(Criterion, data) == {"$.due": "MISSING_KEY", "$.until": "UNKNOWN_KEY"}


def test_every_problem_is_told_with_its_path():
    promise = {
        "phases": {"baseline": [{"first": "2026-03-02", "last": "2026-03-01"}], "trial": []},
        "criteria": [THRESHOLD, {"own words": 1}],
        "limits": {"own_h": "115", "cash €": 1.5},
    }

    found = refused(Promise, promise)

    assert found["$.phases.baseline[0]"] == "WRONG_VALUE"
    assert found["$.phases.trial"] == "WRONG_TYPE"
    assert found["$.phases.settling"] == "MISSING_KEY"
    assert found['$.criteria[1]["own words"]'] == "UNKNOWN_KEY"
    assert found["$.criteria[1].threshold"] == "MISSING_KEY"
    assert found['$.limits["cash €"]'] == "WRONG_TYPE"
    assert found["$.currency"] == "MISSING_KEY"
    assert "$.limits.own_h" not in found


def test_a_choice_may_be_a_key_and_is_checked_as_one():
    data = {"recommendations": {"adopt": 2, "dance": 1}}

    found = refused(Verdict, data)

    assert found["$.recommendations.dance"] == "WRONG_VALUE"
    assert "$.recommendations.adopt" not in found


def test_a_field_with_a_default_may_be_missing():
    assert from_plain(Draft, {}) == Draft()


def test_numbers_are_written_in_their_shortest_form():
    written = [Decimal("800.00"), Decimal("-0.0"), Decimal("1E+3"), Decimal("0.10")]

    assert to_plain(written) == ["800", "0", "1000", "0.1"]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_number_is_lost(number):
    assert Decimal(to_plain(number)) == number


def test_what_is_no_number_is_never_written():
    with pytest.raises(ValueError, match="can't be written"):
        to_plain(Decimal("NaN"))


def test_moments_are_written_in_utc():
    noon = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=2)))

    assert to_plain(noon) == "2026-03-02T10:00:00Z"
    assert from_plain(datetime, "2026-03-02T10:00:00Z") == noon
    with pytest.raises(InvalidInput):
        from_plain(datetime, "2026-03-02T12:00:00+02:00")
    with pytest.raises(ValueError, match="time zone"):
        to_plain(datetime(2026, 3, 2, 12))  # noqa: DTZ001


def test_the_trial_phase_as_a_period_names_its_first_day():
    phase = Period(PeriodKind.PHASE, date(2026, 3, 2))

    assert to_plain(phase) == "trial@2026-03-02"
    assert from_plain(Period, "trial@2026-03-02") == phase


@pytest.mark.parametrize("written", ["2026-W9", "2026-W54", "2026-13", "trial", "maaliskuu", ""])
def test_a_period_has_one_form_only(written):
    with pytest.raises(InvalidInput):
        from_plain(Period, written)


def test_broken_json_is_told_with_its_row():
    with pytest.raises(InvalidInput) as error:
        from_json(Criterion, '{\n  "id": "orders",\n  "role" primary\n}', file="plan.json")

    (problem,) = error.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == ("NOT_JSON", "plan.json", 3)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('{"id": "a", "id": "b"}', "REPEATED_KEY"),
        ('{"threshold": NaN}', "NOT_JSON"),
        ("[" * 100_000, "NOT_JSON"),
        ("", "NOT_JSON"),
    ],
)
def test_json_that_could_be_read_in_two_ways_is_not_read(written, code):
    with pytest.raises(InvalidInput) as error:
        from_json(Criterion, written)

    assert error.value.codes == (code,)


def test_equal_values_have_one_canonical_form_whatever_their_spelling():
    composed, decomposed = "H\u00f6yl\u00e4", "Ho\u0308yla\u0308"

    assert canonical({"b": Decimal("1.50"), "a": composed}) == canonical(
        {"a": decomposed, "b": Decimal("1.5")}
    )
    assert (
        canonical({"b": [1, None, True], "a": "é\n"}).decode() == '{"a":"é\\n","b":[1,null,true]}'
    )


@pytest.mark.parametrize("unfit", [1.5, {1: "a"}, {"a": {2.5}}, object()])
def test_what_has_no_canonical_form_is_never_digested(unfit):
    with pytest.raises(TypeError):
        canonical(unfit)


def test_two_keys_that_look_alike_are_not_digested_as_one():
    with pytest.raises(ValueError, match="encoded in two ways"):
        canonical({"\u00f6": 1, "o\u0308": 2})


@given(of_type(Draft), st.randoms())
def test_the_digest_ignores_the_order_of_keys_and_nothing_else(draft, random):
    keys = list(draft.slots)
    random.shuffle(keys)
    shuffled = attrs.evolve(draft, slots={key: draft.slots[key] for key in keys})

    assert digest(shuffled) == digest(draft)
    assert digest(attrs.evolve(draft, currency=draft.currency + "X")) != digest(draft)


def test_text_keeps_the_languages_it_was_written_in():
    text = Text(words={"fi": "Kiitos", "sv": "Tack"}, source="fi")

    assert json.loads(to_json(text)) == {
        "words": {"fi": "Kiitos", "sv": "Tack"},
        "source": "fi",
        "status": "draft",
    }


def test_choices_are_written_as_their_words():
    plain = to_plain((State.RUNNING, Recommendation.CANT_JUDGE))

    assert plain == ["running", "can't judge"]
    assert [type(word) for word in plain] == [str, str]


def test_days_that_end_before_they_start_are_no_range():
    assert from_plain(DateRange, {"first": "2026-03-02", "last": "2026-03-02"}).days == 1
    assert refused(DateRange, {"first": "2026-03-02", "last": "2026-03-01"}) == {"$": "WRONG_VALUE"}
    assert refused(DateRange, {"first": "2026-03-02"}) == {"$.last": "MISSING_KEY"}


def test_nothing_is_registered_with_cattrs_own_converter():
    import cattrs

    to_plain(Settings())

    assert cattrs.structure("5", int) == 5
    assert cattrs.unstructure(Decimal("1.50")) == Decimal("1.50")


def test_the_clock_of_a_moment_keeps_its_microseconds():
    at = datetime(2026, 3, 2, 7, 30, 0, 123456, tzinfo=UTC)

    assert from_plain(datetime, to_plain(at)) == at

"""Every key that a person may meet has a word."""

import importlib
import pkgutil
from enum import StrEnum

import pytest

import trialkit.evaluation
import trialkit.model
from trialkit.evaluation.evaluation import Answer, Outcome
from trialkit.language.choosing import LANGUAGES
from trialkit.language.labels import LABELS
from trialkit.language.wording import FORMS, wording
from trialkit.model.company import StakeKind
from trialkit.model.consent import Channel, ConsentLevel
from trialkit.model.criterion import Comparison, CriterionKind, Measure, Over, Role
from trialkit.model.follow_up import StillInUse
from trialkit.model.learning import LearningStatus, Stance
from trialkit.model.metric import (
    Aggregation,
    Asked,
    Direction,
    MetricKind,
    OrderMeasure,
    Publicity,
    SourceKind,
)
from trialkit.model.period import PeriodKind
from trialkit.model.round import Recommendation, RoundKind
from trialkit.model.template import SlotType
from trialkit.model.text import TextStatus
from trialkit.model.trial import Choice, State, Vat, Weight

KINDS: dict[type[StrEnum], str] = {
    Aggregation: "aggregation",
    Answer: "answer",
    Asked: "asked",
    Channel: "channel",
    Choice: "choice",
    Comparison: "comparison",
    ConsentLevel: "consent",
    CriterionKind: "criterion_kind",
    Direction: "direction",
    Measure: "measure",
    LearningStatus: "learning_status",
    MetricKind: "metric_kind",
    OrderMeasure: "order_measure",
    Outcome: "outcome",
    Over: "over",
    PeriodKind: "cadence",
    Publicity: "publicity",
    Recommendation: "recommendation",
    Role: "role",
    RoundKind: "round_kind",
    SlotType: "slot_type",
    SourceKind: "source",
    StakeKind: "stake",
    Stance: "stance",
    State: "state",
    StillInUse: "still_in_use",
    TextStatus: "text_status",
    Vat: "vat",
    Weight: "weight",
}


def enums_of(package) -> set[type[StrEnum]]:
    modules = [
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    ]
    return {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, StrEnum)
        and thing.__module__ == module.__name__
    }


def test_every_enum_of_the_model_and_the_evaluation_has_a_kind_of_label():
    found = enums_of(trialkit.model) | enums_of(trialkit.evaluation)

    assert {enum.__name__ for enum in found - KINDS.keys()} == set()


@pytest.mark.parametrize(("enum", "kind"), KINDS.items(), ids=str)
def test_every_member_has_a_word(enum, kind):
    assert [member.value for member in enum if member.value not in LABELS[kind]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_members_of_a_kind_share_a_word(language):
    words = wording(language)

    for kind, members in LABELS.items():
        shown = [words.label(kind, value) for value in members]
        assert len(set(shown)) == len(shown), kind


def test_levels_of_evidence_go_from_told_to_repeated():
    finnish = wording("fi")

    assert finnish.label("strength", 0) == "kerrottu"
    assert finnish.label("strength", 6) == "toistettu"
    assert set(LABELS["strength"]) == {str(level) for level in range(7)}


def test_a_plugins_own_value_stands_as_it_is():
    assert wording("sv").label("phase", "harvest") == "harvest"


def test_a_kind_that_does_not_exist_is_the_programs_mistake():
    with pytest.raises(KeyError):
        wording("fi").label("flavour", "sweet")


def test_a_hole_can_tell_a_kind_of_label_from_a_form():
    assert not FORMS & LABELS.keys()

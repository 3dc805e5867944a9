"""The schemas say what conversion does, in the words of the classes themselves."""

import importlib
import json
from types import ModuleType

import attrs
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.casebook.case import Case
from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.conversion import from_plain, to_plain
from trialkit.model.metric import Observation
from trialkit.model.round import Ballot, Round
from trialkit.model.schema import documented, json_schema
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.trial import Draft, Promise, Trial
from trialkit.testing.shapes import of_type

MODULES = [
    *(f"trialkit.model.{room}" for room in ("company", "consent", "criterion", "journal")),
    *(f"trialkit.model.{room}" for room in ("metric", "period", "round", "settings")),
    *(f"trialkit.model.{room}" for room in ("template", "text", "trial")),
    "trialkit.evaluation.evaluation",
    "trialkit.casebook.case",
]

CLASSES = [Observation, Draft, Promise, Trial, Template, Settings, Round, Ballot, Evaluation, Case]


def classes_of(module: ModuleType) -> list[type]:
    return [
        found
        for found in vars(module).values()
        if isinstance(found, type) and attrs.has(found) and found.__module__ == module.__name__
    ]


DESCRIBED = [found for name in MODULES for found in classes_of(importlib.import_module(name))]


@pytest.mark.parametrize("cls", DESCRIBED, ids=lambda cls: cls.__name__)
def test_the_docstring_names_every_field_and_nothing_else(cls):
    assert cls.__doc__, "a class of the model says what it is"
    public = {field.name for field in attrs.fields(cls) if not field.name.startswith("_")}
    one_line = "\n" not in cls.__doc__.strip()

    assert set(documented(cls)) == (set() if one_line else public)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_fits_its_schema(cls, data):
    schema = json_schema(cls)
    jsonschema.Draft202012Validator.check_schema(schema)

    value = data.draw(of_type(cls))

    jsonschema.validate(to_plain(value), schema)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"slots": {"orders": 15}},
        {"starts_on": 20260302},
        {"comparisons": "Norja"},
        {"vat": "some"},
        {"price": "800.00"},
        {"actions": [{"id": "rules"}]},
        {"dropped_criteria": {}},
        [],
    ],
    ids=str,
)
def test_the_schema_refuses_what_conversion_refuses(spoilt):
    with pytest.raises(InvalidInput):
        from_plain(Draft, spoilt)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, json_schema(Draft))


def test_a_schema_is_plain_json_and_describes_its_fields():
    schema = json.loads(json.dumps(json_schema(Promise)))

    threshold = schema["$defs"]["Criterion"]["properties"]["threshold"]
    assert "VAT excluded" in threshold["description"]
    assert schema["$defs"]["Promise"]["additionalProperties"] is False
    assert "why" not in schema["$defs"]["Criterion"]["required"]


def test_fields_that_share_a_line_share_its_words():
    words = documented(type(Trial)) or documented(Trial)

    assert words["barriers"] == words["tags"] == "keys."


def test_a_message_may_hold_a_message():
    told = Message("{parts}", parts=(Message("one"), Message.counted("{n} a", "{n} b", n=2)))

    jsonschema.validate(to_plain(told), json_schema(Message))


def test_a_type_without_a_json_form_is_refused():
    @attrs.frozen
    class Odd:
        """Holds a set."""

        tags: set[str]

    with pytest.raises(TypeError, match="no JSON form"):
        json_schema(Odd)

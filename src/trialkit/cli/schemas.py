"""Which of our classes have a JSON Schema to print, by name."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from trialkit.casebook.case import Case
from trialkit.errors import Message, NotFound
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.company import Company, Member, Stake
from trialkit.model.consent import Consent, Publication
from trialkit.model.follow_up import FollowUp
from trialkit.model.journal import Entry
from trialkit.model.metric import Observation
from trialkit.model.round import Ballot, Round
from trialkit.model.schema import json_schema
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.trial import ActionDone, Draft, Idea, Promise, Trial

_CLASSES: Final[Mapping[str, type]] = {
    one.__name__: one
    for one in (
        ActionDone,
        Ballot,
        Case,
        Company,
        Consent,
        Draft,
        Entry,
        Evaluation,
        FollowUp,
        Idea,
        Member,
        Observation,
        Promise,
        Publication,
        Round,
        Settings,
        Stake,
        Template,
        Trial,
    )
}


def schema_names() -> tuple[str, ...]:
    """The classes whose schema can be printed."""
    return tuple(_CLASSES)


def schema_named(name: str) -> dict[str, object]:
    """The JSON Schema of the class with this name, in any case.

    Raises:
        NotFound: there is none; near names are told.
    """
    for known, one in _CLASSES.items():
        if known.casefold() == name.casefold():
            return json_schema(one)
    near = get_close_matches(name.capitalize(), _CLASSES, n=3, cutoff=0.5)
    raise NotFound(
        Message("There is no schema “{name}”.", name=name),
        code="UNKNOWN_SCHEMA",
        remedy=Message("There are: {names}.", names=tuple(near or _CLASSES)),
    )

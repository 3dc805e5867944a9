"""What a filter says, as values: fields, tests on them, and how tests are joined."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

import attrs

from trialkit.evaluation.evaluation import Outcome
from trialkit.model.trial import Choice, State


class FieldKind(Enum):
    """What a field holds, and so which operators it has."""

    KEY = "key"
    CHOICE = "choice"
    WORDS = "words"
    DAY = "day"
    LEVEL = "level"
    TAGS = "tags"


@attrs.frozen
class Field:
    """Something of a trial that filters may name.

    Attributes:
        name: as typed.
        column: of the view `trial_overview`.
        kind: what it holds.
        choices: all values it may have, where they are few and fixed.
        upper: whether its keys are written in capitals.
    """

    name: str
    column: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    upper: bool = False


FIELDS: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        Field("id", "id", FieldKind.KEY),
        Field("slug", "slug", FieldKind.WORDS),
        Field("template", "template", FieldKind.KEY),
        Field("state", "state", FieldKind.CHOICE, tuple(State)),
        Field("outcome", "outcome", FieldKind.CHOICE, tuple(Outcome)),
        Field("decision", "decision", FieldKind.CHOICE, tuple(Choice)),
        Field("company", "company", FieldKind.WORDS),
        Field("area", "area", FieldKind.KEY),
        Field("municipality", "municipality", FieldKind.KEY),
        Field("market", "market", FieldKind.KEY, upper=True),
        Field("started", "started_on", FieldKind.DAY),
        Field("closed", "closed_on", FieldKind.DAY),
        Field("strength", "strength", FieldKind.LEVEL),
        Field("tag", "tags", FieldKind.TAGS),
    )
}

OPERATORS: Final[Mapping[FieldKind, frozenset[str]]] = {
    FieldKind.KEY: frozenset({"=", "!=", "in", "missing"}),
    FieldKind.CHOICE: frozenset({"=", "!=", "in", "missing"}),
    FieldKind.WORDS: frozenset({"=", "!=", "in", "has", "missing"}),
    FieldKind.DAY: frozenset({"=", "!=", "<", "<=", ">", ">=", "missing", "within"}),
    FieldKind.LEVEL: frozenset({"=", "!=", "<", "<=", ">", ">=", "in", "missing"}),
    FieldKind.TAGS: frozenset({"=", "!=", "in", "has", "missing"}),
}
"""What may be asked of a field. A field that has no value passes none of these but `missing`
and, being no other value's equal, `!=`."""


@attrs.frozen
class OneOf:
    """The field has one of `values`; words and tags are compared without case and marks."""

    field: Field
    values: tuple[str | int, ...]


@attrs.frozen
class Between:
    """The field has a value from `first` to `last`, both included; days as `2026-03-02`."""

    field: Field
    first: str | int
    last: str | int


@attrs.frozen
class Has:
    """The field's words have `part` in them, whatever the case and marks."""

    field: Field
    part: str


@attrs.frozen
class Missing:
    """The field has no value."""

    field: Field


@attrs.frozen
class Not:
    """What `part` doesn't let through."""

    part: "Node"


@attrs.frozen
class All:
    """What every one of `parts` lets through."""

    parts: tuple["Node", ...]


@attrs.frozen
class Any:
    """What at least one of `parts` lets through."""

    parts: tuple["Node", ...]


Node = OneOf | Between | Has | Missing | Not | All | Any

"""JSON Schemas of our classes, for those who read or write our files without Python.

The descriptions are the classes' own: the first paragraph of the docstring, and its
`Attributes:` section, which the tests hold against the fields.
"""

import inspect
import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Union, get_args, get_origin

import attrs

from trialkit.errors import Message
from trialkit.model.period import Period
from trialkit.model.scalars import DECIMAL_PATTERN, PERIOD_PATTERN, TIME_PATTERN

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]
"""A JSON Schema, or a part of one, as plain JSON values."""

_SCALARS: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time", "pattern": TIME_PATTERN},
    Decimal: {"anyOf": [{"type": "string", "pattern": DECIMAL_PATTERN}, {"type": "integer"}]},
    Period: {"type": "string", "pattern": PERIOD_PATTERN},
}


def json_schema(cls: type) -> Schema:
    """The JSON Schema (2020-12) of what `from_json` reads as a `cls`.

    Args:
        cls: an attrs class of ours.

    Raises:
        TypeError: a field's type has no JSON form.
    """
    parts: dict[str, Schema] = {}
    reference = _of(cls, parts)
    return {"$schema": DIALECT, **reference, "$defs": dict(sorted(parts.items()))}


def documented(cls: type) -> Mapping[str, str]:
    """What the `Attributes:` section of a class says of each field.

    Several fields may share an entry: `before, after: its values`.
    """
    _, found, section = inspect.cleandoc(cls.__doc__ or "").partition("\nAttributes:\n")
    described: dict[str, str] = {}
    if not found:
        return described
    for entry in re.split(r"\n(?=    \S)", section.rstrip()):
        names, _, words = entry.partition(":")
        described.update((name.strip(), " ".join(words.split())) for name in names.split(","))
    return described


def _of(wanted: Any, parts: dict[str, Schema]) -> Schema:
    """The schema of one type; what has a name of its own goes into `parts`."""
    if wanted in _SCALARS:
        return dict(_SCALARS[wanted])
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(choice, parts) for choice in arguments]}
    if origin is tuple:
        return _list(arguments, parts)
    if origin is Mapping:
        keys, values = arguments
        return {
            "type": "object",
            "propertyNames": _of(keys, parts),
            "additionalProperties": _of(values, parts),
        }
    return _named(wanted, parts)


def _list(arguments: tuple[Any, ...], parts: dict[str, Schema]) -> Schema:
    first, *rest = arguments
    schema: Schema = {"type": "array", "items": _of(first, parts)}
    if rest != [Ellipsis]:
        schema |= {"minItems": len(arguments), "maxItems": len(arguments)}
    return schema


def _named(wanted: Any, parts: dict[str, Schema]) -> Schema:
    if wanted.__name__ not in parts:
        parts[wanted.__name__] = {}  # a class that holds itself finds its name taken
        parts[wanted.__name__] = _part(wanted, parts)
    return {"$ref": f"#/$defs/{wanted.__name__}"}


def _part(wanted: Any, parts: dict[str, Schema]) -> Schema:
    described: Schema = {"description": _first_paragraph(wanted)}
    if wanted is Message:
        return described | _message(parts)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return described | {"enum": [member.value for member in wanted]}
    if attrs.has(wanted):
        return described | _object(wanted, parts)
    raise TypeError(f"{wanted} has no JSON form")


def _object(cls: type[attrs.AttrsInstance], parts: dict[str, Schema]) -> Schema:
    words = documented(cls)
    fields = attrs.fields(attrs.resolve_types(cls))
    return {
        "type": "object",
        "properties": {
            field.name: _of(field.type, parts)
            | ({"description": words[field.name]} if field.name in words else {})
            for field in fields
        },
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _message(parts: dict[str, Schema]) -> Schema:
    """`model.messages` in the words of JSON Schema."""
    value = {"$ref": "#/$defs/MessageValue"}
    marked = {"decimal": Decimal, "day": date, "at": datetime, "message": Message}
    parts["MessageValue"] = {
        "description": "What a hole of a message holds, marked with what it is.",
        "anyOf": [
            {"type": "string"},
            {"type": "integer"},
            {"type": "array", "items": value},
            *(_only({mark: _of(wanted, parts)}) for mark, wanted in marked.items()),
        ],
    }
    return _only({"text": {"type": "string"}}) | {
        "properties": {
            "text": {"type": "string"},
            "plural": {"type": "string"},
            "values": {"type": "object", "additionalProperties": value},
        },
    }


def _only(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _first_paragraph(wanted: Any) -> str:
    return " ".join(inspect.cleandoc(wanted.__doc__ or "").split("\n\n", 1)[0].split())

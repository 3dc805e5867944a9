"""A message as plain JSON: its sentence, and each value marked with what it is.

    {"text": "{n} weeks until {day}.", "values": {"n": 3, "day": {"day": "2026-03-31"}}}

Texts, whole numbers and lists stand as they are; a `decimal`, a `day`, a time (`at`) and a
`message` within a message stand in an object that names them.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from trialkit.errors import InvalidInput, Message, Place, Problem, Value
from trialkit.model.conversion import Plain
from trialkit.model.faults import shown, wrong_type, wrong_value
from trialkit.model.paths import ROOT
from trialkit.model.scalars import (
    day_read,
    decimal_read,
    decimal_written,
    text_read,
    time_read,
    time_written,
)

_KEYS: Final = ("text", "plural", "values")


def message_written(message: Message) -> dict[str, Plain]:
    """The plain form of `message`."""
    plain: dict[str, Plain] = {"text": message.text}
    if message.plural is not None:
        plain["plural"] = message.plural
    plain["values"] = {name: _value_written(value) for name, value in message.values.items()}
    return plain


def _value_written(value: Value) -> Plain:
    match value:
        case Decimal():
            return {"decimal": decimal_written(value)}
        case datetime():
            return {"at": time_written(value)}
        case date():
            return {"day": value.isoformat()}
        case Message():
            return {"message": message_written(value)}
        case tuple():
            return [_value_written(part) for part in value]
        case int():
            return int(value)
    return str(value)


def message_read(found: object, _type: object = None) -> Message:
    """The message that `message_written` wrote.

    Raises:
        InvalidInput: it isn't one.
    """
    if not isinstance(found, dict):
        raise wrong_type(
            Message("Found {found} where an object in braces is needed.", found=shown(found))
        )
    if unknown := [key for key in found if key not in _KEYS]:
        raise InvalidInput.of(_unknown(key) for key in unknown)
    text, plural = text_read(found.get("text")), found.get("plural")
    plain = found.get("values", {})
    if not isinstance(plain, dict):
        raise wrong_type(
            Message("Found {found} where an object in braces is needed.", found=shown(plain))
        )
    values = {text_read(name): _value_read(value) for name, value in plain.items()}
    if plural is None:
        return Message(text, **values)
    count = values.pop("n", None)
    if not isinstance(count, int):
        raise wrong_value(
            Message(
                "A sentence that counts needs a whole number {n}: {found}.",
                found=shown(found),
                n="n",
            )
        )
    return Message.counted(text, text_read(plural), n=count, **values)


def _unknown(key: object) -> Problem:
    return Problem(
        Message("Nothing here is called {key}.", key=str(key)),
        code="UNKNOWN_KEY",
        place=Place(field=ROOT),
    )


def _value_read(found: object) -> Value:
    if isinstance(found, dict):
        return _marked_read(found)
    if isinstance(found, list):
        return tuple(_value_read(part) for part in found)
    if type(found) is int:
        return found
    return text_read(found)


_MARKS: Final[Mapping[str, Callable[[object], Value]]] = {
    "decimal": decimal_read,
    "day": day_read,
    "at": time_read,
    "message": message_read,
}


def _marked_read(found: Mapping[object, object]) -> Value:
    if len(found) == 1:
        (mark, value), *_ = found.items()
        if mark in _MARKS:
            return _MARKS[cast(str, mark)](value)
    raise wrong_value(
        Message(
            "{found} is none of what may stand here: {choices}.",
            found=shown(found),
            choices=tuple(_MARKS),
        )
    )

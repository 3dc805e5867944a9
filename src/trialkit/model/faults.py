"""What is wrong with a document that was read: every fault, and the path that leads to it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.model.paths import ROOT, at_index, at_key

_SHOWN: Final = 40


def problems(error: Exception, file: str | None, path: str = ROOT) -> Iterator[Problem]:
    """Everything that one failed reading found wrong, each with its path from `path` down.

    Raises:
        Exception: `error` itself, where it isn't about the data that was read.
    """
    match error:
        case ClassValidationError() | IterableValidationError():
            for part in error.exceptions:
                yield from problems(part, file, path + _step(part))
        case ForbiddenExtraKeysError():
            for key in sorted(error.extra_fields, key=str):
                yield Problem(
                    Message("Nothing here is called {key}.", key=str(key)),
                    code="UNKNOWN_KEY",
                    place=Place(file=file, field=path + at_key(str(key))),
                )
        case KeyError():
            yield Problem(
                Message("This is needed, and it isn't there."),
                code="MISSING_KEY",
                place=Place(file=file, field=path),
            )
        case InvalidInput():
            for problem in error.problems:
                yield replace(problem, place=Place(file=file, field=path))
        case _:
            raise error


def _step(error: Exception) -> str:
    """The step from a container down to the part of it that is wrong."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return at_key(note.name)
        if isinstance(note, IterableValidationNote):
            if isinstance(note.index, int):
                return at_index(note.index)
            return at_key(str(note.index))
    return ""


def wrong_type(message: Message) -> InvalidInput:
    """What to raise where something of another kind was found than is needed."""
    return InvalidInput(message, code="WRONG_TYPE")


def wrong_value(message: Message) -> InvalidInput:
    """What to raise where the kind is right, and what was found can't be right all the same."""
    return InvalidInput(message, code="WRONG_VALUE")


def shown(found: object) -> str:
    """What was found, as it stands in the file, short enough for a sentence."""
    try:
        written = json.dumps(found, ensure_ascii=False)
    except (TypeError, ValueError):
        written = repr(found)
    return written if len(written) <= _SHOWN else f"{written[: _SHOWN - 1]}…"

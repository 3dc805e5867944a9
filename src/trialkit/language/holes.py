"""Fills the named holes of a sentence, and nothing more.

Not `str.format`: a hole can't reach into a value (`{day.year}`), a value's own braces stay as
they are, and a hole without a value stands as it is written instead of stopping the program.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_HOLE = re.compile(r"\{\{|\}\}|\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?P<form>[A-Za-z_]+))?\}")


@dataclass(frozen=True, slots=True)
class Hole:
    """A gap in a sentence.

    Attributes:
        name: of the value that belongs in it.
        form: how the value is to be written: `long`, `percent`, …; empty for the usual way.
        written: as it stands in the sentence.
    """

    name: str
    form: str
    written: str


def filled(text: str, values: Mapping[str, T], write: Callable[[T, str], str]) -> str:
    """`text` with its holes filled; `write(value, form)` words each value."""
    return "".join(
        part
        if isinstance(part, str)
        else write(values[part.name], part.form)
        if part.name in values
        else part.written
        for part in parts(text)
    )


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str | Hole, ...]:
    """The plain stretches and the holes of `text`, in order; doubled braces are single ones."""
    found: list[str | Hole] = []
    end = 0
    for match in _HOLE.finditer(text):
        found.append(text[end : match.start()])
        found.append(
            Hole(match["name"], match["form"] or "", match[0]) if match["name"] else match[0][0]
        )
        end = match.end()
    found.append(text[end:])
    return tuple(part for part in found if part)

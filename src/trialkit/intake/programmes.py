"""A programme and its areas, as a centre hands them to every region: one TOML file."""

import tomllib
from datetime import date
from pathlib import Path

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.model.conversion import from_plain
from trialkit.model.settings import Area, Programme


@attrs.frozen(kw_only=True)
class Frame:
    """What such a file says.

    Attributes:
        programme: the funded frame.
        areas: all areas.
    """

    programme: Programme = attrs.field(factory=Programme)
    areas: tuple[Area, ...] = ()


def read_programme(path: Path) -> Frame:
    """The programme and areas that a TOML file describes.

    Raises:
        InvalidInput: the file can't be read, or says something that doesn't fit; every fault
            is named with its path.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise InvalidInput(
            Message("The file {file} can't be read.", file=str(path)), code="NO_FILE"
        ) from fault
    except tomllib.TOMLDecodeError as fault:
        raise InvalidInput(
            Message("This is not finished TOML: {reason}", reason=str(fault)),
            code="NOT_TOML",
            place=Place(file=path.name),
        ) from fault
    return from_plain(Frame, _plain(data), file=path.name)


def _plain(value: object) -> object:
    """TOML's own days as the text that JSON would have."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(part) for key, part in value.items()}
        case list():
            return [_plain(part) for part in value]
    return value

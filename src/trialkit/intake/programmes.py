"""A programme and its areas, as a centre hands them to every region: one TOML file."""

from datetime import date
from pathlib import Path

import attrs

from trialkit.intake.toml_files import read_toml
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
    return from_plain(Frame, _plain(read_toml(path)), file=path.name)


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

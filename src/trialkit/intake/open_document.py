"""What an OpenDocument worksheet says of its cells beyond their values.

LibreOffice stores 15 % as 0.15 and says beside it that it is per cent; calamine gives the 0.15.
"""

import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from trialkit.intake.package_parts import PER_CENT

CONTENT: Final = "content.xml"

_MOST_BYTES: Final = 1 << 30
_MOST: Final = 1 << 14
"""Times that one cell is repeated at most: beyond, it is a style of a whole row or column."""


def looks_in(package: zipfile.ZipFile, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Row, from 1 → column, from 0 → `%`, or the code of the currency that the cell shows.

    Raises:
        KeyError, expat.ExpatError: the package isn't as an ODS should be, or is too large.
    """
    if package.getinfo(CONTENT).file_size > _MOST_BYTES:
        raise KeyError(CONTENT)
    reader = _Reader(sheet)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    with package.open(CONTENT) as xml:
        parser.ParseFile(xml)
    return reader.found


class _Reader:
    """Counts rows and cells, of which equal ones are written once with a number."""

    def __init__(self, sheet: str) -> None:
        self.found: dict[int, dict[int, str]] = {}
        self._sheet = sheet
        self._inside = False
        self._row = 1
        self._repeated = 1
        self._column = 0
        self._looks: dict[int, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._inside = attributes.get("table:name") == self._sheet
                self._row = 1
            case "table:table-row" if self._inside:
                self._repeated = _times(attributes, "rows")
                self._column = 0
                self._looks = {}
            case "table:table-cell" | "table:covered-table-cell" if self._inside:
                self._cell(attributes)

    def end(self, tag: str) -> None:
        match tag:
            case "table:table":
                self._inside = False
            case "table:table-row" if self._inside:
                if self._looks:
                    for row in range(self._row, self._row + min(self._repeated, _MOST)):
                        self.found[row] = self._looks
                self._row += self._repeated

    def _cell(self, attributes: dict[str, str]) -> None:
        repeated = _times(attributes, "columns")
        match attributes.get("office:value-type"):
            case "percentage":
                look = PER_CENT
            case "currency":
                look = attributes.get("office:currency", "")
            case _:
                look = ""
        if look:
            columns = range(self._column, self._column + min(repeated, _MOST))
            self._looks.update(dict.fromkeys(columns, look))
        self._column += repeated


def _times(attributes: Mapping[str, str], what: str) -> int:
    written = attributes.get(f"table:number-{what}-repeated", "1")
    return int(written) if written.isascii() and written.isdecimal() else 1

"""What an OpenDocument worksheet says of its cells beyond their values.

LibreOffice stores 15 % as 0.15 and says beside it that it is per cent; calamine gives the 0.15.
"""

import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from trialkit.intake.cells import Blunder
from trialkit.intake.package_parts import PER_CENT, local

CONTENT: Final = "content.xml"

_MOST_BYTES: Final = 1 << 30
_MOST: Final = 1 << 14
"""Times that one cell is repeated at most: beyond, it is a style of a whole row or column."""
_ERRORS: Final = ("#", "Err:")

Corners = tuple[tuple[int, int], tuple[int, int]]
"""First row and column, last row and column, counted from 0."""


class OpenDocument:
    """Goes through the cells of one sheet of an OpenDocument spreadsheet.

    Attributes:
        cells: row, from 1 → column, from 0 → `%`, a currency, or what is wrong with the cell.
        hidden: rows that aren't shown, from 1.
        merged: cells merged over several rows.
    """

    def __init__(self, sheet: str) -> None:
        self.cells: dict[int, dict[int, str | Blunder]] = {}
        self.hidden: list[int] = []
        self.merged: list[Corners] = []
        self._sheet = sheet
        self._inside = False
        self._row = 0
        self._rows = 1
        self._column = 0
        self._cell: dict[str, str] = {}
        self._text: list[str] | None = None

    def read(self, package: zipfile.ZipFile) -> None:
        """Keep what the sheet tells.

        Raises:
            KeyError, expat.ExpatError: the package isn't as an ODS should be, or is too large.
        """
        if package.getinfo(CONTENT).file_size > _MOST_BYTES:
            raise KeyError(CONTENT)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        with package.open(CONTENT) as xml:
            parser.ParseFile(xml)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "table":
                self._inside = attributes.get("table:name") == self._sheet
                self._row = 0
            case "table-row" if self._inside:
                self._rows = _times(attributes, "rows-repeated")
                self._column = 0
                if attributes.get("table:visibility") in {"collapse", "filter"}:
                    first = self._row + 1
                    self.hidden += range(first, first + min(self._rows, _MOST))
            case "table-cell" | "covered-table-cell" if self._inside:
                self._cell, self._text = attributes, []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        match local(tag):
            case "table":
                self._inside = False
            case "table-row" if self._inside:
                self._row += self._rows
            case "table-cell" | "covered-table-cell" if self._inside:
                self._keep(_times(self._cell, "columns-repeated"))
                self._text = None

    def _keep(self, columns: int) -> None:
        if look := self._look():
            looks = dict.fromkeys(range(self._column, self._column + min(columns, _MOST)), look)
            for row in range(self._row + 1, self._row + 1 + min(self._rows, _MOST)):
                self.cells.setdefault(row, {}).update(looks)
        deep = _times(self._cell, "rows-spanned")
        if deep > 1:
            wide = _times(self._cell, "columns-spanned")
            last = (self._row + deep - 1, self._column + wide - 1)
            self.merged.append(((self._row, self._column), last))
        self._column += columns

    def _look(self) -> str | Blunder | None:
        shown = "".join(self._text or ())
        kind = self._cell.get("office:value-type")
        failed = "table:formula" in self._cell and shown.startswith(_ERRORS)
        if failed or self._cell.get("calcext:value-type") == "error":
            return Blunder(shown or "#", computed=True)
        if kind == "percentage":
            return PER_CENT
        return self._cell.get("office:currency") if kind == "currency" else None


def _times(attributes: Mapping[str, str], what: str) -> int:
    written = attributes.get(f"table:number-{what}", "1")
    return int(written) if written.isascii() and written.isdecimal() else 1

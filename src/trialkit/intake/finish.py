"""What a workbook says of its cells beyond their values.

Whoever types “15 %” or “1 200 kr” into Excel stores 0.15 or 1200 with a format, and calamine gives
the number without it. An error such as `#DIV/0!`, and a formula that nobody ever worked out, come
from it as empty cells. Read so, figures would be a hundredth of what the person saw, in the wrong
currency, or missing where something is wrong.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.cells import Blunder, column_number
from trialkit.intake.open_document import CONTENT, Corners, OpenDocument
from trialkit.intake.package_parts import local, looks, never_computed, sheet_part

_BLOCK: Final = 1 << 20
_MOST_BYTES: Final = 1 << 30
_MOST_CELLS: Final = 16_000_000
"""Calamine keeps every cell between the first and the last one in memory, empty ones too."""
_ROW: Final = re.compile(rb"row [^>]*?\br=\"(\d{1,7})\"")
_WIDE: Final = re.compile(rb" r=\"([A-Z]{2,3})\d")
_ADDRESS: Final = re.compile(r"([A-Z]+)(\d+)")
_TELLING: Final = (b't="e"', b"</f>", b":f>", b"<f ", b":f ", b'hidden="1"', b'hidden="true"')
"""What stands in the XML of a sheet with an error, a formula or a hidden row."""


@attrs.frozen(kw_only=True)
class Finish:
    """How a worksheet looks.

    Attributes:
        cells: row, from 1 → column, from 0 → `%`, the currency shown beside the number, or what
            is wrong with the cell.
        hidden: rows that aren't shown, from 1.
        merged: cells merged over several rows, where calamine doesn't tell them.
    """

    cells: Mapping[int, Mapping[int, str | Blunder]] = attrs.field(factory=dict)
    hidden: tuple[int, ...] = ()
    merged: tuple[Corners, ...] = ()


PLAIN: Final = Finish()


def finish_of(path: Path, sheet: str) -> Finish:
    """How a worksheet looks; `PLAIN` where the file is neither XLSX nor ODS.

    The sheet's XML is first only searched: most have nothing to tell, and aren't parsed.

    Raises:
        InvalidInput: the sheet reaches further than can be read (TOO_LARGE).
    """
    try:
        with zipfile.ZipFile(path) as package:
            if CONTENT in package.namelist():
                return _of_open_document(package, sheet)
            part = sheet_part(package, sheet)
            if package.getinfo(part).file_size > _MOST_BYTES:
                raise too_large(path, sheet)
            styles = looks(package)
            if not _tells(package, part, styles, path, sheet):
                return PLAIN
            reader = _Reader(styles, uncomputed_zeros=never_computed(package))
            with package.open(part) as xml:
                reader.read(xml)
            return Finish(cells=reader.cells, hidden=tuple(reader.hidden))
    except (zipfile.BadZipFile, KeyError, expat.ExpatError, NotImplementedError, RuntimeError):
        # Calamine says what is wrong with the file, if anything is.
        return PLAIN


def _of_open_document(package: zipfile.ZipFile, sheet: str) -> Finish:
    reader = OpenDocument(sheet)
    reader.read(package)
    return Finish(cells=reader.cells, hidden=tuple(reader.hidden), merged=tuple(reader.merged))


def _tells(
    package: zipfile.ZipFile, part: str, styles: Mapping[str, str], path: Path, sheet: str
) -> bool:
    """Whether anything in the sheet looks other than its value.

    Raises:
        InvalidInput: the sheet reaches further than can be read (TOO_LARGE).
    """
    telling = (*_TELLING, *(f' s="{number}"'.encode() for number in styles))
    told, last, widest = False, 0, 0
    for block in _blocks(package, part):
        told = told or any(each in block for each in telling)
        row = _ROW.match(block, max(block.rfind(b"<row "), block.rfind(b":row ")) + 1)
        wide = set(_WIDE.findall(block))
        last = max(last, int(row[1]) if row else 0)
        widest = max([widest, *(column_number(letters.decode()) for letters in wide)])
        if (last + 1) * (widest + 1) > _MOST_CELLS:
            raise too_large(path, sheet)
    return told


def _blocks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in blocks, each with the beginning of the next one's first tag."""
    with package.open(part) as xml:
        rest = b""
        while block := xml.read(_BLOCK):
            cut = block.rfind(b"<") if len(block) == _BLOCK else len(block)
            yield rest + block[:cut]
            rest = block[cut:]
        yield rest


class _Reader:
    """Goes through the cells of a sheet's XML."""

    def __init__(self, styles: Mapping[str, str], *, uncomputed_zeros: bool) -> None:
        self.cells: dict[int, dict[int, str | Blunder]] = {}
        self.hidden: list[int] = []
        self._styles = styles
        self._uncomputed = {"", "0"} if uncomputed_zeros else {""}
        self._cell: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        self._text: list[str] | None = None

    def read(self, xml: IO[bytes]) -> None:
        """Keep what the sheet tells."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(xml)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "c":
                self._cell, self._texts = attributes, {}
            case "f" | "v" as part:
                self._text = self._texts[part] = []
            case "row" if attributes.get("hidden") in {"1", "true"} and "r" in attributes:
                self.hidden.append(int(attributes["r"]))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        match local(tag):
            case "c":
                self._keep()
            case "f" | "v":
                self._text = None

    def _keep(self) -> None:
        look = self._blunder() or self._styles.get(self._cell.get("s", ""))
        found = _ADDRESS.fullmatch(self._cell.get("r", "")) if look else None
        if look and found:
            row = self.cells.setdefault(int(found[2]), {})
            row[column_number(found[1])] = look

    def _blunder(self) -> Blunder | None:
        value = "".join(self._texts.get("v", ()))
        kind = self._cell.get("t")
        if kind == "e":
            return Blunder(value or "#", computed=True)
        # A formula that comes to an empty text is worked out: its cell is empty.
        if "f" in self._texts and kind != "str" and value in self._uncomputed:
            return Blunder("=" + ("".join(self._texts["f"])[:40] or "…"), computed=False)
        return None


def too_large(path: Path, sheet: str | None) -> InvalidInput:
    """The error for a sheet with a cell too far from the others."""
    return InvalidInput(
        Message("The sheet reaches further than can be read."),
        code="TOO_LARGE",
        place=Place(file=path.name, field=sheet),
        remedy=Message(
            "Press Ctrl+End in it: what stands far from the table is often there by mistake. "
            "Delete it, or save the sheet as CSV."
        ),
    )

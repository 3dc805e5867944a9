"""The parts of an XLSX package: which one holds a worksheet, and how its numbers are shown."""

import re
import zipfile
from collections.abc import Callable, Mapping
from posixpath import join, normpath
from typing import Final
from xml.parsers import expat

from trialkit.intake.currencies import currencies

PER_CENT: Final = "%"

_PER_CENT_FORMATS: Final = ("9", "10")
"""Excel's own number formats `0%` and `0.00%`."""
_MOST: Final = 16 << 20
"""Bytes; a file of styles larger than this is no honest one, and isn't looked into."""
_SIGN: Final = re.compile(r"\[\$(?P<sign>[^\]-]+)(?:-(?P<place>[0-9A-Fa-f]+))?\]")
_BARE: Final = re.compile(r"[€£¥$₽₺₹₩₪₴฿]")
_CROWNS: Final[Mapping[int, str]] = {0x1D: "SEK", 0x14: "NOK", 0x06: "DKK", 0x0F: "ISK"}
"""The language in the last byte of a format's place → whose crowns these are."""


def looks(package: zipfile.ZipFile) -> Mapping[str, str]:
    """Number of a style, as cells name it → `%`, or the currency shown beside their number.

    Raises:
        KeyError, expat.ExpatError: the package isn't as an XLSX should be.
    """
    formats = dict.fromkeys(_PER_CENT_FORMATS, PER_CENT)
    cells: list[str] = []
    within: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "numFmt" and (look := _look(attributes.get("formatCode", ""))):
            formats[attributes["numFmtId"]] = look
        elif tag == "xf" and within and within[-1] == "cellXfs":
            cells.append(attributes.get("numFmtId", "0"))
        within.append(tag)

    parse(_part(package, "xl/styles.xml"), start, lambda _tag: within.pop())
    return {str(at): formats[number] for at, number in enumerate(cells) if number in formats}


def _look(code: str) -> str | None:
    """What a number format shows beside the number: per cent, a currency, or neither."""
    shown = code.split(";")[0]
    if sign := _SIGN.search(shown):
        return _currency(sign["sign"].strip(), int(sign["place"] or "0", 16))
    for quoted in re.findall(r'"([^"]*)"', shown):
        if currencies(quoted):
            return str(quoted).strip()
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]', "", shown)
    if PER_CENT in bare:
        return PER_CENT
    found = _BARE.search(bare)
    return found[0] if found else None


def _currency(sign: str, place: int) -> str | None:
    meant = currencies(sign)
    whose = _CROWNS.get(place & 0xFF)
    if whose in meant:
        return whose
    return sign if meant else None


def sheet_part(package: zipfile.ZipFile, sheet: str) -> str:
    """The name, within the package, of the part that holds this worksheet.

    Raises:
        KeyError, expat.ExpatError: the package isn't as an XLSX should be.
    """
    relation = ""
    targets: dict[str, str] = {}

    def sheets(tag: str, attributes: dict[str, str]) -> None:
        nonlocal relation
        if local(tag) == "sheet" and attributes.get("name") == sheet:
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")

    def relations(_tag: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes:
            targets[attributes["Id"]] = attributes.get("Target", "")

    parse(_part(package, "xl/workbook.xml"), sheets)
    parse(_part(package, "xl/_rels/workbook.xml.rels"), relations)
    return normpath(join("/xl", targets[relation])).lstrip("/")


def never_computed(package: zipfile.ZipFile) -> bool:
    """Whether the program that wrote the workbook left all formulas to whoever opens it."""
    return re.search(rb"fullCalcOnLoad=.(?:1|true)", _part(package, "xl/workbook.xml")) is not None


def parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
) -> None:
    """Go through a small part of the package."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(xml, True)


def local(tag: str) -> str:
    """A tag without the prefix that some programs write."""
    return tag.rpartition(":")[2]


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    if package.getinfo(name).file_size > _MOST:
        raise KeyError(name)
    return package.read(name)

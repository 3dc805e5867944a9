"""Which cells of a worksheet are shown as per cent.

Whoever types “15 %” into Excel stores 0.15 with a format, and calamine gives the 0.15 without it.
Read as typed, it would be a hundredth of what the person saw.
"""

import re
import zipfile
from pathlib import Path
from posixpath import join, normpath
from typing import Final
from xml.parsers import expat

_BUILT_IN: Final = {"9", "10"}
"""Excel's own number formats `0%` and `0.00%`."""

_MOST_STYLES: Final = 16 << 20
"""Bytes; a file of styles larger than this is no honest one, and isn't looked into."""


def percent_cells(path: Path, sheet: str) -> frozenset[tuple[int, int]]:
    """Row (from 1) and column (from 0) of the cells shown as per cent.

    Empty where the workbook has no such format, which is found out without reading the sheet,
    and where the file isn't an XLSX: an old .xls keeps its formats elsewhere.
    """
    try:
        with zipfile.ZipFile(path) as package:
            styles = _percent_styles(_part(package, "xl/styles.xml"))
            if not styles:
                return frozenset()
            return _cells_in(package, _sheet_part(package, sheet), styles)
    except (zipfile.BadZipFile, KeyError, expat.ExpatError):
        return frozenset()


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    if package.getinfo(name).file_size > _MOST_STYLES:
        raise KeyError(name)
    return package.read(name)


def _percent_styles(styles: bytes) -> frozenset[str]:
    """The style numbers, as cells name them, whose number format has a per cent sign."""
    formats = set(_BUILT_IN)
    found: list[str] = []
    within: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes["numFmtId"])
        elif tag == "xf" and within and within[-1] == "cellXfs":
            found.append(attributes.get("numFmtId", "0"))
        within.append(tag)

    def end(_tag: str) -> None:
        within.pop()

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(styles, True)
    return frozenset(str(at) for at, number in enumerate(found) if number in formats)


def _sheet_part(package: zipfile.ZipFile, sheet: str) -> str:
    """The name, within the package, of the part that holds this worksheet."""
    relation = ""
    targets: dict[str, str] = {}

    def sheets(tag: str, attributes: dict[str, str]) -> None:
        nonlocal relation
        if tag.rpartition(":")[2] == "sheet" and attributes.get("name") == sheet:
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")

    def relations(_tag: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes:
            targets[attributes["Id"]] = attributes.get("Target", "")

    for name, handler in (("workbook.xml", sheets), ("_rels/workbook.xml.rels", relations)):
        parser = expat.ParserCreate()
        parser.StartElementHandler = handler
        parser.Parse(_part(package, f"xl/{name}"), True)
    return normpath(join("/xl", targets[relation])).lstrip("/")


def _cells_in(
    package: zipfile.ZipFile, part: str, styles: frozenset[str]
) -> frozenset[tuple[int, int]]:
    found: set[tuple[int, int]] = set()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("s") in styles and tag.rpartition(":")[2] == "c":
            found.add(_address(attributes["r"]))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with package.open(part) as xml:
        parser.ParseFile(xml)
    return frozenset(found)


def _address(written: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", written)
    if match is None:
        raise KeyError(written)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1

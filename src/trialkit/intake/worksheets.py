"""Worksheets of an Excel (or LibreOffice) workbook as rows of cells."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from trialkit.errors import InvalidInput, Message, NotFound, Place
from trialkit.intake.cells import Blunder, Cell, Merged, Money, Percent, Row, is_word
from trialkit.intake.finish import Finish, finish_of, too_large
from trialkit.intake.open_document import Corners
from trialkit.intake.package_parts import PER_CENT

_EXACT: Final = 10**15
"""Spreadsheets keep fifteen digits; beyond them a whole number isn't exact."""
_LIMIT: Final = "Cell limit exceeded"
"""What calamine says of a LibreOffice sheet that reaches too far; of others it says nothing."""

Spans = Mapping[int, Mapping[int, tuple[int, int]]]
"""Row, from 1 → column, from 0 → first and last row of the merged cell that covers it."""


@attrs.frozen(kw_only=True)
class Worksheet:
    """One worksheet.

    Attributes:
        name: as on its tab.
        rows: those with anything in them, top to bottom; they can be gone through once.
        hidden_rows: rows that it doesn't show, counted from 1.
    """

    name: str
    rows: Iterator[Row]
    hidden_rows: tuple[int, ...]


def worksheets(path: Path, *, sheet: str | None = None) -> Iterator[Worksheet]:
    """Each visible worksheet, or the one named `sheet`.

    Formulas count as what they last came to; macros are never run.

    Raises:
        NotFound: no worksheet has this name (NO_SHEET).
        InvalidInput: the workbook is damaged (BROKEN_FILE), protected (PASSWORD), or a sheet of
            it reaches further than can be read (TOO_LARGE).
    """
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            names = [each.name for each in _tables(workbook) if _shown(each) or each.name == sheet]
            if sheet is not None and sheet not in names:
                raise _no_sheet(path, sheet, names)
            for name in [sheet] if sheet is not None else names:
                finish = finish_of(path, name)
                rows = _rows(workbook.get_sheet_by_name(name), finish)
                yield Worksheet(name=name, rows=rows, hidden_rows=finish.hidden)
    except PasswordError:
        raise _protected(path) from None
    except CalamineError as fault:
        if _LIMIT in str(fault):
            raise too_large(path, sheet) from fault
        raise InvalidInput(
            Message("The file is damaged, or no Excel workbook."),
            code="BROKEN_FILE",
            place=Place(file=path.name),
            remedy=Message("Open it in Excel, save it again as .xlsx, and give that file."),
        ) from fault


def hidden_worksheets(path: Path) -> tuple[str, ...]:
    """The names of the worksheets that a readable workbook doesn't show."""
    with CalamineWorkbook.from_path(path) as workbook:
        return tuple(each.name for each in _tables(workbook) if not _shown(each))


def _tables(workbook: CalamineWorkbook) -> Iterator[SheetMetadata]:
    return (each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet)


def _shown(sheet: SheetMetadata) -> bool:
    return sheet.visible == SheetVisibleEnum.Visible


def _rows(sheet: CalamineSheet, finish: Finish) -> Iterator[Row]:
    left = sheet.start[1] if sheet.start else 0
    padding: list[Cell] = [""] * left
    spans = _spans(sheet.merged_cell_ranges or finish.merged)
    above: list[Cell] = []
    number = 0
    for number, found in enumerate(sheet.iter_rows(), start=1):
        cells = padding + [_cell(value) for value in found]
        if number in finish.cells:
            _finished(cells, finish.cells[number])
        if number in spans:
            _spread(cells, above, number, spans[number])
        above = cells
        if any(cell != "" for cell in cells):
            yield Row(number, cells)
    for below in sorted(row for row in finish.cells if row > number):
        cells = []
        _finished(cells, finish.cells[below])
        if any(cell != "" for cell in cells):
            yield Row(below, cells)


def _cell(value: Any) -> Cell:  # calamine's own union, narrowed here
    match value:
        case str():
            return value.strip()
        case bool():
            return "true" if value else "false"
        case float():
            if value.is_integer() and abs(value) < _EXACT:
                return int(value)
            return Decimal(f"{value:.15g}")
        case datetime():
            return value.date() if value.time() == time() else value
        case int() | date():
            return value
    return str(value)


def _finished(cells: list[Cell], looks: Mapping[int, str | Blunder]) -> None:
    """Turn the cells into what the person sees in them."""
    for column, look in looks.items():
        if isinstance(look, Blunder):
            # Calamine gives an empty cell, or none at all.
            cells += [""] * (column + 1 - len(cells))
            cells[column] = look
        elif column < len(cells) and isinstance(cell := cells[column], int | Decimal):
            cells[column] = _percent(cell) if look == PER_CENT else Money(Decimal(cell), look)


def _percent(cell: int | Decimal) -> Percent:
    shown = Decimal(cell) * 100
    return Percent(shown.quantize(Decimal(1)) if shown % 1 == 0 else shown.normalize())


def _spans(merged: Iterable[Corners]) -> Spans:
    """The cells that are merged over several rows."""
    spans: dict[int, dict[int, tuple[int, int]]] = {}
    for (first, left), (last, right) in merged:
        for row in range(first, last + 1) if last > first else ():
            for column in range(left, right + 1):
                spans.setdefault(row + 1, {})[column] = (first + 1, last + 1)
    return spans


def _spread(
    cells: list[Cell], above: list[Cell], number: int, spans: Mapping[int, tuple[int, int]]
) -> None:
    """Give each row what stands in a merged cell: a word or a day as it is, a number marked."""
    for column, (first, last) in spans.items():
        source = cells if number == first else above
        cell = source[column] if column < len(source) else ""
        if column >= len(cells):
            continue
        if isinstance(cell, int | Decimal | Percent | Money) or (
            isinstance(cell, str) and cell != "" and not is_word(cell)
        ):
            cell = Merged(cell, first, last)
        cells[column] = cell


def _no_sheet(path: Path, wanted: str, names: list[str]) -> NotFound:
    return NotFound(
        Message("There is no sheet “{sheet}”.", sheet=wanted),
        code="NO_SHEET",
        place=Place(file=path.name),
        remedy=Message("It has: {sheets}.", sheets=tuple(names)),
    )


def _protected(path: Path) -> InvalidInput:
    return InvalidInput(
        Message("The file is protected with a password."),
        code="PASSWORD",
        place=Place(file=path.name),
        remedy=Message("Take the password off in Excel and save the file."),
    )

"""Worksheets of an Excel (or LibreOffice) workbook as rows of cells."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from trialkit.errors import InvalidInput, Message, NotFound, Place
from trialkit.intake.cells import Cell, Percent, Row
from trialkit.intake.percent_cells import percent_cells

_EXACT: Final = 10**15
"""Spreadsheets keep fifteen digits; beyond them a whole number isn't exact."""


def worksheets(path: Path, *, sheet: str | None = None) -> Iterator[tuple[str, Iterator[Row]]]:
    """Name and rows of each visible worksheet, or of the one named `sheet`.

    Formulas count as what they last came to; macros are never run.

    Raises:
        NotFound: no worksheet has this name (NO_SHEET).
        InvalidInput: the workbook is damaged (BROKEN_FILE) or protected (PASSWORD).
    """
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            names = [
                found.name
                for found in workbook.sheets_metadata
                if found.typ == SheetTypeEnum.WorkSheet
                and (found.visible == SheetVisibleEnum.Visible or found.name == sheet)
            ]
            if sheet is not None and sheet not in names:
                raise _no_sheet(path, sheet, names)
            for name in [sheet] if sheet is not None else names:
                shown = percent_cells(path, name)
                yield name, _rows(workbook.get_sheet_by_name(name), shown)
    except PasswordError:
        raise _protected(path) from None
    except CalamineError as fault:
        raise InvalidInput(
            Message("The file is damaged, or no Excel workbook."),
            code="BROKEN_FILE",
            place=Place(file=path.name),
            remedy=Message("Open it in Excel, save it again as .xlsx, and give that file."),
        ) from fault


def _rows(sheet: CalamineSheet, shown_as_percent: Collection[tuple[int, int]]) -> Iterator[Row]:
    left = sheet.start[1] if sheet.start else 0
    padding: list[Cell] = [""] * left
    for number, found in enumerate(sheet.iter_rows(), start=1):
        cells = padding + [_cell(value) for value in found]
        if all(cell == "" for cell in cells):
            continue
        if shown_as_percent:
            cells = [
                _percent(cell) if (number, column) in shown_as_percent else cell
                for column, cell in enumerate(cells)
            ]
        yield Row(number, cells)


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


def _percent(cell: Cell) -> Cell:
    if isinstance(cell, int | Decimal):
        shown = Decimal(cell) * 100
        return Percent(shown.quantize(Decimal(1)) if shown % 1 == 0 else shown.normalize())
    return cell


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

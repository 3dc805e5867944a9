"""Rows out, as CSV or XLSX, in a way no spreadsheet can mistake for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.intake.saving import save

Written = str | int | Decimal | date | datetime | bool | None
"""What a cell may hold. Times are written without their zone: spreadsheets know none."""

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Written]],
    *,
    sheet: str = "TrialKit",
) -> None:
    """Write a table of rows; the file's ending says as what.

    XLSX is for people: numbers are numbers, days are days, the headings stay in sight. CSV is
    for programs: UTF-8 with a BOM, commas, decimal points, ISO dates.

    Args:
        path: `….xlsx` or `….csv`; a file that is there is replaced in one step.
        headings: one a column.
        rows: cells in the same order; None is an empty cell.
        sheet: the worksheet's name.

    Raises:
        InvalidInput: another ending (UNKNOWN_ENDING), or the file is open (FILE_OPEN).
        NotFound: the folder isn't there (NO_FOLDER).
    """
    match path.suffix.casefold():
        case ".xlsx":
            from trialkit.intake.workbook import xlsx_bytes

            save(path, xlsx_bytes(headings, rows, sheet=sheet))
        case ".csv":
            save(path, csv_bytes(headings, rows))
        case _:
            raise InvalidInput(
                Message("{file} ends in neither .xlsx nor .csv.", file=path.name),
                code="UNKNOWN_ENDING",
                remedy=Message("Write the file's name with one of these endings."),
            )


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[Written]], *, delimiter: str = ","
) -> bytes:
    """The table as CSV. A semicolon opens in columns in a Finnish or Swedish Excel."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([neutral(heading) for heading in headings])
    writer.writerows([neutral(c) if isinstance(c, str) else plain(c) for c in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def neutral(text: str) -> str:
    """`text` so that a spreadsheet that opens a CSV shows it instead of running it.

    >>> neutral("=1+1"), neutral("+358 8 123"), neutral("14")
    ("'=1+1", "'+358 8 123", '14')
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def original(text: str) -> str:
    """What was there before `neutral`.

    >>> original(neutral("=1+1")), original("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS_A_FORMULA) else text


def plain(cell: Written) -> str:
    """A cell's value as a program reads it: decimal point, ISO date, `true` and `false`."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return cell.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        case date():
            return cell.isoformat()
    return str(cell)

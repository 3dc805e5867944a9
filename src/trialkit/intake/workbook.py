"""Excel workbooks. Apart from `sheets`, since loading XlsxWriter takes its time."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from trialkit.intake.sheets import Written, plain

_A_FIXED_DAY: Final = datetime(2026, 1, 1)  # noqa: DTZ001  # equal rows give equal bytes
_WIDEST: Final = 60


@contextmanager
def new_workbook(content: io.BytesIO) -> Iterator[Workbook]:
    """A workbook that takes text as text, whatever it starts with; written at the end."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as workbook:
        workbook.set_properties({"created": _A_FIXED_DAY})
        yield workbook


def xlsx_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[Written]], *, sheet: str = "TrialKit"
) -> bytes:
    """The table as an Excel workbook of one worksheet."""
    content = io.BytesIO()
    with new_workbook(content) as workbook:
        formats = {
            date: workbook.add_format({"num_format": "d.m.yyyy"}),
            datetime: workbook.add_format({"num_format": "d.m.yyyy hh:mm"}),
            Decimal: workbook.add_format({"num_format": "#,##0.00########"}),
            int: workbook.add_format({"num_format": "0"}),
        }
        page = workbook.add_worksheet(sheet_name(sheet))
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, bold)
        page.freeze_panes(1, 0)
        widths = [len(heading) for heading in headings]
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write_cell(page, last, column, cell, formats)
                if column < len(widths):
                    widths[column] = max(widths[column], _width(cell))
        for column, width in enumerate(widths):
            page.set_column(column, column, min(width, _WIDEST) + 2)
        if headings:
            page.autofilter(0, 0, last, len(headings) - 1)
    return content.getvalue()


def sheet_name(wanted: str) -> str:
    r"""A worksheet's name that Excel takes: at most 31 characters, none of `[]:*?/\`."""
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in wanted)
    return kept.strip("' ")[:31].strip("' ") or "TrialKit"


def _write_cell(
    page: Worksheet, row: int, column: int, cell: Written, formats: Mapping[type, Format]
) -> None:
    match cell:
        case None:
            return
        case str():
            page.write_string(row, column, cell)
        case bool():
            page.write_boolean(row, column, cell)
        case datetime():
            page.write_datetime(row, column, cell.replace(tzinfo=None), formats[datetime])
        case date():
            page.write_datetime(row, column, cell, formats[date])
        case Decimal() if cell % 1:
            page.write_number(row, column, cell, formats[Decimal])
        case _:
            page.write_number(row, column, cell, formats[int])


def _width(cell: Written) -> int:
    return max((len(line) for line in plain(cell).splitlines()), default=0)

"""A worksheet to write on: cells by row and column, each with its look."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from trialkit.intake.forms.sums import Computed

Look = Mapping[str, object]
"""Properties of a cell, as XlsxWriter names them."""

TITLE: Final[Look] = {"bold": True, "font_size": 14}
TEXT: Final[Look] = {}
SMALL: Final[Look] = {"font_size": 8, "font_color": "#595959"}
HEADING: Final[Look] = {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"}
OPEN: Final[Look] = {"bg_color": "#FFF6CC", "border": 1, "locked": False}
"""Yellow and framed: to be filled in."""

CLOSED: Final[Look] = {"pattern": 14, "fg_color": "#D9D9D9", "bg_color": "#FFFFFF"}
"""Striped and without a frame, so that nobody needs to tell colours apart."""

KNOWN: Final[Look] = {"bg_color": "#EDEDED", "border": 4}
"""Grey: known from elsewhere, and not to be changed here."""

A4: Final = 9


class Paper:
    """One worksheet; looks are made once each."""

    def __init__(self, workbook: Workbook, name: str) -> None:
        self.page: Worksheet = workbook.add_worksheet(name)
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, *looks: Look) -> Format:
        """The format that these properties make together; later ones win."""
        whole = {key: value for each in looks for key, value in each.items()}
        key = tuple(sorted(whole.items(), key=lambda item: item[0]))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(whole)
        return self._formats[key]

    def text(self, row: int, column: int, text: str, *looks: Look) -> None:
        """Write text, whatever it starts with."""
        self.page.write_string(row, column, text, self.look(*looks))

    def figure(self, row: int, column: int, value: Decimal | None, *looks: Look) -> None:
        """Write a number, or a cell that waits for one."""
        if value is None:
            self.page.write_blank(row, column, None, self.look(*looks))
        else:
            self.page.write_number(row, column, value, self.look(*looks))

    def computed(self, row: int, column: int, cell: Computed, *looks: Look) -> None:
        """Write a formula with what it comes to now, for those who only look at the file."""
        value = "" if cell.value is None else cell.value
        self.page.write_formula(row, column, cell.formula, self.look(*looks), value)

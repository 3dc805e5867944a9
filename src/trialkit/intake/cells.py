"""What stands in the cells of a table, whichever kind of file it came from."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

_BEGINS_LIKE_A_NUMBER: Final = re.compile(r"['(+\-−]?\s*\d")


@attrs.frozen
class Percent:
    """A number that the worksheet shows as per cent.

    Attributes:
        shown: the number as the person sees it: 15 for “15 %”.
    """

    shown: Decimal

    def __str__(self) -> str:
        return f"{self.shown:f} %"


Cell = str | int | Decimal | date | Percent
"""An empty cell is "". A CSV's cells are all text; text has no outer space. A `datetime` is a
`date` too."""


@attrs.frozen
class Row:
    """One row with something in it.

    Attributes:
        number: the row as a spreadsheet counts it, from 1.
        cells: from the first column on.
    """

    number: int
    cells: Sequence[Cell]

    def at(self, column: int) -> Cell:
        """The cell in this column, counted from 0; "" beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""


def is_word(cell: Cell) -> bool:
    """Whether the cell holds text that doesn't begin like a number or a day."""
    return isinstance(cell, str) and cell != "" and not _BEGINS_LIKE_A_NUMBER.match(cell)


def column_letters(column: int) -> str:
    """A column's name in a spreadsheet.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters

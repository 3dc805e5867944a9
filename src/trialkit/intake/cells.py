"""What stands in the cells of a table, whichever kind of file it came from."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message

_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
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


@attrs.frozen
class Money:
    """A number that the worksheet shows as money.

    Attributes:
        amount: the number.
        beside: what the person sees beside it: `kr`, `€` or a code such as `SEK`.
    """

    amount: Decimal
    beside: str

    def __str__(self) -> str:
        return f"{self.amount:f} {self.beside}"


@attrs.frozen
class Blunder:
    """A cell that shows an error instead of a value, or whose formula was never worked out.

    Attributes:
        shown: what the person sees, such as `#DIV/0!`; the formula, where nothing was computed.
        computed: whether it was worked out, and came to an error.
    """

    shown: str
    computed: bool

    def __str__(self) -> str:
        return self.shown


@attrs.frozen
class Merged:
    """A number in a cell that spans several rows: whose figure it is, nobody can tell.

    Attributes:
        cell: what stands in it.
        first, last: its rows, counted from 1.
    """

    cell: "int | Decimal | str | Percent | Money"
    first: int
    last: int

    def __str__(self) -> str:
        return str(self.cell)


Cell = str | int | Decimal | date | Percent | Money | Blunder | Merged
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


def no_value(cell: Blunder | Merged) -> InvalidInput:
    """Why a cell that has something in it holds no figure."""
    match cell:
        case Merged():
            return InvalidInput(
                Message(
                    "“{found}” stands in a cell merged over the rows {first} to {last}.",
                    found=str(cell),
                    first=str(cell.first),
                    last=str(cell.last),
                ),
                code="MERGED_FIGURE",
                remedy=Message("Unmerge it, and give each row its own figure."),
            )
        case Blunder(computed=True):
            return InvalidInput(
                Message("The spreadsheet shows the error “{found}” here.", found=cell.shown),
                code="ERROR_IN_CELL",
                remedy=Message("Mend the formula, or empty the cell if the figure isn't known."),
            )
    return InvalidInput(
        Message("The formula “{found}” was never worked out.", found=cell.shown),
        code="NOT_COMPUTED",
        remedy=Message("Open the file in Excel, save it, and give it again."),
    )


def seen(text: str) -> str:
    """The text without what nobody sees: outer space, soft hyphens, marks of zero width."""
    return text.strip() if text.isascii() else text.translate(_UNSEEN).strip()


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


def column_number(letters: str) -> int:
    """A column's place, counted from 0.

    >>> column_number("A"), column_number("Z"), column_number("AA")
    (0, 25, 26)
    """
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1

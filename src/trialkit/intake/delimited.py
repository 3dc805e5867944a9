"""CSV of any make: read row by row, its delimiter and encoding found out."""

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.cells import Row
from trialkit.intake.kinds import encoding_of

_DELIMITERS: Final = (";", "\t", "|", ",")
"""The comma comes last: it also stands inside numbers."""

_SAMPLE: Final = 60


def delimited_rows(path: Path) -> Iterator[Row]:
    """The rows that have anything in them.

    Raises:
        InvalidInput: a quotation mark is left open or stands alone (BROKEN_QUOTES), a cell is
            longer than any cell should be (CELL_TOO_LONG), or it is no text (WRONG_KIND).
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="", errors=_no_surprise(encoding)) as sample:
        lines = list(islice(sample, _SAMPLE))
    said = re.fullmatch(r"\ufeff?sep=(.)\s*", lines[0], re.IGNORECASE) if lines else None
    delimiter = said[1] if said else delimiter_of(lines)
    with path.open(encoding=encoding, newline="", errors=_no_surprise(encoding)) as text:
        if said:
            next(text)
        yield from _rows(path.name, csv.reader(text, delimiter=delimiter, strict=True))


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter that cuts most of the lines, and most of them alike.

    >>> delimiter_of(["Villapaja, myynti", "viikko;tilaukset", "2026-W10;14,5", "2026-W11;12,0"])
    ';'
    """
    return max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How many rows have two cells or more, and how many of these are equally wide."""
    widths: Counter[int] = Counter()
    # Up to where the quotation marks fit, which with a wrong delimiter isn't far.
    with contextlib.suppress(csv.Error):
        widths.update(len(row) for row in csv.reader(lines, delimiter=delimiter, strict=True))
    cut = [count for width, count in widths.items() if width > 1]
    return sum(cut), max(cut, default=0)


def _rows(file: str, records: Iterator[list[str]]) -> Iterator[Row]:
    number = 0
    try:
        for cells in records:
            number += 1
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield Row(number, stripped)
    except csv.Error as fault:
        raise _broken(file, number + 1, fault) from fault


def _broken(file: str, row: int, fault: csv.Error) -> InvalidInput:
    if "field larger" in str(fault):
        return InvalidInput(
            Message("A cell is longer than {n} characters.", n=csv.field_size_limit()),
            code="CELL_TOO_LONG",
            place=Place(file=file, row=row),
            remedy=Message("Shorten it, or take the column out."),
        )
    return InvalidInput(
        Message("A quotation mark in this row has no partner."),
        code="BROKEN_QUOTES",
        place=Place(file=file, row=row),
        remedy=Message("Open the file in Excel, save it as .xlsx, and give that file."),
    )


def _no_surprise(encoding: str) -> str:
    """Only UTF-8 was gone through to its end; in the others a stray byte shall not stop a file."""
    return "strict" if encoding == "utf-8-sig" else "replace"

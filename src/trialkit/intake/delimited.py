"""CSV of any make: read row by row, its delimiter and encoding found out."""

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.cells import Row
from trialkit.intake.kinds import encoding_of

_DELIMITERS: Final = (";", "\t", "|", ",")
"""The comma comes last: it also stands inside numbers."""

_SAMPLE: Final = 60
_LONGEST_LINE: Final = 16_000_001
"""Characters, its end included: the line of a table with a hundred cells as long as they may be."""
_TOLD_EVERY: Final = 1 << 12
"""Rows between two tellings of the progress."""

Progress = Callable[[int, int], None]
"""Is told now and then how many bytes have been read, and how many there are."""


def delimited_rows(path: Path, progress: Progress | None = None) -> Iterator[Row]:
    """The rows that have anything in them.

    Args:
        path: a text file.
        progress: told of the bytes read, as the rows are gone through.

    Raises:
        InvalidInput: a quotation mark is left open or stands alone (BROKEN_QUOTES), a cell is
            longer than any cell should be (CELL_TOO_LONG) or a line than any line
            (LINE_TOO_LONG), or it is no text (WRONG_KIND).
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="", errors=_no_surprise(encoding)) as sample:
        said, delimiter = _delimiter(list(islice(_lines(path.name, sample), _SAMPLE)))
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, encoding, _no_surprise(encoding), newline="")
        lines = _lines(path.name, text)
        if said:
            next(lines)
        size = path.stat().st_size
        records = csv.reader(lines, delimiter=delimiter, strict=True)
        tell = progress or _nobody
        yield from _rows(path.name, records, lambda: tell(raw.tell(), size))
        tell(size, size)


def delimited_top(head: bytes) -> Iterator[Row]:
    """The first rows of a text file, out of its first 64 KiB; none of what is no text."""
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    lines = list(islice(io.StringIO(_decoded(head), newline=""), _SAMPLE))
    said, delimiter = _delimiter(lines)
    records = csv.reader(lines[1:] if said else lines, delimiter=delimiter)
    # The last line may be cut in the middle of a cell.
    with contextlib.suppress(csv.Error):
        for number, cells in enumerate(records, start=1):
            yield Row(number, [cell.strip() for cell in cells])


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", errors="replace")


def _delimiter(lines: Sequence[str]) -> tuple[bool, str]:
    """Whether the first line says the delimiter, as Excel's does; and which it is."""
    said = re.fullmatch(r"\ufeff?sep=(.)\s*", lines[0], re.IGNORECASE) if lines else None
    return said is not None, said[1] if said else delimiter_of(lines)


def _nobody(_read: int, _all: int) -> None:
    """Nobody watches."""


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


def _lines(file: str, text: TextIO) -> Iterator[str]:
    """The lines of a text, none of them longer than memory can hold without noticing."""
    for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), start=1):
        if len(line) == _LONGEST_LINE:
            raise InvalidInput(
                Message("This line is longer than {n} characters.", n=_LONGEST_LINE - 1),
                code="LINE_TOO_LONG",
                place=Place(file=file, row=number),
                remedy=Message("Open the file in Excel, save it as .xlsx, and give that file."),
            )
        yield line


def _rows(file: str, records: Iterator[list[str]], tell: Callable[[], None]) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(records, start=1):
            if number % _TOLD_EVERY == 1:
                tell()
            stripped = list(map(str.strip, cells))
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

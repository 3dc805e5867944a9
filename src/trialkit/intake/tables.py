"""Tables as people have them: CSV of any make, and worksheets, as rows under headings."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.cells import Row, is_word
from trialkit.intake.delimited import Progress, delimited_rows, delimited_top
from trialkit.intake.kinds import FileKind, kind_of

_LOOKED_AT: Final = 50
"""Rows from the top among which the headings must stand."""

Knows = Callable[[str], bool]


@attrs.frozen(kw_only=True)
class Sheet:
    """One sheet of a file, before anyone has looked for headings in it.

    Attributes:
        name: the worksheet's name; None in a CSV.
        rows: those with anything in them, top to bottom; they can be gone through once.
        hidden_rows: those of them that the worksheet doesn't show, counted from 1.
    """

    name: str | None
    rows: Iterator[Row]
    hidden_rows: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Table:
    """Rows under headings.

    Attributes:
        file: the file's name, without its folders.
        sheet: the worksheet it was read from; None in a CSV.
        other_sheets: worksheets with something in them that weren't read.
        headings: as written; "" over a column without one.
        heading_row: the row they stand in, counted from 1.
        above: how many rows with anything in them stand above the headings.
        rows: the rows below that have anything in them; they can be gone through once.
        hidden_rows: those of them that the worksheet doesn't show, counted from 1.
    """

    file: str
    sheet: str | None
    other_sheets: tuple[str, ...]
    headings: tuple[str, ...]
    heading_row: int
    above: int
    rows: Iterator[Row]
    hidden_rows: tuple[int, ...] = ()


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    knows: Knows | None = None,
    progress: Progress | None = None,
) -> Table:
    """Open a CSV or a worksheet as a table.

    The heading row is the one among the first fifty with most headings that `knows` knows; where
    it knows none (or isn't given), the first one that looks like headings. Titles above it are
    skipped and counted. A CSV is read row by row as `rows` is gone through.

    Args:
        path: what the file holds decides how it is read, not its ending.
        sheet: a worksheet's name; without it the one whose headings are known best.
        knows: whether a text is a heading somebody is looking for.
        progress: told of the bytes of a CSV as `rows` is gone through.

    Raises:
        NotFound: there is no such file (NO_FILE) or worksheet (NO_SHEET).
        InvalidInput: it is no table (WRONG_KIND, A_FOLDER), empty (EMPTY_FILE), damaged
            (BROKEN_FILE, BROKEN_QUOTES), protected (PASSWORD) or held open (FILE_OPEN). Damage
            further down a CSV is found, and raised, while going through `rows`.
    """
    sheets = read_sheets(path, sheet=sheet, progress=progress)
    opened = [_looked_into(path.name, each, knows) for each in sheets]
    if not opened:
        raise _nothing_shown(path)
    best = max(opened, key=lambda found: found.known)
    others = tuple(found.table.sheet or "" for found in opened if found is not best)
    return attrs.evolve(best.table, other_sheets=others)


def top_rows(path: Path, head: bytes) -> Sequence[Row]:
    """The rows near the top of every sheet, to tell by the headings what kind of file it is.

    Args:
        path: the file; of a workbook it is opened.
        head: its first 64 KiB; of a CSV nothing else is looked at.

    Raises:
        NotFound, InvalidInput: as `read_table`.
    """
    if kind_of(path) is FileKind.TEXT:
        return tuple(islice(delimited_top(head), _LOOKED_AT))
    status = path.stat()
    return _tops(path, (status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=4)
def _tops(path: Path, _version: tuple[int, int]) -> Sequence[Row]:
    """Every kind of importer asks of the same workbook, one after the other."""
    sheets = read_sheets(path)
    return tuple(chain.from_iterable(islice(each.rows, _LOOKED_AT) for each in sheets))


def read_sheets(
    path: Path, *, sheet: str | None = None, progress: Progress | None = None
) -> Iterator[Sheet]:
    """The visible sheets of a file that have anything in them; a CSV is one sheet.

    Raises:
        NotFound, InvalidInput: as `read_table`.
    """
    kind = kind_of(path)
    if kind is FileKind.EMPTY:
        raise _empty(path)
    if kind is FileKind.TEXT:
        found = iter((Sheet(name=None, rows=delimited_rows(path, progress)),))
    else:
        from trialkit.intake.worksheets import worksheets

        found = (
            Sheet(name=each.name, rows=each.rows, hidden_rows=each.hidden_rows)
            for each in worksheets(path, sheet=sheet)
        )
    for each in found:
        first = next(each.rows, None)
        if first is not None:
            yield attrs.evolve(each, rows=chain((first,), each.rows))


def _empty(path: Path) -> InvalidInput:
    """The error for a file with nothing in it."""
    return InvalidInput(
        Message("The file is empty."), code="EMPTY_FILE", place=Place(file=path.name)
    )


def _nothing_shown(path: Path) -> InvalidInput:
    """The error for a file whose visible sheets have nothing in them."""
    from trialkit.intake.worksheets import hidden_worksheets

    hidden = hidden_worksheets(path) if kind_of(path) is FileKind.WORKBOOK else ()
    if not hidden:
        return _empty(path)
    return InvalidInput(
        Message("Nothing stands in the sheets that the file shows."),
        code="EMPTY_FILE",
        place=Place(file=path.name),
        remedy=Message(
            "Hidden sheets aren't read: {sheets}. Unhide the one that is meant in Excel, and save "
            "the file.",
            sheets=hidden,
        ),
    )


@attrs.frozen
class _Found:
    table: Table
    known: int


def _looked_into(file: str, sheet: Sheet, knows: Knows | None) -> _Found:
    top = list(islice(sheet.rows, _LOOKED_AT))
    known = [_known(row, knows) for row in top]
    at = known.index(max(known)) if any(known) else _first_headings(top)
    table = Table(
        file=file,
        sheet=sheet.name,
        other_sheets=(),
        headings=tuple(map(str, top[at].cells)),
        heading_row=top[at].number,
        above=at,
        rows=chain(top[at + 1 :], sheet.rows),
        hidden_rows=tuple(row for row in sheet.hidden_rows if row > top[at].number),
    )
    return _Found(table, known[at])


def _known(row: Row, knows: Knows | None) -> int:
    if knows is None:
        return 0
    return sum(1 for cell in row.cells if isinstance(cell, str) and cell and knows(cell))


def _first_headings(top: Sequence[Row]) -> int:
    """The first row of several words and nothing else; else the first row of all."""
    for at, row in enumerate(top):
        words = [cell for cell in row.cells if cell != ""]
        if len(words) > 1 and all(is_word(cell) for cell in words):
            return at
    return 0

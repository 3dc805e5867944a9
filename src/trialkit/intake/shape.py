"""What a company's files of one kind share, so that what was said of one holds for the next."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from trialkit.intake.cells import Cell, is_word
from trialkit.intake.headings import heading_key
from trialkit.intake.kinds import head_of
from trialkit.intake.tables import top_rows

_LONGEST: Final = 200
"""Characters; no heading is longer."""


@attrs.frozen
class Shape:
    """The headings of a file.

    Attributes:
        digest: SHA-256 of their keys, hex; the order of the columns doesn't matter.
        headings: as they stand in the file.
    """

    digest: str
    headings: tuple[str, ...]


def shape_of(path: Path) -> Shape | None:
    """The shape of a table; None where no row near its top looks like headings.

    Rows with a number or a day in them are never taken for headings, so that nothing of what a
    company's customers are called gets into a shape.

    Raises:
        NotFound, InvalidInput: as `intake.tables.read_table`.
    """
    rows = [row.cells for row in top_rows(path, head_of(path))]
    best = max(rows, key=lambda cells: len(_words(cells)), default=())
    headings = _words(best)
    if len(headings) < 2:
        return None
    keys = "\n".join(sorted(map(heading_key, headings)))
    return Shape(hashlib.sha256(keys.encode()).hexdigest(), headings)


def _words(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The cells of a row that holds words and nothing else; none of any other row."""
    filled = [cell for cell in cells if cell != ""]
    fits = all(is_word(cell) and len(str(cell)) <= _LONGEST for cell in filled)
    return tuple(map(str, filled)) if fits else ()

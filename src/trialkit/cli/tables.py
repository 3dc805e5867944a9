"""Tables that fit a console: columns share the width, long cells wrap or end in “…”."""

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from trialkit.cli.saying import WIDTH

GAP = 2
LEAST = 6
"""Characters that no column is squeezed under, unless it needs fewer."""


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    fixed: Sequence[int] = (),
    wrap: bool = False,
    width: int = WIDTH,
) -> str:
    """Rows under headings, in lines of at most `width` characters.

    Args:
        headings: one a column.
        rows: cells as text.
        right: numbers of the columns that are set to the right: figures.
        fixed: numbers of the columns that are never shortened: dates, things to type.
        wrap: whether a long cell goes on in the next line; else it ends in “…”.
        width: characters a line.
    """
    lines = [[unicodedata.normalize("NFC", cell) for cell in row] for row in (headings, *rows)]
    widths = _shared([max(map(len, column)) for column in zip(*lines, strict=True)], fixed, width)
    signs = [">" if number in right else "<" for number in range(len(widths))]
    pattern = (" " * GAP).join(
        f"{{:{sign}{size}}}" for sign, size in zip(signs, widths, strict=True)
    )
    drawn = [_line(row, widths, pattern, wrap=wrap) for row in lines]
    rule = "  ".join("─" * one for one in widths)
    return "\n".join([drawn[0], rule, *drawn[1:]])


def listing(pairs: Sequence[tuple[str, str]], *, width: int = WIDTH) -> str:
    """Names on the left, what they are on the right, long texts going on under themselves."""
    if not pairs:
        return ""
    left = min(max(len(name) for name, _ in pairs), width // 3) + GAP
    lines = []
    for name, text in pairs:
        body = [line for part in text.split("\n") for line in _wrapped(part, width - left)]
        head = name if len(name) <= left - GAP else ""
        if not head:
            lines.append(name)
        lines.append(f"{head:<{left}}{body[0]}".rstrip())
        lines.extend(" " * left + line for line in body[1:])
    return "\n".join(lines)


def shortened(text: str, width: int) -> str:
    """`text`, or as much of it as fits with “…” at the end."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _shared(wanted: list[int], fixed: Sequence[int], width: int) -> list[int]:
    """Column widths that fit: the widest column that may shrink gives first."""
    widths = list(wanted)
    room = width - GAP * (len(widths) - 1)
    while sum(widths) > room:
        free = [n for n in range(len(widths)) if n not in fixed and widths[n] > LEAST]
        if not free:
            break
        widest = max(free, key=lambda number: widths[number])
        widths[widest] -= 1
    return widths


def _line(row: Sequence[str], widths: list[int], pattern: str, *, wrap: bool) -> str:
    if not wrap:
        return pattern.format(*map(shortened, row, widths)).rstrip()
    cells = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
    levels = zip_longest(*cells, fillvalue="")
    return "\n".join(pattern.format(*parts).rstrip() for parts in levels)


def _wrapped(cell: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(cell, width, break_on_hyphens=False) or [""]

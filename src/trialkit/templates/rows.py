"""On which row of its file each part of a template stands, so that a fault can be found there.

The TOML reader forgets rows once it has read a file, and reads it whole or not at all. Headings
and the names before `=` tell enough: a part inside a value stands where the value begins.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

_HEADING: Final = re.compile(r"\s*(?P<list>\[)?\[\s*(?P<path>[\w.-]+)\s*\]")
_NAME: Final = re.compile(r"\s*(?P<path>[\w.-]+)\s*=")
_LAST_PART: Final = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")


def rows_of(text: str) -> dict[str, int]:
    r"""Path → row, counted from 1, of every heading and every name with a value.

    >>> rows_of('id = "bread"\n[[actions]]\nweek = 0\n')["$.actions[0].week"]
    3
    """
    found: dict[str, int] = {}
    lists: Counter[str] = Counter()
    section, in_text = "$", False
    for row, line in enumerate(text.splitlines(), 1):
        began_in_text = in_text
        in_text ^= (line.count('"""') + line.count("'''")) % 2 == 1
        if began_in_text:
            continue
        if heading := _HEADING.match(line):
            if heading["list"]:
                lists[heading["path"]] += 1
                found.setdefault(f"$.{heading['path']}", row)
            section = _section(heading["path"], lists)
            found.setdefault(section, row)
        elif name := _NAME.match(line):
            found.setdefault(f"{section}.{name['path']}", row)
    return found


def row_at(path: str, rows: Mapping[str, int]) -> int | None:
    """The row of a path, or of the nearest part around it that has one."""
    while path not in rows:
        around = _LAST_PART.sub("", path)
        if around == path:
            return None
        path = around
    return rows[path]


def _section(heading: str, lists: Counter[str]) -> str:
    """The path of a table; `[criteria.why]` belongs to the criterion above it."""
    first, dot, rest = heading.partition(".")
    item = f"[{lists[first] - 1}]" if lists[first] else ""
    return f"$.{first}{item}{dot}{rest}"

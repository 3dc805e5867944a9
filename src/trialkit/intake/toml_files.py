"""TOML files that people write by hand, and what is told of those that aren't finished."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.kinds import head_of
from trialkit.intake.saving import file_open


def read_toml(path: Path) -> dict[str, object]:
    """What the file says; numbers with a point are decimals.

    Raises:
        InvalidInput: the file isn't there, is open elsewhere, isn't UTF-8 or isn't whole TOML.
    """
    head_of(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except PermissionError:
        raise file_open(path) from None
    except UnicodeDecodeError:
        raise InvalidInput(
            Message("The file is not written in UTF-8."),
            code="NOT_UTF8",
            place=Place(file=path.name),
            remedy=Message("In Notepad: Save as, and choose UTF-8 as the encoding."),
        ) from None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise _broken(path.name, text, str(fault)) from fault


def _broken(file: str, text: str, fault: str) -> InvalidInput:
    """Tomllib tells the place in words only: “… (at line 3, column 5)”, or “end of document”."""
    lines = text.splitlines() or [""]
    found = re.search(r"at line (\d+), column (\d+)", fault)
    line = int(found[1]) if found else len(lines)
    column = int(found[2]) if found else len(lines[-1]) + 1
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    return InvalidInput(
        Message(
            "The line can't be read from column {column} on: {text}",
            column=str(column),
            text=shown[:80] or "…",
        ),
        code="BROKEN_TOML",
        place=Place(file=file, row=line),
        remedy=Message('Each line should look like: orders = 15, or: market = "SE".'),
    )

"""The day of an order, however a shop writes its date and time."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell
from trialkit.intake.orders.columns import Fields
from trialkit.intake.spelled_days import bare_day, named_day
from trialkit.intake.stamps import is_serial_day, serial_day
from trialkit.language.reading import AmbiguousDay, NotADay, read_day

_MOMENT: Final = re.compile(
    r"(?P<day>\d{8}|\d{4}-\d{1,2}-\d{1,2}|\d{1,4}([./-]) ?\d{1,2}\2 ?\d{2,4})"
    r"(?:(?:T|,? (?:klo |kl\.? |at )?)(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: ?(?P<offset>Z|UTC|GMT|[+-]\d\d:?\d\d))?)?",
    re.IGNORECASE,
)
_TWO_DIGITS: Final = re.compile(r"(\d{1,2}([./]) ?\d{1,2}\2 ?)(\d\d)")
_SETTLES: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2\d{2,4}(?!\d)")
_LONGEST: Final = 50
_REMEMBERED: Final = 1 << 14


def column_again(
    path: Path, fields: Fields, context: ImportContext, *keys: str
) -> Callable[[], Iterable[Cell]]:
    """A way to go through some columns of a file once more, for what only the whole can settle."""

    def again() -> Iterable[Cell]:
        columns = fields.read(path, context, quiet=True)
        places = [at for key in keys for at in columns.places.get(key, ())]
        return (row.at(at) for row in columns.table.rows for at in places)

    return again


class Days:
    """Reads a column of days.

    A time with an offset is brought into the workspace's zone; one without is local. Where
    `03/04/2026` could be two days, the first day of the column that can only be one (`25/04/2026`)
    settles it for all.

    Args:
        context: whose `date_order` goes before anything found out.
        again: gives the column's cells anew; asked only where a day could be two.
    """

    def __init__(self, context: ImportContext, again: Callable[[], Iterable[Cell]]) -> None:
        self._zone: Final = ZoneInfo(context.zone)
        self._order = context.date_order
        self._again: Callable[[], Iterable[Cell]] | None = again
        self._written: Final = lru_cache(_REMEMBERED)(self._read)

    def read(self, cell: Cell) -> date:
        """The day that stands in a cell.

        Raises:
            InvalidInput: the cell is empty (DAY_MISSING), holds no day (NOT_A_DAY), or one that
                could be two (AMBIGUOUS_DAY).
        """
        if isinstance(cell, datetime):
            return cell.date()
        return cell if isinstance(cell, date) else self._written(str(cell))

    def _read(self, written: str) -> date:
        text = " ".join(written.split())
        if not text:
            raise InvalidInput(
                Message("The row has no date."),
                code="DAY_MISSING",
                remedy=Message("Write the day of the order into it."),
            )
        match = _MOMENT.fullmatch(text) if len(text) <= _LONGEST else None
        try:
            if match is None:
                return _by_name(text)
            day = self._day(_with_century(match["day"]))
            return self._here(day, match) if match["offset"] else day
        except AmbiguousDay:
            raise _ambiguous(text) from None
        except ValueError:
            raise _not_a_day(text) from None

    def _day(self, text: str) -> date:
        if text.isdecimal():
            return date.fromisoformat(text)
        try:
            return read_day(text, self._order)
        except AmbiguousDay:
            self._order = self._order or self._settled()
            return read_day(text, self._order)

    def _settled(self) -> str | None:
        """`dmy` or `mdy`, as the first day of the column that can only be one has it."""
        again, self._again = self._again, None
        for cell in again() if again else ():
            match = _SETTLES.match(cell) if isinstance(cell, str) else None
            if match and int(match[1]) != int(match[3]) and max(int(match[1]), int(match[3])) > 12:
                return "dmy" if int(match[1]) > 12 else "mdy"
        return None

    def _here(self, day: date, match: re.Match[str]) -> date:
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].casefold() == "p" else 0)
        there = datetime.combine(
            day, time(hour, int(match["minute"])), _offset(match["offset"].upper())
        )
        return there.astimezone(self._zone).date()


def _by_name(text: str) -> date:
    """The day of `Sep 3, 2026 10:11:12 AM`, `3. syyskuuta 2026` or `10-Dec-2026`.

    Raises:
        ValueError: it is none.
    """
    if len(text) > _LONGEST:
        raise NotADay(text)
    parted = re.sub(r"(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)", " ", text.casefold())
    day = named_day(bare_day(parted))
    if day is None:
        raise NotADay(text)
    return day


def _with_century(day: str) -> str:
    match = _TWO_DIGITS.fullmatch(day)
    return f"{match[1]}20{match[3]}" if match else day


def _offset(written: str) -> timezone:
    if written in {"Z", "UTC", "GMT"}:
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if written[0] == "-" else ahead)


def _ambiguous(text: str) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” could be two different days.", found=text),
        code="AMBIGUOUS_DAY",
        remedy=Message(
            "Say which comes first: --dates dmy for day and month, --dates mdy for month and day."
        ),
    )


def _not_a_day(text: str) -> InvalidInput:
    if is_serial_day(text):
        return serial_day(text, code="NOT_A_DAY")
    return InvalidInput(
        Message("“{found}” is not a day.", found=text[:_LONGEST]),
        code="NOT_A_DAY",
        remedy=Message("Write it as 2.3.2026 or 2026-03-02."),
    )

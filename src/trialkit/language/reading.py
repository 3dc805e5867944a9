"""Numbers and days as people in Finland type them, whatever language they have chosen.

What could be read in two ways is never guessed: it is raised, with both readings, so that the
caller can ask or refuse.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Final

# A space, no-break or narrow ones, and the thin ones that typesetters use.
_SPACES: Final = re.compile("[ \t\u00a0\u2007\u2009\u202f]")
_MINUS: Final = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")

_INTEGER: Final = re.compile(r"[0-9]+")
_SPACED: Final = re.compile(r"[0-9]{1,3}(?:(?: [0-9]{3})+|(?:'[0-9]{3})+)(?:[.,][0-9]+)?")
_BOTH: Final = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,|(?:,[0-9]{3})+\.)[0-9]+")
_SEVERAL: Final = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})")
_ONE: Final = re.compile(r"[0-9]*[.,][0-9]+")
_EITHER: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")

_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-./]) ?([0-9]{1,2})\2 ?([0-9]{4})")


class NotANumber(ValueError):
    """Nobody would read it as a number.

    Attributes:
        written: what was written.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        super().__init__(f"“{written}” is not a number")


class AmbiguousNumber(ValueError):
    """One separator before exactly three digits: thousands to some readers, decimals to others.

    Attributes:
        written: what was written.
        readings: with the separator between thousands, and with it before decimals.
    """

    def __init__(self, written: str, readings: tuple[Decimal, Decimal]) -> None:
        self.written = written
        self.readings = readings
        super().__init__(f"“{written}” may be {readings[0]} or {readings[1]}")


class NotADay(ValueError):
    """Nobody would read it as a day, or the calendar has no such day.

    Attributes:
        written: what was written.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        super().__init__(f"“{written}” is not a day")


class AmbiguousDay(ValueError):
    """Day and month could be either way round.

    Attributes:
        written: what was written.
        readings: with the day first, and with the month first.
    """

    def __init__(self, written: str, readings: tuple[date, date]) -> None:
        self.written = written
        self.readings = readings
        super().__init__(f"“{written}” may be {readings[0]} or {readings[1]}")


def read_number(written: str) -> Decimal:
    """The number that somebody typed: `14`, `12,5`, `1 234,56`, `1.234,56`, `1'234.56`, `−3`.

    Spaces of any kind and apostrophes stand between thousands only. Units, `%`, exponents and
    words are not part of a number.

    Raises:
        AmbiguousNumber: such as `1,234` or `1.234`.
        NotANumber: anything else.
    """
    text = _SPACES.sub(" ", written.strip()).replace("\u2019", "'")
    negative = text.startswith(_MINUS)
    digits = text[1:].lstrip(" ") if negative or text.startswith("+") else text
    value = _unsigned(digits)
    if value is None:
        raise NotANumber(written)
    sign = -1 if negative else 1
    if _EITHER.fullmatch(digits):
        thousands = Decimal(re.sub("[.,]", "", digits))
        raise AmbiguousNumber(written, (sign * thousands, sign * value))
    return sign * value


def _unsigned(digits: str) -> Decimal | None:
    if _INTEGER.fullmatch(digits):
        return Decimal(digits)
    if _SPACED.fullmatch(digits):
        return Decimal(re.sub("[ ']", "", digits).replace(",", "."))
    if _BOTH.fullmatch(digits):
        # Whichever separator comes last stands before the decimals.
        thousands, point = (".", ",") if digits.rindex(",") > digits.rindex(".") else (",", ".")
        return Decimal(digits.replace(thousands, "").replace(point, "."))
    if _SEVERAL.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ""))
    if _ONE.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return None


def read_day(written: str, order: str | None = None) -> date:
    """The day that somebody typed: `2.3.2026`, `2026-03-02`, `02/03/2026`.

    With dots the day comes before the month, as in Finland. With slashes or dashes both orders
    are in use, so one of them must be impossible (`25/03/2026`), or `order` must say.

    Args:
        written: what was typed; the year has four digits.
        order: `dmy`, `mdy` or `ymd`, where the person has said so; it rules dots as well.

    Raises:
        AmbiguousDay: both orders give a day, and they differ.
        NotADay: anything else, also a day that no calendar has.
    """
    text = _SPACES.sub(" ", written.strip())
    if match := _YEAR_FIRST.fullmatch(text):
        found = _day(match[1], match[3], match[4])
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = match[1], match[3], match[4]
        by_order = {"dmy": _day(year, second, first), "mdy": _day(year, first, second)}
        usual = "dmy" if match[2] == "." and order != "mdy" else order
        found = by_order[usual] if usual in by_order else _only(written, *by_order.values())
    else:
        found = None
    if found is None:
        raise NotADay(written)
    return found


def order_told(written: str) -> str | None:
    """`dmy` or `mdy`, where a day with slashes or dashes can be read in that order only.

    >>> order_told("25/03/2026"), order_told("03/25/2026"), order_told("03/04/2026")
    ('dmy', 'mdy', None)
    """
    match = _YEAR_LAST.fullmatch(_SPACES.sub(" ", written.strip()))
    if match is None or match[2] == ".":
        return None
    first, second, year = match[1], match[3], match[4]
    readings = {"dmy": _day(year, second, first), "mdy": _day(year, first, second)}
    possible = [order for order, day in readings.items() if day]
    return possible[0] if len(possible) == 1 else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _only(written: str, day_first: date | None, month_first: date | None) -> date | None:
    if day_first and month_first and day_first != month_first:
        raise AmbiguousDay(written, (day_first, month_first))
    return day_first or month_first

"""How single values are written as plain JSON and read back: numbers, texts, days, periods.

Each `…_read` takes what stands in the document, and raises `InvalidInput` where that is of
another kind (`WRONG_TYPE`) or can't be right (`WRONG_VALUE`). Its second parameter is the type
that cattrs hands every hook; a scalar has no use for it.
"""

import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from trialkit.errors import Message
from trialkit.model.faults import shown, wrong_type, wrong_value
from trialkit.model.period import Period, PeriodKind

DECIMAL_PATTERN: Final = r"^-?[0-9]+(\.[0-9]+)?$"
PERIOD_PATTERN: Final = (
    r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-W[0-9]{2}|-Q[1-4])?|trial@[0-9]{4}-[0-9]{2}-[0-9]{2})$"
)
TIME_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z$"
_DECIMAL: Final = re.compile(DECIMAL_PATTERN)
_PHASE_MARK: Final = "trial@"


def text_read(found: object, _type: object = None) -> str:
    """A text that can be written to a file."""
    if type(found) is not str:
        raise wrong_type(
            Message("Found {found} where a text in quotes is needed.", found=shown(found))
        )
    if not found.isascii():
        try:
            found.encode()
        except UnicodeEncodeError:
            raise wrong_value(
                Message("The text {found} has half a character in it.", found=shown(found))
            ) from None
    return found


def whole_number_read(found: object, _type: object = None) -> int:
    """A whole number; `true` is none."""
    if type(found) is not int:
        raise wrong_type(
            Message(
                "Found {found} where a whole number without quotes is needed, such as 14.",
                found=shown(found),
            )
        )
    return found


def truth_read(found: object, _type: object = None) -> bool:
    """True or false, and nothing that could be taken for it."""
    if type(found) is not bool:
        raise wrong_type(
            Message(
                "Found {found} where true or false is needed, without quotes.", found=shown(found)
            )
        )
    return found


def number_read(found: object, _type: object = None) -> float:
    """A number that was computed, such as a probability; amounts are decimals."""
    if type(found) is not float and type(found) is not int:
        raise wrong_type(
            Message(
                "Found {found} where a number without quotes is needed, such as 0.5.",
                found=shown(found),
            )
        )
    number = float(found)
    if not math.isfinite(number):
        raise wrong_value(Message("{found} is not a finite number.", found=shown(found)))
    return number


def decimal_read(found: object, _type: object = None) -> Decimal:
    """An exact number: written in quotes, or whole."""
    if type(found) is int:
        return Decimal(found)
    if type(found) is not str:
        raise wrong_type(
            Message(
                "Found {found} where a number in quotes is needed, such as “12.5”.",
                found=shown(found),
            )
        )
    if not _DECIMAL.fullmatch(found):
        raise wrong_value(Message("{found} is not a number such as “12.5”.", found=shown(found)))
    return Decimal(found)


def decimal_written(value: Decimal) -> str:
    """The shortest plain form, so that equal numbers are written equally.

    >>> decimal_written(Decimal("800.00")), decimal_written(Decimal("1E+3"))
    ('800', '1000')

    Raises:
        ValueError: it is infinite or not a number; no figure is.
    """
    if not value.is_finite():
        raise ValueError(f"{value} can't be written as a number")
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def day_read(found: object, _type: object = None) -> date:
    """A day written as `2026-03-31`."""
    if type(found) is not str:
        raise wrong_type(
            Message(
                "Found {found} where a day in quotes is needed, such as “2026-03-31”.",
                found=shown(found),
            )
        )
    try:
        return _day(found)
    except ValueError:
        raise wrong_value(
            Message("{found} is not a day such as “2026-03-31”.", found=shown(found))
        ) from None


def time_read(found: object, _type: object = None) -> datetime:
    """A moment written as `2026-03-31T09:30:00Z`."""
    if type(found) is not str:
        raise wrong_type(
            Message(
                "Found {found} where a time in quotes is needed, such as “2026-03-31T09:30:00Z”.",
                found=shown(found),
            )
        )
    try:
        return _time(found)
    except ValueError:
        raise wrong_value(
            Message("{found} is not a time such as “2026-03-31T09:30:00Z”.", found=shown(found))
        ) from None


def time_written(at: datetime) -> str:
    """A moment in UTC: `2026-03-31T09:30:00Z`.

    Raises:
        ValueError: it doesn't say in which time zone it is.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} doesn't say in which time zone it is")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def period_read(found: object, _type: object = None) -> Period:
    """A period as `period_written` writes it."""
    if type(found) is not str:
        raise wrong_type(
            Message(
                "Found {found} where a period in quotes is needed, such as “2026-W10”.",
                found=shown(found),
            )
        )
    try:
        return _period(found)
    except ValueError:
        raise wrong_value(
            Message(
                "{found} is not a period such as “2026-W10”, “2026-03” or “2026-03-31”.",
                found=shown(found),
            )
        ) from None


@lru_cache(maxsize=8192)
def period_written(period: Period) -> str:
    """As `str()` writes it; one for the whole trial phase names its first day as well.

    >>> period_written(Period(PeriodKind.PHASE, date(2026, 3, 2)))
    'trial@2026-03-02'
    """
    if period.kind is PeriodKind.PHASE:
        return f"{_PHASE_MARK}{period.start.isoformat()}"
    return str(period)


# A document has few days, moments and periods, and many rows that name them.


@lru_cache(maxsize=8192)
def _day(written: str) -> date:
    day = date.fromisoformat(written)
    if day.isoformat() != written:
        raise ValueError(written)
    return day


@lru_cache(maxsize=1024)
def _time(written: str) -> datetime:
    at = datetime.fromisoformat(written.removesuffix("Z")).replace(tzinfo=UTC)
    if time_written(at) != written:
        raise ValueError(written)
    return at


@lru_cache(maxsize=8192)
def _period(written: str) -> Period:
    if written.startswith(_PHASE_MARK):
        return Period(PeriodKind.PHASE, _day(written.removeprefix(_PHASE_MARK)))
    period = Period.parse(written)
    if str(period) != written:
        raise ValueError(written)
    return period

"""Days and times as each language writes them.

Loads Babel; only a `Wording` that has a day to write imports this.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from trialkit.language.numbers import locale_of


@lru_cache(maxsize=2048)
def day(d: date, language: str) -> str:
    """`2.3.2026`, `2026-03-02`, `2 Mar 2026`.

    English spells the month: 02/03/2026 is two different days, depending on who reads it.
    """
    return format_date(d, "medium" if language == "en" else "short", locale=locale_of(language))


@lru_cache(maxsize=512)
def long_day(d: date, language: str) -> str:
    """`2. maaliskuuta 2026`, `2 mars 2026`, `2 March 2026`."""
    return format_date(d, "long", locale=locale_of(language))


@lru_cache(maxsize=512)
def month(d: date, language: str) -> str:
    """`maaliskuu 2026`, `mars 2026`, `March 2026`: the form that stands alone."""
    return format_date(d, "LLLL y", locale=locale_of(language))


def there(at: datetime, timezone: str) -> datetime:
    """The moment on a clock in `timezone` (an IANA name); a naive one is taken as UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    # Windows has no zones of its own; UTC works there even without the tzdata package.
    return aware.astimezone(UTC if timezone == "UTC" else ZoneInfo(timezone))


def clock(at: datetime, language: str) -> str:
    """The time of day to the minute: `9.14`, `09:14`."""
    return format_time(at.time(), "short", locale=locale_of(language))

"""Strategies for the small things that models are made of: words, keys, days, numbers."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from trialkit.model.period import DateRange, Period, PeriodKind, Phases
from trialkit.model.text import Text, TextStatus, Words

LANGUAGES: Final = ("fi", "sv", "en")
FIRST_DAY: Final = date(2021, 1, 4)
LAST_DAY: Final = date(2030, 12, 31)


def sentences() -> st.SearchStrategy[str]:
    """What somebody might write in a line: any letters, no control characters, never empty."""
    letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
    return st.text(letters, min_size=1, max_size=30).map(str.strip).filter(bool)


def keys() -> st.SearchStrategy[str]:
    """Keys of metrics, slots, criteria."""
    return st.from_regex(r"[a-z][a-z0-9]{1,7}(_[a-z0-9]{1,4})?", fullmatch=True)


def ids() -> st.SearchStrategy[str]:
    """Globally unique ids."""
    return st.uuids(version=4).map(str)


def days() -> st.SearchStrategy[date]:
    """Days that a programme of our time might see."""
    return st.dates(FIRST_DAY, LAST_DAY)


def moments() -> st.SearchStrategy[datetime]:
    """Moments in UTC, to the second."""
    earliest, latest = (datetime.combine(day, datetime.min.time()) for day in (FIRST_DAY, LAST_DAY))
    return st.datetimes(earliest, latest, timezones=st.just(UTC)).map(
        lambda at: at.replace(microsecond=0)
    )


def amounts(*, least: int = 0, most: int = 100_000, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Sums, counts and hours, with so many decimal places at most."""
    return st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)


def words() -> st.SearchStrategy[Words]:
    """A template's text, in one language or several."""
    return st.dictionaries(st.sampled_from(LANGUAGES), sentences(), min_size=1)


@st.composite
def texts(draw: st.DrawFn, *, status: TextStatus | None = None) -> Text:
    """Somebody's own words, in the language they were written in and perhaps in others."""
    said = draw(words())
    return Text(
        words=said,
        source=draw(st.sampled_from(sorted(said))),
        status=status or draw(st.sampled_from(TextStatus)),
    )


def periods(kind: PeriodKind | None = None) -> st.SearchStrategy[Period]:
    """Periods of one kind, or of any."""
    kinds = st.sampled_from(PeriodKind) if kind is None else st.just(kind)
    return st.builds(Period.of, kinds, days())


@st.composite
def phases(draw: st.DrawFn) -> Phases:
    """A trial phase of whole weeks, a baseline before it and last year, perhaps settling time."""
    first = draw(days().map(lambda day: day - timedelta(day.weekday())))
    length = timedelta(weeks=draw(st.integers(4, 16)))
    trial = DateRange(first, first + length - timedelta(1))
    before = DateRange(first - length, first - timedelta(1))
    settling_days = 7 * draw(st.integers(0, 6))
    settling = (
        DateRange(trial.last + timedelta(1), trial.last + timedelta(settling_days))
        if settling_days
        else None
    )
    return Phases(
        baseline=(before.moved(-364), trial.moved(-364), before),
        trial=trial,
        settling=settling,
        follow_up=tuple(trial.last + timedelta(months) for months in (182, 365)),
    )

"""Days and stretches of days as people spell them out: months by name, weekdays, times, spans."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from trialkit.language.reading import read_day
from trialkit.model.period import DateRange, Period, PeriodKind

_MONTHS: Final[Sequence[str]] = (
    "tammi tammikuu tammikuun tammikuuta januari january jan",
    "helmi helmikuu helmikuun helmikuuta februari february feb febr",
    "maalis maaliskuu maaliskuun maaliskuuta mars march mar",
    "huhti huhtikuu huhtikuun huhtikuuta april apr",
    "touko toukokuu toukokuun toukokuuta maj may",
    "kesä kesäkuu kesäkuun kesäkuuta juni june jun",
    "heinä heinäkuu heinäkuun heinäkuuta juli july jul",
    "elo elokuu elokuun elokuuta augusti august aug",
    "syys syyskuu syyskuun syyskuuta september sept sep",
    "loka lokakuu lokakuun lokakuuta oktober october okt oct",
    "marras marraskuu marraskuun marraskuuta november nov",
    "joulu joulukuu joulukuun joulukuuta december dec",
)
MONTH: Final[Mapping[str, int]] = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
"""A month's name or its short form, in small letters → its number."""

_WEEKDAYS: Final = (
    "maanantai maanantaina ma måndag mån må monday mon tiistai tiistaina ti tisdag tis tuesday tue "
    "keskiviikko keskiviikkona ke onsdag ons wednesday wed torstai torstaina to torsdag tors tor "
    "thursday thu perjantai perjantaina pe fredag fre friday fri lauantai lauantaina la lördag "
    "lör lö saturday sat sunnuntai sunnuntaina su söndag sön sö sunday sun"
)
_WEEKDAY: Final = re.compile(rf"(?:{'|'.join(_WEEKDAYS.split())})\.?,? (?=\d)")
_TIME: Final = re.compile(
    r"(?<=\d),? (?:klo\.? |kl\.? |at )?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
)
_DAY_NAMED: Final = (
    re.compile(r"(?P<d>\d{1,2})\.? (?:of )?(?P<name>[a-zåäö]+)\.?,? (?P<y>\d{4})"),
    re.compile(r"(?P<name>[a-zåäö]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"),
)
_SPAN: Final = re.compile(
    r"(?P<first>\d{1,2}\.(?:\d{1,2}\.(?:\d{4})?)?|\d{4}-\d\d-\d\d)"
    r" ?(?:-|/|to|till) ?(?P<last>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)"
)
_KINDS: Final = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


def bare_day(text: str) -> str:
    """A day without its weekday and time of day.

    >>> bare_day("ma 2.3.2026 klo 12.30"), bare_day("3/2/2026 1:05 pm")
    ('2.3.2026', '3/2/2026')
    """
    found = _WEEKDAY.match(text)
    rest = text[found.end() :] if found else text
    time = _TIME.search(rest)
    return rest[: time.start()] if time and time.end() == len(rest) else rest


def named_day(text: str) -> date | None:
    """The day of `2. maaliskuuta 2026`, `2 mars 2026` or `march 2, 2026`.

    Raises:
        ValueError: the calendar has no such day.
    """
    for form in _DAY_NAMED:
        match = form.fullmatch(text)
        if match and match["name"] in MONTH:
            return date(int(match["y"]), MONTH[match["name"]], int(match["d"]))
    return None


def span(text: str) -> DateRange | None:
    """The days of `2.3.-8.3.2026`, `2.-8.3.2026` or `2026-03-02 - 2026-03-08`.

    Raises:
        ValueError: one of the ends is no day, or they are the wrong way round.
    """
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    last = match["last"]
    # What the first day leaves out, month or year, it shares with the last one.
    shared = "" if "-" in last else ".".join(last.split(".")[match["first"].count(".") :])
    first = match["first"] if match["first"][-1].isdecimal() else match["first"] + shared
    return DateRange(read_day(first), read_day(last))


def whole_period(days: DateRange) -> Period | None:
    """The one week, month, quarter or year that these days are, if they are one."""
    for kind in _KINDS:
        period = Period.of(kind, days.first)
        if period.days == days:
            return period
    return None

"""Reading the period of a row, in the many ways people write one."""

import re
from datetime import date, datetime
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Blunder, Cell, Merged, no_value, seen
from trialkit.intake.spelled_days import MONTH, bare_day, named_day, span, whole_period
from trialkit.language.reading import AmbiguousDay, NotADay, read_day
from trialkit.model.period import Period, PeriodKind
from trialkit.model.trial import Trial
from trialkit.rules.time import EARLIEST, LATEST

AMBIGUOUS_DAY: Final = "AMBIGUOUS_DAY"
"""Code of the fault that an order of day and month would settle."""

Stamp = Period | date
"""A period, or a day of which only its neighbours tell whether it stands for a week or month."""

_WEEK: Final = r"(?:viikko|vko|vk|v|vecka|week|wk|w)\.?"
_QUARTER: Final = r"(?:q|kvartaali|vuosineljännes|neljännes|kvartal|quarter)\.?"
_SPLIT: Final = r"\s*[/.,\-]?\s*"
_BY_WORD: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (PeriodKind.WEEK, rf"{_WEEK}\s*(?P<n>\d{{1,2}}){_SPLIT}(?P<y>\d{{4}})"),
        (PeriodKind.WEEK, rf"(?P<y>\d{{4}}){_SPLIT}{_WEEK}\s*(?P<n>\d{{1,2}})"),
        (PeriodKind.QUARTER, rf"{_QUARTER}\s*(?P<n>[1-4]){_SPLIT}(?P<y>\d{{4}})"),
        (PeriodKind.QUARTER, rf"(?P<n>[1-4])\.?\s*{_QUARTER}{_SPLIT}(?P<y>\d{{4}})"),
        (PeriodKind.QUARTER, rf"(?P<y>\d{{4}}){_SPLIT}{_QUARTER}\s*(?P<n>[1-4])"),
        (PeriodKind.YEAR, r"(?:vuosi|år|year)?\s*(?P<y>\d{4})(?P<n>)"),
    )
)
_NAMED_MONTH: Final = (
    re.compile(rf"(?P<name>[a-zåäö]+)\.?{_SPLIT}(?P<y>\d{{4}}|\d{{2}})"),
    re.compile(rf"(?P<y>\d{{4}}){_SPLIT}(?P<name>[a-zåäö]+)\.?"),
)
_NUMBERED: Final = (
    re.compile(r"(?P<n>\d{1,2})\s*[/.]\s*(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})\s*[/.\-]\s*(?P<n>\d{1,2})"),
    re.compile(r"(?P<y>(?:19|20)\d{2})(?P<n>\d{2})"),
)
_WHOLE_PHASE: Final = frozenset(
    {"trial", "trial phase", "kokeilu", "kokeilujakso", "försök", "försöket", "försöksperiod"}
)
_ISO_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[ t]\d{2}:\d{2}.*)?")
_LONGEST: Final = 40
"""Characters; no period is longer."""
_AS_NUMBER: Final = range(32_874, 73_416)
"""The days from 1990 to 2100 as a spreadsheet counts them, from 1900 on."""
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_SUMS: Final = frozenset(
    {"yhteensä", "yht", "kaikki", "summa", "kokonaissumma", "loppusumma", "välisumma", "kertymä"}
    | {"keskiarvo", "keskim", "ka", "mediaani"}
    | {"totalt", "tot", "totalsumma", "slutsumma", "delsumma", "sammanlagt", "summering"}
    | {"medelvärde", "medeltal", "medel", "median"}
    | {"total", "totals", "sum", "subtotal", "average", "avg", "mean", "ytd", "σ", "∑"}
)
_SUMS_IN_WORDS: Final = ("koko vuosi", "hela året", "whole year", "full year", "year to date")


def is_sum(cell: Cell) -> bool:
    """Whether a word of the cell says that its row sums the others up.

    No week, month or day is spelled with one of these words.

    >>> is_sum("Yhteensä:"), is_sum("2026 yhteensä"), is_sum("Grand total"), is_sum("maj 2026")
    (True, True, True, False)
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return False
    words = [word for word in re.split(r"[\s:.,()/]+", seen(cell).casefold()) if word]
    return not _SUMS.isdisjoint(words) or " ".join(words[:3]).startswith(_SUMS_IN_WORDS)


def trial_starts(trial: Trial) -> date | None:
    """First day of the trial phase, as far as it is known."""
    if trial.promise:
        return trial.promise.phases.trial.first
    return trial.draft.starts_on if trial.draft else None


def read_stamp(
    cell: Cell,
    *,
    hint: PeriodKind | None = None,
    cadence: PeriodKind | None = None,
    order: str | None = None,
    trial_starts: date | None = None,
) -> Stamp:
    """The period in a cell; a plain day stays a `date`, see `Stamp`.

    Args:
        cell: as found in the table.
        hint: what the column's heading promises.
        cadence: the kind of period the row's metrics usually have.
        order: `dmy`, `mdy` or `ymd` for days that can be read in several ways.
        trial_starts: first day of the trial phase, for a figure of the whole phase.

    Raises:
        InvalidInput: it is no period (NOT_A_PERIOD), could be two (AMBIGUOUS_PERIOD,
            AMBIGUOUS_DAY), or lies in no year of ours (ODD_YEAR).
    """
    cell = cell.cell if isinstance(cell, Merged) else cell
    stamp = _stamp(cell, hint, cadence, order, trial_starts)
    if not EARLIEST <= (stamp if isinstance(stamp, date) else stamp.start) <= LATEST:
        raise _odd_year(cell)
    return stamp


def _stamp(
    cell: Cell,
    hint: PeriodKind | None,
    cadence: PeriodKind | None,
    order: str | None,
    trial_starts: date | None,
) -> Stamp:
    if isinstance(cell, date):
        return _for_heading(cell.date() if isinstance(cell, datetime) else cell, hint)
    if isinstance(cell, Blunder):
        raise no_value(cell)
    text = " ".join(seen(str(cell)).replace("–", "-").casefold().split())
    if not isinstance(cell, str | int) or not 0 < len(text) <= _LONGEST:
        raise _not_a_period(cell)
    if text in _WHOLE_PHASE and trial_starts is not None:
        return Period(PeriodKind.PHASE, trial_starts)
    try:
        found = (
            _numbered(text, cell, hint, cadence)
            or _by_word(text)
            or _named_month(text)
            or _span(text, cell)
        )
        return found or _for_heading(named_day(text) or _day(text, cell, order), hint)
    except ValueError:
        raise _not_a_period(cell) from None


def _numbered(
    text: str, cell: Cell, hint: PeriodKind | None, cadence: PeriodKind | None
) -> Period | None:
    """`10/2026`, `2026-10`, `202610`: a month, unless the heading or the metric says week."""
    match = next((match for form in _NUMBERED if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    number, year = int(match["n"]), int(match["y"])
    written_as_iso = re.fullmatch(r"\d{4}-\d{2}", text) is not None
    if hint is PeriodKind.WEEK and not written_as_iso:
        return _period(PeriodKind.WEEK, year, number)
    if number > 12 and PeriodKind.WEEK in (hint, cadence):
        return _period(PeriodKind.WEEK, year, number)
    doubtful = hint is PeriodKind.WEEK or (hint is None and cadence is PeriodKind.WEEK)
    if doubtful and (hint or not written_as_iso):
        raise _ambiguous(cell, year, number)
    return _period(PeriodKind.MONTH, year, number)


def _by_word(text: str) -> Period | None:
    for kind, form in _BY_WORD:
        if match := form.fullmatch(text):
            return _period(kind, int(match["y"]), int(match["n"] or 1))
    return None


def _named_month(text: str) -> Period | None:
    for form in _NAMED_MONTH:
        match = form.fullmatch(text)
        if match and match["name"] in MONTH:
            year = int(match["y"])
            return _period(
                PeriodKind.MONTH, year + 2000 if year < 100 else year, MONTH[match["name"]]
            )
    return None


def _span(text: str, cell: Cell) -> Period | None:
    """`2.3.-8.3.2026`: the week whose first and last day these are."""
    days = span(text)
    if days is None:
        return None
    period = whole_period(days)
    if period is None:
        raise InvalidInput(
            Message("“{found}” is not one week, month, quarter or year.", found=str(cell)),
            code="NOT_A_PERIOD",
            remedy=Message("A week is from Monday to Sunday: write it as 2026-W10."),
        )
    return period


def _period(kind: PeriodKind, year: int, number: int) -> Period:
    """The `number`th period of `kind` of a year; ValueError where the year has none."""
    match kind:
        case PeriodKind.WEEK:
            return Period(kind, date.fromisocalendar(year, number, 1))
        case PeriodKind.QUARTER:
            return Period(kind, date(year, 3 * number - 2, 1))
        case PeriodKind.YEAR:
            return Period(kind, date(year, 1, 1))
    return Period(kind, date(year, number, 1))


def _day(text: str, cell: Cell, order: str | None) -> date:
    iso = _ISO_DAY.fullmatch(text)
    try:
        return date.fromisoformat(iso[1]) if iso else read_day(bare_day(text), order)
    except AmbiguousDay:
        raise InvalidInput(
            Message("“{found}” could be two different days.", found=str(cell)),
            code=AMBIGUOUS_DAY,
            remedy=Message(
                "Say which comes first: --dates dmy for day and month, --dates mdy for month "
                "and day."
            ),
        ) from None
    except (NotADay, ValueError):
        raise _not_a_period(cell) from None


def _for_heading(day: date, hint: PeriodKind | None) -> Stamp:
    """A day under a heading such as “Viikko” or “Kuukausi” stands for that."""
    if hint is None or hint is PeriodKind.DAY:
        return day
    if hint is PeriodKind.WEEK and day.weekday() != 0:
        raise InvalidInput(
            Message("{day} is no Monday, so it doesn't say which week is meant.", day=day),
            code="NOT_A_WEEK",
            remedy=Message("Write the week as 2026-W10, or its Monday."),
        )
    return Period.of(hint, day)


def _ambiguous(cell: Cell, year: int, number: int) -> InvalidInput:
    return InvalidInput(
        Message("“{found}” could be a week or a month.", found=str(cell)),
        code="AMBIGUOUS_PERIOD",
        remedy=Message(
            "Write the week as {week}, or the month as {month}.",
            week=f"{year}-W{number:02}",
            month=f"{year}-{number:02}",
        ),
    )


def _not_a_period(cell: Cell) -> InvalidInput:
    if not str(cell).strip():
        return InvalidInput(
            Message("The row has figures and no period."),
            code="PERIOD_MISSING",
            remedy=Message("Write the period into each row; a merged cell counts for its first."),
        )
    if is_serial_day(str(cell)):
        return serial_day(str(cell), code="NOT_A_PERIOD")
    return InvalidInput(
        Message("“{found}” is no week, month or day.", found=str(cell)[:_LONGEST]),
        code="NOT_A_PERIOD",
        remedy=Message("Write a week as 2026-W10, a month as 2026-03, a day as 2.3.2026."),
    )


def is_serial_day(written: str) -> bool:
    """Whether it may be a day as spreadsheets count them, with its time as a fraction.

    >>> is_serial_day("45384"), is_serial_day("45384.34789"), is_serial_day("2026")
    (True, True, False)
    """
    match = _SERIAL.fullmatch(written)
    return match is not None and int(match[1]) in _AS_NUMBER


def serial_day(written: str, *, code: str) -> InvalidInput:
    """The error for such a day: spreadsheets don't all count from the same one."""
    return InvalidInput(
        Message("“{found}” is a day as spreadsheets count it, shown as a number.", found=written),
        code=code,
        remedy=Message("Format the column as days in the spreadsheet, and save it again."),
    )


def _odd_year(cell: Cell) -> InvalidInput:
    return InvalidInput(
        Message("The year of “{found}” can't be right.", found=str(cell)),
        code="ODD_YEAR",
        remedy=Message("Check the row, and write the year with its four digits."),
    )

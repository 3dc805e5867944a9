"""How long a trial phase is: the slot that says it, and the days it comes to."""

from calendar import monthrange
from datetime import date, timedelta

from trialkit.model.period import DateRange
from trialkit.model.template import Template


def length_slot(template: Template) -> str | None:
    """`weeks` or `months`: the slot that says how long the trial phase is."""
    return next((key for key in ("weeks", "months") if template.slot(key)), None)


def days_of_length(kind: str, count: int, first: date) -> DateRange:
    """The days of so many weeks or months from `first` on."""
    if kind == "months":
        return DateRange(first, months_later(first, count) - timedelta(1))
    return DateRange(first, first + timedelta(7 * count - 1))


def length_in(kind: str, trial: DateRange) -> int:
    """How many weeks or months the trial phase has, the last one counted whole."""
    if kind == "weeks":
        return -(-trial.days // 7)
    count = 1
    while months_later(trial.first, count) <= trial.last:
        count += 1
    return count


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it has none.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

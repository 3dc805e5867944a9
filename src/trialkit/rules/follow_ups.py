"""When a company is asked whether it still does what it tried."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Final

import attrs

from trialkit.model.follow_up import FollowUp
from trialkit.model.period import Phases

AHEAD: Final = timedelta(days=30)
"""How long before its day a follow-up may be asked."""

LATE: Final = timedelta(days=183)
"""How long after its day the last one may still be asked."""

DAYS_A_MONTH: Final = Decimal("365.25") / 12


@attrs.frozen(kw_only=True)
class Window:
    """The time in which one follow-up may be asked.

    Attributes:
        months: how long after the trial phase it is due: 6 or 12.
        due: its promised day.
        opens, closes: the first and last day it may be asked; it ends where the next one begins.
    """

    months: int
    due: date
    opens: date
    closes: date

    def __contains__(self, day: date) -> bool:
        return self.opens <= day <= self.closes


def windows(phases: Phases) -> tuple[Window, ...]:
    """When each promised follow-up may be asked, the earliest first.

    >>> from trialkit.model.period import DateRange
    >>> spring = DateRange(date(2026, 3, 2), date(2026, 5, 24))
    >>> after = (date(2026, 11, 24), date(2027, 5, 24))
    >>> [(one.months, one.closes) for one in windows(
    ...     Phases(baseline=(), trial=spring, settling=None, follow_up=after))]
    [(6, datetime.date(2027, 4, 23)), (12, datetime.date(2027, 11, 23))]
    """
    days = sorted(phases.follow_up)
    return tuple(
        Window(
            months=round((day - phases.trial.last).days / DAYS_A_MONTH),
            due=day,
            opens=day - AHEAD,
            closes=later - AHEAD - timedelta(days=1) if later else day + LATE,
        )
        for day, later in zip_longest(days, days[1:])
    )


def waiting(phases: Phases, answered: Collection[int], today: date) -> Window | None:
    """The follow-up that may be asked now and isn't answered yet; None where there is none.

    Args:
        phases: the promised ones.
        answered: months of the follow-ups that are answered.
        today: the day that is asked about.
    """
    return next(
        (one for one in windows(phases) if today in one and one.months not in answered), None
    )


def latest(follow_ups: Iterable[FollowUp]) -> FollowUp | None:
    """The answer that was given after the longest time; None where nobody was asked."""
    return max(follow_ups, key=lambda told: told.months, default=None)

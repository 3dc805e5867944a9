"""What the calendar says of a trial on a day."""

from datetime import date, timedelta
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.model.period import Phases
from trialkit.model.trial import State, Trial

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)


def require_plausible(*days: date | None) -> None:
    """Refuse a day that no trial of ours has; a slip of the keyboard, most likely.

    Raises:
        InvalidInput: one of them lies before 1990 or after 2100.
    """
    for day in days:
        if day is not None and not EARLIEST <= day <= LATEST:
            raise InvalidInput(
                Message("The year of {day} can't be right.", day=day), code="ODD_YEAR"
            )


def promised_end(trial: Trial) -> date | None:
    """The last promised day, settling time included; None while nothing is promised."""
    return trial.promise.phases.end if trial.promise else None


def promised_end_passed(trial: Trial, today: date) -> bool:
    """Whether the last promised day has come."""
    end = promised_end(trial)
    return end is not None and today >= end


def phase_on(phases: Phases, day: date) -> str:
    """The phase that a day lies in: baseline, trial, settling, or outside of all."""
    if day in phases.trial:
        return "trial"
    if phases.settling and day in phases.settling:
        return "settling"
    return "baseline" if any(day in days for days in phases.baseline) else "outside"


def early(trial: Trial, today: date) -> bool:
    """Whether evaluating on `today` would come before the promised end, and so needs a reason."""
    return trial.promise is not None and not promised_end_passed(trial, today)


def silent(trial: Trial, last: date | None, today: date, *, after_weeks: int) -> bool:
    """Whether a running trial has had no figures for longer than `after_weeks`.

    Args:
        trial: only a running one can fall silent.
        last: the day of its latest figure, or None.
        today: the day that is asked about.
        after_weeks: how long a pause is nothing to worry about.
    """
    if trial.state is not State.RUNNING or trial.started_on is None:
        return False
    since = max(last or trial.started_on, trial.started_on)
    return today - since > timedelta(weeks=after_weeks)

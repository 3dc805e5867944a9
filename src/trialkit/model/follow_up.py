"""What became of a trial after half a year and after a year."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import attrs

from trialkit.model.text import Text


class StillInUse(StrEnum):
    """Whether what was tried is still done."""

    YES = "yes"
    CHANGED = "yes, changed"
    NO = "no"
    CANT_SAY = "can't say"


@attrs.frozen(kw_only=True)
class FollowUp:
    """One look back at a concluded trial.

    Attributes:
        id: globally unique; a corrected answer keeps it.
        trial: the trial's id.
        months: how long after the trial phase it was due: 6 or 12.
        on: the day the company was asked.
        still_in_use: its answer.
        reason: why, in the company's words.
        outcomes: common outcome → its value now, such as `jobs_person_years`; those it told.
        at: when it was recorded, UTC.
        by: who recorded it.
    """

    id: str
    trial: str
    months: int
    on: date
    still_in_use: StillInUse
    reason: Text | None = None
    outcomes: Mapping[str, Decimal] = attrs.field(factory=dict)
    at: datetime
    by: str

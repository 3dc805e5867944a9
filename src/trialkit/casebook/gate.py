"""What consent lets through of one case, asked by the parts of `release`."""

from datetime import UTC, date, datetime, time

import attrs

from trialkit.casebook import coarser
from trialkit.model.consent import ConsentLevel
from trialkit.model.text import Text
from trialkit.rules.consent import Permits


@attrs.frozen(kw_only=True)
class Gate:
    """One case's way out of the house.

    Attributes:
        permits: what the consent in force covers.
        ballots: judging companies below which a verdict isn't shown.
    """

    permits: Permits
    ballots: int

    @property
    def anonymous(self) -> bool:
        """Whether days, places and amounts must not give the company away."""
        return self.permits.level is ConsentLevel.ANONYMOUS

    def day(self, day: date) -> date:
        """The day, or only its quarter's first."""
        return coarser.quarter(day) if self.anonymous else day

    def some_day(self, day: date | None) -> date | None:
        """As `day`, for one that may be missing."""
        return None if day is None else self.day(day)

    def moment(self, at: datetime) -> datetime:
        """The moment, or only its quarter's first."""
        if not self.anonymous:
            return at
        return datetime.combine(coarser.quarter(at.date()), time(), UTC)

    def text(self, text: Text) -> Text:
        """Somebody's words, or none in the same language."""
        if self.permits.words:
            return text
        return Text(words={}, source=text.source, status=text.status)

    def some_text(self, text: Text | None) -> Text | None:
        """As `text`, for words that may be missing; withheld ones are missing too."""
        return text if self.permits.words else None

"""What consent lets through of one case, asked by the parts of `release`."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time

import attrs

from trialkit.casebook import coarser
from trialkit.model.text import Text, Words
from trialkit.rules.consent import Permits, may_print
from trialkit.rules.naming import gives_away


@attrs.frozen(kw_only=True)
class Gate:
    """One case's way out of the house.

    Attributes:
        permits: what the consent in force covers.
        names: of the company, its people, places and products, looked for in free words.
        ballots: judging companies below which a verdict isn't shown.
    """

    permits: Permits
    names: Collection[str]
    ballots: int

    def day(self, day: date) -> date:
        """The day, or only its quarter's first."""
        return day if self.permits.exact else coarser.quarter(day)

    def some_day(self, day: date | None) -> date | None:
        """As `day`, for one that may be missing."""
        return None if day is None else self.day(day)

    def moment(self, at: datetime) -> datetime:
        """The moment, or only its quarter's first."""
        if self.permits.exact:
            return at
        return datetime.combine(coarser.quarter(at.date()), time(), UTC)

    def text(self, text: Text) -> Text:
        """Somebody's words, or none in the same language."""
        if may_print(text, self.permits, self.names):
            return text
        return Text(words={}, source=text.source, status=text.status)

    def keys(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Keys that people made up; where the company isn't named, none that names it."""
        named = self.permits.name
        return tuple(key for key in keys if named or not gives_away(key, self.names))

    def words(self, words: Words) -> Words:
        """A sentence that may have been put otherwise by hand; none that names the company."""
        named = self.permits.name
        away = not named and any(gives_away(said, self.names) for said in words.values())
        return {} if away else words

    def some_text(self, text: Text | None) -> Text | None:
        """As `text`, for words that may be missing; withheld ones are missing too."""
        if text is None or not may_print(text, self.permits, self.names):
            return None
        return text

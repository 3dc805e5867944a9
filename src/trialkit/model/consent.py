"""What may be published of whom."""

from datetime import date
from enum import StrEnum

import attrs


class ConsentLevel(StrEnum):
    """How much may leave the house, from most to least."""

    NAMED = "named"
    NAMED_WITHOUT_FIGURES = "named without figures"
    ANONYMOUS = "anonymous"
    AGGREGATE = "aggregate"
    INTERNAL = "internal"


class Channel(StrEnum):
    """Where something is published."""

    SITE = "site"
    DOCUMENTS = "documents"


@attrs.frozen(kw_only=True)
class Consent:
    """A company's answer to what may be published of a trial, whatever happens in it.

    Attributes:
        id: globally unique.
        company: the company's id.
        trial: the trial's id, or None for all of the company's trials.
        level: how much.
        channels: where.
        languages: in which languages; all where empty.
        given_on: the day it was given.
        given_by: the role of who gave it; private.
        valid_until: last day it holds; after it the trial is internal.
        wording: the id and version of the text that was agreed to.
        file_digest: SHA-256 of the signed paper, where one was attached.
        withdrawn_on: the day it was taken back, or None.
        withdrawn_because: in their words, where they gave any; private.
    """

    id: str
    company: str
    trial: str | None
    level: ConsentLevel
    channels: tuple[Channel, ...]
    languages: tuple[str, ...] = ()
    given_on: date
    given_by: str
    valid_until: date
    wording: str
    file_digest: str | None = None
    withdrawn_on: date | None = None
    withdrawn_because: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        in_time = self.given_on <= day <= self.valid_until
        return in_time and (self.withdrawn_on is None or day < self.withdrawn_on)


@attrs.frozen(kw_only=True)
class Publication:
    """A record that a case was published somewhere, and withdrawn from it.

    Attributes:
        id: globally unique.
        trial: the trial's id.
        address: the case's public address.
        channel: where.
        level: under which consent.
        published_on: first day.
        withdrawn_on: the day it left, or None.
        withdrawn_because: `consent withdrawn`, `consent expired`, … as a code.
    """

    id: str
    trial: str
    address: str
    channel: Channel
    level: ConsentLevel
    published_on: date
    withdrawn_on: date | None = None
    withdrawn_because: str | None = None

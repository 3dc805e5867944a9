"""The core group's judgement: rounds and the ballots in them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import attrs

from trialkit.model.company import StakeKind
from trialkit.model.text import Words

CODE_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Characters of a ballot's code: none that looks like another on paper."""


class RoundKind(StrEnum):
    """When in a trial's life the group is asked."""

    FORECAST = "forecast"
    INTERIM = "interim"
    FINAL = "final"
    FOLLOW_UP = "follow-up"


class Recommendation(StrEnum):
    """What a member would do in the company's place."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"
    CANT_JUDGE = "can't judge"


@attrs.frozen(kw_only=True)
class RubricCriterion:
    """One thing that is rated from 1 to 5.

    Attributes:
        id: its key on the ballot.
        label: its name.
        low, middle, high: what 1, 3 and 5 mean.
    """

    id: str
    label: Words
    low: Words
    middle: Words
    high: Words


@attrs.frozen(kw_only=True)
class Invitation:
    """One member asked for one ballot.

    Attributes:
        member: the member's id.
        company: the member's company at the time, for "one voice a company".
        code: HMAC of the round's secret and the member, short enough to type.
        recused: why the member's ballot doesn't count; None where it does.
    """

    member: str
    company: str
    code: str
    recused: StakeKind | None = None


@attrs.frozen(kw_only=True)
class Round:
    """One evaluation round of one trial. Ballots are blind to each other until it closes.

    Attributes:
        id: globally unique.
        trial: the trial's id.
        kind: when in the trial's life it is held.
        criteria: what is rated.
        invited: who is asked.
        opened_on: first day.
        deadline: last day ballots are expected; later ones are kept and marked late.
        quorum: how many companies must have judged.
        secret: hex; the key of the ballots' codes, private.
        closed_on: the day it closed, or None while it is open.
        without_quorum: the reason it was closed with too few, or None.
        promise: SHA-256 of the promise that a forecast was asked of; None for other rounds.
        as_sealed: whether that promise is the one that was sealed; the start finds out.
    """

    id: str
    trial: str
    kind: RoundKind
    criteria: tuple[RubricCriterion, ...]
    invited: tuple[Invitation, ...]
    opened_on: date
    deadline: date
    quorum: int
    secret: str
    closed_on: date | None = None
    without_quorum: str | None = None
    promise: str | None = None
    as_sealed: bool = True

    @property
    def open(self) -> bool:
        """Whether ballots are still waited for."""
        return self.closed_on is None


@attrs.frozen(kw_only=True)
class Ballot:
    """One member's judgement of one trial. A corrected ballot is a new one that names the old.

    Attributes:
        id: globally unique.
        round: the round's id.
        member: the member's id.
        ratings: criterion id → 1 to 5, or None for "can't judge"; a comment alone has none.
        forecast: 0 to 10, how sure the promise will be met; None where that wasn't asked, or
            the member can't judge it.
        recommendation: what the member would do; None where not answered.
        reason_for, reason_against, comment: in the member's own words.
        may_quote: whether the words may be published without a name.
        at: when it was taken in, UTC.
        entered_by: who typed it in, where that wasn't the member.
        source: the file it came from, or None.
        late: whether it came after the deadline.
        after_closing: whether the round was closed by then: it is kept and shown, never counted.
        replaces: id of the ballot it corrects.
    """

    id: str
    round: str
    member: str
    ratings: Mapping[str, int | None]
    forecast: int | None = None
    recommendation: Recommendation | None = None
    reason_for: str = ""
    reason_against: str = ""
    comment: str = ""
    may_quote: bool = False
    at: datetime
    entered_by: str | None = None
    source: str | None = None
    late: bool = False
    after_closing: bool = False
    replaces: str | None = None

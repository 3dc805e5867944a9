"""What was learned across trials: a claim, what bears it out and what speaks against it."""

from datetime import date, datetime
from enum import StrEnum

import attrs

from trialkit.model.text import Text


class Stance(StrEnum):
    """What a trial says of a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class LearningStatus(StrEnum):
    """How far a claim is borne out; derived by `rules.learning`, never typed."""

    EMERGING = "emerging"
    SUPPORTED = "supported"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    REJECTED = "rejected"


@attrs.frozen(kw_only=True)
class LearningLink:
    """One trial's word on a claim.

    Attributes:
        trial: the trial's id.
        stance: whether it supports or contradicts the claim.
        note: how, in a coordinator's words.
        at: when it was linked, UTC.
        by: who linked it.
    """

    trial: str
    stance: Stance
    note: str = ""
    at: datetime
    by: str


@attrs.frozen(kw_only=True)
class Learning:
    """A claim across trials.

    Attributes:
        id: globally unique.
        slug: what people type: `postage-decides`.
        claim: in one sentence.
        template: id of the kind of trial it is about; None where it is about several.
        links: trials that support it and trials that contradict it, in the order of linking;
            a trial stands there once.
        reviewed_on: the day somebody last held it against all trials that bear on it.
        at: when it was written down, UTC.
        by: who wrote it down.
    """

    id: str
    slug: str
    claim: Text
    template: str | None = None
    links: tuple[LearningLink, ...] = ()
    reviewed_on: date
    at: datetime
    by: str

    def linked_to(self, trial: str) -> bool:
        """Whether the trial with this id is linked to it."""
        return any(link.trial == trial for link in self.links)

    def linked(self, stance: Stance) -> tuple[LearningLink, ...]:
        """The links of one stance."""
        return tuple(link for link in self.links if link.stance is stance)

"""How far a claim across trials is borne out, and when it must be looked at again."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.model.learning import Learning, LearningStatus, Stance
from trialkit.model.trial import Trial

CONFIRMED_BY: Final = 3
"""Companies that must bear a claim out, independently of each other."""

SUPPORTED_BY: Final = 2

STRONG_ENOUGH: Final = 2
"""The strength of evidence that at least one of a confirmed claim's trials needs: promised in
advance."""


class Because(StrEnum):
    """Why a claim has its status."""

    ONE_COMPANY = "one company"
    SEVERAL_COMPANIES = "several companies"
    STRONG_AND_REPEATED = "strong and repeated"
    BOTH_WAYS = "both ways"
    ONLY_AGAINST = "only against"
    NOTHING_YET = "nothing yet"


BECAUSE: Final[Mapping[Because, Message]] = {
    Because.NOTHING_YET: Message("No trial is linked to it yet."),
    Because.ONE_COMPANY: Message("One company bears it out; two make it supported."),
    Because.SEVERAL_COMPANIES: Message(
        "Several companies bear it out and none contradicts; three, one of them with a promise"
        " sealed in advance, would confirm it."
    ),
    Because.STRONG_AND_REPEATED: Message(
        "Three companies or more bear it out, none contradicts, and at least one promise was"
        " sealed in advance."
    ),
    Because.BOTH_WAYS: Message("Some companies bear it out and some contradict it."),
    Because.ONLY_AGAINST: Message("It is only contradicted."),
}
"""The same in a sentence."""


@attrs.frozen(kw_only=True)
class Word:
    """What one trial says of a claim.

    Attributes:
        company: id of the trial's owner; several trials of one owner count once a side.
        stance: whether it supports or contradicts the claim.
        strength: of its evidence, 0 to 6.
    """

    company: str
    stance: Stance
    strength: int


@attrs.frozen(kw_only=True)
class Standing:
    """Where a claim stands.

    Attributes:
        status: how far it is borne out.
        because: the rule that says so.
        supporting, contradicting: companies on each side; one company counts once a side.
        stale: ids of trials that closed after the last review, bear on it and aren't linked.
    """

    status: LearningStatus
    because: Because
    supporting: int
    contradicting: int
    stale: tuple[str, ...] = ()


def standing(
    learning: Learning, trials: Mapping[str, Trial], strengths: Mapping[str, int]
) -> Standing:
    """The status that follows from a claim's links; it is never typed.

    | links | status |
    | --- | --- |
    | none, or one company supports it | emerging |
    | two companies or more support it, none contradicts | supported |
    | three or more, one of them with evidence of level 2 or above, none contradicts | confirmed |
    | some support it and some contradict it | contested |
    | only contradicted | rejected |

    Args:
        learning: the claim.
        trials: every trial that is there, by id.
        strengths: trial's id → strength of its evidence, 0 to 6.
    """
    words = (
        Word(
            company=trials[link.trial].company,
            stance=link.stance,
            strength=strengths.get(link.trial, 0),
        )
        for link in learning.links
        if link.trial in trials
    )
    stale = tuple(each.id for each in bearing_on(learning, trials.values()))
    return attrs.evolve(weighed(words), stale=stale)


def weighed(words: Iterable[Word]) -> Standing:
    """The status that follows from what trials say, by the table of `standing`."""
    said = tuple(words)
    supporting = {word.company for word in said if word.stance is Stance.SUPPORTS}
    contradicting = {word.company for word in said if word.stance is Stance.CONTRADICTS}
    strong = any(word.strength >= STRONG_ENOUGH for word in said if word.stance is Stance.SUPPORTS)
    status, because = _status(len(supporting), len(contradicting), strong=strong)
    return Standing(
        status=status,
        because=because,
        supporting=len(supporting),
        contradicting=len(contradicting),
    )


def bearing_on(learning: Learning, trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """Trials that closed on or after the last review, bear on the claim and aren't linked to it.

    A trial bears on a claim where it is of the kind the claim is about, or of the kind of any
    trial that is linked to it.
    """
    known = {trial.id: trial for trial in trials}
    linked = {link.trial for link in learning.links}
    kinds = {known[id_].template.id for id_ in linked if id_ in known}
    kinds |= {learning.template} if learning.template else set()
    return tuple(
        trial
        for trial in known.values()
        if trial.id not in linked
        and trial.template.id in kinds
        and (trial.closed_on or date.min) >= learning.reviewed_on
    )


def _status(supporting: int, contradicting: int, *, strong: bool) -> tuple[LearningStatus, Because]:
    if supporting and contradicting:
        return LearningStatus.CONTESTED, Because.BOTH_WAYS
    if contradicting:
        return LearningStatus.REJECTED, Because.ONLY_AGAINST
    if supporting >= CONFIRMED_BY and strong:
        return LearningStatus.CONFIRMED, Because.STRONG_AND_REPEATED
    if supporting >= SUPPORTED_BY:
        return LearningStatus.SUPPORTED, Because.SEVERAL_COMPANIES
    return LearningStatus.EMERGING, Because.ONE_COMPANY if supporting else Because.NOTHING_YET

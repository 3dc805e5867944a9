"""How far a claim across trials is borne out, and when it must be looked at again."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

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
    supporting = _companies(learning, Stance.SUPPORTS, trials)
    contradicting = _companies(learning, Stance.CONTRADICTS, trials)
    strong = any(
        strengths.get(link.trial, 0) >= STRONG_ENOUGH for link in learning.linked(Stance.SUPPORTS)
    )
    status, because = _status(len(supporting), len(contradicting), strong=strong)
    return Standing(
        status=status,
        because=because,
        supporting=len(supporting),
        contradicting=len(contradicting),
        stale=tuple(each.id for each in bearing_on(learning, trials.values())),
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


def _companies(learning: Learning, stance: Stance, trials: Mapping[str, Trial]) -> set[str]:
    return {trials[link.trial].company for link in learning.linked(stance) if link.trial in trials}


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

"""What the core group said in a round: counts, medians, the majority, and who saw it otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from trialkit.errors import Message, Refused
from trialkit.evaluation.evaluation import RatingSummary, Verdict
from trialkit.evidence.agreement import agreement
from trialkit.evidence.answers import Unanswerable
from trialkit.model.round import Ballot, Invitation, Recommendation, Round

FEWEST_FOR_A_WORD: Final = 5
"""With fewer ratings only the counts are shown."""

FAVOUR: Final = (Recommendation.ABANDON, Recommendation.ADAPT, Recommendation.ADOPT)
"""Recommendations from least to most in favour of going on."""


def verdict(held: Round, ballots: Sequence[Ballot]) -> Verdict:
    """Sum up a closed round. Members who are recused, or weren't asked, don't count.

    Raises:
        Refused: the round is open, and ballots are blind to each other until it closes.
    """
    if held.closed_on is None:
        raise Refused(Message("Ballots stay hidden until the round is closed."), code="ROUND_OPEN")
    counted = counting(held, ballots)
    companies = {invitation.member: invitation.company for invitation in held.invited}
    majority = majority_of(counted)
    return Verdict(
        round=held.id,
        kind=held.kind,
        closed_on=held.closed_on,
        invited=sum(invitation.recused is None for invitation in held.invited),
        judged=len(counted),
        companies=len({companies[ballot.member] for ballot in counted}),
        recused=sum(invitation.recused is not None for invitation in held.invited),
        typed_in=sum(ballot.entered_by is not None for ballot in counted),
        late=sum(ballot.late for ballot in counted),
        ratings={
            criterion.id: rating_summary(
                [
                    ballot.ratings[criterion.id]
                    for ballot in counted
                    if criterion.id in ballot.ratings
                ]
            )
            for criterion in held.criteria
        },
        recommendations=_recommendations(counted),
        majority=majority,
        dissent=_sorted(words for b in counted for words in _dissenting(b, majority)),
        quotes=_sorted(words for b in counted for words in _agreeing(b, majority)),
        without_quorum=held.without_quorum,
    )


def current(ballots: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """The latest ballot of each member, the earliest-taken first."""
    latest: dict[str, Ballot] = {}
    for ballot in sorted(ballots, key=lambda ballot: (ballot.at, ballot.id)):
        latest[ballot.member] = ballot
    return tuple(sorted(latest.values(), key=lambda ballot: (ballot.at, ballot.id)))


def counting(held: Round, ballots: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """The current ballots of members who were asked and have no stake."""
    entitled = {i.member for i in held.invited if i.recused is None}
    return tuple(
        ballot
        for ballot in current(ballots)
        if ballot.round == held.id and ballot.member in entitled
    )


def missing(held: Round, ballots: Sequence[Ballot]) -> tuple[Invitation, ...]:
    """Who was asked, has no stake, and hasn't answered."""
    answered = {ballot.member for ballot in counting(held, ballots)}
    return tuple(i for i in held.invited if i.recused is None and i.member not in answered)


def rating_summary(ratings: Sequence[int | None]) -> RatingSummary:
    """How one criterion was rated; None is "can't judge"."""
    given = [rating for rating in ratings if rating is not None]
    one, two, three, four, five = (given.count(rating) for rating in range(1, 6))
    return RatingSummary(
        counts=(one, two, three, four, five),
        cant_judge=len(ratings) - len(given),
        median=median(Decimal(rating) for rating in given) if given else None,
        word=agreement_word((one, two, three, four, five)),
    )


def agreement_word(counts: Sequence[int]) -> str | None:
    """`agree`, `lean one way` or `split`; None where too few rated for a word."""
    if sum(counts) < FEWEST_FOR_A_WORD:
        return None
    found = agreement(counts)
    if isinstance(found, Unanswerable):
        return None
    if found.agreement >= 0.6:
        return "agree"
    return "lean one way" if found.agreement >= 0.2 else "split"


def majority_of(counted: Sequence[Ballot]) -> Recommendation | None:
    """What more than half of those who answered recommend; "can't judge" is no majority."""
    given = [b.recommendation for b in counted if b.recommendation is not None]
    for recommendation, count in Counter(given).most_common(1):
        if 2 * count > len(given) and recommendation in FAVOUR:
            return recommendation
    return None


def _ratings(counted: Sequence[Ballot], key: str) -> list[int | None]:
    return [ballot.ratings[key] for ballot in counted if key in ballot.ratings]


def _recommendations(counted: Sequence[Ballot]) -> Mapping[Recommendation, int]:
    given = Counter(ballot.recommendation for ballot in counted)
    return {each: given[each] for each in Recommendation}


def _dissenting(ballot: Ballot, majority: Recommendation | None) -> Iterator[str]:
    """What a member who recommended otherwise has to say for it, if it may be quoted."""
    if not _dissents(ballot, majority) or not ballot.may_quote:
        return
    yield _case_made(ballot, majority)
    yield ballot.comment


def _agreeing(ballot: Ballot, majority: Recommendation | None) -> Iterator[str]:
    """The rest that may be quoted."""
    if not ballot.may_quote:
        return
    if not _dissents(ballot, majority):
        yield from (ballot.reason_for, ballot.reason_against, ballot.comment)
    elif _case_made(ballot, majority) is ballot.reason_for:
        yield ballot.reason_against
    else:
        yield ballot.reason_for


def _dissents(ballot: Ballot, majority: Recommendation | None) -> bool:
    said = ballot.recommendation
    return majority is not None and said in FAVOUR and said is not majority


def _case_made(ballot: Ballot, majority: Recommendation | None) -> str:
    """The reason for, from a member keener than the majority; the reason against, else."""
    if ballot.recommendation is None or majority is None:
        return ""
    keener = FAVOUR.index(ballot.recommendation) > FAVOUR.index(majority)
    return ballot.reason_for if keener else ballot.reason_against


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    # In the order of the alphabet, which says nothing of who handed in when.
    return tuple(sorted({said.strip() for said in words if said.strip()}, key=str.casefold))

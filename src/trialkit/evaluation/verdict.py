"""What the core group said in a round: counts, medians, the majority, and who saw it otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from trialkit.errors import Message, Refused
from trialkit.evaluation.evaluation import Forecast, RatingSummary, Verdict
from trialkit.evaluation.forecasts import forecast
from trialkit.evaluation.rater_agreement import rater_agreement
from trialkit.evidence.agreement import agreement
from trialkit.evidence.answers import Unanswerable
from trialkit.model.round import Ballot, Invitation, Recommendation, Round, RoundKind

FEWEST_TO_SHOW: Final = 3
"""Companies below which even the group isn't shown what its members said."""

FEWEST_FOR_A_WORD: Final = 5
"""With fewer ratings only the counts are shown."""

FAVOUR: Final = (Recommendation.ABANDON, Recommendation.ADAPT, Recommendation.ADOPT)
"""Recommendations from least to most in favour of going on."""


def verdict(held: Round, ballots: Sequence[Ballot], *, sealed_before_start: bool = True) -> Verdict:
    """Sum up a closed round. Members who are recused, or weren't asked, don't count.

    From fewer than three companies only that they judged is told: with two, each of them would
    know what the other said.

    Args:
        held: the round.
        ballots: all of its ballots, corrected ones too.
        sealed_before_start: whether a forecast could still be one when the promise was sealed.

    Raises:
        Refused: the round is open, and ballots are blind to each other until it closes.
    """
    if held.closed_on is None:
        raise Refused(Message("Ballots stay hidden until the round is closed."), code="ROUND_OPEN")
    counted = counting(held, ballots)
    companies = len(companies_of(held, counted))
    told = counted if companies >= FEWEST_TO_SHOW else ()
    majority = majority_of(told)
    quotable = [ballot for ballot in told if ballot.may_quote]
    private = [ballot for ballot in told if not ballot.may_quote]
    return Verdict(
        round=held.id,
        kind=held.kind,
        closed_on=held.closed_on,
        invited=sum(invitation.recused is None for invitation in held.invited),
        judged=len(counted),
        companies=companies,
        recused=sum(invitation.recused is not None for invitation in held.invited),
        typed_in=sum(ballot.entered_by is not None for ballot in counted),
        typed_by=Counter(ballot.entered_by for ballot in counted if ballot.entered_by),
        late=sum(ballot.late for ballot in counted),
        corrected=sum(ballot.replaces is not None for ballot in counted),
        after_closing=sum(ballot.after_closing for ballot in ballots),
        too_few=not told,
        forecast=forecast_of(held, ballots, sealed_before_start=sealed_before_start)
        if held.kind is RoundKind.FORECAST
        else None,
        ratings={
            criterion.id: rating_summary(_ratings(told, criterion.id))
            for criterion in held.criteria
            if told
        },
        recommendations=_recommendations(told) if asks_for_advice(held) else {},
        majority=majority,
        dissent=_sorted(words for b in quotable for words in _dissenting(b, majority)),
        quotes=_sorted(words for b in quotable for words in _agreeing(b, majority)),
        internal_dissent=_sorted(words for b in private for words in _dissenting(b, majority)),
        internal=_sorted(words for b in private for words in _agreeing(b, majority)),
        agreement=rater_agreement(_by_member(held, told)) if told and held.criteria else None,
        without_quorum=held.without_quorum,
    )


def current(ballots: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """The latest ballot of each member before the round closed, the earliest-taken first."""
    in_time = (ballot for ballot in in_order(ballots) if not ballot.after_closing)
    latest = {ballot.member: ballot for ballot in in_time}
    return tuple(in_order(latest.values()))


def in_order(ballots: Iterable[Ballot]) -> list[Ballot]:
    """The oldest first; a correction after what it corrects, also where the clock stood still."""
    known = {ballot.id: ballot for ballot in ballots}

    def corrections(ballot: Ballot) -> int:
        before = known.get(ballot.replaces or "")
        return 0 if before is None else 1 + corrections(before)

    return sorted(known.values(), key=lambda one: (one.at, corrections(one), one.id))


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


def companies_of(held: Round, counted: Iterable[Ballot]) -> frozenset[str]:
    """The companies that ballots speak for: one voice each in the quorum and in the minima."""
    companies = {invitation.member: invitation.company for invitation in held.invited}
    return frozenset(companies[ballot.member] for ballot in counted)


def forecast_of(held: Round, ballots: Sequence[Ballot], *, sealed_before_start: bool) -> Forecast:
    """How far the group believed in the promise, of a forecast round that is closed."""
    given = [ballot for ballot in counting(held, ballots) if ballot.forecast is not None]
    companies = len(companies_of(held, given))
    return forecast(
        [ballot.forecast for ballot in given if ballot.forecast is not None],
        companies=companies,
        shown=companies >= FEWEST_TO_SHOW,
        before_start=sealed_before_start,
        as_sealed=held.as_sealed,
    )


def asks_for_advice(held: Round) -> bool:
    """Whether members are asked what the company should do; before the start they aren't."""
    return held.kind is not RoundKind.FORECAST


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


def _by_member(held: Round, counted: Sequence[Ballot]) -> list[list[int | None]]:
    """A member a row, a criterion a column."""
    return [[ballot.ratings.get(criterion.id) for criterion in held.criteria] for ballot in counted]


def _recommendations(counted: Sequence[Ballot]) -> Mapping[Recommendation, int]:
    given = Counter(ballot.recommendation for ballot in counted)
    return {each: given[each] for each in Recommendation}


def _dissenting(ballot: Ballot, majority: Recommendation | None) -> Iterator[str]:
    """What a member who recommended otherwise has to say for it."""
    if _dissents(ballot, majority):
        yield _case_made(ballot, majority)
        yield ballot.comment


def _agreeing(ballot: Ballot, majority: Recommendation | None) -> Iterator[str]:
    """The rest of a member's words."""
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

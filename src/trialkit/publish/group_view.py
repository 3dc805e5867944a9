"""What the core group thought, and where it disagreed."""

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseRating, CaseVerdict
from trialkit.evaluation.forecasts import told
from trialkit.publish.shown import Shown, in_own_language
from trialkit.publish.words import PageWords, begun


@attrs.frozen(kw_only=True)
class RatingRow:
    """How one thing was rated: the counts from 1 to 5, and what they come to."""

    label: Shown
    counts: tuple[str, ...]
    cant_judge: str
    median: str
    word: str


@attrs.frozen(kw_only=True)
class GroupView:
    """One round.

    Attributes:
        kind: when in the trial's life.
        on: the day it closed.
        who: how many judged, of how many, for how many companies.
        recused: how many stood aside; empty for none.
        how: ballots that came late, were corrected or typed in by somebody else; empty for none.
        too_few: a sentence where there were too few ballots to show.
        forecast: how far the group believed in the promise; empty where that wasn't asked.
        ratings: per thing rated.
        recommendations: what was recommended, with counts.
        majority: what more than half recommended.
        dissent, quotes: words that may be quoted without a name.
    """

    kind: str
    on: str
    who: str
    recused: str
    how: str
    too_few: str
    forecast: str
    ratings: tuple[RatingRow, ...]
    recommendations: tuple[tuple[str, str], ...]
    majority: str
    dissent: tuple[Shown, ...]
    quotes: tuple[Shown, ...]


def group(case: Case, words: PageWords) -> tuple[GroupView, ...]:
    """The core group's rounds, oldest first."""
    return tuple(_round(verdict, case.title.source, words) for verdict in case.group)


def _round(verdict: CaseVerdict, own: str, words: PageWords) -> GroupView:
    return GroupView(
        kind=begun(words.label("round_kind", verdict.kind)),
        on=words.day(verdict.closed_on),
        who=words.say(
            "Ballots: {judged} of {invited}. Companies: {companies}.",
            judged=verdict.judged,
            invited=verdict.invited,
            companies=verdict.companies,
        ),
        recused=words.counted(
            "{n} member stood aside because of a stake of their own.",
            "{n} members stood aside because of a stake of their own.",
            n=verdict.recused,
        )
        if verdict.recused
        else "",
        how=_how(verdict, words),
        too_few=words.say("There were too few ballots to show.") if verdict.too_few else "",
        forecast=_forecast(verdict, words),
        ratings=tuple(_rating(rating, words) for rating in verdict.ratings),
        recommendations=tuple(
            (words.label("recommendation", choice), words.wording.number(count))
            for choice, count in verdict.recommendations.items()
            if count
        ),
        majority=_majority(verdict, words),
        dissent=tuple(in_own_language(one, own, words.language) for one in verdict.dissent),
        quotes=tuple(in_own_language(one, own, words.language) for one in verdict.quotes),
    )


def _how(verdict: CaseVerdict, words: PageWords) -> str:
    """Ballots that the member didn't fill in alone, in time and once."""
    if not (verdict.typed_in or verdict.late or verdict.corrected):
        return ""
    return words.say(
        "Typed in from paper: {typed}. After the deadline: {late}. Corrected: {corrected}.",
        typed=verdict.typed_in,
        late=verdict.late,
        corrected=verdict.corrected,
    )


def _forecast(verdict: CaseVerdict, words: PageWords) -> str:
    return words.wording.say(told(verdict.forecast)) if verdict.forecast else ""


def _majority(verdict: CaseVerdict, words: PageWords) -> str:
    if verdict.too_few or not verdict.recommendations:
        return ""
    if verdict.majority is None:
        return words.say("No recommendation had more than half.")
    return words.say(
        "More than half recommended: {choice}",
        choice=words.label("recommendation", verdict.majority),
    )


def _rating(rating: CaseRating, words: PageWords) -> RatingRow:
    return RatingRow(
        label=words.shown(rating.label),
        counts=tuple(words.wording.number(count) for count in rating.counts),
        cant_judge=words.wording.number(rating.cant_judge),
        median=words.wording.number(rating.median) if rating.median is not None else "–",
        word=words.label("agreement_word", rating.word) if rating.word else "",
    )

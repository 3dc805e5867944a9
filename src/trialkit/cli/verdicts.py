"""How the core group's verdict reads: counts, medians and three words, and the dissent."""

from collections.abc import Iterable

import click

from trialkit.cli.phrases import in_reader_language, several
from trialkit.cli.saying import NOTHING, say, words, wrapped
from trialkit.cli.tables import table
from trialkit.errors import Message
from trialkit.evaluation.evaluation import Evaluation, RatingSummary, Verdict
from trialkit.evaluation.forecasts import told
from trialkit.evaluation.rubric import RUBRIC
from trialkit.language.marking import N_
from trialkit.language.wording import Wording


def tell_forecasts(evaluation: Evaluation) -> None:
    """What the group believed before the start, beside what became of it."""
    for verdict in evaluation.verdicts:
        tell_forecast(verdict)


def tell_forecast(verdict: Verdict) -> None:
    """What one round says of it; nothing where it wasn't asked."""
    if verdict.forecast is not None:
        say(told(verdict.forecast))


def tell_verdict(verdict: Verdict, wording: Wording) -> None:
    """What the core group said in one round."""
    say(
        "Core group ({kind}, {day}): {judged}/{invited} ballots, {companies} companies,"
        " {recused} recused.",
        kind=wording.label("round_kind", verdict.kind),
        day=verdict.closed_on,
        judged=verdict.judged,
        invited=verdict.invited,
        companies=verdict.companies,
        recused=verdict.recused,
    )
    _tell_how(verdict)
    if verdict.too_few:
        say("Too few companies judged for what they said to be shown.")
    if verdict.forecast is not None and verdict.forecast.median is not None:
        say("Median of the forecasts, 0 to 10: {median}", median=verdict.forecast.median)
    _tell_advice(verdict, wording)
    _tell_ratings(verdict, wording)
    for quote in verdict.dissent:
        say("Of another mind: “{words}”", words=quote)
    for quote in verdict.internal_dissent:
        say("Of another mind, for the house only: “{words}”", words=quote)
    _tell_words(words(N_("May be quoted:")), verdict.quotes)
    _tell_words(words(N_("For the house only:")), verdict.internal)
    if verdict.without_quorum:
        say("Closed with too few companies: {reason}", reason=verdict.without_quorum)


def _tell_how(verdict: Verdict) -> None:
    """Ballots that weren't filled in by the member, in time, and once."""
    for who, n in verdict.typed_by.items():
        say(
            Message.counted(
                "{n} paper ballot was typed in by {who}.",
                "{n} paper ballots were typed in by {who}.",
                n=n,
                who=who,
            )
        )
    if verdict.corrected:
        say(
            Message.counted(
                "{n} ballot takes the place of an earlier one.",
                "{n} ballots take the place of earlier ones.",
                n=verdict.corrected,
            )
        )
    if verdict.late:
        say(
            Message.counted(
                "{n} ballot came after the deadline.",
                "{n} ballots came after the deadline.",
                n=verdict.late,
            )
        )
    if verdict.after_closing:
        say(
            Message.counted(
                "{n} ballot came after the round was closed, and doesn't count.",
                "{n} ballots came after the round was closed, and don't count.",
                n=verdict.after_closing,
            )
        )


def _tell_advice(verdict: Verdict, wording: Wording) -> None:
    votes = [
        f"{wording.label('recommendation', one)} {count}"
        for one, count in verdict.recommendations.items()
        if count
    ]
    if votes:
        say("Recommendation: {votes}.", votes=several(votes))


def _tell_ratings(verdict: Verdict, wording: Wording) -> None:
    rated = [(one, verdict.ratings[one.id]) for one in RUBRIC if one.id in verdict.ratings]
    if not any(sum(summary.counts) or summary.cant_judge for _, summary in rated):
        return
    headings = [
        words(N_("Rated from 1 to 5")),
        *(str(rating) for rating in range(1, 6)),
        "?",
        words(N_("Median")),
        words(N_("Agreement")),
    ]
    rows = [
        [in_reader_language(one.label, wording), *_counts(summary), *_summed_up(summary, wording)]
        for one, summary in rated
    ]
    click.echo(table(headings, rows, right=range(1, 8), fixed=range(1, 9), wrap=True))


def _counts(summary: RatingSummary) -> list[str]:
    return [str(count or NOTHING) for count in (*summary.counts, summary.cant_judge)]


def _summed_up(summary: RatingSummary, wording: Wording) -> tuple[str, str]:
    """The median, and the word for how far the group agrees; none where too few rated."""
    if summary.median is None:
        return NOTHING, ""
    word = wording.label("agreement_word", summary.word) if summary.word else ""
    return wording.number(summary.median), word


def _tell_words(heading: str, said: Iterable[str]) -> None:
    lines = [wrapped(f"“{one}”", first="  ", hanging="  ") for one in said]
    if lines:
        click.echo("\n".join([heading, *lines]))

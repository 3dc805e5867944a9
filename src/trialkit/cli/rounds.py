"""`round`: the core group's judgement, part by part; `evaluate` does the same in one go."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from trialkit.cli.asking import ask_words
from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, group, option, pass_call
from trialkit.cli.report import tell_verdict
from trialkit.cli.saying import next_step, say, short, tell, words
from trialkit.cli.steps import name_next
from trialkit.cli.typed import Day, OneOf, pairs
from trialkit.errors import InvalidInput, Message, Place, Refused, Value
from trialkit.language.marking import N_
from trialkit.model.round import Recommendation, Round, RoundKind
from trialkit.workspace.reports import CollectReport

CANT_JUDGE = frozenset({"-", "–", "?", "x"})
"""How “can't judge” is typed in place of 1 to 5."""


@group("round", help=N_("Ask the core group, part by part; “evaluate” does the same in one go."))
def round_() -> None:
    """Open, ballots, collect, close."""


@round_.command("open", help=N_("Open an evaluation round: every member of the area is invited."))
@argument("trial", metavar=N_("TRIAL"))
@option("--deadline", type=Day(), metavar=N_("DATE"), help=N_("Last day (in two weeks)."))
@option(
    "--quorum",
    type=click.IntRange(min=1),
    metavar=N_("NUMBER"),
    help=N_("Companies that must have judged."),
)
@option(
    "--kind",
    type=OneOf("round_kind", RoundKind),
    default=RoundKind.FINAL,
    help=N_("When in the trial's life it is held."),
)
@option(
    "--early",
    "early_reason",
    metavar=N_("REASON"),
    help=N_("Evaluate before the promised end, for this reason."),
)
@pass_call
def open_(
    call: Call,
    *,
    trial: str,
    deadline: date | None,
    quorum: int | None,
    kind: RoundKind,
    early_reason: str | None,
) -> None:
    """Open a round."""
    slug = call.trial(trial)
    opened = call.ws.open_round(
        slug, deadline=deadline, quorum=quorum, kind=kind, early_reason=early_reason
    )
    tell_opened(call, opened)
    next_step("round", "ballots", short(slug), words(N_("FOLDER")))


@round_.command("ballots", help=N_("Write the ballots out, for Excel, paper or a reader's mail."))
@argument("trial", metavar=N_("TRIAL"))
@argument("folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path))
@option(
    "--form",
    type=click.Choice(["xlsx", "csv", "html"]),
    default="xlsx",
    help=N_("Which kind of file."),
)
@pass_call
def ballots(call: Call, *, trial: str, folder: Path, form: str) -> None:
    """Write the blank ballots."""
    slug = call.trial(trial)
    written = call.ws.write_ballots(slug, folder, form=form, language=call.language)
    tell_ballots(written, folder)
    next_step("round", "collect", short(slug), str(folder))


@round_.command("collect", help=N_("Take filled ballots in, from files and folders."))
@argument("trial", metavar=N_("TRIAL"))
@argument("paths", metavar=N_("FILE"), nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_call
def collect(call: Call, *, trial: str, paths: tuple[Path, ...]) -> int:
    """Take ballots in."""
    slug = call.trial(trial)
    report = call.ws.collect(slug, paths)
    tell_collected(report)
    name_next(call.ws.next_step(slug), slug)
    return InvalidInput.exit_code if report.unreadable else 0


@round_.command(
    "ballot",
    help=N_(
        "Type in one member's ballot.\n\n"
        "MEMBER is a name, a company or the ballot's code. Ratings are 1 to 5, or - for “can't"
        " judge”: --rate useful=4 --rate bold=-"
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("member", metavar=N_("MEMBER"))
@option("--rate", "rates", metavar=N_("KEY=1…5"), multiple=True, help=N_("A rating."))
@option(
    "--recommend",
    "recommendation",
    type=OneOf("recommendation", Recommendation),
    help=N_("What the member would do."),
)
@option("--for", "reason_for", metavar=N_("TEXT"), default="", help=N_("What speaks for it."))
@option(
    "--against",
    "reason_against",
    metavar=N_("TEXT"),
    default="",
    help=N_("What speaks against it."),
)
@option("--comment", metavar=N_("TEXT"), default="", help=N_("What else they said."))
@option("--quote", "may_quote", is_flag=True, help=N_("The words may be published without a name."))
@pass_call
def ballot(
    call: Call,
    *,
    trial: str,
    member: str,
    rates: tuple[str, ...],
    recommendation: Recommendation | None,
    reason_for: str,
    reason_against: str,
    comment: str,
    may_quote: bool,
) -> None:
    """Take one ballot in that was given on paper or by phone."""
    slug = call.trial(trial)
    call.ws.ballot(
        slug,
        member,
        ratings={key: _rating(key, value) for key, value in pairs(rates, "--rate").items()},
        recommendation=recommendation,
        reason_for=reason_for,
        reason_against=reason_against,
        comment=comment,
        may_quote=may_quote,
        entered_by=call.ws.actor,
    )
    say("The ballot was taken in: {member}", member=member)
    name_next(call.ws.next_step(slug), slug)


@round_.command("close", help=N_("Close the round and see what the core group says."))
@argument("trial", metavar=N_("TRIAL"))
@option(
    "--without-quorum",
    metavar=N_("REASON"),
    help=N_("Close it with too few companies, for this reason."),
)
@pass_call
def close(call: Call, *, trial: str, without_quorum: str | None) -> None:
    """Close a round."""
    slug = call.trial(trial)
    try:
        verdict = call.ws.close_round(slug, without_quorum=without_quorum)
    except Refused as error:
        if not call.terminal or "NO_QUORUM" not in error.codes:
            raise
        tell(call, error.problems)
        reason = ask_words(Message("Why is it closed all the same? (q = leave it open)"))
        verdict = call.ws.close_round(slug, without_quorum=reason)
    tell_verdict(verdict, call.wording)
    name_next(call.ws.next_step(slug), slug)


def tell_opened(call: Call, opened: Round) -> None:
    """Who is asked until when, and who is recused."""
    recused = [one for one in opened.invited if one.recused is not None]
    say(
        "Core group: {asked} asked, {recused} recused. Deadline: {deadline}",
        asked=len(opened.invited) - len(recused),
        recused=len(recused),
        deadline=opened.deadline,
    )
    kinds = {one.recused for one in recused if one.recused is not None}
    if kinds:
        reasons = tuple(call.wording.label("stake", kind) for kind in sorted(kinds))
        say("Recused because: {reasons}", reasons=reasons)


def tell_ballots(written: Sequence[Path], folder: Path) -> None:
    """Where the blank ballots are."""
    say(
        Message.counted(
            "{n} file in {folder}: send it to the core group, or print it.",
            "{n} files in {folder}: send them to the core group, or print them.",
            n=len(written),
            folder=str(folder),
        )
    )


def tell_collected(report: CollectReport) -> None:
    """What came back, without a word of what anybody wrote."""
    say(
        "Ballots: {new} new, {corrected} corrected, {unchanged} unchanged, {missing} missing",
        new=len(report.taken),
        corrected=len(report.replaced),
        unchanged=report.unchanged,
        missing=len(report.missing),
    )
    _named(Message("Came after the deadline: {names}", names=report.late), report.late)
    _named(Message("Recused, doesn't count: {names}", names=report.recused), report.recused)
    _named(Message("Missing: {names}", names=report.missing), report.missing)
    if report.unreadable:
        from trialkit.cli.saying import current_call

        tell(current_call(), report.unreadable)


def _named(message: Message, names: Sequence[Value]) -> None:
    if names:
        say(message)


def _rating(key: str, typed: str) -> int | None:
    if typed in CANT_JUDGE:
        return None
    if typed.isdecimal():
        return int(typed)
    raise InvalidInput(
        Message("“{found}” is not a rating from 1 to 5.", found=typed),
        code="NOT_A_RATING",
        place=Place(field=key),
        remedy=Message("Write 1 to 5, or - for “can't judge”."),
    )

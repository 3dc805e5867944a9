"""`round`: the core group's judgement, part by part; `evaluate` does the same in one go."""

import sys
from datetime import date
from pathlib import Path
from typing import Final

import click

from trialkit.cli.asking import ask_words
from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, group, option, pass_call
from trialkit.cli.round_reports import tell_ballots, tell_collected, tell_opened
from trialkit.cli.round_views import forecasts, raters, status
from trialkit.cli.saying import next_step, say, short, tell, words
from trialkit.cli.steps import name_next
from trialkit.cli.typed import Day, OneOf, pairs
from trialkit.cli.verdicts import tell_forecast, tell_verdict
from trialkit.errors import InvalidInput, Message, NotFound, Place, Refused
from trialkit.intake.ballots import BallotForm
from trialkit.language.marking import N_
from trialkit.model.round import Recommendation, RoundKind

CANT_JUDGE: Final = frozenset({"-", "–", "?", "x"})
"""How “can't judge” is typed in place of 1 to 5."""
STANDARD_INPUT: Final = "-"


@group("round", help=N_("Ask the core group, part by part; “evaluate” does the same in one go."))
def round_() -> None:
    """Open, ballots, collect, close; status, raters, forecasts."""


@round_.command(
    "open",
    help=N_(
        "Open a round for one trial or several: every member of the area is invited.\n\n"
        "Before the start, --kind forecast asks one question: will the promise be met? It ends"
        " when the trial starts, at the latest."
    ),
)
@argument("trials", metavar=N_("TRIAL"), nargs=-1, required=True)
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
    trials: tuple[str, ...],
    deadline: date | None,
    quorum: int | None,
    kind: RoundKind,
    early_reason: str | None,
) -> None:
    """Open rounds."""
    slugs = _selected(call, trials)
    opened = call.ws.open_rounds(
        slugs, deadline=deadline, quorum=quorum, kind=kind, early_reason=early_reason
    )
    tell_opened(call, *opened)
    next_step("round", "ballots", *map(short, slugs), words(N_("FOLDER")))


@round_.command(
    "ballots",
    help=N_(
        "Write the ballots out, for Excel, mail, a phone or paper.\n\n"
        "Several trials, or none named for every open round, make ballots for one meeting."
    ),
)
@argument("trials", metavar=N_("TRIAL"), nargs=-1)
@argument("folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path))
@option(
    "--form",
    "--format",
    type=click.Choice([form.value for form in BallotForm]),
    default=BallotForm.XLSX.value,
    help=N_("html is filled in on a phone, paper is printed, txt is the text of a mail."),
)
@option(
    "--reply-to",
    metavar=N_("ADDRESS"),
    default="",
    help=N_("Where the filled ballots are mailed to."),
)
@pass_call
def ballots(call: Call, *, trials: tuple[str, ...], folder: Path, form: str, reply_to: str) -> None:
    """Write the blank ballots."""
    slugs = _selected(call, trials) if trials else _open(call)
    written = call.ws.write_ballots(
        slugs, folder, form=form, language=call.language, reply_to=reply_to
    )
    tell_ballots(written, folder)
    next_step("round", "collect", str(folder))


@round_.command(
    "collect",
    help=N_(
        "Take filled ballots in, from files and folders; - is standard input.\n\n"
        "Each ballot's code says which trial it is about. Where the first word is no file but a"
        " trial, only its ballots are taken."
    ),
)
@argument("paths", metavar=N_("[TRIAL] FILE"), nargs=-1, required=True)
@pass_call
def collect(call: Call, *, paths: tuple[str, ...]) -> int:
    """Take ballots in."""
    trial, files = _trial_and_files(call, paths)
    text = sys.stdin.read() if STANDARD_INPUT in files else ""
    paths_given = [file for file in files if file != STANDARD_INPUT]
    report = call.ws.collect(trial, paths_given, text=text)
    tell_collected(report)
    if trial is not None:
        name_next(call.ws.next_step(trial), trial)
    else:
        next_step("round", "status")
    return InvalidInput.exit_code if report.unreadable else 0


@round_.command(
    "ballot",
    help=N_(
        "Type in one member's ballot.\n\n"
        "MEMBER is a name, a company or the ballot's code. Ratings are 1 to 5, or - for “can't"
        " judge”: --rate useful=4 --rate bold=-. A forecast is 0 to 10: --believe 7"
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("member", metavar=N_("MEMBER"))
@option("--rate", "rates", metavar=N_("KEY=1…5"), multiple=True, help=N_("A rating."))
@option(
    "--believe",
    "forecast",
    metavar=N_("0…10"),
    type=int,
    help=N_("Before the start: will the promise be met?"),
)
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
    forecast: int | None,
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
        forecast=forecast,
        recommendation=recommendation,
        reason_for=reason_for,
        reason_against=reason_against,
        comment=comment,
        may_quote=may_quote,
        entered_by=call.ws.actor,
    )
    say("The ballot was taken in: {member}", member=member)
    name_next(call.ws.next_step(slug), slug)


@round_.command("close", help=N_("Close rounds and see what the core group says."))
@argument("trials", metavar=N_("TRIAL"), nargs=-1, required=True)
@option(
    "--without-quorum",
    metavar=N_("REASON"),
    help=N_("Close it with too few companies, for this reason."),
)
@pass_call
def close(call: Call, *, trials: tuple[str, ...], without_quorum: str | None) -> None:
    """Close rounds."""
    slugs = _selected(call, trials)
    try:
        verdicts = call.ws.close_rounds(slugs, without_quorum=without_quorum)
    except Refused as error:
        if not call.terminal or "NO_QUORUM" not in error.codes:
            raise
        tell(call, error.problems)
        reason = ask_words(Message("Why is it closed all the same? (q = leave it open)"))
        verdicts = call.ws.close_rounds(slugs, without_quorum=reason)
    for slug, verdict in zip(slugs, verdicts, strict=True):
        if len(slugs) > 1:
            click.echo(click.style(slug, bold=True))
        tell_forecast(verdict)
        tell_verdict(verdict, call.wording)
        if len(slugs) > 1:
            click.echo()
    if len(slugs) > 1:
        next_step()
    else:
        name_next(call.ws.next_step(slugs[0]), slugs[0])


for view in (status, raters, forecasts):
    round_.add_command(view)


def _selected(call: Call, asked: tuple[str, ...]) -> list[str]:
    """Slugs of the trials that are named one by one, or let through by a filter; each once."""
    from trialkit.store.selection import is_filter

    written = " ".join(asked)
    if not is_filter(written):
        return list(dict.fromkeys(call.trial(one) for one in asked))
    if slugs := [row.slug for row in call.ws.overview(written)]:
        return slugs
    raise NotFound(Message("No trials were found."), code="UNKNOWN_TRIAL")


def _open(call: Call) -> list[str]:
    """Slugs of the trials that have an open round."""
    if slugs := [standing.trial for standing in call.ws.round_standings()]:
        return slugs
    raise Refused(
        Message("No round is open."),
        code="NO_OPEN_ROUND",
        remedy=Message("Open one with: trialkit round open."),
    )


def _trial_and_files(call: Call, words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """What was typed: files and folders, and before them perhaps a trial.

    A file of a trial's name is a file: its ballots say themselves what they are about.
    """
    first, *rest = words
    if not rest or first == STANDARD_INPUT or Path(first).exists():
        return None, words
    try:
        return call.trial(first), tuple(rest)
    except NotFound:
        raise NotFound(
            Message("“{name}” is neither a file nor a trial.", name=first), code="NO_FILE"
        ) from None


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

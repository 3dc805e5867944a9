"""`round status`, `raters` and `forecasts`: how rounds stand, and how the group judges."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, pass_call
from trialkit.cli.saying import NOTHING, day_in_table, next_step, say, words
from trialkit.cli.tables import table
from trialkit.errors import Message, Value
from trialkit.evaluation.forecasts import Calibration, Share
from trialkit.evidence.raters import Oddity
from trialkit.language.marking import N_
from trialkit.workspace.round_reports import MemberStanding, RaterPointedOut, RoundStanding


@command(
    "status",
    help=N_(
        "Show who has answered and who is recused; never what anybody answered.\n\n"
        "Without a trial: every open round. With one: all its rounds, closed ones too."
    ),
)
@argument("trial", metavar=N_("TRIAL"), required=False)
@reading
@pass_call
def status(call: Call, *, trial: str | None, as_json: bool, output: Path | None) -> None:
    """Show how rounds stand."""
    standings = call.ws.round_standings(None if trial is None else call.trial(trial))
    if (as_json or output) and given(
        standings, _status_sheet(call, standings), as_json=as_json, output=output
    ):
        return
    if not standings:
        if trial is None:
            say("No round is open.")
        else:
            say("This trial has had no round yet.")
        next_step("round", "open", trial or words(N_("TRIAL")))
        return
    if trial is None and len(standings) > 1:
        click.echo(_overview(call, standings))
        return
    for standing in standings:
        _tell_standing(call, standing)


def _overview(call: Call, standings: Sequence[RoundStanding]) -> str:
    headings = [
        words(N_("Trial")),
        words(N_("Round")),
        words(N_("Answered")),
        words(N_("Recused")),
        words(N_("Deadline")),
    ]
    rows = [
        [
            one.trial,
            call.wording.label("round_kind", one.kind),
            f"{one.answered}/{one.asked}",
            str(sum(member.recused is not None for member in one.members)),
            day_in_table(one.deadline, call.language),
        ]
        for one in standings
    ]
    return table(headings, rows, right=(2, 3), fixed=(2, 3, 4))


def _tell_standing(call: Call, standing: RoundStanding) -> None:
    kind = call.wording.label("round_kind", standing.kind)
    click.echo(click.style(f"{standing.trial} · {kind}", bold=True))
    if standing.closed_on is None:
        say(
            "Open since {opened}, deadline {deadline}.",
            opened=standing.opened_on,
            deadline=standing.deadline,
        )
    else:
        say(
            "Opened {opened}, closed {closed}.",
            opened=standing.opened_on,
            closed=standing.closed_on,
        )
    say("Answered: {answered} of {asked}", answered=standing.answered, asked=standing.asked)
    if standing.quorum is not None and standing.closed_on is None:
        say(
            "Companies: {companies}, needed: {quorum}",
            companies=standing.companies,
            quorum=standing.quorum,
        )
    headings = [words(N_("Member")), words(N_("Company")), words(N_("Answered")), ""]
    rows = [
        [
            member.member,
            member.company,
            NOTHING if member.recused else day_in_table(member.answered_on, call.language),
            _remark(call, member),
        ]
        for member in standing.members
    ]
    click.echo(table(headings, rows, fixed=(2,)))


def _remark(call: Call, member: MemberStanding) -> str:
    if member.recused is not None:
        label = call.wording.label("stake", member.recused)
        return words(N_("recused: {reason}"), reason=label)
    remarks = [
        (member.late, N_("late")),
        (member.corrected, N_("corrected")),
        (member.after_closing, N_("came after closing")),
        (member.typed_by is not None, N_("typed in from paper")),
    ]
    return ", ".join(words(text) for holds, text in remarks if holds)


def _status_sheet(call: Call, standings: Sequence[RoundStanding]) -> Sheet:
    headings = [
        words(N_("Trial")),
        words(N_("Round")),
        words(N_("Deadline")),
        words(N_("Member")),
        words(N_("Company")),
        words(N_("Answered")),
        words(N_("Recused")),
    ]
    return Sheet(
        headings,
        [
            [
                one.trial,
                call.wording.label("round_kind", one.kind),
                one.deadline,
                member.member,
                member.company,
                member.answered_on,
                call.wording.label("stake", member.recused) if member.recused else None,
            ]
            for one in standings
            for member in one.members
        ],
    )


@command(
    "raters",
    help=N_(
        "Point out members who rate everything the same, or against everyone else.\n\n"
        "For the coordinator alone, as something to talk about: their ballots count like"
        " everybody's, and nothing else ever shows it."
    ),
)
@reading
@pass_call
def raters(call: Call, *, as_json: bool, output: Path | None) -> None:
    """Point out raters."""
    found = call.ws.odd_raters()
    sheet = Sheet(
        [words(N_("Member")), words(N_("Company")), words(N_("Ratings"))],
        [[one.member, one.company, one.ratings] for one in found],
    )
    if (as_json or output) and given(found, sheet, as_json=as_json, output=output):
        return
    for one in found:
        say(_pointed_out(one))
    if found:
        say("Nobody is left out for it. Talk with them: the scale may have been unclear.")
    else:
        say("Nobody's ratings stand out so far.")


def _pointed_out(one: RaterPointedOut) -> Message:
    holes: dict[str, Value] = {"member": one.member, "company": one.company, "n": one.ratings}
    if one.oddity is Oddity.ALWAYS_THE_SAME:
        return Message(
            "{member} ({company}) gave nearly the same rating each time, {n} ratings in all.",
            **holes,
        )
    return Message("{member} ({company}) rated against everyone else, {n} ratings in all.", **holes)


@command(
    "forecasts",
    help=N_(
        "Show how well the group knew: what it believed before the start, beside what became"
        " of it.\n\n"
        "After a dozen trials that have both a forecast and an answer."
    ),
)
@reading
@pass_call
def forecasts(call: Call, *, as_json: bool, output: Path | None) -> None:
    """Show how well the group knew."""
    found = call.ws.calibration()
    sheet = Sheet(
        [words(N_("Trial")), words(N_("Answered")), words(N_("Believed")), words(N_("Held"))],
        [
            [one.trial, one.answered, one.believed, words(N_("yes") if one.held else N_("no"))]
            for one in found.trials
        ],
    )
    if (as_json or output) and given(found, sheet, as_json=as_json, output=output):
        return
    _tell_calibration(call, found)


def _tell_calibration(call: Call, found: Calibration) -> None:
    headings = [words(N_("Trial")), words(N_("Believed")), words(N_("Promise"))]
    rows = [
        [
            one.trial,
            f"{one.believed}/{one.answered}",
            call.wording.label("outcome", "held" if one.held else "did not hold"),
        ]
        for one in found.trials
    ]
    click.echo(table(headings, rows, right=(1,), fixed=(1, 2)))
    believed_in, n = found.believed_in.n, found.all.n
    say(
        "We believed in {believed} of {n} promises ({share:percent}), and {held} held"
        " ({came:percent}).",
        believed=believed_in,
        n=n,
        share=Decimal(believed_in) / n,
        held=found.all.held,
        came=Decimal(found.all.held) / n,
    )
    say(
        "Of those we believed in, {held} of {n} held; of the others, {rest_held} of {rest}.",
        held=found.believed_in.held,
        n=believed_in,
        rest_held=found.others.held,
        rest=found.others.n,
    )
    _tell_chance(found.all)
    _tell_left_out(found)


def _tell_chance(share: Share) -> None:
    if share.low is None or share.high is None:
        return
    say(
        "{n} promises are few: the share that holds could by chance lie anywhere from"
        " {low:percent} to {high:percent}.",
        n=share.n,
        low=_whole_percent(share.low),
        high=_whole_percent(share.high),
    )


def _tell_left_out(found: Calibration) -> None:
    if found.cant_tell:
        say(
            Message.counted(
                "Left out: {n} trial whose figures can't tell.",
                "Left out: {n} trials whose figures can't tell.",
                n=found.cant_tell,
            )
        )
    if found.not_shown:
        say(
            Message.counted(
                "Left out: {n} forecast that too few gave, or that wasn't one of the sealed"
                " promise.",
                "Left out: {n} forecasts that too few gave, or that weren't of the sealed promise.",
                n=found.not_shown,
            )
        )


def _whole_percent(share: float) -> Decimal:
    return Decimal(round(share, 2)).quantize(Decimal("0.01"))

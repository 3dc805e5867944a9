"""What a coordinator reads of a round that is open: who is asked and who answered, never what."""

from collections.abc import Sequence
from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.saying import current_call, say, tell, words
from trialkit.cli.tables import table
from trialkit.errors import Message, Value
from trialkit.language.marking import N_
from trialkit.model.round import Invitation, Round
from trialkit.workspace.round_reports import Collected, CollectReport


def tell_opened(call: Call, *opened: Round) -> None:
    """Who is asked until when, and who is recused and why."""
    names = {member.id: member.name for member in call.ws.members()}
    for held in opened:
        recused = [one for one in held.invited if one.recused is not None]
        if len(opened) > 1:
            click.echo(click.style(call.ws.find(held.trial).slug, bold=True))
        say(
            "Core group: {asked} asked, {recused} recused. Deadline: {deadline}",
            asked=len(held.invited) - len(recused),
            recused=len(recused),
            deadline=held.deadline,
        )
        if recused:
            say(
                "Recused: {reasons}",
                reasons=tuple(_reason(call, one, names[one.member]) for one in recused),
            )


def _reason(call: Call, invited: Invitation, name: str) -> str:
    return f"{name} ({call.wording.label('stake', invited.recused or '')})"


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
    if len(report.rounds) > 1:
        _tell_each(report.rounds)
    else:
        _named(Message("Missing: {names}", names=report.missing), report.missing)
    late, after_closing = _once(report.late), _once(report.after_closing)
    _named(Message("Came after the deadline: {names}", names=late), late)
    _named(
        Message("Came after the round was closed, doesn't count: {names}", names=after_closing),
        after_closing,
    )
    _tell_kept_out(report)
    if report.not_filled:
        say(
            Message.counted(
                "{n} ballot came back empty.",
                "{n} ballots came back empty.",
                n=report.not_filled,
            )
        )
    _named(Message("No ballot, left alone: {names}", names=report.ignored), report.ignored)
    if report.unreadable:
        tell(current_call(), report.unreadable)


def _tell_each(rounds: Sequence[Collected]) -> None:
    headings = [
        words(N_("Trial")),
        words(N_("New")),
        words(N_("Corrected")),
        words(N_("Unchanged")),
        words(N_("Missing")),
    ]
    rows = [
        [
            one.trial,
            *(str(n) for n in (len(one.taken), len(one.replaced), one.unchanged, len(one.missing))),
        ]
        for one in rounds
    ]
    click.echo(table(headings, rows, right=range(1, 5), fixed=range(1, 5)))


def _tell_kept_out(report: CollectReport) -> None:
    label = current_call().wording.label
    for kept in dict.fromkeys(report.recused):
        say(
            "Recused, ballot not taken: {member} ({stake})",
            member=kept.member,
            stake=label("stake", kept.stake),
        )


def _once(names: Sequence[str]) -> tuple[str, ...]:
    """Each member once, who may have answered for several trials."""
    return tuple(dict.fromkeys(names))


def _named(message: Message, names: Sequence[Value]) -> None:
    if names:
        say(message)

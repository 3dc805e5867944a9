"""`list`: trials in a table, or ideas; on the fast path, without a template being read."""

from collections import Counter
from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.saying import next_step, say, words
from trialkit.cli.tables import table
from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.model.trial import Idea
from trialkit.store.rows import TrialRow

NEVER = "–"


@command(
    "list",
    help=N_(
        "List trials, newest first, or ideas (--ideas).\n\n"
        "WHERE is a part of a name, or a filter such as"
        " “template=export and closed within 12 months”."
    ),
)
@argument("where", metavar=N_("WHERE"), required=False, nargs=-1)
@option("--ideas", is_flag=True, help=N_("Ideas that wait to become a trial."))
@reading
@pass_call
def list_(
    call: Call, *, where: tuple[str, ...], ideas: bool, as_json: bool, output: Path | None
) -> None:
    """List trials or ideas."""
    if ideas:
        _list_ideas(call.ws.ideas(), as_json=as_json, output=output)
        return
    rows = call.ws.overview(" ".join(where) or None)
    if (as_json or output) and given(rows, _sheet(rows), as_json=as_json, output=output):
        return
    if not rows:
        say("No trials were found.")
        next_step("new", words("TEMPLATE"))
        return
    click.echo(_drawn(call, rows))
    say(Message.counted("{n} trial", "{n} trials", n=len(rows)))


def _drawn(call: Call, rows: list[TrialRow]) -> str:
    several = Counter(row.company for row in rows)
    wording = call.wording
    return table(
        [words("Company"), words("Trial"), words("State"), words("Since"), words("Last figure")],
        [
            [
                row.company if several[row.company] == 1 else _short(row),
                row.title,
                wording.label("state", row.state),
                _day(call, row.closed_on or row.started_on),
                _day(call, row.last_figure_on),
            ]
            for row in rows
        ],
        fixed=(2, 3, 4),
    )


def _short(row: TrialRow) -> str:
    """What tells a company's trials apart: the slug without its year."""
    return row.slug.split("-", 1)[-1]


def _day(call: Call, day: object) -> str:
    from datetime import date

    if isinstance(day, str):
        day = date.fromisoformat(day)
    return call.wording.day(day) if isinstance(day, date) else NEVER


def _sheet(rows: list[TrialRow]) -> Sheet:
    fields = (
        "slug", "number", "title", "company", "area", "market", "template", "state",
        "started_on", "ends_on", "closed_on", "outcome", "decision", "strength",
        "last_figure_on",
    )  # fmt: skip
    return Sheet(fields, [[getattr(row, field) for field in fields] for row in rows])


def _list_ideas(ideas: list[Idea], *, as_json: bool, output: Path | None) -> None:
    headings = [words("Noted"), words("Idea"), words("Came from")]
    rows = [[idea.at.date(), idea.text, idea.origin or ""] for idea in ideas]
    if given(ideas, Sheet(headings, rows), as_json=as_json, output=output):
        return
    if not ideas:
        say("No ideas wait.")
        next_step("new", "--idea", words("TEXT"))
        return
    from trialkit.cli.saying import wording

    shown = [[wording().day(idea.at.date()), idea.text, idea.origin or ""] for idea in ideas]
    click.echo(table(headings, shown, fixed=(0,), wrap=True))
    next_step("new", words("TEMPLATE"), "--from-idea", words("IDEA"))

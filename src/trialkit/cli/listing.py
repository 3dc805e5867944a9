"""`list`: trials in a table, or ideas; on the fast path, without a template being read."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Cell, Sheet, given, reading
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.saying import current_call, day_in_table, next_step, say, words
from trialkit.cli.tables import table
from trialkit.errors import Message
from trialkit.language.marking import N_

if TYPE_CHECKING:
    # A plain list needs neither the model nor a workspace; it is asked for many times a day.
    from trialkit.model.trial import Idea
    from trialkit.store.rows import TrialRow


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
    rows = call.ws.overview(" ".join(where)) if where else call.store.overview()
    if (as_json or output) and given(rows, _sheet(rows), as_json=as_json, output=output):
        return
    if not rows:
        say("No trials were found.")
        next_step("new", words(N_("TEMPLATE")))
        return
    click.echo(_drawn(call, rows))
    # As text: a number in a sentence would load Babel, which takes longer than the list.
    many = len(rows)
    say(Message.counted("{many} trial", "{many} trials", n=many, many=str(many)))
    _tell_series(call, rows)


def _drawn(call: Call, rows: "list[TrialRow]") -> str:
    wording, language = call.wording, call.language
    several = Counter(row.company for row in rows)
    states = {state: wording.label("state", state) for state in {row.state for row in rows}}
    return table(
        [
            words(N_("Company")),
            words(N_("Trial")),
            words(N_("State")),
            words(N_("State since")),
            words(N_("Last figure")),
        ],
        [
            [
                row.company if several[row.company] == 1 else _short(row),
                _title(row, language),
                states[row.state],
                day_in_table(row.closed_on or row.started_on, language),
                day_in_table(row.last_figure_on, language),
            ]
            for row in rows
        ],
        fixed=(2, 3, 4),
    )


def _tell_series(call: Call, rows: "list[TrialRow]") -> None:
    """One line a series of which several trials are listed."""
    mates: dict[str, list[str]] = {}
    in_series = call.store.series()
    for row in rows:
        if row.id in in_series:
            mates.setdefault(in_series[row.id], []).append(row.company)
    for companies in mates.values():
        if len(companies) > 1:
            say("Series: {companies}", companies=tuple(companies))


def _short(row: "TrialRow") -> str:
    """What tells a company's trials apart: the slug without its year."""
    return row.slug.split("-", 1)[-1]


def _title(row: "TrialRow", language: str) -> str:
    """The company's own title; the template's, in the reader's language, where it has none."""
    names = row.template_title
    if row.title == names.get(row.title_language):
        return names.get(language, row.title)
    return row.title


def _sheet(rows: "list[TrialRow]") -> Sheet:
    headings = (
        "slug", "number", "title", "company", "area", "market", "template", "state",
        "started_on", "ends_on", "closed_on", "outcome", "decision", "strength",
        "last_figure_on",
    )  # fmt: skip
    cells: list[Sequence[Cell]] = [
        (
            row.slug, row.number, row.title, row.company, row.area, row.market, row.template,
            row.state, row.started_on, row.ends_on, row.closed_on, row.outcome, row.decision,
            row.strength, row.last_figure_on,
        )
        for row in rows
    ]  # fmt: skip
    return Sheet(headings, cells)


def _list_ideas(ideas: "list[Idea]", *, as_json: bool, output: Path | None) -> None:
    headings = [words(N_("Noted")), words(N_("Idea")), words(N_("Came from"))]
    rows: list[Sequence[Cell]] = [(idea.at.date(), idea.text, idea.origin or "") for idea in ideas]
    if given(ideas, Sheet(headings, rows), as_json=as_json, output=output):
        return
    if not ideas:
        say("No ideas wait.")
        next_step("new", "--idea", words(N_("TEXT")))
        return
    language = current_call().language
    shown = [
        [day_in_table(idea.at.date(), language), idea.text, idea.origin or ""] for idea in ideas
    ]
    click.echo(table(headings, shown, fixed=(0,), wrap=True))
    next_step("new", words(N_("TEMPLATE")), "--from-idea", words(N_("IDEA")))

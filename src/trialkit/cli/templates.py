"""`template`: kinds of trial, and help for whoever writes one."""

from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, group, pass_call
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import NOTHING, next_step, say, tell, words, wrapped
from trialkit.cli.tables import table
from trialkit.errors import InvalidInput, Message, NotFound, Problem
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.template import Template


@group("template", help=N_("Kinds of trial: list, show, check, scaffold."))
def template() -> None:
    """Templates."""


@template.command("list", help=N_("List the kinds of trial there are."))
@reading
@pass_call
def list_templates(call: Call, *, as_json: bool, output: Path | None) -> None:
    """List templates."""
    found = sorted(_known(call).values(), key=lambda one: one.id)
    headings = [
        words(N_("Key")),
        words(N_("Kind of trial")),
        words(N_("Version")),
        words(N_("As of")),
    ]
    rows = [
        [
            one.id,
            in_reader_language(one.title, call.wording),
            one.version,
            call.wording.day(one.as_of),
        ]
        for one in found
    ]
    if given(found, Sheet(headings, rows), as_json=as_json, output=output):
        return
    if not found:
        say("There are no templates. Install a plugin, or put a file into the folder templates.")
        return
    click.echo(table(headings, rows, fixed=(0, 2, 3)))
    tell(call, _faults(call))
    next_step("template", "show", found[0].id)


@template.command("show", help=N_("Show one kind of trial: questions, metrics, plan."))
@argument("key", metavar=N_("TEMPLATE"))
@reading
@pass_call
def show_template(call: Call, *, key: str, as_json: bool, output: Path | None) -> None:
    """Show a template."""
    found = _known(call).get(key)
    if found is None:
        raise NotFound(
            Message("There is no template “{name}”.", name=key),
            code="UNKNOWN_TEMPLATE",
            remedy=Message("There are: {names}.", names=tuple(sorted(_known(call)))),
        )
    headings = [words(N_("Key")), words(N_("Metric")), words(N_("Unit")), words(N_("Asked"))]
    rows = _metrics(found, call.wording)
    if given(found, Sheet(headings, rows), as_json=as_json, output=output):
        return
    wording = call.wording
    click.echo(click.style(in_reader_language(found.title, wording), bold=True))
    click.echo(wrapped(in_reader_language(found.about, wording)))
    click.echo()
    click.echo(wrapped(in_reader_language(found.hypothesis, wording)))
    click.echo()
    _tell_slots(found, wording)
    click.echo()
    click.echo(table(headings, rows, fixed=(0,)))
    click.echo()
    _tell_actions(found, wording)
    next_step("new", found.id)


def _metrics(found: Template, wording: Wording) -> list[list[str]]:
    return [
        [
            metric.id,
            in_reader_language(metric.label, wording),
            wording.unit(metric.unit) or NOTHING,
            words(N_("computed")) if metric.derived else wording.label("asked", metric.asked),
        ]
        for metric in found.metrics
    ]


def _tell_slots(found: Template, wording: Wording) -> None:
    rows = [
        [
            slot.id,
            in_reader_language(slot.label, wording),
            wording.unit(slot.unit) if slot.unit else "",
            slot.default or NOTHING,
        ]
        for slot in found.slots
    ]
    headings = [words(N_("Key")), words(N_("Question")), words(N_("Unit")), words(N_("Default"))]
    click.echo(table(headings, rows, fixed=(0,)))


def _tell_actions(found: Template, wording: Wording) -> None:
    rows = [
        [
            action.id,
            in_reader_language(action.label, wording),
            str(action.week),
            wording.amount(action.effort_h, "h"),
        ]
        for action in found.actions
    ]
    headings = [words(N_("Key")), words(N_("Step")), words(N_("Week")), words(N_("Hours"))]
    click.echo(table(headings, rows, right=(2, 3), fixed=(0, 2, 3)))


@template.command("check", help=N_("Check a template's file, and explain every fault in it."))
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path))
@pass_call
def check(call: Call, *, file: Path) -> None:
    """Check a file."""
    from trialkit.templates.reading import read_template

    found = read_template(file, name=file.name)
    say(
        "{title}: no faults. Questions: {slots}, metrics: {metrics}, criteria: {criteria},"
        " steps: {steps}.",
        title=in_reader_language(found.title, call.wording),
        slots=len(found.slots),
        metrics=len(found.metrics),
        criteria=len(found.criteria),
        steps=len(found.actions),
    )


@template.command("scaffold", help=N_("Make an installable plugin with a passing test."))
@argument("name", metavar=N_("NAME"))
@argument("folder", metavar=N_("FOLDER"), required=False, type=click.Path(path_type=Path))
@pass_call
def scaffold(call: Call, *, name: str, folder: Path | None) -> None:
    """Make a plugin."""
    from trialkit.templates.scaffold import scaffold as make

    target = folder or Path(f"trialkit-{name}")
    if target.exists() and any(target.iterdir()):
        raise InvalidInput(
            Message("The folder {folder} isn't empty.", folder=str(target)),
            code="FOLDER_NOT_EMPTY",
            remedy=Message("Name a new one."),
        )
    make(name, target)
    say("The plugin {name} is in {folder}.", name=name, folder=str(target))
    say("Install it with: {command}", command=f"pip install -e {target}")
    say(
        "Its content is in {file}; check it with: {command}",
        file=str(_content(target)),
        command=f"trialkit template check {_content(target)}",
    )
    _ = call


def _content(folder: Path) -> Path:
    return next(iter(sorted(folder.rglob("template.toml"))), folder)


def _faults(call: Call) -> tuple[Problem, ...]:
    """What keeps a template of the workspace, or a plugin's, from being listed."""
    try:
        return call.ws.faults
    except NotFound:
        return ()


def _known(call: Call) -> dict[str, Template]:
    """The workspace's templates; outside of one, those of the plugins."""
    try:
        return dict(call.ws.templates())
    except NotFound as error:
        if "NO_WORKSPACE" not in error.codes:
            raise
    from trialkit.hooks.manager import Plugins

    return dict(Plugins.load(builtin=()).templates())

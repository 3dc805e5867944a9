"""`template`: kinds of trial, and help for whoever writes one."""

from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.facts import facts
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, group, pass_call
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import next_step, say, tell, words
from trialkit.cli.tables import table
from trialkit.cli.template_page import kinds_of_trial, show_template
from trialkit.errors import InvalidInput, Message, NotFound, Problem
from trialkit.language.marking import N_


@group("template", help=N_("Kinds of trial, and their facts."))
def template() -> None:
    """Templates."""


@template.command("list", help=N_("List the kinds of trial there are."))
@reading
@pass_call
def list_templates(call: Call, *, as_json: bool, output: Path | None) -> None:
    """List templates."""
    found = sorted(kinds_of_trial(call).values(), key=lambda one: one.id)
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


template.add_command(show_template)


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


template.add_command(facts)


def _content(folder: Path) -> Path:
    return next(iter(sorted(folder.rglob("template.toml"))), folder)


def _faults(call: Call) -> tuple[Problem, ...]:
    """What keeps a template of the workspace, or a plugin's, from being listed."""
    try:
        return call.ws.faults
    except NotFound:
        return ()

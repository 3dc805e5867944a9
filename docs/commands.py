"""The reference of commands, drawn from the commands themselves."""

from collections.abc import Iterator
from importlib import import_module

import click

from trialkit.cli.call import Call
from trialkit.cli.catalogue import HEADINGS, Listed, commands
from trialkit.cli.grammar import with_everywhere
from trialkit.cli.main import PROGRAM, root
from trialkit.language.wording import wording

EVERYWHERE = ("-w, --workspace", "--lang", "-h, --help")
"""Options of every command; the page says so once."""


def commands_in_full() -> str:
    """Every command under its heading, with its help as the program shows it."""
    parts = [f"## {PROGRAM}", _help_of(root, PROGRAM)]
    known = {name: one for name, one in commands().items() if not one.distribution}
    for heading in HEADINGS:
        parts.append(f"## {heading}")
        for name, listed in known.items():
            if listed.heading == heading:
                parts += _with_parts(_loaded(listed), f"{PROGRAM} {name}")
    return "\n\n".join(parts)


def paths() -> list[str]:
    """Every command as it is typed: `trialkit round open`."""
    known = {name: one for name, one in commands().items() if not one.distribution}
    return [
        path for name, one in known.items() for path, _ in _tree(_loaded(one), f"{PROGRAM} {name}")
    ]


def _loaded(listed: Listed) -> click.Command:
    found: click.Command = getattr(import_module(listed.module), listed.attribute)
    return (
        found
        if listed.module.startswith("trialkit.cli.")
        else with_everywhere(found, wording("en"))
    )


def _tree(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            yield from _tree(part, f"{path} {name}")


def _with_parts(command: click.Command, path: str) -> Iterator[str]:
    for typed, part in _tree(command, path):
        yield f"### {typed}"
        yield _help_of(part, typed)


def _help_of(command: click.Command, path: str) -> str:
    call = Call()
    call.asked_language = "en"
    names = root.context_settings["help_option_names"]
    with click.Context(
        command, info_name=path, obj=call, terminal_width=80, help_option_names=names
    ) as context:
        lines = command.get_help(context).splitlines()
    shown = lines if command is root else list(_own_options(lines))
    return "\n".join(["```text", *shown, "```"])


def _own_options(lines: list[str]) -> Iterator[str]:
    """The help without the options that every command has, wrapped lines included."""
    skipping = False
    for line in lines:
        if line.startswith("  ") and line[2:3] == "-":
            skipping = line.strip().startswith(EVERYWHERE)
        elif not line.startswith("   "):
            skipping = False
        if not skipping:
            yield line

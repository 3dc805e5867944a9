"""Commands, groups, options and arguments whose help is worded when it is drawn.

click turns help texts into plain strings on import, before anyone knows the reader's language;
so ours are only marked (`N_`), and looked up in the catalogue here. `-w` and `--lang` belong to
every command, so that they may stand before or after its name.
"""

from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Final

import click

from trialkit.cli.call import Call
from trialkit.cli.tables import shortened
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES, Wording

pass_call = click.make_pass_decorator(Call)

USAGE: Final = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))
"""What click writes after a command's name; it has no translations of its own."""


class Option(click.Option):
    """An option whose help and placeholder follow the reader's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its line in the help, in the reader's language."""
        wording = _wording(ctx)
        worded = copy(self)
        worded.help = wording.text(self.help) if self.help else None
        worded.metavar = wording.text(self.metavar) if self.metavar else None
        return click.Option.get_help_record(worded, ctx)


class Argument(click.Argument):
    """An argument whose placeholder follows the reader's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Its placeholder in the usage line."""
        word = _wording(ctx).text(self.metavar or self.name.upper())
        shown = word if self.required else f"[{word}]"
        return f"{shown}..." if self.nargs != 1 else shown


class Command(click.Command):
    """A command with `-w` and `--lang`, and help in the reader's language."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(everywhere())

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow the name, in the reader's language."""
        return [_wording(ctx).text(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The paragraph under the usage line."""
        _write_help(self.help, ctx, formatter)

    def get_short_help_str(self, limit: int = 60) -> str:
        """The first sentence of the help, for a list of commands."""
        return _short(self.help, limit)


class Group(click.Group):
    """Commands under one name, such as `round open` and `round close`."""

    command_class = Command
    group_class = type
    """A group in a group is of this class too."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(everywhere())

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The paragraph under the usage line."""
        _write_help(self.help, ctx, formatter)

    def get_short_help_str(self, limit: int = 60) -> str:
        """The first sentence of the help, for a list of commands."""
        return _short(self.help, limit)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow the name, in the reader's language."""
        return [_wording(ctx).text(piece) for piece in super().collect_usage_pieces(ctx)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order they are written, which is the order they are used."""
        return list(self.commands)


def command(
    name: str | None = None,
    *,
    help: str,  # noqa: A002 - click's own word
    **settings: Any,
) -> Callable[[Callable[..., object]], Command]:
    """A command; `help` is marked with `N_` and its first sentence says what it does."""
    return click.command(name, cls=Command, help=help, **settings)


def group(
    name: str | None = None,
    *,
    help: str,  # noqa: A002 - click's own word
    **settings: Any,
) -> Callable[[Callable[..., object]], Group]:
    """A group of commands; `help` as in `command`."""
    return click.group(name, cls=Group, help=help, **settings)


def option(
    *names: str,
    help: str,  # noqa: A002 - click's own word
    **settings: Any,
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """An option; `help` and `metavar` are marked with `N_`."""
    return click.option(*names, cls=Option, help=help, **settings)


def argument(
    name: str, *, metavar: str, **settings: Any
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """A positional argument; `metavar` is marked with `N_`."""
    return click.argument(name, cls=Argument, metavar=metavar, **settings)


def everywhere() -> list[click.Parameter]:
    """The options that every command has."""
    return [
        Option(
            ["-w", "--workspace"],
            metavar=N_("FOLDER"),
            expose_value=False,
            is_eager=True,
            callback=_use_folder,
            help=N_("The workspace's folder (else the nearest one upward)."),
        ),
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            is_eager=True,
            callback=_use_language,
            help=N_("The language to read in."),
        ),
    ]


def with_everywhere(found: click.Command, wording: Wording) -> click.Command:
    """A plugin's command with `-w` and `--lang` too, where it hasn't its own.

    Its help is in the reader's language as far as our catalogues have it.
    """
    taken = {name for parameter in found.params for name in parameter.opts}
    ours = [one for one in everywhere() if not taken & set(one.opts)]
    whole = copy(found)
    whole.help = wording.text(found.help) if found.help else None
    whole.params = [*(_worded(one, wording) for one in found.params), *ours]
    return whole


def _worded(parameter: click.Parameter, wording: Wording) -> click.Parameter:
    worded = copy(parameter)
    worded.metavar = wording.text(parameter.metavar) if parameter.metavar else None
    if isinstance(worded, click.Option) and worded.help:
        worded.help = wording.text(worded.help)
    return worded


def _use_folder(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    call = ctx.find_object(Call)
    if value is not None and call is not None and call.folder != Path(value):
        call.folder = Path(value)
        call.forget_language()


def _use_language(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    call = ctx.find_object(Call)
    if value is not None and call is not None:
        call.asked_language = value


def _wording(ctx: click.Context) -> Wording:
    return (ctx.find_object(Call) or Call()).wording


def _write_help(text: str | None, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_wording(ctx).text(text))


def _short(text: str | None, limit: int) -> str:
    """The first paragraph, as much of it as fits."""
    sentence = _wording(click.get_current_context()).text(text or "").split("\n\n")[0]
    return shortened(sentence, limit)


Decorated = Callable[[Callable[..., object]], Callable[..., object]]


def together(decorators: Sequence[Decorated]) -> Decorated:
    """Several decorators as one, the first one outermost."""

    def decorate(function: Callable[..., object]) -> Callable[..., object]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate

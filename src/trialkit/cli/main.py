"""The command line's front door: languages, errors and exit codes in one place.

Exit codes: 0 done · 1 a rule says no · 2 what was given can't be right · 3 the workspace can't
be used · 70 a fault of ours, written to a log · 130 broken off.
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

import click

from trialkit import __version__
from trialkit.cli.call import Call
from trialkit.cli.catalogue import HEADINGS, OWN, Listed, commands
from trialkit.cli.grammar import Group, Option, with_everywhere
from trialkit.cli.saying import WIDTH, tell, wrapped
from trialkit.errors import InvalidInput, Message, NotInstalled, TrialkitError
from trialkit.language.installing import install
from trialkit.language.marking import N_

PROGRAM: Final = "trialkit"
FAULT: Final = 70
BROKEN_OFF: Final = 130
DEBUG: Final = "TRIALKIT_DEBUG"
CLOCK: Final = "TRIALKIT_CLOCK"


def run(arguments: Sequence[str] | None = None, *, terminal: bool | None = None) -> int:
    """Run one command line.

    Args:
        arguments: without the program's name; `sys.argv`'s where None.
        terminal: whether a person can be asked; found out where None.

    Returns:
        The exit code. Nothing is raised, except under `TRIALKIT_DEBUG=1`.
    """
    _write_utf8()
    # Numpy's matrices are tiny here: threads to share them cost more than all the sums.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    given = None if arguments is None else list(arguments)
    there = sys.stdin.isatty() and sys.stdout.isatty() if terminal is None else terminal
    call = Call.begin(given if given is not None else sys.argv[1:], terminal=there, now=None)
    try:
        return _run(given, call)
    finally:
        call.close()


def _run(arguments: list[str] | None, call: Call) -> int:
    try:
        call.now = _set_clock()
        install(call.language)
        code = root.main(arguments, prog_name=PROGRAM, standalone_mode=False, obj=call)
        return code if isinstance(code, int) else 0
    except TrialkitError as error:
        if _debugging():
            raise
        tell(call, error.problems)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return BROKEN_OFF
    except BrokenPipeError:
        _close_quietly(sys.stdout)
        return 0
    except Exception:
        if _debugging():
            raise
        sentence = Message(
            "Something went wrong inside TrialKit. The details are in {file}; please send them"
            " to whoever looks after TrialKit for you.",
            file=str(_write_details()),
        )
        click.echo(wrapped(call.wording.say(sentence)), err=True)
        return FAULT


class Root(Group):
    """The program itself: knows every command's name and help, imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the help."""
        return list(commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that was called."""
        listed = OWN.get(cmd_name) or commands().get(cmd_name)
        if listed is None:
            return None
        call = ctx.find_object(Call) or Call()
        return _imported(cmd_name, listed, call)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first, which is what people look for."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their headings, with nothing imported."""
        wording = (ctx.find_object(Call) or Call()).wording
        known = commands()
        width = max(map(len, known))
        for heading in HEADINGS:
            lines = [
                (f"{name:<{width}}", wording.text(listed.help) + _brought_by(listed))
                for name, listed in known.items()
                if listed.heading == heading
            ]
            with formatter.section(wording.text(heading)):
                formatter.write_dl(lines)


def _imported(name: str, listed: Listed, call: Call) -> click.Command:
    try:
        found = getattr(import_module(listed.module), listed.attribute)
    except Exception as error:
        if not listed.distribution:
            raise
        raise NotInstalled(
            Message(
                "The command “{name}” of the plugin {plugin} can't be loaded: {cause}",
                name=name,
                plugin=listed.distribution,
                cause=str(error) or type(error).__name__,
            ),
            code="PLUGIN_FAULT",
            remedy=Message("Update or remove the plugin. Everything else works."),
        ) from error
    command: click.Command = found
    return (
        command
        if listed.module.startswith("trialkit.cli.")
        else with_everywhere(command, call.wording)
    )


def _brought_by(listed: Listed) -> str:
    return f" ({listed.distribution})" if listed.distribution else ""


@click.group(
    PROGRAM,
    cls=Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH},
    help=N_(
        "A small firm promises before it starts, its peers judge afterwards, and anyone can"
        " compare. Without a command: what needs doing this week."
    ),
)
@click.option(
    "--json", "as_json", cls=Option, is_flag=True, help=N_("Print JSON, for another program.")
)
@click.version_option(
    __version__,
    "--version",
    cls=Option,
    prog_name="TrialKit",
    message="%(prog)s %(version)s",
    help=N_("Show the version."),
)
@click.pass_context
def root(ctx: click.Context, *, as_json: bool) -> Any:
    """Without a command: this week's work."""
    if ctx.invoked_subcommand is None:
        from trialkit.cli.agenda import agenda

        return agenda(ctx, as_json=as_json)
    return None


def _set_clock() -> datetime | None:
    """The moment in `TRIALKIT_CLOCK`, for workspaces that are replayed; None without one."""
    written = os.environ.get(CLOCK)
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise InvalidInput(
            Message("{name} holds “{found}”, which is no moment.", name=CLOCK, found=written),
            code="NOT_A_MOMENT",
            remedy=Message("Write it like 2026-03-02T09:14:00+02:00."),
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write_utf8() -> None:
    """Let a Windows console show ä, “ and − whatever its code page is."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower()
        if not encoding.startswith("utf") and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _write_details() -> Path:
    """Keep the traceback where somebody can find it, away from the person's screen."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="trialkit-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(f"trialkit {' '.join(sys.argv[1:])}\n\n")
        traceback.print_exc(file=log)
    return Path(name)


def _close_quietly(stream: TextIO) -> None:
    """Whoever read our output has left (`trialkit list | head`): say nothing more to them."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _debugging() -> bool:
    return os.environ.get(DEBUG) == "1"

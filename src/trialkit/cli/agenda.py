"""Bare `trialkit`: this week's work, each line with its command; a number runs it."""

from collections.abc import Callable, Mapping

import click

from trialkit.cli.asking import BrokenOff, ask_until, ask_words
from trialkit.cli.call import Call
from trialkit.cli.giving import as_text
from trialkit.cli.saying import command_line, next_step, say, words, wrapped
from trialkit.errors import InvalidInput, Message
from trialkit.language.marking import N_
from trialkit.workspace.reports import Task


def agenda(ctx: click.Context, *, as_json: bool) -> int:
    """Print the week; at a terminal run what is chosen.

    Args:
        ctx: the program's context, in which the chosen command runs.
        as_json: whether another program reads it.

    Returns:
        The exit code of the command that was run.
    """
    call: Call = ctx.obj
    tasks = call.ws.agenda()
    if as_json:
        click.echo(as_text(tasks))
        return 0
    today = call.ws.today
    if not tasks:
        say("{day:long}: nothing waits.", day=today)
        next_step("new")
        return 0
    say(
        Message.counted(
            "{day:long}: {n} thing to do", "{day:long}: {n} things to do", n=len(tasks), day=today
        )
    )
    names = {task.trial: call.short(task.trial) for task in tasks if task.trial}
    width = len(str(len(tasks)))
    for number, task in enumerate(tasks, start=1):
        head = f"{number:>{width}}  "
        indent = " " * len(head)
        click.echo(wrapped(words(_named(task.message, names)), first=head, hanging=indent))
        typed = [names.get(word, word) for word in _typed(task)]
        click.echo(f"{indent}{command_line(*typed)}")
    return _chosen(ctx, tasks) if call.terminal else 0


def _named(message: Message, names: Mapping[str, str]) -> Message:
    """The task with its trial named as one types it."""
    values = dict(message.values)
    if "trial" in values:
        values["trial"] = names.get(str(values["trial"]), values["trial"])
    if message.plural is None or message.count is None:
        return Message(message.text, **values)
    values.pop("n", None)
    return Message.counted(message.text, message.plural, n=message.count, **values)


def _typed(task: Task) -> tuple[str, ...]:
    """The task's command with a placeholder where the person must say a file."""
    if task.command[0] == "import" and len(task.command) == 2:
        return (*task.command, words(N_("FILE")))
    return task.command


def _chosen(ctx: click.Context, tasks: tuple[Task, ...]) -> int:
    try:
        task = ask_until(Message("Which one? (a number; Enter = none)"), _reader(tasks))
    except BrokenOff:
        return 0
    if task is None:
        return 0
    arguments = list(_typed(task))
    if arguments[-1] == words(N_("FILE")):
        arguments[-1] = ask_words(Message("Which file or folder?"))
    return _run(ctx, arguments)


def _reader(tasks: tuple[Task, ...]) -> Callable[[str], Task | None]:
    """Reads the number of a task; nothing for none."""

    def read(typed: str) -> Task | None:
        if not typed:
            return None
        if typed.isdecimal() and 1 <= int(typed) <= len(tasks):
            return tasks[int(typed) - 1]
        raise InvalidInput(
            Message("“{found}” is not a number from 1 to {last}.", found=typed, last=len(tasks)),
            code="NOT_IN_LIST",
        )

    return read


def _run(ctx: click.Context, arguments: list[str]) -> int:
    """Run one of our own commands in the same process."""
    group = ctx.command
    if not isinstance(group, click.Group):
        return 0
    name, command, rest = group.resolve_command(ctx, arguments)
    if command is None:
        return 0
    with command.make_context(name, rest, parent=ctx) as inner:
        code = command.invoke(inner)
    return code if isinstance(code, int) else 0

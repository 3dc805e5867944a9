"""Questions to a person at a terminal. Whoever breaks off (Ctrl-C) raises `click.Abort`."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import click

from trialkit.cli.saying import current_call, say, tell, words
from trialkit.errors import InvalidInput, Message, TrialkitError

T = TypeVar("T")

YES: Final = frozenset({"y", "yes", "k", "kyllä", "kylla", "j", "ja"})
NO: Final = frozenset({"n", "no", "e", "ei", "nej"})
QUIT: Final = frozenset({"q", "quit", "lopeta", "avsluta"})
HELP: Final = "?"


class BrokenOff(click.Abort):
    """The person typed `q`: keep what there is; where there is nothing to keep, just leave."""


def ask(question: Message | str, *, default: str = "") -> str:
    """What a person types; `default` where they only press Enter.

    Raises:
        BrokenOff: they typed `q`.
        click.Abort: they pressed Ctrl-C, or nobody is there any more.
    """
    asked = words(question) if isinstance(question, Message) else question
    shown = f"{asked} [{default}]" if default else asked
    typed: str = click.prompt(shown, default=default, show_default=False, prompt_suffix=" ")
    if typed.strip().casefold() in QUIT:
        raise BrokenOff
    return typed.strip()


def ask_until(
    question: Message | str,
    read: Callable[[str], T],
    *,
    default: str = "",
    hint: Message | str | None = None,
) -> T:
    """Ask until `read` makes something of the answer; each refusal is told, `?` gives help.

    Args:
        question: the whole question.
        read: turns what was typed into a value, or raises a `TrialkitError`.
        default: taken where the person only presses Enter.
        hint: what a good answer looks like.
    """
    while True:
        typed = ask(question, default=default)
        if typed == HELP:
            if hint:
                click.echo(words(hint) if isinstance(hint, Message) else hint)
            else:
                say("There is no more to say about this one.")
            continue
        try:
            return read(typed)
        except TrialkitError as error:
            tell(current_call(), error.problems)


def ask_words(question: Message, *, default: str = "") -> str:
    """A sentence of one's own, which can't be left empty."""
    return ask_until(question, _something, default=default)


def agreed(question: Message, *, default: bool = True) -> bool:
    """Whether a person says yes, in any of the languages."""
    signs = words(Message("Y/n")) if default else words(Message("y/N"))
    while True:
        typed = ask(f"{words(question)} [{signs}]").casefold()
        if not typed:
            return default
        if typed in YES | NO:
            return typed in YES
        say("Please answer yes or no.")


def choose(question: Message, shown: Sequence[str], values: Sequence[T]) -> T:
    """One of several, by its number in a list."""
    for number, line in enumerate(shown, start=1):
        click.echo(f"  {number}  {line}")
    return ask_until(question, lambda typed: values[_numbered(typed, len(values)) - 1])


def _numbered(typed: str, last: int) -> int:
    if typed.isdecimal() and 1 <= int(typed) <= last:
        return int(typed)
    raise InvalidInput(
        Message("“{found}” is not a number from 1 to {last}.", found=typed, last=last),
        code="NOT_IN_LIST",
    )


def _something(typed: str) -> str:
    if typed:
        return typed
    raise InvalidInput(Message("This one needs an answer."), code="ANSWER_MISSING")

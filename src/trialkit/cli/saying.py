"""What a person reads: sentences in their language, in lines they can take in."""

from collections.abc import Iterable
from datetime import date

import click

from trialkit.cli.call import Call
from trialkit.errors import Message, Problem, Value
from trialkit.language.marking import N_
from trialkit.language.wording import Wording

WIDTH = 80
"""Characters a line; what a laptop's console has."""

NOTHING = "–"
"""What stands where a figure or a day is missing."""


def say(text: str | Message, /, **holes: Value) -> None:
    """Print one sentence in the reader's language.

    Args:
        text: the English sentence, also its key in the catalogues; or a whole message.
        holes: what goes into its named holes, as what it is.
    """
    click.echo(wrapped(words(text, **holes)))


def words(text: str | Message, /, **holes: Value) -> str:
    """One sentence in the reader's language, for a cell or a hole."""
    message = text if isinstance(text, Message) else Message(text, **holes)
    return wording().say(message)


def wording() -> Wording:
    """The reader's language, from the command that is running."""
    return current_call().wording


def current_call() -> Call:
    """The run that the command belongs to."""
    call = click.get_current_context().find_object(Call)
    if call is None:
        raise RuntimeError("a command was invoked without a Call")
    return call


def next_step(*arguments: str) -> None:
    """Name the command that comes next, as a line to copy."""
    click.echo(words(N_("Next: {command}"), command=command_line(*arguments)))


def short(slug: str) -> str:
    """The least one has to type to mean this trial: its company's name, where that is enough."""
    return current_call().short(slug)


def command_line(*arguments: str) -> str:
    """The command as one would type it here, in any shell."""
    call = current_call()
    where = () if call.folder is None else ("-w", str(call.folder))
    return " ".join(_quoted(part) for part in ("trialkit", *where, *arguments))


def tell(call: Call, problems: Iterable[Problem]) -> None:
    """Print what went wrong, on the side where programs don't read it."""
    told = [call.wording.problem(problem) for problem in problems]
    mark = "- " if len(told) > 1 else ""
    for problem in told:
        click.echo(wrapped(mark + problem, hanging=" " * len(mark)), err=True)


def wrapped(text: str, *, first: str = "", hanging: str = "", width: int = WIDTH) -> str:
    """`text` in lines of at most `width`; a text that has lines of its own keeps them."""
    if "\n" in text:
        return first + "\n".join(wrapped(line, width=width) for line in text.split("\n"))
    if len(first) + len(text) <= width:
        return first + text
    import textwrap

    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def day_in_table(day: date | None, language: str) -> str:
    """A day as narrow as it gets, and as one may type it again; a dash for none.

    Tables with a thousand days don't wait for Babel, which words the days of sentences.
    """
    if day is None:
        return NOTHING
    if language == "fi":
        return f"{day.day}.{day.month}.{day.year}"
    return day.isoformat()


def _quoted(part: str) -> str:
    return f'"{part}"' if not part or any(sign in part for sign in " <>=&|()") else part

"""The question of consent, as a person is asked it at a terminal."""

import click

from trialkit.cli.asking import ask_until
from trialkit.cli.call import Call
from trialkit.cli.typed import OneOf
from trialkit.errors import Message
from trialkit.model.consent import ConsentLevel

LEVEL = OneOf("consent", ConsentLevel)


def asked_level(call: Call, question: Message) -> ConsentLevel | None:
    """The level that a person chose by its number or its name; None where they only press Enter."""
    levels = list(ConsentLevel)
    for number, level in enumerate(levels, start=1):
        click.echo(f"  {number}  {call.wording.label('consent', level)}")

    def read(typed: str) -> ConsentLevel | None:
        if typed.isdecimal() and 1 <= int(typed) <= len(levels):
            return levels[int(typed) - 1]
        return LEVEL.read(typed) if typed else None

    return ask_until(
        question,
        read,
        hint=Message(
            "The company decides before it knows the result, and may withdraw at any time."
        ),
    )

"""`template facts --go-through`: one fact after the other, each looked up by a person."""

from collections.abc import Sequence
from datetime import date

import click

from trialkit.cli.asking import BrokenOff, ask, ask_until, ask_words
from trialkit.cli.call import Call
from trialkit.cli.facts import tell_confirmed, tell_fact, tell_replaced
from trialkit.cli.saying import day_in_table, next_step, say, words
from trialkit.cli.typed import day_of
from trialkit.errors import InvalidInput, Message
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES
from trialkit.rules.facts import require_ahead
from trialkit.workspace.reports import KnownFact

STILL, CHANGED, SKIP = "", "r", "s"


def go_through(call: Call, found: Sequence[KnownFact]) -> None:
    """Ask about each fact: does it still hold, what does it say now, or later.

    Raises:
        InvalidInput: nobody is there to be asked.
    """
    if not call.terminal:
        raise InvalidInput(
            Message("Nobody is here to be asked about the facts."),
            code="NO_TERMINAL",
            remedy=Message("Name each one: --confirm FACT or --replace FACT."),
        )
    if not found:
        say("No fact is past its date.")
        return
    say("Look each one up in its source. Enter = it still holds, r = replace, s = skip, q = stop.")
    done = 0
    try:
        for number, known in enumerate(found, start=1):
            click.echo()
            click.echo(words(N_("{n} of {all}"), n=number, all=len(found)))
            tell_fact(known, call.wording)
            done += _looked_up(call, known)
    except BrokenOff:
        click.echo()
    say(Message.counted("{n} fact was looked up.", "{n} facts were looked up.", n=done))
    next_step("publish", words(N_("FOLDER")))


def _looked_up(call: Call, known: KnownFact) -> bool:
    """Ask about one fact and record the answer; whether there was one."""
    answer = ask_until(Message("Does it still hold? (Enter / r / s / q)"), _answer)
    if answer == SKIP:
        return False
    if answer == STILL:
        until = _until(call, known)
        tell_confirmed(call.ws.confirm_fact(known.template, known.fact.id, check_by=until))
    else:
        _replaced(call, known)
    return True


def _answer(typed: str) -> str:
    if typed.casefold() in (STILL, CHANGED, SKIP):
        return typed.casefold()
    raise InvalidInput(
        Message("“{found}” is none of the words that fit here.", found=typed), code="NOT_IN_LIST"
    )


def _replaced(call: Call, known: KnownFact) -> None:
    fact, own = known.fact, call.language
    text = {own: ask_words(Message("What does it say now?"))}
    for language in LANGUAGES:
        if language != own:
            question = Message(
                "The same {language:in_language}: (Enter = not written yet)", language=language
            )
            text[language] = ask(words(question))
    figure = ask(Message("The number in it: (Enter = none)"))
    unit = ask(Message("Its unit:"), default=fact.unit or "") if figure else None
    source = ask_words(Message("Source:"), default=fact.source)
    tell_replaced(
        call.ws.replace_fact(
            known.template,
            fact.id,
            text=text,
            figure=figure,
            unit=unit,
            source=source,
            check_by=_until(call, known),
        )
    )


def _until(call: Call, known: KnownFact) -> date:
    """From when it must be looked up again; a day ahead."""
    proposed = day_in_table(known.next_check, call.language)

    def ahead(typed: str) -> date:
        day = day_of(typed)
        require_ahead(day, call.ws.today)
        return day

    return ask_until(Message("Look it up again on:"), ahead, default=proposed)

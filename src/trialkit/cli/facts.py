"""`template facts`: what the law and others say, and who looked it up again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import next_step, say, words, wrapped
from trialkit.cli.typed import Day
from trialkit.errors import InvalidInput, Message, Place
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES, Wording
from trialkit.model.template import Fact
from trialkit.workspace.reports import KnownFact

INDENT: Final = "  "
LACKING: Final = N_("Nobody has written it yet {languages:in_language}.")


@command(
    "facts",
    help=N_(
        "List what the law and others say, past its date first; confirm or replace one.\n\n"
        "Whoever has looked a fact up says so with --confirm, or with --replace what it says now."
        " It shows in every case of this kind, without a new release of the template. At a"
        " terminal, --go-through asks about one after the other."
    ),
)
@argument("key", metavar=N_("TEMPLATE"), required=False)
@option("--due", is_flag=True, help=N_("Only those past their date."))
@option("--go-through", is_flag=True, help=N_("Ask about one after the other."))
@option("--confirm", metavar=N_("FACT"), help=N_("It was looked up today and still holds."))
@option("--replace", metavar=N_("FACT"), help=N_("It was looked up today and says something else."))
@option("--until", type=Day(), metavar=N_("DATE"), help=N_("From when to look it up again."))
@option(
    "--text",
    "texts",
    metavar=N_("TEXT"),
    multiple=True,
    help=N_("With --replace: what it says now. Several languages: --text fi=… --text sv=…"),
)
@option("--figure", metavar=N_("NUMBER"), help=N_("With --replace: the number in it."))
@option("--unit", metavar=N_("UNIT"), help=N_("With --replace: the number's unit."))
@option("--source", metavar=N_("TEXT"), default="", help=N_("With --replace: who says so."))
@option(
    "--certain/--uncertain",
    default=None,
    help=N_("Whether it was read in its source and is in force."),
)
@option("--note", metavar=N_("TEXT"), default="", help=N_("To remember; it isn't published."))
@reading
@pass_call
def facts(
    call: Call,
    *,
    key: str | None,
    due: bool,
    go_through: bool,
    confirm: str | None,
    replace: str | None,
    until: date | None,
    texts: tuple[str, ...],
    figure: str | None,
    unit: str | None,
    source: str,
    certain: bool | None,
    note: str,
    as_json: bool,
    output: Path | None,
) -> None:
    """List, confirm or replace."""
    _one_thing(confirm, replace, go_through)
    if confirm is not None:
        known = call.ws.confirm_fact(
            _named(key), confirm, check_by=until, certain=certain, note=note
        )
        tell_confirmed(known)
        _name_next(call, known.template)
    elif replace is not None:
        known = call.ws.replace_fact(
            _named(key),
            replace,
            text=_by_language(texts, call.language),
            source=source,
            figure=figure,
            unit=unit,
            check_by=until,
            certain=certain is not False,
            note=note,
        )
        tell_replaced(known)
        _name_next(call, known.template)
    else:
        found = [one for one in call.ws.facts(key) if one.past or not due]
        if given(found, _sheet(found, call.wording), as_json=as_json, output=output):
            return
        if go_through:
            from trialkit.cli.fact_round import go_through as ask

            ask(call, found)
        else:
            _tell(call, found)


def _one_thing(confirm: str | None, replace: str | None, go_through: bool) -> None:
    if sum((confirm is not None, replace is not None, go_through)) > 1:
        raise InvalidInput(
            Message("--confirm, --replace and --go-through exclude each other."),
            code="TOO_MANY_OPTIONS",
            remedy=Message("Give one of them at a time."),
        )


def _named(key: str | None) -> str:
    if key is not None:
        return key
    raise InvalidInput(
        Message("Say which kind of trial the fact belongs to."),
        code="NO_TEMPLATE",
        remedy=Message("See all facts: trialkit template facts."),
    )


def _by_language(texts: Sequence[str], own: str) -> dict[str, str]:
    """`fi=…` by its language; words without one are in the reader's."""
    found: dict[str, str] = {}
    for written in texts:
        start, equals, rest = written.partition("=")
        named = bool(equals) and start.strip() in LANGUAGES
        language, said = (start.strip(), rest) if named else (own, written)
        if language in found:
            raise InvalidInput(
                Message("“{key}” is given twice.", key=language),
                code="TWICE",
                place=Place(field="--text"),
            )
        found[language] = said
    return found


# what is there


def _tell(call: Call, found: Sequence[KnownFact]) -> None:
    if not found:
        say("No fact is past its date.")
        return
    for key in dict.fromkeys(one.template for one in found):
        mine = [one for one in found if one.template == key]
        old = sum(one.past for one in mine)
        title = in_reader_language(mine[0].title, call.wording)
        heading = words(N_("{title} ({template})"), title=title, template=key)
        click.echo(click.style(heading, bold=True))
        say("Facts: {n}. Past their date: {past}.", n=len(mine), past=old)
        click.echo()
        for one in mine:
            tell_fact(one, call.wording)
            click.echo()
    due = next((one for one in found if one.past), None)
    if due is not None:
        next_step("template", "facts", due.template, "--due", "--go-through")


def tell_fact(known: KnownFact, wording: Wording) -> None:
    """Print one fact: its key, its words, and how far they can be relied on."""
    fact = known.fact
    if known.past:
        head = words(N_("! {fact}: PAST ITS DATE, {day}"), fact=fact.id, day=fact.check_by)
    else:
        head = f"- {fact.id}"
    click.echo(click.style(wrapped(head), bold=True))
    for line in _lines(known, wording):
        click.echo(wrapped(line, first=INDENT, hanging=INDENT))


def _lines(known: KnownFact, wording: Wording) -> list[str]:
    fact, review = known.fact, known.review
    lines = [in_reader_language(fact.text, wording)]
    if fact.figure is not None:
        lines.append(words(N_("Figure: {figure}"), figure=figure_written(fact, wording)))
    lines.append(
        words(
            N_("Source: {source}. Read {day}, to be checked again by {until}."),
            source=fact.source,
            day=fact.as_of,
            until=fact.check_by,
        )
    )
    if not fact.certain:
        lines.append(words(N_("Not confirmed from its source: check it first.")))
    if missing := lacking(fact):
        lines.append(words(LACKING, languages=missing))
    if review is not None:
        sentence = (
            N_("Replaced here {day} by {who}. {note}")
            if review.replaced
            else N_("Confirmed here {day} by {who}. {note}")
        )
        told = words(sentence, day=fact.as_of, who=review.by, note=review.note)
        lines.append(told.rstrip())
    return lines


def figure_written(fact: Fact, wording: Wording) -> str:
    """The number of a fact with its unit: `10 000 €/year`, `25.5 / 13.5 / 10 %`."""
    number = fact.figure or ""
    if number.isdecimal():
        number = wording.number(int(number))
    unit = wording.unit(fact.unit) if fact.unit else ""
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number


def lacking(fact: Fact) -> tuple[str, ...]:
    """The languages that nobody has written the fact in."""
    return tuple(language for language in LANGUAGES if not fact.text.get(language))


def _sheet(found: Sequence[KnownFact], wording: Wording) -> Sheet:
    headings = [
        words(N_("Kind of trial")),
        words(N_("Key")),
        words(N_("Fact")),
        words(N_("Figure")),
        words(N_("Unit")),
        words(N_("Source")),
        words(N_("Read")),
        words(N_("Certain")),
        words(N_("Check by")),
        words(N_("Past its date")),
        words(N_("Looked up by")),
        words(N_("Note")),
    ]
    yes, no = words(N_("yes")), words(N_("no"))
    return Sheet(
        headings,
        [
            [
                one.template,
                one.fact.id,
                in_reader_language(one.fact.text, wording),
                one.fact.figure,
                one.fact.unit,
                one.fact.source,
                one.fact.as_of,
                yes if one.fact.certain else no,
                one.fact.check_by,
                yes if one.past else no,
                one.review.by if one.review else None,
                one.review.note if one.review else None,
            ]
            for one in found
        ],
    )


# what was done


def tell_confirmed(known: KnownFact) -> None:
    """Say that a fact was confirmed, and until when."""
    say(
        "Confirmed: {fact}, to be checked again by {day}.",
        fact=known.fact.id,
        day=known.fact.check_by,
    )


def tell_replaced(known: KnownFact) -> None:
    """Say that a fact was replaced, until when, and in which languages it lacks words."""
    fact = known.fact
    say("Replaced: {fact}, to be checked again by {day}.", fact=fact.id, day=fact.check_by)
    if missing := lacking(fact):
        say(LACKING, languages=missing)


def _name_next(call: Call, template: str) -> None:
    if any(one.past for one in call.ws.facts(template)):
        next_step("template", "facts", template, "--due")
    else:
        next_step("publish", words(N_("FOLDER")))

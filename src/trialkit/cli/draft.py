"""What `new` and `edit` share: the options of a draft, its questions, and how it reads."""

import click

from trialkit.cli.asking import ask_until
from trialkit.cli.call import Call
from trialkit.cli.grammar import Decorated, option, together
from trialkit.cli.phrases import (
    criterion_line,
    in_reader_language,
    own_words,
    promise_sentence,
    several,
)
from trialkit.cli.saying import next_step, say, short, words, wrapped
from trialkit.cli.typed import Day
from trialkit.errors import InvalidInput, Message
from trialkit.language.marking import N_
from trialkit.model.criterion import Role
from trialkit.model.template import Slot
from trialkit.model.trial import Trial

draft_options: Decorated = together(
    [
        option("--title", metavar=N_("TEXT"), help=N_("The company's own title for it.")),
        option("--slot", "slots", metavar=N_("KEY=VALUE"), multiple=True, help=N_("An answer.")),
        option(
            "--criterion",
            "criteria",
            metavar=N_("KEY=VALUE"),
            multiple=True,
            help=N_("A criterion's threshold, where it differs from the template's."),
        ),
        option(
            "--start", "starts_on", type=Day(), metavar=N_("DATE"), help=N_("Planned first day.")
        ),
        option("--end", "ends_on", type=Day(), metavar=N_("DATE"), help=N_("Planned last day.")),
        option(
            "--baseline",
            type=int,
            metavar=N_("NUMBER"),
            help=N_("Weeks (or months) measured before the start; as many as the trial has."),
        ),
        option(
            "--comparison",
            "comparisons",
            metavar=N_("NAME"),
            multiple=True,
            help=N_("A series to compare with, such as another market."),
        ),
        option(
            "--lot",
            metavar=N_("TEXT"),
            help=N_("What was drawn by lot, how, and what came out: which weeks, which shop."),
        ),
        option(
            "--barrier",
            "barriers",
            metavar=N_("KEY"),
            multiple=True,
            help=N_("A barrier to growth it tackles."),
        ),
        option("--tag", "tags", metavar=N_("KEY"), multiple=True, help=N_("A word to find it by.")),
    ]
)
"""What may be said of a draft, in `new` and in `edit`."""


def asked_slot(call: Call, slot: Slot, *, default: str | None = None) -> str:
    """Ask one of the template's questions until the answer fits it.

    Args:
        call: of the person who is asked.
        slot: the question.
        default: taken on Enter; the template's where left out.

    Returns:
        The answer in its canonical form; empty where none is needed and none was given.
    """
    from trialkit.templates.filling import slot_value

    language = call.language
    label = in_reader_language(slot.label, call.wording)
    unit = call.wording.unit(slot.unit) if slot.unit else ""
    question = f"{label} ({unit}):" if unit else f"{label}:"

    def read(typed: str) -> str:
        if not typed and not slot.required:
            return ""
        return slot_value(slot, needed(typed), language=language)

    hint = in_reader_language(slot.help, call.wording) or None
    return ask_until(question, read, default=default or slot.default or "", hint=hint)


def needed(typed: str) -> str:
    """What was typed, without the spaces around it.

    Raises:
        InvalidInput: nothing was.
    """
    if typed.strip():
        return typed.strip()
    raise InvalidInput(Message("This one needs an answer."), code="ANSWER_MISSING")


def show_draft(call: Call, trial: Trial, *, broken_off: bool = False) -> None:
    """What the draft promises so far, what it lacks, and how to go on.

    Args:
        call: of the person who reads it.
        trial: the draft.
        broken_off: whether its questions are still open; `edit` asks them then.
    """
    wording = call.wording
    try:
        promise = call.ws.promise_of(trial.slug)
    except InvalidInput as open_questions:
        say("Draft: {trial} ({title})", trial=trial.slug, title=own_words(trial.title, wording))
        say("Still open:")
        for problem in open_questions.problems:
            click.echo(wrapped(wording.problem(problem), first="  - ", hanging="    "))
        next_step("edit", short(trial.slug), "--slot", words(N_("KEY=VALUE")))
        return
    say(
        "PROMISE  {line} ({first}–{last})",
        line=promise_sentence(trial, promise, wording),
        first=promise.phases.trial.first,
        last=promise.phases.trial.last,
    )
    rails = [
        criterion_line(criterion, trial.template, wording)
        for criterion in promise.criteria
        if criterion.role is Role.GUARDRAIL
    ]
    if rails:
        say("Guardrails: {criteria}", criteria=several(rails))
    say("Draft: {trial}", trial=trial.slug)
    if broken_off:
        next_step("edit", short(trial.slug))
    else:
        next_step("import", short(trial.slug), words(N_("FILE")))

"""`new`: a draft from five questions, from options or from a file; or an idea in one line."""

from datetime import date
from pathlib import Path

import attrs
import click

from trialkit.cli.asking import BrokenOff, ask_until, choose
from trialkit.cli.call import Call
from trialkit.cli.draft import asked_slot, draft_options, needed, show_draft
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import day_in_table, next_step, say, words
from trialkit.cli.series import tell_series
from trialkit.cli.typed import day_of, pairs
from trialkit.errors import InvalidInput, Message
from trialkit.intake.plans import Plan, read_plan
from trialkit.language.marking import N_
from trialkit.model.template import Template


@attrs.define
class Answers:
    """What is known of a new trial so far; `None` and missing keys are still open."""

    company: str = ""
    with_companies: tuple[str, ...] = ()
    title: str | None = None
    slots: dict[str, object] = attrs.field(factory=dict)
    criteria: dict[str, object] = attrs.field(factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    baseline: int | None = None
    comparisons: tuple[str, ...] = ()
    lot: str | None = None
    barriers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@command(
    "new",
    help=N_(
        "Begin a draft of a trial.\n\n"
        "At a terminal it asks about five things and takes the rest from the template. Without"
        " one, give the answers as options or as a file. --idea notes an idea in one line, until"
        " a draft is made from it (--from-idea) or it is dropped (--drop-idea)."
    ),
)
@argument("template", metavar=N_("TEMPLATE"), required=False)
@option("--company", metavar=N_("NAME"), default="", help=N_("Whose trial it is."))
@option(
    "--with",
    "with_companies",
    metavar=N_("COMPANY"),
    multiple=True,
    help=N_("A company that makes the same promise: a draft for each, as a series."),
)
@draft_options
@option(
    "--from",
    "plan",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("A plan: TOML, or a filled-in “trialkit form”; options win over it."),
)
@option("--replicates", metavar=N_("TRIAL"), help=N_("Repeat the promise of another trial."))
@option("--from-idea", metavar=N_("IDEA"), help=N_("Make the draft of a noted idea."))
@option("--idea", metavar=N_("TEXT"), help=N_("Note an idea instead of a draft."))
@option("--origin", metavar=N_("TEXT"), help=N_("The meeting or barrier the idea came from."))
@option("--drop-idea", metavar=N_("IDEA"), help=N_("Let an idea go; needs --reason."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why the idea is dropped."))
@pass_call
def new(
    call: Call,
    /,
    *,
    template: str | None,
    plan: Path | None,
    replicates: str | None,
    from_idea: str | None,
    idea: str | None,
    origin: str | None,
    drop_idea: str | None,
    reason: str,
    slots: tuple[str, ...],
    criteria: tuple[str, ...],
    **known: object,
) -> int:
    """Note or drop an idea, or make a draft."""
    if idea is not None:
        return _note(call, idea, origin)
    if drop_idea is not None:
        return _drop(call, drop_idea, reason)
    written = read_plan(plan, call.ws.templates(), language=call.language) if plan else None
    answers = _answers(written)
    for name, value in known.items():
        if value:
            setattr(answers, name, value)
    if answers.with_companies and not answers.company:
        answers.company, *others = answers.with_companies
        answers.with_companies = tuple(others)
    answers.slots.update(pairs(slots, "--slot"))
    answers.criteria.update(pairs(criteria, "--criterion"))
    original = call.trial(replicates) if replicates else None
    kind = template or (written.template if written else None)
    return _draft(call, kind, answers, original=original, idea=from_idea)


def _note(call: Call, text: str, origin: str | None) -> int:
    noted = call.ws.note_idea(text, origin=origin)
    say("Noted: {idea}", idea=noted.text)
    next_step("new", words(N_("TEMPLATE")), "--from-idea", noted.text)
    return 0


def _drop(call: Call, which: str, reason: str) -> int:
    dropped = call.ws.drop_idea(which, reason=reason)
    say("Dropped: {idea}", idea=dropped.text)
    return 0


def _answers(plan: Plan | None) -> Answers:
    if plan is None:
        return Answers()
    return Answers(
        company=plan.company or "",
        title=plan.title,
        slots=dict(plan.slots),
        criteria=dict(plan.criteria),
        starts_on=plan.starts_on,
        barriers=plan.barriers,
        tags=plan.tags,
    )


def _draft(
    call: Call,
    key: str | None,
    answers: Answers,
    *,
    original: str | None,
    idea: str | None,
) -> int:
    code = 0
    broken_off = False
    if call.terminal:
        template = _template(call, key, original)
        key = template.id
        repeated = call.ws.promise_of(original).slots if original else {}
        code, broken_off = _asked(call, template, answers, set(repeated))
        if not answers.company.strip():
            say("Nothing was saved: a draft needs at least its company.")
            return code
    trial = call.ws.new(key, replicates=original, idea=idea, **attrs.asdict(answers, recurse=False))
    if original:
        say("It repeats the promise of {trial}.", trial=original)
    tell_series(call, trial.slug)
    show_draft(call, trial, broken_off=broken_off)
    return code


def _asked(call: Call, template: Template, answers: Answers, known: set[str]) -> tuple[int, bool]:
    """Ask what is open; whoever breaks off keeps what they answered.

    Returns:
        The exit code, and whether they broke off.
    """
    code = 0
    try:
        _interview(call, template, answers, known)
        return code, False
    except BrokenOff:
        pass
    except click.Abort:
        click.echo()
        code = 130
    if answers.company.strip():
        say("Broken off; what was answered is kept.")
    return code, True


def _template(call: Call, key: str | None, original: str | None) -> Template:
    if key is None and original is not None:
        return call.ws.find(original).template
    if key is not None:
        return call.ws.template(key)
    known = list(call.ws.templates().values())
    if not known:
        raise InvalidInput(
            Message("There are no templates, so no kind of trial to choose."),
            code="NO_TEMPLATE",
            remedy=Message("Install a plugin, such as: pip install trialkit[templates]"),
        )
    lines = [in_reader_language(one.title, call.wording) for one in known]
    return choose(Message("Which kind of trial?"), lines, known)


def _interview(call: Call, template: Template, answers: Answers, known: set[str]) -> None:
    """Ask what is still open; each answer is kept as soon as it is given."""
    open_slots = [
        slot
        for slot in template.slots
        if slot.asked and slot.id not in answers.slots and slot.id not in known
    ]
    title = in_reader_language(template.title, call.wording)
    say(
        Message.counted(
            "{title}: {n} question, the rest from defaults. ? = help, q = save the draft",
            "{title}: {n} questions, the rest from defaults. ? = help, q = save the draft",
            n=len(open_slots),
            title=title,
        )
    )
    if not answers.company:
        answers.company = ask_until(Message("Company:"), needed)
    for slot in open_slots:
        if typed := asked_slot(call, slot):
            answers.slots[slot.id] = typed
    if answers.title is None:
        answers.title = ask_until(Message("Title:"), str, default=title)
    if answers.starts_on is None:
        answers.starts_on = ask_until(
            Message("First day of the trial:"),
            day_of,
            default=day_in_table(call.ws.today, call.language),
            hint=Message("The day it begins for customers. It can be changed until the start."),
        )

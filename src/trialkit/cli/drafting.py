"""`new` and `edit`: a draft from five questions, from options or from a file."""

from datetime import date
from pathlib import Path

import attrs
import click

from trialkit.cli.asking import BrokenOff, ask_until
from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import (
    criterion_line,
    in_reader_language,
    own_words,
    promise_sentence,
    several,
)
from trialkit.cli.saying import next_step, say, words
from trialkit.cli.typed import Day, day_of, pairs
from trialkit.errors import InvalidInput, Message, Problem
from trialkit.language.marking import N_
from trialkit.model.criterion import Role
from trialkit.model.template import Slot, Template
from trialkit.model.text import Text
from trialkit.model.trial import Trial


@attrs.define
class Answers:
    """What is known of a new trial so far; `None` and missing keys are still open."""

    company: str = ""
    title: str | None = None
    slots: dict[str, str] = attrs.field(factory=dict)
    criteria: dict[str, str] = attrs.field(factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    comparisons: tuple[str, ...] = ()
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
@option("--title", metavar=N_("TEXT"), help=N_("The company’s own title for it."))
@option("--slot", "slots", metavar=N_("KEY=VALUE"), multiple=True, help=N_("An answer."))
@option(
    "--criterion",
    "criteria",
    metavar=N_("KEY=VALUE"),
    multiple=True,
    help=N_("A criterion’s threshold, where it differs from the template’s."),
)
@option("--start", "starts_on", type=Day(), metavar=N_("DATE"), help=N_("Planned first day."))
@option("--end", "ends_on", type=Day(), metavar=N_("DATE"), help=N_("Planned last day."))
@option(
    "--comparison",
    "comparisons",
    metavar=N_("NAME"),
    multiple=True,
    help=N_("A series to compare with, such as another market."),
)
@option(
    "--barrier",
    "barriers",
    metavar=N_("KEY"),
    multiple=True,
    help=N_("A barrier to growth it tackles."),
)
@option("--tag", "tags", metavar=N_("KEY"), multiple=True, help=N_("A word to find it by."))
@option(
    "--from",
    "plan",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("A plan as a TOML file; options win over it."),
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
    kind, answers = _planned(plan)
    given = {key: value for key, value in known.items() if value}
    answers = attrs.evolve(answers, **given)
    answers.slots.update(pairs(slots, "--slot"))
    answers.criteria.update(pairs(criteria, "--criterion"))
    original = call.trial(replicates) if replicates else None
    return _draft(call, template or kind, answers, original, from_idea)


def _note(call: Call, text: str, origin: str | None) -> int:
    noted = call.ws.note_idea(text, origin=origin)
    say("Noted: {idea}", idea=noted.text)
    next_step("list", "--ideas")
    return 0


def _drop(call: Call, which: str, reason: str) -> int:
    dropped = call.ws.drop_idea(which, reason=reason)
    say("Dropped: {idea}", idea=dropped.text)
    return 0


def _planned(path: Path | None) -> tuple[str | None, Answers]:
    if path is None:
        return None, Answers()
    from trialkit.intake.plans import read_plan

    plan = read_plan(path)
    return plan.template, Answers(
        company=plan.company or "",
        title=plan.title,
        slots=dict(plan.slots),
        criteria=dict(plan.criteria),
        starts_on=plan.starts_on,
    )


def _draft(
    call: Call, key: str | None, answers: Answers, original: str | None, idea: str | None
) -> int:
    code = 0
    if call.terminal:
        template = _template(call, key, original)
        key = template.id
        repeated = call.ws.promise_of(original).slots if original else {}
        try:
            _interview(call, template, answers, known=set(repeated))
        except BrokenOff:
            say("Broken off; what was answered is kept.")
        except click.Abort:
            click.echo()
            code = 130
    if not answers.company.strip() and call.terminal:
        say("Nothing was saved: a draft needs at least its company.")
        return code
    trial = call.ws.new(key, replicates=original, idea=idea, **attrs.asdict(answers, recurse=False))
    show_draft(call, trial)
    return code


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
    from trialkit.cli.asking import choose

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
        answers.company = ask_until(Message("Company:"), _needed)
    for slot in open_slots:
        if typed := _asked_slot(call, slot):
            answers.slots[slot.id] = typed
    if answers.title is None:
        answers.title = ask_until(Message("Title:"), str, default=title)
    if answers.starts_on is None:
        answers.starts_on = ask_until(
            Message("First day of the trial:"),
            day_of,
            default=call.wording.day(call.ws.today),
            hint=Message("The day it begins for customers. It can be changed until the start."),
        )


def _asked_slot(call: Call, slot: Slot) -> str:
    from trialkit.templates.filling import slot_value

    language = call.language
    label = in_reader_language(slot.label, call.wording)
    question = (
        Message("{question} ({unit}):", question=label, unit=call.wording.unit(slot.unit))
        if slot.unit
        else Message("{question}:", question=label)
    )

    def read(typed: str) -> str:
        if not typed and not slot.required:
            return ""
        return slot_value(slot, _needed(typed), language=language)

    return ask_until(
        question,
        read,
        default=slot.default or "",
        hint=in_reader_language(slot.help, call.wording) or None,
    )


def _needed(typed: str) -> str:
    if typed.strip():
        return typed.strip()
    raise InvalidInput(Message("This one needs an answer."), code="ANSWER_MISSING")


def show_draft(call: Call, trial: Trial) -> None:
    """What the draft promises so far, what it lacks, and how to go on."""
    wording = call.wording
    try:
        promise = call.ws.promise_of(trial.slug)
    except InvalidInput as open_questions:
        say("Draft: {trial} ({title})", trial=trial.slug, title=own_words(trial.title, wording))
        say("Still open:")
        _list(call, open_questions.problems)
        next_step("edit", trial.slug, "--slot", words("KEY=VALUE"))
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
    next_step("import", trial.slug, words("FILE"))


def _list(call: Call, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(f"  - {call.wording.problem(problem)}")


@command(
    "edit",
    help=N_(
        "Change a draft.\n\n"
        "A trial’s title, its own words, barriers and tags may be changed at any time; what is"
        " sealed is changed with “amend”. Texts of the case are given as"
        " --text summary=… and --text learned=…."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@option("--title", metavar=N_("TEXT"), help=N_("The company’s own title for it."))
@option("--slot", "slots", metavar=N_("KEY=VALUE"), multiple=True, help=N_("An answer."))
@option(
    "--criterion",
    "criteria",
    metavar=N_("KEY=VALUE"),
    multiple=True,
    help=N_("A criterion’s threshold."),
)
@option(
    "--drop-criterion",
    "drop_criteria",
    metavar=N_("KEY"),
    multiple=True,
    help=N_("Leave one of the template’s criteria out."),
)
@option("--start", "starts_on", type=Day(), metavar=N_("DATE"), help=N_("Planned first day."))
@option("--end", "ends_on", type=Day(), metavar=N_("DATE"), help=N_("Planned last day."))
@option(
    "--comparison",
    "comparisons",
    metavar=N_("NAME"),
    multiple=True,
    help=N_("A series to compare with, such as another market."),
)
@option(
    "--text",
    "texts",
    metavar=N_("KEY=VALUE"),
    multiple=True,
    help=N_("Words for the case, such as summary=…"),
)
@option(
    "--barrier",
    "barriers",
    metavar=N_("KEY"),
    multiple=True,
    help=N_("A barrier to growth it tackles."),
)
@option("--tag", "tags", metavar=N_("KEY"), multiple=True, help=N_("A word to find it by."))
@pass_call
def edit(
    call: Call,
    *,
    trial: str,
    title: str | None,
    slots: tuple[str, ...],
    criteria: tuple[str, ...],
    drop_criteria: tuple[str, ...],
    starts_on: date | None,
    ends_on: date | None,
    comparisons: tuple[str, ...],
    texts: tuple[str, ...],
    barriers: tuple[str, ...],
    tags: tuple[str, ...],
) -> None:
    """Change what was given; ask the open questions where nothing was."""
    slug = call.trial(trial)
    found = call.ws.find(slug)
    answers = pairs(slots, "--slot")
    given = (
        title,
        slots,
        criteria,
        drop_criteria,
        starts_on,
        ends_on,
        comparisons,
        texts,
        barriers,
        tags,
    )
    if not any(given) and call.terminal and found.draft is not None:
        answers = _again(call, found)
    elif not any(given):
        raise InvalidInput(
            Message("Nothing was given to change."),
            code="NOTHING_GIVEN",
            remedy=Message("For example: {command}", command=f"trialkit edit {slug} --title …"),
        )
    language = call.ws.settings.language
    changed = call.ws.edit(
        slug,
        title=title,
        slots=answers or None,
        criteria=pairs(criteria, "--criterion") or None,
        drop_criteria=drop_criteria,
        starts_on=starts_on,
        ends_on=ends_on,
        comparisons=comparisons or None,
        texts=_texts(found, pairs(texts, "--text"), language),
        barriers=barriers or None,
        tags=tags or None,
    )
    say("Changed: {trial}", trial=changed.slug)
    if changed.draft is not None:
        show_draft(call, changed)
    else:
        next_step("show", changed.slug)


def _again(call: Call, trial: Trial) -> dict[str, str]:
    """The template's five questions once more, with the draft's answers to keep."""
    answered = trial.draft.slots if trial.draft else {}
    answers: dict[str, str] = {}
    try:
        for slot in trial.template.slots:
            if slot.asked:
                asked = attrs.evolve(slot, default=answered.get(slot.id, slot.default))
                if typed := _asked_slot(call, asked):
                    answers[slot.id] = typed
    except BrokenOff:
        say("Broken off; what was answered is kept.")
    return answers


def _texts(trial: Trial, written: dict[str, str], language: str) -> dict[str, Text] | None:
    """A text in the workspace's language; what it says in other languages stays."""
    return {
        key: attrs.evolve(trial.texts[key], words={**trial.texts[key].words, language: words_})
        if key in trial.texts
        else Text.written(words_, language)
        for key, words_ in written.items()
    } or None

"""`edit`: change a draft, or a trial's own words."""

from datetime import date

import click

from trialkit.cli.asking import BrokenOff
from trialkit.cli.call import Call
from trialkit.cli.draft import asked_slot, draft_options, show_draft
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.saying import next_step, say, short
from trialkit.cli.series import tell_series
from trialkit.cli.typed import pairs
from trialkit.errors import InvalidInput, Message
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES
from trialkit.model.trial import Trial


@command(
    "edit",
    help=N_(
        "Change a draft; at a terminal without options, it asks its questions again.\n\n"
        "A trial's title, its own words, barriers and tags may be changed at any time; what is"
        " sealed is changed with “amend”. Words for the case are given as --text summary=… and"
        " --text learned=…"
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@draft_options
@option(
    "--drop-criterion",
    "drop_criteria",
    metavar=N_("KEY"),
    multiple=True,
    help=N_("Leave one of the template's criteria out."),
)
@option(
    "--text",
    "texts",
    metavar=N_("KEY=VALUE"),
    multiple=True,
    help=N_("Words for the case, such as summary=…"),
)
@option(
    "--in",
    "language",
    type=click.Choice(LANGUAGES),
    help=N_("The language that title and texts are written in (the workspace's)."),
)
@option(
    "--approved",
    is_flag=True,
    help=N_("The company has read its title and texts and lets them be printed."),
)
@option(
    "--illustrative",
    metavar=N_("KEY=VALUE"),
    multiple=True,
    help=N_("What in it is invented for a demonstration."),
)
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
    baseline: int | None,
    comparisons: tuple[str, ...],
    lot: str | None,
    texts: tuple[str, ...],
    language: str | None,
    approved: bool,
    illustrative: tuple[str, ...],
    barriers: tuple[str, ...],
    tags: tuple[str, ...],
) -> None:
    """Change what was given; ask the open questions where nothing was."""
    slug = call.trial(trial)
    changes = {
        "title": title,
        "slots": pairs(slots, "--slot"),
        "criteria": pairs(criteria, "--criterion"),
        "drop_criteria": drop_criteria,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "baseline": baseline,
        "comparisons": comparisons,
        "lot": lot,
        "texts": pairs(texts, "--text"),
        "approved": approved,
        "illustrative": pairs(illustrative, "--illustrative"),
        "barriers": barriers,
        "tags": tags,
    }
    given = {name: value for name, value in changes.items() if value}
    changed = call.ws.edit(slug, language=language, **(given or _asked(call, slug)))
    say("Changed: {trial}", trial=changed.slug)
    tell_series(call, changed.slug)
    if changed.draft is not None:
        show_draft(call, changed)
    else:
        next_step("show", short(changed.slug))


def _asked(call: Call, slug: str) -> dict[str, object]:
    """The template's questions once more, for a draft and a person at a terminal."""
    trial = call.ws.find(slug)
    if trial.draft is not None and call.terminal:
        return {"slots": _again(call, trial)}
    raise InvalidInput(
        Message("Nothing was given to change."),
        code="NOTHING_GIVEN",
        remedy=Message("For example: {command}", command=f"trialkit edit {slug} --title …"),
    )


def _again(call: Call, trial: Trial) -> dict[str, str]:
    answered = trial.draft.slots if trial.draft else {}
    answers: dict[str, str] = {}
    try:
        for slot in trial.template.slots:
            if slot.asked and (typed := asked_slot(call, slot, default=answered.get(slot.id))):
                answers[slot.id] = typed
    except BrokenOff:
        say("Broken off; what was answered is kept.")
    return answers

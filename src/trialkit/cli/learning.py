"""`learning`: claims across trials, with the trials that bear them out or contradict them."""

from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, group, option, pass_call
from trialkit.cli.phrases import own_words
from trialkit.cli.saying import NOTHING, next_step, say, short, words, wrapped
from trialkit.cli.tables import table
from trialkit.language.marking import N_
from trialkit.model.learning import LearningLink, Stance
from trialkit.rules.learning import BECAUSE
from trialkit.workspace.learnings import Learned


@group("learning", help=N_("What was learned across trials: claims, for and against."))
def learning() -> None:
    """Claims."""


@learning.command("new", help=N_("Write a claim down, in one sentence."))
@argument("claim", metavar=N_("CLAIM"))
@option("--template", metavar=N_("TEMPLATE"), help=N_("The kind of trial it is about."))
@pass_call
def new(call: Call, *, claim: str, template: str | None) -> None:
    """Write a claim down."""
    made = call.ws.new_learning(claim, template=template)
    say("Written down: {slug}", slug=made.slug)
    next_step("learning", "link", made.slug, words(N_("TRIAL")), "--supports")


@learning.command("link", help=N_("Say that a trial bears a claim out, or contradicts it."))
@argument("claim", metavar=N_("CLAIM"))
@argument("trial", metavar=N_("TRIAL"))
@option("--supports", "stance", flag_value="supports", help=N_("The trial bears it out."))
@option("--contradicts", "stance", flag_value="contradicts", help=N_("The trial contradicts it."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("How, in a few words."))
@pass_call
def link(call: Call, *, claim: str, trial: str, stance: str | None, note: str) -> None:
    """Link a trial."""
    if stance is None:
        raise click.UsageError(words(N_("Say --supports or --contradicts.")))
    told = call.ws.link_learning(claim, call.trial(trial), Stance(stance), note=note)
    _tell_standing(call, told)
    next_step("learning", "show", told.learning.slug)


@learning.command("review", help=N_("Say that a claim was held against all trials there are."))
@argument("claim", metavar=N_("CLAIM"))
@pass_call
def review(call: Call, *, claim: str) -> None:
    """Review a claim."""
    told = call.ws.review_learning(claim)
    say("Looked through {day}: {slug}", day=told.learning.reviewed_on, slug=told.learning.slug)
    _tell_standing(call, told)


@learning.command("list", help=N_("List the claims, with how far each is borne out."))
@option("--trial", metavar=N_("TRIAL"), help=N_("Only those a trial is linked to."))
@reading
@pass_call
def list_(call: Call, *, trial: str | None, as_json: bool, output: Path | None) -> None:
    """List claims."""
    known = call.ws.learnings(about=trial)
    headings = [
        words(N_("Claim")),
        words(N_("Status")),
        words(N_("For")),
        words(N_("Against")),
        words(N_("Key")),
    ]
    rows = [
        [
            own_words(told.learning.claim, call.wording),
            call.wording.label("learning_status", told.standing.status),
            str(told.standing.supporting),
            str(told.standing.contradicting),
            told.learning.slug,
        ]
        for told in known
    ]
    if given(known, Sheet(headings, rows), as_json=as_json, output=output):
        return
    if not known:
        say("No claims are written down yet.")
        next_step("learning", "new", words(N_("CLAIM")))
        return
    click.echo(table(headings, rows, right=(2, 3), fixed=(1, 2, 3, 4)))
    stale = [told.learning.slug for told in known if told.standing.stale]
    if stale:
        say("To look through again, since trials have closed: {names}", names=tuple(stale))
        next_step("learning", "show", stale[0])


@learning.command("show", help=N_("Show a claim with its trials for and against."))
@argument("claim", metavar=N_("CLAIM"))
@reading
@pass_call
def show(call: Call, *, claim: str, as_json: bool, output: Path | None) -> None:
    """Show a claim."""
    told = call.ws.learning(claim)
    headings = [words(N_("Trial")), words(N_("Stance")), words(N_("How"))]
    rows = [
        [
            told.trials.get(each.trial, each.trial),
            call.wording.label("stance", each.stance),
            each.note or NOTHING,
        ]
        for each in told.learning.links
    ]
    if given(told, Sheet(headings, rows), as_json=as_json, output=output):
        return
    click.echo(click.style(wrapped(own_words(told.learning.claim, call.wording)), bold=True))
    _tell_standing(call, told)
    for stance in Stance:
        for each in told.learning.linked(stance):
            _tell_link(call, told, each)
    if told.standing.stale:
        say(
            "Closed since it was looked through: {trials}",
            trials=tuple(short(told.trials[id_]) for id_ in told.standing.stale),
        )
        next_step("learning", "link", told.learning.slug, told.trials[told.standing.stale[0]])
        say("Or, if they say nothing about it: {command}", command=_review_command(told))


def _tell_standing(call: Call, told: Learned) -> None:
    status = call.wording.label("learning_status", told.standing.status)
    say("{status}. {because}", status=status.capitalize(), because=BECAUSE[told.standing.because])


def _tell_link(call: Call, told: Learned, link: LearningLink) -> None:
    mark = "+" if link.stance is Stance.SUPPORTS else "−"
    slug = told.trials.get(link.trial, link.trial)
    line = f"{slug} ({call.wording.label('stance', link.stance)}): {link.note}".rstrip(": ")
    click.echo(wrapped(line, first=f"{mark} ", hanging="  "))


def _review_command(told: Learned) -> str:
    return f"trialkit learning review {told.learning.slug}"

"""`start`: the checklist, the seal and the question of consent."""

from datetime import date
from pathlib import Path

import click

from trialkit.cli.asking import agreed, ask_words
from trialkit.cli.call import Call
from trialkit.cli.foresight import EASILY_MET, tell_foreseen
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.levels import LEVEL, asked_level
from trialkit.cli.phrases import nearby, promise_sentence
from trialkit.cli.saying import next_step, say, short, tell, words, wrapped
from trialkit.cli.typed import Day
from trialkit.cli.verdicts import tell_forecasts
from trialkit.errors import Message, Refused, TrialkitError
from trialkit.language.marking import N_
from trialkit.model.consent import ConsentLevel
from trialkit.model.trial import Trial
from trialkit.rules.checklist import Checklist


@command(
    "start",
    help=N_(
        "Seal the promise and start the trial.\n\n"
        "Shows first what the trial will be able to tell and what not, and the checklist; asks"
        " what may be published, whatever happens. A start can be taken back until the first"
        " figure of the trial phase (--take-back)."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@option("--on", type=Day(), metavar=N_("DATE"), help=N_("First day of the trial phase."))
@option(
    "--consent",
    "level",
    type=LEVEL,
    help=N_("What the company lets be published, whatever happens."),
)
@option("--given-by", metavar=N_("ROLE"), default="", help=N_("Who in the company agreed."))
@option("--no-consent", is_flag=True, help=N_("Don't ask about consent now."))
@option("--take-back", is_flag=True, help=N_("Make the trial a draft again; needs --reason."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why it is taken back."))
@pass_call
def start(
    call: Call,
    *,
    trial: str,
    on: date | None,
    level: ConsentLevel | None,
    given_by: str,
    no_consent: bool,
    take_back: bool,
    reason: str,
) -> None:
    """Start a trial, or take a start back."""
    slug = call.trial(trial)
    if take_back:
        return _take_back(call, slug, reason)
    if not _checked(call, slug, on):
        say("Not started. Nothing was changed.")
        next_step("edit", short(slug))
        return None
    asked = call.ws.round_of(slug)
    started = call.ws.start(slug, on=on)
    _sealed(call, started)
    if asked is not None and asked.open:
        _forecast_ended(call, slug)
    if not no_consent:
        _ask_consent(call, started, level, given_by)
    _weekly_form(call, started)
    next_step("import", short(slug), words(N_("FILE")))
    return None


def _take_back(call: Call, slug: str, reason: str) -> None:
    if not reason and call.terminal:
        reason = ask_words(Message("Why is the start taken back?"))
    call.ws.take_back(slug, reason=reason)
    say(
        "{trial} is a draft again. The history shows that it was started and taken back.",
        trial=slug,
    )
    next_step("edit", short(slug))


def _checked(call: Call, slug: str, on: date | None) -> bool:
    """Show what the trial could tell, and the checklist; whether to go on.

    Raises:
        Refused: something stops the start; all of it is named.
    """
    found: Checklist = call.ws.checklist(slug, on=on)
    if found.stops:
        raise Refused.of(found.stops)
    foresight = call.ws.foresight(slug, on=on)
    promise, template = call.ws.promise_of(slug, on=on), call.ws.find(slug).template
    tell_foreseen(foresight, promise, template, call.wording)
    for question in found.questions:
        click.echo(wrapped(call.wording.problem(question), first="? ", hanging="  "))
    if foresight.easily_met:
        click.echo(wrapped(words(EASILY_MET), first="? ", hanging="  "))
    if not (found.questions or foresight.easily_met) or not call.terminal:
        return True
    return agreed(Message("Start all the same?"))


def _sealed(call: Call, trial: Trial) -> None:
    if trial.promise is None or trial.seal is None:
        raise Refused(Message("The trial has no promise."), code="NO_PROMISE")
    say(
        "PROMISE  {line} ({first}–{last})",
        line=promise_sentence(trial, trial.promise, call.wording),
        first=trial.promise.phases.trial.first,
        last=trial.promise.phases.trial.last,
    )
    say(
        "Sealed {at}, seal {seal} (put it into the minutes).",
        at=trial.seal.at,
        seal=trial.seal.short,
    )
    if not trial.seal.before_start:
        say("The seal isn't from before the start, and the case will say so.")


def _forecast_ended(call: Call, slug: str) -> None:
    """Nobody forecasts what has begun: the start closed the round, and this is what it said."""
    say("The forecast is closed: no more ballots are taken now that the trial has started.")
    tell_forecasts(call.ws.evaluate(slug))


def _weekly_form(call: Call, trial: Trial) -> None:
    """Write the form for the figures; the trial is sealed, whatever becomes of the form."""
    from trialkit.cli.form import write_figures_form

    try:
        say("Weekly form: {file}", file=nearby(write_figures_form(call, trial)))
    except TrialkitError as fault:
        tell(call, fault.problems)


def _ask_consent(call: Call, trial: Trial, level: ConsentLevel | None, given_by: str) -> None:
    """Record the company's answer and write the form it signs."""
    if level is None and call.terminal:
        level = asked_level(
            call, Message("May the result be published, whatever happens? (Enter = later)")
        )
    if level is None:
        say("No consent is recorded: the trial will only be counted as withheld.")
        return
    consent = call.ws.consent(trial.slug, level, given_by=given_by)
    say(
        "Consent: {level}, until {day}.",
        level=call.wording.label("consent", level),
        day=consent.valid_until,
    )
    say("To be signed: {file}", file=nearby(write_form(call, trial)))


def write_form(call: Call, trial: Trial) -> Path:
    """Write the form on which the company signs its consent; answers where it is."""
    from trialkit.intake.consent_form import consent_form
    from trialkit.intake.saving import save

    owner = next(one for one in call.ws.companies() if one.id == trial.company)
    folder = call.workspace_folder / "files"
    folder.mkdir(exist_ok=True)
    path = folder / words(N_("{trial}-consent.html"), trial=trial.slug)
    save(path, consent_form(trial, owner, wording=call.wording).encode())
    return path

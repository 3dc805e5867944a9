"""`act`, `amend`, `stop`, `discard`: what happens to a trial on its way."""

import json
from datetime import date
from decimal import Decimal

import click

from trialkit.cli.asking import agreed, ask_words
from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import NOTHING, next_step, say, short, words
from trialkit.cli.tables import table
from trialkit.cli.typed import Day, Number, day_or_number
from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.model.trial import ActionDone


@command(
    "act",
    help=N_(
        "Record a step that was done, with its hours and its cost.\n\n"
        "ACTION is the key of a planned step (see “trialkit show”), or a short name of your own"
        " for a step nobody planned. The same step may be recorded in several goes.\n\n"
        "With --shared, hours and cost are what all trials of the series had together: they are"
        " split equally between those open that day, to the cent, and the cents left over go to"
        " the first ones."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("action", metavar=N_("ACTION"))
@option("--on", type=Day(), metavar=N_("DATE"), help=N_("The day (today)."))
@option("--hours", type=Number(), metavar=N_("NUMBER"), help=N_("Own work, in hours."))
@option("--cost", type=Number(), metavar=N_("NUMBER"), help=N_("Money spent, without VAT."))
@option("--note", metavar=N_("TEXT"), help=N_("In the company's own words."))
@option("--shared", is_flag=True, help=N_("Split it between the trials of the series."))
@pass_call
def act(
    call: Call,
    *,
    trial: str,
    action: str,
    on: date | None,
    hours: Decimal | None,
    cost: Decimal | None,
    note: str | None,
    shared: bool,
) -> None:
    """Record what was done."""
    slug = call.trial(trial)
    if shared:
        parts = call.ws.act_together(slug, action, on=on, hours=hours, cost=cost, note=note)
        _tell_parts(call, slug, parts)
        return
    done = call.ws.act(slug, action, on=on, hours=hours, cost=cost, note=note)
    _tell_done(call, slug, done)
    if done.hours is not None:
        say("Own work: {hours} h", hours=done.hours)
    if done.cost is not None:
        currency = call.ws.settings.currency
        say("Cost: {cost}", cost=call.wording.money(done.cost, currency))
    next_step("show", short(slug))


def _tell_done(call: Call, slug: str, done: ActionDone) -> None:
    planned = call.ws.find(slug).template.action(done.action)
    label = in_reader_language(planned.label, call.wording) if planned else done.action
    say("Done {day}: {action}", day=done.on, action=label)
    if planned is None:
        say("This step is not in the plan; the case shows it as an unplanned one.")


def _tell_parts(call: Call, slug: str, parts: tuple[ActionDone, ...]) -> None:
    """Which trial of the series has which share."""
    _tell_done(call, slug, parts[0])
    slugs = {row.id: row.slug for row in call.ws.overview()}
    say(
        Message.counted(
            "Split between {n} trial of the series:",
            "Split between {n} trials of the series:",
            n=len(parts),
        )
    )
    rows = [
        [
            slugs[part.trial],
            NOTHING if part.hours is None else call.wording.amount(part.hours, "h"),
            NOTHING
            if part.cost is None
            else call.wording.money(part.cost, call.ws.settings.currency),
        ]
        for part in parts
    ]
    headings = [words(N_("Trial")), words(N_("Hours")), words(N_("Cost"))]
    click.echo(table(headings, rows, right=(1, 2), fixed=(1, 2)))
    next_step("show", short(slug))


@command(
    "amend",
    context_settings={"ignore_unknown_options": True},
    help=N_(
        "Change the promise of a started trial.\n\n"
        "FIELD is the key of a criterion (its threshold), “ends_on”, or a path of the seal. The"
        " case shows every change with its reason; a major one after the first figure stands at"
        " its top."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("field", metavar=N_("FIELD"))
@argument("value", metavar=N_("VALUE"))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why; the case shows it."))
@pass_call
def amend(call: Call, *, trial: str, field: str, value: str, reason: str) -> None:
    """Change a sealed field."""
    slug = call.trial(trial)
    if not reason and call.terminal:
        reason = ask_words(Message("Why is the promise changed?"))
    earlier = len(call.ws.find(slug).amendments)
    amended = call.ws.amend(slug, field, day_or_number(value), reason=reason)
    # The ones after it follow from it, such as the settling time from a later last day.
    asked = amended.amendments[earlier]
    say(
        "Changed: {field}, from {before} to {after}. Weight: {weight}",
        field=field,
        before=_shown(asked.before),
        after=_shown(asked.after),
        weight=call.wording.label("weight", asked.weight),
    )
    if amended.changed_after_data:
        say("The case begins with: changed after data.")
    next_step("show", short(slug))


def _shown(written: str) -> str:
    """A sealed value, which is kept as JSON; text without its quotation marks."""
    value = json.loads(written)
    return value if isinstance(value, str) else written


@command(
    "stop",
    help=N_("End a trial before its evaluation, with the reason. It still makes a case."),
)
@argument("trial", metavar=N_("TRIAL"))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why, in the company's words."))
@option("--on", type=Day(), metavar=N_("DATE"), help=N_("The last day (today)."))
@pass_call
def stop(call: Call, *, trial: str, reason: str, on: date | None) -> None:
    """End a trial early."""
    slug = call.trial(trial)
    if not reason and call.terminal:
        reason = ask_words(Message("Why is it stopped?"))
    stopped = call.ws.stop(slug, reason=reason, on=on)
    say("{trial} was stopped. It still makes a case.", trial=stopped.slug)
    next_step("case", short(slug))


@command(
    "discard",
    help=N_("Let a draft go. The journal keeps that it was there."),
)
@argument("trial", metavar=N_("TRIAL"))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why."))
@option("--yes", is_flag=True, help=N_("Don't ask once more."))
@pass_call
def discard(call: Call, *, trial: str, reason: str, yes: bool) -> None:
    """Remove a draft."""
    slug = call.trial(trial)
    question = Message("Discard the draft {trial}?", trial=slug)
    if call.terminal and not yes and not agreed(question, default=False):
        say("Nothing was changed.")
        return
    call.ws.discard(slug, reason=reason)
    say("Discarded: {trial}", trial=slug)
    next_step("new", words(N_("TEMPLATE")))

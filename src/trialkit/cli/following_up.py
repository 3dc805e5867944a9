"""`follow-up`: whether a company still does what it tried, half a year and a year later."""

from datetime import date
from decimal import Decimal

import click

from trialkit.cli.asking import ask, ask_until, choose
from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import own_words, several
from trialkit.cli.saying import say, words, wrapped
from trialkit.cli.steps import name_next
from trialkit.cli.typed import Day, OneOf, number_of, pairs
from trialkit.errors import Message
from trialkit.evaluation.outcomes import ASKED_LATER, COMMON_OUTCOMES
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.follow_up import FollowUp, StillInUse


@command(
    "follow-up",
    help=N_(
        "Record whether the company still does what it tried, half a year and a year later.\n\n"
        "At a terminal it asks, in a minute. The answer given again for the same months"
        " corrects the first. Common outcomes are told once more as far as the company knows"
        " them, such as --outcome jobs_person_years=0.5."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("answer", metavar=N_("ANSWER"), type=OneOf("still_in_use", StillInUse), required=False)
@option(
    "--months",
    type=int,
    metavar=N_("NUMBER"),
    help=N_("Which follow-up: 6 or 12 (the one whose time it is)."),
)
@option("--reason", metavar=N_("TEXT"), help=N_("Why, in the company's own words."))
@option(
    "--outcome",
    "outcomes",
    metavar=N_("KEY=VALUE"),
    multiple=True,
    help=N_("A common outcome as it is now."),
)
@option("--on", type=Day(), metavar=N_("DATE"), help=N_("The day the company was asked (today)."))
@pass_call
def follow_up(
    call: Call,
    *,
    trial: str,
    answer: StillInUse | None,
    months: int | None,
    reason: str | None,
    outcomes: tuple[str, ...],
    on: date | None,
) -> None:
    """Record what became of a trial."""
    slug = call.trial(trial)
    told = {key: number_of(typed) for key, typed in pairs(outcomes, "--outcome").items()}
    if call.terminal and answer is None:
        window = call.ws.follow_up_window(slug, months=months, on=on)
        say("Follow-up after {months} months, due {day}", months=window.months, day=window.due)
        answer = _asked_answer(call)
        reason = reason or ask(Message("Why, in the company's words? (Enter = not said)"))
        told = _asked_outcomes(call, told)
    found = call.ws.follow_up(
        slug, answer or "", months=months, reason=reason, outcomes=told, on=on
    )
    tell_follow_up(found, call.wording)
    name_next(call.ws.next_step(slug), slug)


def tell_follow_up(told: FollowUp, wording: Wording) -> None:
    """What a company told later, with the common outcomes it told once more."""
    answer = Message.counted(
        "Still in use after {n} month: {answer:still_in_use}",
        "Still in use after {n} months: {answer:still_in_use}",
        n=told.months,
        answer=told.still_in_use,
    )
    reason = own_words(told.reason, wording) if told.reason else ""
    click.echo(wrapped(f"{words(answer)} ({wording.day(told.on)}). {reason}".rstrip()))
    known = [
        f"{wording.label('common_outcome', one.id)}"
        f" {wording.amount(told.outcomes[one.id], one.unit)}"
        for one in COMMON_OUTCOMES
        if one.id in told.outcomes
    ]
    if known:
        say("At that time: {outcomes}", outcomes=several(known))


def _asked_answer(call: Call) -> StillInUse:
    answers = list(StillInUse)
    shown = [call.wording.label("still_in_use", one) for one in answers]
    return choose(Message("Is it still in use?"), shown, answers)


def _asked_outcomes(call: Call, told: dict[str, Decimal]) -> dict[str, Decimal]:
    """The common outcomes once more, as far as they are known and weren't given."""
    known: dict[str, Decimal | None] = dict(told)
    for outcome in COMMON_OUTCOMES:
        if outcome.id in ASKED_LATER and outcome.id not in known:
            known[outcome.id] = ask_until(
                Message(
                    "{outcome:common_outcome} ({unit}), Enter = not known:",
                    outcome=outcome.id,
                    unit=call.wording.unit(outcome.unit),
                ),
                _number_or_nothing,
                hint=Message("As it is now, a year's worth where it is jobs."),
            )
    return {key: value for key, value in known.items() if value is not None}


def _number_or_nothing(typed: str) -> Decimal | None:
    return number_of(typed) if typed else None

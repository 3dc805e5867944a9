"""`show`: one trial on one screen: promise, days, plan, figures, judgement, next step."""

from datetime import date
from pathlib import Path
from typing import Final

import click

from trialkit.casebook.case import Case, CaseAction
from trialkit.cli.call import Call
from trialkit.cli.draft import show_draft
from trialkit.cli.following_up import tell_follow_up
from trialkit.cli.foresight import tell_beside
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import (
    bounds,
    capital,
    in_reader_language,
    metric_name,
    named,
    own_words,
    promise_sentence,
    several,
    span,
)
from trialkit.cli.report import tell_headline
from trialkit.cli.saying import NOTHING, command_line, say, words, wrapped
from trialkit.cli.series import tell_series
from trialkit.cli.steps import name_next
from trialkit.cli.tables import listing, table
from trialkit.cli.verdicts import tell_forecasts, tell_verdict
from trialkit.errors import Message
from trialkit.evaluation.evaluation import Evaluation
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.consent import ConsentLevel
from trialkit.model.trial import ActionDone, Decision, Promise, Trial

CARD_FORMS: Final = ("html", "md")


@command(
    "show",
    help=N_(
        "Show one trial: its promise, plan, figures, and what is next.\n\n"
        "With --format html it makes the trial's card: one page for the wall and the phone."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@option(
    "--format",
    "form",
    type=click.Choice(CARD_FORMS),
    help=N_("The trial's card instead: a page to print, or text."),
)
@reading
@pass_call
def show(call: Call, *, trial: str, form: str | None, as_json: bool, output: Path | None) -> None:
    """Show one trial."""
    slug = call.trial(trial)
    if card := form or _card_by_ending(output):
        _give_card(call, slug, card, output)
        return
    found = call.ws.find(slug)
    if (as_json or output) and given(found, _sheet(call, slug), as_json=as_json, output=output):
        return
    _tell_head(call, found)
    if found.promise is None:
        show_draft(call, found)
        return
    case = call.ws.case(slug)
    _tell_promise(found, found.promise, case.consent, call.wording)
    _tell_deviations(case, call.wording)
    _tell_plan(case, call.wording)
    _tell_shares(call, found)
    evaluation = call.ws.evaluate(slug)
    _tell_figures(evaluation, call.wording)
    _tell_judgement(found, evaluation, call.wording)
    for told in call.ws.follow_ups(slug):
        tell_follow_up(told, call.wording)
    click.echo()
    name_next(call.ws.next_step(slug), slug)


def _card_by_ending(output: Path | None) -> str | None:
    """The form of card that a file's ending asks for; None where it asks for a table."""
    ending = output.suffix.casefold().removeprefix(".") if output else ""
    return ending if ending in CARD_FORMS else None


def _give_card(call: Call, slug: str, form: str, output: Path | None) -> None:
    card = call.ws.card(slug, form=form, language=call.language)
    if output is None:
        click.echo(card.decode("utf-8"))
        return
    from trialkit.intake.saving import save

    save(output, card)
    say("Written: {file}", file=str(output))


def _tell_head(call: Call, trial: Trial) -> None:
    wording = call.wording
    title = own_words(trial.title, wording)
    owner = next(one.name for one in call.ws.companies() if one.id == trial.company)
    click.echo(click.style(wrapped(f"{owner} · {title}"), bold=True))
    kind = in_reader_language(trial.template.title, wording)
    click.echo(wrapped(f"{kind} · {wording.label('state', trial.state)} · {trial.slug}"))
    if trial.origin:
        say("Came from: {origin}", origin=trial.origin)
    if trial.replicates:
        say("It repeats the promise of {trial}.", trial=call.ws.find(trial.replicates).slug)
    tell_series(call, trial.slug)
    _tell_old_facts(call, trial)
    click.echo()


def _tell_old_facts(call: Call, trial: Trial) -> None:
    """One line where any fact that this kind of trial rests on had to be looked up again."""
    old = call.ws.facts_past_date(trial.slug)
    if old:
        message = Message.counted(
            "{n} fact of this kind of trial is past its date: {command}",
            "{n} facts of this kind of trial are past their date: {command}",
            n=len(old),
            command=command_line("template", "facts", trial.template.id, "--due"),
        )
        click.echo(wrapped(words(message), first="! ", hanging="  "))


def _tell_promise(trial: Trial, promise: Promise, consent: ConsentLevel, wording: Wording) -> None:
    say("PROMISE  {line}", line=promise_sentence(trial, promise, wording))
    phases = promise.phases
    pairs = [
        (words(N_("Baseline")), wording.listed(span(days, wording) for days in phases.baseline)),
        (words(N_("Trial phase")), span(phases.trial, wording)),
    ]
    if phases.settling is not None:
        pairs.append((words(N_("Settling time")), span(phases.settling, wording)))
    if phases.follow_up:
        pairs.append((words(N_("Follow-up")), wording.listed(phases.follow_up)))
    if trial.seal is not None:
        pairs.append((words(N_("Seal")), f"{trial.seal.short}, {wording.time(trial.seal.at)}"))
    if promise.lot:
        pairs.append((words(N_("Drawn by lot")), promise.lot))
    for criterion in promise.criteria:
        metric = metric_name(trial.template, criterion.metric, wording)
        demanded = bounds(criterion, trial.template, wording)
        pairs.append(
            (
                capital(wording.label("role", criterion.role)),
                f"{metric}: {words(demanded)}",
            )
        )
    pairs.append((words(N_("Consent")), wording.label("consent", consent)))
    click.echo(listing(pairs))


def _tell_deviations(case: Case, wording: Wording) -> None:
    for one in case.deviations:
        line = f"{wording.day(one.on)}: {wording.label('deviation', one.code)}. {one.reason or ''}"
        click.echo(wrapped(line.rstrip(), first="! ", hanging="  "))


def _tell_plan(case: Case, wording: Wording) -> None:
    if not case.actions:
        return
    click.echo()
    rows = [
        [
            in_reader_language(action.label, wording),
            NOTHING if action.planned_h is None else wording.amount(action.planned_h, "h"),
            NOTHING if action.done_h is None else wording.amount(action.done_h, "h"),
            _done_on(action, wording),
            action.id,
        ]
        for action in case.actions
    ]
    headings = [
        words(N_("Plan")),
        words(N_("Planned")),
        words(N_("Took")),
        words(N_("Done")),
        words(N_("Key")),
    ]
    click.echo(table(headings, rows, right=(1, 2), fixed=(1, 2, 3, 4)))


def _tell_shares(call: Call, trial: Trial) -> None:
    """What of the plan is a share of a sum that the series had together."""
    wording, currency = call.wording, call.ws.settings.currency
    for done in call.ws.actions(trial.slug):
        whole = done.share_of
        if whole is None:
            continue
        if done.hours is not None and whole.hours is not None:
            own, of = wording.amount(done.hours, "h"), wording.amount(whole.hours, "h")
            _tell_share(call, trial, done, own, of)
        if done.cost is not None and whole.cost is not None:
            own, of = wording.money(done.cost, currency), wording.money(whole.cost, currency)
            _tell_share(call, trial, done, own, of)


def _tell_share(call: Call, trial: Trial, done: ActionDone, own: str, whole: str) -> None:
    planned = trial.template.action(done.action)
    message = Message.counted(
        "{action}, {day}: {share} is its share of {whole}, all of it.",
        "{action}, {day}: {share} is its share of {whole}, split between {n} trials.",
        n=done.share_of.trials if done.share_of else 1,
        action=in_reader_language(planned.label, call.wording) if planned else done.action,
        day=done.on,
        share=own,
        whole=whole,
    )
    click.echo(wrapped(words(message), first="= ", hanging="  "))


def _done_on(action: CaseAction, wording: Wording) -> str:
    last: date | None = action.last_on or action.first_on
    return NOTHING if last is None else wording.day(last)


def _tell_figures(evaluation: Evaluation, wording: Wording) -> None:
    measured = [result for result in evaluation.results if result.points]
    click.echo()
    if not measured:
        say("There are no figures yet.")
        return
    rows = [
        [
            in_reader_language(result.metric.label, wording),
            str(result.baseline.periods),
            str(result.trial.periods),
            wording.period(str(max(result.points, key=lambda point: point.period.start).period)),
        ]
        for result in measured
        if not result.metric.derived
    ]
    headings = [words(N_("Figures")), words(N_("Before")), words(N_("During")), words(N_("Latest"))]
    click.echo(table(headings, rows, right=(1, 2), fixed=(1, 2, 3)))
    lacking = [
        in_reader_language(result.metric.label, wording)
        for result in evaluation.results
        if not result.points and not result.metric.derived
    ]
    if lacking:
        say("No figures: {metrics}.", metrics=several(lacking))


def _tell_judgement(trial: Trial, evaluation: Evaluation, wording: Wording) -> None:
    click.echo()
    tell_headline(evaluation, trial, wording)
    say(named(evaluation.primary.why, trial.template, wording))
    tell_beside(trial, wording)
    tell_forecasts(evaluation)
    for verdict in evaluation.verdicts:
        click.echo()
        tell_verdict(verdict, wording)
    if trial.decision is not None:
        say(
            "Decision {day}: {choice:choice}. For: {reason_for} Against: {reason_against}",
            day=trial.decision.on,
            choice=trial.decision.choice,
            reason_for=own_words(trial.decision.reason_for, wording),
            reason_against=own_words(trial.decision.reason_against, wording),
        )
        _tell_proposed(trial.decision, wording)
    if trial.stop is not None:
        say(
            "Stopped {day}: {reason}",
            day=trial.stop.on,
            reason=own_words(trial.stop.reason, wording),
        )


def _tell_proposed(decision: Decision, wording: Wording) -> None:
    if decision.proposed is None:
        return
    if decision.departure is None:
        say("Proposed was: {choice:choice}.", choice=decision.proposed)
        return
    say(
        "Proposed was: {choice:choice}. Why otherwise: {reason}",
        choice=decision.proposed,
        reason=own_words(decision.departure, wording),
    )


def _sheet(call: Call, slug: str) -> Sheet:
    """The trial's figures, one a row; a draft has none that are placed."""
    headings = ["metric", "unit", "period", "phase", "value"]
    if call.ws.find(slug).promise is None:
        return Sheet(headings, [])
    return Sheet(
        headings,
        [
            [result.metric.id, result.metric.unit, str(point.period), point.phase, point.value]
            for result in call.ws.evaluate(slug).results
            for point in result.points
        ],
    )

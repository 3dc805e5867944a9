"""`show`: one trial on one screen: promise, days, plan, figures, judgement, next step."""

from datetime import date
from pathlib import Path

import click

from trialkit.casebook.case import Case, CaseAction
from trialkit.cli.call import Call
from trialkit.cli.draft import show_draft
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, pass_call
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
from trialkit.cli.report import tell_headline, tell_verdict
from trialkit.cli.saying import NOTHING, say, words, wrapped
from trialkit.cli.steps import name_next
from trialkit.cli.tables import listing, table
from trialkit.evaluation.evaluation import Evaluation
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.consent import ConsentLevel
from trialkit.model.trial import Promise, Trial


@command("show", help=N_("Show one trial: its promise, plan, figures, and what is next."))
@argument("trial", metavar=N_("TRIAL"))
@reading
@pass_call
def show(call: Call, *, trial: str, as_json: bool, output: Path | None) -> None:
    """Show one trial."""
    slug = call.trial(trial)
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
    evaluation = call.ws.evaluate(slug)
    _tell_figures(evaluation, call.wording)
    _tell_judgement(found, evaluation, call.wording)
    click.echo()
    name_next(call.ws.next_step(slug), slug)


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
    click.echo()


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
    if trial.stop is not None:
        say(
            "Stopped {day}: {reason}",
            day=trial.stop.on,
            reason=own_words(trial.stop.reason, wording),
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

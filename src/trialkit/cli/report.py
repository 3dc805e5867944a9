"""How an evaluation reads: the promise's answer, what broke, the price, and how sure one can be."""

from decimal import Decimal
from typing import Final

import click

from trialkit.cli.foresight import tell_beside
from trialkit.cli.phrases import (
    amount,
    bounds,
    in_reader_language,
    metric_name,
    named,
    several,
)
from trialkit.cli.saying import NOTHING, say, words, wrapped
from trialkit.cli.tables import table
from trialkit.cli.verdicts import tell_forecasts, tell_verdict
from trialkit.errors import Message, Value
from trialkit.evaluation.evaluation import (
    Answer,
    Cases,
    CriterionResult,
    Evaluation,
    MetricResult,
    Outcome,
    PhaseSummary,
)
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.criterion import CriterionKind, Measure, Role
from trialkit.model.metric import Aggregation, Metric
from trialkit.model.trial import Trial

TOP: Final = 6
"""The highest level of the strength of evidence."""


def tell_evaluation(evaluation: Evaluation, trial: Trial, wording: Wording) -> None:
    """Print all of it, the most important first: broken guardrails, then the answer."""
    _tell_broken(evaluation, trial, wording)
    tell_headline(evaluation, trial, wording)
    say(named(evaluation.primary.why, trial.template, wording))
    _tell_interval(evaluation.primary)
    tell_beside(trial, wording)
    tell_forecasts(evaluation)
    _tell_others(evaluation, trial, wording)
    _tell_price(evaluation, wording)
    _tell_cause(evaluation, trial, wording)
    _tell_figures(evaluation, wording)
    for verdict in evaluation.verdicts:
        click.echo()
        tell_verdict(verdict, wording)


def tell_headline(evaluation: Evaluation, trial: Trial, wording: Wording) -> None:
    """The answer to the promise in one line."""
    primary = evaluation.primary
    holes: dict[str, Value] = {
        "metric": metric_name(trial.template, primary.criterion.metric, wording),
        "seen": _seen(primary, trial, wording),
        "promised": bounds(primary.criterion, trial.template, wording),
    }
    match evaluation.outcome, evaluation.final:
        case Outcome.HELD, True:
            line = Message("PROMISE MET  {metric}: {seen}; promised {promised}", **holes)
        case Outcome.DID_NOT_HOLD, True:
            line = Message("PROMISE NOT MET  {metric}: {seen}; promised {promised}", **holes)
        case Outcome.CANT_TELL, True:
            line = Message("CAN'T TELL  {metric}: {seen}; promised {promised}", **holes)
        case Outcome.HELD, _:
            line = Message("SO FAR MET  {metric}: {seen}; promised {promised}", **holes)
        case Outcome.DID_NOT_HOLD, _:
            line = Message("SO FAR NOT MET  {metric}: {seen}; promised {promised}", **holes)
        case _:
            line = Message("CAN'T TELL YET  {metric}: {seen}; promised {promised}", **holes)
    click.echo(click.style(wrapped(words(line), hanging="  "), bold=True))


def _seen(result: CriterionResult, trial: Trial, wording: Wording) -> str:
    criterion = result.criterion
    if result.observed is None:
        return words(N_("no figures"))
    if criterion.kind is CriterionKind.CHANGED and criterion.measure is Measure.RELATIVE:
        return wording.percent(result.observed)
    if result.cases is not None:
        return _counted(result.cases)
    return amount(trial.template, criterion.metric, result.observed, wording)


def _counted(cases: Cases) -> str:
    """A share of few cases: counts, and no percentage."""
    return words(N_("{part} of {whole}"), part=cases.part, whole=cases.whole)


def _tell_broken(evaluation: Evaluation, trial: Trial, wording: Wording) -> None:
    for result in evaluation.criteria:
        if result.criterion.role is Role.GUARDRAIL and result.answer is Answer.NOT_MET:
            say(
                "GUARDRAIL BROKEN  {metric}: {seen}; promised {promised}",
                metric=metric_name(trial.template, result.criterion.metric, wording),
                seen=_seen(result, trial, wording),
                promised=bounds(result.criterion, trial.template, wording),
            )


def _tell_interval(primary: CriterionResult) -> None:
    if primary.low is None or primary.high is None or primary.cases is not None:
        return
    if primary.criterion.kind is CriterionKind.CHANGED and (
        primary.criterion.measure is Measure.ABSOLUTE
    ):
        say(
            "The change lies between {low} and {high} (95 % interval).",
            low=_rounded(primary.low),
            high=_rounded(primary.high),
        )
        return
    say(
        "It lies between {low:percent} and {high:percent} (95 % interval).",
        low=_rounded(primary.low),
        high=_rounded(primary.high),
    )


def _tell_others(evaluation: Evaluation, trial: Trial, wording: Wording) -> None:
    """Guardrails that hold, advice, and what has no figures."""
    rails, advice, unknown = [], [], []
    for result in evaluation.criteria[1:]:
        name = metric_name(trial.template, result.criterion.metric, wording)
        if result.observed is None:
            unknown.append(name)
            continue
        if result.criterion.kind is CriterionKind.CHANGED and result.answer is Answer.CANT_TELL:
            reason = words(named(result.why, trial.template, wording))
            say("Can't tell  {metric}: {reason}", metric=name, reason=reason)
            continue
        phrase = f"{name} {_seen(result, trial, wording)}"
        if result.criterion.role is Role.ADVICE:
            answer = wording.label("answer", result.answer)
            advice.append(f"{phrase} ({answer})")
        elif result.answer is not Answer.NOT_MET:
            rails.append(phrase)
    if rails:
        say("Guardrails hold: {criteria}.", criteria=several(rails))
    if advice:
        say("Also promised: {criteria}.", criteria=several(advice))
    if unknown:
        say("No figures: {metrics}.", metrics=several(unknown))


def _tell_price(evaluation: Evaluation, wording: Wording) -> None:
    parts = []
    for key in ("cash_cost", "own_hours"):
        result = evaluation.result(key)
        if result is not None and result.trial.value is not None:
            unit = wording.amount(result.trial.value, result.metric.unit)
            label = in_reader_language(result.metric.label, wording)
            parts.append(f"{label} {unit}")
    if parts:
        say("The price: {parts}.", parts=several(parts))
    else:
        say("The price isn't known: no hours or money were recorded.")


def _tell_cause(evaluation: Evaluation, trial: Trial, wording: Wording) -> None:
    """Was it the trial? What the figures can and can't say about it."""
    say("Was it the trial?")
    result = evaluation.result(evaluation.primary.criterion.metric)
    for line in _change(result, wording):
        click.echo(wrapped(line, first="  ", hanging="  "))
    for warning in (*evaluation.warnings, *(result.warnings if result else ())):
        sentence = words(named(warning.message, trial.template, wording))
        click.echo(wrapped(sentence, first="  ! ", hanging="    "))
    say(
        "Strength of evidence: {level}/{top}, {label}.",
        level=evaluation.strength,
        top=TOP,
        label=wording.label("strength", str(evaluation.strength)),
    )
    if evaluation.strength_next:
        step = wording.label("strength_next", evaluation.strength_next)
        say("To raise it: {step}", step=step)
    if trial.changed_after_data:
        say("The promise was changed after the first results were in.")


def _change(result: MetricResult | None, wording: Wording) -> list[str]:
    if result is None or result.baseline.value is None:
        return [words(N_("There are no figures from before the trial, so no change is known."))]
    if result.relative_change is None:
        if result.baseline.value == 0:
            return [words(N_("No change in per cent can be given: the baseline was 0."))]
        if result.change is not None and result.baseline.value > 0:
            return [words(N_("Fewer than ten were counted: too few for a change in per cent."))]
        return []
    return [
        words(
            N_("Against the baseline: {change:change}. Other things than the trial may be in it."),
            change=result.relative_change,
        )
    ]


def _tell_figures(evaluation: Evaluation, wording: Wording) -> None:
    rows = [
        [
            in_reader_language(result.metric.label, wording),
            _phase(result.metric, result.baseline, wording),
            _phase(result.metric, result.trial, wording),
            NOTHING if result.relative_change is None else wording.change(result.relative_change),
        ]
        for result in evaluation.results
        if result.trial.value is not None or result.baseline.value is not None
    ]
    if not rows:
        return
    click.echo()
    headings = [words(N_("Metric")), words(N_("Before")), words(N_("During")), words(N_("Change"))]
    click.echo(table(headings, rows, right=(1, 2, 3), fixed=(1, 2, 3)))
    say("Counts and sums are means of one period.")


def _phase(metric: Metric, phase: PhaseSummary, wording: Wording) -> str:
    if phase.cases is not None:
        return _counted(phase.cases)
    if metric.aggregation is Aggregation.SUM and phase.per_period is None:
        return NOTHING  # a total among means would be read as one
    shown = phase.value if phase.per_period is None else phase.per_period
    return NOTHING if shown is None else wording.amount(_short(shown), metric.unit)


def _short(value: Decimal) -> Decimal:
    """Enough digits to read, none to study: two decimals at most."""
    return value if value == value.to_integral_value() else round(value, 2)


def _rounded(value: float) -> Decimal:
    return Decimal(str(round(value, 4)))

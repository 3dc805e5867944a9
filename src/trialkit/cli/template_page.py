"""`template show`: the whole of one kind of trial, as a coordinator reads it through."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.facts import tell_fact
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, pass_call
from trialkit.cli.phrases import bounds_of, capital, in_reader_language, metric_name
from trialkit.cli.saying import NOTHING, next_step, say, words, wrapped
from trialkit.cli.tables import table
from trialkit.errors import InvalidInput, Message, NotFound
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.template import CriterionDefault, Template
from trialkit.model.text import Words
from trialkit.workspace.reports import KnownFact


@command("show", help=N_("Show one kind of trial: questions, metrics, plan, risks, facts."))
@argument("key", metavar=N_("TEMPLATE"))
@reading
@pass_call
def show_template(call: Call, *, key: str, as_json: bool, output: Path | None) -> None:
    """Show a template."""
    found = kinds_of_trial(call).get(key)
    if found is None:
        raise NotFound(
            Message("There is no template “{name}”.", name=key),
            code="UNKNOWN_TEMPLATE",
            remedy=Message("There are: {names}.", names=tuple(sorted(kinds_of_trial(call)))),
        )
    wording = call.wording
    headings = [words(N_("Key")), words(N_("Metric")), words(N_("Unit")), words(N_("Asked"))]
    metrics = _metrics(found, wording)
    if given(found, Sheet(headings, metrics), as_json=as_json, output=output):
        return
    click.echo(click.style(in_reader_language(found.title, wording), bold=True))
    click.echo(wrapped(in_reader_language(found.about, wording)))
    _head(N_("Hypothesis"))
    click.echo(wrapped(in_reader_language(found.hypothesis, wording)))
    _head(N_("Questions"))
    click.echo(_slots(found, wording))
    _head(N_("What must be seen"))
    _tell_criteria(found, wording)
    _head(N_("Metrics"))
    click.echo(table(headings, metrics, fixed=(0,), wrap=True))
    _tell_privacy(found.privacy, wording)
    _head(N_("Plan"))
    click.echo(_actions(found, wording))
    _tell_limits(found, wording)
    _head(N_("Stop early"))
    click.echo(wrapped(in_reader_language(found.stop_early, wording)))
    _tell_list(N_("Usual pitfalls"), found.risks, wording)
    _tell_list(N_("Questions to talk about"), found.questions, wording)
    _tell_facts(_facts_now(call, found), wording)
    next_step("new", found.id)


def kinds_of_trial(call: Call) -> dict[str, Template]:
    """The workspace's templates; outside of one, those of the plugins."""
    if _in_workspace(call):
        return dict(call.ws.templates())
    from trialkit.hooks.manager import Plugins

    return dict(Plugins.load(builtin=()).templates())


def _in_workspace(call: Call) -> bool:
    try:
        return call.ws is not None
    except NotFound as error:
        if "NO_WORKSPACE" not in error.codes:
            raise
        return False


def _facts_now(call: Call, template: Template) -> Iterable[KnownFact]:
    """Its facts as the workspace knows them; outside of one, as the template has them today."""
    if _in_workspace(call):
        return call.ws.facts(template.id)
    from trialkit.workspace.facts import known_facts

    return known_facts(template, (), (call.now or datetime.now(UTC)).date())


def _head(heading: str) -> None:
    click.echo()
    click.echo(click.style(words(heading), bold=True))


def _tell_privacy(text: Words, wording: Wording) -> None:
    if said := in_reader_language(text, wording):
        _head(N_("What is never published"))
        click.echo(wrapped(said))


def _tell_list(heading: str, texts: Iterable[Words], wording: Wording) -> None:
    said = [in_reader_language(text, wording) for text in texts]
    if said:
        _head(heading)
    for line in said:
        click.echo(wrapped(line, first="- ", hanging="  "))


def _metrics(found: Template, wording: Wording) -> list[list[str]]:
    return [
        [
            metric.id,
            in_reader_language(metric.label, wording),
            wording.unit(metric.unit) or NOTHING,
            words(N_("computed")) if metric.derived else wording.label("asked", metric.asked),
        ]
        for metric in found.metrics
    ]


def _slots(found: Template, wording: Wording) -> str:
    rows = [
        [
            slot.id,
            in_reader_language(slot.label, wording),
            wording.unit(slot.unit) if slot.unit else "",
            slot.default or NOTHING,
        ]
        for slot in found.slots
    ]
    headings = [words(N_("Key")), words(N_("Question")), words(N_("Unit")), words(N_("Default"))]
    return table(headings, rows, fixed=(0,))


def _tell_criteria(found: Template, wording: Wording) -> None:
    """Each criterion with what it comes to by the defaults, and why it is so."""
    for criterion in found.criteria:
        metric = metric_name(found, criterion.metric, wording)
        line = f"{capital(wording.label('role', criterion.role))}: {metric}"
        if demanded := _demanded(criterion, found, wording):
            line = f"{line}: {demanded}"
        click.echo(wrapped(line, first="- ", hanging="  "))
        if why := in_reader_language(criterion.why, wording):
            click.echo(wrapped(why, first="  ", hanging="  "))


def _demanded(criterion: CriterionDefault, found: Template, wording: Wording) -> str:
    """“at least 15”; empty where it hangs on an answer that has no default."""
    from trialkit.templates.filling import defaults
    from trialkit.templates.thresholds import threshold

    metric = found.metric(criterion.metric)
    unit = metric.unit if metric else ""
    try:
        number = threshold(criterion.threshold, unit, criterion.measure, found, defaults(found))
    except InvalidInput:
        return ""
    return words(bounds_of(criterion, number, found, wording))


def _actions(found: Template, wording: Wording) -> str:
    rows = [
        [
            action.id,
            in_reader_language(action.label, wording),
            str(action.week),
            wording.amount(action.effort_h, "h"),
            in_reader_language(action.helper, wording) or NOTHING,
        ]
        for action in found.actions
    ]
    headings = [
        words(N_("Key")),
        words(N_("Step")),
        words(N_("Week")),
        words(N_("Hours")),
        words(N_("Who helps")),
    ]
    return table(headings, rows, right=(2, 3), fixed=(0, 2, 3), wrap=True)


def _tell_limits(found: Template, wording: Wording) -> None:
    limits = found.limits
    if "own_h" in limits:
        say("Own work: {hours} at most", hours=wording.amount(limits["own_h"], "h"))
    if "cash_eur" in limits:
        say("Money: {money} at most", money=wording.amount(limits["cash_eur"], "EUR"))


def _tell_facts(facts: Iterable[KnownFact], wording: Wording) -> None:
    known = tuple(facts)
    if known:
        _head(N_("What the law and others say"))
    for one in known:
        tell_fact(one, wording)
        click.echo()

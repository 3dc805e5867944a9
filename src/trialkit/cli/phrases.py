"""How a trial's parts are called on screen: its promise, criteria, metrics and figures."""

from decimal import Decimal
from pathlib import Path

from trialkit.cli.saying import NOTHING, words
from trialkit.errors import Message, Value
from trialkit.language.wording import Wording
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Measure
from trialkit.model.period import DateRange
from trialkit.model.template import CriterionDefault, Template
from trialkit.model.text import Text, Words, spoken
from trialkit.model.trial import Promise, Trial


def in_reader_language(text: Words, wording: Wording) -> str:
    """A template's text, in the reader's language where it has it."""
    return spoken(text, (wording.language,))[1]


def own_words(text: Text, wording: Wording) -> str:
    """Somebody's own words, in the reader's language where they were written in it."""
    return text.spoken((wording.language,))[1]


def metric_name(template: Template, key: str, wording: Wording) -> str:
    """A metric as the template calls it; its key where it has no such metric."""
    metric = template.metric(key)
    return in_reader_language(metric.label, wording) if metric else key


def amount(template: Template, key: str, value: Decimal | None, wording: Wording) -> str:
    """A figure with its metric's unit; a dash where it is missing."""
    if value is None:
        return NOTHING
    metric = template.metric(key)
    return wording.amount(value, metric.unit) if metric else wording.number(value)


def promise_sentence(trial: Trial, promise: Promise, wording: Wording) -> str:
    """The promise in one line, with its answers in the gaps."""
    from trialkit.templates.sentences import filled

    return filled(trial.template.promise, trial.template, promise.slots, wording)


def bounds(criterion: Criterion, template: Template, wording: Wording) -> Message:
    """What a criterion demands: “at least 15 orders”, “a change of at least 20 %”."""
    return bounds_of(criterion, criterion.threshold, template, wording)


def bounds_of(
    criterion: Criterion | CriterionDefault,
    threshold: Decimal,
    template: Template,
    wording: Wording,
) -> Message:
    """The same of a criterion that a template proposes, with the number it comes to."""
    if criterion.kind is CriterionKind.CHANGED and criterion.measure is Measure.RELATIVE:
        demanded = wording.percent(threshold)
    else:
        demanded = amount(template, criterion.metric, threshold, wording)
    changed = criterion.kind is CriterionKind.CHANGED
    if criterion.comparison is Comparison.AT_LEAST:
        if changed:
            return Message("a change of at least {amount}", amount=demanded)
        return Message("at least {amount}", amount=demanded)
    if changed:
        return Message("a change of at most {amount}", amount=demanded)
    return Message("at most {amount}", amount=demanded)


def criterion_line(criterion: Criterion, template: Template, wording: Wording) -> str:
    """A criterion as one phrase: its metric and what it demands of it."""
    demanded = words(bounds(criterion, template, wording))
    return f"{metric_name(template, criterion.metric, wording)}: {demanded}"


def span(days: DateRange, wording: Wording) -> str:
    """Days from the first to the last."""
    return f"{wording.day(days.first)}–{wording.day(days.last)}"


def several(parts: list[str]) -> Value:
    """Phrases for one hole, as a list the reader's language joins."""
    return tuple(parts)


def capital(word: str) -> str:
    """A word as it begins a line."""
    return word[:1].upper() + word[1:]


def named(message: Message, template: Template, wording: Wording) -> Message:
    """A sentence of the evaluation with metrics by name, where it has them by key."""
    values = {
        hole: _named(value, template, wording) if hole in {"metric", "metrics"} else value
        for hole, value in message.values.items()
    }
    if message.plural is None or message.count is None:
        return Message(message.text, **values)
    values.pop("n", None)
    return Message.counted(message.text, message.plural, n=message.count, **values)


def _named(value: Value, template: Template, wording: Wording) -> Value:
    if isinstance(value, tuple):
        return tuple(_named(one, template, wording) for one in value)
    return metric_name(template, value, wording) if isinstance(value, str) else value


def nearby(path: Path) -> str:
    """A path as one would type it from here."""
    here = Path.cwd()
    whole = path.resolve()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)

"""How to do it yourself: steps, limits, pitfalls, and what the law says, with its dates."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs

from trialkit.casebook.case import Case
from trialkit.model.template import Fact
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords
from trialkit.rules.facts import past


@attrs.frozen(kw_only=True)
class StepRow:
    """A step with its usual work."""

    label: Shown
    effort: str


@attrs.frozen(kw_only=True)
class FactRow:
    """An outside fact with its dates.

    Attributes:
        text: the rule.
        source: who says so, and the day it was read.
        language: that nobody has written it in the page's language yet; else empty.
        doubt: that it wasn't read in its source; else empty.
        stale: that it must be looked up again; else empty.
    """

    text: Shown
    source: str
    language: str
    doubt: str
    stale: str


@attrs.frozen(kw_only=True)
class RepeatView:
    """How to do it yourself.

    Attributes:
        about: what such a trial looks like.
        steps: in order.
        limits: at most, one line each.
        risks: what usually goes wrong.
        facts: what the law and others say.
        questions: what to talk about with others.
    """

    about: Shown
    steps: tuple[StepRow, ...]
    limits: tuple[str, ...]
    risks: tuple[Shown, ...]
    facts: tuple[FactRow, ...]
    questions: tuple[Shown, ...]


def repeat(case: Case, words: PageWords, *, as_of: date) -> RepeatView:
    """How to do it yourself, read on `as_of`."""
    told = case.repeat
    return RepeatView(
        about=words.shown(case.template.about),
        steps=tuple(
            StepRow(
                label=words.shown(step.label),
                effort=words.say(
                    "{hours}, {weeks}",
                    hours=words.amount(step.planned_h, "h"),
                    weeks=words.amount(step.lasts_weeks, "week"),
                )
                if step.planned_h is not None and step.lasts_weeks is not None
                else "",
            )
            for step in case.actions
            if not step.own
        ),
        limits=tuple(limits(told.limits, words)),
        risks=tuple(words.shown(one) for one in told.risks),
        facts=tuple(_fact(one, words, as_of) for one in told.facts),
        questions=tuple(words.shown(one) for one in told.questions),
    )


def limits(most: Mapping[str, Decimal], words: PageWords) -> Iterator[str]:
    """How much work and money at most, one line each."""
    if "own_h" in most:
        hours = words.amount(most["own_h"], "h")
        yield words.say("Own work: {hours} at most", hours=hours)
    if "cash_eur" in most:
        money = words.amount(most["cash_eur"], "EUR")
        yield words.say("Money: {money} at most", money=money)


def _fact(fact: Fact, words: PageWords, as_of: date) -> FactRow:
    text = words.shown(fact.text)
    other = words.other_language(text)
    return FactRow(
        text=text,
        source=words.say("Source: {source}. Read {day}.", source=fact.source, day=fact.as_of),
        language=words.say("Shown {language}: nobody has translated it yet.", language=other)
        if other
        else "",
        doubt="" if fact.certain else words.say("Not confirmed from its source: check it first."),
        stale=words.say(
            "This had to be checked again by {day}; it may be out of date.", day=fact.check_by
        )
        if past(fact, as_of)
        else "",
    )

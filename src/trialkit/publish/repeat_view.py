"""How to do it yourself: steps, limits, pitfalls, and what the law says, with its dates."""

from datetime import date

import attrs

from trialkit.casebook.case import Case
from trialkit.model.template import Fact
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords


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
        doubt: that it wasn't read in its source; else empty.
        stale: that it must be looked up again; else empty.
    """

    text: Shown
    source: str
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
        limits=tuple(_limits(case, words)),
        risks=tuple(words.shown(one) for one in told.risks),
        facts=tuple(_fact(one, words, as_of) for one in told.facts),
        questions=tuple(words.shown(one) for one in told.questions),
    )


def _limits(case: Case, words: PageWords) -> list[str]:
    limits = case.repeat.limits
    lines = []
    if "own_h" in limits:
        lines.append(
            words.say("Own work: {hours} at most", hours=words.amount(limits["own_h"], "h"))
        )
    if "cash_eur" in limits:
        money = words.amount(limits["cash_eur"], "EUR")
        lines.append(words.say("Money: {money} at most", money=money))
    return lines


def _fact(fact: Fact, words: PageWords, as_of: date) -> FactRow:
    overdue = as_of >= fact.check_by
    return FactRow(
        text=words.shown(fact.text),
        source=words.say("Source: {source}. Read {day}.", source=fact.source, day=fact.as_of),
        doubt="" if fact.certain else words.say("Not confirmed from its source: check it first."),
        stale=words.say(
            "This had to be checked again by {day}; it may be out of date.", day=fact.check_by
        )
        if overdue
        else "",
    )

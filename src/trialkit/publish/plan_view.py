"""What was done: the plan against what it took."""

import attrs

from trialkit.casebook.case import Case, CaseAction
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords


@attrs.frozen(kw_only=True)
class PlanRow:
    """One step.

    Attributes:
        label: what to do.
        planned: usual own hours, or a word for a step nobody planned.
        took: own hours it took.
        cost: money it took.
        when: the days.
        notes: in the company's words, and that it is a share of what a series had together.
    """

    label: Shown
    planned: str
    took: str
    cost: str
    when: str
    notes: tuple[Shown, ...]


@attrs.frozen(kw_only=True)
class PlanView:
    """The plan.

    Attributes:
        rows: step by step.
        dated: whether any step has days.
        banded: whether hours and costs are given as ranges.
    """

    rows: tuple[PlanRow, ...]
    dated: bool
    banded: bool


def plan(case: Case, words: PageWords) -> PlanView:
    """The plan against what it took."""
    rows = tuple(_row(step, words) for step in case.actions)
    return PlanView(
        rows=rows,
        dated=any(row.when for row in rows),
        banded=any(step.shown == "banded" for step in case.actions),
    )


def _row(step: CaseAction, words: PageWords) -> PlanRow:
    label = words.shown(step.label)
    return PlanRow(
        label=label or Shown(words.say("A step of the company's own")),
        planned=words.amount(step.planned_h, "h")
        if step.planned_h is not None
        else words.say("not planned"),
        took=_took(step, words),
        cost=words.figure(step.done_cost, "EUR", step.shown) if step.done_cost is not None else "–",
        when=words.days(step.first_on, step.last_on) if step.first_on and step.last_on else "",
        notes=(*map(words.shown, step.notes), *_shared(step, words)),
    )


def _shared(step: CaseAction, words: PageWords) -> tuple[Shown, ...]:
    if not step.shared:
        return ()
    return (Shown(words.say("A share of what the trials of a series had together.")),)


def _took(step: CaseAction, words: PageWords) -> str:
    if step.done_h is not None:
        return words.figure(step.done_h, "h", step.shown)
    return "–"

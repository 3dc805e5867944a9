"""A kind of trial, as a plugin or a TOML file contributes it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import attrs

from trialkit.model.criterion import Comparison, CriterionKind, Measure, Over, Role
from trialkit.model.metric import Metric
from trialkit.model.text import Words

REASON = "reason"
"""The slot that every kind of trial has: why it should work. People leave it out most."""


class SlotType(StrEnum):
    """What may stand in a gap of the hypothesis."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    COUNTRY = "country"
    TEXT = "text"
    CHOICE = "choice"


@attrs.frozen(kw_only=True)
class Slot:
    """A gap in the hypothesis that the company fills.

    Attributes:
        id: its name in the sentences: `{orders}`.
        label: the question's short name.
        help: what a good answer looks like; shown on `?`.
        type: what may stand in it.
        unit: the unit typed after it; `%` is typed as per cent and sealed as a fraction.
        minimum: the least that makes sense, in `unit`.
        maximum: the most that makes sense, in `unit`.
        default: taken where nothing is answered, as typed; `{months}` takes another slot's answer.
        choices: what may be chosen where type is *choice*.
        required: whether a promise needs an answer.
        asked: whether `new` asks about it; the others are taken from their defaults.
        private: whether a published promise shows a gap instead.
        formula: other slots and parameters; a slot with one is computed, never asked or typed.
        below: id of another slot whose answer this one must stay under, or None.
    """

    id: str
    label: Words
    help: Words = attrs.field(factory=dict)
    type: SlotType
    unit: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    default: str | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    asked: bool = False
    private: bool = False
    formula: str | None = None
    below: str | None = None


@attrs.frozen(kw_only=True)
class Parameter:
    """A number that formulas use and nobody observes.

    Attributes:
        id: its name in formulas.
        label: what it is.
        value: in `unit`.
        unit: as a metric's.
    """

    id: str
    label: Words
    value: Decimal
    unit: str


@attrs.frozen(kw_only=True)
class PlannedAction:
    """A step that a trial of this kind usually takes.

    Attributes:
        id: its key in the plan.
        label: what to do.
        effort_h: usual own work, hours.
        lasts_weeks: usual elapsed time, weeks.
        week: usual start, in weeks from the first preparation.
        after: ids of the steps that come before.
        helper: who usually helps.
        only_where: slot id → the answer with which the step belongs to the plan; always where
            empty.
    """

    id: str
    label: Words
    effort_h: Decimal
    lasts_weeks: Decimal
    week: int
    after: tuple[str, ...] = ()
    helper: Words = attrs.field(factory=dict)
    only_where: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class CriterionDefault:
    """A criterion as the template proposes it; `Criterion` is what gets sealed.

    Attributes:
        id, role, kind, metric, comparison, measure, over, why: as in `Criterion`.
        threshold: a number, a slot such as `{orders}`, or a formula of parameters and slots.
        period: `last` or a month of the trial phase (`{month_m}`) where `over` names one.
        due: `end` for the settling time's last day (else the trial phase's), or `trial end`.
    """

    id: str
    role: Role
    kind: CriterionKind
    metric: str
    comparison: Comparison
    threshold: str
    measure: Measure | None = None
    over: Over = Over.PHASE
    period: str | None = None
    due: str = "end"
    why: Words = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Fact:
    """A legal or other outside fact, which grows old.

    Attributes:
        id: its key.
        text: the rule in a sentence.
        figure: the number in it, as printed; None where there is none.
        unit: the figure's unit.
        source: who says so: an office, an act, a page.
        as_of: the day it was read.
        certain: whether it was read in its source and is in force.
        check_by: the day from which it must be looked up again.
    """

    id: str
    text: Words
    figure: str | None = None
    unit: str | None = None
    source: str
    as_of: date
    certain: bool
    check_by: date


@attrs.frozen(kw_only=True)
class FactReview:
    """A fact that somebody in the workspace looked up again, after its template was written.

    Attributes:
        id: `template:fact`, such as `ecommerce:vat_rates_fi`; the latest review is the one kept.
        template: id of the template.
        fact: the fact as it stands now; confirmed, it differs only in its dates.
        replaced: whether its text, figure or source changed.
        note: what the person wants remembered.
        at: when, UTC.
        by: who.
    """

    id: str
    template: str
    fact: Fact
    replaced: bool
    note: str = ""
    at: datetime
    by: str


@attrs.frozen(kw_only=True)
class Template:
    """A kind of trial. Each one that is used is stored once, whole, by its digest.

    Attributes:
        id: its key: `ecommerce`.
        version: major when a metric's id or formula changes.
        as_of: the day its content was last gone through.
        title: its name.
        about: what such a trial looks like.
        promise: the promise in one line, with slots.
        hypothesis: the whole sentence, with slots.
        slots: the gaps, in the order they are asked.
        limits: what the trial may use at most: `own_h` in hours, `cash_eur` in euros.
        parameters: numbers the formulas use.
        metrics: what is measured, inputs before derived.
        criteria: defaults, the primary one first.
        actions: the usual plan, in order.
        facts: what the law and others say, with dates.
        risks: what usually goes wrong.
        questions: what the core group is asked to talk about.
        stop_early: when to stop before the end; sealed with the promise.
        outcomes: common outcome → key of the metric that gives it.
        settling_weeks: how long returns and payments still come in.
        cadence_note: anything a coordinator should know of its rhythm.
        privacy: why figures about one employee are never public; where there are any.
    """

    id: str
    version: str
    as_of: date
    title: Words
    about: Words
    promise: Words
    hypothesis: Words
    slots: tuple[Slot, ...]
    limits: Mapping[str, Decimal]
    parameters: tuple[Parameter, ...]
    metrics: tuple[Metric, ...]
    criteria: tuple[CriterionDefault, ...]
    actions: tuple[PlannedAction, ...]
    facts: tuple[Fact, ...]
    risks: tuple[Words, ...]
    questions: tuple[Words, ...]
    stop_early: Words
    outcomes: Mapping[str, str]
    settling_weeks: int = 0
    cadence_note: Words = attrs.field(factory=dict)
    privacy: Words = attrs.field(factory=dict)

    def slot(self, key: str) -> Slot | None:
        """The slot with this id, or None."""
        return next((slot for slot in self.slots if slot.id == key), None)

    def metric(self, key: str) -> Metric | None:
        """The metric with this id, or None."""
        return next((metric for metric in self.metrics if metric.id == key), None)

    def action(self, key: str) -> PlannedAction | None:
        """The planned action with this id, or None."""
        return next((action for action in self.actions if action.id == key), None)

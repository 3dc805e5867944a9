"""Strategies for templates, and for drafts and promises that follow them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from trialkit.model.conversion import digest
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Measure, Over, Role
from trialkit.model.foresight import ForeseenChange, Foresight
from trialkit.model.metric import Aggregation, Asked, Direction, Metric, MetricKind, Publicity
from trialkit.model.period import PeriodKind, Phases
from trialkit.model.template import (
    REASON,
    CriterionDefault,
    Fact,
    Parameter,
    PlannedAction,
    Slot,
    SlotType,
    Template,
)
from trialkit.model.text import Text
from trialkit.model.trial import Action, Draft, Promise, Vat
from trialkit.testing.pieces import (
    LANGUAGES,
    amounts,
    days,
    keys,
    phases,
    sentences,
    words,
)

COUNTING: Final = ("order", "customer", "session", "quote")
COMMON_OUTCOMES: Final = ("new_customers", "own_hours", "money_spent")


@st.composite
def metrics(draw: st.DrawFn, *, key: str | None = None, formula: str | None = None) -> Metric:
    """A metric that is typed or imported; one with a `formula` is computed."""
    return Metric(
        id=key or draw(keys()),
        label=draw(words()),
        unit=draw(st.sampled_from((*COUNTING, "EUR", "h"))) if formula is None else "%",
        direction=draw(st.sampled_from(Direction)),
        aggregation=Aggregation.RATIO
        if formula
        else draw(st.sampled_from([kind for kind in Aggregation if kind is not Aggregation.RATIO])),
        kind=draw(st.sampled_from(MetricKind)),
        cadence=draw(st.sampled_from([PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH])),
        asked=draw(st.sampled_from(Asked)),
        settles=draw(st.booleans()),
        public=draw(st.sampled_from(Publicity)),
        formula=formula,
        note=draw(words()),
    )


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """A kind of trial: a few inputs, one ratio of two of them, and criteria on any of these."""
    inputs = draw(st.lists(keys(), min_size=2, max_size=4, unique=True))
    ratio = f"{inputs[0]}_per_{inputs[1]}"
    measured = (
        *(draw(metrics(key=key)) for key in inputs),
        draw(metrics(key=ratio, formula=f"{inputs[0]} / {inputs[1]}")),
    )
    return Template(
        id=draw(keys()),
        version=f"{draw(st.integers(1, 9))}.{draw(st.integers(0, 9))}.0",
        as_of=draw(days()),
        title=draw(words()),
        about=draw(words()),
        promise=dict.fromkeys(LANGUAGES, "{target} / {market}"),
        hypothesis=dict.fromkeys(LANGUAGES, "{market}, {target}, {reason}."),
        slots=_slots(draw),
        limits={"own_h": draw(amounts(most=400)), "cash_eur": draw(amounts(most=5000))},
        parameters=(
            Parameter(
                id="own_hour_price", label=draw(words()), value=Decimal("30.00"), unit="EUR/h"
            ),
        ),
        metrics=measured,
        criteria=draw(_criterion_defaults((*inputs, ratio))),
        actions=draw(_planned_actions()),
        facts=draw(st.lists(_facts(), max_size=2).map(tuple)),
        risks=draw(st.lists(words(), max_size=2).map(tuple)),
        questions=draw(st.lists(words(), max_size=2).map(tuple)),
        stop_early=draw(words()),
        outcomes={outcome: draw(st.sampled_from(inputs)) for outcome in COMMON_OUTCOMES},
        settling_weeks=draw(st.integers(0, 6)),
    )


def _slots(draw: st.DrawFn) -> tuple[Slot, ...]:
    return (
        Slot(id="market", label=draw(words()), type=SlotType.COUNTRY, required=True, asked=True),
        Slot(
            id="target",
            label=draw(words()),
            type=SlotType.INTEGER,
            unit="order",
            minimum=Decimal(1),
            maximum=Decimal(500),
            default="15",
            asked=True,
        ),
        Slot(id=REASON, label=draw(words()), type=SlotType.TEXT, private=draw(st.booleans())),
    )


@st.composite
def _criterion_defaults(draw: st.DrawFn, measured: Sequence[str]) -> tuple[CriterionDefault, ...]:
    """The primary one first, its threshold a slot of the sentence; then guardrails and advice."""
    others = draw(st.lists(st.sampled_from([Role.GUARDRAIL, Role.ADVICE]), max_size=2))
    return tuple(
        CriterionDefault(
            id=f"criterion_{index}",
            role=role,
            kind=(kind := draw(st.sampled_from(CriterionKind))),
            metric=draw(st.sampled_from(measured)),
            comparison=draw(st.sampled_from(Comparison)),
            threshold="{target}" if index == 0 else str(draw(st.integers(0, 100))),
            measure=draw(st.sampled_from(Measure)) if kind is CriterionKind.CHANGED else None,
            over=draw(st.sampled_from([Over.PHASE, Over.EACH_PERIOD])),
            due=draw(st.sampled_from(["end", "trial end"])),
            why=draw(words()),
        )
        for index, role in enumerate((Role.PRIMARY, *others))
    )


@st.composite
def _planned_actions(draw: st.DrawFn) -> tuple[PlannedAction, ...]:
    count = draw(st.integers(1, 3))
    return tuple(
        PlannedAction(
            id=f"step_{index}",
            label=draw(words()),
            effort_h=draw(amounts(most=40)),
            lasts_weeks=draw(amounts(most=8, places=1)),
            week=index,
            after=(f"step_{index - 1}",) if index else (),
        )
        for index in range(count)
    )


def _facts() -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact,
        id=keys(),
        text=words(),
        figure=st.none() | amounts().map(str),
        unit=st.none() | st.just("EUR/year"),
        source=sentences(),
        as_of=days(),
        certain=st.booleans(),
        check_by=days(),
    )


@st.composite
def promises(draw: st.DrawFn, *, template: Template | None = None) -> Promise:
    """A whole promise of a trial of the kind that `template` is, or of any kind."""
    kind = template or draw(templates())
    slots = draw(_answers())
    time = draw(phases())
    keys_of_metrics = [metric.id for metric in kind.metrics]
    return Promise(
        template=kind.id,
        template_version=kind.version,
        template_digest=digest(kind),
        slots=slots,
        criteria=tuple(_criterion(default, slots, time) for default in kind.criteria),
        phases=time,
        actions=tuple(map(_action, kind.actions)),
        parameters=kind.parameters,
        limits=kind.limits,
        comparisons=tuple(draw(st.lists(sentences(), max_size=2, unique=True))),
        season_free=tuple(draw(st.lists(st.sampled_from(keys_of_metrics), max_size=1))),
        currency="EUR",
        vat=draw(st.sampled_from(Vat)),
        foresight=draw(st.none() | _foresights(keys_of_metrics)),
        lot=draw(st.none() | sentences()),
    )


@st.composite
def _foresights(draw: st.DrawFn, measured: Sequence[str]) -> Foresight:
    of = draw(st.integers(0, 41))
    return Foresight(
        met=draw(st.integers(0, of)),
        of=of,
        untried=None if of else "TOO_SHORT",
        changes=(
            ForeseenChange(metric=measured[0], relative=True, up=draw(amounts(most=9))),
            ForeseenChange(metric=measured[1], relative=True, code="TOO_FEW_POINTS"),
        ),
    )


@st.composite
def drafts(draw: st.DrawFn, *, template: Template | None = None) -> Draft:
    """A draft of such a trial: anything may be missing, and nothing in it is unknown."""
    kind = template or draw(templates())
    answers = draw(_answers())
    answered = draw(st.sets(st.sampled_from(sorted(answers))))
    own = draw(st.dictionaries(st.sampled_from([one.id for one in kind.criteria]), amounts()))
    optional = [one.id for one in kind.criteria if one.role is not Role.PRIMARY]
    starts_on = draw(st.none() | days())
    return Draft(
        slots={key: answers[key] for key in sorted(answered)},
        criteria={key: f"{threshold:.2f}" for key, threshold in own.items()},
        dropped_criteria=tuple(key for key in optional if draw(st.booleans())),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=draw(st.integers(4, 16))) if starts_on else None,
        comparisons=tuple(draw(st.lists(sentences(), max_size=2, unique=True))),
        lot=draw(st.none() | sentences()),
        vat=draw(st.sampled_from(Vat)),
    )


@st.composite
def _answers(draw: st.DrawFn) -> dict[str, str]:
    return {
        "market": draw(st.sampled_from(["SE", "NO", "DK", "EE", "DE", "PT"])),
        "target": str(draw(st.integers(1, 500))),
        REASON: draw(sentences()),
    }


def _criterion(default: CriterionDefault, slots: Mapping[str, str], time: Phases) -> Criterion:
    written = slots["target"] if default.threshold == "{target}" else default.threshold
    return Criterion(
        id=default.id,
        role=default.role,
        kind=default.kind,
        metric=default.metric,
        comparison=default.comparison,
        threshold=Decimal(written),
        measure=default.measure,
        over=default.over,
        due=time.end if default.due == "end" else time.trial.last,
        why=default.why,
    )


def _action(planned: PlannedAction) -> Action:
    return Action(
        id=planned.id,
        label=Text(words=planned.label, source=min(planned.label)),
        effort_h=planned.effort_h,
        lasts_weeks=planned.lasts_weeks,
        week=planned.week,
        after=planned.after,
    )

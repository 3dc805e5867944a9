"""The card of a trial: one sheet for the wall and the phone of those who carry it out.

It isn't a case. It may be of a draft, and it has what a case has no place for: who helps with a
step, which figures to note before there are any, when to stop, whom to call. It stays in the
house: it is headed *internal*, and an Edition, which takes released cases, can't hold one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs

from trialkit.casebook.build import slot_units
from trialkit.errors import Problem
from trialkit.model.criterion import Criterion
from trialkit.model.metric import Metric
from trialkit.model.period import Phases
from trialkit.model.text import Text, Words
from trialkit.model.trial import ActionDone, Promise, Seal, State, Trial
from trialkit.rules.figures import awaited
from trialkit.rules.time import phase_on


@attrs.frozen(kw_only=True)
class CardStep:
    """A step of the plan.

    Attributes:
        label: what to do.
        hours: planned own work.
        helper: who usually helps.
        done_on: the last day something of it was done; None where nothing was.
    """

    label: Words
    hours: Decimal
    helper: Words
    done_on: date | None


@attrs.frozen(kw_only=True)
class CardPromise:
    """What was promised; of a draft, what would be.

    Attributes:
        line, hypothesis: the sentences, with slots in braces, by language.
        slots: slot id → canonical answer.
        slot_units: as in `CasePromise`.
        criteria: the primary one first.
        seal: None for a draft.
        amended: how often it was changed after the start.
    """

    line: Words
    hypothesis: Words
    slots: Mapping[str, str]
    slot_units: Mapping[str, str]
    criteria: tuple[Criterion, ...]
    seal: Seal | None
    amended: int


@attrs.frozen(kw_only=True)
class Card:
    """Everything that stands on the card, not yet in anyone's language.

    Attributes:
        title: the company's own.
        kind: the template's name.
        company: the owner's name.
        area: where it is run; empty where the workspace doesn't know its name.
        state: where the trial is in its life.
        promise: None for a draft that lacks something.
        lacking: what such a draft lacks.
        asked: slot id → the question's name, for what is lacking.
        phases: the days; None where no first day is known yet.
        phase: key of the phase that `as_of` lies in.
        closed_on: the day it was concluded or stopped.
        steps: the plan.
        metrics: metric key → its definition.
        noted: the metrics whose figures somebody waits for.
        limits: at most: `own_h` in hours, `cash_eur` in euros.
        stop_early: when to stop before the end.
        currency: of its money, ISO 4217.
        illustrative: what in it is invented for a demonstration.
        as_of: the day it was made for.
    """

    title: Text
    kind: Words
    company: str
    area: Words
    state: State
    promise: CardPromise | None
    lacking: tuple[Problem, ...]
    asked: Mapping[str, Words]
    phases: Phases | None
    phase: str
    closed_on: date | None
    steps: tuple[CardStep, ...]
    metrics: Mapping[str, Metric]
    noted: tuple[Metric, ...]
    limits: Mapping[str, Decimal]
    stop_early: Words
    currency: str
    illustrative: Mapping[str, str]
    as_of: date


def card(
    trial: Trial,
    promise: Promise | None,
    *,
    lacking: Sequence[Problem] = (),
    company: str,
    area: Words,
    done: Sequence[ActionDone],
    as_of: date,
) -> Card:
    """The card of a trial in any state.

    Args:
        trial: whose card it is.
        promise: as it is sealed now; of a draft, as it would be; None where that lacks something.
        lacking: what a draft lacks.
        company: the owner's name.
        area: the area's name.
        done: what was done of its actions.
        as_of: the day it is made for.
    """
    template = trial.template
    primary = promise.primary.metric if promise else _default_primary(trial)
    phases = _phases(trial, promise)
    return Card(
        title=trial.title,
        kind=template.title,
        company=company,
        area=area,
        state=trial.state,
        promise=_promise(trial, promise) if promise else None,
        lacking=tuple(lacking),
        asked={slot.id: slot.label for slot in template.slots},
        phases=phases,
        phase=phase_on(phases, as_of) if phases else "outside",
        closed_on=trial.closed_on,
        steps=_steps(trial, promise, done),
        metrics={metric.id: metric for metric in template.metrics},
        noted=awaited(template, primary),
        limits=promise.limits if promise else template.limits,
        stop_early=template.stop_early,
        currency=promise.currency if promise else "EUR",
        illustrative=trial.illustrative,
        as_of=as_of,
    )


def _default_primary(trial: Trial) -> str:
    return trial.template.criteria[0].metric


def _phases(trial: Trial, promise: Promise | None) -> Phases | None:
    """The days; a draft without a first day has none, whatever it would be sealed with today."""
    planned = trial.draft is None or trial.draft.starts_on is not None
    return promise.phases if promise and planned else None


def _promise(trial: Trial, promise: Promise) -> CardPromise:
    return CardPromise(
        line=trial.template.promise,
        hypothesis=trial.template.hypothesis,
        slots=promise.slots,
        slot_units=slot_units(trial.template),
        criteria=promise.criteria,
        seal=trial.seal,
        # One change may carry others with it: the number in the sentence and the threshold.
        amended=len({amendment.at for amendment in trial.amendments}),
    )


def _steps(
    trial: Trial, promise: Promise | None, done: Sequence[ActionDone]
) -> tuple[CardStep, ...]:
    """The plan; of a draft that lacks something, the template's usual one."""
    last = {one.action: one.on for one in sorted(done, key=lambda one: one.on)}
    usual = {action.id: action for action in trial.template.actions}
    planned = promise.actions if promise else trial.template.actions
    return tuple(
        CardStep(
            label=step.label.words if isinstance(step.label, Text) else step.label,
            hours=step.effort_h,
            helper=usual[step.id].helper if step.id in usual else {},
            done_on=last.get(step.id),
        )
        for step in planned
    )

"""The promise tried on time before the trial: would it have been met without doing anything?

The sealed criterion is run as it stands, by the same functions that will answer it, over every
earlier stretch that is as long as the trial phase. What would have been met without the trial
says little for it when it is met with it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import attrs

from trialkit.evaluation.criteria import judge
from trialkit.evaluation.evaluation import Answer, CriterionResult
from trialkit.evaluation.figures import OWN
from trialkit.evaluation.formulas import formula_of, names
from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.series import BASELINE
from trialkit.model.criterion import CriterionKind, Over
from trialkit.model.period import DateRange, Period, PeriodKind, Phases, periods_within
from trialkit.model.template import Template
from trialkit.model.trial import Promise, Trial


@attrs.frozen
class Tried:
    """How the promise fared on time before the trial.

    Attributes:
        met: in how many earlier stretches the primary criterion would have been met.
        of: how many there are with every figure; they overlap.
        untried: why there is none, as in `model.foresight.Foresight`.
    """

    met: int = 0
    of: int = 0
    untried: str | None = None


def tried_earlier(trial: Trial, known: Measurements) -> Tried:
    """In how many earlier stretches the primary criterion would have been met.

    A stretch counts where no figure that the criterion asks for is missing: of the trial phase,
    and where a change is asked for, also of a baseline that has what the trial's own has. One
    that the criterion couldn't be answered for (its season isn't covered, say) doesn't count.

    Args:
        trial: whose promise it is.
        known: its figures, those of before its first day only.
    """
    primary = known.promise.primary
    needed = attrs.evolve(known, template=_only(primary.metric, known.template))
    kinds = {period.kind for period in needed.awaited(primary.metric, by=known.phases.end)}
    if len(kinds) > 1:
        return Tried(untried="UNLIKE_PERIODS")
    if not kinds or kinds == {PeriodKind.PHASE}:
        return Tried(untried="NO_PERIODS")
    results = [_answered(trial, moved) for moved in _earlier(needed, kinds.pop())]
    if not results:
        figures = any(needed.figures[OWN].get(one.id) for one in needed.template.metrics)
        return Tried(untried="TOO_SHORT" if figures else "NO_FIGURES")
    if any(result.code == "NOT_INSTALLED" for result in results):
        return Tried(untried="NOT_INSTALLED")
    told = [result for result in results if _could_answer(result)]
    if not told:
        return Tried(untried="CANT_TELL")
    return Tried(met=sum(one.answer is Answer.MET for one in told), of=len(told))


def _could_answer(result: CriterionResult) -> bool:
    """Whether the criterion could have been met: it says nothing where it never could."""
    return result.answer is not Answer.CANT_TELL or result.probability is not None


def _answered(trial: Trial, moved: Measurements) -> CriterionResult:
    return judge(moved.promise.primary, trial, moved, as_of=moved.phases.end).result


def _only(metric: str, template: Template) -> Template:
    """The template with nothing in it but a metric and what that is made of."""
    kept: set[str] = set()
    open_names = [metric]
    while open_names:
        found = template.metric(open_names.pop())
        if found is not None and found.id not in kept:
            kept.add(found.id)
            open_names += names(formula_of(found)) if found.derived else ()
    return attrs.evolve(template, metrics=tuple(one for one in template.metrics if one.id in kept))


def _earlier(known: Measurements, kind: PeriodKind) -> Iterator[Measurements]:
    """The same figures under the same promise, made one period earlier each time."""
    metric = known.promise.primary.metric
    starts = [
        period.start
        for key, figures in known.figures[OWN].items()
        if known.template.metric(key)
        for period in figures
    ]
    first = min(starts, default=date.max)
    points = known.own[metric].points
    baseline = [point.period for point in points if point.phase == BASELINE]
    have = {point.period for point in points}
    for back in count(1):
        promise = _moved(known.promise, kind, back)
        if promise is None or promise.phases.trial.first < first:
            return
        moved = attrs.evolve(known, promise=promise)
        if moved.missing(metric, by=promise.phases.end):
            continue
        if promise.primary.kind is not CriterionKind.CHANGED or (
            baseline and all(period.moved(-back) in have for period in baseline)
        ):
            yield moved


def _moved(promise: Promise, kind: PeriodKind, back: int) -> Promise | None:
    """The promise made `back` periods earlier; None where it isn't about whole periods."""
    phases = _moved_phases(promise.phases, kind, back)
    primary = promise.primary
    named = primary.period
    if primary.over is Over.NAMED:
        period = Period.parse(named or "", trial_starts=promise.phases.trial.first)
        if period.kind is not kind:
            return None
        named = str(period.moved(-back))
    if phases is None:
        return None
    due = _moved_due(primary.due, promise.phases, phases)
    criterion = attrs.evolve(primary, due=due, period=named)
    return attrs.evolve(promise, phases=phases, criteria=(criterion,))


def _moved_phases(phases: Phases, kind: PeriodKind, back: int) -> Phases | None:
    """The phases in whole periods, so many earlier: what is cut at an edge never counts."""
    trial = _moved_days(phases.trial, kind, back)
    if trial is None:
        return None
    settled = _moved_days(DateRange(phases.trial.first, phases.end), kind, back) or trial
    settling = None
    if settled.last > trial.last:
        settling = DateRange(trial.last + timedelta(1), settled.last)
    baseline = (_moved_days(days, kind, back) for days in phases.baseline)
    return Phases(
        baseline=tuple(days for days in baseline if days is not None),
        trial=trial,
        settling=settling,
        follow_up=(),
    )


def _moved_days(days: DateRange, kind: PeriodKind, back: int) -> DateRange | None:
    inside = tuple(periods_within(days, kind))
    if not inside:
        return None
    return DateRange(inside[0].moved(-back).start, inside[-1].moved(-back).last)


def _moved_due(due: date, phases: Phases, moved: Phases) -> date:
    """The day that stands to the moved phases as `due` stands to the trial's own."""
    if due >= phases.end:
        return moved.end
    if due >= phases.trial.last:
        return min(moved.end, moved.trial.last + (due - phases.trial.last))
    return moved.trial.first + (due - phases.trial.first)

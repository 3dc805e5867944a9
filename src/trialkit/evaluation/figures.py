"""The figures an evaluation starts from: observations, and hours and costs of what was done."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from trialkit.model.metric import Observation
from trialkit.model.period import Period, PeriodKind, Phases
from trialkit.model.template import Template
from trialkit.model.trial import ActionDone

OWN: Final = ""
"""The trial's own series; every other name is a comparison's."""

OWN_HOURS: Final = "own_hours"
CASH_COST: Final = "cash_cost"

Figures = Mapping[str, Mapping[Period, Decimal]]
"""Metric key → period → value, of one series; one kind of period a metric."""


def figures_by_series(
    observations: Iterable[Observation], template: Template, *, as_of: date
) -> dict[str, Figures]:
    """Observed figures, series by series.

    Left out are metrics the template doesn't have, derived ones (they are computed) and periods
    that haven't begun on `as_of`.
    """
    typed = {metric.id for metric in template.metrics if not metric.derived}
    found: dict[str, dict[str, dict[Period, Decimal]]] = {OWN: {}}
    for seen in observations:
        if seen.metric in typed and seen.period.start <= as_of:
            series = found.setdefault(seen.series, {})
            series.setdefault(seen.metric, {})[seen.period] = seen.value
    return {
        name: {metric: _of_one_kind(values) for metric, values in series.items()}
        for name, series in found.items()
    }


def with_work_done(figures: Figures, done: Sequence[ActionDone], trial_starts: date) -> Figures:
    """The figures, with own hours and costs of the actions where nobody typed any.

    Actions say what the whole trial took, preparation included: one figure for the phase.
    """
    whole = Period(PeriodKind.PHASE, trial_starts)
    hours = [act.hours for act in done if act.hours is not None]
    costs = [act.cost for act in done if act.cost is not None]
    added = dict(figures)
    for metric, sums in ((OWN_HOURS, hours), (CASH_COST, costs)):
        if sums and not added.get(metric):
            added[metric] = {whole: sum(sums, Decimal(0))}
    return added


def until(figures: Figures, day: date, phases: Phases) -> Figures:
    """Only the figures of periods that were over on `day`."""
    return {
        metric: {p: value for p, value in values.items() if last_day(p, phases) <= day}
        for metric, values in figures.items()
    }


def last_day(period: Period, phases: Phases) -> date:
    """The last day of a period; the trial phase's own where it is that."""
    return phases.trial.last if period.kind is PeriodKind.PHASE else period.last


def _of_one_kind(values: Mapping[Period, Decimal]) -> dict[Period, Decimal]:
    # Taking figures in refuses a second kind; should one have slipped in, the commoner counts.
    kinds = Counter(period.kind for period in values)
    commonest = kinds.most_common(1)[0][0]
    return {period: values[period] for period in sorted(values) if period.kind is commonest}

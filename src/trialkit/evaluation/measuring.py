"""Everything that was measured in one trial, observed and derived, own and comparisons'."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from trialkit.evaluation.derived import derived_series
from trialkit.evaluation.figures import OWN, Figures, figures_by_series, until, with_work_done
from trialkit.evaluation.formulas import expanded, formula_of, names, parameter_values
from trialkit.evaluation.series import (
    BASELINE,
    TRIAL,
    Series,
    over_by,
    series_of,
    trial_periods,
)
from trialkit.model.metric import Observation
from trialkit.model.period import Period, Phases
from trialkit.model.template import Template
from trialkit.model.trial import ActionDone, Promise

FEWEST_BEFORE: Final = 4
FEWEST_DURING: Final = 3
"""Fewer periods than these were never tried in the simulations: they tell no change."""


@attrs.frozen(kw_only=True)
class Gaps:
    """How many of the periods that should have a figure have none."""

    missing: int
    awaited: int

    @property
    def share(self) -> float:
        """The missing ones, as a fraction; 0 where none was awaited yet."""
        return self.missing / self.awaited if self.awaited else 0.0

    @property
    def too_many(self) -> bool:
        """Whether more than a third are missing, so that no change can be told."""
        return 3 * self.missing > self.awaited


@attrs.frozen(kw_only=True, slots=False)
class Measurements:
    """What a trial's figures give.

    Attributes:
        template: the trial's.
        promise: whose phases and parameters count.
        figures: series name → its figures; the trial's own has the name "".
    """

    template: Template
    promise: Promise
    figures: Mapping[str, Figures]

    @property
    def phases(self) -> Phases:
        """The days that count."""
        return self.promise.phases

    @cached_property
    def own(self) -> Mapping[str, Series]:
        """The trial's own metrics by key, in the template's order."""
        return self._measured(self.figures.get(OWN, {}))

    @cached_property
    def comparisons(self) -> Mapping[str, Mapping[str, Series]]:
        """The comparisons named in the promise that have figures."""
        return {
            name: self._measured(self.figures[name])
            for name in self.promise.comparisons
            if name in self.figures
        }

    def until(self, day: date) -> "Measurements":
        """Only what was over on `day`; the same where every phase was."""
        if day >= self.phases.end:
            return self
        return attrs.evolve(
            self,
            figures={name: until(f, day, self.phases) for name, f in self.figures.items()},
        )

    def missing(self, metric: str, *, by: date) -> tuple[Period, ...]:
        """Periods of the trial phase, over on `by`, that lack a figure the metric needs."""
        lacking = {period for series in self._observed(metric) for period in self._gaps(series, by)}
        return tuple(sorted(lacking))

    def awaited(self, metric: str, *, by: date) -> tuple[Period, ...]:
        """All periods of the trial phase, over on `by`, that should have a figure."""
        found: set[Period] = set()
        for series in self._observed(metric):
            found.update(over_by(self._trial_periods(series), by, self.phases))
        return tuple(sorted(found))

    def trial_gaps(self, metric: str, *, by: date) -> "Gaps":
        """Gaps in the trial phase proper: nothing need arrive in the settling time."""
        awaited = [p for p in self.awaited(metric, by=by) if self.phases.in_trial(p)]
        lacking = set(self.missing(metric, by=by))
        return Gaps(missing=sum(p in lacking for p in awaited), awaited=len(awaited))

    def compared(self, metric: str) -> bool:
        """Whether a comparison named in the promise has enough figures of it in both phases."""
        return any(
            len(series.values(BASELINE)) >= FEWEST_BEFORE
            and len(series.values(TRIAL)) >= FEWEST_DURING
            for series in (found[metric] for found in self.comparisons.values() if metric in found)
        )

    def unmeasured(self, metric: str) -> tuple[str, ...]:
        """Keys of what the metric needs and has no figure of for the trial phase."""
        return tuple(
            series.metric.id for series in self._observed(metric) if series.trial.value is None
        )

    def _gaps(self, series: Series, by: date) -> Iterator[Period]:
        seen = {point.period for point in series.points}
        for period in over_by(self._trial_periods(series), by, self.phases):
            if period not in seen:
                yield period

    def _trial_periods(self, series: Series) -> tuple[Period, ...]:
        return trial_periods(series.metric, series.kind, self.phases)

    def _observed(self, metric: str) -> tuple[Series, ...]:
        """The observed metric itself, or those that a derived one is made of."""
        found: dict[str, Series] = {}
        open_names = [metric]
        while open_names:
            series = self.own.get(open_names.pop(0))
            if series is None:
                continue
            if series.metric.derived:
                open_names += names(formula_of(series.metric))
            else:
                found[series.metric.id] = series
        return tuple(found.values())

    def _measured(self, figures: Figures) -> Mapping[str, Series]:
        found = {
            metric.id: series_of(metric, figures.get(metric.id, {}), self.phases)
            for metric in self.template.metrics
            if not metric.derived
        }
        parameters = parameter_values(self.promise.parameters)
        for metric in expanded(self.template):
            found[metric.id] = derived_series(metric, found, parameters, self.phases)
        return {metric.id: found[metric.id] for metric in self.template.metrics}


def measured(
    template: Template,
    promise: Promise,
    observations: Iterable[Observation],
    *,
    done: Sequence[ActionDone] = (),
    as_of: date,
) -> Measurements:
    """Sort the figures into series, and take hours and costs of actions where none was typed."""
    figures = figures_by_series(observations, template, as_of=as_of)
    own = with_work_done(figures[OWN], done, promise.phases.trial.first)
    return Measurements(template=template, promise=promise, figures={**figures, OWN: own})

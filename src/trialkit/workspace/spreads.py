"""Where in a trial's life the periods of a file lie."""

from collections.abc import Iterable, Iterator

from trialkit.hooks.contracts import Figure
from trialkit.intake.orders.calendars import trial_days
from trialkit.model.period import Period, PeriodKind, Phases
from trialkit.model.trial import Trial
from trialkit.templates.phases import YEAR_OF_WEEKS, phases
from trialkit.workspace.reports import Spread


def spreads_of(trial: Trial, figures: Iterable[Figure]) -> tuple[Spread, ...]:
    """One spread for each kind of period, the shortest first; none while no day is planned."""
    planned = _phases(trial)
    if planned is None:
        return ()
    periods = {figure.period for figure in figures if not figure.series}
    return tuple(_spreads(periods, planned))


def _phases(trial: Trial) -> Phases | None:
    """The days a trial is measured on, promised or planned."""
    if trial.promise:
        return trial.promise.phases
    days = trial_days(trial)
    before = trial.draft.baseline if trial.draft else None
    return phases(trial.template, days, before=before) if days else None


def _spreads(periods: set[Period], planned: Phases) -> Iterator[Spread]:
    for kind in PeriodKind:
        found = [period for period in periods if period.kind is kind]
        if not found or kind is PeriodKind.PHASE:
            continue
        baseline = [period for period in found if planned.in_baseline(period)]
        yield Spread(
            kind=kind,
            before=sum(1 for period in found if period.last < planned.trial.first),
            baseline=len(baseline),
            last_year=sum(1 for period in baseline if _of_last_year(period, planned)),
            trial=sum(1 for period in found if planned.in_trial(period)),
        )


def _of_last_year(period: Period, planned: Phases) -> bool:
    """Whether a period of the baseline stands for the trial's own days or those before it."""
    return (planned.trial.last - period.last).days >= YEAR_OF_WEEKS

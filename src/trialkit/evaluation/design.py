"""What is known of how a trial was set up and measured: the facts its strength rests on."""

from collections.abc import Iterable
from datetime import date

from trialkit.evaluation import season
from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.series import BASELINE, TRIAL, Series
from trialkit.model.follow_up import FollowUp, StillInUse
from trialkit.model.trial import Trial
from trialkit.rules.strength import DesignFacts


def design_facts(
    trial: Trial,
    measurements: Measurements,
    *,
    as_of: date,
    replications: int = 0,
    follow_ups: Iterable[FollowUp] = (),
) -> DesignFacts:
    """The facts, measured on the primary criterion's metric.

    Args:
        trial: with its seal.
        measurements: its figures.
        as_of: periods that weren't over by then can't be missing.
        replications: how many other independent companies sealed the same promise.
        follow_ups: what the company told later; who can't say has measured nothing.
    """
    metric = measurements.promise.primary.metric
    series = measurements.own.get(metric)
    free = metric in measurements.promise.season_free
    return DesignFacts(
        measured_baseline_periods=_measured(series, BASELINE),
        measured_trial_periods=_measured(series, TRIAL),
        sealed_before_start=trial.seal is not None and trial.seal.before_start,
        major_amendment_after_data=trial.changed_after_data,
        missing_share=measurements.trial_gaps(metric, by=as_of).share,
        season_covered=series is not None and (free or season.covered(series)),
        comparison_in_seal=bool(measurements.promise.comparisons),
        comparison_periods_ok=measurements.compared(metric),
        allocated_by_lot=measurements.promise.lot is not None,
        follow_up_measured=any(told.still_in_use is not StillInUse.CANT_SAY for told in follow_ups),
        independent_companies=1 + replications,
    )


def _measured(series: Series | None, phase: str) -> int:
    """Periods with a figure; for a formula over unlike periods, those of its scarcest input."""
    if series is None:
        return 0
    if series.points:
        return len(series.values(phase))
    summary = series.baseline if phase == BASELINE else series.trial
    return summary.periods if summary.value is not None else 0

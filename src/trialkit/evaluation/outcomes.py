"""The common outcome set: seven things every trial tells, so that unlike ones can be compared."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.series import COUNTED_TO_TRIAL, Series, comparable, just_before
from trialkit.model.follow_up import FollowUp, StillInUse
from trialkit.model.metric import Aggregation
from trialkit.model.period import PeriodKind


@attrs.frozen
class CommonOutcome:
    """One of the seven.

    Attributes:
        id: its key in `Template.outcomes` and in a case.
        unit: of its value; `EUR` stands for the trial's currency, `share` for 1 yes and 0 no.
        metric: the metric that gives it where the template names none, or None.
    """

    id: str
    unit: str
    metric: str | None = None


COMMON_OUTCOMES: Final = (
    CommonOutcome("revenue_change_month", "EUR/month"),
    CommonOutcome("jobs_person_years", "person-year"),
    CommonOutcome("new_customers", "customer", "new_customers"),
    CommonOutcome("new_markets", "country", "new_markets"),
    CommonOutcome("own_hours", "h", "own_hours"),
    CommonOutcome("money_spent", "EUR", "cash_cost"),
    CommonOutcome("still_in_use", "share"),
)

DAYS_A_MONTH: Final = Decimal("365.25") / 12
PERIODS_A_MONTH: Final[Mapping[PeriodKind, Decimal]] = {
    PeriodKind.DAY: DAYS_A_MONTH,
    PeriodKind.WEEK: DAYS_A_MONTH / 7,
    PeriodKind.MONTH: Decimal(1),
    PeriodKind.QUARTER: Decimal(1) / 3,
    PeriodKind.YEAR: Decimal(1) / 12,
}


ASKED_LATER: Final = tuple(one.id for one in COMMON_OUTCOMES if one.id != "still_in_use")
"""Outcomes that a follow-up asks for once more, besides whether it is still in use."""

SIGNED: Final = frozenset({"revenue_change_month"})
"""Outcomes that may be less than nothing."""

STILL: Final[Mapping[StillInUse, Decimal | None]] = {
    StillInUse.YES: Decimal(1),
    StillInUse.CHANGED: Decimal(1),
    StillInUse.NO: Decimal(0),
    StillInUse.CANT_SAY: None,
}
"""An answer at a follow-up as a share; who can't say is missing among the answers."""

TOLD_LATER: Final = frozenset({"jobs_person_years"})
"""Outcomes that take a year by their definition: what is told later is nearer to them than the
figures of the trial phase. All others are of the trial phase, and a later value of theirs stands
beside them, in the follow-up."""


def common_outcomes(
    measurements: Measurements, follow_ups: Sequence[FollowUp] = ()
) -> dict[str, Decimal | None]:
    """All seven, in order; one that isn't known is None, never 0.

    Args:
        measurements: of the trial.
        follow_ups: what the company told later; the answer after the longest time counts.
    """
    later = sorted(follow_ups, key=lambda told: told.months)
    told: dict[str, Decimal | None] = {
        key: value for one in later for key, value in one.outcomes.items() if key in TOLD_LATER
    }
    if later:
        told["still_in_use"] = STILL[later[-1].still_in_use]
    return {
        outcome.id: told.get(outcome.id, _measured(outcome, measurements))
        for outcome in COMMON_OUTCOMES
    }


def _measured(outcome: CommonOutcome, measurements: Measurements) -> Decimal | None:
    key = measurements.template.outcomes.get(outcome.id, outcome.metric)
    series = measurements.own.get(key) if key else None
    if series is None:
        return None
    return HOW.get(outcome.id, _over_trial)(series, measurements)


def _over_trial(series: Series, _measurements: Measurements) -> Decimal | None:
    return series.trial.value


def _whatever_it_took(series: Series, _measurements: Measurements) -> Decimal | None:
    """Everything spent on the trial, preparation before its first day included."""
    if series.metric.derived or not series.points:
        return series.trial.value
    return sum((point.value for point in series.points), Decimal(0))


def _change_a_month(series: Series, measurements: Measurements) -> Decimal | None:
    """Monthly mean of the trial phase minus the baseline's.

    Held against the same periods of last year where each has a figure, else against those just
    before the trial (season not covered, which the metric's warnings say).
    """
    a_month = PERIODS_A_MONTH.get(series.kind)
    during = comparable(series, series.trial)
    if a_month is None or during is None or series.metric.aggregation is not Aggregation.SUM:
        return None
    before = _last_year(series, measurements) or _just_before(series, measurements)
    return None if not before else (during - sum(before, Decimal(0)) / len(before)) * a_month


def _last_year(series: Series, measurements: Measurements) -> list[Decimal]:
    last_day = measurements.phases.trial.last
    partners = [
        series.at(point.period.a_year_before())
        for point in series.points
        if point.phase in COUNTED_TO_TRIAL and point.period.start <= last_day
    ]
    known = [value for value in partners if value is not None]
    return known if len(known) == len(partners) else []


def _just_before(series: Series, measurements: Measurements) -> list[Decimal]:
    near = set(just_before(series.kind, measurements.phases))
    return [point.value for point in series.points if point.period in near]


HOW: Final[Mapping[str, Callable[[Series, Measurements], Decimal | None]]] = {
    "revenue_change_month": _change_a_month,
    "own_hours": _whatever_it_took,
    "money_spent": _whatever_it_took,
}
"""How an outcome is taken from its metric, where that isn't its figure for the trial phase."""

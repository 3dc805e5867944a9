"""Whether a change can be told from the season, and which figures would make it so."""

from typing import Final

from trialkit.evaluation.series import (
    BASELINE,
    TRIAL,
    Series,
    just_before,
    phase_of,
)
from trialkit.model.period import Period, PeriodKind, Phases, periods_within

WEEKS_A_YEAR: Final = 52
"""A week's partner of last year is the one 364 days before it."""


def position(period: Period) -> int | None:
    """Where in the year a period stands: month 1 to 12, week 1 to 52; None for other kinds.

    Weeks go by their distance of 52, so that a week and its partner of last year always have
    the same position.
    """
    match period.kind:
        case PeriodKind.MONTH:
            return period.start.month
        case PeriodKind.WEEK:
            return period.start.toordinal() // 7 % WEEKS_A_YEAR + 1
    return None


def number(period: Period) -> int:
    """Counts periods of one kind: the next one has the next number."""
    if period.kind is PeriodKind.MONTH:
        return period.start.year * 12 + period.start.month
    if period.kind is PeriodKind.WEEK:
        return period.start.toordinal() // 7
    return period.start.toordinal()


def covered(series: Series) -> bool:
    """Whether some calendar position has figures both in the baseline and in the trial phase.

    Without one, the season and the trial can't be told apart (the rank test of the phase model).
    """
    before = {position(point.period) for point in series.points if point.phase == BASELINE}
    during = {position(point.period) for point in series.points if point.phase == TRIAL}
    return bool((before & during) - {None})


def last_year_lacks(series: Series, phases: Phases) -> tuple[Period, ...]:
    """Periods of last year whose figures would cover the season, for both phases."""
    this_year = {
        *just_before(series.kind, phases),
        *periods_within(phases.trial, series.kind),
    }
    partners = {period.a_year_before() for period in this_year} - this_year
    have = {point.period for point in series.points}
    needed = partners - have
    asked_for = {p for p in needed if phase_of(p, series.metric, phases) == BASELINE}
    return tuple(sorted(asked_for or needed or partners))

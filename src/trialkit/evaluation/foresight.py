"""What a trial will be able to tell, seen from before its first day.

How the promise would have fared earlier (`earlier`), and how large a change must be to be told
from chance (`evidence.foresight`), for what was promised and for the company's sales.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.evaluation import season
from trialkit.evaluation.changed import JUDGED_BY
from trialkit.evaluation.criteria import TAIL
from trialkit.evaluation.earlier import tried_earlier
from trialkit.evaluation.measuring import FEWEST_BEFORE, Measurements, measured
from trialkit.evaluation.series import BASELINE, Series
from trialkit.evidence.answers import Unanswerable
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Measure, Role
from trialkit.model.foresight import ForeseenChange, ForeseenHelp, Foresight
from trialkit.model.metric import Observation
from trialkit.model.period import Period, periods_within
from trialkit.model.trial import Promise, Trial

if TYPE_CHECKING:  # numpy and scipy are loaded by whoever asks for sizes, and by no one else
    from trialkit.evidence.foresight import Plan

REVENUE_CHANGE: Final = "revenue_change_month"
COMPANY_REVENUE: Final = "revenue_company"
"""What people hope to see move besides what was promised, where there are figures of it."""

LARGEST: Final = 5.0
"""Nobody waits for a change that has to be larger than +500 % to be told."""

WORTH_TELLING: Final = 0.9
"""What would help lowers the size by a tenth, at least."""


def foresight(trial: Trial, promise: Promise, observations: Iterable[Observation]) -> Foresight:
    """What the figures from before the first day say the trial will be able to tell.

    Args:
        trial: a draft, or the trial it became.
        promise: what it promises, or would.
        observations: current ones only; those of the trial phase are passed over.
    """
    day_before = promise.phases.trial.first - timedelta(1)
    known = measured(trial.template, promise, observations, as_of=day_before).until(day_before)
    tried = tried_earlier(trial, known)
    return Foresight(
        met=tried.met,
        of=tried.of,
        untried=tried.untried,
        changes=tuple(_change(metric, known) for metric in _watched(known)),
    )


def _watched(known: Measurements) -> tuple[str, ...]:
    """The promised metric, others promised to change, and sales where there are figures."""
    promise, template = known.promise, known.template
    promised = [promise.primary.metric, *(one.metric for one in _changes(promise))]
    hoped_for = (template.outcomes.get(REVENUE_CHANGE, ""), COMPANY_REVENUE)
    measured_too = [key for key in hoped_for if key in known.own and _baseline(known.own[key])]
    return tuple(dict.fromkeys(key for key in (*promised, *measured_too) if key in known.own))


def _changes(promise: Promise) -> Iterator[Criterion]:
    return (one for one in promise.criteria if one.kind is CriterionKind.CHANGED)


def _baseline(series: Series) -> dict[Period, float]:
    """Figures of the baseline, by period."""
    return {p.period: float(p.value) for p in series.points if p.phase == BASELINE}


def _change(metric: str, known: Measurements) -> ForeseenChange:
    criterion = next((one for one in _changes(known.promise) if one.metric == metric), None)
    relative = criterion is None or criterion.measure is Measure.RELATIVE
    series = known.own[metric]
    if not _baseline(series):
        return ForeseenChange(metric=metric, relative=relative, code="NO_FIGURES")
    if series.kind not in JUDGED_BY:
        return ForeseenChange(metric=metric, relative=relative, code="PERIOD_NOT_JUDGED")
    try:
        from trialkit.evidence import foresight as sizes
    except ModuleNotFoundError:
        return ForeseenChange(metric=metric, relative=relative, code="NOT_INSTALLED")
    plan = _plan(series, criterion, known, relative=relative)
    found = sizes.detectable_change(plan)
    helps = tuple(
        ForeseenHelp(code=one.code, up=_rounded(one.up))
        for one in sizes.what_would_help(plan)
        if not relative or one.up <= LARGEST
        if isinstance(found, Unanswerable) or one.up <= WORTH_TELLING * found.up
    )
    told = ForeseenChange(metric=metric, relative=relative, helps=helps)
    if isinstance(found, Unanswerable):
        return attrs.evolve(told, code=found.code)
    if relative and found.up > LARGEST:
        return attrs.evolve(told, code="TOO_NOISY")
    return attrs.evolve(
        told,
        up=_rounded(found.up),
        down=_some(found.down),
        hardly_up=_rounded(found.hardly_up),
        hardly_down=_some(found.hardly_down),
        needed=_some(found.needed) if criterion else None,
        tells_promise=_tells(criterion, found.up, found.down) if criterion else None,
    )


def _plan(
    series: Series, criterion: Criterion | None, known: Measurements, *, relative: bool
) -> "Plan":
    """The figures and the days as the sizes are reckoned from them."""
    from trialkit.evidence.foresight import Plan

    own = _baseline(series)
    beside = _beside(series.metric.id, own, known) if relative else None
    periods = sorted(beside or own)
    values = [own[period] for period in periods]
    free = series.metric.id in known.promise.season_free
    scale = "log" if min(values) > 0 else "relative_level"
    down = criterion is not None and criterion.comparison is Comparison.AT_MOST
    return Plan(
        values=values,
        times=[season.number(period) for period in periods],
        planned=[season.number(p) for p in periods_within(known.phases.trial, series.kind)],
        season=None if free else [season.position(period) or 0 for period in periods],
        comparison=[beside[period] for period in periods] if beside else None,
        scale=scale if relative else "difference",
        threshold=float(criterion.threshold) if criterion else 0.0,
        direction="down" if down else "up",
        period=series.kind.value,
        tail=TAIL / max(1, _judged_together(known.promise)),
    )


def _beside(
    metric: str, own: Mapping[Period, float], known: Measurements
) -> Mapping[Period, float] | None:
    """A comparison's figures beside the own ones, where there are enough above zero."""
    for name in known.promise.comparisons:
        series = known.comparisons.get(name, {}).get(metric)
        found = {
            period: value
            for period, value in (_baseline(series) if series else {}).items()
            if value > 0 and own.get(period, 0.0) > 0
        }
        if len(found) >= FEWEST_BEFORE:
            return found
    return None


def _judged_together(promise: Promise) -> int:
    """How many criteria share the chance of looking good by luck."""
    return sum(
        one.kind is not CriterionKind.REACHED and one.role is not Role.GUARDRAIL
        for one in promise.criteria
    )


def _tells(criterion: Criterion, up: float, down: float | None) -> bool:
    """Whether a change as large as promised could be told from none."""
    promised = float(criterion.threshold)
    return promised >= up or (down is not None and promised <= down)


def _some(size: float | None) -> Decimal | None:
    return None if size is None else _rounded(size)


def _rounded(size: float) -> Decimal:
    """To two digits: it is an estimate, and is to be read as one."""
    exact = Decimal(repr(size))
    if not exact:
        return Decimal(0)
    step = Decimal(1).scaleb(exact.adjusted() - 1)
    return Decimal(format(exact.quantize(step), "f"))

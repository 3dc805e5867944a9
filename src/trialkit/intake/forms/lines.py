"""The rows of a form of figures: which periods are asked for, and where in the trial they lie."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

import attrs

from trialkit.errors import InvalidInput, Message, Refused
from trialkit.evaluation.formulas import formula_of, names
from trialkit.model.metric import Metric
from trialkit.model.period import DateRange, Period, PeriodKind, Phases, periods_within
from trialkit.model.template import Template
from trialkit.model.trial import Trial
from trialkit.rules.length import length_slot
from trialkit.templates.filling import answered
from trialkit.templates.phases import phases, trial_range


class Stretch(StrEnum):
    """Where in the trial a period lies."""

    BEFORE = "before"
    TRIAL = "trial"
    SETTLING = "settling"
    BETWEEN = "between"
    LAST_YEAR = "last year"


@attrs.frozen(kw_only=True)
class Line:
    """One row that asks for figures.

    Attributes:
        period: the time it stands for.
        days: all its days, the trial phase's own where it is that.
        stretch: where in the trial they lie.
        series: "" for the trial's own figures, else a comparison's name.
    """

    period: Period
    days: DateRange
    stretch: Stretch
    series: str = ""


def phases_of(trial: Trial) -> Phases:
    """The days a trial is measured on: promised, or as the draft plans them.

    Raises:
        Refused: the draft doesn't say yet when it starts, or how long it lasts (NO_DAYS).
    """
    if trial.promise:
        return trial.promise.phases
    draft, template = trial.draft, trial.template
    if draft is None or draft.starts_on is None:
        raise _no_days(Message("{trial} has no planned first day yet.", trial=trial.slug))
    try:
        answers = answered(template, draft.slots)
    except InvalidInput:
        answers = {}
    length = length_slot(template)
    if draft.ends_on is None and length is not None and length not in answers:
        raise _no_days(Message("It isn't known yet how long {trial} lasts.", trial=trial.slug))
    days = trial_range(template, answers, draft.starts_on, draft.ends_on)
    return phases(template, days, before=draft.baseline)


def _no_days(message: Message) -> Refused:
    return Refused(
        message,
        code="NO_DAYS",
        remedy=Message("A form asks week by week: plan the days first (trialkit edit)."),
    )


def form_lines(
    days: Phases,
    kinds: Collection[PeriodKind],
    compared: Mapping[str, Collection[PeriodKind]],
) -> tuple[Line, ...]:
    """Every row of a form, in the order they stand.

    From before the trial to the end of its settling time come first, for that is what is filled
    in week by week; last year's, which come from the books once, stand below.

    Args:
        days: the trial's.
        kinds: the kinds of period its metrics have.
        compared: comparison series → the kinds of period its metrics have.
    """
    series = {"": kinds, **compared}
    return tuple(line for name, each in series.items() for line in _lines(days, each, name))


def _lines(days: Phases, kinds: Collection[PeriodKind], series: str) -> Iterator[Line]:
    *earlier, latest = _baseline(days)
    ordered = [kind for kind in PeriodKind if kind in kinds]
    for stretch in (DateRange(latest.first, days.end), *earlier):
        for kind in ordered:
            if kind is not PeriodKind.PHASE:
                for period in periods_within(stretch, kind):
                    where = _stretch_of(period, days)
                    yield Line(period=period, days=period.days, stretch=where, series=series)
            elif days.trial.first in stretch and not series:
                whole = Period(kind, days.trial.first)
                yield Line(period=whole, days=days.trial, stretch=Stretch.TRIAL)


def _stretch_of(period: Period, days: Phases) -> Stretch:
    *earlier, latest = _baseline(days)
    if days.in_trial(period):
        return Stretch.TRIAL
    if days.settling and days.settling.covers(period.days):
        return Stretch.SETTLING
    if latest.covers(period.days):
        return Stretch.BEFORE
    if any(one.covers(period.days) for one in earlier):
        return Stretch.LAST_YEAR
    return Stretch.BETWEEN


def _baseline(days: Phases) -> list[DateRange]:
    """Last year's stretch, where there is one apart, and the one right before the trial."""
    return sorted(days.baseline) or [days.trial]


def asked_for(line: Line, metric: Metric, kind: PeriodKind, compared: Collection[str]) -> bool:
    """Whether a row asks for this metric.

    Args:
        line: the row.
        metric: whose figures the column holds.
        kind: the kind of period that its figures have.
        compared: metrics that comparisons need.
    """
    if line.period.kind is not kind or (line.series and metric.id not in compared):
        return False
    return metric.settles or line.stretch is not Stretch.SETTLING


def needed_for(template: Template, metric: str) -> tuple[str, ...]:
    """The observed metrics that a metric is made of; itself where it is observed."""
    found: dict[str, None] = {}
    waiting: list[str] = [metric]
    met: set[str] = set()
    while waiting:
        key = waiting.pop(0)
        definition = template.metric(key)
        if definition is None or key in met:
            continue
        met.add(key)
        if definition.derived:
            waiting += names(formula_of(definition))
        else:
            found[key] = None
    return tuple(found)


def primary_metric(trial: Trial) -> str | None:
    """Key of the metric that decides the outcome, as far as it is known."""
    criteria = trial.promise.criteria if trial.promise else trial.template.criteria
    return criteria[0].metric if criteria else None

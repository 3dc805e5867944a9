"""Which periods a file of orders tells about, and which period a day falls into."""

from collections.abc import Iterator
from datetime import date

import attrs

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.orders.order import OrderFile
from trialkit.model.period import DateRange, Period, PeriodKind, periods_within
from trialkit.model.trial import Trial
from trialkit.rules.length import length_slot
from trialkit.templates.filling import answered
from trialkit.templates.phases import trial_range


@attrs.frozen(kw_only=True)
class Span:
    """The days that a file covers.

    Attributes:
        days: from the first to the last.
        said: whether the person said so; else they are those of the first and the last order.
    """

    days: DateRange
    said: bool


def span_of(file: OrderFile, context: ImportContext) -> Span | None:
    """What the file covers; None where nothing was said and no order is in it."""
    if context.covers:
        return Span(days=context.covers, said=True)
    if not file.orders:
        return None
    days = [order.day for order in file.orders]
    return Span(days=DateRange(min(days), max(days)), said=False)


class Calendar:
    """The periods of one kind that are counted, in order; a day of none is left out.

    Attributes:
        kind: how long they are.
        periods: those counted; empty ones among them count as 0.
        unfinished: the first period that isn't over yet, where the file has days of it.
        cut: of the periods counted, those that begin before the file does or end after it.
    """

    def __init__(
        self, kind: PeriodKind, span: Span, context: ImportContext, trial: DateRange | None
    ) -> None:
        self.kind = kind
        self._trial = trial
        self._days: dict[date, Period | None] = {}
        told = tuple(_told(kind, span, trial))
        self.periods = tuple(each for each in told if self.last(each) < context.today)
        self.unfinished = next((each for each in told if self.last(each) >= context.today), None)
        self.cut = tuple(
            each
            for each in self.periods
            if kind is not PeriodKind.PHASE and not span.days.covers(each.days)
        )
        self._counted = frozenset(self.periods)

    def of(self, day: date) -> Period | None:
        """The counted period that a day falls into."""
        if day not in self._days:
            self._days[day] = self._of(day)
        return self._days[day]

    def days(self, period: Period) -> DateRange:
        """All days of a period, also of the trial phase."""
        if period.kind is PeriodKind.PHASE and self._trial:
            return self._trial
        return period.days

    def last(self, period: Period) -> date:
        """Its last day, also of the trial phase."""
        return self.days(period).last

    def _of(self, day: date) -> Period | None:
        if self.kind is PeriodKind.PHASE:
            return self.periods[0] if self.periods and day in self.days(self.periods[0]) else None
        period = Period.of(self.kind, day)
        return period if period in self._counted else None


def _told(kind: PeriodKind, span: Span, trial: DateRange | None) -> Iterator[Period]:
    """The periods a file tells about: whole ones where its days were said, else all it touches."""
    if kind is PeriodKind.PHASE:
        if trial and span.days.covers(trial):
            yield Period(kind, trial.first)
    elif span.said:
        yield from periods_within(span.days, kind)
    else:
        period = Period.of(kind, span.days.first)
        while period.start <= span.days.last:
            yield period
            period = period.next()


def trial_days(trial: Trial) -> DateRange | None:
    """The trial phase, promised or planned; None where its days aren't known yet."""
    if trial.promise:
        return trial.promise.phases.trial
    draft = trial.draft
    if draft is None or draft.starts_on is None:
        return None
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        return None
    try:
        answers = answered(trial.template, draft.slots)
    except InvalidInput:
        answers = {}
    length = length_slot(trial.template)
    if length and draft.ends_on is None and length not in answers:
        return None
    return trial_range(trial.template, answers, draft.starts_on, draft.ends_on)

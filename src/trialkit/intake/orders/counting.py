"""From a file of orders to the figures of a trial: which orders count, where, and when."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from trialkit.errors import InvalidInput, Message, Place
from trialkit.hooks.contracts import CountedOrder, Figure, ImportContext, LeftOut, Reading
from trialkit.intake.orders.calendars import Calendar, Span, span_of, trial_days
from trialkit.intake.orders.exchange import Exchange
from trialkit.intake.orders.fates import BY_STANDING, RULES, Fate, Fated
from trialkit.intake.orders.histories import COHORT_DAYS, Histories
from trialkit.intake.orders.markets import NOWHERE, Markets
from trialkit.intake.orders.order import Order, OrderFile, Standing
from trialkit.intake.orders.tallies import Tally
from trialkit.intake.orders.telling import Told, notes_of
from trialkit.intake.orders.totals import require_totals
from trialkit.model.metric import Metric, OrderMeasure
from trialkit.model.period import Period, PeriodKind

_CUSTOMERS: Final = frozenset(
    {OrderMeasure.NEW_CUSTOMERS, OrderMeasure.COHORT_90, OrderMeasure.REPEAT_90}
    | {OrderMeasure.TOP_CUSTOMER_SHARE}
)


def reading_of(file: OrderFile, context: ImportContext) -> Reading:
    """The figures that a file of orders gives a trial, and what became of each of its rows.

    Raises:
        InvalidInput: no metric of the trial is filled from orders (NO_ORDER_METRICS), no order is
            of a known country though the trial has a market (NO_COUNTRIES), an amount
            can't be converted (UNKNOWN_CURRENCY, NO_RATE), or the orders don't add up to the
            file (SUMS_DISAGREE).
    """
    untold = _untold(file)
    metrics = [each for each in _metrics(file.file, context) if each.from_orders not in untold]
    totals = require_totals(file)
    span = span_of(file, context)
    if span is None:
        return _reading(file, (), (), file.notes)
    count = _Count(file, context, span, metrics)
    _require_countries(file, count.markets)
    fated = [(order, count.take(order)) for order in file.orders]
    figures = tuple(count.figures(metrics))
    told = Told(
        file=file,
        span=span,
        fated=fated,
        totals=totals,
        markets=count.markets,
        exchange=count.exchange,
        calendars=tuple(count.calendars.values()),
        refunds_outside=count.refunds_outside,
        trial=count.trial,
        measures=frozenset(metric.from_orders for metric in metrics if metric.from_orders),
    )
    return _reading(file, fated, figures, tuple(notes_of(told)))


def _metrics(file: str, context: ImportContext) -> Sequence[Metric]:
    metrics = [
        metric
        for metric in context.trial.template.metrics
        if metric.from_orders and not metric.derived
    ]
    if not metrics:
        raise InvalidInput(
            Message("No figure of this trial comes from orders."),
            code="NO_ORDER_METRICS",
            place=Place(file=file),
            remedy=Message("Import a table of periods and figures instead, or fill in its form."),
        )
    return metrics


def _untold(file: OrderFile) -> frozenset[OrderMeasure]:
    """What the file can't tell; without a single customer, nothing of customers."""
    return file.untold if any(each.customer for each in file.orders) else file.untold | _CUSTOMERS


def _require_countries(file: OrderFile, markets: Markets) -> None:
    """Without a single country, no period would have an order of the trial's market: a false 0."""
    labels = Counter(order.country for order in file.orders if order.standing is Standing.COUNTED)
    if markets.own is None or not labels or any(map(markets.country, labels)):
        return
    raise InvalidInput(
        Message(
            "No order in the file is of a known country, so none can be counted for "
            "{country:country}.",
            country=markets.own,
        ),
        code="NO_COUNTRIES",
        place=Place(file=file.file),
        remedy=Message(
            "Export the country of delivery too. If all orders are of one country, say so: "
            "--country “{label}={code}”.",
            label=labels.most_common(1)[0][0][:40] or NOWHERE,
            code=markets.own,
        ),
    )


def _reading(
    file: OrderFile, fated: Fated, figures: tuple[Figure, ...], notes: tuple[Message, ...]
) -> Reading:
    rows = Counter[Fate]()
    orders: dict[str, CountedOrder] = {}
    others: dict[str, None] = {}
    for order, fate in fated:
        rows[fate] += order.rows
        if fate is Fate.USED:
            counted = CountedOrder(number=order.number, row=order.row, day=order.day)
            orders.setdefault(order.number, counted)
        else:
            others[order.number] = None
    used = rows.pop(Fate.USED, 0)
    return Reading(
        rows=file.rows,
        used=used,
        figures=figures,
        left_out=(
            *(LeftOut(rule=RULES[fate], rows=rows[fate]) for fate in Fate if rows[fate]),
            *(LeftOut(rule=aside.rule, rows=aside.rows) for aside in file.asides if aside.rows),
        ),
        unreadable=file.unreadable,
        unreadable_rows=file.unreadable_rows,
        notes=notes,
        orders=tuple(orders.values()),
        others=tuple(others),
    )


class _Count:
    """The tallies of one file, one for each series and period.

    Attributes:
        trial: the days of the trial phase, as far as they are known.
        markets: bring labels to countries, and countries to series.
        exchange: brings amounts into the workspace's currency.
        calendars: the periods that are counted, by their kind.
        refunds_outside: days of refunds that the file doesn't cover.
    """

    def __init__(
        self, file: OrderFile, context: ImportContext, span: Span, metrics: Sequence[Metric]
    ) -> None:
        self._kinds = context.kinds
        self._span = span
        self.trial = trial_days(context.trial)
        self.markets = Markets(context)
        self.exchange = Exchange(file.file, context)
        self.calendars = {
            kind: Calendar(kind, span, context, self.trial)
            for kind in dict.fromkeys(map(self._kind, metrics))
        }
        self._tallies: dict[tuple[str, Period], Tally] = {}
        self._series = {""}
        self.refunds_outside: list[date] = []
        histories = Histories(file.orders, self.markets)
        self._add_newcomers(histories, by=min(span.days.last, context.today))
        self._add_new_countries(histories)

    def take(self, order: Order) -> Fate:
        """Count an order, or say why it isn't."""
        if order.standing in BY_STANDING:
            return BY_STANDING[order.standing]
        country = self.markets.country(order.country)
        series = self.markets.series_of(country)
        if not series:
            return Fate.OTHER_MARKET if country else Fate.UNKNOWN_MARKET
        self._series.update(series)
        used = False
        if order.standing is Standing.COUNTED:
            for tally in self._at(order.day, series):
                tally.add_order(order, self.exchange)
                used = True
        for refund in order.refunds:
            tallies = tuple(self._at(refund.day, series))
            for tally in tallies:
                tally.add_refund(refund, order, self.exchange)
            if refund.day not in self._span.days:
                self.refunds_outside.append(refund.day)
            used = used or bool(tallies)
        return Fate.USED if used else self._beside(order.day)

    def figures(self, metrics: Sequence[Metric]) -> Iterator[Figure]:
        """One figure a metric, series and counted period; a period without orders has zeros."""
        for metric in metrics:
            measure = metric.from_orders
            everywhere = measure is OrderMeasure.NEW_MARKETS
            for series in ("",) if everywhere else sorted(self._series):
                for period in self.calendars[self._kind(metric)].periods:
                    tally = self._tally(series, period)
                    value = tally.value(measure, self.exchange) if measure else None
                    if measure and value is not None:
                        yield Figure(
                            metric=metric.id,
                            period=period,
                            value=value,
                            series=series,
                            conversion=tally.conversion(measure, self.exchange),
                        )

    def _kind(self, metric: Metric) -> PeriodKind:
        return self._kinds.get(metric.id, metric.cadence)

    def _tally(self, series: str, period: Period) -> Tally:
        found = self._tallies.get((series, period))
        if found is None:
            found = self._tallies[series, period] = Tally()
        return found

    def _at(self, day: date, series: Iterable[str]) -> Iterator[Tally]:
        """The tallies of a day: one for each kind of period and each series."""
        for calendar in self.calendars.values():
            period = calendar.of(day)
            if period is not None:
                yield from (self._tally(each, period) for each in series)

    def _beside(self, day: date) -> Fate:
        unfinished = (calendar.unfinished for calendar in self.calendars.values())
        begun = any(period and period.start <= day for period in unfinished)
        return Fate.UNFINISHED if begun else Fate.OUTSIDE

    def _add_newcomers(self, histories: Histories, *, by: date) -> None:
        """Count each customer's first order; and by the day `by`, who had ninety days since."""
        for first, came_back in histories.newcomers():
            for tally in self._at(first.day, self.markets.series_of(first.country)):
                tally.count(OrderMeasure.NEW_CUSTOMERS)
                if first.day + timedelta(COHORT_DAYS) <= by:
                    tally.count(OrderMeasure.COHORT_90)
                    if came_back:
                        tally.count(OrderMeasure.REPEAT_90)

    def _add_new_countries(self, histories: Histories) -> None:
        for calendar in self.calendars.values():
            for period in calendar.periods:
                found = histories.new_countries(calendar.days(period))
                self._tally("", period).counts[OrderMeasure.NEW_MARKETS] = found

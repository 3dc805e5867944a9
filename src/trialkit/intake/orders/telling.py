"""What a coordinator must know of how a file of orders was counted: few notes, and short ones."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.intake.orders.amounts import to_the_cent
from trialkit.intake.orders.calendars import Calendar, Span
from trialkit.intake.orders.exchange import Exchange
from trialkit.intake.orders.fates import Fate, Fated
from trialkit.intake.orders.histories import LOOK_BACK_MONTHS
from trialkit.intake.orders.markets import Markets
from trialkit.intake.orders.order import Order, OrderFile, Standing
from trialkit.intake.orders.totals import Total
from trialkit.model.metric import OrderMeasure
from trialkit.model.period import DateRange
from trialkit.rules.length import months_later

_NAMED: Final = 6
"""Labels that are named; of more, only the number is told."""

_ABOUT_NEW: Final = frozenset(
    {OrderMeasure.NEW_CUSTOMERS, OrderMeasure.NEW_MARKETS, OrderMeasure.COHORT_90}
)


@attrs.frozen(kw_only=True)
class Told:
    """What the notes are made from.

    Attributes:
        file: what was read.
        span: the days it covers.
        fated: its orders, and what became of each.
        totals: currency → what they come to.
        markets, exchange: as they were used.
        calendars: the periods that were counted.
        refunds_outside: days of refunds that the file doesn't cover.
        trial: the days of the trial phase, as far as they are known.
        measures: what the trial's metrics are filled with.
    """

    file: OrderFile
    span: Span
    fated: Fated
    totals: Mapping[str, Total]
    markets: Markets
    exchange: Exchange
    calendars: Sequence[Calendar]
    refunds_outside: Sequence[date]
    trial: DateRange | None
    measures: frozenset[OrderMeasure]

    @property
    def counted(self) -> Sequence[Order]:
        """The orders that were paid and neither cancelled nor a test, of any market and day."""
        return [order for order, _ in self.fated if order.standing is Standing.COUNTED]


def notes_of(told: Told) -> Iterator[Message]:
    """The notes, the most important first."""
    counted = told.counted
    yield _orders(told.file, len(counted))
    yield from _by_market(told, counted)
    yield from _unknown_markets(told, counted)
    yield from _covered(told)
    yield from _refunds_outside(told)
    yield from _look_back(told)
    yield from _without_customer(told)
    yield from told.exchange.notes()
    yield from told.file.notes
    yield from _totals(told.totals)


def _orders(file: OrderFile, counted: int) -> Message:
    found = Counter(order.standing for order in file.orders)
    returned = found.pop(Standing.CREDIT, 0)
    parts = [
        Message.counted("{n} counted", "{n} counted", n=counted),
        Message.counted("{n} cancelled", "{n} cancelled", n=found[Standing.CANCELLED]),
        Message.counted("{n} not paid", "{n} not paid", n=found[Standing.UNPAID]),
        Message.counted("{n} test", "{n} tests", n=found[Standing.TEST]),
        Message.counted("{n} without goods", "{n} without goods", n=found[Standing.NOTHING_SOLD]),
    ]
    told = tuple(part for part in parts if part.count) or tuple(parts[:1])
    if returned:
        return Message(
            "Orders in the file: {all} ({parts}). Credit notes: {credits}.",
            all=sum(found.values()),
            parts=told,
            credits=returned,
        )
    return Message("Orders in the file: {all} ({parts}).", all=sum(found.values()), parts=told)


def _by_market(told: Told, counted: Sequence[Order]) -> Iterator[Message]:
    own = told.markets.own
    if own is None:
        if told.markets.unsaid:
            yield Message(
                "The trial doesn't say its market yet, so orders of all countries were counted. "
                "Say it (trialkit edit TRIAL --slot market=SE), and import the file again."
            )
        return
    found = Counter(told.markets.country(order.country) for order in counted)
    unknown = found.pop(None, 0)
    yield Message(
        "Counted orders by market: {country:country} {own}, others {others}, not known {unknown}.",
        country=own,
        own=found[own],
        others=sum(found.values()) - found[own],
        unknown=unknown,
    )


def _unknown_markets(told: Told, counted: Sequence[Order]) -> Iterator[Message]:
    if told.markets.own is None:
        return
    found = Counter(
        order.country for order in counted if told.markets.country(order.country) is None
    )
    nowhere = found.pop("", 0)
    if nowhere:
        yield Message.counted(
            "{n} order names no country. If it is known: --country “-=CODE”.",
            "{n} orders name no country. If all are of one: --country “-=CODE”.",
            n=nowhere,
        )
    if found:
        labels = [f"{label[:40]} ({n})" for label, n in found.most_common(_NAMED)]
        yield Message(
            "No single country: {labels}. Say which one is meant: --country “LABEL=CODE”.",
            labels=(*labels, "…") if len(found) > _NAMED else tuple(labels),
        )


def _covered(told: Told) -> Iterator[Message]:
    cut = sorted({str(period) for calendar in told.calendars for period in calendar.cut})
    days = told.span.days
    if cut and not told.span.said:
        yield Message.counted(
            "The file's orders are of {first} to {last}. {periods:period} was counted as if the "
            "file held all its days; if it doesn't, say what it covers: --covers {since}..{until}.",
            "The file's orders are of {first} to {last}. {periods:period} were counted as if the "
            "file held all their days; if it doesn't, say what it covers: "
            "--covers {since}..{until}.",
            n=len(cut),
            first=days.first,
            last=days.last,
            periods=tuple(cut),
            since=days.first.isoformat(),
            until=days.last.isoformat(),
        )
    unfinished = {str(calendar.unfinished) for calendar in told.calendars if calendar.unfinished}
    if unfinished:
        yield Message(
            "Not over yet, and so not counted: {periods:period}.",
            periods=tuple(sorted(unfinished)),
        )


def _refunds_outside(told: Told) -> Iterator[Message]:
    """The file's last order doesn't say that it covers the days of the refunds after it."""
    if told.refunds_outside:
        yield Message.counted(
            "{n} refund isn't counted: it is of {last}, and no order of the file is. If the file "
            "covers that day, say so: --covers {since}..{until}.",
            "{n} refunds aren't counted: the last of them is of {last}, and no order of the file "
            "is. If the file covers those days, say so: --covers {since}..{until}.",
            n=len(told.refunds_outside),
            last=max(told.refunds_outside),
            since=told.span.days.first.isoformat(),
            until=max(told.refunds_outside).isoformat(),
        )


def _look_back(told: Told) -> Iterator[Message]:
    if not told.measures & _ABOUT_NEW:
        return
    starts = [calendar.periods[0].start for calendar in told.calendars if calendar.periods]
    if not starts:
        return
    start = told.trial.first if told.trial else min(starts)
    first = told.span.days.first
    days = max((start - first).days, 0)
    if first <= months_later(start, -LOOK_BACK_MONTHS):
        yield Message.counted(
            "New is who has no earlier order in the file. It looks back {n} day before {start}.",
            "New is who has no earlier order in the file. It looks back {n} days before {start}.",
            n=days,
            start=start,
        )
    else:
        yield Message.counted(
            "New is who has no earlier order in the file. It looks back only {n} day before "
            "{start}; with less than 24 months, some of the new ones may have bought before.",
            "New is who has no earlier order in the file. It looks back only {n} days before "
            "{start}; with less than 24 months, some of the new ones may have bought before.",
            n=days,
            start=start,
        )


def _without_customer(told: Told) -> Iterator[Message]:
    unknown = sum(
        1
        for order, fate in told.fated
        if fate is Fate.USED and order.standing is Standing.COUNTED and order.customer is None
    )
    if unknown:
        yield Message.counted(
            "{n} counted order names no customer: it is in no count of customers.",
            "{n} counted orders name no customer: they are in no count of customers.",
            n=unknown,
        )


def _totals(totals: Mapping[str, Total]) -> Iterator[Message]:
    for currency, total in sorted(totals.items()):
        whole = to_the_cent(total.all)
        if total.orders == total.all:
            yield Message(
                "The orders add up to the file's amounts to the cent: {all:exact} {currency}.",
                all=whole,
                currency=currency,
            )
        else:
            yield Message(
                "All amounts add up to the cent: {orders:exact} of orders, {credits:exact} of "
                "credit notes and {others:exact} left out make the file's {all:exact} {currency}.",
                orders=to_the_cent(total.orders),
                credits=to_the_cent(total.credits),
                others=to_the_cent(total.others),
                all=whole,
                currency=currency,
            )

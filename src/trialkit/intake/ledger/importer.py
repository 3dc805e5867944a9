"""The importer `ledger`: bank statements and bookkeeping, added up as a person says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Value
from trialkit.hooks.contracts import Figure, ImportContext, LeftOut, Reading, unheard
from trialkit.intake.ledger.columns import Column, Columns, is_ledger, read_columns
from trialkit.intake.ledger.postings import (
    Bundle,
    Postings,
    first_day,
    last_day,
    no_sums,
)
from trialkit.intake.orders.amounts import NONE, assumed_currency, assumed_net, to_the_cent
from trialkit.intake.orders.calendars import Calendar, Span, trial_days
from trialkit.intake.orders.exchange import Exchange, Pot
from trialkit.intake.stamps import Stamp
from trialkit.model.metric import Metric
from trialkit.model.period import Period, PeriodKind
from trialkit.model.text import Words

_LENGTHS: Final = tuple(PeriodKind)
"""From a day to the whole trial phase."""
_NOT_OVER: Final = Message("in a period that isn't over yet")
_NOT_COVERED: Final = Message("outside the periods that are counted")


class LedgerImporter:
    """Reads tables of dated amounts: many rows a period, each counted where a sum asks for it.

    What is added up isn't in the file: `ImportContext.sums` says it.

    Attributes:
        id: `ledger`.
        label: its name on screen.
    """

    id: str = "ledger"
    label: Words = MappingProxyType(
        {"fi": "tilitapahtumat", "sv": "kontohändelser", "en": "ledger"}
    )

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether its headings are those of a day, an amount and an account, payee or reference."""
        return is_ledger(path, head)

    def read(self, path: Path, context: ImportContext) -> Reading:
        """What the rows add up to, period by period, and what became of each of them.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no table, or what was said of its columns doesn't fit; see
                `read_columns`. A row counts twice for one metric (SUMS_OVERLAP), or stands for
                more time than a metric's periods (PERIOD_TOO_LONG).
        """
        columns = read_columns(path, context)
        exchange = Exchange(path.name, context)
        quiet = attrs.evolve(context, progress=unheard)
        postings = Postings(
            columns, context, exchange, lambda: read_columns(path, quiet).table.rows
        )
        for row in columns.table.rows:
            postings.take(row)
        if postings.overlap:
            raise InvalidInput.of([postings.overlap])
        problems = postings.problems
        totals = _Totals(columns, postings, context, exchange)
        return Reading(
            rows=postings.rows,
            used=totals.used,
            figures=tuple(totals.figures()),
            left_out=(*postings.left_out, *totals.left_out),
            unreadable=tuple(problem for row in sorted(problems) for problem in problems[row]),
            unreadable_rows=len(problems),
            notes=(*columns.notes, *totals.notes()),
        )


class _Totals:
    """The rows of a ledger, put into the periods of each metric.

    Attributes:
        used: rows that went into a figure.
        left_out: rows that no metric has a period for.
    """

    def __init__(
        self, columns: Columns, postings: Postings, context: ImportContext, exchange: Exchange
    ) -> None:
        self._columns = columns
        self._postings = postings
        self._context = context
        self._exchange = exchange
        self._metrics = {each.metric.id: each.metric for each in columns.sums}
        self._calendars = self._made_calendars()
        self._pots: dict[tuple[str, Period], Pot] = {}
        self._counted = no_sums()
        self._unused = postings.unused.copy()
        self._fitted: set[int] = set()
        self.used = 0
        rules: dict[str, LeftOut] = {}
        for (stamp, uses), bundle in postings.bundles.items():
            if rule := self._put(stamp, uses, bundle):
                before = rules.get(rule.text, LeftOut(rule=rule, rows=0))
                rules[rule.text] = attrs.evolve(before, rows=before.rows + bundle.rows)
            else:
                self.used += bundle.rows
        self.left_out = tuple(rules.values())

    def figures(self) -> Iterator[Figure]:
        """One figure a metric and period, 0 where no row of the span falls into it."""
        for key, calendar in self._calendars.items():
            metric = self._metrics[key]
            yield from (self._figure(metric, period) for period in calendar.periods)

    def notes(self) -> Iterator[Message]:
        """How amounts were read, what was counted at the edges, and that all of it adds up."""
        yield from self._exchange.notes()
        yield from self._of_money()
        yield from self._of_edges()
        yield from self._of_nothing()
        yield from self._of_columns()

    def _put(self, stamp: Stamp, uses: tuple[int, ...], bundle: Bundle) -> Message | None:
        """Add rows to the periods of every metric that uses them; or say why none has one."""
        rule: Message | None = None
        counted: set[tuple[int, bool]] = set()
        for n in uses:
            column = self._columns.sums[n]
            calendar = self._calendars.get(column.metric.id)
            period = calendar.of(first_day(stamp)) if calendar else None
            if calendar is None or period is None:
                rule = rule or _why(calendar, first_day(stamp))
                continue
            counted.add(column.source)
            self._fitted.add(n)
            self._pour(column, period, last_day(stamp), bundle)
        for (at, currency), total in bundle.totals.items():
            place = self._counted if (at, currency != "") in counted else self._unused
            place[at, currency] += total
        return None if counted else rule

    def _pour(self, column: Column, period: Period, day: date, bundle: Bundle) -> None:
        pot = self._pots.setdefault((column.metric.id, period), Pot())
        for (at, currency), total in bundle.totals.items():
            if (at, currency != "") != column.source:
                continue
            amount = -total if column.sum.opposite else total
            if currency:
                self._exchange.pour(pot, amount, currency, day, bundle.first)
            else:
                pot.value += amount

    def _figure(self, metric: Metric, period: Period) -> Figure:
        pot = self._pots.get((metric.id, period), Pot())
        value, conversion = self._exchange.value(pot), self._exchange.conversion(pot)
        vat = self._context.vat if metric.currency_unit else None
        if vat:
            value = to_the_cent(pot.value / (1 + vat))
            net = to_the_cent(conversion.amount / (1 + vat)) if conversion else NONE
            conversion = attrs.evolve(conversion, amount=net) if conversion else None
        return Figure(metric=metric.id, period=period, value=value, conversion=conversion)

    def _made_calendars(self) -> dict[str, Calendar]:
        """Metric → its periods; none where no row has a day that can be read."""
        context, found = self._context, self._postings.span
        if context.covers:
            span = Span(days=context.covers, said=True)
        elif found:
            span = Span(days=found, said=False)
        else:
            return {}
        trial = trial_days(context.trial)
        return {
            metric.id: Calendar(self._kind(metric), span, context, trial)
            for metric in self._metrics.values()
        }

    def _kind(self, metric: Metric) -> PeriodKind:
        """The kind of period its figures have; of a file by months, no shorter one than that.

        Raises:
            InvalidInput: a row's time doesn't lie inside one period (PERIOD_TOO_LONG).
        """
        written = {
            stamp: bundle.first
            for (stamp, uses), bundle in self._postings.bundles.items()
            if isinstance(stamp, Period)
            and any(self._columns.sums[n].metric is metric for n in uses)
        }
        kind = self._context.kinds.get(metric.id) or max(
            (metric.cadence, *(stamp.kind for stamp in written)), key=_LENGTHS.index
        )
        for stamp, row in written.items():
            if kind is not PeriodKind.PHASE and not Period.of(kind, stamp.start).days.covers(
                stamp.days
            ):
                raise self._too_long(stamp, row, metric, kind)
        return kind

    def _too_long(self, stamp: Period, row: int, metric: Metric, kind: PeriodKind) -> InvalidInput:
        return InvalidInput(
            Message(
                "{period:period} doesn't lie inside one period of “{metric}” ({kind:cadence}).",
                period=str(stamp),
                metric=metric.id,
                kind=kind.value,
            ),
            code="PERIOD_TOO_LONG",
            place=Place(
                file=self._columns.table.file, row=row, field=self._columns.day_heading or None
            ),
            remedy=Message("Give a file with the day of each row, or by the metric's own periods."),
        )

    def _of_money(self) -> Iterator[Message]:
        if not any(metric.currency_unit for metric in self._metrics.values()):
            return
        vat = self._context.vat
        taken_out = Message("VAT of {rate:percent} was taken out.", rate=vat) if vat else None
        currency = assumed_currency(self._context) if self._postings.assumed else None
        yield from filter(None, (currency, assumed_net(self._context), taken_out))

    def _of_edges(self) -> Iterator[Message]:
        span = self._postings.span
        cut = {str(each): each for calendar in self._calendars.values() for each in calendar.cut}
        if span is None or not cut:
            return
        yield Message.counted(
            "The file's rows are of {first} to {last}. {periods:period} was counted as if the "
            "file held all its days; if it doesn't, say what it covers: --covers {since}..{until}.",
            "The file's rows are of {first} to {last}. {periods:period} were counted as if the "
            "file held all their days; if it doesn't, say what it covers: "
            "--covers {since}..{until}.",
            n=len(cut),
            first=span.first,
            last=span.last,
            periods=tuple(sorted(cut)),
            since=span.first.isoformat(),
            until=span.last.isoformat(),
        )

    def _of_nothing(self) -> Iterator[Message]:
        for n, column in enumerate(self._columns.sums):
            if n not in self._fitted:
                yield Message(
                    "No row fits “{sum}”, so it adds nothing to “{metric}”.",
                    sum=column.sum.written,
                    metric=column.metric.id,
                )

    def _of_columns(self) -> Iterator[Message]:
        """Each mapped column as a sum: what the file states, what was used, what was left."""
        for (at, currency), stated in self._postings.stated.items():
            numbers: dict[str, Value] = {
                "heading": self._columns.table.headings[at],
                "stated": stated,
                "used": self._counted[at, currency],
                "left": self._unused[at, currency],
            }
            if currency:
                yield Message(
                    "“{heading}”, {currency}: {stated:exact} = {used:exact} used + {left:exact} "
                    "left out.",
                    currency=currency,
                    **numbers,
                )
            else:
                yield Message(
                    "“{heading}”: {stated:exact} = {used:exact} used + {left:exact} left out.",
                    **numbers,
                )


def _why(calendar: Calendar | None, day: date) -> Message:
    """The rule that leaves out a day for which a metric has no period."""
    unfinished = calendar.unfinished if calendar else None
    if calendar and unfinished and day >= calendar.days(unfinished).first:
        return _NOT_OVER
    return _NOT_COVERED

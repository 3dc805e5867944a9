"""Going through the rows of a ledger: each is used by a sum, left out by a rule, or unreadable."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.hooks.contracts import ImportContext, LeftOut
from trialkit.intake.cells import Cell, Row, is_word
from trialkit.intake.currencies import currencies
from trialkit.intake.headings import heading_key
from trialkit.intake.ledger.columns import Column, Columns
from trialkit.intake.orders.days import Days
from trialkit.intake.orders.exchange import Exchange
from trialkit.intake.rows import check_width
from trialkit.intake.stamps import AMBIGUOUS_DAY, Stamp, is_sum, read_stamp
from trialkit.intake.values import Tender, read_value
from trialkit.model.period import DateRange, Period, PeriodKind
from trialkit.rules.time import require_plausible

_REMEMBERED: Final = 1 << 14
_BALANCES: Final = frozenset(
    {"alkusaldo", "loppusaldo", "saldo", "balance", "ingående", "utgående"}
)
"""First words of rows that say where an account stands."""
_PENDING: Final = frozenset(
    {"reserverat", "reserverad", "reservation", "preliminär", "preliminärt", "ej bokförd"}
    | {"varaus", "varattu", "katevaraus", "vahvistamaton", "reserved", "pending"}
)
"""What banks write in place of the day of what they haven't booked yet."""
_NOTHING: Final = frozenset({"", "-", "–", "—", "−"})
"""What bookkeepers write where there is no amount."""

Source = tuple[int, bool]
"""A column, counted from 0, and whether sums of money stand in it."""
Purse = tuple[int, str]
"""A column and a currency, ISO 4217; "" for what isn't money."""
Sums = defaultdict[Purse, Decimal]
"""What amounts come to."""
Found = Mapping[Source, tuple[Decimal, str] | InvalidInput]
"""The amounts of a row, each with its currency; or what is wrong with one."""


def no_sums() -> Sums:
    """Nothing yet."""
    return defaultdict(Decimal)


class Rule(Enum):
    """Why a row that can be read isn't used."""

    ABOVE_HEADINGS = auto()
    HEADINGS_AGAIN = auto()
    SUM_ROW = auto()
    PENDING = auto()
    NO_AMOUNT = auto()
    NOT_ASKED_FOR = auto()


_SAID: Final[Mapping[Rule, Message]] = {
    Rule.ABOVE_HEADINGS: Message("above the headings"),
    Rule.HEADINGS_AGAIN: Message("the headings once more"),
    Rule.SUM_ROW: Message("a sum or a balance of other rows"),
    Rule.PENDING: Message("not booked by the bank yet"),
    Rule.NO_AMOUNT: Message("no amount in the mapped columns"),
    Rule.NOT_ASKED_FOR: Message("no map uses the row"),
}


@attrs.define
class Bundle:
    """All rows of one day (or period) that the same sums use.

    Attributes:
        first: the row of the first one.
        rows: how many.
        totals: what the amounts that are used come to.
    """

    first: int
    rows: int = 0
    totals: Sums = attrs.field(factory=no_sums)


class Postings:
    """What the rows of one ledger give, before they are put into periods.

    Attributes:
        bundles: stamp, and the sums that use the rows (as places in `Columns.sums`) → the rows.
        rows: how many rows there were, those above the headings among them.
        problems: row → what is wrong with it.
        stated: what all the amounts of a column come to, in the rows that can be read.
        unused: what those come to that no sum uses.
        assumed: whether an amount has no currency beside it, and none was said.
        overlap: the first row that would count twice for one metric; None where none does.
    """

    def __init__(
        self,
        columns: Columns,
        context: ImportContext,
        exchange: Exchange,
        again: Callable[[], Iterable[Row]],
    ) -> None:
        """Begin with no row.

        Args:
            columns: where things stand.
            context: what was said.
            exchange: knows which amounts can be converted.
            again: gives the rows anew, for what only the whole file can settle.
        """
        above = columns.table.above
        self.bundles: dict[tuple[Stamp, tuple[int, ...]], Bundle] = {}
        self.rows = above
        self.problems: dict[int, tuple[Problem, ...]] = {}
        self.stated = no_sums()
        self.unused = no_sums()
        self.assumed = False
        self.overlap: Problem | None = None
        self._left_out = Counter({Rule.ABOVE_HEADINGS: above} if above else {})
        self._columns = columns
        self._context = context
        self._exchange = exchange
        self._first = date.max
        self._last = date.min
        sources = dict.fromkeys(each.source for each in columns.sums)
        self._sources: dict[Source, Column] = {
            source: next(each for each in columns.sums if each.source == source)
            for source in sources
        }
        self._days = Days(context, lambda: (row.at(columns.day) for row in again()))
        self._stamp = lru_cache(_REMEMBERED)(self._new_stamp)
        self._rule_of = lru_cache(_REMEMBERED)(self._new_rule)

    @property
    def span(self) -> DateRange | None:
        """From the first day to the last that stands in any row; None where none does."""
        return DateRange(self._first, self._last) if self._first <= self._last else None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rules that left rows out, and how many each."""
        return tuple(LeftOut(rule=_SAID[rule], rows=n) for rule, n in self._left_out.items())

    def take(self, row: Row) -> None:
        """Count one row, and keep what it gives."""
        self.rows += 1
        try:
            rule = self._taken(row)
        except InvalidInput as fault:
            self.problems[row.number] = tuple(
                replace(problem, place=self._place(row, problem.place))
                for problem in fault.problems
            )
            return
        if rule is not None:
            self._left_out[rule] += 1

    def _taken(self, row: Row) -> Rule | None:
        """Add the row to those that the same sums use, or say which rule leaves it out.

        Raises:
            InvalidInput: a sum asks for the row and it can't be read; with all its faults.
        """
        check_width(row, len(self._columns.table.headings))
        if rule := self._no_posting(row):
            return rule
        found = dict(self._read(row))
        uses, faults = self._uses(row, found)
        stamp = self._stamp(row.at(self._columns.day))
        if not uses and not faults:
            self._count(found, stamp, used=frozenset())
            return Rule.NOT_ASKED_FOR if found else Rule.NO_AMOUNT
        if isinstance(stamp, InvalidInput):
            raise InvalidInput.of([*_in_column(self._columns.day_heading, stamp), *faults])
        faults += self._rate_faults(row, uses, found, last_day(stamp))
        if faults:
            raise InvalidInput.of(faults)
        self._look_for_overlap(row, uses)
        bundle = self.bundles.setdefault((stamp, uses), Bundle(row.number))
        bundle.rows += 1
        sources = {self._columns.sums[n].source for n in uses}
        self._count(found, stamp, used=sources)
        for source in sources:
            match found[source]:
                case (value, currency):
                    bundle.totals[source[0], currency] += value
        return None

    def _no_posting(self, row: Row) -> Rule | None:
        cell = row.at(self._columns.day)
        if cell != "":
            return self._rule_of(cell)
        words = (each for each in row.cells if is_word(each))
        return Rule.SUM_ROW if any(map(_is_balance, words)) else None

    def _new_rule(self, cell: Cell) -> Rule | None:
        """Why a row with this in place of its day is none that is added up."""
        if is_sum(cell):
            return Rule.SUM_ROW
        if heading_key(str(cell)) in _PENDING:
            return Rule.PENDING
        again = heading_key(str(cell)) == heading_key(self._columns.day_heading)
        return Rule.HEADINGS_AGAIN if again else None

    def _read(self, row: Row) -> Iterator[tuple[Source, tuple[Decimal, str] | InvalidInput]]:
        for source, column in self._sources.items():
            cell = row.at(column.at)
            if cell in _NOTHING:
                continue
            try:
                value = read_value(cell, column.metric)
                yield source, (value.number, self._currency(column, value.currencies, row))
            except InvalidInput as fault:
                yield source, fault

    def _currency(self, column: Column, beside: frozenset[str], row: Row) -> str:
        """The currency of an amount: beside it, in its heading, in its row, said, or assumed."""
        if not column.metric.currency_unit:
            return ""
        written = beside or column.currencies
        in_row = self._row_currencies(row)
        meant = (written & in_row) or written or in_row
        self.assumed |= not meant and self._context.currency is None
        tender = Tender(own=self._context.money, said=self._context.currency)
        return tender.of(meant, str(row.at(column.at)))

    def _row_currencies(self, row: Row) -> frozenset[str]:
        """What the currency's column says; nothing where there is none, or an empty cell."""
        at = self._columns.currency
        written = "" if at is None else str(row.at(at))
        found = currencies(written)
        if at is not None and written and not found:
            raise InvalidInput(
                Message("“{found}” is not a currency.", found=written[:40]),
                code="UNKNOWN_CURRENCY",
                place=Place(field=self._columns.table.headings[at]),
                remedy=Message("Write its code, such as EUR or SEK."),
            )
        return found

    def _uses(self, row: Row, found: Found) -> tuple[tuple[int, ...], list[Problem]]:
        """The sums that the row counts for, and what is wrong with amounts they ask for."""
        uses: list[int] = []
        faults: dict[int, list[Problem]] = {}
        for n, column in enumerate(self._columns.sums):
            amount = found.get(column.source)
            if amount is None or not column.fits(row):
                continue
            if isinstance(amount, InvalidInput):
                faults[column.at] = _in_column(column.heading, amount)
            elif column.holds(amount[0]):
                uses.append(n)
        return tuple(uses), [problem for each in faults.values() for problem in each]

    def _rate_faults(
        self,
        row: Row,
        uses: Iterable[int],
        found: Found,
        day: date,
    ) -> list[Problem]:
        """Why amounts that are used can't be converted."""
        faults: list[Problem] = []
        for source in dict.fromkeys(self._columns.sums[n].source for n in uses):
            match found[source]:
                case (_, str(currency)) if currency:
                    try:
                        self._exchange.rate(currency, day, row.number)
                    except InvalidInput as fault:
                        place = Place(field=self._columns.table.headings[source[0]])
                        faults += [replace(each, place=place) for each in fault.problems]
        return faults

    def _count(
        self,
        found: Found,
        stamp: Stamp | InvalidInput,
        *,
        used: Iterable[Source],
    ) -> None:
        """Keep the row's day and the amounts that stand in it, so that all of them add up."""
        if not isinstance(stamp, InvalidInput):
            self._first = min(self._first, first_day(stamp))
            self._last = max(self._last, last_day(stamp))
        for source, amount in found.items():
            if isinstance(amount, InvalidInput):
                continue
            value, currency = amount
            self.stated[source[0], currency] += value
            if source not in used:
                self.unused[source[0], currency] += value

    def _look_for_overlap(self, row: Row, uses: Iterable[int]) -> None:
        seen: dict[tuple[str, int], Column] = {}
        for n in uses:
            column = self._columns.sums[n]
            other = seen.setdefault((column.metric.id, column.at), column)
            if other is not column and self.overlap is None:
                self.overlap = Problem(
                    Message(
                        "The row counts twice for “{metric}”: “{one}” and “{other}” both fit it.",
                        metric=column.metric.id,
                        one=other.sum.written,
                        other=column.sum.written,
                    ),
                    code="SUMS_OVERLAP",
                    place=self._place(row, Place(field=column.heading)),
                    remedy=Message("Say them so that no row fits both."),
                )

    def _new_stamp(self, cell: Cell) -> Stamp | InvalidInput:
        """The row's day or period, or why it has none."""
        if cell == "":
            return InvalidInput(
                Message("The row has an amount and no date."),
                code="DAY_MISSING",
                remedy=Message("Write its day into it, or take the row out."),
            )
        try:
            stamp = self._day_or_period(cell)
            require_plausible(first_day(stamp))
        except InvalidInput as fault:
            return fault
        return stamp

    def _day_or_period(self, cell: Cell) -> Stamp:
        kind = self._columns.kind
        try:
            day = self._days.read(cell)
        except InvalidInput as fault:
            if AMBIGUOUS_DAY in fault.codes:
                raise
            return read_stamp(cell, hint=kind, order=self._context.date_order)
        return day if kind is None or kind is PeriodKind.DAY else Period.of(kind, day)

    def _place(self, row: Row, place: Place | None) -> Place:
        file = self._columns.table.file
        return Place(file=file, row=row.number, field=place.field if place else None)


def first_day(stamp: Stamp) -> date:
    """The first day that a row stands for."""
    return stamp.start if isinstance(stamp, Period) else stamp


def last_day(stamp: Stamp) -> date:
    """The last day that a row stands for."""
    return stamp.last if isinstance(stamp, Period) else stamp


def _is_balance(cell: Cell) -> bool:
    first = str(cell).casefold().split(" ")[0].rstrip(":")
    return is_sum(cell) or first in _BALANCES


def _in_column(heading: str, fault: InvalidInput) -> list[Problem]:
    place = Place(field=heading or None)
    return [replace(problem, place=problem.place or place) for problem in fault.problems]

"""Going through the rows of a table: each is used, left out by a rule, or unreadable."""

from collections import Counter
from dataclasses import replace
from typing import Final

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.hooks.contracts import ImportContext, LeftOut
from trialkit.intake.cells import Cell, Row
from trialkit.intake.currencies import currencies
from trialkit.intake.headings import Headings, Part
from trialkit.intake.layout import Layout
from trialkit.intake.leaving_out import SAID, Rule
from trialkit.intake.rows import check_width
from trialkit.intake.sources import Line, Source
from trialkit.intake.stamps import is_sum
from trialkit.intake.tables import Table
from trialkit.intake.values import NO_CURRENCY, Tender
from trialkit.intake.written_periods import WrittenPeriods
from trialkit.model.metric import Metric
from trialkit.model.period import PeriodKind
from trialkit.model.trial import Draft

_OWN_SERIES: Final = frozenset({"", "-", "oma", "own", "egen", "trial", "kokeilu", "försök"})


class Gathering:
    """What the rows of one table give, before they are held against each other.

    Attributes:
        lines: in the order they were first met.
        periods: those that were written.
        rows: how many rows there were, those above the headings among them.
        used: how many of them gave figures.
        problems: row → what is wrong with it.
        compared: the series that the trial compares itself with.
        tender: the currency of sums that don't say theirs.
    """

    def __init__(
        self, table: Table, layout: Layout, headings: Headings, context: ImportContext
    ) -> None:
        """Begin with no row.

        Raises:
            InvalidInput: a heading's currency may be several (UNCLEAR_CURRENCY).
        """
        self.lines: list[Line] = []
        self.period_heading: Final = table.headings[layout.period]
        self.periods = WrittenPeriods(self.period_heading, layout.period_kind, context)
        self.rows = table.above
        self.used = 0
        self.problems: dict[int, tuple[Problem, ...]] = {}
        terms = context.trial.promise or context.trial.draft or Draft()
        self.tender = Tender(own=terms.currency, said=context.currency)
        self.compared = terms.comparisons
        self._left_out = Counter({Rule.ABOVE_HEADINGS: table.above} if table.above else {})
        self._table = table
        self._width = len(table.headings)
        self._layout = layout
        self._headings = headings
        self._series: dict[Cell, str | Rule] = {}
        self._by_key: dict[tuple[str, str], Line] = {}
        self._long: dict[str, Source] = {}
        self._wide = [self._source(each.at, each.metric) for each in layout.columns]
        cadences = {source.metric.cadence for source in self._wide}
        self._cadence = cadences.pop() if len(cadences) == 1 else None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rules that left rows out, and how many each."""
        return tuple(LeftOut(rule=SAID[rule], rows=n) for rule, n in self._left_out.items())

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
        if rule is None:
            self.used += 1
        else:
            self._left_out[rule] += 1

    def _taken(self, row: Row) -> Rule | None:
        """Keep the row's figures, all of them or none; or say which rule leaves it out.

        Raises:
            InvalidInput: the row can't be read; with all its faults.
        """
        cells = row.cells
        if len(cells) > self._width:
            check_width(row, self._width)
        if self._layout.value is None:
            known = len(cells)
            sources = [each for each in self._wide if each.at < known and cells[each.at] != ""]
            if not sources:
                return Rule.NO_FIGURES
            cadence = self._cadence
        else:
            source = self._source_of(row, self._layout.value)
            if isinstance(source, Rule):
                return source
            sources, cadence = [source], source.metric.cadence
        period, series = self._period(row, cadence), self._series_of(row)
        if isinstance(period, Rule):
            return period
        if isinstance(series, Rule):
            return series
        faults = [] if isinstance(period, int) else _in_column(self.period_heading, period)
        said = self._said_in(row, faults) if self._layout.currency is not None else NO_CURRENCY
        figures = []
        for source in sources:
            read = source.reader(said) if said else source.read
            try:
                figures.append(read(cells[source.at]))
            except InvalidInput as fault:
                faults += _in_column(source.heading, fault)
        if faults or not isinstance(period, int):
            raise InvalidInput.of(faults)
        for source, figure in zip(sources, figures, strict=True):
            line = source.lines.get(series) or self._line(source, series)
            line.entries.append((row.number, period, figure))
        return None

    def _source_of(self, row: Row, value: int) -> Source | Rule:
        """Whose figure the row of a long table has."""
        if row.at(value) == "":
            return Rule.NO_FIGURES
        written = str(row.at(self._layout.metric or 0))
        source = self._long.get(written)
        if source is None:
            if isinstance(rule := self._period(row, None), Rule):
                return rule
            metric = self._metric(written, self._layout.metric or 0)
            source = self._long[written] = self._source(value, metric)
        return Rule.COMPUTED if source.metric.derived else source

    def _metric(self, written: str, column: int) -> Metric:
        try:
            found = self._headings.named(written)
            if isinstance(found, Part):
                raise self._headings.unknown(written)
        except InvalidInput as fault:
            raise InvalidInput.of(_in_column(self._table.headings[column], fault)) from None
        return found

    def _period(self, row: Row, cadence: PeriodKind | None) -> int | Rule | InvalidInput:
        """Index of the row's period, or why the row has none."""
        cell = row.at(self._layout.period)
        if cell == "" and any(map(is_sum, row.cells)):
            return Rule.SUM_ROW
        return self.periods.index(cell, cadence)

    def _source(self, at: int, metric: Metric) -> Source:
        """The column `at`, where it holds figures of `metric`.

        Raises:
            InvalidInput: its heading's currency may be several (UNCLEAR_CURRENCY).
        """
        source = Source(at, metric, self._table, self.tender)
        if self._layout.currency is None:
            source.require_clear(self._table)
        return source

    def _said_in(self, row: Row, faults: list[Problem]) -> frozenset[str]:
        """The currencies that the row's own column of them may mean."""
        at = self._layout.currency
        cell = "" if at is None else row.at(at)
        meant = currencies(str(cell))
        if cell != "" and not meant and at is not None:
            fault = InvalidInput(
                Message("“{found}” is no currency that is known here.", found=str(cell)[:60]),
                code="UNKNOWN_CURRENCY",
                remedy=Message("Write its code, such as EUR or SEK."),
            )
            faults += _in_column(self._table.headings[at], fault)
        return meant

    def _series_of(self, row: Row) -> str | Rule:
        if self._layout.series is None:
            return ""
        cell = row.at(self._layout.series)
        found = self._series.get(cell)
        if found is None:
            found = self._series[cell] = self._new_series(str(cell))
        return found

    def _new_series(self, written: str) -> str | Rule:
        key = written.casefold()
        if key in _OWN_SERIES:
            return ""
        known = next((name for name in self.compared if name.casefold() == key), None)
        if known is None and is_sum(written):
            return Rule.SUM_ROW
        return known or written

    def _line(self, source: Source, series: str) -> Line:
        key = (source.metric.id, series)
        line = self._by_key.get(key)
        if line is None:
            line = self._by_key[key] = Line(source.metric, series, source.heading)
            self.lines.append(line)
        source.lines[series] = line
        return line

    def _place(self, row: Row, place: Place | None) -> Place:
        return Place(file=self._table.file, row=row.number, field=place.field if place else None)


def _in_column(heading: str, fault: InvalidInput) -> list[Problem]:
    place = Place(field=heading or None)
    return [replace(problem, place=place) for problem in fault.problems]

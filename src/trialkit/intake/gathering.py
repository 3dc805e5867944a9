"""Going through the rows of a table: each is used, left out by a rule, or unreadable."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache, partial
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.hooks.contracts import ImportContext, LeftOut
from trialkit.intake.cells import Cell, Row
from trialkit.intake.headings import Headings, Part, heading_key
from trialkit.intake.layout import Layout
from trialkit.intake.stamps import Stamp, is_sum, read_stamp, trial_starts
from trialkit.intake.tables import Table
from trialkit.intake.values import read_value
from trialkit.model.metric import Metric
from trialkit.model.period import PeriodKind
from trialkit.model.trial import Draft
from trialkit.rules.figures import refusal


class Rule(Enum):
    """Why a row that can be read isn't used."""

    NO_FIGURES = auto()
    SUM_ROW = auto()
    HEADINGS_AGAIN = auto()
    ABOVE_HEADINGS = auto()
    COMPUTED = auto()


_SAID: Final[Mapping[Rule, Message]] = {
    Rule.NO_FIGURES: Message("no figures in the row"),
    Rule.SUM_ROW: Message("a sum or an average of other rows"),
    Rule.HEADINGS_AGAIN: Message("the headings once more"),
    Rule.ABOVE_HEADINGS: Message("above the headings"),
    Rule.COMPUTED: Message("a figure that is computed, never typed"),
}
_OWN_SERIES: Final = frozenset({"", "-", "oma", "own", "egen", "trial", "kokeilu", "försök"})
_KEPT_IN_MIND: Final = 1 << 15
"""Figures of a metric that are read once and remembered: most tables repeat themselves."""


@attrs.frozen
class Line:
    """One series of one metric: it has one figure a period.

    Attributes:
        metric: what is measured.
        series: "" for the trial's own.
        heading: the column that its figures stand in.
        entries: row, index of the period as written, value; top to bottom.
    """

    metric: Metric
    series: str
    heading: str
    entries: list[tuple[int, int, Decimal]] = attrs.field(factory=list)


class Gathering:
    """What the rows of one table give, before they are held against each other.

    Attributes:
        lines: in the order they were first met.
        stamps: the periods that were written, each once.
        rows: how many rows there were, those above the headings among them.
        used: how many of them gave figures.
        problems: row → what is wrong with it.
        compared: the series that the trial compares itself with.
    """

    def __init__(
        self, table: Table, layout: Layout, headings: Headings, context: ImportContext
    ) -> None:
        self.lines: list[Line] = []
        self.stamps: list[Stamp] = []
        self.rows = table.above
        self.used = 0
        self.problems: dict[int, tuple[Problem, ...]] = {}
        self._left_out = Counter({Rule.ABOVE_HEADINGS: table.above} if table.above else {})
        self._table = table
        self._layout = layout
        self._headings = headings
        self._context = context
        terms = context.trial.promise or context.trial.draft or Draft()
        self._currency = terms.currency
        self.compared = terms.comparisons
        self._series: dict[Cell, str] = {}
        self._by_key: dict[tuple[str, str], Line] = {}
        self._metrics: dict[str, Metric] = {}
        self._values: dict[str, Callable[[Cell], Decimal]] = {}
        self._periods: dict[tuple[Cell, PeriodKind | None], int | Rule | InvalidInput] = {}
        self._indexes: dict[Stamp, int] = {}
        cadences = {column.metric.cadence for column in layout.columns}
        self._cadence = cadences.pop() if len(cadences) == 1 else None

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
        if rule is None:
            self.used += 1
        else:
            self._left_out[rule] += 1

    def _taken(self, row: Row) -> Rule | None:
        """Keep the row's figures, all of them or none; or say which rule leaves it out.

        Raises:
            InvalidInput: the row can't be read; with all its faults.
        """
        self._check_length(row)
        figures = self._figures(row)
        if isinstance(figures, Rule):
            return figures
        cadence = self._cadence if self._layout.columns else figures[0][0].cadence
        stamp = self._stamp(row.at(self._layout.period), cadence)
        if isinstance(stamp, Rule):
            return stamp
        faults = _in_column(self._period_heading, stamp) if isinstance(stamp, InvalidInput) else []
        values = []
        for metric, heading, cell in figures:
            try:
                values.append((metric, heading, self._value(metric, cell)))
            except InvalidInput as fault:
                faults += _in_column(heading, fault)
        if faults or isinstance(stamp, InvalidInput):
            raise InvalidInput.of(faults)
        series = self._series_of(row)
        for metric, heading, value in values:
            self._line(metric, series, heading).entries.append((row.number, stamp, value))
        return None

    def _figures(self, row: Row) -> list[tuple[Metric, str, Cell]] | Rule:
        """Metric, heading and cell of each figure that the row has."""
        layout = self._layout
        if layout.metric is None or layout.value is None:
            found = [
                (column.metric, column.heading, cell)
                for column in layout.columns
                if (cell := row.at(column.at)) != ""
            ]
            return found or Rule.NO_FIGURES
        cell = row.at(layout.value)
        if cell == "":
            return Rule.NO_FIGURES
        written = str(row.at(layout.metric))
        metric = self._metrics.get(written)
        if metric is None:
            if isinstance(rule := self._stamp(row.at(layout.period), None), Rule):
                return rule
            metric = self._metrics[written] = self._metric(written, layout.metric)
        if metric.derived:
            return Rule.COMPUTED
        return [(metric, self._table.headings[layout.value], cell)]

    def _metric(self, written: str, column: int) -> Metric:
        try:
            found = self._headings.named(written)
            if isinstance(found, Part):
                raise self._headings.unknown(written)
        except InvalidInput as fault:
            raise InvalidInput.of(_in_column(self._table.headings[column], fault)) from None
        return found

    def _stamp(self, cell: Cell, cadence: PeriodKind | None) -> int | Rule | InvalidInput:
        """Index of the row's period, or why the row has none."""
        key = (cell, cadence)
        found = self._periods.get(key)
        if found is None:
            found = self._periods[key] = self._new_stamp(cell, cadence)
        return found

    def _new_stamp(self, cell: Cell, cadence: PeriodKind | None) -> int | Rule | InvalidInput:
        if is_sum(cell):
            return Rule.SUM_ROW
        if cell and heading_key(str(cell)) == heading_key(self._period_heading):
            return Rule.HEADINGS_AGAIN
        try:
            stamp = read_stamp(
                cell,
                hint=self._layout.period_kind,
                cadence=cadence,
                order=self._context.date_order,
                trial_starts=trial_starts(self._context.trial),
            )
        except InvalidInput as fault:
            return fault
        index = self._indexes.setdefault(stamp, len(self.stamps))
        if index == len(self.stamps):
            self.stamps.append(stamp)
        return index

    def _value(self, metric: Metric, cell: Cell) -> Decimal:
        read = self._values.get(metric.id)
        if read is None:
            read = lru_cache(_KEPT_IN_MIND)(partial(self._new_value, metric))
            self._values[metric.id] = read
        return read(cell)

    def _new_value(self, metric: Metric, cell: Cell) -> Decimal:
        value = read_value(cell, metric, currency=self._currency)
        problem = refusal(
            self._context.trial.template, metric.id, value, kind=metric.cadence, kinds=()
        )
        if problem:
            raise InvalidInput.of([problem])
        return value

    def _series_of(self, row: Row) -> str:
        if self._layout.series is None:
            return ""
        cell = row.at(self._layout.series)
        found = self._series.get(cell)
        if found is None:
            found = self._series[cell] = self._new_series(str(cell))
        return found

    def _new_series(self, written: str) -> str:
        key = written.casefold()
        if key in _OWN_SERIES:
            return ""
        return next((name for name in self.compared if name.casefold() == key), written)

    def _line(self, metric: Metric, series: str, heading: str) -> Line:
        line = self._by_key.get((metric.id, series))
        if line is None:
            line = self._by_key[metric.id, series] = Line(metric, series, heading)
            self.lines.append(line)
        return line

    def _check_length(self, row: Row) -> None:
        """A decimal comma in a file of commas moves every cell after it one to the right."""
        width = len(self._table.headings)
        if len(row.cells) > width and any(cell != "" for cell in row.cells[width:]):
            raise InvalidInput(
                Message(
                    "The row has {n} cells and the headings only {width}.",
                    n=len(row.cells),
                    width=width,
                ),
                code="ROW_TOO_LONG",
                remedy=Message(
                    "Where commas separate the cells, a number with a decimal comma needs "
                    "quotation marks. Saving the file as .xlsx helps."
                ),
            )

    @property
    def _period_heading(self) -> str:
        return self._table.headings[self._layout.period]

    def _place(self, row: Row, place: Place | None) -> Place:
        return Place(file=self._table.file, row=row.number, field=place.field if place else None)


def _in_column(heading: str, fault: InvalidInput) -> list[Problem]:
    place = Place(field=heading or None)
    return [replace(problem, place=place) for problem in fault.problems]

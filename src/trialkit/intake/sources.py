"""The columns that a table's figures stand in: how each is read, and where its figures are kept."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Place
from trialkit.intake.cells import Cell
from trialkit.intake.currencies import currencies_in
from trialkit.intake.tables import Table
from trialkit.intake.values import NO_CURRENCY, Tender, read_value
from trialkit.model.metric import Metric
from trialkit.rules.figures import refusal_of

_KEPT_IN_MIND: Final = 1 << 15
"""Figures of a metric that are read once and remembered: most tables repeat themselves."""

Sum = tuple[Decimal, str]
"""A figure, and the currency it has to be converted from; "" where it is the trial's own."""
Reader = Callable[[Cell], Sum]


@attrs.frozen
class Line:
    """One series of one metric: it has one figure a period.

    Attributes:
        metric: what is measured.
        series: "" for the trial's own.
        heading: the column that its figures stand in.
        entries: row, index of the period as written, and the figure; top to bottom.
    """

    metric: Metric
    series: str
    heading: str
    entries: list[tuple[int, int, Sum]] = attrs.field(factory=list)


class Source:
    """A column of figures of one metric.

    Attributes:
        at: counted from 0.
        heading: as written.
        metric: whose figures stand in it.
        read: reads the figure in a cell whose row says no currency.
        lines: series → where its figures are kept.
    """

    def __init__(self, at: int, metric: Metric, table: Table, tender: Tender) -> None:
        self.at: Final = at
        self.heading: Final = table.headings[at]
        self.metric: Final = metric
        self.lines: Final[dict[str, Line]] = {}
        self._tender: Final = tender
        self._above = currencies_in(self.heading) if metric.unit == "EUR" else NO_CURRENCY
        self._readers: Final[dict[frozenset[str], Reader]] = {}
        self.read: Final = self.reader(NO_CURRENCY)

    def reader(self, said: frozenset[str]) -> Reader:
        """Reads the figure in a cell whose row says these currencies."""
        found = self._readers.get(said)
        if found is None:
            found = self._readers[said] = lru_cache(_KEPT_IN_MIND)(partial(self._read, said))
        return found

    def require_clear(self, table: Table) -> None:
        """Ask for the currency before any row is read, where the heading's may be several.

        Raises:
            InvalidInput: it may (UNCLEAR_CURRENCY).
        """
        try:
            self._tender.of(self._above, self.heading)
        except InvalidInput as fault:
            place = Place(file=table.file, row=table.heading_row, field=self.heading)
            raise InvalidInput.of([replace(fault.problems[0], place=place)]) from None

    def _read(self, said: frozenset[str], cell: Cell) -> Sum:
        """The figure; its currency is beside it, in its heading, or in its row."""
        value = read_value(cell, self.metric)
        problem = refusal_of(self.metric, value.number, kind=self.metric.cadence, kinds=())
        if problem:
            raise InvalidInput.of([problem])
        if self.metric.unit != "EUR":
            return value.number, ""
        around = self._above or said
        meant = (value.currencies & around) or value.currencies or around
        currency = self._tender.of(meant, str(cell)) if meant else self._tender.usual
        return value.number, "" if currency == self._tender.own else currency

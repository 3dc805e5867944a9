"""The periods that stand in a table's column, each read once, and settled when all are known."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell
from trialkit.intake.headings import heading_key
from trialkit.intake.leaving_out import Rule
from trialkit.intake.spelled_days import bare_day
from trialkit.intake.stamps import AMBIGUOUS_DAY, Stamp, is_sum, read_stamp, trial_starts
from trialkit.language.reading import order_told
from trialkit.model.period import PeriodKind


@attrs.frozen
class Doubt:
    """A day that could be two, until another day of the column settles it.

    Attributes:
        cell: as written.
        cadence: the kind of period the row's metrics usually have.
        fault: what is told where nothing settles it.
    """

    cell: Cell
    cadence: PeriodKind | None
    fault: InvalidInput


class WrittenPeriods:
    """Reads a column of periods.

    Where `03/04/2026` could be two days, a day of the column that can only be one (`25/04/2026`)
    settles it for all, unless another one says the opposite.

    Attributes:
        stamps: the periods that were written, each once; a doubtful one is None.
    """

    def __init__(self, heading: str, hint: PeriodKind | None, context: ImportContext) -> None:
        self.stamps: list[Stamp | None] = []
        self._heading: Final = heading_key(heading)
        self._hint: Final = hint
        self._order: Final = context.date_order
        self._trial_starts: Final = trial_starts(context.trial)
        self._known: defaultdict[PeriodKind | None, dict[Cell, int | Rule | InvalidInput]]
        self._known = defaultdict(dict)
        self._indexes: dict[Stamp, int] = {}
        self._doubts: dict[int, Doubt] = {}
        self._told: dict[str, str] = {}

    def index(self, cell: Cell, cadence: PeriodKind | None) -> int | Rule | InvalidInput:
        """Where the row's period stands in `stamps`, or why the row has none."""
        known = self._known[cadence]
        found = known.get(cell)
        if found is None:
            found = known[cell] = self._new(cell, cadence)
        return found

    def settled(self) -> tuple[dict[int, Stamp], dict[int, InvalidInput]]:
        """By their index, the periods now that every day has been seen; and the doubtful ones."""
        stamps = {at: stamp for at, stamp in enumerate(self.stamps) if stamp is not None}
        faults: dict[int, InvalidInput] = {}
        order = self._settling_order
        for at, doubt in self._doubts.items():
            read = self._read(doubt.cell, doubt.cadence, order) if order else doubt.fault
            if isinstance(read, InvalidInput):
                faults[at] = read
            else:
                stamps[at] = read
        return stamps, faults

    def notes(self) -> Iterator[Message]:
        """How days that could be two were read."""
        order = self._settling_order
        if order is None or not self._doubts:
            return
        holes = {
            "found": str(next(iter(self._doubts.values())).cell),
            "settles": self._told[order],
        }
        if order == "dmy":
            yield Message(
                "Days such as “{found}” were read with the day first, since “{settles}” can't be "
                "read otherwise.",
                **holes,
            )
        else:
            yield Message(
                "Days such as “{found}” were read with the month first, since “{settles}” can't "
                "be read otherwise.",
                **holes,
            )

    @property
    def _settling_order(self) -> str | None:
        return next(iter(self._told)) if len(self._told) == 1 else None

    def _new(self, cell: Cell, cadence: PeriodKind | None) -> int | Rule | InvalidInput:
        if is_sum(cell):
            return Rule.SUM_ROW
        if cell and heading_key(str(cell)) == self._heading:
            return Rule.HEADINGS_AGAIN
        read = self._read(cell, cadence, self._order)
        if not isinstance(read, InvalidInput):
            self._learn(cell)
            index = self._indexes.setdefault(read, len(self.stamps))
            if index == len(self.stamps):
                self.stamps.append(read)
            return index
        if AMBIGUOUS_DAY not in read.codes:
            return read
        self._doubts[len(self.stamps)] = Doubt(cell, cadence, read)
        self.stamps.append(None)
        return len(self.stamps) - 1

    def _learn(self, cell: Cell) -> None:
        """Keep the order of day and month, where the cell tells it."""
        order = order_told(bare_day(cell.casefold())) if isinstance(cell, str) else None
        if order is not None:
            self._told.setdefault(order, str(cell))

    def _read(
        self, cell: Cell, cadence: PeriodKind | None, order: str | None
    ) -> Stamp | InvalidInput:
        try:
            return read_stamp(
                cell,
                hint=self._hint,
                cadence=cadence,
                order=order,
                trial_starts=self._trial_starts,
            )
        except InvalidInput as fault:
            return fault

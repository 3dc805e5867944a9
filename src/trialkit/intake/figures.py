"""The importer `table`: any table of periods and figures, long or wide."""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from trialkit.errors import Message, Problem
from trialkit.hooks.contracts import Figure, ImportContext, Reading
from trialkit.intake.clashes import settled
from trialkit.intake.gathering import Gathering, Line
from trialkit.intake.headings import Headings
from trialkit.intake.layout import laid_out
from trialkit.intake.tables import read_table
from trialkit.model.text import Words

_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


class TableImporter:
    """Reads tables of periods: what they state is so, and what they leave empty is missing.

    *Long* tables have the headings period, metric and value (and series, where there is one);
    *wide* ones have a period and a column a metric. Headings are metrics' ids or labels in any
    of the template's languages.

    Attributes:
        id: `table`.
        label: its name on screen.
    """

    id: str = "table"
    label: Words = MappingProxyType({"fi": "taulukko", "sv": "tabell", "en": "table"})

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the ending is one of a table; what is in it, `read` will tell."""
        return path.suffix.casefold() in _ENDINGS

    def read(self, path: Path, context: ImportContext) -> Reading:
        """The figures of a table, and what became of each of its rows.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no table, or its columns aren't known; see `read_table` and
                `laid_out`.
        """
        metrics = context.trial.template.metrics
        headings = Headings.of(metrics, columns=context.columns, language=context.language)
        table = read_table(path, knows=headings.knows)
        layout = laid_out(table, headings)
        gathering = Gathering(table, layout, headings, context)
        for row in table.rows:
            gathering.take(row)
        figures, clashes = _figures(gathering, context, table.file)
        problems = {**gathering.problems, **clashes}
        return Reading(
            rows=gathering.rows,
            used=gathering.used - len(clashes),
            figures=figures,
            left_out=gathering.left_out,
            unreadable=tuple(p for row in sorted(problems) for p in problems[row]),
            unreadable_rows=len(problems),
            notes=(*layout.notes, *_notes(gathering, figures, context)),
        )


def _figures(
    gathering: Gathering, context: ImportContext, file: str
) -> tuple[tuple[Figure, ...], dict[int, tuple[Problem, ...]]]:
    """The figures of the rows that nothing speaks against, and the rows that clash."""
    template = context.trial.template
    lines = [(line, settled(line, gathering.stamps, template, file)) for line in gathering.lines]
    clashes: dict[int, tuple[Problem, ...]] = {}
    for _, found in lines:
        for row, problem in found.problems.items():
            clashes[row] = (*clashes.get(row, ()), problem)
    figures = tuple(
        Figure(
            metric=line.metric.id,
            period=found.periods[at],
            value=value,
            row=row,
            series=line.series,
        )
        for line, found in lines
        for row, at, value in line.entries
        if row not in clashes
    )
    return figures, clashes


def _notes(
    gathering: Gathering, figures: tuple[Figure, ...], context: ImportContext
) -> Iterator[Message]:
    series = {line.series for line in gathering.lines} - {"", *gathering.compared}
    for stranger in sorted(series):
        yield Message(
            "There are figures of “{series}”, which the trial doesn't compare itself with.",
            series=stranger,
        )
    for line in gathering.lines:
        if line.metric.unit == "%" and _below_one_per_cent(line):
            yield Message(
                "No figure of “{metric}” is above one per cent: they were read as per cent, so "
                "that 0,15 is 0,15 %.",
                metric=line.metric.id,
            )
    later = sum(1 for figure in figures if figure.period.start > context.today)
    if later:
        yield Message.counted(
            "{n} figure is of a period that hasn't begun.",
            "{n} figures are of periods that haven't begun.",
            n=later,
        )


def _below_one_per_cent(line: Line) -> bool:
    values = {abs(value) for _, _, value in line.entries}
    return any(values) and max(values) * 100 <= 1

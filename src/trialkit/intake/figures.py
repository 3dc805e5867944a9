"""The importer `table`: any table of periods and figures, long or wide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.hooks.contracts import Figure, ImportContext, Reading
from trialkit.intake.clashes import Calendar, settled
from trialkit.intake.conversions import Conversions
from trialkit.intake.gathering import Gathering
from trialkit.intake.headings import Headings
from trialkit.intake.layout import laid_out
from trialkit.intake.sources import Line
from trialkit.intake.tables import Table, read_table
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
        template = context.trial.template
        headings = Headings.of(
            template.metrics,
            columns=context.columns,
            language=context.language,
            template=template.id,
        )
        return figures_of(read_table(path, knows=headings.knows), headings, context)


def figures_of(table: Table, headings: Headings, context: ImportContext) -> Reading:
    """The figures of a table that has been opened, and what became of each of its rows.

    Raises:
        InvalidInput: its columns aren't known; see `laid_out`.
    """
    layout = laid_out(table, headings)
    gathering = Gathering(table, layout, headings, context)
    for row in table.rows:
        gathering.take(row)
    conversions = Conversions(context, gathering.tender.own)
    figures, problems = _figures(gathering, conversions, table.file)
    return Reading(
        rows=gathering.rows,
        used=gathering.used - len(problems),
        figures=figures,
        left_out=gathering.left_out,
        unreadable=tuple(_in_order({**gathering.problems, **problems})),
        unreadable_rows=len(gathering.problems) + len(problems),
        notes=(
            *layout.notes,
            *gathering.periods.notes(),
            *conversions.notes(),
            *_notes(gathering, figures, context),
        ),
    )


def _in_order(problems: Mapping[int, Sequence[Problem]]) -> Iterator[Problem]:
    return (problem for row in sorted(problems) for problem in problems[row])


def _figures(
    gathering: Gathering, conversions: Conversions, file: str
) -> tuple[tuple[Figure, ...], dict[int, list[Problem]]]:
    """The figures of the rows that nothing speaks against, and what is wrong with the others."""
    stamps, doubtful = gathering.periods.settled()
    problems = _doubtful_rows(gathering, doubtful, file) if doubtful else {}
    calendar = Calendar(stamps)
    found: list[Figure] = []
    for line in gathering.lines:
        agreed = settled(line, calendar, file)
        for row, problem in agreed.problems.items():
            problems.setdefault(row, []).append(problem)
        for row, at, (value, currency) in line.entries:
            figure = Figure(
                metric=line.metric.id,
                period=agreed.periods[at],
                value=value,
                row=row,
                series=line.series,
            )
            try:
                found.append(conversions.converted(figure, currency) if currency else figure)
            except InvalidInput as fault:
                place = Place(file=file, row=row, field=line.heading)
                problems.setdefault(row, []).append(replace(fault.problems[0], place=place))
    figures = (figure for figure in found if figure.row not in problems) if problems else found
    return tuple(figures), problems


def _doubtful_rows(
    gathering: Gathering, doubtful: Mapping[int, InvalidInput], file: str
) -> dict[int, list[Problem]]:
    """Take the rows out whose day stays doubtful, and say why."""
    rows: dict[int, list[Problem]] = {}
    for line in gathering.lines:
        for row, at, _ in line.entries:
            if at in doubtful:
                place = Place(file=file, row=row, field=gathering.period_heading or None)
                rows[row] = [replace(each, place=place) for each in doubtful[at].problems]
        line.entries[:] = [entry for entry in line.entries if entry[1] not in doubtful]
    return rows


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
    values = {abs(value) for _, _, (value, _) in line.entries}
    return any(values) and max(values) * 100 <= 1

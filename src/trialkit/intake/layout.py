"""What each column of a table holds: found out once, before any row is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake.cells import column_letters
from trialkit.intake.headings import Headings, Part, ambiguous_metric, hint_of
from trialkit.intake.stamps import read_stamp
from trialkit.intake.tables import Table
from trialkit.model.metric import Metric
from trialkit.model.period import PeriodKind

_NAMED: Final = 12
"""Unused columns that are named; of more, only the number is told."""
_WITHIN_A_YEAR: Final = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER)


@attrs.frozen(kw_only=True)
class Column:
    """One column of figures in a wide table.

    Attributes:
        at: counted from 0.
        heading: as written.
        metric: whose figures it holds.
    """

    at: int
    heading: str
    metric: Metric


@attrs.frozen(kw_only=True)
class Layout:
    """Where the parts of a figure stand.

    A *wide* table has a column a metric; a *long* one names metric and value in each row.

    Attributes:
        period: column of the period.
        period_kind: what its heading promises, such as “Viikko”; None where it could be any.
        series: column of the series, or None.
        currency: column that says which currency the row's sums are in, or None.
        columns: the metrics of a wide table; empty in a long one.
        metric, value: columns of a long table; None in a wide one.
        notes: what isn't used of the table, and why.
    """

    period: int
    period_kind: PeriodKind | None
    series: int | None
    currency: int | None
    columns: tuple[Column, ...]
    metric: int | None
    value: int | None
    notes: tuple[Message, ...]


def laid_out(table: Table, headings: Headings) -> Layout:
    """What the columns of `table` hold.

    Raises:
        InvalidInput: with every fault: no column is known (NO_KNOWN_COLUMN), periods stand side by
            side (TRANSPOSED), no column holds the period (NO_PERIOD_COLUMN) or two share it
            (SPLIT_PERIOD), a metric has two columns (COLUMN_TWICE), or a heading is several
            metrics' (AMBIGUOUS_METRIC).
    """
    parts, metrics, unknown, faults = _sorted_out(table, headings)
    long = Part.METRIC in parts and Part.VALUE in parts
    columns = () if long else tuple(each for each in metrics if not each.metric.derived)
    faults += [] if long else _twice(table, columns)
    faults += _split_period(table, headings)
    if not long and not columns:
        faults.append(_no_known_column(table, headings))
    period = parts.get(Part.PERIOD, _period_without_heading(table, columns))
    if period is None and (long or columns):
        faults.append(_no_period_column(table))
    if faults or period is None:
        raise InvalidInput.of(faults)
    used = {period, parts.get(Part.SERIES), parts.get(Part.CURRENCY)}
    used |= {each.at for each in columns}
    used |= {parts[Part.METRIC], parts[Part.VALUE]} if long else set()
    derived = [each for each in metrics if each.metric.derived and each.at not in used]
    beside = [each for each in metrics if not each.metric.derived and each.at not in used]
    unknown += [each.at for each in beside]
    unknown += [at for at in parts.values() if at not in used]
    return Layout(
        period=period,
        period_kind=hint_of(table.headings[period]),
        series=parts.get(Part.SERIES),
        currency=parts.get(Part.CURRENCY),
        columns=columns,
        metric=parts[Part.METRIC] if long else None,
        value=parts[Part.VALUE] if long else None,
        notes=tuple(_notes(table, headings, sorted(unknown), derived)),
    )


def _sorted_out(
    table: Table, headings: Headings
) -> tuple[dict[Part, int], list[Column], list[int], list[Problem]]:
    """The columns by what their heading says: parts, metrics, unknown ones; and faults."""
    parts: dict[Part, int] = {}
    metrics: list[Column] = []
    unknown: list[int] = []
    faults: list[Problem] = []
    for at, heading in enumerate(table.headings):
        match headings.find(heading) if heading else None:
            case Metric() as metric:
                metrics.append(Column(at=at, heading=heading, metric=metric))
            case Part() as part if part not in parts:
                parts[part] = at
            case tuple() as several:
                place = Place(file=table.file, row=table.heading_row, field=heading)
                fault = ambiguous_metric(heading, several).problems[0]
                faults.append(replace(fault, place=place))
            case _ if heading:
                unknown.append(at)
    return parts, metrics, unknown, faults


def _twice(table: Table, columns: Sequence[Column]) -> list[Problem]:
    first: dict[str, Column] = {}
    faults = []
    for column in columns:
        before = first.setdefault(column.metric.id, column)
        if before is not column:
            faults.append(
                Problem(
                    Message(
                        "Columns {first} and {second} both hold “{metric}”.",
                        first=column_letters(before.at),
                        second=column_letters(column.at),
                        metric=column.metric.id,
                    ),
                    code="COLUMN_TWICE",
                    place=Place(file=table.file, row=table.heading_row, field=column.heading),
                    remedy=Message("Take one of them out, or give it another heading."),
                )
            )
    return faults


def _split_period(table: Table, headings: Headings) -> list[Problem]:
    """A year in one column and its week in another make one period, which has to be written so."""
    kinds = {
        hint_of(heading): heading
        for heading in table.headings
        if heading and headings.find(heading) is Part.PERIOD
    }
    within = next((kinds[kind] for kind in _WITHIN_A_YEAR if kind in kinds), None)
    if PeriodKind.YEAR not in kinds or within is None:
        return []
    return [
        Problem(
            Message(
                "The period stands in two columns: “{year}” and “{within}”.",
                year=kinds[PeriodKind.YEAR],
                within=within,
            ),
            code="SPLIT_PERIOD",
            place=Place(file=table.file, row=table.heading_row, field=within),
            remedy=Message("Write both into one column, such as 2026-W10, 2026-03 or 2026-Q1."),
        )
    ]


def _no_known_column(table: Table, headings: Headings) -> Problem:
    found, place = _shown(table.headings), Place(file=table.file, row=table.heading_row)
    if sum(map(_is_period, table.headings)) > 1:
        return Problem(
            Message("The periods stand side by side: {found}.", found=found),
            code="TRANSPOSED",
            place=place,
            remedy=Message(
                "Each needs a row of its own: copy the table in Excel, and paste it transposed."
            ),
        )
    return Problem(
        Message("No column holds figures of this trial: {found}.", found=found),
        code="NO_KNOWN_COLUMN",
        place=place,
        remedy=headings.instead_of(table.headings),
    )


def _is_period(heading: str) -> bool:
    try:
        read_stamp(heading)
    except InvalidInput:
        return False
    return True


def _no_period_column(table: Table) -> Problem:
    return Problem(
        Message("No column holds the period: {found}.", found=_shown(table.headings)),
        code="NO_PERIOD_COLUMN",
        place=Place(file=table.file, row=table.heading_row),
        remedy=Message("Give one column the heading “period”, “week”, “month” or “date”."),
    )


def _period_without_heading(table: Table, columns: Sequence[Column]) -> int | None:
    """People leave the corner of a table empty: the column before the figures is the period's."""
    before = min((column.at for column in columns), default=0) - 1
    return before if before >= 0 and not table.headings[before] else None


def _notes(
    table: Table, headings: Headings, unused: Sequence[int], derived: Sequence[Column]
) -> Iterator[Message]:
    if table.other_sheets:
        yield Message(
            "Only the sheet “{sheet}” was read, not: {others}.",
            sheet=table.sheet or "",
            others=table.other_sheets,
        )
    if table.hidden_rows:
        yield Message.counted(
            "A row that the sheet hides was read like the others: row {rows}.",
            "{n} rows that the sheet hides were read like the others, such as row {rows}.",
            n=len(table.hidden_rows),
            rows=str(table.hidden_rows[0]),
        )
    for column in derived:
        yield Message(
            "The column “{heading}” isn't used: that figure is computed, never typed.",
            heading=column.heading,
        )
    if unused:
        yield Message.counted(
            "{n} column isn't used: {names}.",
            "{n} columns aren't used: {names}.",
            n=len(unused),
            names=_shown([table.headings[at] for at in unused]),
        )
    for at in unused[:_NAMED]:
        near = headings.near(table.headings[at])
        if near:
            yield Message(
                "The column “{heading}” isn't used. Did you mean “{near}”?",
                heading=table.headings[at],
                near=near,
            )


def _shown(names: Sequence[str]) -> tuple[str, ...]:
    kept = [name[:40] for name in names if name]
    return (*kept[:_NAMED], "…") if len(kept) > _NAMED else tuple(kept)

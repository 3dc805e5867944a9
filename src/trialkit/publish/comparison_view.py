"""The comparison as tables: one a kind of trial, and one of what every case has in common."""

from collections.abc import Callable, Sequence

import attrs

from trialkit.casebook.comparison import Cell, Column, Comparison, Row
from trialkit.language.wording import Wording
from trialkit.publish.case_view import title_of
from trialkit.publish.headline import mark, verdict
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords

_MARKS = {"met": "held", "not met": "failed", "can't tell": "open"}


@attrs.frozen(kw_only=True)
class ColumnView:
    """A column's heading; `words` where its cells are words and not numbers."""

    label: Shown
    note: str
    words: bool


@attrs.frozen(kw_only=True)
class CellView:
    """A cell: its words, a note under them, and a shape beside an answer."""

    text: str
    note: str
    mark: str
    number: bool


@attrs.frozen(kw_only=True)
class RowView:
    """A case in the table."""

    href: str
    title: Shown
    mark: str
    verdict: str
    strength: str
    cells: tuple[CellView, ...]


@attrs.frozen(kw_only=True)
class TableView:
    """One table."""

    title: Shown
    caption: str
    with_outcome: bool
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]


Address = Callable[[str], str]
"""Gives a case's address the link to its page."""


def tables(comparison: Comparison, wording: Wording, href: Address) -> tuple[TableView, ...]:
    """One table a kind of trial, then the common outcomes of all cases."""
    kinds = dict.fromkeys(row.case.template.id for row in comparison.rows)
    own = [_of_a_kind(comparison, kind, wording, href) for kind in kinds]
    return (*own, _in_common(comparison, wording, href)) if own else ()


def _of_a_kind(comparison: Comparison, kind: str, wording: Wording, href: Address) -> TableView:
    """A kind of trial: a column a metric, with its answer and its change in one cell."""
    own = [n for n, column in enumerate(comparison.columns) if column.template == kind]
    metrics = dict.fromkeys(comparison.columns[n].metric for n in own)
    at = [tuple(n for n in own if comparison.columns[n].metric == metric) for metric in metrics]
    rows = [row for row in comparison.rows if row.case.template.id == kind]
    words = PageWords(wording)
    return TableView(
        title=words.shown(rows[0].case.template.title),
        caption=words.counted("{n} case", "{n} cases", n=len(rows)),
        with_outcome=True,
        columns=tuple(_column(comparison.columns[group[-1]], words) for group in at),
        rows=_rows(comparison, rows, at, wording, href),
    )


def _in_common(comparison: Comparison, wording: Wording, href: Address) -> TableView:
    at = [(n,) for n, column in enumerate(comparison.columns) if column.kind == "outcome"]
    words = PageWords(wording)
    return TableView(
        title=Shown(words.say("What every case tells")),
        caption=words.say("The same seven things in every case"),
        with_outcome=False,
        columns=tuple(_column(comparison.columns[n], words) for (n,) in at),
        rows=_rows(comparison, comparison.rows, at, wording, href),
    )


def _rows(
    comparison: Comparison,
    rows: Sequence[Row],
    at: Sequence[tuple[int, ...]],
    wording: Wording,
    href: Address,
) -> tuple[RowView, ...]:
    return tuple(
        RowView(
            href=href(row.case.address),
            title=title_of(row.case, words := PageWords.of(row.document, wording)),
            mark=mark(row.case),
            verdict=verdict(row.case, words),
            strength=wording.number(row.case.strength.level),
            cells=tuple(
                _cell([(comparison.columns[n], row.cells[n]) for n in group], words) for group in at
            ),
        )
        for row in rows
    )


def _column(column: Column, words: PageWords) -> ColumnView:
    match column.kind:
        case "criterion":
            note = words.say("promise met?")
        case "metric":
            note = _counted_over(column, words)
        case _:
            # Yes or no has no unit.
            yes_no = column.unit == "share"
            note = "" if yes_no else words.wording.unit(words.unit(column.unit))
    label = (
        words.shown(column.label)
        if column.label
        else Shown(words.label("common_outcome", column.id))
    )
    return ColumnView(label=label, note=note, words=column.kind != "outcome")


def _counted_over(column: Column, words: PageWords) -> str:
    if column.per is None:
        return words.say("change")
    return words.say("change, {cadence}", cadence=words.label("cadence", column.per))


def _cell(parts: Sequence[tuple[Column, Cell]], words: PageWords) -> CellView:
    """The answer, where something was promised, and the change or the reason why there is none."""
    answer = next((cell.answer for _, cell in parts if cell.answer is not None), None)
    column, cell = parts[-1]
    figure = _figure(column, cell, words)
    reason = words.wording.say(cell.why) if cell.why is not None else ""
    if answer is None:
        return CellView(text=figure, note=reason, mark="", number=True)
    notes = (figure, reason)
    return CellView(
        text=words.label("answer", answer),
        note=" · ".join(note for note in notes if note),
        mark=_MARKS[answer],
        number=False,
    )


def _figure(column: Column, cell: Cell, words: PageWords) -> str:
    if column.kind == "outcome":
        return "" if cell.value is None else words.figure(cell.value, column.unit, cell.shown)
    if cell.relative is not None:
        return words.change(cell.relative, "%", "as_is", relative=True)
    if cell.value is None:
        return ""
    unit = f"{column.unit}/{column.per}" if column.per else column.unit
    return words.change(cell.value, unit, cell.shown)

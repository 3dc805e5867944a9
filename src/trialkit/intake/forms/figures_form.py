"""The workbook in which an entrepreneur fills in a trial's figures: one sheet, one row a period."""

import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell  # type: ignore[import-untyped]

from trialkit.errors import Message
from trialkit.evaluation.formulas import expanded
from trialkit.intake.ballots.words import promise_line
from trialkit.intake.forms.asked import SUMMED_UP, Asked, asked
from trialkit.intake.forms.columns import GROUPS, Column, explained
from trialkit.intake.forms.lines import Line, Stretch
from trialkit.intake.forms.marks import SHEET
from trialkit.intake.forms.paper import (
    A4,
    CLOSED,
    HEADING,
    KNOWN,
    OPEN,
    SMALL,
    TITLE,
    Look,
    Paper,
)
from trialkit.intake.forms.sums import Computed, derived, summed
from trialkit.intake.forms.typing_rules import figure_rule, number_format
from trialkit.intake.forms.words import COMPUTED
from trialkit.intake.workbook import new_workbook, sheet_name
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.metric import Observation
from trialkit.model.period import PeriodKind
from trialkit.model.text import spoken
from trialkit.model.trial import Trial

FIGURES: Final = N_("Figures")
HOW: Final = (
    N_("Fill in the yellow cells with a frame. Striped cells ask for nothing."),
    N_("Save the file and send it to the coordinator; next time, go on in the same file."),
    N_("Leave empty what you don't know. 0 means zero."),
)
STRETCHES: Final[Mapping[Stretch, str]] = {
    Stretch.BEFORE: N_("before the trial"),
    Stretch.TRIAL: N_("trial phase"),
    Stretch.SETTLING: N_("settling time"),
    Stretch.BETWEEN: N_("in two phases"),
    Stretch.LAST_YEAR: N_("last year"),
}
TWO_PHASES: Final = N_(
    "What lies in two phases is kept and shown. Sums leave it out, unless returns and payments"
    " may still come in then."
)

_BANDS: Final[Mapping[Stretch, str]] = {
    Stretch.BEFORE: "#DDEBF7",
    Stretch.TRIAL: "#E2EFDA",
    Stretch.SETTLING: "#FCE4D6",
    Stretch.BETWEEN: "#FFFFFF",
    Stretch.LAST_YEAR: "#E4DFEC",
}
_FIRST: Final = len(HOW) + 5
"""The first row of figures, counted from 0: title, promise, how, mark, groups, headings."""

_ON_ONE_PAGE: Final = 12
"""Columns of figures that are still legible on paper."""

_LABEL_WIDTHS: Final = (19, 24, 18, 16)
_WIDTH: Final = 13
_LINE: Final = 15
_COMMENT: Final[Look] = {"author": "TrialKit", "x_scale": 2.2, "y_scale": 1.6}


def figures_form(
    trial: Trial,
    observations: Sequence[Observation],
    *,
    company: str,
    wording: Wording,
) -> bytes:
    """The form as an Excel workbook: what is known stands in it, the rest may stay empty.

    Args:
        trial: a draft with its days, or one under way.
        observations: its current figures.
        company: the owner's name.
        wording: of whoever fills it in.

    Raises:
        Refused: the draft doesn't say yet on which days it is (NO_DAYS).
    """
    form = asked(trial, observations, wording)
    content = io.BytesIO()
    with new_workbook(content) as workbook:
        paper = Paper(workbook, sheet_name(wording.text(FIGURES)))
        _head(paper, form, company)
        _headings(paper, form)
        for row, line in enumerate(form.lines, start=_FIRST):
            _line(paper, form, row, line)
        for at, column in enumerate(form.columns, start=len(form.labels)):
            _check(paper, form, at, column)
        last = _sums(paper, form, _FIRST + len(form.lines) + 1)
        _set_up(paper, form, last)
        _hide_mark(Paper(workbook, SHEET), form.mark().rows())
    return content.getvalue()


def _head(paper: Paper, form: Asked, company: str) -> None:
    title = form.trial.title.spoken((form.wording.language,))[1]
    paper.text(0, 0, f"{company} · {title}", TITLE)
    paper.text(1, 0, promise_line(form.trial, form.wording))
    for row, words in enumerate(HOW, start=2):
        paper.text(row, 0, form.wording.text(words), {"bold": row == len(HOW) + 1})
    # Excel cuts a text off where the next cell has something in it; here nothing has.
    paper.text(_FIRST - 3, 0, form.mark().line, SMALL)


def _headings(paper: Paper, form: Asked) -> None:
    words, labels = form.wording, form.labels
    row = _FIRST - 1
    for at, label in enumerate(labels):
        paper.text(row, at, label, HEADING)
    paper.page.write_comment(row, 2, words.text(TWO_PHASES), dict(_COMMENT))
    deepest = 1
    before = None
    for at, column in enumerate(form.columns, start=len(labels)):
        first = column.group is not before
        group = words.text(GROUPS[column.group]) if first else ""
        edge: Look = {"left": 2} if first else {}
        paper.text(row - 1, at, group, {"italic": True}, edge)
        paper.text(row, at, column.heading, HEADING, edge)
        paper.page.write_comment(row, at, explained(column, words), dict(_COMMENT))
        deepest = max(deepest, -(-len(column.heading) // (_WIDTH - 3)))
        before = column.group
    paper.page.set_row(row, _LINE * deepest)


def _line(paper: Paper, form: Asked, row: int, line: Line) -> None:
    words = form.wording
    written = str(line.period) if line.period.kind is PeriodKind.DAY else ""
    days = f"{words.day(line.days.first)}–{words.day(line.days.last)}"
    labels = [
        written or words.period(str(line.period)),
        days if line.days.days > 1 else words.day(line.days.first),
        words.text(STRETCHES[line.stretch]),
        line.series,
    ]
    band: Look = {"bg_color": _BANDS[line.stretch], "top": 1 if _begins(form, row) else 0}
    for at, label in enumerate(labels[: len(form.labels)]):
        paper.text(row, at, label, band)
    for at, column in enumerate(form.columns, start=len(form.labels)):
        value = form.figure(line, column)
        shown = OPEN if form.open(line, column) else CLOSED if value is None else KNOWN
        paper.figure(row, at, value, shown, {"num_format": number_format(column.metric.unit)})


def _begins(form: Asked, row: int) -> bool:
    """Whether a line is the first of its stretch, and gets an edge above it."""
    at = row - _FIRST
    return at > 0 and form.lines[at].stretch is not form.lines[at - 1].stretch


def _check(paper: Paper, form: Asked, at: int, column: Column) -> None:
    """Let Excel check what is typed into a column's open cells."""
    note = spoken(column.metric.note, (form.wording.language,))[1]
    rule = figure_rule(column.metric.unit, form.wording, title=column.heading, note=note)
    rows = [row for row, line in enumerate(form.lines, start=_FIRST) if form.open(line, column)]
    for first, last in _runs(rows):
        paper.page.data_validation(first, at, last, at, dict(rule))


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows one below the other, as first and last.

    >>> _runs([4, 5, 6, 9])
    [(4, 6), (9, 9)]
    """
    runs = [
        [row for _, row in run]
        for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0])
    ]
    return [(run[0], run[-1]) for run in runs]


def _sums(paper: Paper, form: Asked, row: int) -> int:
    """Each phase summed up, and what the template computes from that; answers the last row."""
    words = form.wording
    paper.text(row, 0, words.text(COMPUTED), {"italic": True})
    cells: dict[Stretch, dict[str, str]] = {}
    for stretch in SUMMED_UP:
        row += 1
        phase = words.text(STRETCHES[stretch])
        paper.text(row, 0, words.say(Message("Total: {phase}", phase=phase)), {"bold": True})
        cells[stretch] = _totals(paper, form, row, stretch)
    return _derived(paper, form, row + 2, cells)


def _totals(paper: Paper, form: Asked, row: int, stretch: Stretch) -> dict[str, str]:
    """One phase's sums under their columns; answers metric → cell."""
    cells = {}
    for at, column in enumerate(form.columns, start=len(form.labels)):
        lines = form.summed_up(column, stretch)
        if not lines:
            continue
        counted = xl_range(_FIRST + lines[0], at, _FIRST + lines[-1], at)
        total = Computed(summed(column.metric.aggregation, counted), form.sum_of(column, stretch))
        look: Look = {"num_format": number_format(column.metric.unit), "bold": True}
        paper.computed(row, at, total, KNOWN, look)
        cells[column.metric.id] = xl_rowcol_to_cell(row, at)
    return cells


def _derived(paper: Paper, form: Asked, row: int, cells: Mapping[Stretch, dict[str, str]]) -> int:
    """What the template computes, where everything that it needs is on the sheet."""
    words = form.wording
    metrics = expanded(form.trial.template)
    values: dict[Stretch, dict[str, Decimal | None]] = {
        stretch: {one.metric.id: form.sum_of(one, stretch) for one in form.columns}
        for stretch in SUMMED_UP
    }
    for at, stretch in enumerate(SUMMED_UP, start=1):
        paper.text(row, at, words.text(STRETCHES[stretch]), HEADING)
    for metric in metrics:
        found = {
            stretch: cell
            for stretch in SUMMED_UP
            if (cell := derived(metric, form.trial, cells[stretch], values[stretch]))
        }
        if not found:
            continue
        row += 1
        unit = words.unit(metric.unit)
        label = spoken(metric.label, (words.language,))[1]
        paper.text(row, 0, f"{label} ({unit})" if unit else label, {"text_wrap": True})
        for at, stretch in enumerate(SUMMED_UP, start=1):
            if stretch not in found:
                continue
            look: Look = {"num_format": number_format(metric.unit)}
            paper.computed(row, at, found[stretch], KNOWN, look)
            cells[stretch][metric.id] = xl_rowcol_to_cell(row, at)
            values[stretch][metric.id] = found[stretch].value
    return row


def _set_up(paper: Paper, form: Asked, last: int) -> None:
    """How the sheet opens, prints and is protected: without a password, for it hides nothing."""
    page, labels, columns = paper.page, len(form.labels), len(form.columns)
    for at, width in enumerate(_LABEL_WIDTHS[:labels]):
        page.set_column(at, at, width)
    page.set_column(labels, labels + columns - 1, _WIDTH)
    row = _FIRST + _next_line(form)
    page.freeze_panes(_FIRST, labels, max(_FIRST, row - 3), labels)
    page.set_selection(row, labels, row, labels)
    page.protect(options={"format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(max(1, -(-columns // _ON_ONE_PAGE)), 0)
    page.repeat_rows(_FIRST - 2, _FIRST - 1)
    page.repeat_columns(0, labels - 1)
    page.print_area(0, 0, last, labels + columns - 1)
    page.set_footer("&R&P/&N")


def _next_line(form: Asked) -> int:
    """The first line in which nothing that is asked for is known yet."""
    for at, line in enumerate(form.lines):
        open_columns = [column for column in form.columns if form.open(line, column)]
        if open_columns and all(form.figure(line, one) is None for one in open_columns):
            return at
    return 0


def _hide_mark(paper: Paper, rows: Iterable[Sequence[str]]) -> None:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            paper.text(row, column, cell)
    paper.page.very_hidden()

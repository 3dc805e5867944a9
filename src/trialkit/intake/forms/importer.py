"""The importer `form`: the workbooks that `figures_form` hands out, once they come back."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place
from trialkit.hooks.contracts import Figure, ImportContext, Reading
from trialkit.intake.ballots.words import in_all_languages
from trialkit.intake.cells import Row
from trialkit.intake.figures import figures_of
from trialkit.intake.forms.marks import FormMark, mark_in, trial_named
from trialkit.intake.forms.words import COMPUTED, DAYS, PERIOD, PHASE
from trialkit.intake.headings import Headings, Part, heading_key
from trialkit.intake.kinds import FileKind, kind_of
from trialkit.intake.tables import Table, read_table
from trialkit.model.text import Words

_EXACT: Final = ".15g"
"""Spreadsheets keep fifteen digits of a number."""


class FormImporter:
    """Reads forms of figures, whatever was left empty, moved, or typed as text.

    A form is read as any table of periods is. Besides, it knows which metric a column was for,
    also where a newer template calls it otherwise, and which figures it was handed out with.

    Attributes:
        id: `form`.
        label: its name on screen.
    """

    id: str = "form"
    label: Words = MappingProxyType({"fi": "lomake", "sv": "blankett", "en": "form"})

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether TrialKit made it as a form."""
        return trial_named(path) is not None

    def read(self, path: Path, context: ImportContext) -> Reading:
        """The figures that were filled in, and those that were there from the start.

        Raises:
            NotFound: there is no such file.
            InvalidInput: it is no form (NOT_A_FORM) or another trial's (OTHER_TRIALS_FORM), or
                its table can't be read; see `read_table` and `laid_out`.
        """
        if kind_of(path) is FileKind.EMPTY:
            raise InvalidInput(
                Message("The file is empty."), code="EMPTY_FILE", place=Place(file=path.name)
            )
        mark = mark_in(path)
        if mark is None:
            raise _no_form(path)
        if mark.trial != context.trial.id:
            raise _other_trials(path, mark, context)
        headings = _headings(mark, context)
        table = read_table(path, knows=headings.knows)
        reading = figures_of(_asked_part(table, mark), headings, context)
        return attrs.evolve(
            reading, figures=tuple(_with_given(figure, mark) for figure in reading.figures)
        )


def _headings(mark: FormMark, context: ImportContext) -> Headings:
    """Headings as the form says, where the template still has their metrics."""
    metrics = context.trial.template.metrics
    known = {metric.id for metric in metrics} | set(Part)
    columns = {
        heading: target
        for heading, target in {**_parts(), **mark.columns}.items()
        if target in known
    }
    return Headings.of(
        metrics,
        columns={**columns, **context.columns},
        language=context.language,
        template=context.trial.template.id,
    )


def _parts() -> dict[str, str]:
    """The form's own word for a period, in every language: a CSV doesn't say which it was."""
    return dict.fromkeys(in_all_languages(PERIOD), Part.PERIOD.value)


def _asked_part(table: Table, mark: FormMark) -> Table:
    """The table without what the form itself wrote around and below it."""
    own = {heading_key(heading) for heading in (*mark.own, *_own_headings())}
    computed = frozenset(map(heading_key, in_all_languages(COMPUTED)))
    return attrs.evolve(
        table,
        headings=tuple("" if heading_key(one) in own else one for one in table.headings),
        above=0,
        rows=takewhile(lambda row: not _says(row, computed), table.rows),
    )


def _own_headings() -> Iterator[str]:
    """The columns that only help whoever fills it in, as every language calls them."""
    yield from in_all_languages(DAYS)
    yield from in_all_languages(PHASE)


def _says(row: Row, words: frozenset[str]) -> bool:
    return any(isinstance(cell, str) and heading_key(cell) in words for cell in row.cells)


def _with_given(figure: Figure, mark: FormMark) -> Figure:
    """The figure, and what stood in its place; exactly that where it was left as it was."""
    given = mark.given.get((figure.metric, figure.series, str(figure.period)))
    if given is None:
        return figure
    left = Decimal(format(float(given), _EXACT)) == figure.value
    return attrs.evolve(figure, value=given if left else figure.value, given=given)


def _no_form(path: Path) -> InvalidInput:
    return InvalidInput(
        Message("{file} is no form of TrialKit's.", file=path.name),
        code="NOT_A_FORM",
        place=Place(file=path.name),
        remedy=Message("Import it without saying how: it may be read as a table."),
    )


def _other_trials(path: Path, mark: FormMark, context: ImportContext) -> InvalidInput:
    return InvalidInput(
        Message(
            "This is the form of {other}, not of {trial}.",
            other=mark.slug or mark.trial,
            trial=context.trial.slug,
        ),
        code="OTHER_TRIALS_FORM",
        place=Place(file=path.name),
        remedy=Message(
            "Import it there: trialkit import {other} {file}",
            other=mark.slug or mark.trial,
            file=path.name,
        ),
    )

"""A file's figures in: read by an importer, held to the rules, written in one go."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem, Refused
from trialkit.hooks.contracts import Figure, ImportContext, Importer, Reading
from trialkit.intake.kinds import head_of
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.trial import Trial
from trialkit.workspace.figures import (
    Figures,
    Key,
    conflict_problem,
    key_of,
    kinds_of,
    problem_with,
    require_open,
)
from trialkit.workspace.rates import converted
from trialkit.workspace.reports import Conflict, ImportReport


class Importing(Figures):
    """What an open workspace does with files of figures."""

    def import_file(
        self,
        which: str,
        path: Path | str,
        *,
        importer: str | None = None,
        replace: bool = False,
        accept_partial: bool = False,
        dry_run: bool = False,
        columns: Mapping[str, str] | None = None,
        dates: str | None = None,
    ) -> ImportReport:
        """Read a file's figures into a trial; the same file twice changes nothing.

        Args:
            which: the trial.
            path: the file.
            importer: id of the importer, where the file shouldn't be recognised by its look.
            replace: whether figures that differ from those already there correct them.
            accept_partial: whether the readable rows are taken where some are not.
            dry_run: whether everything is done but the writing.
            columns: column heading → metric, where the headings don't say.
            dates: `dmy`, `mdy` or `ymd`, where days could be read two ways.

        Raises:
            NotFound: no such trial or file.
            InvalidInput: the file can't be read, or rows are unreadable and `accept_partial`
                is off; every one of them is named.
            Refused: figures differ from those already there and `replace` is off, or the
                trial is closed.
        """
        trial = self.find(which)
        require_open(trial)
        path = Path(path)
        reader = self._importer(path, importer)
        reading = reader.read(
            path,
            ImportContext(
                trial=trial,
                language=self.settings.language,
                today=self.today,
                rate=converted,
                date_order=dates,
                columns=columns or {},
            ),
        )
        current = self._current(trial)
        reading = _checked(trial, reading, current.values(), path.name)
        if reading.unreadable and not (accept_partial or dry_run):
            raise InvalidInput.of(reading.unreadable)
        if not (reading.figures or reading.unreadable):
            raise _no_figures(path.name)
        fresh, unchanged, conflicts = _sorted_out(reading.figures, current)
        if conflicts and not (replace or dry_run):
            raise Refused.of(
                conflict_problem(current[key_of(figure)], figure.value, path.name, figure.row)
                for figure in conflicts
            )
        if not dry_run and (fresh or conflicts):
            self._write(trial, path.name, [*fresh, *conflicts], current)
        return _report(
            path,
            reader.id,
            reading,
            fresh,
            unchanged,
            conflicts,
            current,
            replaced=replace,
            saved=not dry_run,
        )

    def _write(
        self, trial: Trial, file: str, figures: list[Figure], current: Mapping[Key, Observation]
    ) -> None:
        with self._command("import") as tx:
            tx.about(trial.id)
            tx.note({"file": file})
            tx.observe(
                self._observation(
                    trial,
                    figure,
                    current.get(key_of(figure)),
                    Source(kind=SourceKind.IMPORTED, file=file, row=figure.row),
                )
                for figure in figures
            )

    def _importer(self, path: Path, wanted: str | None) -> Importer:
        importers = self.plugins.importers()
        if wanted is not None:
            if wanted in importers:
                return importers[wanted]
            raise InvalidInput(
                Message("There is no importer “{name}”.", name=wanted),
                code="UNKNOWN_IMPORTER",
                remedy=Message("There are: {names}.", names=tuple(importers)),
            )
        head = head_of(path)
        for candidate in importers.values():
            if candidate.recognises(path, head):
                return candidate
        raise InvalidInput(
            Message("{file} is not a table that can be read.", file=path.name),
            code="UNKNOWN_FILE",
            place=Place(file=path.name),
            remedy=Message("Save it as CSV or as an Excel workbook (.xlsx) and import that."),
        )


def _checked(trial: Trial, reading: Reading, existing: Iterable[Observation], file: str) -> Reading:
    """The reading, with figures the rules refuse moved to the unreadable rows."""
    kinds = kinds_of(existing)
    problems: list[Problem] = []
    taken: list[Figure] = []
    rows: set[int | None] = set()
    for figure in reading.figures:
        place = Place(file=file, row=figure.row, field=figure.metric)
        if problem := problem_with(trial, figure, kinds, place):
            problems.append(problem)
            rows.add(figure.row)
        else:
            taken.append(figure)
    if not problems:
        return reading
    kept = tuple(figure for figure in taken if figure.row is None or figure.row not in rows)
    return attrs.evolve(
        reading,
        figures=kept,
        used=reading.used - len(rows),
        unreadable=(*reading.unreadable, *problems),
        unreadable_rows=reading.unreadable_rows + len(rows),
    )


def _sorted_out(
    figures: Iterable[Figure], current: Mapping[Key, Observation]
) -> tuple[list[Figure], int, list[Figure]]:
    fresh: list[Figure] = []
    conflicts: list[Figure] = []
    unchanged = 0
    for figure in figures:
        before = current.get(key_of(figure))
        if before is None:
            fresh.append(figure)
        elif before.value == figure.value:
            unchanged += 1
        else:
            conflicts.append(figure)
    return fresh, unchanged, conflicts


def _report(
    path: Path,
    importer: str,
    reading: Reading,
    fresh: list[Figure],
    unchanged: int,
    conflicts: list[Figure],
    current: Mapping[Key, Observation],
    *,
    replaced: bool,
    saved: bool,
) -> ImportReport:
    first: date | None = min((figure.period.start for figure in reading.figures), default=None)
    last: date | None = max((figure.period.last for figure in reading.figures), default=None)
    return ImportReport(
        file=path.name,
        importer=importer,
        rows=reading.rows,
        used=reading.used,
        left_out=reading.left_out,
        unreadable=reading.unreadable,
        unreadable_rows=reading.unreadable_rows,
        new=len(fresh),
        unchanged=unchanged,
        replaced=len(conflicts) if replaced else 0,
        conflicts=tuple(
            Conflict(
                metric=figure.metric,
                series=figure.series,
                period=figure.period,
                before=current[key_of(figure)].value,
                found=figure.value,
                row=figure.row,
            )
            for figure in conflicts
        ),
        first=first,
        last=last,
        notes=reading.notes,
        saved=saved,
    )


def _no_figures(file: str) -> InvalidInput:
    return InvalidInput(
        Message("There are no figures in {file}.", file=file),
        code="NO_FIGURES",
        place=Place(file=file),
        remedy=Message("Each row needs a period and at least one figure."),
    )

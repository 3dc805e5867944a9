"""Figures in: one typed at a time, or a whole file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem, Refused
from trialkit.hooks.contracts import Figure, ImportContext, Importer, Reading
from trialkit.intake.kinds import head_of
from trialkit.language.reading import read_number
from trialkit.model.ids import new_id
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.trial import State, Trial
from trialkit.rules import figures as rules
from trialkit.rules.time import require_plausible
from trialkit.workspace.rates import converted
from trialkit.workspace.reports import Conflict, Fate, ImportReport, Observed
from trialkit.workspace.session import Session

Key = tuple[str, str, Period]


class Figures(Session):
    """What an open workspace does with figures."""

    def observe(
        self,
        which: str,
        metric: str,
        value: Decimal | int | str,
        *,
        period: Period | str,
        series: str = "",
        replace: bool = False,
    ) -> Observed:
        """Record one figure.

        Args:
            which: the trial.
            metric: key of a metric in its template that isn't computed.
            value: in the metric's unit (a fraction where that is `%`); text is read as people
                write numbers.
            period: `2026-03`, `2026-W10`, `2026-03-31`, …, or `trial`.
            series: "" for the trial's own, else a comparison's name.
            replace: whether a different figure that is already there may be corrected.

        Raises:
            NotFound: no such trial.
            InvalidInput: the figure can't be right.
            Refused: another figure is there and `replace` is off, or the trial is closed.
        """
        trial = self.find(which)
        _require_open(trial)
        number = _number(value)
        figure = Figure(metric=metric, period=_period(period, trial), value=number, series=series)
        current = self._current(trial)
        if problem := _problem(trial, figure, _kinds(current.values()), None):
            raise InvalidInput.of([problem])
        before = current.get(_key(figure))
        if before is not None and before.value == number:
            return Observed(fate=Fate.UNCHANGED, observation=before)
        if before is not None and not replace:
            raise Refused.of([_conflict_problem(before, number)])
        observation = self._observation(trial, figure, before, Source(kind=SourceKind.TYPED))
        with self._command("observe") as tx:
            tx.about(trial.id)
            tx.observe([observation])
        fate = Fate.REPLACED if before else Fate.NEW
        return Observed(fate=fate, observation=observation, before=before.value if before else None)

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
        _require_open(trial)
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
                _conflict_problem(current[_key(figure)], figure.value, path.name, figure.row)
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
                    current.get(_key(figure)),
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

    def _current(self, trial: Trial) -> dict[Key, Observation]:
        return {_key(old): old for old in self._store.observations(trial.id)}

    def _observation(
        self, trial: Trial, figure: Figure, before: Observation | None, source: Source
    ) -> Observation:
        now = self.now
        return Observation(
            id=new_id(now),
            trial=trial.id,
            metric=figure.metric,
            series=figure.series,
            period=figure.period,
            value=figure.value,
            source=source,
            at=now,
            by=self.actor,
            replaces=before.id if before else None,
            conversion=figure.conversion,
        )


def _key(figure: Figure | Observation) -> Key:
    return figure.metric, figure.series, figure.period


def _require_open(trial: Trial) -> None:
    if trial.state in {State.DRAFT, State.RUNNING, State.EVALUATING}:
        return
    raise Refused(
        Message("{trial} is closed, so its figures stay as they are.", trial=trial.slug),
        code="TRIAL_CLOSED",
    )


def _number(value: Decimal | int | str) -> Decimal:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    try:
        return read_number(str(value))
    except ValueError:
        raise InvalidInput(
            Message(
                "“{found}” is not a number that can be read in one way only.", found=str(value)
            ),
            code="NOT_A_NUMBER",
            remedy=Message("Write it without thousands separators, such as 1234,5."),
        ) from None


def _period(written: Period | str, trial: Trial) -> Period:
    if isinstance(written, Period):
        return written
    starts = trial.promise.phases.trial.first if trial.promise else None
    try:
        period = Period.parse(written, trial_starts=starts)
        require_plausible(period.start)
        return period
    except (ValueError, OverflowError):
        raise InvalidInput(
            Message("“{found}” is not a period.", found=written),
            code="NOT_A_PERIOD",
            remedy=Message("Write a week as 2026-W10, a month as 2026-03, a day as 2026-03-31."),
        ) from None


def _kinds(observations: Iterable[Observation]) -> dict[tuple[str, str], set[PeriodKind]]:
    kinds: dict[tuple[str, str], set[PeriodKind]] = defaultdict(set)
    for observation in observations:
        kinds[observation.metric, observation.series].add(observation.period.kind)
    return kinds


def _problem(
    trial: Trial,
    figure: Figure,
    kinds: Mapping[tuple[str, str], set[PeriodKind]],
    place: Place | None,
) -> Problem | None:
    return rules.refusal(
        trial.template,
        figure.metric,
        figure.value,
        kind=figure.period.kind,
        kinds=kinds.get((figure.metric, figure.series), ()),
        place=place,
    )


def _checked(trial: Trial, reading: Reading, existing: Iterable[Observation], file: str) -> Reading:
    """The reading, with figures the rules refuse moved to the unreadable rows."""
    kinds = _kinds(existing)
    problems: list[Problem] = []
    taken: list[Figure] = []
    rows: set[int | None] = set()
    for figure in reading.figures:
        place = Place(file=file, row=figure.row, field=figure.metric)
        if problem := _problem(trial, figure, kinds, place):
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
        before = current.get(_key(figure))
        if before is None:
            fresh.append(figure)
        elif before.value == figure.value:
            unchanged += 1
        else:
            conflicts.append(figure)
    return fresh, unchanged, conflicts


def _conflict_problem(
    before: Observation, found: Decimal, file: str | None = None, row: int | None = None
) -> Problem:
    return Problem(
        Message(
            "“{metric}” for {period:period} is already {before}, and now it is given as {found}.",
            metric=before.metric,
            period=str(before.period),
            before=before.value,
            found=found,
        ),
        code="FIGURE_CONFLICT",
        place=Place(file=file, row=row, field=before.metric) if file else None,
        remedy=Message("Add --replace to correct it; the old figure is kept in the history."),
    )


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
                before=current[_key(figure)].value,
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

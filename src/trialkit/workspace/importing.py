"""A file's figures in: read by an importer, held to the rules, written in one go."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem, Refused
from trialkit.hooks.contracts import Figure, ImportContext, Importer, Reading, unheard
from trialkit.intake.kinds import head_of
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import DateRange, PeriodKind
from trialkit.model.trial import Trial
from trialkit.workspace.conflicts import Orders, Sorted, refusals, sorted_out
from trialkit.workspace.figures import (
    Figures,
    Key,
    key_of,
    kinds_of,
    problem_with,
    require_open,
)
from trialkit.workspace.rates import converted
from trialkit.workspace.remembering import Recalled, Remembering, Said
from trialkit.workspace.reports import Conflict, ImportReport
from trialkit.workspace.spreads import spreads_of


class Importing(Remembering, Figures):
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
        forget: bool = False,
        columns: Mapping[str, str] | None = None,
        sums: Mapping[str, str] | None = None,
        dates: str | None = None,
        covers: DateRange | None = None,
        currency: str | None = None,
        vat: Decimal | None = None,
        countries: Mapping[str, str] | None = None,
        progress: Callable[[int, int], None] = unheard,
    ) -> ImportReport:
        """Read a file's figures into a trial; the same file twice changes nothing.

        What is said here of how to read the file, but for `covers`, is kept with its figures, and
        used again for the company's next file with the same headings where nothing else is said.

        Args:
            which: the trial.
            path: the file.
            importer: id of the importer, where the file shouldn't be recognised by its look.
            replace: whether figures that differ from those already there correct them.
            accept_partial: whether the readable rows are taken where some are not.
            dry_run: whether everything is done but the writing.
            forget: whether what was said of earlier files like it doesn't hold any more.
            columns: column heading → metric, where the headings don't say.
            sums: column of a ledger, with a condition in brackets where there is one → metric,
                with `-` before it for the opposite sign: `{"Summa [Tili=4000-4999]": "-costs"}`.
            dates: `dmy`, `mdy` or `ymd`, where days could be read two ways.
            covers: the days that a file of orders or a ledger covers, where its first and last
                row don't say.
            currency: ISO 4217, of amounts that have none beside them.
            vat: the share of VAT in the amounts, such as 0.255; 0 where they are net.
            countries: label in the file → country, by code or name.
            progress: called now and then with the bytes read and those there are.

        Raises:
            NotFound: no such trial or file.
            InvalidInput: the file can't be read, or rows are unreadable and `accept_partial`
                is off; every one of them is named. Or something that was said can't be right.
            Refused: figures differ from those already there and `replace` is off, or the
                trial is closed.
        """
        trial = self.find(which)
        require_open(trial)
        path = Path(path)
        said = Said.of(
            importer=importer,
            columns=columns,
            sums=sums,
            countries=countries,
            dates=dates,
            currency=currency,
            vat=vat,
        )
        recalled = self._recalled(trial, path, said, forget=forget)
        current = self._current(trial)
        context = self._context(trial, recalled.said, current.values())
        context = attrs.evolve(context, covers=covers, progress=progress)
        reader = self._importer(path, recalled.said)
        reading = _checked(trial, reader.read(path, context), current.values(), path.name)
        if reading.unreadable and not (accept_partial or dry_run):
            raise InvalidInput.of(reading.unreadable)
        if not (reading.figures or reading.unreadable or (dry_run and reading.left_out)):
            raise _no_figures(path.name, reading)
        sorted_ = sorted_out(reading.figures, current)
        orders = Orders.of(trial.id, reading, self._counted(trial, reading))
        against = () if replace else refusals(sorted_, current, orders, path.name)
        if against and not dry_run:
            raise Refused.of(against)
        if not dry_run:
            self._write(trial, path.name, sorted_, current, orders, recalled, forget=forget)
        report = _report(path.name, reader, reading, sorted_, current)
        return attrs.evolve(
            report,
            replaced=len(sorted_.conflicts) if replace else 0,
            against=against,
            spreads=spreads_of(trial, reading.figures),
            notes=(*filter(None, [recalled.note]), *reading.notes),
            saved=not dry_run,
        )

    def _context(self, trial: Trial, said: Said, existing: Iterable[Observation]) -> ImportContext:
        kinds: dict[str, set[PeriodKind]] = {}
        for (metric, _), found in kinds_of(existing).items():
            kinds.setdefault(metric, set()).update(found)
        return ImportContext(
            trial=trial,
            language=self.settings.language,
            today=self.today,
            rate=converted,
            zone=self.settings.timezone,
            money=self.settings.currency,
            kinds={metric: next(iter(found)) for metric, found in kinds.items() if len(found) == 1},
            date_order=said.date_order,
            columns=said.columns,
            sums=said.sums,
            currency=said.currency,
            vat=said.vat,
            countries=said.countries,
        )

    def _counted(self, trial: Trial, reading: Reading) -> Mapping[str, str]:
        """The orders that were counted before, where the file has any."""
        return self._store.counted_orders(trial.id) if reading.orders else {}

    def _write(
        self,
        trial: Trial,
        file: str,
        sorted_: Sorted,
        current: Mapping[Key, Observation],
        orders: Orders,
        recalled: Recalled,
        *,
        forget: bool,
    ) -> None:
        """Write the figures and what was said of the file; nothing where nothing is new."""
        keep = self._to_keep(trial, recalled)
        drop = recalled.kept if forget and not recalled.said.anything else None
        if not (sorted_.to_write or keep or drop):
            return
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
                for figure in sorted_.to_write
            )
            tx.count_orders(trial.id, orders.mine, file=file)
            if keep:
                tx.save(keep)
            if drop:
                tx.forget(drop)

    def _importer(self, path: Path, said: Said) -> Importer:
        importers = self.plugins.importers()
        wanted = said.importer or ("ledger" if said.sums else None)
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
    """The reading, with figures the rules refuse moved to the unreadable rows.

    Raises:
        InvalidInput: they refuse a figure that many rows made.
    """
    kinds = kinds_of(existing)
    refused: list[tuple[Figure, Problem]] = []
    taken: list[Figure] = []
    for figure in reading.figures:
        place = Place(file=file, row=figure.row, field=figure.metric)
        if problem := problem_with(trial, figure, kinds, place):
            refused.append((figure, problem))
        else:
            taken.append(figure)
    if not refused:
        return reading
    if whole := [problem for figure, problem in refused if figure.row is None]:
        raise InvalidInput.of(_first_of_each(whole))
    rows = {figure.row for figure, _ in refused}
    return attrs.evolve(
        reading,
        figures=tuple(figure for figure in taken if figure.row is None or figure.row not in rows),
        used=reading.used - len(rows),
        unreadable=(*reading.unreadable, *(problem for _, problem in refused)),
        unreadable_rows=reading.unreadable_rows + len(rows),
    )


def _first_of_each(problems: Iterable[Problem]) -> list[Problem]:
    """One problem a metric and code: the same is wrong with each of its periods."""
    found: dict[tuple[str, str | None], Problem] = {}
    for problem in problems:
        field = problem.place.field if problem.place else None
        found.setdefault((problem.code, field), problem)
    return list(found.values())


def _report(
    file: str,
    reader: Importer,
    reading: Reading,
    sorted_: Sorted,
    current: Mapping[Key, Observation],
) -> ImportReport:
    return ImportReport(
        file=file,
        importer=reader.id,
        label=reader.label,
        rows=reading.rows,
        used=reading.used,
        left_out=reading.left_out,
        unreadable=reading.unreadable,
        unreadable_rows=reading.unreadable_rows,
        new=len(sorted_.fresh),
        unchanged=sorted_.unchanged,
        replaced=0,
        conflicts=tuple(
            Conflict(
                metric=figure.metric,
                series=figure.series,
                period=figure.period,
                before=current[key_of(figure)].value,
                found=figure.value,
                row=figure.row,
            )
            for figure in sorted_.conflicts
        ),
        against=(),
        first=min((figure.period.start for figure in reading.figures), default=None),
        last=max((figure.period.last for figure in reading.figures), default=None),
        spreads=(),
        notes=reading.notes,
        saved=False,
    )


def _no_figures(file: str, reading: Reading) -> InvalidInput:
    rules = tuple(
        Message("{rule} ({rows})", rule=one.rule, rows=one.rows) for one in reading.left_out
    )
    if rules:
        message = Message("No row gives a figure: {rules}.", rules=rules)
        remedy = Message("See with --dry-run how it was read.")
    else:
        message = Message("There are no figures in {file}.", file=file)
        remedy = Message("Each row needs a period and at least one figure.")
    return InvalidInput(message, code="NO_FIGURES", place=Place(file=file), remedy=remedy)

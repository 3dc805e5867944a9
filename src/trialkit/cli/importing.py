"""`import`: files in, one transaction each, with what was taken and what was left."""

from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

import click

from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.import_report import tell_report
from trialkit.cli.progress import progress_of
from trialkit.cli.saying import command_line, next_step, say, short, tell
from trialkit.cli.steps import name_next
from trialkit.cli.typed import Rate, Span, pairs, sums
from trialkit.errors import InvalidInput, Message, NotFound, Place, TrialkitError
from trialkit.language.marking import N_
from trialkit.model.period import DateRange
from trialkit.workspace.reports import ImportReport, Step

TABLES: Final = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods"}
"""Endings of the files that are taken from a folder."""


@command(
    "import",
    help=N_(
        "Take in figures from files, or from every table in a folder: a shop's orders, invoice"
        " lines, a bank statement, bookkeeping, a filled-in form, or any table of periods.\n\n"
        "Says what was used, what was left out by which rule, and what couldn't be read. One"
        " unreadable row stops its file, unless --accept-partial takes the rest. The same file"
        " twice changes nothing. Forms know their trial; for other files, name it.\n\n"
        "How a file was read by --map, --columns, --country, --dates, --currency, --vat and"
        " --importer is kept for the company's next file with the same headings; the report says"
        " so, a new option replaces it, and --forget drops it.\n\n"
        "A ledger of many rows a period is added up by --map: “Sum=sales” adds a column up,"
        " “Sum=-costs” with the opposite sign, “Sum [Account=4000-4999]=costs”,"
        " “Sum [Type=Card payment]=costs” and “Sum [<0]=-costs” only rows that fit."
    ),
)
@argument("words", metavar=N_("[TRIAL] FILE"), nargs=-1, required=True)
@option("--replace", is_flag=True, help=N_("Correct figures that differ; the old ones are kept."))
@option("--accept-partial", is_flag=True, help=N_("Take the readable rows."))
@option("--dry-run", is_flag=True, help=N_("Say what would happen; write nothing."))
@option(
    "--map",
    "maps",
    metavar=N_("COLUMN=METRIC"),
    multiple=True,
    help=N_("Add up a ledger's column; see above."),
)
@option(
    "--columns",
    metavar=N_("HEADING=METRIC"),
    multiple=True,
    help=N_("What a column is, where its heading doesn't say."),
)
@option(
    "--country",
    "countries",
    metavar=N_("LABEL=COUNTRY"),
    multiple=True,
    help=N_("Which country a label in the file means."),
)
@option(
    "--covers",
    type=Span(),
    help=N_("The days the file covers, where its first and last row don't say."),
)
@option(
    "--dates",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help=N_("How to read days such as 02/03/2026."),
)
@option("--currency", metavar=N_("CODE"), help=N_("Of amounts without one, such as SEK."))
@option("--vat", type=Rate(), help=N_("VAT in the amounts, in per cent; 0 where they are net."))
@option("--importer", metavar=N_("NAME"), help=N_("How to read it (else by its look)."))
@option("--forget", is_flag=True, help=N_("Forget how earlier files like it were read."))
@pass_call
def import_(
    call: Call,
    *,
    words: tuple[str, ...],
    replace: bool,
    accept_partial: bool,
    dry_run: bool,
    maps: tuple[str, ...],
    columns: tuple[str, ...],
    countries: tuple[str, ...],
    covers: DateRange | None,
    dates: str | None,
    currency: str | None,
    vat: Decimal | None,
    importer: str | None,
    forget: bool,
) -> int:
    """Read each file; of several, go on where one can't be read."""
    read = partial(
        call.ws.import_file,
        importer=importer,
        replace=replace,
        accept_partial=accept_partial,
        dry_run=dry_run,
        forget=forget,
        columns=pairs(columns, "--columns"),
        sums=sums(maps, "--map"),
        countries=pairs(countries, "--country"),
        dates=dates,
        covers=covers,
        currency=currency,
        vat=vat,
    )
    named, paths = _told_apart(call, words)
    files = [file for path in paths for file in _files(path)]
    taking = Taking(call, read, named=named, alone=files == paths and len(files) == 1)
    for file in files:
        taking.take(file)
    taking.sum_up(dry_run=dry_run)
    return taking.code


class Taking:
    """Takes files one by one, and counts what becomes of them.

    Attributes:
        code: the highest exit code so far.
    """

    def __init__(
        self, call: Call, read: Callable[..., ImportReport], *, named: str | None, alone: bool
    ) -> None:
        """Begin with no file.

        Args:
            call: the run.
            read: imports a file into a trial.
            named: the slug of the trial that was named; None where files know theirs.
            alone: whether there is one file only, so that its fault ends the command.
        """
        self.code = 0
        self._call = call
        self._read = read
        self._named = named
        self._alone = alone
        self._taken = self._failed = self._skipped = 0
        self._slugs: dict[str, None] = {}

    def take(self, file: Path) -> None:
        """Import one file, and tell what came of it.

        Raises:
            TrialkitError: it can't be taken, and is the only one.
        """
        try:
            slug = self._trial_of(file)
            if slug is None:
                self._skipped += 1
                return
            with progress_of(file) as progress:
                report = self._read(slug, file, progress=progress)
        except TrialkitError as error:
            if self._alone:
                raise
            if _is_blank_form(file, error):
                say("{file}: skipped, nothing is filled in yet.", file=file.name)
                self._skipped += 1
                return
            where = Place(file=file.name)
            tell(self._call, (changed(one, place=one.place or where) for one in error.problems))
            self.code = max(self.code, error.exit_code)
            self._failed += 1
        else:
            if self._named is None:
                say("Trial: {trial}", trial=short(slug))
            tell_report(self._call, slug, report)
            self._slugs[slug] = None
            self._taken += 1

    def sum_up(self, *, dry_run: bool) -> None:
        """Say how many files were taken, and what comes next."""
        if not self._alone:
            say(
                Message.counted(
                    "{n} file: {taken} taken, {skipped} skipped, {failed} refused",
                    "{n} files: {taken} taken, {skipped} skipped, {failed} refused",
                    n=self._taken + self._skipped + self._failed,
                    taken=self._taken,
                    skipped=self._skipped,
                    failed=self._failed,
                )
            )
        if dry_run:
            say("Nothing was saved. To take it in, give the same command without --dry-run.")
            return
        slugs = list(self._slugs) or ([self._named] if self._named else [])
        if len(slugs) != 1:
            next_step()
            return
        step = self._call.ws.next_step(slugs[0])
        if step is Step.FIGURES:
            next_step("show", short(slugs[0]))
        else:
            name_next(step, slugs[0])

    def _trial_of(self, file: Path) -> str | None:
        """The slug of the trial that a file is for; None where it is skipped.

        Raises:
            InvalidInput: nobody named a trial, and the file doesn't know one.
            NotFound: it is the form of a trial that isn't here.
        """
        from trialkit.intake.forms.marks import trial_named

        form_of = trial_named(file)
        if form_of is None or (self._alone and self._named):
            if self._named:
                return self._named
            raise _whose(file)
        try:
            slug = self._call.ws.row(form_of).slug
        except NotFound:
            raise NotFound(
                Message("This is the form of a trial that isn't in this workspace."),
                code="UNKNOWN_TRIAL",
                place=Place(file=file.name),
            ) from None
        if self._named in {None, slug}:
            return slug
        say(
            "{file}: skipped, it is another trial's form. To take it in: {command}",
            file=file.name,
            command=command_line("import", str(file)),
        )
        return None


def _is_blank_form(file: Path, error: TrialkitError) -> bool:
    """Whether a file was refused only because it is a form that nobody has filled in."""
    from trialkit.intake.forms.marks import trial_named

    return error.codes == ("NO_FIGURES",) and trial_named(file) is not None


def _told_apart(call: Call, words: Sequence[str]) -> tuple[str | None, list[Path]]:
    """The trial that was named, where one was; and the files and folders.

    Raises:
        NotFound: the first word is neither a trial nor a file.
        InvalidInput: a trial was named and no file.
    """
    paths = [Path(word) for word in words]
    if len(paths) == 1:
        if paths[0].exists():
            return None, paths
        return None, _no_file(call, words[0])
    try:
        return call.trial(words[0]), paths[1:]
    except NotFound:
        if not paths[0].exists():
            raise
    return None, paths


def _no_file(call: Call, word: str) -> list[Path]:
    try:
        slug = call.trial(word)
    except NotFound:
        raise NotFound(Message("There is no file {file}.", file=word), code="NO_FILE") from None
    raise InvalidInput(
        Message("It isn't said which file to take in."),
        code="FILE_MISSING",
        remedy=Message("Name it: {command} FILE", command=command_line("import", short(slug))),
    )


def _whose(file: Path) -> InvalidInput:
    return InvalidInput(
        Message("It isn't known which trial this file is for."),
        code="TRIAL_MISSING",
        place=Place(file=file.name),
        remedy=Message(
            "Name the trial: trialkit import TRIAL {file}. Only forms know theirs.", file=file.name
        ),
    )


def _files(path: Path) -> list[Path]:
    """The file itself, or the tables in the folder by name."""
    if not path.is_dir():
        return [path]
    found = sorted(
        file
        for file in path.iterdir()
        if file.suffix.casefold() in TABLES and not file.name.startswith(("~$", "."))
    )
    if found:
        return found
    raise InvalidInput(
        Message("There is no table in the folder {folder}.", folder=str(path)),
        code="EMPTY_FOLDER",
        remedy=Message("Tables end in .csv or .xlsx."),
    )

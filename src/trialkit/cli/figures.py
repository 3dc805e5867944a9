"""`import` and `observe`: figures in, with what was taken and what was left."""

from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import amount, metric_name
from trialkit.cli.saying import next_step, say, short, tell, wrapped
from trialkit.cli.steps import name_next
from trialkit.cli.typed import number_of, pairs
from trialkit.errors import InvalidInput, Message, Place, TrialkitError, Value
from trialkit.language.marking import N_
from trialkit.workspace.reports import Fate, ImportReport, Step

TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}
"""Endings of the files that are taken from a folder."""


@command(
    "import",
    help=N_(
        "Take in figures from a file, or from every table in a folder.\n\n"
        "Says what was used, what was left out by which rule, and what couldn't be read. One"
        " unreadable row stops the file, unless --accept-partial takes the rest. The same file"
        " twice changes nothing."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("path", metavar=N_("FILE"), type=click.Path(path_type=Path, readable=False))
@option("--replace", is_flag=True, help=N_("Correct figures that differ; the old ones are kept."))
@option("--accept-partial", is_flag=True, help=N_("Take the readable rows."))
@option("--dry-run", is_flag=True, help=N_("Say what would happen; write nothing."))
@option(
    "--dates",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help=N_("How to read days such as 02/03/2026."),
)
@option(
    "--columns",
    metavar=N_("HEADING=METRIC"),
    multiple=True,
    help=N_("What a column is, where its heading doesn't say."),
)
@option("--importer", metavar=N_("NAME"), help=N_("How to read it (else by its look)."))
@pass_call
def import_(
    call: Call,
    *,
    trial: str,
    path: Path,
    replace: bool,
    accept_partial: bool,
    dry_run: bool,
    dates: str | None,
    columns: tuple[str, ...],
    importer: str | None,
) -> int:
    """Read each file; in a folder, go on where one can't be read."""
    slug = call.trial(trial)
    named = pairs(columns, "--columns")
    code = 0
    for file in _files(path):
        try:
            report = call.ws.import_file(
                slug,
                file,
                importer=importer,
                replace=replace,
                accept_partial=accept_partial,
                dry_run=dry_run,
                columns=named,
                dates=dates,
            )
        except TrialkitError as error:
            if file == path:
                raise
            tell(call, error.problems)
            code = max(code, error.exit_code)
        else:
            _tell_report(call, slug, report)
    step = call.ws.next_step(slug)
    if step is Step.FIGURES:
        next_step("show", short(slug))
    else:
        name_next(step, slug)
    return code


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


def _tell_report(call: Call, slug: str, report: ImportReport) -> None:
    left = sum(one.rows for one in report.left_out)
    say(
        Message.counted(
            "{file}: {n} row = {used} used + {left} left out + {unreadable} unreadable",
            "{file}: {n} rows = {used} used + {left} left out + {unreadable} unreadable",
            n=report.rows,
            file=report.file,
            used=report.used,
            left=left,
            unreadable=report.unreadable_rows,
        )
    )
    for one in report.left_out:
        say("  Left out {rows}: {rule}", rows=one.rows, rule=one.rule)
    for problem in report.unreadable:
        click.echo(wrapped(call.wording.problem(problem), first="  ! ", hanging="    "))
    say(
        "Figures: {new} new, {unchanged} unchanged, {replaced} replaced",
        new=report.new,
        unchanged=report.unchanged,
        replaced=report.replaced,
    )
    if report.first is not None and report.last is not None:
        say("They cover {first}–{last}.", first=report.first, last=report.last)
    _tell_conflicts(call, slug, report)
    for note in report.notes:
        say(note)
    if not report.saved:
        say("Nothing was saved: this only shows what would happen.")


def _tell_conflicts(call: Call, slug: str, report: ImportReport) -> None:
    if not report.conflicts or (report.saved and report.replaced):
        return
    template = call.ws.find(slug).template
    for one in report.conflicts:
        say(
            "  Differs: {metric}, {period:period}: {before} is there, {found} is in the file",
            metric=metric_name(template, one.metric, call.wording),
            period=str(one.period),
            before=amount(template, one.metric, one.before, call.wording),
            found=amount(template, one.metric, one.found, call.wording),
        )


@command(
    "observe",
    context_settings={"ignore_unknown_options": True},
    help=N_(
        "Type in one figure.\n\n"
        "METRIC is a key such as “orders” (see “trialkit template show”). The period is a week"
        " (2026-W10), a month (2026-03), a day (2026-03-31), or “trial” for the whole trial."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("metric", metavar=N_("METRIC"))
@argument("value", metavar=N_("VALUE"))
@option("-p", "--period", metavar=N_("PERIOD"), required=True, help=N_("The time it stands for."))
@option(
    "--series",
    metavar=N_("NAME"),
    default="",
    help=N_("A comparison's name, where it isn't the trial's own figure."),
)
@option("--replace", is_flag=True, help=N_("Correct a different figure; the old one is kept."))
@pass_call
def observe(
    call: Call,
    *,
    trial: str,
    metric: str,
    value: str,
    period: str,
    series: str,
    replace: bool,
) -> None:
    """Record one figure."""
    slug = call.trial(trial)
    number = number_of(value, Place(field=metric), ask=call.terminal)
    seen = call.ws.observe(slug, metric, number, period=period, series=series, replace=replace)
    template = call.ws.find(slug).template
    holes: dict[str, Value] = {
        "metric": metric_name(template, metric, call.wording),
        "period": str(seen.observation.period),
        "value": amount(template, metric, seen.observation.value, call.wording),
        "before": amount(template, metric, seen.before, call.wording),
    }
    match seen.fate:
        case Fate.NEW:
            say("New: {metric}, {period:period}: {value}", **holes)
        case Fate.UNCHANGED:
            say("Unchanged: {metric}, {period:period}: {value}", **holes)
        case Fate.REPLACED:
            say("Replaced: {metric}, {period:period}: {value} (was {before})", **holes)
    next_step("show", short(slug))

"""`consent`, `case`, `compare`, `publish`: what may leave the house, and what does."""

from datetime import date
from pathlib import Path

import click

from trialkit.casebook.comparison import Cell, Column, Comparison
from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.levels import LEVEL, asked_level
from trialkit.cli.phrases import in_reader_language, nearby, own_words
from trialkit.cli.saying import NOTHING, next_step, say, short, words, wrapped
from trialkit.cli.starting import write_form
from trialkit.cli.tables import table
from trialkit.cli.typed import Day
from trialkit.errors import InvalidInput, Message
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES, Wording
from trialkit.model.consent import ConsentLevel
from trialkit.workspace.reports import PublishReport


@command(
    "consent",
    help=N_(
        "Record what the company lets be published of a trial, or that it took it back.\n\n"
        "Without a level it writes the form the company signs."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("level", metavar=N_("LEVEL"), type=LEVEL, required=False)
@option("--level", "as_option", type=LEVEL, help=N_("How much may be published."))
@option("--given-by", metavar=N_("ROLE"), default="", help=N_("Who in the company agreed."))
@option("--on", type=Day(), metavar=N_("DATE"), help=N_("The day it was given (today)."))
@option("--until", "valid_until", type=Day(), metavar=N_("DATE"), help=N_("Last day it holds."))
@option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help=N_("Only in this language; all without."),
)
@option(
    "--file",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("The signed paper, scanned; only its fingerprint is kept."),
)
@option("--withdraw", is_flag=True, help=N_("The company takes its consent back."))
@option("--reason", metavar=N_("TEXT"), help=N_("Why it is taken back, if they said."))
@pass_call
def consent(
    call: Call,
    *,
    trial: str,
    level: ConsentLevel | None,
    as_option: ConsentLevel | None,
    given_by: str,
    on: date | None,
    valid_until: date | None,
    languages: tuple[str, ...],
    file: Path | None,
    withdraw: bool,
    reason: str | None,
) -> None:
    """Record, withdraw, or write the form."""
    slug = call.trial(trial)
    if withdraw:
        _withdraw(call, slug, reason)
        return
    level = level or as_option
    if level is None and call.terminal:
        level = asked_level(
            call, Message("How much may be published? (Enter = only write the form)")
        )
    if level is None:
        say("To be signed: {file}", file=nearby(write_form(call, call.ws.find(slug))))
        next_step("consent", short(slug), words(N_("LEVEL")), "--file", words(N_("FILE")))
        return
    recorded = call.ws.consent(
        slug,
        level,
        given_by=given_by,
        on=on,
        valid_until=valid_until,
        languages=languages,
        file=file,
    )
    say(
        "Consent: {level:consent}, given {day}, until {until}.",
        level=recorded.level,
        day=recorded.given_on,
        until=recorded.valid_until,
    )
    next_step("publish", words(N_("FOLDER")))


def _withdraw(call: Call, slug: str, reason: str | None) -> None:
    taken = call.ws.withdraw_consent(slug, reason=reason)
    say("The consent of {given} was withdrawn.", given=taken.given_on)
    say("The site shows the case until it is published again.")
    next_step("publish", words(N_("FOLDER")))


@command(
    "case",
    help=N_(
        "Write the case of one trial, headed “internal” where consent doesn't release it.\n\n"
        "Without -o it is printed."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@option(
    "--format",
    "form",
    metavar=N_("FORMAT"),
    default=None,
    help=N_("md, json, html, or a plugin's (else by the file's ending, else md)."),
)
@option("--json", "as_json", is_flag=True, help=N_("The same as --format json."))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write it to a file."),
)
@pass_call
def case(call: Call, *, trial: str, form: str | None, as_json: bool, output: Path | None) -> None:
    """Write one case."""
    slug = call.trial(trial)
    ending = output.suffix.removeprefix(".") if output else ""
    wanted = "json" if as_json else form or ending or "md"
    document = call.ws.document(slug, form=wanted, language=call.language)
    if output is None:
        click.echo(document.decode("utf-8"))
        return
    _write(output, document)
    say("Written: {file}", file=str(output))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except FileNotFoundError as error:
        raise InvalidInput(
            Message("There is no folder {folder}.", folder=str(path.parent)), code="NO_FOLDER"
        ) from error
    except PermissionError as error:
        raise InvalidInput(
            Message("{file} can't be written.", file=path.name),
            code="FILE_OPEN",
            remedy=Message("Close {file} in Excel and try again.", file=path.name),
        ) from error


@command(
    "compare",
    help=N_(
        "Put cases side by side: the same metric, in the same unit, as the change against the"
        " baseline. A cell that isn't comparable says why.\n\n"
        "Trials that made the same promise are also told together: what differed, and from three"
        " companies on what the next one may expect.\n\n"
        "WHERE is a filter such as “template=ecommerce”, or names of trials."
    ),
)
@argument("where", metavar=N_("WHERE"), nargs=-1)
@reading
@pass_call
def compare(call: Call, *, where: tuple[str, ...], as_json: bool, output: Path | None) -> None:
    """Compare cases."""
    comparison = call.ws.compare(_selected(call, where))
    if not comparison.rows:
        say("No started trials were found.")
        return
    headings = [
        words(N_("Compared")),
        *(row.case.descriptors.company or NOTHING for row in comparison.rows),
    ]
    sheet = Sheet(headings, [[str(one or "") for one in row] for row in _lines(comparison, call)])
    if (as_json or output) and given(comparison, sheet, as_json=as_json, output=output):
        return
    click.echo(table(headings, _lines(comparison, call), wrap=True))
    _tell_reasons(comparison, call.wording)
    if comparison.same or comparison.success:
        from trialkit.cli.together import tell_together

        tell_together(comparison, call.wording)


def _selected(call: Call, where: tuple[str, ...]) -> str | list[str] | None:
    """Several names as a list; else one filter or part of a name."""
    from trialkit.store.selection import is_filter

    written = " ".join(where)
    if len(where) > 1 and not is_filter(written):
        return [call.trial(one) for one in where]
    return written or None


def _lines(comparison: Comparison, call: Call) -> list[list[str]]:
    """One line a thing compared: cases stand beside each other."""
    wording = call.wording
    head = [
        [words(N_("Trial")), *(own_words(row.case.title, wording) for row in comparison.rows)],
        [
            words(N_("Outcome")),
            *(wording.label("outcome", row.case.outcome) for row in comparison.rows),
        ],
        [
            words(N_("Strength of evidence")),
            *(f"{row.case.strength.level}/6" for row in comparison.rows),
        ],
    ]
    body = [
        [
            _heading(column, wording),
            *(_cell(row.cells[at], column, wording) for row in comparison.rows),
        ]
        for at, column in enumerate(comparison.columns)
        if any(row.cells[at].answer or row.cells[at].value is not None for row in comparison.rows)
    ]
    return [*head, *body]


def _heading(column: Column, wording: Wording) -> str:
    if column.kind == "outcome":
        return wording.label("common_outcome", column.id)
    name = in_reader_language(column.label, wording)
    if column.kind == "criterion":
        return words(N_("Promised: {metric}"), metric=name)
    if column.per is None:
        return name
    return words(N_("{metric}, change, {cadence:cadence}"), metric=name, cadence=column.per)


def _cell(cell: Cell, column: Column, wording: Wording) -> str:
    if cell.answer is not None:
        return wording.label("answer", cell.answer)
    if cell.value is None:
        return words(cell.why) if cell.why else NOTHING
    if cell.relative is not None:
        return wording.change(cell.relative)
    return wording.amount(round(cell.value, 2), column.unit)


def _tell_reasons(comparison: Comparison, wording: Wording) -> None:
    empty = [
        _heading(column, wording)
        for at, column in enumerate(comparison.columns)
        if not any(
            row.cells[at].answer or row.cells[at].value is not None for row in comparison.rows
        )
    ]
    if empty:
        say("Nothing to compare: {columns}.", columns=tuple(empty))


@command(
    "publish",
    help=N_(
        "Write the public site from every case that consent releases.\n\n"
        "FOLDER is a new or empty one, or one that TrialKit made before. Cases without consent"
        " are held back and named."
    ),
)
@argument("folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path, file_okay=False))
@argument("where", metavar=N_("WHERE"), nargs=-1)
@option("--where", "filter_", metavar=N_("WHERE"), help=N_("Which trials; all without."))
@option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help=N_("A language of the site; the workspace's without."),
)
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for another program."))
@pass_call
def publish(
    call: Call,
    *,
    folder: Path,
    where: tuple[str, ...],
    filter_: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write the site."""
    report = call.ws.publish(
        folder, where=filter_ or " ".join(where) or None, languages=languages or None
    )
    if as_json:
        told = {
            "published": report.published,
            "held_back": [one.trial for one in report.held_back],
            "tombstones": report.tombstones,
        }
        given(told, Sheet((), ()), as_json=True, output=None)
        return
    _tell_published(report)


def _tell_published(report: PublishReport) -> None:
    say(
        Message.counted(
            "{n} case is published.", "{n} cases are published.", n=len(report.published)
        )
    )
    for one in report.held_back:
        click.echo(wrapped(words(N_("Held back: {reason}"), reason=one.reason), hanging="  "))
    for one in report.partly:
        say(
            Message.counted(
                "In part: {trial}; {n} field is left out.",
                "In part: {trial}; {n} fields are left out.",
                n=len(one.fields),
                trial=short(one.trial),
            )
        )
    _counted(report.tombstones, Message("Withdrawn: {names}", names=report.tombstones))
    _counted(
        report.untranslated,
        Message("Shown in another language, and marked: {names}", names=report.untranslated),
    )
    say(
        "Files: {written} written, {unchanged} unchanged, {removed} removed.",
        written=report.site.written,
        unchanged=report.site.unchanged,
        removed=report.site.removed,
    )
    say("The site is in {folder}. Copy the folder to a server as it is.", folder=str(report.folder))


def _counted(names: tuple[str, ...], message: Message) -> None:
    if names:
        say(message)

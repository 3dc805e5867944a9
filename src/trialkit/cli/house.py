"""The workspace itself: `init`, `settings`, `verify`, `log`, `backup`, `restore` and the rest."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import click

from trialkit.cli.asking import ask, ask_words
from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, command, group, option, pass_call
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import next_step, say, tell, words
from trialkit.cli.tables import listing, table
from trialkit.errors import Message, StoreError
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES
from trialkit.model.settings import Settings


@command(
    "init",
    help=N_(
        "Make a workspace in a new or empty folder.\n\n"
        "It asks for the area and for who writes in it; a role is enough."
    ),
)
@argument("folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path, file_okay=False))
@option("--actor", metavar=N_("ROLE"), default="", help=N_("Who writes in it."))
@option("--area", metavar=N_("AREA"), help=N_("The area new trials are run in."))
@option("--language", type=click.Choice(LANGUAGES), help=N_("The workspace's language."))
@pass_call
def init(call: Call, *, folder: Path, actor: str, area: str | None, language: str | None) -> None:
    """Make a workspace."""
    from trialkit.workspace.workspace import create

    if call.terminal:
        area = ask(Message("Area:")) if area is None else area
        actor = actor or ask_words(Message("Who writes (a role is enough):"))
    _warn_of_cloud(call, folder)
    now = call.now
    create(
        folder,
        actor=actor,
        area=area or "",
        language=language or call.language,
        clock=None if now is None else lambda: now,
    ).close()
    say("The workspace {folder} is ready.", folder=str(folder))
    if not actor:
        say("It isn't known yet who writes in it.")
        next_step("settings", "set", "actor", words(N_("ROLE")))
        return
    say(
        "Next: {go}, then {command}",
        go=f'cd "{folder}"' if " " in str(folder) else f"cd {folder}",
        command="trialkit new",
    )


def _warn_of_cloud(call: Call, folder: Path) -> None:
    from trialkit.store.cloud import risky_folder

    if drive := risky_folder(folder):
        say(
            "Note: {folder} lies in {drive}. Two computers that write at once can damage the"
            " workspace there; a folder on this computer is safer, and “trialkit backup” makes"
            " copies for the other place.",
            folder=str(folder),
            drive=call.wording.text(drive),
        )


@group(
    "settings",
    invoke_without_command=True,
    help=N_("See the workspace's settings, or change one (settings set NAME VALUE)."),
)
@click.pass_context
def settings(ctx: click.Context) -> None:
    """Without a command: list."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_settings, as_json=False, output=None)


@settings.command("list", help=N_("List the settings."))
@reading
@pass_call
def list_settings(call: Call, *, as_json: bool, output: Path | None) -> None:
    """List settings."""
    found = call.ws.settings
    pairs = _pairs(found)
    sheet = Sheet([words(N_("Setting")), words(N_("Value"))], pairs)
    if given(found, sheet, as_json=as_json, output=output):
        return
    click.echo(listing(pairs))
    next_step("settings", "set", words(N_("NAME")), words(N_("VALUE")))


@settings.command("set", help=N_("Change one setting; the journal keeps it."))
@argument("name", metavar=N_("NAME"))
@argument("value", metavar=N_("VALUE"))
@pass_call
def set_setting(call: Call, *, name: str, value: str) -> None:
    """Change a setting."""
    changed = call.ws.set(name, value)
    call.forget_language()
    click.echo(f"{name}: {dict(_pairs(changed)).get(name, value)}")
    next_step("settings")


@settings.command(
    "join", help=N_("Take the programme and its areas from the file that the centre hands out.")
)
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path))
@pass_call
def join(call: Call, *, file: Path) -> None:
    """Join a programme."""
    joined = call.ws.join_programme(file)
    name = in_reader_language(joined.programme.name, call.wording)
    say("Programme: {name}", name=name or joined.programme.code)
    say(
        "Areas: {areas}",
        areas=tuple(in_reader_language(one.name, call.wording) for one in joined.areas),
    )
    next_step("settings")


def _pairs(found: Settings) -> list[tuple[str, str]]:
    """Setting and value as text, the programme's own fields one by one."""
    pairs: list[tuple[str, str]] = []
    for field in attrs.fields(Settings):
        value = getattr(found, field.name)
        if field.name == "programme":
            for inner in attrs.fields(type(value)):
                pairs.append((f"programme.{inner.name}", _shown(getattr(value, inner.name))))
        elif field.name == "areas":
            pairs.append((field.name, ", ".join(area.id for area in value) or "–"))
        else:
            pairs.append((field.name, _shown(value)))
    return pairs


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{language}: {text}" for language, text in value.items()) or "–"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return words(Message("yes")) if value else words(Message("no"))
    return "–" if value in {None, ""} else str(value)


@command(
    "verify",
    help=N_("Check the database, the journal and every seal; name what was changed by hand."),
)
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for another program."))
@pass_call
def verify(call: Call, *, as_json: bool) -> int:
    """Check everything."""
    from trialkit.store.verifying import verify as verified

    # The store alone: settings that were spoilt by hand must not keep it from being told.
    problems = verified(call.store)
    if as_json:
        told = [{"code": one.code, "problem": call.wording.problem(one)} for one in problems]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif problems:
        tell(call, problems)
        say(
            Message.counted(
                "{n} thing is not as it was written.",
                "{n} things are not as they were written.",
                n=len(problems),
            )
        )
    else:
        say("Everything is as it was written: database, journal and seals.")
    return StoreError.exit_code if problems else 0


@command("log", help=N_("Show who did what, and when: all of it, or of one trial."))
@argument("trial", metavar=N_("TRIAL"), required=False)
@reading
@pass_call
def log(call: Call, *, trial: str | None, as_json: bool, output: Path | None) -> None:
    """Show the journal."""
    entries = call.ws.history(call.trial(trial) if trial else None)
    headings = [
        words(N_("No.")),
        words(N_("When")),
        words(N_("Who")),
        words(N_("What")),
        words(N_("About")),
    ]
    slugs = {row.id: row.slug for row in call.ws.overview()}
    zone = ZoneInfo(call.ws.settings.timezone)
    about = [
        ", ".join(slugs.get(one, "") for one in entry.subjects).strip(", ") for entry in entries
    ]
    sheet = Sheet(
        headings,
        [
            [entry.seq, entry.at.astimezone(UTC), entry.by, entry.command, subject]
            for entry, subject in zip(entries, about, strict=True)
        ],
    )
    if given(entries, sheet, as_json=as_json, output=output):
        return
    rows = [
        [
            str(entry.seq),
            _moment(call, entry.at.astimezone(zone)),
            entry.by,
            entry.command,
            subject,
        ]
        for entry, subject in zip(entries, about, strict=True)
    ]
    click.echo(table(headings, rows, right=(0,), fixed=(0, 1)))


def _moment(call: Call, at: datetime) -> str:
    return f"{call.wording.day(at.date())} {at:%H.%M}"


@command("backup", help=N_("Make a checked copy of the workspace, anywhere."))
@argument("to", metavar=N_("FOLDER"), type=click.Path(path_type=Path))
@pass_call
def backup(call: Call, *, to: Path) -> None:
    """Copy and check."""
    made = call.ws.backup(to)
    say("The copy is checked and whole: {file}", file=str(made.resolve()))
    next_step("restore", str(made.resolve()), words(N_("FOLDER")))


@command("restore", help=N_("Make a workspace in a new folder from a backup."))
@argument("backup", metavar=N_("BACKUP"), type=click.Path(path_type=Path))
@argument("folder", metavar=N_("FOLDER"), type=click.Path(path_type=Path, file_okay=False))
@pass_call
def restore(call: Call, *, backup: Path, folder: Path) -> None:
    """Bring a backup back."""
    from trialkit.store.backup import restore as restore_backup

    restore_backup(backup, folder)
    say("Restored into {folder}.", folder=str(folder))
    say("Next: {go}, then {command}", go=f"cd {folder}", command="trialkit verify")


@command("plugins", help=N_("Show what is installed, and what of it is broken."))
@option("--json", "as_json", is_flag=True, help=N_("Print JSON, for another program."))
@pass_call
def plugins(call: Call, *, as_json: bool) -> None:
    """Show plugins."""
    loaded = call.ws.plugins
    templates = call.ws.templates()
    found = {
        "plugins": sorted(map(str, loaded.names())),
        "templates": sorted(templates),
        "importers": sorted(loaded.importers()),
        "formats": sorted(loaded.formats()),
        "broken": [fault.plugin for fault in loaded.faults],
    }
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    pairs = [
        (words(N_("Plugins")), ", ".join(found["plugins"]) or "–"),
        (
            words(N_("Templates")),
            "\n".join(
                f"{key}: {in_reader_language(template.title, call.wording)}"
                for key, template in sorted(templates.items())
            )
            or "–",
        ),
        (words(N_("Importers")), ", ".join(found["importers"]) or "–"),
        (words(N_("Formats")), ", ".join(found["formats"]) or "–"),
    ]
    click.echo(listing(pairs))
    for fault in loaded.faults:
        say("Broken: {plugin}. {message}", plugin=fault.plugin, message=fault.message)
    tell(call, (fault for fault in call.ws.faults if fault.code != "PLUGIN_FAULT"))


@command(
    "schema",
    help=N_("Print the JSON Schema of a class, such as Case or Trial; all names without one."),
)
@argument("name", metavar=N_("NAME"), required=False)
@pass_call
def schema(call: Call, *, name: str | None) -> None:
    """Print a schema."""
    from trialkit.cli.schemas import schema_named, schema_names

    if name is None:
        click.echo("\n".join(schema_names()))
        next_step("schema", "Case")
        return
    click.echo(json.dumps(schema_named(name), ensure_ascii=False, indent=2))

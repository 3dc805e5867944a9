"""Notes every command in a file of one's own; the journal keeps it anyhow."""

from pathlib import Path

from trialkit.hooks import hookimpl
from trialkit.model.journal import Entry


@hookimpl
def trialkit_event(entry: Entry) -> None:
    with Path("commands.log").open("a", encoding="utf-8") as log:
        log.write(f"{entry.seq} {entry.command} {entry.by}\n")

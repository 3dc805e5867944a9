"""Bringing a workspace file to this version's form, after a copy of it was put beside it."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from trialkit.store.connection import Connection
from trialkit.store.faults import disk_faults_said
from trialkit.store.migrations import APPLICATION, VERSION
from trialkit.store.migrations.steps import STEPS


def migrate(connection: Connection, *, steps: Migrations = STEPS, version: int = VERSION) -> None:
    """Apply all pending steps, or none, under one lock; an empty file gets all of them.

    A file that holds something is first copied to `trialkit.db.before-<version>`.

    Args:
        connection: to the file.
        steps: every step there is, oldest first.
        version: how many they are.

    Raises:
        StoreError: it can't be done now; the file is as it was.
    """
    with connection.transaction():
        # Under the lock: another program may have done it while we waited.
        found = connection.one("PRAGMA user_version")
        if found == (version,):
            return
        if found != (0,):
            copy_file(connection.path, copy_before(connection.path, version))
        with connection.faults_said():
            steps.apply(Database(connection.raw, strict=True, execute_plugins=False))
        connection.run(f"PRAGMA application_id = {APPLICATION}")
        connection.run(f"PRAGMA user_version = {version}")


def copy_before(path: Path, version: int) -> Path:
    """Where the copy goes that is made before a file is brought to `version`."""
    return path.with_name(f"{path.name}.before-{version}")


def copy_file(source: Path, target: Path) -> None:
    """Copy a database, also one in use, as of one moment; `target` appears whole or not at all.

    Raises:
        StoreError: the source is damaged, or the target can't be written.
    """
    half_made = target.with_name(f"{target.name}.new")
    reading = Connection(source)
    try:
        with disk_faults_said(target):
            half_made.unlink(missing_ok=True)
        writing = Connection(half_made, make=True)
        with closing(writing), reading.faults_said():
            reading.raw.backup(writing.raw)
            # A copy is one file, without a write-ahead log beside it.
            writing.raw.execute("PRAGMA journal_mode = delete")
        with disk_faults_said(target):
            half_made.replace(target)
    finally:
        reading.close()

"""Bringing a workspace file to this version's form, after a copy of it was put beside it."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from trialkit.store.connection import Connection
from trialkit.store.faults import disk_faults_said
from trialkit.store.migrations import APPLICATION, VERSION
from trialkit.store.migrations.steps import STEPS


def migrate(connection: Connection) -> None:
    """Apply all pending steps, or none, under one lock; an empty file gets all of them.

    A file that holds something is first copied to `trialkit.db.before-<version>`.

    Raises:
        StoreError: it can't be done now; the file is as it was.
    """
    with connection.transaction():
        # Under the lock: another program may have done it while we waited.
        (version,) = connection.one("PRAGMA user_version") or (0,)
        if version == VERSION:
            return
        if version:
            copy_file(connection.path, copy_before_migrating(connection.path))
        with connection.faults_said():
            database = Database(connection.raw, strict=True, execute_plugins=False)
            STEPS.apply(database)
        connection.run(f"PRAGMA application_id = {APPLICATION}")
        connection.run(f"PRAGMA user_version = {VERSION}")


def copy_before_migrating(path: Path) -> Path:
    """Where the copy of a file of an older version goes."""
    return path.with_name(f"{path.name}.before-{VERSION}")


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
        with reading.faults_said(), closing(writing.raw):
            reading.raw.backup(writing.raw)
            # A copy is one file: what is copied in write-ahead mode stays in it otherwise.
            writing.raw.execute("PRAGMA journal_mode = delete")
        with disk_faults_said(target):
            half_made.replace(target)
    finally:
        reading.close()

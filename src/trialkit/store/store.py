"""A workspace on disk: made, opened, read, and written one command at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from trialkit.errors import InvalidInput, Message, Place, StoreError
from trialkit.store.cloud import risky_folder
from trialkit.store.connection import PATIENCE, Connection
from trialkit.store.faults import CORRUPT, RESTORE, disk_faults_said
from trialkit.store.migrations import APPLICATION, VERSION
from trialkit.store.records import Records

if TYPE_CHECKING:
    # A list needs neither the model nor sqlite-utils.
    from datetime import datetime

    from trialkit.model.settings import Settings
    from trialkit.store.transaction import Transaction

DATABASE: Final = "trialkit.db"
FOLDERS: Final = ("templates", "theme", "files")
"""What else a workspace's folder holds."""

_OLDEST_SQLITE: Final = (3, 37, 0)


class Store(Records):
    """An open workspace. It belongs to the thread that opened it, and is cheap to open.

    Attributes:
        folder: the workspace's folder.
    """

    def __init__(self, folder: Path, connection: Connection) -> None:
        """Use `Store.create` or `Store.open`."""
        super().__init__(connection)
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, settings: Settings, *, by: str, at: datetime) -> Self:
        """Make a new workspace in `folder`, which is made too where it isn't there.

        Raises:
            InvalidInput: `ALREADY_A_WORKSPACE`.
            StoreError: nothing can be written there.
        """
        from trialkit.store.migrating import migrate

        path = folder.absolute() / DATABASE
        with disk_faults_said(path):
            if path.exists():
                raise InvalidInput(
                    Message("{folder} is a workspace already.", folder=str(folder)),
                    code="ALREADY_A_WORKSPACE",
                    remedy=Message("Choose another folder, or go on in this one."),
                )
            for name in FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
            # Until it is whole it has another name: whoever breaks off leaves no half workspace.
            half_made = path.with_name(f"{DATABASE}.new")
            half_made.unlink(missing_ok=True)
            connection = Connection(half_made, make=True)
            try:
                migrate(connection)
                with cls(folder, connection).command("init", by=by, at=at) as tx:
                    tx.name_workspace()
                    tx.save(settings)
            finally:
                connection.close()
            half_made.replace(path)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, patience: float = PATIENCE) -> Self:
        """Open the workspace in `folder`; one of an older version is brought up to date first.

        Args:
            folder: the one with `trialkit.db` in it.
            patience: seconds to wait while another program writes.

        Raises:
            StoreError: `NO_WORKSPACE`, `NEWER_VERSION`, `CORRUPT`, `LOCKED`, `CANT_OPEN` or
                `SQLITE_TOO_OLD`. Nothing is made or changed then.
        """
        path = database_in(folder)
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise StoreError(
                Message(
                    "This Python has SQLite {found}; a workspace needs {needed} or newer.",
                    found=sqlite3.sqlite_version,
                    needed=".".join(map(str, _OLDEST_SQLITE)),
                ),
                code="SQLITE_TOO_OLD",
                remedy=Message("Install a newer Python."),
            )
        connection = Connection(path, patience=patience)
        try:
            _make_current(connection)
            _choose_journal(connection)
        except BaseException:
            connection.close()
            raise
        return cls(folder, connection)

    @contextmanager
    def command(self, name: str, *, by: str, at: datetime) -> Iterator[Transaction]:
        """Write, all or nothing, with one journal entry in the same transaction.

        From its first moment nobody else writes. An exception leaves everything as it was; where
        nothing was changed, nothing is journaled. `tx.entry` tells what was, after the block.

        Args:
            name: the use case's: `start`, `observe`, ….
            by: who.
            at: when; in any zone, kept as UTC.

        Raises:
            StoreError: `LOCKED`, `DISK_FULL`, `READ_ONLY`, …; nothing was saved.
        """
        from trialkit.store.transaction import Transaction

        with self._connection.transaction():
            tx = Transaction(self._connection, command=name, by=by, at=at)
            yield tx
            tx.close_entry()

    @property
    def connection(self) -> Connection:
        """The connection, for the rooms' own checks and copies."""
        return self._connection

    @property
    def path(self) -> Path:
        """The database file."""
        return self._connection.path

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def database_in(folder: Path) -> Path:
    """The database file of the workspace in `folder`.

    Raises:
        StoreError: `NO_WORKSPACE`.
    """
    path = folder.absolute() / DATABASE
    with disk_faults_said(path):
        if path.is_file():
            return path
    raise StoreError(
        Message("There is no workspace in {folder}.", folder=str(folder)),
        code="NO_WORKSPACE",
        remedy=Message("Check the path, or make a workspace: trialkit init FOLDER."),
    )


def _make_current(connection: Connection) -> None:
    """See that the file is a workspace of this version; an older one is migrated."""
    application, version = (
        (connection.one(f"PRAGMA {name}") or (0,))[0] for name in ("application_id", "user_version")
    )
    place = Place(file=connection.path.name)
    if application != APPLICATION or not isinstance(version, int):
        raise StoreError(CORRUPT, code="CORRUPT", place=place, remedy=RESTORE)
    if version > VERSION:
        raise StoreError(
            Message("This workspace was made by a newer version of TrialKit."),
            code="NEWER_VERSION",
            place=place,
            remedy=Message("Install the newest TrialKit; nothing was changed."),
        )
    if version < VERSION:
        from trialkit.store.migrating import migrate

        migrate(connection)
    if connection.one("SELECT id FROM workspace") is None:
        raise StoreError(CORRUPT, code="CORRUPT", place=place, remedy=RESTORE)


def _choose_journal(connection: Connection) -> None:
    """A write-ahead log on a plain disk; a rollback journal where it is synced or shared."""
    wanted = "delete" if risky_folder(connection.path.parent) else "wal"
    if connection.one("PRAGMA journal_mode") == (wanted,):
        return
    # Whoever else has it open now keeps the old journal in use; the next opening tries again.
    with suppress(StoreError):
        patience = connection.one("PRAGMA busy_timeout") or (0,)
        connection.run("PRAGMA busy_timeout = 0")
        try:
            connection.one(f"PRAGMA journal_mode = {wanted}")
        finally:
            connection.run(f"PRAGMA busy_timeout = {patience[0]}")

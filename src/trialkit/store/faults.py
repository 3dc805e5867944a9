"""What SQLite and the disk complain of, said as whole sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from trialkit.errors import Message, Place, StoreError

CORRUPT: Final = Message(
    "The workspace file is damaged, or it is no TrialKit workspace; it was left as it is."
)
RESTORE: Final = Message("Take the newest backup: trialkit restore BACKUP FOLDER.")

# By SQLite's primary result code (https://sqlite.org/rescode.html): code, sentence, remedy.
_SENTENCES: Final[dict[int, tuple[str, Message, Message | None]]] = {
    sqlite3.SQLITE_BUSY: (
        "LOCKED",
        Message("Another program is writing to this workspace. Nothing was saved."),
        Message("Wait until it is done, or close it, and try again."),
    ),
    sqlite3.SQLITE_READONLY: (
        "READ_ONLY",
        Message("The workspace may only be read here. Nothing was saved."),
        Message("Copy the workspace to a folder that you may write to."),
    ),
    sqlite3.SQLITE_FULL: (
        "DISK_FULL",
        Message("The disk is full. Nothing was saved."),
        Message("Make room and try again."),
    ),
    sqlite3.SQLITE_IOERR: (
        "DISK_FAULT",
        Message("The disk could not be read or written. Nothing was saved."),
        Message("Check that the disk is connected and has room, and try again."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "CANT_OPEN",
        Message("The workspace file can't be opened, or its folder can't be written to."),
        Message("Check who may use the folder, or copy the workspace to another one."),
    ),
    sqlite3.SQLITE_CORRUPT: ("CORRUPT", CORRUPT, RESTORE),
    sqlite3.SQLITE_NOTADB: ("CORRUPT", CORRUPT, RESTORE),
    sqlite3.SQLITE_CONSTRAINT: (
        "INCONSISTENT",
        Message("This doesn't fit what the workspace holds. Nothing was saved."),
        None,
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PERM] = _SENTENCES[sqlite3.SQLITE_READONLY]
_SENTENCES[sqlite3.SQLITE_AUTH] = _SENTENCES[sqlite3.SQLITE_READONLY]


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """The sentence for what SQLite complained of; the cause stays attached to it."""
    number = getattr(error, "sqlite_errorcode", None)
    place = Place(file=path.name)
    if number is not None and number & 0xFF in _SENTENCES:
        code, message, remedy = _SENTENCES[number & 0xFF]
        return StoreError(message, code=code, place=place, remedy=remedy)
    return StoreError(
        Message("The workspace could not be used: {cause}.", cause=str(error)),
        code="STORE_FAULT",
        place=place,
    )


@contextmanager
def disk_faults_said(path: Path) -> Iterator[None]:
    """Turn what the operating system says of files and folders into a `StoreError`."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            Message("This can't be written: {cause}.", cause=error.strerror or str(error)),
            code="CANT_WRITE",
            place=Place(file=path.name),
            remedy=Message("Close programs that use it, check who may write there, and try again."),
        ) from error

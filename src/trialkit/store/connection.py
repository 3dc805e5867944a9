"""One SQLite connection: how it is opened, and that its faults are whole sentences."""

import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from trialkit.errors import InvalidInput, Message, StoreError
from trialkit.store.faults import store_error

Scalar = str | int | float | None
"""What a column holds."""

PATIENCE: Final = 10.0
"""Seconds to wait while another program writes."""

_CACHE_KIB: Final = 32_000
"""Room for the indexes of a large import; a small command takes no more than it needs."""


def address_of(path: PurePath, *, mode: str) -> str:
    """The URI SQLite opens `path` by; any character may stand in the path.

    Args:
        path: absolute.
        mode: `rw` for a file that must exist, `rwc` for one that may be made.

    >>> from pathlib import PurePosixPath, PureWindowsPath
    >>> address_of(PurePosixPath("/koe?/50 %/trialkit.db"), mode="rw")
    'file:///koe%3F/50%20%25/trialkit.db?mode=rw'
    >>> address_of(PureWindowsPath("C:/koe/trialkit.db"), mode="rw")
    'file:///C:/koe/trialkit.db?mode=rw'
    >>> address_of(PureWindowsPath("//palvelin/hanke/trialkit.db"), mode="rw")
    'file:////palvelin/hanke/trialkit.db?mode=rw'
    """
    written = path.as_posix()
    rooted = written if written.startswith("/") else f"/{written}"
    return f"file://{quote(os.fsencode(rooted), safe='/:')}?mode={mode}"


def folded(words: str | None) -> str | None:
    """`words` as they are compared: without case and without marks.

    >>> folded("Höylä")
    'hoyla'
    """
    if words is None:
        return None
    if words.isascii():
        return words.lower()
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Connection:
    """A connection to a workspace file. SQLite's own errors never leave it.

    Attributes:
        path: the file.
        raw: the connection itself, for sqlite-utils; use it inside `faults_said`.
    """

    def __init__(self, path: Path, *, make: bool = False, patience: float = PATIENCE) -> None:
        """Open `path`; where `make` is false, a file that isn't there is an error.

        Raises:
            StoreError: it can't be opened.
        """
        self.path = path
        with self.faults_said():
            self.raw = sqlite3.connect(
                address_of(path.absolute(), mode="rwc" if make else "rw"),
                uri=True,
                timeout=patience,
                isolation_level=None,
            )
        try:
            with self.faults_said():
                self.raw.create_function("folded", 1, folded, deterministic=True)
                self.raw.execute("PRAGMA foreign_keys = on")
                self.raw.execute("PRAGMA synchronous = full")
                self.raw.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except StoreError:
            self.raw.close()  # else Windows keeps a damaged file from being put right
            raise

    @contextmanager
    def faults_said(self) -> Iterator[None]:
        """Turn SQLite's errors into `StoreError`, and a text that is none into `InvalidInput`."""
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error
        except UnicodeEncodeError as error:
            # Bytes of another encoding on the command line come in as half characters.
            found = error.object.encode(errors="backslashreplace").decode()
            raise InvalidInput(
                Message("The text {found} has half a character in it.", found=found),
                code="WRONG_VALUE",
            ) from None

    def all(self, sql: str, parameters: Sequence[Scalar] = ()) -> list[tuple[Scalar, ...]]:
        """Every row that `sql` gives."""
        with self.faults_said():
            return self.raw.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Scalar] = ()) -> tuple[Scalar, ...] | None:
        """The first row that `sql` gives, or None."""
        with self.faults_said():
            row: tuple[Scalar, ...] | None = self.raw.execute(sql, parameters).fetchone()
            return row

    def stream(self, sql: str, parameters: Sequence[Scalar] = ()) -> Iterator[tuple[Scalar, ...]]:
        """The rows that `sql` gives, one by one: for more than memory should hold."""
        with self.faults_said():
            yield from self.raw.execute(sql, parameters)

    def run(self, sql: str, parameters: Sequence[Scalar] = ()) -> int:
        """Run `sql`; how many rows it changed."""
        with self.faults_said():
            return self.raw.execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[Scalar]]) -> None:
        """Run `sql` once for each of `rows`."""
        with self.faults_said():
            self.raw.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, with the lock for writing from its first moment on.

        A plain BEGIN would take the lock at the first write, and fail at once where another
        program wrote in between (`synchronous = full` makes the commit outlive a power cut).
        """
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.raw.in_transaction:
                self.run("ROLLBACK")
            raise

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Everything read inside is as of one moment, whatever others write meanwhile."""
        if self.raw.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("ROLLBACK")

    @contextmanager
    def step(self) -> Iterator[None]:
        """All or nothing inside a transaction."""
        self.run("SAVEPOINT step")
        try:
            yield
        except BaseException:
            if self.raw.in_transaction:
                self.run("ROLLBACK TO step")
                self.run("RELEASE step")
            raise
        self.run("RELEASE step")

    def close(self) -> None:
        """Let go of the file."""
        self.raw.close()

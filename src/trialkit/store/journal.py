"""Digests that chain the journal's entries and bind each row to the entry that wrote it.

A digest is SHA-256(salt ‖ canonical JSON). Whoever has only the journal can't guess a row's words
from its digest; once row and salt are erased, nobody can.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence

from trialkit.model.conversion import Plain, canonical, from_plain, to_plain
from trialkit.model.journal import Entry
from trialkit.store.connection import Scalar

FIRST = "0" * 64
"""What the first entry names as the one before it."""


def new_salt() -> str:
    """128 random bits, hex."""
    return secrets.token_hex(16)


def salted_digest(salt: str, value: object) -> str:
    """SHA-256(salt ‖ canonical JSON of `value`), hex."""
    return hashlib.sha256(salt.encode() + canonical(value)).hexdigest()


class RollingDigest:
    """One digest over any number of rows, in their order: SHA-256(salt ‖ row ‖ row …).

    A row is its JSON array and a comma, so that it doesn't matter how rows were handed over.
    """

    def __init__(self, salt: str) -> None:
        self._hash = hashlib.sha256(salt.encode())

    def add(self, rows: Sequence[Sequence[Scalar]]) -> None:
        """Take in some more rows."""
        if rows:
            written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
            self._hash.update(written[1:-1].encode() + b",")

    def hexdigest(self) -> str:
        """The digest over all rows so far, hex."""
        return self._hash.hexdigest()


def entry_written(fields: dict[str, object]) -> tuple[str, str]:
    """An entry as the journal keeps it: canonical JSON of all its fields but the hash; the hash."""
    body = canonical(to_plain(fields))
    return body.decode(), hashlib.sha256(body).hexdigest()


def entry_read(body: str, written_hash: str) -> Entry:
    """The entry that was kept as `body`.

    Raises:
        InvalidInput: it was changed by hand, so that it is none any more.
    """
    fields: Plain = json.loads(body)
    return from_plain(Entry, {**fields, "hash": written_hash} if isinstance(fields, dict) else None)


def hash_of(body: str) -> str:
    """The hash that an entry kept as `body` must have."""
    return hashlib.sha256(body.encode()).hexdigest()


def trials_first(trials: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Ids of what a command was about, each once, trials before the rest."""
    return tuple(dict.fromkeys((*trials, *others)))

"""The workspace's memory: every command that changed anything, chained by digests."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class Change:
    """One row that a command wrote.

    Attributes:
        table: which table.
        row: the row's id; for a bulk import the import's.
        before: salted digest of the row before, None where it is new.
        after: salted digest of the row after, None where it went; a bulk import has one
            rolling digest over all its rows.
    """

    table: str
    row: str
    before: str | None
    after: str | None


@attrs.frozen(kw_only=True)
class Entry:
    """One command, as the journal keeps it.

    Attributes:
        seq: 1, 2, 3, … within the workspace.
        id: globally unique.
        at: when, UTC.
        by: who.
        command: the use case's name: `start`, `observe`, ….
        subjects: ids of what it was about, trials first.
        changes: the rows it wrote.
        payload_digest: salted digest of the payload, which stands apart and can be erased.
        previous: hash of the entry before; 64 zeros for the first.
        hash: SHA-256 over all of the above.
    """

    seq: int
    id: str
    at: datetime
    by: str
    command: str
    subjects: tuple[str, ...]
    changes: tuple[Change, ...]
    payload_digest: str
    previous: str
    hash: str

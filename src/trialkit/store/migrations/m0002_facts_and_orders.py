"""Facts looked up again, how a company's files are read, and which orders were counted."""

from typing import Final

from sqlite_utils import Database

TABLES: Final = (
    """
CREATE TABLE fact_review (
    id TEXT PRIMARY KEY NOT NULL, -- template:fact
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE import_settings (
    id TEXT PRIMARY KEY NOT NULL, -- company:shape
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
-- So that no second file counts an order again. What is here only stops a file, it never makes
-- a figure, so the journal has no digest of it.
CREATE TABLE counted_order (
    trial TEXT NOT NULL REFERENCES trial (id),
    digest TEXT NOT NULL, -- hex, of the trial's id and the order's number
    file TEXT NOT NULL, -- the file it was last counted from
    PRIMARY KEY (trial, digest)
) STRICT, WITHOUT ROWID
""",
)


def apply(db: Database) -> None:
    """Make the three tables."""
    for statement in TABLES:
        db.execute(statement)

"""What was learned across trials, and what became of each after half a year and a year."""

from typing import Final

from sqlite_utils import Database

TABLES: Final = (
    """
CREATE TABLE learning (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (json_extract(body, '$.slug')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE follow_up (
    id TEXT PRIMARY KEY NOT NULL,
    trial TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.trial')) STORED
        REFERENCES trial (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX follow_up_by_trial ON follow_up (trial)
""",
)


def apply(db: Database) -> None:
    """Make the two tables."""
    for statement in TABLES:
        db.execute(statement)

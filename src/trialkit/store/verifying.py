"""What was changed behind the journal's back, said of the trial it concerns.

The journal's entries are chained by their hashes, and each names a salted digest of every row its
command wrote. So a row can be held against the journal's last word on it, and a promise against
its seal.
"""

# Table and column names below are our own; values only ever go in as parameters.
# ruff: noqa: S608

import json
import re
from collections.abc import Iterator
from typing import Final

from trialkit.errors import InvalidInput, Message, Place, Problem, StoreError, TrialkitError
from trialkit.model.conversion import digest
from trialkit.model.journal import Entry
from trialkit.model.template import Template
from trialkit.rules import sealing
from trialkit.store import figures
from trialkit.store.connection import Connection
from trialkit.store.faults import RESTORE
from trialkit.store.journal import FIRST, RollingDigest, entry_read, hash_of, salted_digest
from trialkit.store.store import Store
from trialkit.store.tables import JOURNALED, row_columns, row_digest, thing_read

_CHANGED: Final = "ROW_CHANGED"
_MISSING: Final = "ROW_MISSING"
_UNKNOWN: Final = "ROW_UNKNOWN"

# By code: of a row that hangs on a trial, and of any other.
_SENTENCES: Final = {
    _CHANGED: (
        "Something kept of the trial {trial} was changed by hand: table {table}, row {row}.",
        "Something was changed by hand: table {table}, row {row}.",
    ),
    _MISSING: (
        "Something kept of the trial {trial} was removed by hand: table {table}, row {row}.",
        "Something was removed by hand: table {table}, row {row}.",
    ),
    _UNKNOWN: (
        "Something was added to the trial {trial} by hand: table {table}, row {row}.",
        "Something was added by hand: table {table}, row {row}.",
    ),
}

# The slug of the trial that a row of a table hangs on.
_TRIAL_OF: Final = {
    "trial": "SELECT slug FROM trial WHERE id = ?",
    "kept_case": "SELECT slug FROM trial WHERE id = ?",
    "ballot": (
        "SELECT slug FROM ballot JOIN round ON round.id = ballot.round"
        " JOIN trial ON trial.id = round.trial WHERE ballot.id = ?"
    ),
    "observation": (
        "SELECT slug FROM intake JOIN trial ON trial.id = intake.trial WHERE intake.id = ?"
    ),
} | {
    table: f"SELECT slug FROM {table} JOIN trial ON trial.id = {table}.trial WHERE {table}.id = ?"
    for table in ("action_done", "round", "consent", "follow_up", "publication")
}

LastWords = dict[tuple[str, str], str | None]
"""(table, row) → the digest that the journal last said it has; None where it went."""


def verify(store: Store) -> list[Problem]:
    """Everything in the workspace that no command of TrialKit wrote; empty where all is well.

    Codes: `CORRUPT` (the file itself), `JOURNAL_BROKEN`, `ROW_CHANGED`, `ROW_MISSING`,
    `ROW_UNKNOWN`, `SEAL_BROKEN`. A payload that was erased by a command is no problem.
    """
    connection = store.connection
    try:
        with connection.moment():
            if damaged := list(_damage(connection)):
                return damaged
            check = _Check(store)
            return [*check.journal(), *check.seals(), *check.rows(), *check.figures()]
    except StoreError as error:
        return list(error.problems)


def _damage(connection: Connection) -> Iterator[Problem]:
    for (found,) in connection.all("PRAGMA integrity_check(10)"):
        if found != "ok":
            yield Problem(
                Message("The workspace file is damaged: {fault}.", fault=str(found)),
                code="CORRUPT",
                place=Place(file=connection.path.name),
                remedy=RESTORE,
            )
    for table, sql in connection.all("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        for column, made_from in _generated(str(sql)):
            if connection.one(f"SELECT 1 FROM {table} WHERE {column} IS NOT ({made_from})"):
                yield Problem(
                    Message("The workspace file is damaged: {fault}.", fault=f"{table}.{column}"),
                    code="CORRUPT",
                    place=Place(file=connection.path.name, field=str(table)),
                    remedy=RESTORE,
                )


def _generated(sql: str) -> list[tuple[str, str]]:
    """The columns of a table that are made from its JSON, each with how it is made."""
    pattern = r"^ +(\w+) [^,(]*?GENERATED ALWAYS AS\s+(\(.*?\))\s+STORED"
    return re.findall(pattern, sql, re.MULTILINE | re.DOTALL)


class _Check:
    """One verification; it learns from the journal what every row should be."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection
        self._last: LastWords = {}
        self._broken_trials: set[str] = set()

    def journal(self) -> Iterator[Problem]:
        """The chain, link by link; and what every entry says of rows."""
        previous, expected = FIRST, 1
        for seq, body, written in self._connection.stream(
            "SELECT seq, body, hash FROM journal ORDER BY seq"
        ):
            try:
                entry = entry_read(str(body), str(written))
            except InvalidInput:
                entry = None
            if (
                entry is None
                or hash_of(str(body)) != written
                or (entry.seq, seq) != (expected, expected)
                or entry.previous != previous
            ):
                yield _broken_journal(
                    Message("The journal was changed by hand at entry {seq}.", seq=int(str(seq)))
                )
            if entry is not None:
                yield from self._heard(entry)
            previous, expected = str(written), int(str(seq)) + 1
        yield from self._payloads()

    def _heard(self, entry: Entry) -> Iterator[Problem]:
        """Take an entry's word on its rows; what it found must be what the one before left."""
        for change in entry.changes:
            key = (change.table, change.row)
            if change.table != "payload" and self._last.get(key) != change.before:
                yield self._problem(_CHANGED, *key)
            self._last[key] = change.after

    def _payloads(self) -> Iterator[Problem]:
        found = self._connection.all(
            "SELECT journal.seq, json_extract(journal.body, '$.payload_digest'),"
            " payload.seq IS NOT NULL, payload.body, payload.salt"
            " FROM journal LEFT JOIN payload ON payload.seq = journal.seq ORDER BY journal.seq"
        )
        for seq, wanted, there, body, salt in found:
            erased = ("payload", str(seq)) in self._last
            if body is None or salt is None:
                whole = bool(there) and erased and body is None and salt is None
            else:
                whole = not erased and _payload_digest(str(salt), str(body)) == wanted
            if not whole:
                yield _broken_journal(
                    Message("What entry {seq} noted was changed by hand.", seq=int(str(seq)))
                )

    def seals(self) -> Iterator[Problem]:
        """Every sealed promise, with its amendments undone, against its seal."""
        for id_, slug in self._connection.all("SELECT id, slug FROM trial ORDER BY id"):
            try:
                trial = self._store.trial(str(id_))
            except TrialkitError:
                continue  # it can't be read, so its row was changed: `rows` says so
            if trial.promise is None or trial.seal is None:
                continue
            for path in sealing.broken(trial.promise, trial.seal, trial.amendments):
                self._broken_trials.add(str(id_))
                yield Problem(
                    Message(
                        "The sealed promise of {trial} was changed by hand: {path}.",
                        trial=str(slug),
                        path=path,
                    ),
                    code="SEAL_BROKEN",
                    place=Place(field=path),
                    remedy=RESTORE,
                )

    def rows(self) -> Iterator[Problem]:
        """Every row that holds a thing, against the journal's last word on it."""
        for table in JOURNALED:
            seen = set()
            columns = ", ".join(row_columns(table))
            for row in self._connection.stream(f"SELECT salt, {columns} FROM {table} ORDER BY id"):
                id_ = str(row[1])
                seen.add(id_)
                if (table, id_) not in self._last or self._last[table, id_] is None:
                    yield self._problem(_UNKNOWN, table, id_)
                elif row_digest(table, row) != self._last[table, id_]:
                    # A broken seal says the same of the same row, and says where.
                    if table != "trial" or id_ not in self._broken_trials:
                        yield self._problem(_CHANGED, table, id_)
                elif table == "template" and not _is_named_rightly(id_, str(row[2])):
                    yield self._problem(_CHANGED, table, id_)
            yield from self._gone(table, seen)

    def figures(self) -> Iterator[Problem]:
        """All figures of each intake against its one digest, and who replaced whom."""
        intakes = {
            str(id_): (trial, RollingDigest(str(salt)))
            for id_, trial, salt in self._connection.all("SELECT id, trial, salt FROM intake")
        }
        changed = self._wrongly_replaced()
        for row in self._connection.stream(f"{figures.SELECT} ORDER BY position"):
            trial, rolling = intakes.get(str(row[1]), (None, None))
            if rolling is None or trial != row[2]:
                changed.add(str(row[1]))
            else:
                rolling.add([row])
        for intake, (_, rolling) in intakes.items():
            if ("observation", intake) not in self._last:
                yield self._problem(_UNKNOWN, "observation", intake)
            elif rolling.hexdigest() != self._last["observation", intake]:
                changed.add(intake)
        for intake in sorted(changed):
            yield self._problem(_CHANGED, "observation", intake)
        yield from self._gone("observation", set(intakes))

    def _wrongly_replaced(self) -> set[str]:
        """Intakes with a figure that gave way to another than the one that names it."""
        found = self._connection.all(
            "SELECT DISTINCT old.intake FROM observation AS old"
            " LEFT JOIN observation AS new ON new.replaces = old.id"
            " WHERE old.replaced_by IS NOT new.id"
        )
        return {str(intake) for (intake,) in found}

    def _gone(self, table: str, seen: set[str]) -> Iterator[Problem]:
        for (of_table, id_), last in self._last.items():
            if of_table == table and last is not None and id_ not in seen:
                yield self._problem(_MISSING, table, id_)

    def _problem(self, code: str, table: str, row: str) -> Problem:
        slug = self._slug(table, row)
        of_a_trial, of_anything = _SENTENCES[code]
        message = (
            Message(of_anything, table=table, row=row)
            if slug is None
            else Message(of_a_trial, trial=slug, table=table, row=row)
        )
        return Problem(message, code=code, place=Place(field=table), remedy=RESTORE)

    def _slug(self, table: str, row: str) -> str | None:
        if table not in _TRIAL_OF:
            return None
        found = self._connection.one(_TRIAL_OF[table], (row,))
        return None if found is None else str(found[0])


def _is_named_rightly(wanted: str, body: str) -> bool:
    """Whether a template's row is the template whose digest trials name it by."""
    try:
        return digest(thing_read(Template, body)) == wanted
    except StoreError:
        return False


def _payload_digest(salt: str, body: str) -> str | None:
    """The digest of what an entry noted; None where no command could have noted it."""
    try:
        return salted_digest(salt, json.loads(body))
    except (TypeError, ValueError):
        return None


def _broken_journal(message: Message) -> Problem:
    return Problem(message, code="JOURNAL_BROKEN", place=Place(field="journal"), remedy=RESTORE)

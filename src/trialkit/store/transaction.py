"""One command's writing: what it saves, and the journal entry that says so."""

# Table and column names below are our own; values only ever go in as parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlite_utils import Database

from trialkit.model.conversion import digest, to_plain
from trialkit.model.ids import new_id
from trialkit.model.import_settings import ImportSettings
from trialkit.model.journal import Change, Entry
from trialkit.model.metric import Observation
from trialkit.model.round import Ballot
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.trial import Trial
from trialkit.store import figures
from trialkit.store.connection import Connection
from trialkit.store.figures import Intake
from trialkit.store.journal import (
    FIRST,
    RollingDigest,
    entry_read,
    entry_written,
    new_salt,
    salted_digest,
    trials_first,
)
from trialkit.store.records import Records
from trialkit.store.tables import (
    TABLES,
    Thing,
    body_of,
    row_columns,
    row_digest,
    settings_rows,
    trial_body,
)

Kept = TypeVar("Kept", bound=Thing)

_OF_A_TRIAL = ("action_done", "consent", "follow_up", "publication", "round")
"""Tables whose rows go when their trial goes."""


class Transaction(Records):
    """What one command reads and writes, in a transaction that `Store.command` opens and ends.

    Attributes:
        command: the use case's name, for the journal.
        by: who.
        at: when, UTC.
        entry: what the journal keeps of the command, once it has ended; None where nothing changed.
    """

    def __init__(self, connection: Connection, *, command: str, by: str, at: datetime) -> None:
        super().__init__(connection)
        self.command = command
        self.by = by
        self.at = at
        self.entry: Entry | None = None
        self._database = Database(connection.raw, strict=True, execute_plugins=False)
        self._changes: dict[tuple[str, str], Change] = {}
        self._trials: list[str] = []
        self._subjects: list[str] = []
        self._noted: dict[str, object] = {}

    def save(self, thing: Kept) -> Kept:
        """Keep `thing`, new or changed; saving what is already there changes nothing.

        Raises:
            StoreError: `INCONSISTENT` where it names a thing that isn't there, or where another
                trial has its slug.
        """
        match thing:
            case Settings():
                for name, body in settings_rows(thing).items():
                    self._write("setting", {"id": name, "body": body})
            case Trial():
                self._keep_template(thing.template)
                self._trials.append(thing.id)
                self._write("trial", {"id": thing.id, "body": trial_body(thing)})
            case _:
                self._about_thing(thing)
                body = body_of(to_plain(thing))
                self._write(TABLES[type(thing)], {"id": thing.id, "body": body})
        return thing

    def remove(self, trial: Trial) -> None:
        """Let a trial go with all that hangs on it; the journal keeps what it was as a payload."""
        self._trials.append(trial.id)
        self.note({"removed": to_plain(trial)})
        for (intake,) in self._connection.all("SELECT id FROM intake WHERE trial = ?", (trial.id,)):
            self._remove_intake(str(intake))
        ballots = "round IN (SELECT id FROM round WHERE trial = ?)"
        self._remove_where("ballot", ballots, trial.id)
        for table in _OF_A_TRIAL:
            self._remove_where(table, "trial = ?", trial.id)
        self._connection.run("DELETE FROM counted_order WHERE trial = ?", (trial.id,))
        self._remove_where("kept_case", "id = ?", trial.id)
        self._remove_where("trial", "id = ?", trial.id)

    def forget(self, settings: ImportSettings) -> None:
        """Let go of how files of one kind are read."""
        self._about_thing(settings)
        self._remove_where("import_settings", "id = ?", settings.id)

    def observe(self, observations: Iterable[Observation]) -> int:
        """Take in figures, however many; how many they were.

        An observation that names one it replaces takes its place; the old one is kept. The
        journal gets one digest over all figures of a trial. All of them come in or none.

        Raises:
            InvalidInput: `PERIOD_TAKEN` where a period has a figure that isn't replaced,
                `NOT_CURRENT` where what is to be replaced isn't the current figure of the period.
            StoreError: `INCONSISTENT` where a trial isn't there.
        """
        intakes: dict[str, Intake] = {}
        taken = 0
        with self._connection.step():
            for run in figures.runs(observations):
                trial = run[0].trial
                if trial not in intakes:
                    intakes[trial] = self._new_intake(trial)
                figures.take_in(self._connection, intakes[trial], run)
                taken += len(run)
        for trial, intake in intakes.items():
            self._trials.append(trial)
            self._changed("observation", intake.id, None, intake.digest.hexdigest())
        return taken

    def count_orders(self, trial_id: str, digests: Iterable[str], *, file: str) -> None:
        """Remember which orders of a trial were counted, and from which file last."""
        self._connection.run_many(
            "INSERT INTO counted_order (trial, digest, file) VALUES (?, ?, ?)"
            " ON CONFLICT (trial, digest) DO UPDATE SET file = excluded.file",
            ((trial_id, digest, file) for digest in digests),
        )

    def keep_case(self, trial_id: str, case: str, inputs: str) -> None:
        """Keep the latest case of a trial for lists, filters and views.

        Args:
            trial_id: the trial's id.
            case: the case as JSON.
            inputs: digest of everything it was built from.
        """
        self._trials.append(trial_id)
        self._write("kept_case", {"id": trial_id, "inputs": inputs, "body": case})

    def about(self, *ids: str) -> None:
        """Name what the command is about, beyond what it saves."""
        for id_ in ids:
            known = self._connection.one("SELECT 1 FROM trial WHERE id = ?", (id_,))
            (self._trials if known else self._subjects).append(id_)

    @property
    def trials_written(self) -> tuple[str, ...]:
        """Ids of the trials that the command is about so far, each once."""
        return tuple(dict.fromkeys(self._trials))

    def note(self, payload: Mapping[str, object]) -> None:
        """Add to what the journal keeps of the command apart from the chain, erasably."""
        self._noted.update(payload)

    def erase_payload(self, seq: int) -> None:
        """Erase what an earlier command noted, with its salt.

        Its entry keeps a digest that tells nobody anything, and the chain stays whole.
        """
        found = self._connection.one("SELECT body, salt FROM payload WHERE seq = ?", (seq,))
        if found is None or found[0] is None:
            return
        before = salted_digest(str(found[1]), self.payload(seq))
        self._connection.run("UPDATE payload SET body = NULL, salt = NULL WHERE seq = ?", (seq,))
        self._changed("payload", str(seq), before, None)

    def close_entry(self) -> None:
        """Write the journal entry, if anything changed; `Store.command` does this at the end."""
        if not self._changes:
            return
        last = self._connection.one("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
        seq, previous = (1, FIRST) if last is None else (int(str(last[0])) + 1, str(last[1]))
        payload, salt = body_of(to_plain(self._noted)), new_salt()
        body, entry_hash = entry_written(
            {
                "seq": seq,
                "id": new_id(self.at),
                "at": self.at,
                "by": self.by,
                "command": self.command,
                "subjects": trials_first(self._trials, self._subjects),
                "changes": tuple(self._changes.values()),
                "payload_digest": salted_digest(salt, to_plain(self._noted)),
                "previous": previous,
            }
        )
        with self._connection.faults_said():
            self._database.table("journal").insert({"seq": seq, "body": body, "hash": entry_hash})
            self._database.table("payload").insert({"seq": seq, "body": payload, "salt": salt})
        self.entry = entry_read(body, entry_hash)

    def name_workspace(self) -> None:
        """Give a new workspace its id; only creating it does this."""
        made = body_of(to_plain({"at": self.at, "by": self.by}))
        self._write("workspace", {"id": new_id(self.at), "body": made})

    def _keep_template(self, template: Template) -> None:
        self._write("template", {"id": digest(template), "body": body_of(to_plain(template))})

    def _about_thing(self, thing: Thing) -> None:
        """Add the trial a thing hangs on to what the command is about, else the thing itself."""
        trial = getattr(thing, "trial", None)
        if isinstance(thing, Ballot):
            found = self._connection.one("SELECT trial FROM round WHERE id = ?", (thing.round,))
            trial = None if found is None else str(found[0])
        if trial is not None:
            self._trials.append(trial)
        elif not isinstance(thing, Ballot | Settings):
            self._subjects.append(thing.id)

    def _write(self, table: str, row: Mapping[str, str]) -> None:
        """Insert or update one row, unless it says just that already."""
        columns = row_columns(table)
        found = self._row(table, row["id"])
        if found is not None and found[1:] == tuple(row[column] for column in columns):
            return
        salt = new_salt()
        with self._connection.faults_said():
            self._database.table(table).upsert({**row, "salt": salt}, pk="id")
        after = row_digest(table, (salt, *(row[column] for column in columns)))
        before = None if found is None else row_digest(table, found)
        self._changed(table, row["id"], before, after)

    def _row(self, table: str, id_: str) -> tuple[str, ...] | None:
        columns = ", ".join(row_columns(table))
        found = self._connection.one(f"SELECT salt, {columns} FROM {table} WHERE id = ?", (id_,))
        return None if found is None else tuple(map(str, found))

    def _remove_where(self, table: str, condition: str, trial_id: str) -> None:
        columns = ", ".join(row_columns(table))
        rows = self._connection.all(
            f"SELECT salt, {columns} FROM {table} WHERE {condition}", (trial_id,)
        )
        for row in rows:
            with self._connection.faults_said():
                self._database.table(table).delete(str(row[1]))
            self._changed(table, str(row[1]), row_digest(table, row), None)

    def _new_intake(self, trial_id: str) -> Intake:
        salt = new_salt()
        intake = Intake(new_id(self.at), RollingDigest(salt))
        with self._connection.faults_said():
            self._database.table("intake").insert(
                {"id": intake.id, "trial": trial_id, "salt": salt}
            )
        return intake

    def _remove_intake(self, intake: str) -> None:
        (salt,) = self._connection.one("SELECT salt FROM intake WHERE id = ?", (intake,)) or ("",)
        rolling = RollingDigest(str(salt))
        rolling.add(
            self._connection.all(f"{figures.SELECT} WHERE intake = ? ORDER BY position", (intake,))
        )
        self._connection.run("DELETE FROM observation WHERE intake = ?", (intake,))
        self._connection.run("DELETE FROM intake WHERE id = ?", (intake,))
        self._changed("observation", intake, rolling.hexdigest(), None)

    def _changed(self, table: str, row: str, before: str | None, after: str | None) -> None:
        """Remember a change; several of one row are one, from the first state to the last."""
        earlier = self._changes.pop((table, row), None)
        first = before if earlier is None else earlier.before
        if first is not None or after is not None:
            self._changes[table, row] = Change(table=table, row=row, before=first, after=after)

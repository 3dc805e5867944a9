import sqlite3
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from trialkit.errors import InvalidInput, StoreError
from trialkit.model.settings import Settings
from trialkit.store.store import DATABASE, Store
from trialkit.store.verifying import verify


@pytest.mark.parametrize("name", ["koe?mode=rwc", "50 %", "#1", "Höylä & Sorvi", "a%20b"])
def test_any_character_may_stand_in_the_path(tmp_path, by, at, name):
    folder = tmp_path / name

    Store.create(folder, Settings(actor="x"), by=by, at=at).close()

    with Store.open(folder) as store:
        assert store.settings().actor == "x"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_path_where_there_is_nothing_is_an_error_and_makes_nothing(tmp_path):
    with pytest.raises(StoreError) as refused:
        Store.open(tmp_path / "nivla")

    assert refused.value.codes == ("NO_WORKSPACE",)
    assert list(tmp_path.iterdir()) == []


def test_a_second_workspace_is_never_made_over_the_first(store, folder, by, at):
    with pytest.raises(InvalidInput) as refused:
        Store.create(folder, Settings(), by=by, at=at)

    assert refused.value.codes == ("ALREADY_A_WORKSPACE",)
    assert len(store.entries()) == 1


@pytest.mark.parametrize(
    "content", [b"", b"not a database, but a letter to the programme" * 50, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_workspace_is_named_and_left_as_it_is(folder, content):
    folder.mkdir()
    (folder / DATABASE).write_bytes(content)

    with pytest.raises(StoreError) as refused:
        Store.open(folder)

    assert refused.value.codes == ("CORRUPT",)
    assert (folder / DATABASE).read_bytes() == content


def test_somebody_elses_sqlite_file_is_no_workspace(folder):
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as other:
        other.execute("CREATE TABLE photos (id)")

    with pytest.raises(StoreError) as refused:
        Store.open(folder)

    assert refused.value.codes == ("CORRUPT",)


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
def test_a_truncated_file_is_damaged_and_not_made_worse(store, folder, villapaja, kept):
    store.close()
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(whole[: int(len(whole) * kept)])

    with pytest.raises(StoreError) as refused, Store.open(folder) as opened:
        opened.trials()

    assert refused.value.codes == ("CORRUPT",)
    assert (folder / DATABASE).read_bytes() == whole[: int(len(whole) * kept)]


def test_a_workspace_of_a_newer_version_is_left_alone(store, folder):
    store.close()
    with closing(sqlite3.connect(folder / DATABASE)) as later:
        later.execute("PRAGMA user_version = 999")

    with pytest.raises(StoreError) as refused:
        Store.open(folder)

    assert refused.value.codes == ("NEWER_VERSION",)


def test_who_comes_while_another_writes_is_told_to_wait(store, folder, by, at):
    with store.command("slow", by=by, at=at), Store.open(folder, patience=0.05) as other:
        assert other.settings().actor == by  # reading goes on

        with pytest.raises(StoreError) as refused, other.command("quick", by=by, at=at):
            pytest.fail("two write at once")

    assert refused.value.codes == ("LOCKED",)


def test_a_workspace_lives_in_one_file_with_a_log_and_is_durable(store):
    assert store.connection.one("PRAGMA journal_mode") == ("wal",)
    assert store.connection.one("PRAGMA synchronous") == (2,)
    assert store.connection.one("PRAGMA foreign_keys") == (1,)


def test_in_a_synced_folder_there_is_no_log_beside_the_file(tmp_path, by, at):
    folder = tmp_path / "Dropbox" / "nivala"

    with Store.create(folder, Settings(), by=by, at=at) as store:
        assert store.connection.one("PRAGMA journal_mode") == ("delete",)


def test_a_workspace_moved_into_a_synced_folder_changes_its_journal(store, folder, tmp_path):
    store.close()
    synced = tmp_path / "OneDrive - Nivala"
    folder.rename(synced)

    with Store.open(synced) as moved:
        assert moved.connection.one("PRAGMA journal_mode") == ("delete",)
        assert verify(moved) == []


def test_a_command_is_one_entry_with_the_rows_it_wrote(store, villapaja, owner, at, by):
    entry = store.head()

    assert (entry.seq, entry.command, entry.by, entry.at) == (2, "start", by, at)
    assert entry.subjects == (villapaja.id, owner.id)
    assert {change.table for change in entry.changes} == {"company", "template", "trial"}
    assert all(change.before is None for change in entry.changes)


def test_a_command_that_changes_nothing_leaves_no_trace(store, villapaja, owner, at, by):
    with store.command("start", by=by, at=at) as tx:
        tx.save(owner)
        tx.save(villapaja)
        tx.save(store.settings())
        tx.note({"asked": "twice"})

    assert tx.entry is None
    assert len(store.entries()) == 2


def test_a_command_that_breaks_off_leaves_everything_as_it_was(store, owner, running, at, by):
    def break_off():
        with store.command("start", by=by, at=at) as tx:
            tx.save(owner)
            tx.save(running)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert store.trials() == []
    assert store.companies() == []
    assert len(store.entries()) == 1


def test_a_trial_of_a_company_that_isnt_there_is_refused(store, running, at, by):
    with pytest.raises(StoreError) as refused, store.command("new", by=by, at=at) as tx:
        tx.save(running)

    assert refused.value.codes == ("INCONSISTENT",)
    assert store.trials() == []


def test_two_trials_never_share_a_slug(store, villapaja, at, by):
    with pytest.raises(StoreError) as refused, store.command("new", by=by, at=at) as tx:
        tx.save(attrs.evolve(villapaja, id="another"))

    assert refused.value.codes == ("INCONSISTENT",)


def test_changed_settings_are_one_change_each(store, at, by):
    with store.command("settings", by=by, at=at) as tx:
        tx.save(attrs.evolve(store.settings(), language="sv", quorum=4))

    assert {(change.table, change.row) for change in tx.entry.changes} == {
        ("setting", "language"),
        ("setting", "quorum"),
    }
    assert store.setting("language") == "sv"
    assert store.settings().quorum == 4


def test_a_closed_workspace_says_so_without_naming_sqlite(store):
    store.close()

    with pytest.raises(StoreError):
        store.trials()


def test_a_full_disk_leaves_the_workspace_as_it_was(store, villapaja, figure, at, by):
    pages = store.connection.one("PRAGMA page_count")[0]
    store.connection.run(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreError) as refused, store.command("observe", by=by, at=at) as tx:
        tx.observe(figure() for _ in range(5000))

    assert refused.value.codes == ("DISK_FULL",)
    assert store.observations(villapaja.id) == []
    assert verify(store) == []


def test_half_a_workspace_that_somebody_broke_off_making_is_made_anew(folder, by, at):
    folder.mkdir()
    Path(folder / f"{DATABASE}.new").write_bytes(b"half")

    with Store.create(folder, Settings(), by=by, at=at) as store:
        assert verify(store) == []
    assert not (folder / f"{DATABASE}.new").exists()

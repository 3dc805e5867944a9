import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database, Migrations

from trialkit.errors import StoreError
from trialkit.store.connection import Connection
from trialkit.store.migrating import copy_before, migrate
from trialkit.store.migrations import (
    VERSION,
    m0001_tables_and_views,
    m0002_facts_and_orders,
    m0003_learning,
)
from trialkit.store.migrations.steps import STEPS
from trialkit.store.store import DATABASE


def later(step):
    """The steps of a version that has one more."""
    steps = Migrations("trialkit")
    steps(name="m0001_tables_and_views")(m0001_tables_and_views.apply)
    steps(name="m0002_facts_and_orders")(m0002_facts_and_orders.apply)
    steps(name="m0003_learning")(m0003_learning.apply)
    steps(name="m0004_later")(step)
    return steps


def trial_has_a_colour(database: Database) -> None:
    database.execute("ALTER TABLE trial ADD COLUMN colour TEXT")


def breaks_in_the_middle(database: Database) -> None:
    database.execute("ALTER TABLE trial ADD COLUMN colour TEXT")
    database.execute("INSERT INTO nowhere VALUES (1)")


def test_the_version_in_the_file_counts_the_steps(store):
    assert store.connection.one("PRAGMA user_version") == (VERSION,)
    assert len(STEPS.pending(Database(memory=True))) == VERSION


def test_an_older_workspace_is_copied_aside_and_brought_up_to_date(store, folder, villapaja):
    store.close()
    with closing(Connection(folder / DATABASE)) as connection:
        migrate(connection, steps=later(trial_has_a_colour), version=VERSION + 1)

        assert connection.one("PRAGMA user_version") == (VERSION + 1,)
        assert connection.one("SELECT slug, colour FROM trial") == (villapaja.slug, None)

    with closing(sqlite3.connect(folder / f"trialkit.db.before-{VERSION + 1}")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert copy.execute("SELECT slug FROM trial").fetchone() == (villapaja.slug,)


def test_a_step_that_fails_leaves_the_file_as_it_was(store, folder, villapaja):
    store.close()
    with closing(Connection(folder / DATABASE)) as connection:
        with pytest.raises(StoreError):
            migrate(connection, steps=later(breaks_in_the_middle), version=VERSION + 1)

        assert connection.one("PRAGMA user_version") == (VERSION,)
        columns = {row[1] for row in connection.all("PRAGMA table_info(trial)")}
        assert "colour" not in columns


def test_whoever_waited_while_another_migrated_has_nothing_left_to_do(store, folder):
    store.close()
    with closing(Connection(folder / DATABASE)) as connection:
        migrate(connection)

    assert not copy_before(folder / DATABASE, VERSION).exists()


def test_a_workspace_of_the_first_version_gets_all_that_came_later(tmp_path):
    first = Migrations("trialkit")
    first(name="m0001_tables_and_views")(m0001_tables_and_views.apply)
    with closing(Connection(tmp_path / DATABASE, make=True)) as connection:
        migrate(connection, steps=first, version=1)
        migrate(connection)

        assert connection.one("PRAGMA user_version") == (VERSION,)
        assert connection.all("SELECT * FROM fact_review") == []
    assert copy_before(tmp_path / DATABASE, VERSION).exists()

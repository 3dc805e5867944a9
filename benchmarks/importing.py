"""How fast 100,000 observations come into a workspace, and in how much memory.

Floor: `sqlite3.executemany` of the same rows in one transaction, into a bare table without any
index. Goal: at least a quarter of its rate, memory flat.

    python benchmarks/importing.py
"""

import gc
import sqlite3
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import attrs

from trialkit.model.company import Company
from trialkit.model.ids import new_id
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import Draft, State, Trial
from trialkit.store import figures
from trialkit.store.store import Store

COUNT = 100_000
GOAL = 0.25
ROUNDS = 5
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
BY = "benchmark"


def template() -> Template:
    """One that says nothing; what is measured here doesn't read it."""
    empty: dict[str, object] = {
        field.name: "" if field.type is str else () if "tuple" in str(field.type) else {}
        for field in attrs.fields(Template)
        if field.default is attrs.NOTHING
    }
    return Template(**{**empty, "id": "benchmark", "as_of": date(2026, 1, 1)})  # type: ignore[arg-type]


def workspace(folder: Path) -> tuple[Store, Trial]:
    """A new workspace with one trial."""
    store = Store.create(folder, Settings(), by=BY, at=AT)
    company = Company(id=new_id(AT), name="Villapaja", area="")
    trial = Trial(
        id=new_id(AT),
        slug="2026-villapaja",
        title=Text.written("Villapaidat Ruotsiin", "fi"),
        company=company.id,
        area="",
        template=template(),
        state=State.DRAFT,
        draft=Draft(),
        created_at=AT,
        created_by=BY,
    )
    with store.command("new", by=BY, at=AT) as tx:
        tx.save(company)
        tx.save(trial)
    return store, trial


def observations(trial: str, count: int) -> Iterator[Observation]:
    """Ten metrics a day, whole numbers and cents, as an importer hands them over."""
    source = Source(kind=SourceKind.IMPORTED, file="tilaukset.csv", row=1)
    day = Period(PeriodKind.DAY, date(1990, 1, 1))
    for number in range(count):
        metric = number % 10
        if metric == 0:
            day = day.next()
        yield Observation(
            id=new_id(AT),
            trial=trial,
            metric=f"metric_{metric}",
            series="",
            period=day,
            value=Decimal(number) / (100 if metric == 9 else 1),
            source=source,
            at=AT,
            by=BY,
        )


def floor_rate(folder: Path, rows: list[figures.Row]) -> float:
    """Rows a second into a bare table."""
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("PRAGMA synchronous = full")
        connection.execute(f"CREATE TABLE observation ({', '.join(figures.COLUMNS)})")
        marks = ", ".join("?" * len(figures.COLUMNS))
        gc.collect()
        start = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO observation VALUES ({marks})", rows)
        connection.execute("COMMIT")
        return len(rows) / (perf_counter() - start)


def store_rate(folder: Path, count: int) -> float:
    """Observations a second into a workspace: checked, indexed, digested and journaled."""
    store, trial = workspace(folder)
    with store:
        found = list(observations(trial.id, count))
        gc.collect()
        start = perf_counter()
        with store.command("import", by=BY, at=AT) as tx:
            tx.observe(found)
        return count / (perf_counter() - start)


def peak_memory(folder: Path, count: int) -> float:
    """MiB that Python takes at most, while observations come from an iterator."""
    store, trial = workspace(folder)
    with store:
        tracemalloc.start()
        with store.command("import", by=BY, at=AT) as tx:
            tx.observe(observations(trial.id, count))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return peak / 2**20


def main() -> int:
    rows = [figures.row_of(observation, "intake") for observation in observations("trial", COUNT)]
    floors, stores = [], []
    with tempfile.TemporaryDirectory() as name:
        for turn in range(ROUNDS):
            folder = Path(name) / str(turn)
            folder.mkdir()
            floors.append(floor_rate(folder, rows))
            stores.append(store_rate(folder / "workspace", COUNT))
        small = peak_memory(Path(name) / "small", COUNT // 10)
        large = peak_memory(Path(name) / "large", COUNT)
    floor, ours = max(floors), max(stores)
    print(f"importing {COUNT:,} observations, best of {ROUNDS} interleaved runs")
    print(f"  sqlite3.executemany   {floor:>9,.0f} rows/s")
    print(f"  the store             {ours:>9,.0f} rows/s")
    print(f"  ratio {ours / floor:.2f} (goal: at least {GOAL})")
    print(f"  peak memory {small:.1f} MiB for {COUNT // 10:,}, {large:.1f} MiB for {COUNT:,}")
    return 0 if ours / floor >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())

"""How fast a typed filter finds trials, parser built, among 1,000 and among 100,000.

Floor: the same question as SQL written by hand on a plain connection, the same columns fetched.
Goal: within 3 times of it.

    python benchmarks/selecting.py
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from trialkit.model.settings import Settings
from trialkit.store.selection import select
from trialkit.store.store import Store

SIZES = (1_000, 100_000)
GOAL = 3.0
ROUNDS = 7
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
TODAY = date(2026, 3, 2)

QUESTIONS = {
    "state=running": ("state = ?", ("running",)),
    "template=export and (market=SE or market=NO) and closed within 12 months": (
        "template = ? AND (market = ? OR market = ?) AND closed_on BETWEEN ? AND ?",
        ("export", "SE", "NO", "2025-03-02", "2026-03-02"),
    ),
    "tag has wool and not outcome missing": (
        "EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?) AND outcome IS NOT NULL",
        ("wool",),
    ),
    "company has paja": ("company LIKE ?", ("%paja%",)),
}
COLUMNS = (
    "id, slug, number, title, title_language, company_id, company, area, municipality, market,"
    " template, template_title, state, started_on, ends_on, closed_on, outcome, decision,"
    " strength, last_figure_on, tags"
)


def fill(store: Store, count: int) -> None:
    """Put in that many trials, straight into the tables: how they got there isn't measured."""
    states = ("draft", "running", "evaluating", "concluded", "stopped")
    markets = ("SE", "NO", "DE", "EE", None)

    def body(number: int) -> str:
        state = states[number % 5]
        started = TODAY - timedelta(number % 1500)
        return json.dumps(
            {
                "slug": f"2026-company-{number}",
                "title": {"words": {"fi": f"Kokeilu {number}"}, "source": "fi"},
                "company": f"company-{number % 500}",
                "area": "nivala-haapajarvi",
                "market": markets[number % 4],
                "template": f"template-{number % 3}",
                "state": state,
                "started_on": started.isoformat(),
                "closed_on": started.isoformat() if state in {"concluded", "stopped"} else None,
                "tags": ["wool", "web"] if number % 10 == 0 else [],
            }
        )

    templates = ("ecommerce", "export", "first_hire")
    insert = "INSERT INTO {} (id, body, salt) VALUES (?, ?, '')"
    with store.connection.transaction():
        store.connection.run_many(
            insert.format("template"),
            (
                (f"template-{n}", json.dumps({"id": key, "version": "1.0", "title": {"fi": key}}))
                for n, key in enumerate(templates)
            ),
        )
        store.connection.run_many(
            insert.format("company"),
            (
                (f"company-{n}", json.dumps({"name": f"Villapaja {n}", "area": "a"}))
                for n in range(500)
            ),
        )
        store.connection.run_many(
            insert.format("trial"), ((f"trial-{n:06}", body(n)) for n in range(count))
        )
        store.connection.run_many(
            "INSERT INTO kept_case (id, inputs, body, salt) VALUES (?, '', ?, '')",
            (
                (f"trial-{n:06}", '{"outcome": "held", "strength": {"level": 2}}')
                for n in range(0, count, 4)
            ),
        )


def best(*asked: Callable[[], int]) -> tuple[list[float], set[int]]:
    """Each one's best time in interleaved rounds, in ms, and how many rows they found."""
    times: list[list[float]] = [[] for _ in asked]
    found = set()
    for _ in range(ROUNDS):
        for taken, ask in zip(times, asked, strict=True):
            start = perf_counter()
            found.add(ask())
            taken.append((perf_counter() - start) * 1000)
    return [min(taken) for taken in times], found


def main() -> int:
    worst = 0.0
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "workspace"
            with Store.create(folder, Settings(), by="benchmark", at=AT) as store:
                fill(store, size)
                print(f"{size:,} trials")
                with closing(sqlite3.connect(store.path)) as plain:
                    for written, (condition, values) in QUESTIONS.items():
                        ratio = ask(store, plain, written, condition, values)
                        worst = max(worst, ratio)
    print(f"worst ratio {worst:.2f} (goal: at most {GOAL})")
    return 0 if worst <= GOAL else 1


def ask(
    store: Store, plain: sqlite3.Connection, written: str, condition: str, values: tuple[str, ...]
) -> float:
    """Ask both ways; how many times the filter's time is the floor's."""
    sql = f"SELECT {COLUMNS} FROM trial_overview WHERE {condition} ORDER BY id"
    (floor, ours), found = best(
        lambda: len(plain.execute(sql, values).fetchall()),
        lambda: len(store.overview(select(written, today=TODAY))),
    )
    if len(found) != 1:
        raise SystemExit(f"{written}: the two found different trials: {found}")
    print(
        f"  {ours / floor:5.2f}  {floor:9.2f} ms by hand {ours:9.2f} ms"
        f"  {found.pop():>6,} found  {written}"
    )
    return ours / floor


if __name__ == "__main__":
    sys.exit(main())

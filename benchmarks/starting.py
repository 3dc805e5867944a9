"""How long TrialKit takes to start, against a click program that does nothing.

Run: python benchmarks/starting.py [runs]. Prints the best of interleaved runs and the ratio to
the bare program, measured in the same minutes on the same machine. The goal is at most 2.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs

TRIALS = 1_000
RUNS = 15
GOAL = 2.0

BARE = f"""
import click

@click.group()
def main():
    "A program that does nothing."

@main.command("list")
def list_():
    "Print as many lines as there are trials."
    for number in range({TRIALS}):
        click.echo(f"{{number:<20}}  a trial                 running     2.3.2026    22.6.2026")

if __name__ == "__main__":
    main()
"""

TEMPLATE = Path(__file__).parent / "starting.toml"


def workspace(folder: Path) -> None:
    """A workspace with a thousand running trials of one company."""
    import trialkit
    from trialkit.model.ids import new_id
    from trialkit.store.store import Store

    with trialkit.create(folder, actor="benchmark") as ws:
        (folder / "templates").mkdir(exist_ok=True)
        (folder / "templates" / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
        draft = ws.new(
            "bench", company="Villapaja", slots={"market": "SE", "orders": 15, "reason": "speed"}
        )
        first = ws.start(draft.slug, on=date(2026, 3, 2))
    now = datetime.now(UTC)
    with Store.open(folder) as store, store.command("new", by="benchmark", at=now) as tx:
        for number in range(2, TRIALS + 1):
            at = now + timedelta(milliseconds=number)
            slug = f"{first.slug}-{number}"
            tx.save(attrs.evolve(first, id=new_id(at), slug=slug, number=number))


def best(commands: dict[str, list[str]], runs: int, folder: Path) -> dict[str, float]:
    """The shortest wall time of each command, in seconds; taken in turns."""
    unset = {"PYTHONDONTWRITEBYTECODE", "TRIALKIT_CLOCK", "TRIALKIT_DEBUG"}
    environment = {key: value for key, value in os.environ.items() if key not in unset}
    times = dict.fromkeys(commands, float("inf"))
    for _ in range(runs):
        for name, command in commands.items():
            before = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
            times[name] = min(times[name], time.perf_counter() - before)
    return times


def main() -> int:
    """Measure, print, and say by the exit code whether the goal is met."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        workspace(folder)
        bare = Path(name) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        times = best(
            {
                "bare --help": [sys.executable, str(bare), "--help"],
                "trialkit --help": [sys.executable, "-m", "trialkit", "--help"],
                "bare list": [sys.executable, str(bare), "list"],
                "trialkit list": [sys.executable, "-m", "trialkit", "list"],
            },
            runs,
            folder,
        )
    met = True
    for what in ("--help", "list"):
        floor, ours = times[f"bare {what}"], times[f"trialkit {what}"]
        met = met and ours / floor <= GOAL
        print(
            f"{what:<8} bare {floor * 1000:6.1f} ms   trialkit {ours * 1000:6.1f} ms"
            f"   ratio {ours / floor:.2f}   goal {GOAL:.1f}"
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

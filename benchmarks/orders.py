"""How fast half a million invoice lines are read, and in how much memory.

The lines are the demo's real ones, again and again with new invoice and customer numbers. Floor:
pandas reads the same file and sums it by country and week (`pip install 'trialkit[bench]'`); it
checks nothing, knows no credit note and counts no customer. Each reads in a process of its own, in
turns. Goals: within 15 times of pandas' time and below its memory; twice as many lines don't take
twice the memory.

    python benchmarks/orders.py [PYTHON]

`PYTHON` is an interpreter that has pandas, where this one hasn't.
"""

import csv
import gzip
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

COUNT = 500_000
MANY = 1_000_000
ROUNDS = 3
SLOWER = 15.0

OURS = """
from datetime import date
from pathlib import Path
import attrs, sys, trialkit
from trialkit.intake.orders.invoice_lines.importer import InvoiceLinesImporter
from trialkit.testing.importers import context_for

template = trialkit.packaged("trialkit_ecommerce")
context = attrs.evolve(context_for(template), currency="GBP", today=date(2012, 1, 9))
context = attrs.evolve(context, trial=attrs.evolve(context.trial, market="NO"))

def read(path):
    reading = InvoiceLinesImporter().read(Path(path), context)
    return reading.rows
"""
PANDAS = """
import pandas

def read(path):
    lines = pandas.read_csv(path, parse_dates=["InvoiceDate"])
    lines["amount"] = lines["Quantity"] * lines["UnitPrice"]
    week = lines["InvoiceDate"].dt.to_period("W")
    sums = lines.groupby(["Country", week])[["amount"]].sum()
    assert len(sums)
    return len(lines)
"""
MEASURED = """
import json, resource, sys
from time import perf_counter

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = perf_counter()
rows = read(sys.argv[1])
seconds = perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"rows": rows, "seconds": seconds, "before": before, "peak": peak}))
"""


def write_lines(path: Path, count: int) -> None:
    """The real lines, repeated until there are `count` of them."""
    packed = files("trialkit.demo") / "data" / "invoice_lines.csv.gz"
    rows = list(csv.reader(io.StringIO(gzip.decompress(packed.read_bytes()).decode())))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0])
        for number in range(count):
            turn, at = divmod(number, len(rows) - 1)
            invoice, *others, customer, country = rows[at + 1]
            credit = "C" if invoice.startswith("C") else ""
            shifted = int(invoice.removeprefix("C")) + turn * 100_000
            known = int(float(customer)) + turn * 10_000 if customer else ""
            writer.writerow([f"{credit}{shifted}", *others, known, country])


def measured(python: str, code: str, path: Path) -> dict[str, float]:
    """Seconds and memory (MiB) of one reading, in a process of its own."""
    done = subprocess.run(
        [python, "-c", code + MEASURED, str(path)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return {**found, "before": found["before"] / 1024, "peak": found["peak"] / 1024}


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    """The quickest of several runs."""
    return min(runs, key=lambda run: run["seconds"])


def told(name: str, run: dict[str, float]) -> None:
    rate = run["rows"] / run["seconds"]
    print(
        f"  {name:<12} {run['seconds']:6.2f} s {rate:>11,.0f} lines/s"
        f"   peak {run['peak']:6.0f} MiB, of which {run['before']:.0f} before reading"
    )


def main() -> int:
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    compared = len(sys.argv) > 1 or importlib.util.find_spec("pandas") is not None
    with tempfile.TemporaryDirectory() as name:
        half, whole = Path(name) / "half.csv", Path(name) / "whole.csv"
        write_lines(half, COUNT)
        write_lines(whole, MANY)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(measured(sys.executable, OURS, half))
            if compared:
                theirs.append(measured(python, PANDAS, half))
        large = measured(sys.executable, OURS, whole)
    print(f"reading {COUNT:,} invoice lines, best of {ROUNDS} runs in turns")
    told("importer", best(ours))
    print(f"  {'':<12} {MANY:,} lines: peak {large['peak']:.0f} MiB")
    if not compared:
        print("  not compared: pandas isn't installed (pip install 'trialkit[bench]')")
        return 0
    told("pandas", best(theirs))
    slower = best(ours)["seconds"] / best(theirs)["seconds"]
    larger = best(ours)["peak"] / best(theirs)["peak"]
    print(f"  time {slower:.1f} times pandas' (goal: at most {SLOWER:.0f})")
    print(f"  memory {larger:.2f} times pandas' (goal: below 1)")
    return 0 if slower <= SLOWER and larger < 1 else 1


if __name__ == "__main__":
    sys.exit(main())

"""The promise that trials without an effect are seldom called met, on a small fixed part."""

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "honesty.py"


def test_few_of_a_thousand_trials_that_did_nothing_are_called_met():
    run = subprocess.run(
        [sys.executable, str(BENCHMARK), "--trials", "1000"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout[-600:] + run.stderr[-600:]
    assert "Season not covered: can't tell, every time: True" in run.stdout

"""Every benchmark, one after the other: `python -m benchmarks`, or `make bench`.

Each prints ratios against a floor measured in the same run. `python -m benchmarks NAME` runs one.
"""

import subprocess
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    here = Path(__file__).parent
    names = wanted or sorted(path.stem for path in here.glob("[a-z]*.py"))
    for name in names:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(here / f"{name}.py")], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

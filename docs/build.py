"""Builds the documentation: `python docs/build.py`, or `make docs`.

Refreshes what is generated and what the examples print, then makes the site in `docs/site`.
With `--check` it writes nothing, names every generated page that is stale, and exits with 1.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import blocks
import examples

HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str]) -> int:
    """Check, or refresh and build."""
    if "--check" in arguments:
        stale = blocks.stale()
        for path in stale:
            print(f"{path.relative_to(HERE.parent)} is stale; run: make docs")
        return 1 if stale else 0
    blocks.write()
    examples.write()
    return site(HERE / "site")


def site(folder: Path) -> int:
    """The pages as a site in `folder`; MkDocs' warnings are errors."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    where = ["--config-file", str(HERE / "mkdocs.yml"), "--site-dir", str(folder)]
    code = subprocess.run([*command, *where], check=False).returncode
    if code == 0:
        print(f"The documentation is in {folder}; open {folder / 'index.html'}.")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

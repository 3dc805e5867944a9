"""What is generated in the pages: blocks between two comments, and whole files beside them.

    <!-- begin: settings -->
    …made anew by `python docs/build.py`…
    <!-- end: settings -->

The words around a block are written by hand. The pages about kinds of trial are whole files.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import commands
import drawing
import honesty
import kinds
import reference
import tables

from trialkit.cli.schemas import schema_named, schema_names

PAGES: Final = Path(__file__).resolve().parent / "pages"
BLOCK: Final = re.compile(
    r"(?P<begin><!-- begin: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end: (?P=name) -->\n)",
    re.DOTALL,
)

BLOCKS: Final[Mapping[str, Callable[[], str]]] = {
    "amendments": tables.amendments,
    "claims": tables.claims,
    "commands": commands.commands_in_full,
    "consent": tables.consent,
    "decisions": reference.decisions,
    "embedding": reference.embedding,
    "errors": reference.errors,
    "false-met": honesty.false_met,
    "filter": tables.filters,
    "hard-cells": honesty.hard,
    "hooks": reference.hooks,
    "moves": tables.moves,
    "names": reference.names,
    "order-measures": tables.order_measures,
    "proposals": tables.proposals,
    "refusals": tables.refusals,
    "schemas": reference.schemas,
    "season-cells": honesty.season,
    "settings": tables.settings,
    "stricter": honesty.stricter,
    "strength": tables.strength,
    "views": reference.views,
    "warnings": tables.warnings,
    "workspace": reference.workspace,
}


def generated() -> dict[Path, str]:
    """Every generated file with what it should hold now; pages with their blocks filled."""
    files = {page: _filled(page) for page in sorted(PAGES.rglob("*.md"))}
    files |= kinds.pages()
    files[PAGES / "images" / "lifecycle.svg"] = drawing.lifecycle()
    files[PAGES / "images" / "power.svg"] = honesty.power_plot()
    for name in schema_names():
        schema = json.dumps(schema_named(name), ensure_ascii=False, indent=2)
        files[PAGES / "schemas" / f"{name}.json"] = f"{schema}\n"
    return files


def stale() -> list[Path]:
    """Generated files that don't hold what they should, and those of what is gone."""
    wanted = generated()
    left_over = {*(PAGES / "schemas").glob("*.json"), *kinds.FOLDER.rglob("*.md")} - set(wanted)
    differing = [path for path, text in wanted.items() if _read(path) != text]
    return sorted([*differing, *left_over])


def write() -> None:
    """Bring every generated file up to date."""
    wanted = generated()
    for path in stale():
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()


def _filled(page: Path) -> str:
    def fill(found: re.Match[str]) -> str:
        return f"{found['begin']}\n{BLOCKS[found['name']]().strip()}\n\n{found['end']}"

    return BLOCK.sub(fill, page.read_text(encoding="utf-8"))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None

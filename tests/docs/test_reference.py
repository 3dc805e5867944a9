"""Every command, hook, error and public name has its place in the pages, and none is stale."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import attrs
import blocks
import build
import commands
import pytest
import reference
import tables
from jsonschema import Draft202012Validator

import trialkit
from trialkit import errors
from trialkit.cli.schemas import schema_named, schema_names
from trialkit.model.settings import Settings
from trialkit.rules import lifecycle


def page(name: str) -> str:
    return (blocks.PAGES / name).read_text(encoding="utf-8")


def test_no_generated_page_is_stale():
    # As a person runs it: in this process click may already have said something in Finnish.
    check = [sys.executable, str(blocks.PAGES.parent / "build.py"), "--check"]

    ran = subprocess.run(check, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr


def test_a_stale_page_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setitem(blocks.BLOCKS, "moves", lambda: "a table of yesterday")

    assert build.main(["--check"]) == 1
    assert "lifecycle.md is stale" in capsys.readouterr().out


def test_every_command_has_its_heading():
    headings = re.findall(r"^### (trialkit .*)$", page("commands.md"), re.MULTILINE)

    assert headings == commands.paths()


def test_every_hook_has_its_section_and_an_example():
    sections = re.findall(r"^## (trialkit_\w+)$", page("hooks.md"), re.MULTILINE)

    assert sections == reference.hook_names()
    assert {path.stem for path in reference.EXAMPLES.glob("*.py")} == set(sections)


def test_every_error_is_named_with_its_exit_code():
    for error in [errors.TrialkitError, *errors.TrialkitError.__subclasses__()]:
        assert f"| `{error.__name__}` | {error.exit_code} |" in page("python.md")


@pytest.mark.parametrize("name", trialkit.__all__)
def test_every_public_name_is_explained(name: str):
    row = re.search(rf"^\| `{name}` \| \w+ \| (.+) \|$", page("python.md"), re.MULTILINE)

    assert row is not None
    assert row[1].strip()


def test_every_method_of_a_workspace_is_explained():
    for name in dir(trialkit.Workspace):
        if not name.startswith("_"):
            assert re.search(rf"^### ws\.{name}$", page("python.md"), re.MULTILINE), name


def test_every_setting_is_explained():
    for field in attrs.fields(Settings):
        name = "programme.name" if field.name == "programme" else field.name
        assert re.search(rf"^\| `{name}` \| .+ \|", page("workspace.md"), re.MULTILINE), name


def test_every_column_of_a_view_is_named(ws: trialkit.Workspace, tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "nivala" / "trialkit.db")) as database:
        views = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        ]
        columns = [
            row[1] for view in views for row in database.execute(f"PRAGMA table_info({view})")
        ]

    assert views == re.findall(r"^### (\w+)$", page("workspace.md"), re.MULTILINE)
    assert all(f"| `{column}` |" in page("workspace.md") for column in columns)


def test_every_move_is_drawn_and_told():
    drawing = (blocks.PAGES / "images" / "lifecycle.svg").read_text(encoding="utf-8")

    for move in lifecycle.MOVES:
        assert drawing.count(f">{move.name}</text>") == len(move.sources)
        assert f"| **{move.name}** |" in page("lifecycle.md")


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_one_and_is_on_its_page(name: str):
    Draft202012Validator.check_schema(schema_named(name))

    assert f"[{name}](schemas/{name}.json)" in page("schemas.md")


def test_a_docstrings_sections_become_lists():
    written = "Do it.\n\nArgs:\n    when: the day,\n        UTC.\n\nReturns:\n    Things: many."

    assert reference.described(written) == (
        "Do it.\n\n*Args*\n\n- `when`: the day, UTC.\n\n*Returns*\n\n- Things: many."
    )


def test_a_bar_in_a_cell_does_not_end_it():
    assert tables.table(("a",), [("1|2",)]).endswith("| 1\\|2 |")

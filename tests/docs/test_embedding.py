"""The embedding program of the Python page."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_embedding_program_goes_from_a_draft_to_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    spec = importlib.util.spec_from_file_location("embedding", ROOT / "examples" / "embedding.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)

    program.run(tmp_path)

    said = capsys.readouterr().out.splitlines()
    assert said == ["held: 18 orders", "('NOT_RELEASED',)", "published: 1, held back: 0"]
    assert (tmp_path / "site" / "index.html").is_file()

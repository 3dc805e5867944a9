"""What the pages show is what comes out. `make docs` writes it anew."""

from pathlib import Path

import examples
import pytest

SHOWING = [
    page
    for page in examples.pages()
    if any(kind in page.read_text(encoding="utf-8") for kind in ("```console", "```python"))
]


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.name)
def test_every_example_comes_out_as_the_page_shows_it(page: Path):
    assert examples.differences(page) == ""


def test_readme_its_translations_and_the_quick_start_are_among_them():
    names = {page.name for page in SHOWING}

    assert names >= {"README.md", "README.fi.md", "README.sv.md", "pikaopas.md"}


def test_the_reader_types_what_the_page_says_and_sees_it_on_the_screen(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- clock: 2026-02-23T09:00:00+02:00 -->\n"
        "<!-- typed: Nivala | coordinator -->\n"
        "```console\n$ trialkit init nivala\nwhat stood here before\n```\n",
        encoding="utf-8",
    )

    shown = examples.rerun(page)

    assert "Area: Nivala\nWho writes (a role is enough): coordinator\n" in shown
    assert "what stood here before" not in shown


def test_a_fault_of_ours_can_not_become_an_example(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("```console\n$ make demo\n```\n", encoding="utf-8")

    with pytest.raises(AssertionError, match="only trialkit and cd"):
        examples.rerun(page)

"""Links inside the project lead somewhere, and the site loads nothing from elsewhere."""

import re
import unicodedata
from pathlib import Path

import build
import examples
import pytest

ROOT = examples.ROOT
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
WRITTEN = [
    *examples.pages(),
    *sorted(ROOT.glob("[A-Z]*.md")),
    *sorted(ROOT.glob("docs/decisions/*.md")),
    *sorted(ROOT.glob("docs/templates/**/*.md")),
]


def links(page: Path) -> list[str]:
    """Where a page links to inside the project; blocks of code aren't links."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    found = (match["to"] for match in LINK.finditer(prose))
    return [to for to in found if not to.startswith(("http://", "https://", "mailto:"))]


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as MkDocs makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (
        unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode() for one in headings
    )
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", one).strip().lower()) for one in plain}


@pytest.mark.parametrize(
    "page", dict.fromkeys(WRITTEN), ids=lambda page: f"{page.parent.name}/{page.name}"
)
def test_every_link_leads_to_a_page_and_to_a_heading_in_it(page: Path):
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.is_file(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_the_site_is_built_and_loads_nothing_from_elsewhere(tmp_path: Path):
    assert build.site(tmp_path / "site") == 0

    made = list((tmp_path / "site").rglob("*.html"))
    assert len(made) > len(list((ROOT / "docs" / "pages").glob("*.md")))
    for path in made:
        html = path.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=\"([^\"]+)\"", html)
        assert not [one for one in loaded if re.match(r"(?:https?:)?//", one)], path.name


def test_every_page_is_in_the_menu():
    menu = (ROOT / "docs" / "mkdocs.yml").read_text(encoding="utf-8")

    for page in (*examples.PAGES.glob("*.md"), *(ROOT / "docs" / "templates").rglob("*.md")):
        address = page.name
        if page.parent != examples.PAGES:
            address = page.relative_to(ROOT / "docs").as_posix()
        assert f": {address}\n" in menu, address


def test_every_decision_is_listed():
    listed = (examples.PAGES / "decisions.md").read_text(encoding="utf-8")

    for record in (ROOT / "docs" / "decisions").glob("*.md"):
        assert f"(../decisions/{record.name})" in listed, record.name

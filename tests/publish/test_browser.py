"""The site in a real browser: readable by anybody, on any screen, without a script.

Needs Debian's Chromium. Without it these are skipped, and said to be; in CI they are required.
axe-core isn't on PyPI: `make axe` fetches it from npm into `.venv`; without it the rest runs.
"""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trialkit.casebook.release import internal
from trialkit.publish import paths
from trialkit.publish.formats import Html

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / ".venv" / "axe-core" / "package" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("CI") == "true"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
LANGUAGES = ("fi", "sv", "en")
SCREENS = [(1200, "light"), (360, "dark")]
CASES = ("villapaja", "sorvi", "leipomo", "kiuas")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("CI needs Chromium: apt-get install --no-install-recommends chromium")
        pytest.skip("no Chromium on this machine: the pages were not looked at in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, site: Path) -> Iterator[object]:
    """Opens a page; anything the browser complains of fails the test."""
    contexts, complaints = [], []

    def opened(place: str | Path, width: int = 1200, scheme: str = "light", height: int = 900):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: outside(request.url))
        page.goto((site / place).as_uri())
        return page

    def outside(url: str) -> None:
        if not url.startswith(("file:", "data:")):
            complaints.append(f"asked for {url}")

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def places(language: str, case_of) -> list[str]:
    return [
        paths.home(language),
        paths.comparison(language),
        paths.about(language),
        paths.case(language, "2026-9-kettera-vienti"),
        paths.case(language, "2026-18-verkkokauppa-ulkomaille"),
        paths.case(language, "2026-19-verkkokauppa-ulkomaille"),
        *(paths.case(language, case_of(name).address) for name in CASES),
    ]


def violations(page) -> list[object]:
    """What axe-core finds wrong with the page that is open."""
    if not AXE.is_file():
        if REQUIRED:
            pytest.fail("CI needs axe-core: make axe")
        pytest.skip("no axe-core on this machine: the pages were not checked with it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Without preload: axe would fetch the sheet again, which the page's policy forbids.
    return page.evaluate(
        "rules => axe.run({runOnly: rules, preload: false})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))",
        RULES,
    )


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(open_page, site, case_of, language, width, scheme) -> None:
    page = open_page(paths.ROOT, width, scheme)
    for place in [paths.ROOT, *places(language, case_of)]:
        page.goto((site / place).as_uri())
        assert violations(page) == [], f"{place} {width} {scheme}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways(open_page, site, case_of, language) -> None:
    """640 px is 200 % zoom of a usual window, 320 px is 400 %."""
    page = open_page(paths.ROOT)
    for place in [paths.ROOT, *places(language, case_of)]:
        page.goto((site / place).as_uri())
        for width in (1280, 640, 360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{place}: {wide}"


def test_the_style_is_applied_from_the_disk_without_a_server(open_page) -> None:
    page = open_page(paths.home("fi"))

    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1056px"


def test_the_keyboard_reaches_everything_in_order(open_page, case_of) -> None:
    page = open_page(paths.case("en", case_of("villapaja").address))

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")

    assert first == "skip"
    assert page.evaluate("document.activeElement.id") == "content"


def test_focus_can_be_seen(open_page) -> None:
    page = open_page(paths.home("en"))

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_languages_lead_to_the_same_case(open_page, case_of) -> None:
    page = open_page(paths.case("en", case_of("villapaja").address))

    page.click("nav.languages a[lang=sv]")

    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.inner_text("h1") == "Ylletröjor till Sverige"


def test_a_wide_table_scrolls_in_its_own_frame_by_keyboard(open_page) -> None:
    page = open_page(paths.comparison("en"), width=360)

    page.focus(".wide")
    page.keyboard.press("ArrowRight")
    # The page's policy forbids what `wait_for_function` polls with.
    for _ in range(50):
        if page.evaluate("document.querySelector('.wide').scrollLeft") > 0:
            return
        page.wait_for_timeout(100)
    pytest.fail("the table did not scroll")


def test_on_paper_there_is_no_navigation(open_page, case_of) -> None:
    page = open_page(paths.case("fi", case_of("villapaja").address))

    page.emulate_media(media="print")

    assert page.is_hidden("nav.languages")
    assert page.is_visible(".verdict")


def test_an_internal_document_is_headed_on_every_sheet(
    open_page, case_of, context, tmp_path
) -> None:
    path = tmp_path / "villapaja.html"
    path.write_bytes(Html().render(internal(case_of("villapaja")), context("fi")))

    page = open_page(path)
    page.emulate_media(media="print")

    assert (
        page.evaluate("getComputedStyle(document.querySelector('.internal')).position") == "fixed"
    )
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "none"


@pytest.fixture
def cards(ws, draft, tmp_path: Path, clock) -> dict[str, Path]:
    """Cards of a started trial, an open draft, and a draft of a company of many words."""
    clock.turn_to(date(2026, 3, 2))
    ws.start(draft.slug, on=date(2026, 3, 2))
    ws.new("export", company="Sorvi")
    ws.new(
        "ecommerce",
        company="Kauppa ja neulomo Kumipohja",
        title="Villapaidat, sukat ja lapaset Ruotsiin " * 3,
        slots={"market": "SE", "reason": "ruotsalaiset pitävät villasta, " * 30},
        starts_on=date(2026, 4, 6),
    )
    made = {}
    for name in ("villapaja", "sorvi", "kumipohja"):
        for language in LANGUAGES:
            path = tmp_path / f"{name}.{language}.html"
            path.write_bytes(ws.card(name, language=language))
            made[f"{name}.{language}"] = path
    return made


def test_a_card_is_one_sheet_of_paper(open_page, cards) -> None:
    """In every language, also of a company that writes a lot."""
    page = open_page(next(iter(cards.values())))

    for name, path in cards.items():
        page.goto(path.as_uri())
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
        assert len(sheets) == 1, name


def test_a_card_is_read_on_a_phone(open_page, cards) -> None:
    page = open_page(next(iter(cards.values())))

    for name, path in cards.items():
        page.goto(path.as_uri())
        for width in (1280, 640, 360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name}: {wide}"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_a_card(open_page, cards, width, scheme) -> None:
    page = open_page(next(iter(cards.values())), width, scheme)

    for name, path in cards.items():
        page.goto(path.as_uri())
        assert violations(page) == [], f"{name} {width} {scheme}"

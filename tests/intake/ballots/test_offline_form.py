"""The offline form on a phone: opened from the disk, filled in, and its answer read back.

Needs Debian's Chromium, as `tests/publish/test_browser.py` does, and looks for axe-core where
that does.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import read_ballot_text, read_ballots
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.round import Recommendation

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[3] / ".venv" / "axe-core" / "package" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("CI") == "true"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
IDS = [criterion.id for criterion in RUBRIC]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("CI needs Chromium: apt-get install --no-install-recommends chromium")
        pytest.skip("no Chromium on this machine: the form was not filled in")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        # A container's root has no sandbox to give.
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_form(browser) -> Iterator[object]:
    """Opens a form without a network; anything the browser complains of fails the test."""
    contexts, complaints = [], []

    def opened(path: Path, *, scheme: str = "light", script: bool = True, link: str = ""):
        context = browser.new_context(
            viewport=PHONE, color_scheme=scheme, java_script_enabled=script, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: outside(request.url))
        page.goto(path.as_uri() + link)
        return page

    def outside(url: str) -> None:
        if not url.startswith(("file:", "blob:")):
            complaints.append(f"asked for {url}")

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def own(paths, code: str = "K7QM-3F9A") -> Path:
    return next(path for path in paths if code in path.name)


def choose(page, name: str, value: str) -> None:
    # The radio itself is out of sight, and its label is what a thumb meets.
    page.locator(f'label:has(> input[name="{name}"][value="{value}"])').click()


def answer(page, at: int = 1) -> None:
    """4 3 ? _ 5, adapt, a reason for and a comment of two lines."""
    for id_, mark in zip(IDS, ("4", "3", "?", None, "5"), strict=True):
        if mark:
            choose(page, f"{id_}-{at}", mark)
    choose(page, f"recommendation-{at}", "adapt")
    page.fill(f"#reason_for-{at}", 'Halpa "kokeilla" <nyt> + heti')
    page.fill(f"#comment-{at}", "Ensin Norja.\nSitten muut.")


def is_that_answer(row) -> bool:
    return (
        row.ratings == {"useful": 4, "bold": 3, "evidence": None, "transferable": 5}
        and row.recommendation is Recommendation.ADAPT
        and row.reason_for == 'Halpa "kokeilla" <nyt> + heti'
        and row.comment == "Ensin Norja.\nSitten muut."
    )


def downloaded(page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("#file")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def violations(page) -> list[object]:
    if not AXE.is_file():
        if REQUIRED:
            pytest.fail("CI needs axe-core: make axe")
        pytest.skip("no axe-core on this machine: the form was not checked with it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(
        "rules => axe.run({runOnly: rules, preload: false})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))",
        RULES,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_comes_back_as_a_file_as_text_and_as_a_mail(
    open_form, write, tmp_path, language
) -> None:
    page = open_form(own(write("html", language, reply_to="alue@example.fi")))
    answer(page)
    page.check("input[data-may-quote]")

    page.click("#done")

    path = downloaded(page, tmp_path)
    assert path.name == "2026-nivala-villapaja-ruotsi-K7QM-3F9A.ballot.json"
    mail = urlsplit(page.get_attribute("#mail", "href"))
    assert (mail.scheme, mail.path) == ("mailto", "alue@example.fi")
    sent = parse_qs(mail.query)
    assert "K7QM-3F9A" in sent["subject"][0]
    for reading in (
        read_ballots([path]),
        read_ballot_text(page.input_value("#text")),
        read_ballot_text(sent["body"][0]),
    ):
        assert reading.unreadable == ()
        (row,) = reading.rows
        assert row.code == "K7QM-3F9A"
        assert row.may_quote
        assert is_that_answer(row)


def test_a_meeting_is_one_form_and_one_answer_with_what_was_filled_in(
    open_form, write_meeting, tmp_path
) -> None:
    page = open_form(own(write_meeting("html")))
    answer(page)
    choose(page, "forecast-2", "8")

    page.click("#done")

    judged, foreseen = read_ballots([downloaded(page, tmp_path)]).rows
    assert is_that_answer(judged)
    assert (foreseen.code, foreseen.forecast) == ("GGGG-HHH5", 8)
    judged, foreseen = read_ballot_text(page.input_value("#text")).rows
    assert is_that_answer(judged)
    assert (foreseen.code, foreseen.forecast) == ("GGGG-HHH5", 8)


def test_who_cant_foresee_it_says_so(open_form, write_forecast, tmp_path) -> None:
    page = open_form(own(write_forecast("html"), "GGGG-HHH5"))
    choose(page, "forecast-1", "?")
    page.click("#done")

    for reading in (
        read_ballots([downloaded(page, tmp_path)]),
        read_ballot_text(page.input_value("#text")),
    ):
        (row,) = reading.rows
        assert (row.forecast, row.recommendation) == (None, Recommendation.CANT_JUDGE)


def test_the_form_that_everybody_shares_asks_for_the_code(open_form, write) -> None:
    shared = min(write("html"), key=lambda path: len(path.name))
    page = open_form(shared)
    assert page.input_value("#code-1") == ""
    answer(page)

    page.click("#done")

    assert page.is_visible("#fault")
    assert page.is_hidden("#answer")
    assert page.evaluate("document.activeElement.id") == "code-1"
    assert page.get_attribute("#code-1", "aria-invalid") == "true"

    page.fill("#code-1", "k7qm 3f9a")
    page.click("#done")

    (row,) = read_ballot_text(page.input_value("#text")).rows
    assert row.code == "K7QM-3F9A"


def test_a_link_to_the_shared_form_may_bring_the_code(open_form, write) -> None:
    shared = min(write("html"), key=lambda path: len(path.name))

    page = open_form(shared, link="#22AB-CD34")

    assert page.input_value("#code-1") == "22AB-CD34"


def test_an_empty_form_gives_no_answer_and_a_changed_one_a_new_answer(open_form, write) -> None:
    page = open_form(own(write("html", "en")))
    page.click("#done")
    assert page.inner_text("#fault") == "Nothing is filled in yet."

    choose(page, "useful-1", "4")
    page.click("#done")
    assert page.is_hidden("#fault")
    assert page.is_visible("#answer")

    choose(page, "useful-1", "2")
    assert page.is_hidden("#answer")
    page.click("#done")
    (row,) = read_ballot_text(page.input_value("#text")).rows
    assert row.ratings == {"useful": 2}


def test_the_keyboard_alone_fills_it_in(open_form, write) -> None:
    page = open_form(own(write("html", "en")))
    page.focus("#code-1")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.focus("#comment-1")
    page.keyboard.type("Fine.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.focus("#done")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "answer-heading"
    (row,) = read_ballot_text(page.input_value("#text")).rows
    assert row.ratings == {"useful": 3, "bold": 1}
    assert (row.comment, row.may_quote) == ("Fine.", True)


def test_the_text_can_be_copied(open_form, write) -> None:
    page = open_form(own(write("html", "en")))
    choose(page, "useful-1", "4")
    page.click("#done")
    page.click("#copy")

    page.wait_for_function("document.getElementById('copied').textContent !== ''")
    page.focus("#comment-1")
    page.keyboard.press("ControlOrMeta+v")
    assert page.input_value("#comment-1") == page.input_value("#text")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(open_form, write_meeting, language, scheme) -> None:
    page = open_form(own(write_meeting("html", language)), scheme=scheme)
    assert violations(page) == []
    answer(page)
    choose(page, "forecast-2", "8")
    page.click("#done")
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_scrolls_sideways(open_form, write_meeting, language) -> None:
    page = open_form(own(write_meeting("html", language)))
    answer(page)
    page.click("#done")
    for width in (1280, 640, 360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_it_is_a_ballot_to_read_that_says_how_to_answer(
    open_form, write, language
) -> None:
    page = open_form(own(write("html", language)), script=False)

    shown = page.inner_text("main")
    advice = wording(language).label("recommendation", "adapt")
    assert f"K7QM-3F9A 4 3 - 2 4 {advice} +" in shown
    for criterion in RUBRIC:
        assert criterion.high[language] in shown
    assert page.is_hidden("#done")
    assert page.is_hidden("#answer")

"""One case as one document."""

import json
import re

import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.release import internal
from trialkit.model.conversion import from_json
from trialkit.publish.formats import FORMATS, Html, Json, Markdown
from trialkit.publish.markdown import escaped

NAMES = ("kiuas", "leipomo", "sorvi", "villapaja")
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_the_same_bytes_every_time(form, name, case_of, released, context) -> None:
    document = released(case_of(name))

    assert form.render(document, context("fi")) == form.render(document, context("fi"))


@pytest.mark.parametrize("name", NAMES)
def test_an_internal_page_is_headed_so(case_of, context, name) -> None:
    page = Html().render(internal(case_of(name)), context("en")).decode()

    assert '<p class="internal">Internal: not released for publishing</p>' in page
    assert "<title>Internal: " in page
    assert 'content="noindex"' in page


def test_a_released_page_is_not_headed_internal(case_of, released, context) -> None:
    page = Html().render(released(case_of("villapaja")), context("en")).decode()

    assert 'class="internal"' not in page


def test_a_page_that_stands_alone_brings_its_style_and_asks_for_nothing(
    case_of, released, context
) -> None:
    page = Html().render(released(case_of("villapaja")), context("sv")).decode()

    assert re.search(r"style-src &#39;sha256-|style-src 'sha256-", page)
    assert page.count("<style>") == 1
    assert not re.search(r'(href|src)="(?!#|data:)', page)


def test_markdown_says_internal_in_its_first_line(case_of, context) -> None:
    text = Markdown().render(internal(case_of("villapaja")), context("en")).decode()

    assert text.startswith("**Internal: not released for publishing**")


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_tells_every_part_of_the_page(case_of, released, context, language) -> None:
    document = released(case_of("villapaja"))

    text = Markdown().render(document, context(language)).decode()
    page = Html().render(document, context(language)).decode()

    headings = re.findall(r"<h2>([^<]+)</h2>", page)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == headings


def test_markdown_has_no_markup_of_anybody_elses(hostile, released, context) -> None:
    text = Markdown().render(released(hostile), context("en")).decode()

    assert not re.search(r"(?<!\\)<", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("words", "written"),
    [("- list", "\\- list"), ("1. first", "\\1. first"), ("a_b", "a\\_b"), ("= x", "\\= x")],
)
def test_words_that_look_like_markdown_stay_words(words: str, written: str) -> None:
    assert escaped(words) == written


def test_a_released_case_as_json_is_read_back_whole(case_of, released, context) -> None:
    document = released(case_of("sorvi"))

    text = Json().render(document, context("fi")).decode()

    assert from_json(Case, text) == document.case


def test_an_internal_case_as_json_cant_be_taken_for_a_released_one(case_of, context) -> None:
    case = case_of("sorvi")

    told = json.loads(Json().render(internal(case), context("fi")))

    assert told["internal"] is True
    assert from_json(Case, json.dumps(told["case"])) == case


def test_an_empty_case_is_a_document_too(empty, released, context) -> None:
    for form in FORMATS:
        assert form.render(released(empty), context("fi"))

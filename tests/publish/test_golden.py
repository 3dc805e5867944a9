"""The approved write-ups: a case as data beside each text that it must give."""

from pathlib import Path

import pytest

from trialkit.casebook.edition import edition
from trialkit.publish import paths
from trialkit.publish.formats import Markdown
from trialkit.publish.site import publish

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("kiuas", "leipomo", "sorvi", "villapaja")
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize("name", NAMES)
def test_a_case_reads_as_approved_on_its_page(golden, case_of, released, settings, tmp_path, name):
    case = case_of(name)
    made = edition([released(case)], counts={}, settings=settings, as_of=case.provenance.as_of)

    publish(made, tmp_path / "site", languages=LANGUAGES, version=case.provenance.trialkit)

    for language in LANGUAGES:
        page = tmp_path / "site" / paths.case(language, case.address)
        golden(name).check(f"case.{language}.html", page.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_a_case_reads_as_approved_as_plain_text(golden, case_of, released, context, name):
    document = released(case_of(name))

    for language in LANGUAGES:
        golden(name).check(f"case.{language}.md", Markdown().render(document, context(language)))


def test_no_golden_is_left_that_nobody_renders() -> None:
    rendered = {"case.json"} | {
        f"case.{language}.{ending}" for language in LANGUAGES for ending in ("html", "md")
    }

    assert {folder.name for folder in GOLDEN.iterdir()} == set(NAMES)
    assert {path.name for path in GOLDEN.glob("*/*")} <= rendered

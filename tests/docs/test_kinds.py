"""The page of each kind of trial says all that its template does, in each language."""

import kinds
import pytest

from trialkit.language.wording import LANGUAGES
from trialkit.model.template import Template
from trialkit.templates.reading import read_template

KINDS = [read_template(file) for file in kinds.FILES]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_every_text_of_its_template(kind: Template, language: str):
    page = (kinds.FOLDER / language / f"{kind.id}.md").read_text(encoding="utf-8")
    texts = [
        kind.title,
        kind.about,
        kind.stop_early,
        kind.privacy,
        *kind.risks,
        *kind.questions,
        *(slot.label for slot in kind.slots),
        *(action.label for action in kind.actions),
        *(metric.label for metric in kind.metrics),
        *(criterion.why for criterion in kind.criteria),
        *(fact.text for fact in kind.facts),
    ]

    assert not [text[language] for text in texts if text and text[language] not in page]
    assert not [fact.source for fact in kind.facts if fact.source not in page]
    assert not [one.formula for one in kind.metrics if one.formula and one.formula not in page]


def test_a_fact_stands_with_its_figure_its_dates_and_whether_it_is_certain():
    page = (kinds.FOLDER / "fi" / "first_hire.md").read_text(encoding="utf-8").replace("\xa0", " ")

    for row in (
        "| 24,40 % | STT/TELA 6.10.2025; Elo; Ilmarinen | 23.11.2026 | kyllä | 15.12.2026 |",
        "| 9 / 11,5 % | Vuosilomalaki 162/2005 | 23.11.2026 | **epävarma** | 30.11.2027 |",
    ):
        assert row in page


def test_a_limit_stands_with_its_reason_and_the_answer_it_comes_from():
    page = (kinds.FOLDER / "en" / "export.md").read_text(encoding="utf-8").replace("\xa0", " ")

    assert (
        "| **guardrail**: landed margin | at least 15%; from the answer ‹landed margin at least›"
        " | Below that one damaged delivery makes a loss. |"
    ) in page


def test_the_list_names_every_page():
    listed = (kinds.FOLDER / "index.md").read_text(encoding="utf-8")

    for kind in KINDS:
        for language in LANGUAGES:
            assert f"[{kind.title[language]}]({language}/{kind.id}.md)" in listed

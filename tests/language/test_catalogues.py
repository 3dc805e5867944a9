"""Every sentence of the source stands in every language, whole."""

import ast
import gettext
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from trialkit.language.catalogue import catalogue as load
from trialkit.language.choosing import LANGUAGES
from trialkit.language.holes import Hole, parts
from trialkit.language.labels import LABELS
from trialkit.language.wording import FORMS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "trialkit"
MARKS = {"Message": 1, "N_": 1, "say": 1, "counted": 2}
"""The calls that mark sentences, with how many of their arguments are sentences."""


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make messages` finds in the source, by the very line it uses."""
    keywords = next(
        shlex.split(line.partition("=")[2])
        for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
        if line.startswith("KEYWORDS")
    )
    template = tmp_path_factory.mktemp("messages") / "trialkit.pot"
    subprocess.run(
        [
            *(sys.executable, "-c", "from babel.messages.frontend import main; main()"),
            *("--quiet", "extract", "-F", "babel.cfg", *keywords),
            *("-o", str(template), os.path.relpath(ROOT / "src", ROOT)),
        ],
        cwd=ROOT,
        check=True,
    )
    with template.open("rb") as source:
        return read_po(source)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with path_of(request.param).open("rb") as source:
        return read_po(source, locale=request.param)


def path_of(language: str) -> Path:
    return SOURCE / "language" / "locale" / language / "LC_MESSAGES" / "trialkit.po"


def said(catalogue: Catalog) -> list[Message]:
    """All messages but the header."""
    return [message for message in catalogue if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def holes(text: str) -> Counter[str]:
    """Our holes (`{day:long}`), click's (`{name!r}`) and the old ones (`%(prog)s`)."""
    return Counter(re.findall(r"\{[^{}]+\}|%\([a-z]+\)s", text))


def test_every_sentence_of_the_source_is_in_the_catalogue(extracted, catalogue):
    missing = [message.id for message in said(extracted) if message.id not in catalogue]

    assert missing == [], "make messages, then translate them"


def test_nothing_in_the_catalogue_has_gone_from_the_source(extracted, catalogue):
    left_over = [message.id for message in said(catalogue) if message.id not in extracted]

    assert left_over == [], "make messages removes them"


def test_no_translation_is_missing_half_empty_or_fuzzy(catalogue):
    # An untranslated plural is stored as ("", ""), which is true: every form is looked at.
    unfinished = [
        message.id
        for message in said(catalogue)
        if message.fuzzy
        or len(forms(message.string)) != (catalogue.num_plurals if message.pluralizable else 1)
        or not all(form.strip() for form in forms(message.string))
    ]

    assert unfinished == []


def test_a_translation_has_the_holes_of_its_sentence(catalogue):
    differing = [
        (source, translation)
        for message in said(catalogue)
        for source, translation in zip(forms(message.id), forms(message.string), strict=True)
        if holes(source) != holes(translation)
    ]

    # What is counted may leave its number out where there is one; nothing else may.
    assert [pair for pair in differing if pair[0].replace("1", "{n}") != pair[1]] == []


def test_english_says_what_the_source_says():
    with path_of("en").open("rb") as source:
        english = read_po(source, locale="en")

    assert [m.id for m in said(english) if forms(m.id) != forms(m.string)] == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = gettext.translation(
        "trialkit",
        str(SOURCE / "language" / "locale"),
        languages=[str(catalogue.locale)],
    )

    for message in said(catalogue):
        if message.pluralizable:
            assert compiled.ngettext(*message.id, 1) == message.string[0], "make catalogues"
            assert compiled.ngettext(*message.id, 2) == message.string[1], "make catalogues"
        else:
            assert compiled.gettext(message.id) == message.string, "make catalogues"


def test_a_language_that_was_not_compiled_falls_back_to_english():
    assert load("de").gettext("row {row}") == "row {row}"


def test_a_hole_asks_only_for_forms_that_exist(extracted):
    unknown = [
        (text, part.form)
        for message in said(extracted)
        for text in forms(message.id)
        for part in parts(text)
        if isinstance(part, Hole) and part.form and part.form not in FORMS | LABELS.keys()
    ]

    assert unknown == []


def test_no_marked_sentence_escapes_the_extraction(extracted):
    """Babel misses sentences deep inside other calls, and glues conditional ones together."""
    known = {text for message in said(extracted) for text in forms(message.id)}

    escaped = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, text in marked(ast.parse(path.read_text(encoding="utf-8")))
        if text not in known
    ]

    assert escaped == [], "take them out of the call they stand in"


def test_no_sentence_of_a_page_escapes_the_extraction(extracted):
    """Babel sees `say("…")` in a page, but not `words.say("…")`."""
    known = {text for message in said(extracted) for text in forms(message.id)}

    escaped = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {argument.value}"
        for path in sorted(SOURCE.rglob("pages/**/*.html"))
        for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)
        if getattr(call.node, "attr", getattr(call.node, "name", None)) in MARKS
        for argument in call.args[:2]
        if isinstance(argument, nodes.Const) and argument.value not in known
    ]

    assert escaped == [], "call it by its bare name"


def test_no_sentence_is_glued_together_before_it_is_marked():
    glued = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node, arguments in marks(ast.parse(path.read_text(encoding="utf-8")))
        for argument in arguments
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]

    assert glued == [], "write the whole sentence with named holes"


def marks(tree: ast.AST) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Every call that marks sentences, with the arguments that should be sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in MARKS:
                yield node, node.args[: MARKS[name]]


def marked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node, arguments in marks(tree):
        for argument in arguments:
            choices = (
                [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
            )
            for choice in choices:
                if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                    yield node.lineno, choice.value

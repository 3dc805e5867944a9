"""click speaks the reader's language too."""

import ast
import subprocess
import sys
from pathlib import Path

import click
import pytest

from trialkit.language import click_words
from trialkit.language.installing import install

FOR_PROGRAMMERS = (
    "Arguments take exactly one",
    "Boolean option",
    "Choice({choices})",
    "Could not determine name",
    "Couldn't detect Bash",
    "DeprecationWarning",
    "Invalid start character",
    "Name '{name}' defined twice",
    "No options defined",
    "Shell completion is not supported",
    "Unknown color",
    "Unknown standard stream",
    "Value must be an iterable.",
)

PROGRAM = """
import click
from trialkit.language.installing import install

install({language!r})

@click.command()
@click.argument("file", required=True)
@click.option("--size", type=int, required=True)
def main(file, size): ...

main()
"""


def test_help_is_in_swedish_when_swedish_was_installed():
    shown = run("sv", "--help")

    assert "Användning:" in shown.stdout
    assert "Visa den här hjälpen och avsluta." in shown.stdout
    assert "[obligatorisk]" in shown.stdout


def test_a_mistake_is_told_in_finnish_when_finnish_was_installed():
    shown = run("fi", "--siez", "3")

    assert "Virhe: Valitsinta '--siez' ei ole." in shown.stderr


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_installing_again_changes_the_language(language, monkeypatch):
    import gettext

    monkeypatch.setenv("LANGUAGE", "de")
    before = gettext.textdomain()

    install(language)

    assert (
        gettext.gettext("row {row}")
        == {"en": "row", "fi": "rivi", "sv": "rad"}[language] + " {row}"
    )
    gettext.textdomain(before)


def test_our_list_is_what_click_says():
    ours = {
        text
        for group in (
            click_words.HELP,
            click_words.ERRORS,
            click_words.VALUES,
            click_words.PROMPTS,
        )
        for entry in group
        for text in ([entry] if isinstance(entry, str) else entry)
    }
    clicks = {text for text in texts_of_click() if not text.startswith(FOR_PROGRAMMERS)}

    assert clicks - ours == set()
    # click marks "required" only where it draws it, as a variable.
    assert ours - clicks == {"required"}


def texts_of_click() -> set[str]:
    return {
        argument.value
        for path in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def run(language: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM.format(language=language), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

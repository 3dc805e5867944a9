"""The interface speaks the language that was asked for, else the workspace's, else the system's."""

import subprocess
import sys

import pytest

from trialkit.language.choosing import chosen, system_language


def test_what_was_asked_for_comes_first_then_the_workspace(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")

    assert chosen("sv", "fi") == "sv"
    assert chosen(None, "fi") == "fi"
    assert chosen(None, None) == "en"


def test_a_language_nobody_speaks_here_counts_as_not_said(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "sv")

    assert chosen("de", "fi") == "fi"
    assert chosen("de", "") == "sv"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI"}, "sv"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "LC_MESSAGES": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:fi:en"}, "fi"),
        ({"LANG": "fi_FI.UTF-8", "LANGUAGE": "de"}, "fi"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": ""}, "fi"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "fi_FI.UTF-8"}, "en"),
    ],
)
def test_the_system_says_its_language_in_variables(environment, language):
    assert system_language(environment) == language


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers for itself")
def test_a_system_that_says_nothing_is_spoken_to_in_english():
    assert system_language({}) == "en"


def test_choosing_and_marking_load_nothing_but_the_standard_library():
    program = (
        "import sys; import trialkit.language.choosing, trialkit.language.marking;"
        "print([name for name in ('attrs', 'attr', 'babel', 'click') if name in sys.modules])"
    )

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"

"""Plugins that are installed and broken, each in its own way: named, while the rest works."""

import pytest

from trialkit.hooks.manager import Plugins

BROKEN = {
    "explodes": "raise RuntimeError('no power')",
    "torn": "def trialkit_templates(:",
    "stranger": "import a_package_that_nobody_has",
    "greedy": """
from trialkit.hooks import hookimpl

@hookimpl
def trialkit_check(workspace):
    return []
""",
    "faulty": """
import trialkit
from trialkit.hooks import hookimpl

@hookimpl
def trialkit_templates():
    return [trialkit.read_template('id = "faulty"', name="faulty.toml")]
""",
}


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """All of them, as distributions that Python finds, beside the three sound ones."""
    for name, code in BROKEN.items():
        package = f"broken_{name}"
        (tmp_path / f"{package}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"trialkit_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: trialkit-{name}\nVersion: 1.0\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text(
            f"[trialkit]\n{name} = {package}\n", encoding="utf-8"
        )
    monkeypatch.syspath_prepend(tmp_path)
    return Plugins.load()


def test_the_sound_plugins_work_beside_the_broken_ones(installed):
    assert {"ecommerce", "export", "first_hire"} <= set(installed.templates())


def test_every_broken_plugin_is_named_with_its_cause(installed):
    installed.templates()

    assert {fault.plugin for fault in installed.faults} == set(BROKEN)
    assert all(fault.cause is not None for fault in installed.faults)


def test_what_could_not_be_loaded_is_not_listed(installed):
    assert set(installed.names()) & set(BROKEN) == {"faulty"}


def test_the_faults_of_a_broken_template_are_told_with_their_file(installed):
    installed.templates()

    (faulty,) = [fault for fault in installed.faults if fault.plugin == "faulty"]
    assert {problem.place.file for problem in faulty.problems} == {"faulty.toml"}
    assert len(faulty.problems) > 5

"""The three kinds of trial, and a small one whose file a test can spoil."""

from pathlib import Path

import pytest

from trialkit.model.template import Template
from trialkit.templates.reading import read_template
from trialkit.templates.scaffold import scaffold

PLUGINS = Path(__file__).parents[2] / "plugins"


@pytest.fixture(scope="session")
def ecommerce() -> Template:
    return read_template(PLUGINS / "ecommerce/src/trialkit_ecommerce/template.toml")


@pytest.fixture(scope="session")
def export() -> Template:
    return read_template(PLUGINS / "export/src/trialkit_export/template.toml")


@pytest.fixture(scope="session")
def first_hire() -> Template:
    return read_template(PLUGINS / "first_hire/src/trialkit_first_hire/template.toml")


@pytest.fixture(scope="session")
def written(tmp_path_factory) -> str:
    """The text of a small template without faults."""
    return scaffold("bread", tmp_path_factory.mktemp("plugin") / "bread").read_text("utf-8")

"""Every template that comes with TrialKit owes the same, and so does a freshly made one."""

import attrs
import pytest

from trialkit.hooks.manager import Plugins
from trialkit.model.template import Template
from trialkit.templates.reading import read_template
from trialkit.templates.scaffold import scaffold
from trialkit.testing.contracts import TemplateContract


@pytest.fixture(scope="module")
def installed() -> Plugins:
    return Plugins.load()


class Installed(TemplateContract):
    key = ""

    def template(self) -> Template:
        return Plugins.load().templates()[self.key]


class TestEcommerce(Installed):
    key = "ecommerce"


class TestExport(Installed):
    key = "export"


class TestFirstHire(Installed):
    key = "first_hire"


class TestScaffolded(TemplateContract):
    @pytest.fixture(autouse=True)
    def _made(self, tmp_path):
        self.content = scaffold("bread_box", tmp_path / "bread")

    def template(self) -> Template:
        return read_template(self.content)


def test_the_three_plugins_are_installed_and_none_is_broken(installed):
    assert {"ecommerce", "export", "first_hire"} <= set(installed.templates())
    assert installed.faults == []


def test_a_contract_without_a_template_says_what_to_do():
    with pytest.raises(NotImplementedError, match="return your template"):
        TemplateContract().template()


def test_a_template_that_lacks_swedish_fails_and_every_gap_is_told(installed):
    ecommerce = installed.templates()["ecommerce"]
    halved = {"fi": ecommerce.title["fi"], "en": ecommerce.title["en"]}

    class Halved(TemplateContract):
        def template(self) -> Template:
            return attrs.evolve(ecommerce, title=halved, about=halved)

    with pytest.raises(AssertionError, match=r"title: no text in sv\nabout: no text in sv"):
        Halved().test_every_text_is_there_in_three_languages()

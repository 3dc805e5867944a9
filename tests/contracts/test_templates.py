"""Every template that comes with TrialKit owes the same, and so does a freshly made one."""

from pathlib import Path

import attrs
import pytest

from trialkit.hooks.manager import Plugins
from trialkit.model.template import Template
from trialkit.templates.scaffold import scaffold
from trialkit.testing.contracts import TemplateContract

EXAMPLES = Path(__file__).parents[2] / "examples" / "templates"


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


class TestMicroServices(TemplateContract):
    def file(self) -> Path:
        return EXAMPLES / "micro_services.toml"


class TestBusinessModel(TemplateContract):
    def file(self) -> Path:
        return EXAMPLES / "business_model.toml"


class TestScaffolded(TemplateContract):
    @pytest.fixture(autouse=True)
    def _made(self, tmp_path):
        self.content = scaffold("bread_box", tmp_path / "bread")

    def file(self) -> Path:
        return self.content


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


def test_a_pay_that_would_be_published_fails(installed):
    first_hire = installed.templates()["first_hire"]
    shown = [
        attrs.evolve(metric, public="index") if metric.id == "gross_wages" else metric
        for metric in first_hire.metrics
    ]

    class Shown(TemplateContract):
        def template(self) -> Template:
            return attrs.evolve(first_hire, metrics=tuple(shown))

    with pytest.raises(AssertionError, match="gross_wages: public = index"):
        Shown().test_nothing_about_one_employee_is_public_and_the_template_says_why()


def test_a_metric_that_no_figure_can_fill_fails(installed):
    ecommerce = installed.templates()["ecommerce"]
    nothing = attrs.evolve(ecommerce.metric("conversion"), formula="orders / (carts - carts)")

    class Empty(TemplateContract):
        def template(self) -> Template:
            return attrs.evolve(ecommerce, metrics=(*ecommerce.metrics[:-1], nothing))

    with pytest.raises(AssertionError, match="conversion: no value"):
        Empty().test_every_formula_gives_a_number_from_sample_figures()


def test_the_examples_are_all_of_them_tested():
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == {"micro_services", "business_model"}

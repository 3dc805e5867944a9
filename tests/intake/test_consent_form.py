"""The consent form says what the company agrees to, in its language, and nothing else."""

from html.parser import HTMLParser

import attrs
import pytest

from trialkit.intake.consent_form import CONSENT_TEXT, WORDING_ID, consent_form
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.company import Company

VILLAPAJA = Company(id="01-villapaja", name="Villa & <Paja>", area="nivala-haapajarvi")


class Text(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signed_words_are_the_agreed_ones(shop_trial, language):
    page = consent_form(shop_trial, VILLAPAJA, wording=wording(language))

    assert CONSENT_TEXT[language] in Text(page).words
    assert f'<html lang="{language}">' in page
    assert WORDING_ID in page


def test_the_companys_name_is_shown_as_it_is_written(shop_trial):
    page = consent_form(shop_trial, VILLAPAJA, wording=wording("fi"))

    assert "Villa & <Paja>" in Text(page).words
    assert "<Paja>" not in page


def test_the_promise_and_every_level_can_be_read(shop_trial):
    words = Text(consent_form(shop_trial, VILLAPAJA, wording=wording("fi"))).words

    assert "Vähintään 15 tilausta (Ruotsi)" in words
    for level in ("named", "named without figures", "anonymous", "aggregate", "internal"):
        assert wording("fi").label("consent", level) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_about_one_employee_says_what_no_consent_lets_out(shop_trial, language):
    reason = {"fi": "Palkkaa ei julkaista.", "sv": "Lönen publiceras inte.", "en": "Never the pay."}
    about_one = attrs.evolve(shop_trial, template=attrs.evolve(shop_trial.template, privacy=reason))

    assert reason[language] in consent_form(about_one, VILLAPAJA, wording=wording(language))
    assert reason[language] not in consent_form(shop_trial, VILLAPAJA, wording=wording(language))


def test_the_page_asks_nothing_of_the_net(shop_trial):
    page = consent_form(shop_trial, VILLAPAJA, wording=wording("sv"))

    assert "http" not in page
    assert "<script" not in page

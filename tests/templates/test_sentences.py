"""A promise reads in its reader's language, and what is withheld stays a gap."""

import pytest

from trialkit.language.wording import wording
from trialkit.templates.filling import answered, defaults
from trialkit.templates.sentences import filled, private_slots


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fi", "Vähintään 15 maksettua tilausta (Ruotsi) 12 viikossa"),
        ("sv", "Minst 15 betalda beställningar (Sverige) på 12 veckor"),
        ("en", "At least 15 paid orders (Sweden) in 12 weeks"),
    ],
)
def test_the_promise_in_one_line(ecommerce, language, line):
    said = filled(ecommerce.promise, ecommerce, defaults(ecommerce), wording(language))

    assert said == line


def test_money_and_numbers_are_written_as_the_reader_writes_them(ecommerce):
    slots = defaults(ecommerce) | {"ad_eur": "1234.50", "return_pct": "12.5"}

    finnish = plain(filled(ecommerce.hypothesis, ecommerce, slots, wording("fi")))
    english = plain(filled(ecommerce.hypothesis, ecommerce, slots, wording("en")))

    assert "enintään 1 234,50 €" in finnish
    assert "enintään 12,5 %" in finnish
    assert "at most 1,234.50 €" in english


def test_what_nobody_answered_is_a_gap(ecommerce):
    said = filled(ecommerce.hypothesis, ecommerce, defaults(ecommerce), wording("fi"))

    assert "koska …." in said
    assert "{" not in said


def test_a_withheld_wage_leaves_a_gap_in_every_language(first_hire):
    slots = answered(first_hire, {"gross": "2500.00", "role": "ompelija", "reason": "jono"})

    for language in ("fi", "sv", "en"):
        said = filled(
            first_hire.hypothesis,
            first_hire,
            slots,
            wording(language),
            withheld=private_slots(first_hire),
        )
        assert "ompelija" not in said
        assert "500" not in said
        assert "286" not in said
        assert "jono" in said


def test_braces_in_somebodys_answer_stay_what_they_are(ecommerce):
    slots = defaults(ecommerce) | {"reason": "koodi {orders} \\1"}

    assert "koodi {orders} \\1" in filled(ecommerce.hypothesis, ecommerce, slots, wording("en"))


def test_everything_about_one_employee_is_private(first_hire):
    assert {"role", "h", "gross", "total", "form"} <= private_slots(first_hire)

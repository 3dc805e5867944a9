"""How a page writes what a case gives: as it is, as an index, as a range, or not at all."""

from datetime import date
from decimal import Decimal

import pytest

from trialkit.language.wording import wording
from trialkit.publish.shown import clean, shown
from trialkit.publish.words import PageWords, together

NBSP = "\N{NO-BREAK SPACE}"


def words(language: str, **more: object) -> PageWords:
    return PageWords(wording(language), **more)


@pytest.mark.parametrize(
    ("value", "unit", "how", "written"),
    [
        ("23", "order", "as_is", "23"),
        ("20", "order", "banded", "20 to 50"),
        ("0.05", "%", "banded", "5 to 10%"),
        ("100", "EUR", "banded", "€100 to €200"),
        ("-100", "EUR", "banded", "−€200 to −€100"),
        ("126.1", "order", "index", "126.1"),
        ("0", "order", "banded", "0"),
    ],
)
def test_a_figure_is_written_as_it_is_given(value, unit, how, written) -> None:
    assert words("en").figure(Decimal(value), unit, how) == written


@pytest.mark.parametrize(("how", "written"), [("as_is", "no figure"), ("no", "not public")])
def test_a_missing_figure_is_never_a_zero(how: str, written: str) -> None:
    assert words("en").figure(None, "order", how) == written


def test_money_is_in_the_cases_own_currency() -> None:
    assert "SEK" in words("en", currency="SEK").amount(Decimal(640), "EUR")


def test_where_days_arent_released_a_day_is_its_quarter() -> None:
    assert words("en", quarters=True).day(date(2026, 4, 1)) == "quarter 2/2026"
    assert words("en", quarters=True).days(date(2026, 4, 1), date(2026, 4, 1)) == "quarter 2/2026"


def test_the_promise_keeps_the_language_of_each_answer(case_of) -> None:
    case = case_of("villapaja")

    pieces = words("en").hypothesis(case.promise, "fi")

    assert "because ruotsalaiset pitävät villasta" in together(pieces)
    assert [piece.lang for piece in pieces if piece.text.startswith("ruotsalaiset")] == ["fi"]


def test_a_slot_that_isnt_released_is_a_gap(case_of, released) -> None:
    case = released(case_of("leipomo")).case

    assert together(words("fi").promise_line(case.promise, "sv")).startswith("Vähintään …")


def test_a_sentence_names_metrics_and_not_their_keys(case_of) -> None:
    from trialkit.casebook.release import internal

    document = internal(case_of("sorvi"))
    reason = next(one.reason for one in document.case.answers if one.criterion == "support")

    said = PageWords.of(document, wording("en")).reason(reason)

    assert "support_minutes" not in said
    assert "support minutes" in said


def test_words_that_turn_their_neighbours_round_are_cleaned() -> None:
    assert clean("abc\u202edef\u2066\u0000") == "abcdef"


def test_a_language_that_is_missing_is_marked_and_never_invented() -> None:
    found = shown({"fi": "Kahvoja Norjaan"}, "en")

    assert (found.text, found.lang) == ("Kahvoja Norjaan", "fi")

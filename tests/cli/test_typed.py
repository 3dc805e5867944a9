"""What people type: days, numbers, words, pairs."""

from datetime import date
from decimal import Decimal

import pytest

from trialkit.cli.typed import OneOf, day_of, number_of, pairs
from trialkit.errors import InvalidInput
from trialkit.model.consent import ConsentLevel
from trialkit.model.trial import Choice


@pytest.mark.parametrize("written", ["2.3.2026", "02.03.2026", "2026-03-02"])
def test_a_day_as_people_and_computers_write_it(written):
    assert day_of(written) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("written", "code"), [("tomorrow", "NOT_A_DAY"), ("02/03/2026", "AMBIGUOUS_DAY")]
)
def test_what_is_no_day_is_said_so(written, code):
    with pytest.raises(InvalidInput) as refused:
        day_of(written)

    assert refused.value.codes == (code,)


@pytest.mark.parametrize(
    ("written", "number"), [("14", "14"), ("12,5", "12.5"), ("1 234,56", "1234.56"), ("−3", "-3")]
)
def test_a_number_as_people_write_it(written, number):
    assert number_of(written) == Decimal(number)


def test_a_number_of_two_readings_is_refused_where_nobody_can_be_asked():
    with pytest.raises(InvalidInput) as refused:
        number_of("1,234")

    assert refused.value.codes == ("AMBIGUOUS_NUMBER",)


@pytest.mark.parametrize("written", ["adapt", "ADAPT", "muuta"])
def test_a_word_may_be_its_key_or_what_it_is_called(written):
    assert OneOf("choice", Choice).read(written) is Choice.ADAPT


@pytest.mark.parametrize("written", ["named-without-figures", "named without figures"])
def test_a_key_of_several_words_may_have_dashes(written):
    level = OneOf("consent", ConsentLevel).read(written)

    assert level is ConsentLevel.NAMED_WITHOUT_FIGURES


def test_a_word_that_fits_nowhere_names_those_that_do():
    with pytest.raises(InvalidInput) as refused:
        OneOf("choice", Choice).read("perhaps")

    assert "adopt" in str(refused.value)


def test_pairs_keep_what_follows_the_first_equals_sign():
    assert pairs(("reason=a = b", "orders = 15"), "--slot") == {"reason": "a = b", "orders": "15"}


@pytest.mark.parametrize("written", [("orders",), ("=15",), ("a=1", "a=2")])
def test_pairs_that_are_none_are_refused(written):
    with pytest.raises(InvalidInput):
        pairs(written, "--slot")

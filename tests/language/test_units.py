"""The table of unit signs."""

import pytest

from trialkit.language.choosing import LANGUAGES
from trialkit.language.units import PLACES, UNITS, currency, sign


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_its_signs_in_every_language(unit):
    assert tuple(UNITS[unit]) == LANGUAGES


def test_decimals_are_laid_down_for_known_units_only():
    assert PLACES.keys() <= UNITS.keys()


def test_a_unit_of_a_plugins_own_stands_as_it_is():
    assert (sign("jar", "fi").many, sign("jar", "fi").per) == ("jar", "/jar")


def test_three_capitals_are_a_currency():
    assert currency("SEK") == "SEK"
    assert [currency(unit) for unit in ("h", "order", "ÅÄÖ", "")] == [None] * 4

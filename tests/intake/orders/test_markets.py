"""Labels of countries, as real files have them."""

import pytest
from tests.intake.orders.trade import selling

from trialkit.intake.orders.markets import Markets


@pytest.mark.parametrize(
    ("label", "country"),
    [
        ("Finland", "FI"),
        ("Suomi", "FI"),
        ("  sverige ", "SE"),
        ("SE", "SE"),
        ("EIRE", "IE"),
        ("RSA", "ZA"),
        ("USA", "US"),
        ("Czech Republic", "CZ"),
        ("Hong Kong", "HK"),
        ("Great Britain", "GB"),
        ("European Community", None),
        ("Unspecified", None),
        ("Channel Islands", None),
        ("EU", None),
        ("", None),
        ("Narnia", None),
    ],
)
def test_a_label_is_one_country_or_unknown(label, country):
    assert Markets(selling()).country(label) == country


LABELS = (
    *("Australia", "Austria", "Bahrain", "Belgium", "Brazil", "Canada"),
    *("Channel Islands", "Cyprus", "Czech Republic", "Denmark", "EIRE", "European Community"),
    *("Finland", "France", "Germany", "Greece", "Hong Kong", "Iceland"),
    *("Israel", "Italy", "Japan", "Lebanon", "Lithuania", "Malta"),
    *("Netherlands", "Norway", "Poland", "Portugal", "RSA", "Saudi Arabia"),
    *("Singapore", "Spain", "Sweden", "Switzerland", "USA", "United Arab Emirates"),
    *("United Kingdom", "Unspecified"),
)
"""All labels of the real retailer's file."""


def test_all_real_labels_but_three_are_countries():
    unknown = [label for label in LABELS if Markets(selling()).country(label) is None]

    assert unknown == ["Channel Islands", "European Community", "Unspecified"]


def test_a_trial_of_all_markets_takes_unknown_ones_too():
    assert Markets(selling()).series_of(None) == ("",)
    assert Markets(selling("SE")).series_of(None) == ()


def test_a_series_named_for_the_trials_own_market_has_its_orders_as_well():
    markets = Markets(selling("SE", compared=("Ruotsi", "Norja", "Villapaja 2")))

    assert markets.series_of("SE") == ("", "Ruotsi")
    assert markets.series_of("NO") == ("Norja",)
    assert markets.series_of("DK") == ()

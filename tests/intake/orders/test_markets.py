"""Labels of countries, as real files have them."""

import attrs
import pytest
from tests.intake.orders.trade import notes, saved, selling

from trialkit.intake.orders.markets import Markets, market_of
from trialkit.intake.orders.plain.importer import PlainOrdersImporter


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


def test_a_draft_that_doesnt_say_its_market_has_the_templates():
    context = selling()
    slots = tuple(
        attrs.evolve(slot, default="SE") if slot.id == "market" else slot
        for slot in context.trial.template.slots
    )
    template = attrs.evolve(context.trial.template, slots=slots)
    trial = attrs.evolve(context.trial, template=template)

    said = attrs.evolve(trial, draft=attrs.evolve(trial.draft, slots={"market": "NO"}))

    assert market_of(context.trial) is None
    assert market_of(trial) == "SE"
    assert market_of(said) == "NO"


def test_a_draft_without_any_market_says_that_it_counted_all(tmp_path):
    path = saved(tmp_path, "Order,Date,Total,Country\n1,2026-03-02,10,SE\n2,2026-03-02,5,NO\n")

    unsaid = PlainOrdersImporter().read(path, selling())
    swedish = PlainOrdersImporter().read(path, selling("SE"))

    assert "orders of all countries were counted" in notes(unsaid)
    assert "orders of all countries were counted" not in notes(swedish)

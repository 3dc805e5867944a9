"""A name is found however Finnish and Swedish bend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.rules.naming import gives_away
from trialkit.testing.pieces import sentences


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kävimme Villapajalla.", "Villapaja"),
        ("VILLAPAJAN paidat", "Villapaja Oy"),
        ("Tilaa: www.villapaja.fi", "Villapaja"),
        ("Höylän ja sorvin väki", "Höylä & Sorvi Ky"),
        ("hoylasorvi@example.com", "Höylä & Sorvi"),
        ("Saunakaupan myynti", "Saunakauppa Oy"),
        ("Lammen leipomo", "Lampi"),
        ("Virran varrella", "Virta Oy"),
        ("Virtasen tuotteet", "Virtanen"),
        ("Virtaselta ostettiin", "Matti Virtanen"),
        ("Nivalassa asuvat", "Nivala"),
        ("Ylivieskan torilla", "Ylivieska"),
        ("Rakennuksen väki", "Rakennus Oy"),
        ("Tuotteen nimi", "Tuote"),
        ("Kalliomäen tila", "Kalliomäki"),
        ("Ullstugans tröjor", "Ullstugan"),
        ("Bergmans Fiskes båt", "Bergmans Fiske"),
        ("Oman tien kulkijat", "Oma"),
        ("K2 myi paljon", "K2 Oy"),
    ],
)
def test_an_inflected_name_is_found(text, name):
    assert gives_away(text, ["Someone Else", name])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Myimme neuleita Ruotsiin.", "Villapaja Oy"),
        ("Oy on yhtiömuoto, ja Ab myös.", "Kivi Oy Ab"),
        ("Tilauksia tuli 23.", "Höylä & Sorvi Ky"),
        ("Vi sålde till Norge.", "Ullstugan Ab"),
        ("", "Villapaja"),
        ("Villa on lämmin.", ""),
    ],
)
def test_other_words_give_nobody_away(text, name):
    assert not gives_away(text, [name])


@given(sentences(), sentences(), st.sampled_from(["Villapaja", "Höylä", "Nivala", "Ullstugan"]))
def test_a_name_is_found_wherever_it_stands(before, after, name):
    assert gives_away(f"{before} {name} {after}", [f"{name} Oy"])
    assert gives_away(f"{before} {name.upper()}n {after}", [f"{name} Oy"])

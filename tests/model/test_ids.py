"""Ids sort by time and never meet; slugs are what any keyboard can type."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.ids import new_id, slugged, unused
from trialkit.testing.pieces import moments


@given(moments(), st.integers(1, 10**6))
def test_an_id_made_later_sorts_later(at, milliseconds):
    later = new_id(at + timedelta(milliseconds=milliseconds))

    assert new_id(at) < later
    assert UUID(later).version == 7


@given(moments())
def test_two_ids_of_one_moment_differ(at):
    assert new_id(at) != new_id(at)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Höylä & Sorvi Oy", "hoyla-sorvi-oy"),
        ("Verkkokauppa ulkomaille", "verkkokauppa-ulkomaille"),
        ("  Ålands   Öl! ", "alands-ol"),
        ("東京", ""),
    ],
)
def test_a_slug_keeps_letters_without_their_marks(words, slug):
    assert slugged(words) == slug


@given(st.text())
def test_a_slug_is_typed_on_any_keyboard(words):
    slug = slugged(words)

    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugged(slug) == slug


def test_a_taken_slug_gets_the_next_number():
    assert unused("villapaja", {"sorvi"}) == "villapaja"
    assert unused("villapaja", {"villapaja", "villapaja-2"}) == "villapaja-3"

"""A seal holds for the promise that was made, whatever its spelling, and for no other."""

import hashlib
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.model.conversion import canonical, from_plain, to_plain
from trialkit.model.foresight import Foresight
from trialkit.model.paths import replaced
from trialkit.model.trial import Promise
from trialkit.rules.sealing import broken, flattened, seal, sealed_before_start
from trialkit.testing.pieces import moments
from trialkit.testing.strategies import promises

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def sealed(promise, at):
    return seal(promise, at=at, by="coordinator", before_start=True)


@few
@given(promises(), moments())
def test_a_promise_matches_its_seal_and_every_leaf_is_under_it(promise, at):
    made = sealed(promise, at)

    assert broken(promise, made) == ()
    assert [field.path for field in made.fields] == sorted(flattened(promise))


@few
@given(promises(), moments(), st.data())
def test_one_leaf_changed_is_named(promise, at, data):
    made = sealed(promise, at)
    text_leaves = {
        path: leaf
        for path, leaf in flattened(promise).items()
        if path.startswith(("$.slots", "$.template", "$.currency"))
    }
    path = data.draw(st.sampled_from(sorted(text_leaves)))
    changed = from_plain(Promise, replaced(to_plain(promise), path, f"{text_leaves[path]}x"))

    assert broken(changed, made) == (path,)


@few
@given(promises(), moments(), st.data())
def test_one_character_of_the_seal_changed_is_named(promise, at, data):
    made = sealed(promise, at)
    index = data.draw(st.integers(0, len(made.fields) - 1))
    field = made.fields[index]
    part = data.draw(st.sampled_from(["salt", "digest"]))
    old = getattr(field, part)
    position = data.draw(st.integers(0, len(old) - 1))
    other = "0" if old[position] != "0" else "1"
    tampered = attrs.evolve(field, **{part: old[:position] + other + old[position + 1 :]})
    fields = (*made.fields[:index], tampered, *made.fields[index + 1 :])

    found = broken(promise, attrs.evolve(made, fields=fields))

    assert set(found) == ({field.path} if part == "salt" else {field.path, "$"})


def test_the_whole_digest_is_held_against_the_fields(promise):
    made = sealed(promise, None)

    assert broken(promise, attrs.evolve(made, digest="0" * 64)) == ("$",)


@few
@given(promises(), moments(), st.randoms())
def test_the_seal_ignores_the_order_of_keys_and_the_spelling_of_numbers(promise, at, random):
    made = sealed(promise, at)
    keys = list(promise.slots)
    random.shuffle(keys)
    respelt = attrs.evolve(
        promise,
        slots={key: promise.slots[key] for key in keys},
        limits={key: limit + Decimal("0.000") for key, limit in promise.limits.items()},
    )

    assert broken(respelt, made) == ()


def test_letters_composed_in_another_way_are_the_same_words(promise):
    composed = attrs.evolve(promise, slots={**promise.slots, "category": "p\u00f6yd\u00e4t"})
    decomposed = attrs.evolve(promise, slots={**promise.slots, "category": "po\u0308yda\u0308t"})

    assert broken(decomposed, sealed(composed, None)) == ()


def test_two_seals_of_one_promise_share_no_salt(promise):
    first, second = (sealed(promise, None) for _ in range(2))

    salts = [field.salt for field in (*first.fields, *second.fields)]
    assert len(set(salts)) == len(salts)
    assert first.digest != second.digest


def test_a_field_left_out_or_added_is_named(promise):
    made = sealed(promise, None)
    more = attrs.evolve(promise, slots={**promise.slots, "payment": "Swish"})
    fewer = attrs.evolve(promise, comparisons=())

    assert broken(more, made) == ("$.slots.payment",)
    assert broken(fewer, made) == ("$.comparisons", "$.comparisons[0]")


def test_what_was_foreseen_can_neither_be_bettered_nor_left_out_afterwards(promise):
    told = attrs.evolve(promise, foresight=Foresight(met=30, of=41))
    made = sealed(told, None)

    assert broken(attrs.evolve(told, foresight=Foresight(met=0, of=41)), made) == (
        "$.foresight.met",
    )
    assert "$.foresight.of" in broken(attrs.evolve(told, foresight=None), made)
    assert "$.foresight.met" in broken(told, sealed(promise, None))


def test_a_promise_sealed_before_anything_was_foreseen_is_still_the_one_that_was_made(promise):
    made = sealed(promise, None)
    fields = tuple(field for field in made.fields if field.path != "$.foresight")
    pairs = canonical(sorted((field.path, field.digest) for field in fields))
    old = attrs.evolve(made, fields=fields, digest=hashlib.sha256(pairs).hexdigest())

    assert len(old.fields) == len(made.fields) - 1
    assert broken(promise, old) == ()


def test_an_erased_field_keeps_its_digest_and_hides_nothing_else(promise):
    made = sealed(promise, None)
    fields = tuple(
        attrs.evolve(field, salt="") if field.path == "$.slots.reason" else field
        for field in made.fields
    )
    erased = attrs.evolve(made, fields=fields)
    without = attrs.evolve(promise, slots={**promise.slots, "reason": ""})

    assert broken(without, erased) == ()
    assert broken(promise, erased) == ("$.slots.reason",)


@pytest.mark.parametrize(
    ("on", "figures", "before"),
    [
        (date(2026, 2, 20), 0, True),
        (date(2026, 3, 2), 0, True),
        (date(2026, 3, 3), 0, False),
        (date(2026, 3, 2), 1, False),
    ],
)
def test_a_seal_is_from_before_the_start_only_if_nothing_was_known(promise, on, figures, before):
    assert sealed_before_start(promise, on=on, figures_of_trial_phase=figures) is before

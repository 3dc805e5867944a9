"""What a trial says of itself."""

import re

import attrs
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.trial import Amendment, Seal, State, Trial, Weight
from trialkit.testing.pieces import moments, sentences


def a_seal(digest):
    return Seal(digest=digest, fields=(), at=None, by="coordinator", before_start=True)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_short_seal_stands_for_the_first_forty_bits(first, second):
    one, other = a_seal(first.hex()), a_seal(second.hex())

    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", one.short)
    assert (one.short == other.short) is (first[:5] == second[:5])


@given(st.sampled_from(Weight), st.booleans(), moments(), sentences())
def test_only_a_major_change_after_data_opens_the_case(weight, after_data, at, reason):
    amendment = Amendment(
        path="$.comparisons",
        before="[]",
        after='["Norja"]',
        reason=reason,
        weight=weight,
        after_data=after_data,
        at=at,
        by="coordinator",
    )
    blank = {field.name: None for field in attrs.fields(Trial)}

    trial = Trial(**blank | {"state": State.RUNNING, "amendments": (amendment,)})

    assert trial.changed_after_data is (weight is Weight.MAJOR and after_data)

"""A path is written in one way and leads back to where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.paths import at_index, at_key, leaves, replaced, steps, value_at

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.lists(st.text() | st.integers(min_value=0), max_size=5))
def test_a_path_says_its_steps(way):
    path = "$" + "".join(at_key(step) if isinstance(step, str) else at_index(step) for step in way)

    assert steps(path) == tuple(way)


@given(PLAIN)
def test_every_leaf_stands_where_its_path_says(plain):
    found = dict(leaves(plain))

    assert all(value_at(plain, path) == leaf for path, leaf in found.items())
    assert len(found) == len(list(leaves(plain)))


@given(PLAIN, st.data())
def test_putting_a_leaf_elsewhere_changes_that_leaf_only(plain, data):
    before = dict(leaves(plain))
    path = data.draw(st.sampled_from(sorted(before)))

    after = dict(leaves(replaced(plain, path, "changed")))

    assert after == before | {path: "changed"}
    assert dict(leaves(plain)) == before


@pytest.mark.parametrize(
    "written", ["", "criteria", "$criteria", "$.", "$[a]", "$.a[-1]", "$.a b", "$ "]
)
def test_what_is_no_path_is_refused(written):
    with pytest.raises(ValueError, match="is not a path"):
        steps(written)


@pytest.mark.parametrize("path", ["$.b", "$.a[2]", "$.a.x", "$[0]", "$.a[0].x"])
def test_a_path_to_nowhere_finds_nothing(path):
    plain = {"a": [1, 2]}

    with pytest.raises(LookupError):
        value_at(plain, path)
    with pytest.raises(LookupError):
        replaced(plain, path, 0)

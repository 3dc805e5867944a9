"""`observe`: one figure, typed in."""

import pytest


def test_a_typed_figure_is_new_unchanged_or_a_conflict(run, running):
    first = run(f"observe {running} orders 3 --period 2026-W10")
    again = run(f"observe {running} orders 3 --period 2026-W10")
    other = run(f"observe {running} orders 4 --period 2026-W10")
    corrected = run(f"observe {running} orders 4 --period 2026-W10 --replace")

    assert first.out.startswith("New: paid orders")
    assert again.out.startswith("Unchanged:")
    assert other.code == 1
    assert corrected.out.startswith("Replaced:")


@pytest.mark.parametrize(
    "typed",
    ["nothing 3 --period 2026-W10", "orders many --period 2026-W10", "orders 3 --period soon",
     "orders -3 --period 2026-W10", "orders 1,234 --period 2026-W10", "orders 3"],
)  # fmt: skip
def test_a_figure_that_cant_be_right_is_a_sentence(run, running, typed):
    told = run(f"observe {running} {typed}")

    assert told.code == 2
    assert told.err.strip()
    assert "Traceback" not in told.err

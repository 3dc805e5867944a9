"""`import` and `observe`: what was taken, what was left."""

import pytest


def test_three_kinds_of_row_add_up(run, running, nivala):
    (nivala / "o.csv").write_text("period;orders\n2026-W10;3\n2026-W11;4\n", encoding="utf-8")

    taken = run(f"import {running} o.csv")

    assert taken.code == 0
    assert "o.csv: 2 rows = 2 used + 0 left out + 0 unreadable" in taken.out
    assert "2 new, 0 unchanged, 0 replaced" in taken.out


def test_the_same_file_twice_changes_nothing(run, measured):
    again = run(f"import {measured} orders.csv")

    assert again.code == 0
    assert "0 new" in again.out


def test_one_unreadable_row_stops_the_file_and_is_named(run, running, nivala):
    (nivala / "o.csv").write_text(
        "period;orders\n2026-W10;three\n2026-W11;4\n2026-W99;4\n", encoding="utf-8"
    )

    told = run(f"import {running} o.csv")
    partly = run(f"import {running} o.csv --accept-partial")

    assert told.code == 2
    assert "row 2" in told.err
    assert "row 4" in told.err
    assert partly.code == 0
    assert "1 new" in partly.out


def test_a_dry_run_writes_nothing(run, running, nivala):
    (nivala / "o.csv").write_text("period;orders\n2026-W10;3\n", encoding="utf-8")

    shown = run(f"import {running} o.csv --dry-run")

    assert "Nothing was saved" in shown.out
    assert "1 new" in run(f"import {running} o.csv").out


def test_a_different_figure_needs_replace(run, running, nivala):
    run(f"observe {running} orders 3 --period 2026-W10")
    (nivala / "o.csv").write_text("period;orders\n2026-W10;5\n", encoding="utf-8")

    told = run(f"import {running} o.csv")
    corrected = run(f"import {running} o.csv --replace")

    assert told.code == 1
    assert "--replace" in told.err
    assert "1 replaced" in corrected.out


def test_a_folder_is_taken_table_by_table_and_a_bad_one_is_named(run, running, nivala):
    folder = nivala / "incoming"
    folder.mkdir()
    (folder / "a.csv").write_text("period;orders\n2026-W10;3\n", encoding="utf-8")
    (folder / "b.csv").write_text("period;orders\n2026-W11;many\n", encoding="utf-8")
    (folder / "~$a.xlsx").write_bytes(b"")
    (folder / "note.md").write_text("not a table", encoding="utf-8")

    taken = run(f"import {running} incoming")

    assert taken.code == 2
    assert "a.csv: 1 row" in taken.out
    assert "b.csv" in taken.err


def test_an_empty_folder_and_a_missing_file_are_sentences(run, running, nivala):
    (nivala / "empty").mkdir()

    assert run(f"import {running} empty").code == 2
    assert run(f"import {running} nowhere.csv").code == 2


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

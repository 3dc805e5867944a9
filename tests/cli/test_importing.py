"""`import`: which file goes to which trial, what was taken and what was left."""

import csv

import pytest

from trialkit.intake.tables import read_sheets


def test_three_kinds_of_row_add_up(run, running, nivala):
    (nivala / "o.csv").write_text("period;orders\n2026-W10;3\n2026-W11;4\n", encoding="utf-8")

    taken = run(f"import {running} o.csv")

    assert taken.code == 0
    assert "o.csv (table): 2 rows = 2 used + 0 left out\n" in taken.out
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
    assert "3 rows = 1 used + 0 left out + 2 unreadable" in partly.out
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
    assert "a.csv (table): 1 row" in taken.out
    assert "b.csv, row 2" in taken.err
    assert "2 files: 1 taken, 0 skipped, 1 refused" in taken.out


def test_an_empty_folder_and_a_missing_file_are_sentences(run, running, nivala):
    (nivala / "empty").mkdir()

    assert run(f"import {running} empty").code == 2
    assert run(f"import {running} nowhere.csv").code == 2


def test_a_dry_run_names_no_next_step_but_the_same_command(run, running, nivala):
    (nivala / "o.csv").write_text("period;orders\n2026-W10;3\n", encoding="utf-8")

    shown = run(f"import {running} o.csv --dry-run")

    assert shown.out.endswith("give the same command without --dry-run.\n")


def test_a_dry_run_shows_what_differs_and_what_would_stop_the_file(run, running, nivala):
    run(f"observe {running} orders 3 --period 2026-W10")
    (nivala / "o.csv").write_text("period;orders\n2026-W10;5\n", encoding="utf-8")

    shown = run(f"import {running} o.csv --dry-run")

    assert shown.code == 0
    assert "Differs: paid orders, week 10/2026: 3 is there, 5 is in the file" in shown.out
    assert "! o.csv, row 2, orders" in shown.out


def test_a_report_tells_where_in_the_trials_life_the_figures_lie(run, measured, nivala):
    told = run(f"import {measured} orders.csv --dry-run")

    assert "They cover 1 Dec 2025–24 May 2026." in told.out
    assert "Before the trial 13 weeks, of these in the baseline 12" in told.out
    assert "trial phase 12 weeks." in told.out


AFTER = "2026-06-15T09:00:00+03:00"
STATEMENT = """Kirjauspäivä;Summa;Tili;Selite
2.3.2026;12;4010 Ostot;Lanka
3.3.2026;-3;4020 Ostot;Nappi
4.3.2026;40;3000 Myynti;Lasku
"""


@pytest.fixture
def ledger(running, nivala, monkeypatch):
    monkeypatch.setenv("TRIALKIT_CLOCK", AFTER)
    (nivala / "tilit.csv").write_text(STATEMENT, encoding="utf-8")
    return "tilit.csv"


def test_a_ledger_is_added_up_by_map_and_the_next_one_by_what_was_said(run, running, ledger):
    line = f"import {running} {ledger} --dates dmy"

    first = run(f"{line} --map 'Summa [Tili=4000-4999; >0]=returns' --map 'Summa [<0]=-orders'")
    again = run(f"import {running} {ledger}")

    assert first.code == 0, first.err
    assert "tilit.csv (ledger): 3 rows = 2 used + 1 left out\n" in first.out
    assert "Left out 1: no map uses the row" in first.out
    assert "0 new, 2 unchanged" in again.out
    assert "Read as said on" in again.out
    assert '--map "Summa [<0]=-orders"' in " ".join(again.out.split())


def test_a_ledger_without_a_map_says_what_to_say(run, running, ledger):
    told = run(f"import {running} {ledger}")

    assert told.code == 2
    assert '--map "Summa [<0]=-METRIC"' in " ".join(told.err.split())


def test_what_was_said_is_dropped_by_forget(run, running, ledger):
    run(f"import {running} {ledger} --map 'Summa [<0]=-orders'")

    told = run(f"import {running} {ledger} --forget")

    assert told.code == 2
    assert "This looks like a bank statement" in told.err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("--map Summa", 2, "doesn't say which metric"),
        ("--map 'Summa [Tili=4000]'", 2, "doesn't say which metric"),
        ("--map Summa=orders --map Summa=returns", 2, "given twice"),
        ("--map Summa=orders --covers 2.3.2026", 2, "from when to when"),
        ("--map Summa=orders --covers 2.4.2026..2.3.2026", 2, "before the first day"),
        ("--map Summa=orders --covers soon..later", 2, "“soon” is not a day"),
        ("--map Summa=orders --vat 0,255", 2, "0.255 per cent can't be right"),
        ("--map Summa=orders --vat paljon", 2, "“paljon” is not a number"),
        ("--map Summa=orders --currency crowns", 2, "“crowns” is not the code"),
        ("--map Summa=orders --country EIRE=Nowhere", 2, "“Nowhere” is not a country"),
        ("--map Summa=orders --country EIRE", 2, "key=value"),
        ("--map Suma=orders", 2, "Did you mean “Summa”?"),
    ],
)
def test_an_option_that_cant_be_right_is_a_sentence(run, running, ledger, options, code, said):
    told = run(f"import {running} {ledger} {options}")

    assert told.code == code
    assert said in " ".join(told.err.split())


def test_vat_is_typed_as_per_cent_and_covers_as_two_days(run, running, ledger):
    taken = run(
        f"import {running} {ledger} --map 'Summa [>20]=orders' --vat '25,5 %'"
        " --covers 2.3.2026..2026-03-08"
    )

    assert taken.code == 0, taken.err
    assert "1 new" in taken.out


# Which trial


def test_a_file_that_knows_no_trial_needs_one_named(run, running, nivala):
    (nivala / "o.csv").write_text("period;orders\n2026-W10;3\n", encoding="utf-8")

    told = run("import o.csv")

    assert told.code == 2
    assert "It isn't known which trial this file is for" in told.err
    assert "trialkit import TRIAL o.csv" in " ".join(told.err.split())


def test_a_trial_without_a_file_and_a_word_that_is_neither_are_sentences(run, running):
    named = run(f"import {running}")
    neither = run("import puuttuu")

    assert (named.code, neither.code) == (2, 2)
    assert "It isn't said which file" in named.err
    assert "There is no file puuttuu." in neither.err


def test_several_files_are_taken_one_by_one_and_summed_up(run, running, nivala):
    for week in (10, 11):
        (nivala / f"{week}.csv").write_text(f"period;orders\n2026-W{week};3\n", encoding="utf-8")

    taken = run(f"import {running} 10.csv 11.csv puuttuu.csv")

    assert taken.code == 2
    assert "3 files: 2 taken, 0 skipped, 1 refused" in taken.out
    assert "There is no file puuttuu.csv." in taken.err


def fill(path, orders):
    """The form as a company sends it back: saved as CSV, one figure typed into a week."""
    (sheet,) = read_sheets(path)
    lines = [list(map(str, row.cells)) for row in sheet.rows]
    headings = next(line for line in lines if line[0] == "Period")
    week = next(line for line in lines if line[0] == "week 10/2026")
    week[headings.index("paid orders")] = str(orders)
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    path.unlink()


@pytest.fixture
def forms(run, running, nivala):
    """Villapaja's form with a figure in it, Sorvi's empty one, and a table of nobody's."""
    made = run(
        "new puoti --company Sorvi --title 'Lathes to Sweden' --start 2.3.2026"
        " --slot market=SE --slot orders=15 --slot reason='Swedes like lathes'"
    )
    assert made.code == 0, made.err
    folder = nivala / "incoming"
    folder.mkdir()
    for trial in (running, "sorvi"):
        assert run(f"form {trial} -o incoming/{trial}.xlsx").code == 0
    (folder / "o.csv").write_text("period;orders\n2026-W10;3\n", encoding="utf-8")
    return folder


def test_forms_find_their_own_trials_and_other_files_need_one(run, forms):
    fill(forms / "villapaja.xlsx", 4)
    fill(forms / "sorvi.xlsx", 2)

    taken = run("import incoming")

    assert taken.code == 2
    assert "Trial: villapaja" in taken.out
    assert "Trial: sorvi" in taken.out
    assert "3 files: 2 taken, 0 skipped, 1 refused" in taken.out
    assert "o.csv: It isn't known which trial" in taken.err


def test_a_folder_for_one_trial_skips_the_forms_of_others(run, forms):
    fill(forms / "villapaja.xlsx", 4)
    fill(forms / "sorvi.xlsx", 2)
    (forms / "o.csv").unlink()

    taken = run("import villapaja incoming")

    assert taken.code == 0, taken.err
    assert "sorvi.csv: skipped, it is another trial's form" in taken.out
    assert "2 files: 1 taken, 1 skipped, 0 refused" in taken.out


def test_a_form_that_nobody_has_filled_in_is_skipped_in_a_folder(run, forms):
    fill(forms / "villapaja.xlsx", 4)
    (forms / "o.csv").unlink()

    taken = run("import incoming")

    assert taken.code == 0, taken.err
    assert "sorvi.xlsx: skipped, nothing is filled in yet." in taken.out
    assert "2 files: 1 taken, 1 skipped, 0 refused" in taken.out

"""What we write opens in a spreadsheet as what it is, and never runs."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from trialkit.errors import InvalidInput, NotFound
from trialkit.intake.sheets import csv_bytes, neutral, original, write_sheet
from trialkit.intake.workbook import sheet_name

HEADINGS = ["yritys", "myynti", "päivä"]
ROWS = [["=cmd()", Decimal("1234.50"), date(2026, 3, 2)], ["@villa", Decimal(-3), None]]


def test_a_workbook_keeps_numbers_days_and_text_apart(tmp_path):
    path = tmp_path / "tulos.xlsx"

    write_sheet(path, HEADINGS, ROWS)

    with CalamineWorkbook.from_path(path) as workbook:
        rows = list(workbook.get_sheet_by_index(0).iter_rows())
    assert rows == [
        HEADINGS,
        ["=cmd()", 1234.5, date(2026, 3, 2)],
        ["@villa", -3.0, ""],
    ]


def test_a_csv_shows_formulas_instead_of_running_them(tmp_path):
    path = tmp_path / "tulos.csv"

    write_sheet(path, HEADINGS, ROWS)

    assert path.read_text(encoding="utf-8-sig").splitlines() == [
        "yritys,myynti,päivä",
        "'=cmd(),1234.50,2026-03-02",
        "'@villa,-3,",
    ]


@given(st.text())
def test_no_text_in_a_csv_begins_a_formula_and_each_can_be_had_back(text):
    (row,) = csv.reader(io.StringIO(csv_bytes([text], []).decode("utf-8-sig"), newline=""))

    assert not row or not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert original(neutral(text)) == text


def test_times_are_written_without_their_zone(tmp_path):
    at = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)

    write_sheet(tmp_path / "a.csv", ["at"], [[at]])
    write_sheet(tmp_path / "a.xlsx", ["at"], [[at]])

    assert "2026-03-02 09:14" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_equal_rows_give_equal_bytes(tmp_path):
    write_sheet(tmp_path / "a.xlsx", HEADINGS, ROWS)
    write_sheet(tmp_path / "b.xlsx", HEADINGS, ROWS)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_that_is_there_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "tulos.csv"
    path.write_text("vanha", encoding="utf-8")

    write_sheet(path, ["a"], [["uusi"]])

    assert "uusi" in path.read_text(encoding="utf-8-sig")
    assert [found.name for found in tmp_path.iterdir()] == ["tulos.csv"]


def test_another_ending_is_refused_and_so_is_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InvalidInput) as ending:
        write_sheet(tmp_path / "tulos.doc", ["a"], [])
    with pytest.raises(NotFound) as folder:
        write_sheet(tmp_path / "ei" / "tulos.csv", ["a"], [])
    (tmp_path / "kansio.csv").mkdir()
    with pytest.raises(InvalidInput) as a_folder:
        write_sheet(tmp_path / "kansio.csv", ["a"], [])

    assert ending.value.codes == ("UNKNOWN_ENDING",)
    assert folder.value.codes == ("NO_FOLDER",)
    assert a_folder.value.codes == ("A_FOLDER",)


@given(st.text(max_size=60))
def test_any_title_makes_a_name_that_excel_takes(title):
    name = sheet_name(title)

    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")

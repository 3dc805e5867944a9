"""Tables as people have them become rows under headings, and what is no table is told apart."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, NotFound
from trialkit.intake.cells import Percent
from trialkit.intake.delimited import delimiter_of
from trialkit.intake.sheets import csv_bytes
from trialkit.intake.tables import read_table

AWKWARD = Path(__file__).parent / "awkward"


def rows_of(path: Path, **options: object) -> list[tuple[int, list[object]]]:
    return [(row.number, list(row.cells)) for row in read_table(path, **options).rows]


def test_a_table_from_an_old_windows_program_keeps_its_letters():
    table = read_table(AWKWARD / "windows-1252.csv")

    assert table.headings == ("Viikko", "Maksetut tilaukset", "Myynti, veroton (€)", "Päiväys")
    assert [row.cells[3] for row in table.rows] == ["kyllä", "", ""]


def test_utf_16_is_known_by_its_mark():
    assert read_table(AWKWARD / "utf-16-tabs.csv").headings == ("vecka", "betalda beställningar")


def test_excels_own_line_that_names_the_delimiter_is_no_row():
    assert rows_of(AWKWARD / "sep-line.csv") == [(2, ["2026-W10", "14"])]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_delimiter_is_found_out(written, delimiter):
    path = written(f"period{delimiter}orders\n2026-W10{delimiter}14\n")

    assert rows_of(path) == [(2, ["2026-W10", "14"])]


def test_decimal_commas_do_not_pass_for_delimiters():
    lines = ["Villapaja, myynti 2026", "viikko;myynti", "10/2026;14,50", "11/2026;12,00"]

    assert delimiter_of(lines) == ";"


def test_a_table_of_one_column_is_a_table(written):
    assert rows_of(written("orders\n14\n15\n")) == [(2, ["14"]), (3, ["15"])]


def test_empty_rows_are_not_rows_and_keep_their_numbers(written):
    path = written("period;orders\n\n2026-W10;14\n;;\n  ; \n2026-W11;15\n")

    assert [number for number, _ in rows_of(path)] == [3, 6]


def test_a_cell_with_a_line_break_is_one_row(written):
    path = written('period;note\n2026-W10;"a\nb"\n2026-W11;c\n')

    assert rows_of(path) == [(2, ["2026-W10", "a\nb"]), (3, ["2026-W11", "c"])]


def test_titles_above_the_headings_are_skipped_and_counted():
    table = read_table(AWKWARD / "title-rows.xlsx", knows=lambda text: "tilau" in text)

    assert table.heading_row == 5
    assert table.above == 2
    assert table.sheet == "Luvut"
    assert table.other_sheets == ("Vuosi 2025",)


def test_without_knowing_the_words_the_first_row_of_words_is_taken_for_headings(written):
    table = read_table(written("Villapaja Oy\n\nviikko;tilaukset\n2026-W10;14\n"))

    assert table.headings == ("viikko", "tilaukset")


def test_a_worksheets_cells_come_as_what_the_person_sees():
    first = next(read_table(AWKWARD / "title-rows.xlsx").rows)

    assert list(first.cells) == [
        "",
        date(2026, 3, 2),
        14,
        Decimal("1234.5"),
        Percent(Decimal(15)),
        3,
        "hyvä viikko",
    ]
    assert isinstance(first.cells[2], int)


def test_a_sheet_is_chosen_by_name_and_a_wrong_name_lists_the_sheets():
    path = AWKWARD / "title-rows.xlsx"

    assert rows_of(path, sheet="Vuosi 2025") == [(2, ["2025-W10", "x"])]
    with pytest.raises(NotFound, match="Luvut, Vuosi 2025"):
        read_table(path, sheet="Vuosi 2024")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a-pdf.csv", "WRONG_KIND"),
        ("web-page.xls", "WRONG_KIND"),
        ("half-a-workbook.xlsx", "BROKEN_FILE"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence(name, code):
    with pytest.raises(InvalidInput) as refused:
        read_table(AWKWARD / name)

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].place.file == name
    assert refused.value.problems[0].remedy


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "luvut.csv"
    path.write_bytes(b"period;orders\n\0\0\1\2\n")

    with pytest.raises(InvalidInput) as refused:
        read_table(path)

    assert refused.value.codes == ("WRONG_KIND",)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", ";;;\n;;\n"])
def test_a_file_with_nothing_in_it_says_so(written, content):
    with pytest.raises(InvalidInput) as refused:
        read_table(written(content))

    assert refused.value.codes == ("EMPTY_FILE",)


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound) as refused:
        read_table(tmp_path / "olematon.csv")

    assert refused.value.codes == ("NO_FILE",)


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(InvalidInput) as refused:
        read_table(tmp_path)

    assert refused.value.codes == ("A_FOLDER",)


def test_a_quotation_mark_that_never_closes_does_not_swallow_rows():
    with pytest.raises(InvalidInput) as refused:
        list(read_table(AWKWARD / "quotes-that-do-not-close.csv").rows)

    assert refused.value.codes == ("BROKEN_QUOTES",)
    assert refused.value.problems[0].place.row == 2


def test_a_cell_of_a_megabyte_is_refused_with_its_row(written):
    path = written(f"period;note\n2026-W10;{'x' * (1 << 20)}\n")

    with pytest.raises(InvalidInput) as refused:
        list(read_table(path).rows)

    assert refused.value.codes == ("CELL_TOO_LONG",)
    assert refused.value.problems[0].place.row == 2


def test_two_hundred_columns_are_no_matter(written):
    headings = ";".join(f"c{number}" for number in range(200))

    table = read_table(written(f"{headings}\n{';'.join(['1'] * 200)}\n"))

    assert len(table.headings) == 200
    assert len(next(table.rows).cells) == 200


@settings(deadline=None)  # files, and a machine that others use too
@given(
    st.lists(
        st.lists(st.text("abcåäö0123456789 .,;\"'", max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=8,
    )
)
def test_what_our_own_csv_writes_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    path.write_bytes(csv_bytes(["alpha", "beta", "gamma", "delta"], rows))

    read = [[str(cell) for cell in row.cells] for row in read_table(path).rows]

    kept = [[cell.strip() for cell in row] for row in rows]
    assert read == [row for row in kept if any(row)]

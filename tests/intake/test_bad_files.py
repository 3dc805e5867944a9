"""Files as tired people send them: each gives the right figures, or one sentence with its place."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
import xlsxwriter

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import Reading
from trialkit.intake.figures import TableImporter

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 (a spreadsheet knows no zone)


@pytest.fixture
def read(written, context):
    def read(text: str, *, encoding: str = "utf-8", **changes) -> Reading:
        path = written(text, encoding=encoding)
        return TableImporter().read(path, attrs.evolve(context, **changes))

    return read


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Path]:
    """Writes a real workbook; `fill(book, sheet)` says what stands in it."""

    def write(fill, name: str = "luvut.xlsx", **options) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, options) as book:
            fill(book, book.add_worksheet("Luvut"))
        return path

    return write


def with_part_changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one of its parts as another program would have written it."""
    other = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith(part) else content)
    return other


def told(reading: Reading) -> list[tuple[str, str, Decimal]]:
    return [(figure.metric, str(figure.period), figure.value) for figure in reading.figures]


def faults(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(each.code, each.place.row, each.place.field) for each in reading.unreadable]


def refused(path: Path, context) -> InvalidInput:
    with pytest.raises(InvalidInput) as error:
        TableImporter().read(path, context)
    (problem,) = error.value.problems
    assert problem.place.file == path.name
    assert "Traceback" not in str(problem)
    return error.value


# Columns


def test_a_heading_that_stands_twice_is_told_with_both_columns_and_its_row(read):
    with pytest.raises(InvalidInput) as error:
        read("Villapaja\nviikko;orders;Maksetut tilaukset\n10/2026;14;15\n")

    (problem,) = error.value.problems
    assert (problem.code, problem.place.row) == ("COLUMN_TWICE", 2)
    assert "Columns B and C" in str(problem)


def test_a_year_and_its_week_in_two_columns_are_no_year_of_figures(read):
    with pytest.raises(InvalidInput) as error:
        read("vuosi;viikko;orders\n2026;10;14\n")

    assert error.value.codes == ("SPLIT_PERIOD",)
    assert "2026-W10" in str(error.value)


def test_periods_side_by_side_are_told_as_such(read):
    with pytest.raises(InvalidInput) as error:
        read("mittari;2026-W10;2026-W11\norders;14;15\n")

    assert error.value.codes == ("TRANSPOSED",)


# Days


def test_a_day_that_could_be_two_is_settled_by_another_day_of_its_column(read):
    reading = read("pvm;orders\n03/04/2026;14\n25/04/2026;12\n")

    assert told(reading) == [("orders", "2026-04-03", 14), ("orders", "2026-04-25", 12)]
    assert any("“25/04/2026” can't be read otherwise" in str(note) for note in reading.notes)


def test_days_that_contradict_each_other_settle_nothing(read):
    reading = read("pvm;orders\n03/04/2026;14\n25/04/2026;12\n04/26/2026;1\n")

    assert faults(reading) == [("AMBIGUOUS_DAY", 2, "pvm")]
    assert len(reading.figures) == 2
    assert reading.used == 2


def test_one_row_with_another_format_than_the_rest_is_asked_about(read):
    rows = "pvm;orders;sales\n2026-03-02;14;1\n2026-03-03;1;2\n03/04/2026;12;3\n5.3.2026;3;4\n"

    reading = read(rows)

    assert faults(reading) == [("AMBIGUOUS_DAY", 4, "pvm")]
    assert "--dates dmy" in str(reading.unreadable[0])
    assert {figure.row for figure in reading.figures} == {2, 3, 5}
    assert told(read(rows, date_order="dmy"))[2] == ("orders", "2026-04-03", 12)


# Rows that are no rows


@pytest.mark.parametrize(
    "row", ["Grand total;43", "2026 yhteensä;43", ";43", "Σ;43", "Hela året;43"], ids=str
)
def test_a_row_of_sums_is_left_out_or_told_and_never_taken(read, row):
    reading = read(f"viikko;orders\n10/2026;14\n11/2026;29\n{row}\n")

    assert len(reading.figures) == 2
    left_out = sum(each.rows for each in reading.left_out)
    assert left_out + reading.unreadable_rows == 1


def test_a_row_of_sums_may_say_so_in_another_column(read):
    reading = read("huom;viikko;orders\n;10/2026;14\nYhteensä;;14\n")

    assert not reading.unreadable
    assert told(reading) == [("orders", "2026-W10", 14)]


def test_a_series_that_sums_the_others_up_is_no_series(read):
    reading = read("viikko;sarja;orders\n10/2026;oma;14\n10/2026;Yhteensä;44\n")

    assert told(reading) == [("orders", "2026-W10", 14)]


# Workbooks


def test_an_error_of_the_spreadsheet_is_no_missing_figure(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders", "sales", "huom"])
        for row, error in enumerate(["#DIV/0!", "#REF!", "#N/A", "#VALUE!"], start=1):
            sheet.write(row, 0, f"2026-W{row + 9}")
            sheet.write_formula(row, 1, "=A99/0", None, error)
            sheet.write(row, 2, 5)
        sheet.write_row(5, 0, ["2026-W14", 7, 5])
        sheet.write_formula(5, 3, "=1/0", None, "#DIV/0!")

    reading = TableImporter().read(workbook(fill), context)

    assert faults(reading) == [("ERROR_IN_CELL", row, "orders") for row in (2, 3, 4, 5)]
    assert "“#DIV/0!”" in str(reading.unreadable[0])
    assert told(reading) == [("orders", "2026-W14", 7), ("sales", "2026-W14", 5)]


def test_an_error_in_the_period_is_told_too(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write_formula(1, 0, "=B99", None, "#REF!")
        sheet.write(1, 1, 14)

    assert faults(TableImporter().read(workbook(fill), context)) == [("ERROR_IN_CELL", 2, "viikko")]


def test_formulas_count_as_what_they_last_came_to(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders", "sales"])
        sheet.write(1, 0, "2026-W10")
        sheet.write_formula(1, 1, "=7+7", None, 14)
        sheet.write_formula(1, 2, '=IF(1=1,"",5)', None, "")

    path = with_part_changed(
        workbook(fill),
        "sheet1.xml",
        # As Excel writes a formula that comes to an empty text.
        lambda xml: xml.replace(b'<c r="C2">', b'<c r="C2" t="str">'),
    )

    reading = TableImporter().read(path, context)

    assert told(reading) == [("orders", "2026-W10", 14)]
    assert not reading.unreadable


@pytest.mark.parametrize("cached", [b"<v>0</v>", b"<v></v>", b"<v/>", b""])
def test_a_formula_that_nobody_worked_out_is_no_zero(workbook, context, cached):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write(1, 0, "2026-W10")
        sheet.write_formula(1, 1, "=7+7")

    path = with_part_changed(
        workbook(fill), "sheet1.xml", lambda xml: xml.replace(b"<v>0</v></c>", cached + b"</c>", 1)
    )

    reading = TableImporter().read(path, context)

    assert faults(reading) == [("NOT_COMPUTED", 2, "orders")]
    assert "“=7+7”" in str(reading.unreadable[0])


def test_a_zero_that_excel_worked_out_is_a_zero(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write(1, 0, "2026-W10")
        sheet.write_formula(1, 1, "=7-7", None, 0)

    path = with_part_changed(
        workbook(fill), "workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")
    )

    assert told(TableImporter().read(path, context)) == [("orders", "2026-W10", 0)]


def test_macros_are_not_run_and_do_not_matter(workbook, context, tmp_path):
    macro = tmp_path / "vbaProject.bin"
    macro.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))

    def fill(book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write_row(1, 0, ["2026-W10", 14])
        book.add_vba_project(str(macro))

    path = workbook(fill, "luvut.xlsm")

    assert told(TableImporter().read(path, context)) == [("orders", "2026-W10", 14)]


def test_a_merged_word_or_day_holds_for_all_its_rows(workbook, context):
    def fill(book, sheet):
        sheet.merge_range("A1:C1", "Villapaja 2026", book.add_format({"bold": True}))
        sheet.write_row(2, 0, ["viikko", "mittari", "luku"])
        day = book.add_format({"num_format": "d.m.yyyy"})
        sheet.merge_range("A4:A5", MONDAY, day)
        sheet.write_row(3, 1, ["orders", 14])
        sheet.write_row(4, 1, ["sales", 120])

    reading = TableImporter().read(workbook(fill), context)

    assert told(reading) == [("orders", "2026-W10", 14), ("sales", "2026-W10", 120)]
    assert not reading.unreadable


def test_a_figure_merged_over_two_weeks_is_nobodys(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write_column(1, 0, ["2026-W10", "2026-W11", "2026-W12"])
        sheet.merge_range("B2:B3", 14)
        sheet.write(3, 1, 9)

    reading = TableImporter().read(workbook(fill), context)

    assert faults(reading) == [("MERGED_FIGURE", 2, "orders"), ("MERGED_FIGURE", 3, "orders")]
    assert "rows 2 to 3" in str(reading.unreadable[0])
    assert told(reading) == [("orders", "2026-W12", 9)]


def test_hidden_rows_are_read_and_said(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write_row(1, 0, ["2026-W10", 14])
        sheet.write_row(2, 0, ["2026-W11", 99])
        sheet.set_row(2, None, None, {"hidden": True})

    reading = TableImporter().read(workbook(fill), context)

    assert len(reading.figures) == 2
    assert [str(note) for note in reading.notes] == [
        "A row that the sheet hides was read like the others: row 3."
    ]


def test_hidden_sheets_are_not_read_and_a_file_of_nothing_else_says_so(workbook, context):
    def fill(book, _sheet):
        hidden = book.add_worksheet("Piilo")
        hidden.write_row(0, 0, ["viikko", "orders"])
        hidden.write_row(1, 0, ["2026-W10", 14])
        hidden.hide()

    error = refused(workbook(fill), context)

    assert error.codes == ("EMPTY_FILE",)
    assert "Hidden sheets aren't read: Piilo." in str(error)


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_are_the_same_whichever_year_the_workbook_counts_from(workbook, context, since_1904):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["pvm", "orders"])
        sheet.write_datetime(1, 0, MONDAY, book.add_format({"num_format": "d.m.yyyy"}))
        sheet.write(1, 1, 14)

    path = workbook(fill, date_1904=since_1904)

    assert told(TableImporter().read(path, context)) == [("orders", "2026-W10", 14)]


def test_numbers_and_days_stored_as_text_are_read(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["pvm", "orders", "sales"])
        for column, text in enumerate(["2.3.2026", "14", "1 234,50"]):
            sheet.write_string(1, column, text)

    assert told(TableImporter().read(workbook(fill), context)) == [
        ("orders", "2026-W10", 14),
        ("sales", "2026-W10", Decimal("1234.50")),
    ]


def test_a_cell_at_the_other_end_of_the_sheet_does_not_eat_the_memory(workbook, context):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["viikko", "orders"])
        sheet.write_row(1, 0, ["2026-W10", 14])
        sheet.write(1_048_575, 16_383, "x")

    error = refused(workbook(fill), context)

    assert error.codes == ("TOO_LARGE",)
    assert "Ctrl+End" in str(error)


# Other kinds of files


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("luvut.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "WRONG_KIND"),
        ("luvut.xlsx", b"\xff\xd8\xff\xe0" + bytes(99), "WRONG_KIND"),
        ("luvut.xlsx", b"%PDF-1.7", "WRONG_KIND"),
        ("luvut.xlsx", b"\x7fELF" + bytes(99), "WRONG_KIND"),
        ("luvut.csv", b"viikko;orders\n2026-W10;1\x004\n", "WRONG_KIND"),
        ("luvut.xlsx", b"PK\x03\x04" + bytes(99), "BROKEN_FILE"),
        ("luvut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "BROKEN_FILE"),
        ("luvut.xlsx", b"", "EMPTY_FILE"),
        ("luvut.csv", b"sep=;\n", "EMPTY_FILE"),
    ],
)
def test_a_file_of_another_kind_is_refused_whatever_it_is_called(
    tmp_path, context, name, content, code
):
    path = tmp_path / name
    path.write_bytes(content)

    assert refused(path, context).codes == (code,)


def test_a_document_in_a_package_is_no_workbook(tmp_path, context):
    path = tmp_path / "luvut.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")

    assert refused(path, context).codes == ("BROKEN_FILE",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_any_encoding_that_says_what_it_is_is_read(read, encoding):
    reading = read("viikko;maksetut tilaukset\n2026-W10;14\n", encoding=encoding)

    assert told(reading) == [("orders", "2026-W10", 14)]


def test_a_table_of_headings_only_has_no_figures(read):
    reading = read("viikko;orders\n")

    assert (reading.rows, reading.figures, reading.unreadable) == (0, (), ())


def test_a_line_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path, context):
    path = tmp_path / "luvut.csv"
    path.write_bytes(b"viikko;orders\n2026-W10;14\n" + b"x;" * 9_000_000)

    error = refused(path, context)

    assert error.codes == ("LINE_TOO_LONG",)
    assert error.problems[0].place.row == 3


def test_what_nobody_sees_in_a_cell_does_not_matter(read):
    reading = read("\ufeffviikko;orders\n\ufeff2026-W10\u200b;\u200b14\u00a0\n")

    assert told(reading) == [("orders", "2026-W10", 14)]

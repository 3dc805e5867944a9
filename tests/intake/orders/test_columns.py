"""Columns are found by what people write over them, and every doubt is one sentence."""

import pytest
from tests.intake.orders.trade import saved, selling

from trialkit.errors import InvalidInput, Message
from trialkit.intake.orders.columns import Columns, Field, Fields
from trialkit.intake.sheets import write_sheet

FIELDS = Fields(
    Field(
        key="number",
        label=Message("order number"),
        headings="order number, tilausnumero, ordernummer",
        required=True,
    ),
    Field(
        key="total",
        label=Message("total"),
        headings="total, summa, belopp",
        gross="gross",
        required=True,
    ),
    Field(key="gross", label=Message("total with VAT"), headings="gross, brutto"),
    Field(key="worth", label=Message("worth"), headings="order total, order value", ranked=True),
    Field(key="tax", label=Message("VAT"), headings="tax value, alv", several=True),
    unused="address, osoite",
)


@pytest.fixture
def found(tmp_path):
    def found(headings: str, **said: object) -> Columns:
        return FIELDS.read(saved(tmp_path, f"{headings}\n1;2;3;4\n"), selling(**said))

    return found


@pytest.mark.parametrize(
    "headings",
    [
        "order number;total",
        "ORDER_NUMBER; Total: ",
        "Tilausnumero;Summa (€)",
        "tilaus\u00adnumero;summa, EUR",
        "Ordernummer;Belopp (SEK)",
        "ordernummer;belopp SEK",
    ],
)
def test_headings_are_found_in_any_language_case_and_dress(found, headings):
    columns = found(headings)

    assert (columns.at("number"), columns.at("total")) == (0, 1)
    assert columns.notes == ()


def test_a_heading_can_say_the_currency(found):
    assert found("ordernummer;Belopp (SEK)").currency("tax", "total") == "SEK"
    assert found("ordernummer;Belopp").currency("total") is None


@pytest.mark.parametrize("headings", ["OrderNumber;Total", "order-number;total"])
def test_headings_are_found_as_programmers_write_them(found, headings):
    columns = found(headings)

    assert (columns.at("number"), columns.at("total")) == (0, 1)


@pytest.mark.parametrize(
    "written",
    [
        "Total incl. VAT",
        "Summa (sis. alv 25,5 %)",
        "Summa, sis ALV (EUR)",
        "Verollinen summa",
        "Belopp inkl. moms",
    ],
)
def test_a_heading_can_say_that_there_is_vat_in_the_amounts(found, written):
    columns = found(f"order number;{written};total")

    assert (columns.at("gross"), columns.at("total")) == (1, 2)


@pytest.mark.parametrize("written", ["Summa ilman ALV", "Total (ex VAT)", "Belopp, moms 0 %"])
def test_what_says_that_there_is_none_is_no_column_of_its_own_where_there_is_no_such(
    found, written
):
    assert found(f"order number;{written}").at("total") == 1


def test_of_columns_that_are_ranked_the_best_one_is_taken_and_the_other_named(found):
    columns = found("order number;Order value;total;Order total")

    assert columns.at("worth") == 3
    assert "1 column isn't used: Order value." in map(str, columns.notes)


def test_the_same_heading_twice_is_no_matter_of_rank(found):
    with pytest.raises(InvalidInput) as refused:
        found("order number;Order total;total;Order total")
    assert refused.value.codes == ("COLUMN_TWICE",)


def test_columns_told_apart_by_a_number_are_of_one_kind(found):
    assert found("order number;total;Tax 1 value;Tax 2 value").places["tax"] == (2, 3)


def test_unknown_columns_are_told_in_one_note_and_known_ones_that_nobody_needs_in_none(found):
    columns = found("order number;total;Osoite;Väri")

    assert [str(note) for note in columns.notes] == ["1 column isn't used: Väri."]


def test_a_missing_column_is_told_with_what_was_found_and_what_would_be_right(found):
    with pytest.raises(InvalidInput) as refused:
        found("order number;määrä")

    problem = refused.value.problems[0]
    assert problem.code == "COLUMN_MISSING"
    assert str(problem.message) == (
        "A column is missing: total. The file has: order number, määrä."
    )
    assert "“total”" in str(problem.remedy)


def test_every_fault_of_the_headings_is_told_at_once(found):
    with pytest.raises(InvalidInput) as refused:
        found("summa;total;summa")

    assert refused.value.codes == ("COLUMN_MISSING", "COLUMN_TWICE")


def test_what_the_person_says_goes_before_what_a_heading_says(found):
    columns = found("nr;total;summa", columns={"Nr": "number", "summa": "total"})

    assert (columns.at("number"), columns.at("total")) == (0, 2)
    assert "1 column isn't used: total." in map(str, columns.notes)


def test_a_heading_that_stands_there_twice_cannot_be_pointed_at(found):
    with pytest.raises(InvalidInput) as refused:
        found("order number;total;total", columns={"total": "total"})

    assert "COLUMN_TWICE" in refused.value.codes


def test_headings_stand_below_a_title_too_and_in_any_sheet(tmp_path):
    path = tmp_path / "tilaukset.xlsx"
    write_sheet(path, ["Villapaja Oy", ""], [["", ""], ["Tilausnumero", "Summa"], [1, 20]])

    columns = FIELDS.read(path, selling())

    assert columns.table.heading_row == 3
    assert [row.cells for row in columns.table.rows] == [[1, 20]]
    assert {"number", "total"} <= FIELDS.keys_in(path, path.read_bytes())


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"PK\x03\x04", b"\0\0\0", b'"', b"\xff"])
def test_asking_for_headings_never_fails(tmp_path, content):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)

    assert FIELDS.keys_in(path, content) == frozenset()


def test_a_file_of_two_hundred_columns_is_read_all_the_same(found):
    columns = found(";".join([*(f"x{n}" for n in range(198)), "tilausnumero", "summa"]))

    assert columns.at("total") == 199
    assert "198 columns aren't used" in str(columns.notes[0])

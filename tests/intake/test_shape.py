"""What tells two files of one kind from two of different kinds: their headings, no more."""

import pytest

from trialkit.errors import NotFound
from trialkit.intake.shape import shape_of
from trialkit.intake.sheets import write_sheet

STATEMENT = "Pvm;Summa;Saaja\n2.3.2026;1;Asiakas\n"


def test_files_with_the_same_headings_share_a_shape_whatever_stands_in_them(written):
    march = shape_of(written(STATEMENT, "maalis.csv"))
    april = shape_of(written("pvm, SUMMA ,Saaja\n2026-04-01,9,Toinen\n", "huhti.csv"))

    assert march.digest == april.digest
    assert march.headings == ("Pvm", "Summa", "Saaja")


def test_the_order_of_columns_and_titles_above_them_do_not_matter(written):
    plain = shape_of(written(STATEMENT, "a.csv"))
    turned = shape_of(written("Tiliote maaliskuu\n\nSaaja;Pvm;Summa\nX;2.3.2026;1\n", "b.csv"))

    assert plain.digest == turned.digest


def test_a_worksheet_and_a_csv_of_the_same_headings_share_a_shape(written, tmp_path):
    path = tmp_path / "tiliote.xlsx"
    write_sheet(path, ["Pvm", "Summa", "Saaja"], [["2.3.2026", 1, "Asiakas"]])

    assert shape_of(path).digest == shape_of(written(STATEMENT)).digest


def test_another_heading_is_another_shape(written):
    one = shape_of(written(STATEMENT, "a.csv"))
    other = shape_of(written(STATEMENT.replace("Saaja", "Viite"), "b.csv"))

    assert one.digest != other.digest


@pytest.mark.parametrize("text", ["2.3.2026;1;Asiakas\n3.3.2026;2;Toinen\n", "vain yksi\n1\n"])
def test_a_file_without_headings_has_no_shape_so_that_no_name_becomes_one(written, text):
    assert shape_of(written(text)) is None


def test_a_file_that_isnt_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        shape_of(tmp_path / "puuttuu.csv")

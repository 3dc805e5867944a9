"""Ballots come back as workbooks and tables, in any language."""

import shutil

import pytest

from trialkit.errors import NotFound
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import read_ballots
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.round import Recommendation

ALL_FOUR = {criterion.id: 4 for criterion in RUBRIC}


@pytest.mark.parametrize("form", ["xlsx", "csv", "txt"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_ballot_that_comes_back_is_not_filled_and_not_a_fault(write, form, language):
    reading = read_ballots(write(form, language))

    assert reading.not_filled == 2
    assert not reading.rows
    assert not reading.unreadable


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_filled_in_any_language_is_read(write, fill, language):
    path, _ = write("xlsx", language)
    words = wording(language)
    fill(
        path,
        {criterion.label[language]: "4" for criterion in RUBRIC}
        | {
            RUBRIC[1].label[language]: words.text("can't judge"),
            words.text("What should the company do?"): words.label("recommendation", "adapt"),
            words.text("One reason for it"): "Halpa kokeilla",
            words.text("One reason against it"): "Mainosraha söi katteen",
            words.text("My words may be published without my name"): words.text("yes"),
        },
    )

    (row,) = read_ballots([path]).rows

    assert row.code == "K7QM-3F9A"
    assert row.ratings == {**ALL_FOUR, RUBRIC[1].id: None}
    assert row.recommendation is Recommendation.ADAPT
    assert (row.reason_for, row.reason_against) == ("Halpa kokeilla", "Mainosraha söi katteen")
    assert row.may_quote
    assert row.source == path.name


def test_paper_typed_into_a_table_tells_who_typed_it(written):
    path = written(
        "Koodi;Jäsen;Hyöty omalle yritykselle;Rohkeus;evidence;Suositus;Puolesta;Kirjasi\n"
        "K7QM-3F9A;Maija;4;?;en osaa sanoa;Jatka;hyvä;aluevastaava\n"
        "22AB-CD34;Pekka;;;;;;\n"
    )

    reading = read_ballots([path])

    (row,) = reading.rows
    assert row.ratings == {"useful": 4, "bold": None, "evidence": None}
    assert row.recommendation is Recommendation.ADOPT
    assert row.entered_by == "aluevastaava"
    assert row.row == 2
    assert reading.not_filled == 1


def test_swedish_headings_and_words_are_as_good(written):
    path = written("kod,djärvhet,rekommendation,kommentar\nK7QM-3F9A,5/5,Avsluta,-5 grader\n")

    (row,) = read_ballots([path]).rows

    assert row.ratings == {"bold": 5}
    assert row.recommendation is Recommendation.ABANDON
    assert row.comment == "-5 grader"


def test_a_comment_alone_is_a_ballot(written):
    (row,) = read_ballots([written("code,comment\nK7QM-3F9A,Olin matkoilla\n")]).rows

    assert row.comment == "Olin matkoilla"
    assert row.ratings == {}
    assert row.recommendation is None


@pytest.mark.parametrize(
    ("heading", "answer", "code"),
    [
        ("useful", "6", "BAD_RATING"),
        ("useful", "4,5", "BAD_RATING"),
        ("useful", "hyvä", "BAD_RATING"),
        ("suositus", "ehkä", "BAD_RECOMMENDATION"),
        ("saa lainata", "tavallaan", "BAD_YES_OR_NO"),
    ],
)
def test_an_answer_nobody_understands_is_told_and_stops_nobody_else(written, heading, answer, code):
    path = written(f"code;comment;{heading}\nK7QM-3F9A;a;\n22AB-CD34;b;{answer}\n")

    reading = read_ballots([path])

    (problem,) = reading.unreadable
    assert problem.code == code
    assert (problem.place.file, problem.place.row, problem.place.field) == (
        "luvut.csv",
        3,
        heading,
    )
    assert problem.remedy
    assert [row.code for row in reading.rows] == ["K7QM-3F9A"]


def test_a_ballot_without_its_code_is_told(written):
    reading = read_ballots([written("code;useful\n;4\nK7QM-3F9A;5\n")])

    assert [(problem.code, problem.place.row) for problem in reading.unreadable] == [
        ("CODE_MISSING", 2)
    ]
    assert len(reading.rows) == 1


def test_a_folder_of_everything_is_read_and_what_is_no_table_is_named(
    write, fill, written, tmp_path
):
    first, second = write("xlsx")
    fill(first, {RUBRIC[0].label["fi"]: "4"})
    fill(second, {RUBRIC[0].label["fi"]: "2"})
    folder = first.parent
    shutil.copy(first, folder / "kopio.xlsx")
    (folder / "~$kopio.xlsx").write_bytes(b"locked")
    (folder / "muistio.docx").write_bytes(b"PK")
    (folder / "rikki.xlsx").write_bytes(b"PK\x03\x04")
    shutil.move(written("code,comment\n22AB-CD34,lisäys\n"), folder / "lisa.csv")

    reading = read_ballots([folder])

    assert [row.code for row in reading.rows] == [
        "K7QM-3F9A",
        "22AB-CD34",
        "K7QM-3F9A",
        "22AB-CD34",
    ]
    assert [problem.code for problem in reading.unreadable] == ["BROKEN_FILE"]
    assert reading.ignored == ("muistio.docx",)


def test_a_table_that_is_no_ballot_is_told_with_its_name(written):
    reading = read_ballots([written("viikko;orders\n10/2026;14\n")])

    assert [problem.code for problem in reading.unreadable] == ["NOT_A_BALLOT"]
    assert reading.unreadable[0].place.file == "luvut.csv"


def test_a_path_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        read_ballots([tmp_path / "arviointi"])


def test_what_a_csv_made_safe_comes_back_as_it_was(written):
    (row,) = read_ballots([written("code,comment\nK7QM-3F9A,'=SUM(A1)\n")]).rows

    assert row.comment == "=SUM(A1)"

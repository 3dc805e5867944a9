"""Ballots go out blank and come back filled, in any form and language."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from trialkit.errors import InvalidInput, NotFound
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import read_ballots, write_ballots
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.company import StakeKind
from trialkit.model.round import Invitation, Recommendation, Round, RoundKind

NAMES = {"m1": "Maija, Sorvi", "m2": "Pekka, Leipomo", "m3": "Villapajan Anna"}
ALL_FOUR = {criterion.id: 4 for criterion in RUBRIC}


@pytest.fixture
def round_() -> Round:
    return Round(
        id="01-round",
        trial="01-trial",
        kind=RoundKind.FINAL,
        criteria=RUBRIC,
        invited=(
            Invitation(member="m1", company="c1", code="K7QM-3F9A"),
            Invitation(member="m2", company="c2", code="22AB-CD34"),
            Invitation(member="m3", company="c3", code="ZZZZ-9999", recused=StakeKind.OWN_COMPANY),
        ),
        opened_on=date(2026, 6, 22),
        deadline=date(2026, 7, 6),
        quorum=2,
        secret="00",
    )


@pytest.fixture
def write(round_, shop_trial, tmp_path):
    def write(form: str, language: str = "fi", folder: str = "arviointi"):
        return write_ballots(
            round_, shop_trial, NAMES, tmp_path / folder, form=form, wording=wording(language)
        )

    return write


def answers(path: Path) -> list[list[object]]:
    """The cells of a workbook as they stand."""
    with CalamineWorkbook.from_path(path) as workbook:
        return workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)


def fill(path: Path, filled: dict[str, str]) -> None:
    """What a member does in Excel: writes into the cells beside some of the questions."""
    rows = answers(path)
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(at, column, cell)
            if row[0] in filled:
                sheet.write(at, 1, filled[row[0]])


# Out


def test_each_member_gets_a_workbook_with_a_code_and_a_recused_one_none(write):
    paths = write("xlsx")

    assert [path.name for path in paths] == [
        "2026-nivala-villapaja-ruotsi-maija-sorvi-K7QM-3F9A.xlsx",
        "2026-nivala-villapaja-ruotsi-pekka-leipomo-22AB-CD34.xlsx",
    ]
    cells = [cell for row in answers(paths[0]) for cell in row]
    assert "K7QM-3F9A" in cells
    assert "Maija, Sorvi" in cells
    assert "Vähintään 15 tilausta (Ruotsi)" in cells
    assert "Mitä opit?" in cells
    for criterion in RUBRIC:
        for words in (criterion.label, criterion.low, criterion.middle, criterion.high):
            assert words["fi"] in cells


def test_nobodys_workbook_tells_anybody_elses_code(write):
    first, _ = write("xlsx")

    assert "22AB-CD34" not in str(answers(first))
    assert "ZZZZ-9999" not in str(answers(first))


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_ballots_have_a_page_and_a_code_for_each_who_may_judge(write, language):
    (path,) = write("html", language)

    page = path.read_text(encoding="utf-8")
    assert page.count("<section>") == 2
    assert "K7QM-3F9A" in page
    assert "ZZZZ-9999" not in page
    assert "size: A5" in page
    for criterion in RUBRIC:
        assert criterion.label[language] in page


def test_an_unknown_form_of_ballot_is_refused(write):
    with pytest.raises(InvalidInput) as refused:
        write("docx")

    assert refused.value.codes == ("UNKNOWN_FORM",)


def test_blank_ballots_never_replace_filled_ones(write, tmp_path):
    first, _ = write("xlsx")
    write("xlsx")
    fill(first, {RUBRIC[0].label["fi"]: "4"})

    with pytest.raises(InvalidInput) as refused:
        write("xlsx")

    assert refused.value.codes == ("BALLOT_FILLED",)
    assert len(read_ballots([tmp_path / "arviointi"]).rows) == 1


# Back


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_ballot_that_comes_back_is_not_filled_and_not_a_fault(write, form, language):
    reading = read_ballots(write(form, language))

    assert reading.not_filled == 2
    assert not reading.rows
    assert not reading.unreadable


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_filled_in_any_language_is_read(write, language):
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


def test_a_folder_of_everything_is_read_and_what_is_no_table_is_named(write, written, tmp_path):
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

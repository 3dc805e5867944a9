"""Blank ballots go out in the form that each member likes."""

import csv
import html
import importlib.util
import io
import re

import attrs
import pytest
from python_calamine import CalamineWorkbook

from trialkit.errors import InvalidInput, NotInstalled
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import (
    BallotForm,
    read_ballots,
    write_ballots,
    write_meeting_ballots,
)
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.text import Text


def test_each_member_gets_a_workbook_with_a_code_and_a_recused_one_none(write, cells):
    paths = write("xlsx")

    assert [path.name for path in paths] == [
        "2026-nivala-villapaja-ruotsi-maija-sorvi-K7QM-3F9A.xlsx",
        "2026-nivala-villapaja-ruotsi-pekka-leipomo-22AB-CD34.xlsx",
    ]
    shown = [cell for row in cells(paths[0]) for cell in row]
    assert "K7QM-3F9A" in shown
    assert "Maija, Sorvi" in shown
    assert "Vähintään 15 tilausta (Ruotsi)" in shown
    assert "Mitä opit?" in shown
    for criterion in RUBRIC:
        for words in (criterion.label, criterion.low, criterion.middle, criterion.high):
            assert words["fi"] in shown


def test_nobodys_workbook_tells_anybody_elses_code(write, cells):
    first, _ = write("xlsx")

    assert "22AB-CD34" not in str(cells(first))
    assert "ZZZZ-9999" not in str(cells(first))


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_ballots_have_a_page_and_a_code_for_each_who_may_judge(write, language):
    (path,) = write("paper", language)

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


def test_blank_ballots_never_replace_filled_ones(write, fill, tmp_path):
    first, _ = write("xlsx")
    write("xlsx")
    fill(first, {RUBRIC[0].label["fi"]: "4"})

    with pytest.raises(InvalidInput) as refused:
        write("xlsx")

    assert refused.value.codes == ("BALLOT_FILLED",)
    assert len(read_ballots([tmp_path / "arviointi"]).rows) == 1


def test_a_meetings_workbook_has_a_tab_for_each_trial_one_may_judge(write_meeting, cells):
    maija, _, anna = write_meeting("xlsx")

    with CalamineWorkbook.from_path(maija) as workbook:
        assert workbook.sheet_names[1:] == ["Sukkia Ruotsiin", "Kiukaita Viroon"]
    front = [cell for row in cells(maija) for cell in row]
    assert "Sorvia Norjaan" in front
    assert "oma yritys" in front
    with CalamineWorkbook.from_path(anna) as workbook:
        assert workbook.sheet_names[1:] == ["Sorvia Norjaan", "Kiukaita Viroon"]
    assert "GGGG-HHH5" in str(cells(maija, 2))


def test_trials_of_one_series_share_a_title_and_have_a_tab_each(round_, shop_trial, tmp_path):
    title = "Verkkokauppa Ruotsiin ja Norjaan kolmessa yrityksessä"
    series = [
        attrs.evolve(shop_trial, slug=f"2026-{n}", title=Text.written(title, "fi"))
        for n in range(3)
    ]
    (path, *_) = write_meeting_ballots(
        [(round_, trial) for trial in series],
        {},
        tmp_path,
        wording=wording("fi"),
    )

    with CalamineWorkbook.from_path(path) as workbook:
        assert [name[-2:] for name in workbook.sheet_names[2:]] == [" 2", " 3"]


def test_the_sheet_to_type_from_has_a_row_for_each_trial_and_member(write_meeting):
    (path,) = write_meeting("csv")

    heading, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")
    assert [row[:3] for row in rows[:2]] == [
        ["K7QM-3F9A", "Maija, Sorvi", "Sukkia Ruotsiin"],
        ["GGGG-HHH5", "Maija, Sorvi", "Kiukaita Viroon"],
    ]
    assert {len(row) for row in rows} == {len(heading)}
    assert len(rows) == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_shows_how_to_answer_it_and_what_each_mark_means(write, language):
    path, _ = write("txt", language)

    mail = path.read_text(encoding="utf-8")
    assert "K7QM-3F9A" in mail.splitlines()[0]
    assert f"4 3 - 2 4 {wording(language).label('recommendation', 'adapt')} +" in mail
    assert "22AB-CD34" not in mail
    for criterion in RUBRIC:
        for words in (criterion.label, criterion.low, criterion.middle, criterion.high):
            assert words[language] in mail


def test_a_mail_about_several_trials_has_a_code_for_each_and_says_who_stands_aside(write_meeting):
    maija, *_ = write_meeting("txt")

    mail = maija.read_text(encoding="utf-8")
    assert "K7QM-3F9A 4 3 - 2 4 muuta" in mail
    assert "GGGG-HHH5 7" in mail
    assert "AAAA-BBB2" not in mail
    assert "oma yritys" in mail


@pytest.mark.parametrize("form", ["html", "paper"])
def test_what_people_wrote_is_text_on_a_page_and_nothing_else(round_, shop_trial, tmp_path, form):
    nasty = '"><script>alert(1)</script>{{ 7 * 7 }}'
    trial = attrs.evolve(shop_trial, title=Text.written(nasty, "fi"))

    for path in write_ballots(
        round_, trial, {"m1": nasty}, tmp_path, form=form, wording=wording("fi")
    ):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "{{ 7 * 7 }}" in page


def test_a_forms_page_loads_nothing(write):
    for path in write("html"):
        page = html.unescape(path.read_text(encoding="utf-8"))
        assert "default-src 'none'" in page
        assert not re.search(r"""(src|href)=["']?(https?:|//)""", page)


@pytest.mark.parametrize("form", ["xlsx", "csv", "html", "txt", "paper"])
def test_a_forecast_asks_one_question(write_forecast, cells, form):
    path, *_ = write_forecast(form, "en")

    shown = str(cells(path)) if form == "xlsx" else path.read_text(encoding="utf-8")
    assert "How sure are you that the promise is met? 0 to 10" in shown
    assert ("At least 15 orders (Sweden)" in shown) is (form != "csv")
    for criterion in RUBRIC:
        assert criterion.label["en"] not in shown
    assert "What should the company do?" not in shown


def test_a_pdf_needs_a_part_that_is_named_with_the_line_that_installs_it(write, tmp_path):
    if importlib.util.find_spec("weasyprint"):
        (path,) = write(BallotForm.PDF)
        assert path.read_bytes().startswith(b"%PDF")
        return
    with pytest.raises(NotInstalled) as missing:
        write(BallotForm.PDF)

    assert missing.value.codes == ("NO_PDF",)
    assert "pip install" in str(missing.value)
    assert not (tmp_path / "arviointi").exists()

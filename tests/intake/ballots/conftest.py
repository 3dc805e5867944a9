"""A round about the shop's trial, another one, a forecast, and what members do with ballots."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import write_ballots, write_meeting_ballots
from trialkit.language.wording import wording
from trialkit.model.company import StakeKind
from trialkit.model.round import Invitation, Round, RoundKind
from trialkit.model.text import Text
from trialkit.model.trial import Trial

NAMES = {"m1": "Maija, Sorvi", "m2": "Pekka, Leipomo", "m3": "Villapajan Anna"}


def a_round(codes: Sequence[str], *, kind: RoundKind = RoundKind.FINAL, recused: str = "") -> Round:
    return Round(
        id=f"round of {codes[0]}",
        trial="01-trial",
        kind=kind,
        criteria=() if kind is RoundKind.FORECAST else RUBRIC,
        invited=tuple(
            Invitation(
                member=member,
                company=f"company of {member}",
                code=code,
                recused=StakeKind.OWN_COMPANY if member == recused else None,
            )
            for member, code in zip(NAMES, codes, strict=True)
        ),
        opened_on=date(2026, 6, 22),
        deadline=date(2026, 7, 6),
        quorum=2,
        secret="00",
    )


@pytest.fixture(scope="session")
def round_() -> Round:
    """The final round of the shop's trial, which Anna's own company runs."""
    return a_round(("K7QM-3F9A", "22AB-CD34", "ZZZZ-9999"), recused="m3")


@pytest.fixture(scope="session")
def forecast() -> Round:
    return a_round(("GGGG-HHH5", "JJJJ-KKK6", "MMMM-NNN7"), kind=RoundKind.FORECAST)


@pytest.fixture(scope="session")
def meeting(round_: Round, forecast: Round, shop_trial: Trial) -> list[tuple[Round, Trial]]:
    """Three trials at one meeting: the shop's, the lathe's, and a promise not yet begun."""
    lathe = attrs.evolve(
        shop_trial, slug="2026-nivala-sorvi-norja", title=Text.written("Sorvia Norjaan", "fi")
    )
    stove = attrs.evolve(
        shop_trial, slug="2026-nivala-kiuas-viro", title=Text.written("Kiukaita Viroon", "fi")
    )
    second = a_round(("AAAA-BBB2", "CCCC-DDD3", "EEEE-FFF4"), recused="m1")
    return [(round_, shop_trial), (second, lathe), (forecast, stove)]


@pytest.fixture
def write(round_: Round, shop_trial: Trial, tmp_path: Path) -> Callable[..., tuple[Path, ...]]:
    """Writes the shop's blank ballots."""

    def write(form: str, language: str = "fi", folder: str = "arviointi", **more: str):
        return write_ballots(
            round_,
            shop_trial,
            NAMES,
            tmp_path / folder,
            form=form,
            wording=wording(language),
            **more,
        )

    return write


@pytest.fixture
def write_meeting(meeting, tmp_path: Path) -> Callable[..., tuple[Path, ...]]:
    """Writes the blank ballots of the meeting."""

    def write(form: str, language: str = "fi") -> tuple[Path, ...]:
        folder = tmp_path / "kokous"
        return write_meeting_ballots(meeting, NAMES, folder, form=form, wording=wording(language))

    return write


@pytest.fixture
def write_forecast(forecast, shop_trial: Trial, tmp_path: Path) -> Callable[..., tuple[Path, ...]]:
    """Writes the blank ballots of the forecast."""

    def write(form: str, language: str = "fi") -> tuple[Path, ...]:
        folder = tmp_path / "ennuste"
        words = wording(language)
        return write_ballots(forecast, shop_trial, NAMES, folder, form=form, wording=words)

    return write


@pytest.fixture(scope="session")
def cells() -> Callable[..., list[list[object]]]:
    """The cells of a worksheet as they stand."""

    def cells(path: Path, sheet: int = 0) -> list[list[object]]:
        with CalamineWorkbook.from_path(path) as workbook:
            return workbook.get_sheet_by_index(sheet).to_python(skip_empty_area=False)

    return cells


@pytest.fixture(scope="session")
def fill() -> Callable[..., None]:
    """What a member does in Excel: writes into the cells beside some of the questions."""

    def fill(path: Path, *filled: Mapping[str, str]) -> None:
        with CalamineWorkbook.from_path(path) as workbook:
            tabs = {
                name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in workbook.sheet_names
            }
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
            for number, (name, rows) in enumerate(tabs.items()):
                sheet = workbook.add_worksheet(name)
                answers = filled[number] if number < len(filled) else {}
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if cell != "":
                            sheet.write(at, column, cell)
                    if row and row[0] in answers:
                        sheet.write_string(at, 1, answers[row[0]])

    return fill

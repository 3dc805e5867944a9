"""Villapaja's trial, whose figures are asked for by form, and pens to fill forms in with."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from html import escape
from pathlib import Path

import attrs
import pytest

from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Blunder, Percent, column_letters
from trialkit.intake.forms.figures_form import figures_form
from trialkit.intake.headings import heading_key
from trialkit.intake.tables import read_sheets
from trialkit.language.wording import wording
from trialkit.model.criterion import Comparison, CriterionKind, Role
from trialkit.model.metric import Asked, Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.template import CriterionDefault, Slot, SlotType, Template
from trialkit.model.trial import Trial

ASKED = {"orders": Asked.IMPORTED, "sales": Asked.REQUIRED}
NOTE = {"en": "Paid, not cancelled, not a test.", "fi": "Maksetut, ei peruttuja."}
START = date(2026, 3, 2)


@pytest.fixture(scope="session")
def form_template(shop_template: Template) -> Template:
    """Twelve weeks and two more for returns; each kind of figure is asked for once."""

    def changed(metric):
        return attrs.evolve(
            metric,
            asked=ASKED.get(metric.id, Asked.OPTIONAL),
            settles=metric.id == "returns",
            note=NOTE if metric.id == "orders" else {},
        )

    cash, *_ = (metric for metric in shop_template.metrics if metric.id == "cash")
    grant = attrs.evolve(
        cash, id="grant", label={"en": "grant", "fi": "tuki"}, cadence=PeriodKind.PHASE
    )
    weeks = Slot(
        id="weeks", label={"en": "weeks"}, type=SlotType.INTEGER, unit="week", default="12"
    )
    return attrs.evolve(
        shop_template,
        slots=(*shop_template.slots, weeks),
        criteria=(
            CriterionDefault(
                id="basket",
                role=Role.PRIMARY,
                kind=CriterionKind.REACHED,
                metric="basket",
                comparison=Comparison.AT_LEAST,
                threshold="40",
                why={"en": "Freight eats smaller ones."},
            ),
        ),
        settling_weeks=2,
        metrics=tuple(map(changed, (*shop_template.metrics, grant))),
    )


@pytest.fixture(scope="session")
def form_trial(shop_trial: Trial, form_template: Template) -> Trial:
    """A draft that is to run from 2 March to 24 May 2026."""
    draft = attrs.evolve(shop_trial.draft, comparisons=())
    return attrs.evolve(shop_trial, template=form_template, draft=draft)


@pytest.fixture(scope="session")
def compared_trial(form_trial: Trial) -> Trial:
    """The same trial, held against the figures of another market."""
    draft = attrs.evolve(form_trial.draft, comparisons=("Suomi",))
    return attrs.evolve(form_trial, draft=draft)


@pytest.fixture(scope="session")
def form_context(context: ImportContext, form_trial: Trial) -> ImportContext:
    return attrs.evolve(context, trial=form_trial)


def figure(
    metric: str,
    period: str,
    value: Decimal | str | int,
    *,
    row: int | None = 3,
    series: str = "",
) -> Observation:
    return Observation(
        id=f"{metric}-{period}",
        trial="01-trial",
        metric=metric,
        series=series,
        period=Period.parse(period, trial_starts=START),
        value=Decimal(value),
        source=Source(kind=SourceKind.IMPORTED, file="luvut.xlsx", row=row),
        at=datetime(2026, 3, 9, tzinfo=UTC),
        by="coordinator",
    )


@pytest.fixture(scope="session")
def known() -> Callable[..., Observation]:
    """A figure that the workspace has; without a row, one that a file of orders gave."""
    return figure


@pytest.fixture
def handed_out(tmp_path: Path, form_trial: Trial) -> Callable[..., Path]:
    """A form as the company gets it."""

    def hand_out(*observations: Observation, trial: Trial = form_trial, language: str = "fi"):
        path = tmp_path / "villapaja.xlsx"
        words = wording(language)
        path.write_bytes(figures_form(trial, observations, company="Villapaja", wording=words))
        return path

    return hand_out


def cells_of(path: Path) -> dict[int, Sequence[object]]:
    """Row → its cells, of the sheet that is seen; formulas that come to nothing are empty."""
    (sheet,) = read_sheets(path)
    return {
        row.number: ["" if isinstance(cell, Blunder) else cell for cell in row.cells]
        for row in sheet.rows
    }


@pytest.fixture(scope="session")
def seen() -> Callable[[Path], dict[int, Sequence[object]]]:
    return cells_of


def address(path: Path, period: str, heading: str) -> str:
    """Where a figure belongs: `E21`."""
    rows = cells_of(path)
    headings = next(cells for cells in rows.values() if cells.count("") < 2)
    keys = [heading_key(str(one)) for one in headings]
    column = next(at for at, key in enumerate(keys) if key.startswith(heading))
    row = next(number for number, cells in rows.items() if cells[0] == period)
    return f"{column_letters(column)}{row}"


@pytest.fixture(scope="session")
def fill() -> Callable[[Path, Mapping[tuple[str, str], object]], Path]:
    """Writes into a form as Excel would: {("viikko 10/2026", "maksetut tilaukset"): 14}."""

    def fill(path: Path, written: Mapping[tuple[str, str], object]) -> Path:
        put = {address(path, *where): value for where, value in written.items()}
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        for where, value in put.items():
            sheet, changed = re.subn(
                rf'<c r="{where}"( s="\d+")(?: t="\w+")?(?:/>|>.*?</c>)',
                lambda cell, where=where, value=value: _cell(where, cell[1], value),
                sheet,
            )
            assert changed == 1, where
        parts["xl/worksheets/sheet1.xml"] = sheet.encode()
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return path

    return fill


def _cell(where: str, style: str, value: object) -> str:
    if value is None:
        return f'<c r="{where}"{style}/>'
    if isinstance(value, str):
        text = f"<is><t>{escape(value)}</t></is>"
        return f'<c r="{where}"{style} t="inlineStr">{text}</c>'
    return f'<c r="{where}"{style}><v>{value}</v></c>'


@pytest.fixture(scope="session")
def as_csv() -> Callable[[Path], Path]:
    """The sheet saved as CSV by a Finnish spreadsheet: cells as they look."""

    def save(path: Path) -> Path:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        for cells in cells_of(path).values():
            writer.writerow([_as_shown(cell) for cell in cells])
        saved = path.with_suffix(".csv")
        saved.write_bytes(text.getvalue().encode("utf-8"))
        return saved

    return save


def _as_shown(cell: object) -> str:
    if isinstance(cell, Percent):
        return f"{cell.shown:f} %".replace(".", ",")
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else str(cell)


@pytest.fixture(scope="session")
def as_ods() -> Callable[[Path], Path]:
    """The whole workbook saved by LibreOffice as its own kind of file."""

    def save(path: Path) -> Path:
        from trialkit.intake.forms.marks import SHEET
        from trialkit.intake.worksheets import worksheets

        hidden = [list(row.cells) for one in worksheets(path, sheet=SHEET) for row in one.rows]
        tables = _table("Luvut", list(cells_of(path).values()), "")
        tables += _table(SHEET, hidden, ' table:style-name="hidden"')
        saved = path.with_suffix(".ods")
        with zipfile.ZipFile(saved, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr("META-INF/manifest.xml", _MANIFEST)
            package.writestr("content.xml", _CONTENT.format(tables=tables))
        return saved

    return save


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"/>'
_CONTENT = (
    "<office:document-content "
    + " ".join(
        f'xmlns:{prefix}="{_OASIS}:{prefix}:1.0"' for prefix in ("office", "table", "text", "style")
    )
    + '><office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def _table(name: str, rows: Sequence[Sequence[object]], style: str) -> str:
    lines = ("".join(map(_ods_cell, cells)) for cells in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f'<table:table table:name="{name}"{style}>{body}</table:table>'


def _ods_cell(cell: object) -> str:
    match cell:
        case "":
            return "<table:table-cell/>"
        case Percent():
            kind, value = "percentage", f"{cell.shown / 100:f}"
        case str():
            text = f"<text:p>{escape(cell)}</text:p>"
            return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
        case _:
            kind, value = "float", cell
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>'

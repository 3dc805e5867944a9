"""Forms that come back: whatever was left empty, moved, typed as text, or saved otherwise."""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext, Importer
from trialkit.intake.figures import TableImporter
from trialkit.intake.forms.asked import asked
from trialkit.intake.forms.figures_form import figures_form
from trialkit.intake.forms.importer import FormImporter
from trialkit.intake.forms.marks import mark_in, trial_named
from trialkit.intake.hooks import trialkit_importers
from trialkit.intake.sheets import write_sheet
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.template import Template
from trialkit.model.trial import Trial
from trialkit.testing.importers import ImporterContract, context_for

ORDERS = "maksetut tilaukset"
WEEK = "viikko 10/2026"


@pytest.fixture
def read(form_context):
    def read(path, **changes):
        return FormImporter().read(path, attrs.evolve(form_context, **changes))

    return read


def told(reading):
    return [(figure.metric, str(figure.period), figure.value) for figure in reading.figures]


class TestForm(ImporterContract):
    @pytest.fixture(autouse=True)
    def _of_the_shop(self, form_template: Template, known) -> None:
        self.template = form_template
        self.known = known

    def importer(self) -> Importer:
        return FormImporter()

    def context(self) -> ImportContext:
        return context_for(self.template)

    def samples(self, folder: Path) -> Sequence[Path]:
        handed_out, saved = folder / "handed-out.xlsx", folder / "saved.csv"
        if not handed_out.exists():
            trial = self.context().trial
            figures = [self.known("orders", "2026-W10", 14), self.known("cash", "2026-04", 500)]
            handed_out.write_bytes(
                figures_form(trial, figures, company="Villapaja", wording=wording("fi"))
            )
            mark = mark_in(handed_out)
            rows = [
                ["Period", "Days", "Part of the trial", "paid orders", "cash (€)"],
                ["week 10/2026", "2–8 Mar 2026", "trial phase", "14 pcs?", ""],
                ["week 11/2026", "", "", "9", ""],
                ["week 12/2026", "", "", "", ""],
                ["April 2026", "", "", "", "1 234,50 €"],
            ]
            write_sheet(saved, [mark.line], rows)
        return [handed_out, saved]


# What comes back


def test_what_was_filled_in_comes_back_and_the_rest_is_missing(handed_out, fill, read):
    path = fill(
        handed_out(),
        {(WEEK, ORDERS): 14, (WEEK, "palautusosuus"): 0.15, ("huhtikuu 2026", "kassa"): 0},
    )

    reading = read(path)

    assert told(reading) == [
        ("orders", "2026-W10", 14),
        ("returns", "2026-W10", Decimal("0.15")),
        ("cash", "2026-04", 0),
    ]
    assert reading.used == 2
    assert {str(one.rule) for one in reading.left_out} == {"no figures in the row"}
    assert (reading.unreadable, reading.notes) == ((), ())


def test_figures_typed_as_text_are_read_as_people_write_them(handed_out, fill, read):
    path = fill(
        handed_out(),
        {
            (WEEK, ORDERS): "14 kpl",
            (WEEK, "myynti"): "1 234,50 €",
            (WEEK, "palautusosuus"): "15 %",
            ("kokeilujakso", "tuki"): "500,-",
        },
    )

    assert told(read(path)) == [
        ("sales", "2026-W10", Decimal("1234.50")),
        ("orders", "2026-W10", 14),
        ("returns", "2026-W10", Decimal("0.15")),
        ("grant", "trial", 500),
    ]


def test_a_figure_that_cant_be_right_is_told_with_its_row_and_column(handed_out, fill, read):
    reading = read(fill(handed_out(), {(WEEK, ORDERS): "monta"}))

    (problem,) = reading.unreadable
    assert problem.place.file == "villapaja.xlsx"
    assert problem.place.row == 21
    assert problem.place.field == "maksetut tilaukset (kpl)"


def test_a_figure_left_as_it_was_handed_out_says_so_and_is_exact(handed_out, known, read):
    exact = Decimal("1234567.1234567890123")

    reading = read(handed_out(known("sales", "2026-W10", exact), known("orders", "2026-W10", 14)))

    assert [(one.value, one.given) for one in reading.figures] == [(exact, exact), (14, 14)]


def test_a_figure_that_was_corrected_says_what_it_was(handed_out, fill, known, read):
    path = handed_out(known("orders", "2026-W10", 14))

    (figure,) = read(fill(path, {(WEEK, ORDERS): 15})).figures

    assert (figure.value, figure.given) == (15, 14)


def test_a_figure_that_was_emptied_is_only_missing(handed_out, fill, known, read):
    path = handed_out(known("orders", "2026-W10", 14))

    assert read(fill(path, {(WEEK, ORDERS): None})).figures == ()


# However it was saved


def test_saved_as_csv_it_is_still_this_trials_form(handed_out, fill, as_csv, read, form_trial):
    filled = fill(handed_out(), {(WEEK, ORDERS): 14, (WEEK, "palautusosuus"): 0.155})

    saved = as_csv(filled)

    assert trial_named(saved) == form_trial.id
    assert told(read(saved)) == told(read(filled))
    assert read(saved).notes == ()


def test_saved_by_libreoffice_per_cent_are_still_per_cent(handed_out, fill, as_ods, known, read):
    filled = fill(handed_out(known("orders", "2026-W09", 3)), {(WEEK, "palautusosuus"): 0.155})

    saved = as_ods(filled)

    assert mark_in(saved) == mark_in(filled)
    assert told(read(saved)) == [
        ("orders", "2026-W09", 3),
        ("returns", "2026-W10", Decimal("0.155")),
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice isn't installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_itself_keeps_all_of_it(handed_out, fill, known, read, tmp_path, ending):
    filled = fill(
        handed_out(known("orders", "2026-W09", 3)), {(WEEK, ORDERS): 14, (WEEK, "palaut"): 0.155}
    )
    out = tmp_path / "out"

    subprocess.run(
        ["soffice", "--headless", "--convert-to", ending, "--outdir", str(out), str(filled)],
        check=True,
    )

    saved = out / f"villapaja.{ending}"
    assert mark_in(saved) == mark_in(filled)
    assert told(read(saved)) == told(read(filled))


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_may_be_moved_or_deleted_and_rows_sorted(
    handed_out, known, seen, read, tmp_path, language
):
    figures = [known("orders", "2026-W10", 14), known("cash", "2026-04", 500)]
    rows = list(seen(handed_out(*figures, language=language)).values())
    head = [row for row in rows if str(row[0]).startswith("trialkit-form")]
    at = next(number for number, row in enumerate(rows) if "" not in row)
    moved = [[row[4], *row[:1], row[7]] for row in rows[at : at + 60]]
    mixed = [moved[0], *reversed(moved[1:])]

    path = tmp_path / "mixed.xlsx"
    write_sheet(path.with_suffix(".csv"), head[0], mixed)

    assert sorted(told(read(path.with_suffix(".csv")))) == [
        ("cash", "2026-04", 500),
        ("orders", "2026-W10", 14),
    ]


# Whose it is


def test_another_trials_form_is_refused_and_its_trial_is_named(handed_out, form_trial, read):
    other = attrs.evolve(form_trial, id="02-trial", slug="2026-nivala-sorvi-norja")

    with pytest.raises(InvalidInput) as refused:
        read(handed_out(trial=other))

    (problem,) = refused.value.problems
    assert problem.code == "OTHER_TRIALS_FORM"
    assert "2026-nivala-sorvi-norja" in str(problem)


def test_a_form_is_no_other_importers(handed_out, form_trial):
    path = handed_out()

    first = next(one for one in trialkit_importers() if one.recognises(path, path.read_bytes()))

    assert first.id == "form"


def test_what_is_no_form_isnt_taken_for_one(tmp_path, written, handed_out, read):
    table = tmp_path / "table.xlsx"
    write_sheet(table, ["viikko", "orders"], [["10/2026", 14]])
    text = written("viikko;orders\n10/2026;14\n", "table.csv")
    picture = written("\x89PNG\r\n", "picture.xlsx", encoding="latin-1")
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(handed_out().read_bytes()[:5000])

    files = (table, text, picture, damaged, tmp_path / "nowhere.xlsx", tmp_path)

    assert [trial_named(path) for path in files] == [None] * len(files)
    with pytest.raises(InvalidInput) as refused:
        read(table)
    assert refused.value.codes == ("NOT_A_FORM",)


def test_an_older_templates_form_is_read_by_its_metrics(
    handed_out, fill, form_context, form_trial, form_template
):
    path = fill(handed_out(), {(WEEK, ORDERS): 14, (WEEK, "kuormitus"): 3})
    renamed = tuple(
        attrs.evolve(one, label={"fi": "tilaukset maksettuina"}) if one.id == "orders" else one
        for one in form_template.metrics
        if one.id != "strain"
    )
    newer = attrs.evolve(form_trial, template=attrs.evolve(form_template, metrics=renamed))

    reading = FormImporter().read(path, attrs.evolve(form_context, trial=newer))

    assert told(reading) == [("orders", "2026-W10", 14)]
    assert "kuormitus (1–5)" in str(reading.notes[0])


def test_a_comparisons_figures_are_kept_apart(handed_out, compared_trial, form_context, known):
    figures = [known("orders", "2026-W10", 14), known("orders", "2026-W10", 30, series="Suomi")]

    path = handed_out(*figures, trial=compared_trial)
    reading = FormImporter().read(path, attrs.evolve(form_context, trial=compared_trial))

    assert [(one.series, one.value) for one in reading.figures] == [("", 14), ("Suomi", 30)]


def test_somebody_who_wrote_on_the_hidden_sheet_loses_no_figure(handed_out, known, read):
    import zipfile

    path = handed_out(known("orders", "2026-W10", 14))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strings = parts["xl/sharedStrings.xml"].replace(b"<t>14</t>", b"<t>fourteen</t>")
    parts["xl/sharedStrings.xml"] = strings
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    (figure,) = read(path).figures

    assert (figure.value, figure.given) == (14, None)


# Properties

LIKELY = {
    "order": st.integers(0, 10**9).map(Decimal),
    "EUR": st.decimals(-(10**9), 10**9, places=2),
    "%": st.integers(0, 10**6).map(lambda n: Decimal(n) / 10**6),
    "1-5": st.integers(1, 5).map(Decimal),
}


@st.composite
def filled_in(draw: st.DrawFn, trial: Trial) -> list[Observation]:
    """Figures for some of the cells that a form of the trial asks for."""
    form = asked(trial, (), wording("en"))
    cells = [
        (column.metric.id, line.series, line.period)
        for column in form.columns
        for line in form.lines
        if form.open(line, column)
    ]
    chosen = draw(st.lists(st.sampled_from(cells), unique=True, max_size=12))
    return [
        Observation(
            id=f"{number}",
            trial=trial.id,
            metric=metric,
            series=series,
            period=period,
            value=draw(LIKELY[trial.template.metric(metric).unit]),
            source=Source(kind=SourceKind.TYPED),
            at=trial.created_at,
            by="coordinator",
        )
        for number, (metric, series, period) in enumerate(chosen)
    ]


@settings(max_examples=25)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_any_figures_in_a_form_come_back_the_same(
    tmp_path_factory, as_ods, compared_trial, form_context, data, language
):
    figures = data.draw(filled_in(compared_trial))
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    path.write_bytes(
        figures_form(compared_trial, figures, company="Villapaja", wording=wording(language))
    )
    context = attrs.evolve(form_context, trial=compared_trial)

    for saved in (path, as_ods(path)):
        reading = FormImporter().read(saved, context)

        assert reading.unreadable == ()
        assert {(one.metric, one.series, one.period, one.value) for one in reading.figures} == {
            (one.metric, one.series, one.period, one.value) for one in figures
        }
        assert all(one.value == one.given for one in reading.figures)


@settings(max_examples=60)
@given(
    kind=st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.PHASE]),
    day=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    language=st.sampled_from(LANGUAGES),
)
def test_a_period_is_read_as_every_language_writes_it_on_a_form(
    tmp_path_factory, form_context, form_trial, form_template, kind, day, language
):
    words, period = wording(language), Period.of(kind, day)
    shown = str(period) if kind is PeriodKind.DAY else words.period(str(period))
    metric = attrs.evolve(form_template.metrics[0], cadence=kind)
    template = attrs.evolve(form_template, metrics=(metric,))
    context = attrs.evolve(form_context, trial=attrs.evolve(form_trial, template=template))
    path = tmp_path_factory.mktemp("period") / "form.csv"
    write_sheet(path, [words.text("Period"), "orders"], [[shown, 14]])

    (figure,) = TableImporter().read(path, context).figures

    assert figure.period == period

"""The workbook that asks for a trial's figures: what is asked, what is known, what is computed."""

import re
import zipfile
from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.errors import Refused
from trialkit.intake.forms.asked import asked
from trialkit.intake.forms.columns import Group
from trialkit.intake.forms.figures_form import figures_form
from trialkit.intake.forms.lines import Stretch
from trialkit.intake.forms.marks import mark_in, trial_named
from trialkit.language.wording import wording
from trialkit.model.trial import Draft

FI = wording("fi")


@pytest.fixture
def xml():
    def xml(path, part="xl/worksheets/sheet1.xml"):
        with zipfile.ZipFile(path) as package:
            return package.read(part).decode()

    return xml


def periods(form, stretch):
    return [str(line.period) for line in form.lines if line.stretch is stretch]


# What is asked


def test_a_form_asks_from_before_the_trial_to_the_end_of_its_settling_time(form_trial):
    form = asked(form_trial, (), FI)

    weeks = [str(line.period) for line in form.lines if line.period.kind == "week"]
    assert weeks[:26] == [
        *(f"2025-W{week}" for week in (50, 51, 52)),
        *(f"2026-W{week:02}" for week in range(1, 24)),
    ]
    assert periods(form, Stretch.SETTLING) == ["2026-W22", "2026-W23"]


def test_last_years_weeks_stand_below_those_of_this_year(form_trial):
    form = asked(form_trial, (), FI)

    stretches = [line.stretch for line in form.lines]
    first = stretches.index(Stretch.LAST_YEAR)
    assert set(stretches[first:]) == {Stretch.LAST_YEAR}
    assert str(form.lines[first].period) == "2024-W50"


def test_a_month_that_lies_in_two_phases_is_asked_for_and_said_to(form_trial):
    form = asked(form_trial, (), FI)

    assert periods(form, Stretch.BETWEEN) == ["2026-03", "2026-05"]
    assert "2026-04" in periods(form, Stretch.TRIAL)


def test_required_columns_come_first_then_imported_then_optional_ones(form_trial):
    form = asked(form_trial, (), FI)

    assert [(column.metric.id, column.group) for column in form.columns] == [
        ("sales", Group.REQUIRED),
        ("orders", Group.IMPORTED),
        ("returns", Group.OPTIONAL),
        ("strain", Group.OPTIONAL),
        ("cash", Group.OPTIONAL),
        ("grant", Group.OPTIONAL),
    ]


def test_what_a_file_of_orders_gives_is_shown_and_not_asked(form_trial, known):
    form = asked(form_trial, (known("orders", "2026-W10", 14, row=None),), FI)

    column = form.columns[-1]
    line = next(line for line in form.lines if str(line.period) == "2026-W10")
    assert (column.metric.id, column.group) == ("orders", Group.FILED)
    assert not form.open(line, column)
    assert form.figure(line, column) == 14


def test_the_settling_time_asks_only_for_what_may_still_come_in(form_trial):
    form = asked(form_trial, (), FI)

    late = next(line for line in form.lines if line.stretch is Stretch.SETTLING)
    assert [one.metric.id for one in form.columns if form.open(late, one)] == ["returns"]


def test_a_metric_keeps_the_kind_of_period_that_its_figures_have(form_trial, known):
    form = asked(form_trial, (known("sales", "2026-03", 1234),), FI)

    (sales,) = (column for column in form.columns if column.metric.id == "sales")
    assert sales.kind == "month"


def test_a_comparison_is_asked_for_what_decides_the_promise(compared_trial):
    form = asked(compared_trial, (), FI)

    theirs = next(line for line in form.lines if line.series == "Suomi")
    assert [one.metric.id for one in form.columns if form.open(theirs, one)] == ["sales", "orders"]
    assert form.labels[-1] == FI.text("Series")


def test_a_draft_without_its_first_day_gets_no_form(form_trial):
    without = attrs.evolve(form_trial, draft=Draft())

    with pytest.raises(Refused) as refused:
        asked(without, (), FI)

    assert refused.value.codes == ("NO_DAYS",)


def test_a_draft_that_doesnt_say_how_long_it_lasts_gets_no_form(form_trial, form_template):
    slots = tuple(
        attrs.evolve(slot, default=None) if slot.id == "weeks" else slot
        for slot in form_template.slots
    )
    endless = attrs.evolve(form_trial, template=attrs.evolve(form_template, slots=slots))

    with pytest.raises(Refused, match="how long"):
        asked(endless, (), FI)

    draft = attrs.evolve(form_trial.draft, ends_on=date(2026, 5, 24))
    assert asked(attrs.evolve(endless, draft=draft), (), FI).days.trial.days == 84


# What the workbook is


def test_title_and_promise_stand_above_and_what_empty_means(handed_out, seen):
    cells = [row[0] for row in list(seen(handed_out(language="en")).values())[:5]]

    assert cells == [
        "Villapaja · Sukkia Ruotsiin",
        "At least 15 orders (Sweden)",
        "Fill in the yellow cells with a frame. Striped cells ask for nothing.",
        "Save the file and send it to the coordinator; next time, go on in the same file.",
        "Leave empty what you don't know. 0 means zero.",
    ]


@pytest.mark.parametrize(
    ("language", "week", "month", "trial", "heading"),
    [
        ("fi", "viikko 10/2026", "maaliskuu 2026", "kokeilujakso", "maksetut tilaukset (kpl)"),
        ("sv", "vecka 10/2026", "mars 2026", "försöksperiod", "betalda beställningar (st.)"),
        ("en", "week 10/2026", "March 2026", "trial phase", "paid orders"),
    ],
)
def test_a_form_speaks_the_language_of_whoever_fills_it_in(
    handed_out, seen, language, week, month, trial, heading
):
    rows = seen(handed_out(language=language)).values()

    first = [row[0] for row in rows]
    assert {week, month, trial} <= set(first)
    assert any(heading in row for row in rows)


def test_only_the_cells_that_ask_are_unlocked_and_no_password_hides_the_rest(handed_out, xml):
    path = handed_out()
    sheet, styles = xml(path), xml(path, "xl/styles.xml")

    looks = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1])
    unlocked = {str(at) for at, look in enumerate(looks) if 'locked="0"' in look}
    cells = re.findall(r'<c r="([A-Z]+)\d+" s="(\d+)"', sheet)
    assert {column for column, look in cells if look in unlocked} == set("DEFGHI")
    assert "<sheetProtection sheet=" in sheet
    assert "password" not in sheet


def test_every_kind_of_figure_is_checked_as_it_is_typed(handed_out, xml):
    checks = re.findall(r"<dataValidation type=\"(\w+)\"[^>]*sqref=\"([A-Z])", xml(handed_out()))

    assert set(checks) == {
        ("decimal", "D"),
        ("whole", "E"),
        ("decimal", "F"),
        ("list", "G"),
        ("decimal", "H"),
        ("decimal", "I"),
    }


def test_what_counts_is_told_beside_the_cell_and_over_the_column(handed_out, xml):
    path = handed_out()

    assert 'prompt="Maksetut, ei peruttuja."' in xml(path)
    assert "Maksetut, ei peruttuja." in xml(path, "xl/comments1.xml")


def test_the_headings_stay_in_sight_and_on_every_page(handed_out, xml):
    path = handed_out()

    assert 'xSplit="3" ySplit="8"' in xml(path)
    assert 'orientation="landscape"' in xml(path)
    assert "$A:$C,Luvut!$7:$8" in xml(path, "xl/workbook.xml")


def test_a_form_opens_at_the_first_week_that_nobody_has_filled_in(handed_out, xml, known):
    weeks = [f"2025-W{week}" for week in (50, 51, 52)] + ["2026-W01"]

    path = handed_out(*(known("sales", week, 100) for week in weeks))

    assert 'activeCell="D13"' in xml(path)


def test_what_nobody_sees_says_whose_form_it_is(handed_out, form_trial, form_template, xml):
    path = handed_out()
    mark = mark_in(path)

    assert 'state="veryHidden"' in xml(path, "xl/workbook.xml")
    assert (mark.trial, mark.slug) == (form_trial.id, form_trial.slug)
    assert mark.template == "shop 1.0.0"
    assert len(mark.digest) == 64
    assert trial_named(path) == form_trial.id


def test_a_name_that_looks_like_a_formula_is_only_a_name(form_trial, tmp_path, seen, xml):
    path = tmp_path / "form.xlsx"
    path.write_bytes(figures_form(form_trial, (), company='=HYPERLINK("x")', wording=FI))

    assert seen(path)[1][0] == '=HYPERLINK("x") · Sukkia Ruotsiin'
    assert "HYPERLINK" not in xml(path)


def test_the_same_figures_give_the_same_file(form_trial, known):
    def form():
        return figures_form(form_trial, (known("orders", "2026-W10", 14),), company="V", wording=FI)

    assert form() == form()


def test_two_metrics_of_one_name_are_told_apart(form_trial, form_template):
    first, second, *others = form_template.metrics
    alike = attrs.evolve(second, label=first.label, unit=first.unit)
    trial = attrs.evolve(
        form_trial, template=attrs.evolve(form_template, metrics=(first, alike, *others))
    )

    headings = [column.heading for column in asked(trial, (), FI).columns]

    assert "maksetut tilaukset (kpl) [orders]" in headings
    assert "maksetut tilaukset (kpl) [sales]" in headings


# What is known, and what follows


def test_known_figures_stand_in_their_cells(handed_out, seen, known):
    path = handed_out(known("orders", "2026-W10", 14), known("returns", "2026-W11", "0.15"))

    rows = {row[0]: row for row in seen(path).values()}
    assert rows["viikko 10/2026"][4] == 14
    assert str(rows["viikko 11/2026"][5]) == "15 %"


def test_a_phase_is_summed_up_as_an_evaluation_counts_it(handed_out, form_trial, known):
    figures = [
        known("returns", "2026-W10", "0.1"),
        known("returns", "2026-W22", "0.2"),
        known("sales", "2026-W09", 100),
        known("sales", "2026-W10", 200),
        known("sales", "2026-W11", 300),
        known("sales", "2025-W10", 9000),
        known("cash", "2026-03", 7),
        known("cash", "2026-04", 8),
    ]
    form = asked(form_trial, figures, FI)

    def sums(metric):
        (column,) = (one for one in form.columns if one.metric.id == metric)
        return form.sum_of(column, Stretch.BEFORE), form.sum_of(column, Stretch.TRIAL)

    assert sums("sales") == (100, 500)
    assert sums("returns") == (None, Decimal("0.3"))
    assert sums("cash") == (None, 8)
    assert sums("strain") == (None, None)


def test_sums_are_formulas_that_stay_empty_where_nothing_is_known(handed_out, xml, known):
    sheet = xml(handed_out(known("sales", "2026-W10", 200), known("sales", "2026-W11", "50.5")))

    found = dict(re.findall(r"<f>(IF\(COUNT\(D\d+:D\d+\).*?)</f><v>(.*?)</v>", sheet))
    assert found == {
        'IF(COUNT(D9:D20)=0,"",SUM(D9:D20))': "",
        'IF(COUNT(D21:D32)=0,"",SUM(D21:D32))': "250.5",
    }


def test_a_computed_metric_follows_from_the_sums_and_misses_what_they_miss(handed_out, xml, known):
    figures = [known("sales", "2026-W10", 200), known("sales", "2026-W11", 100)]

    without = xml(handed_out(*figures))
    whole = xml(handed_out(*figures, known("orders", "2026-W10", 4)))

    formula = r'<f>(IF\(OR\(D\d+="",E\d+=""\),"",IFERROR\(\(D\d+/E\d+\),""\)\))</f><v>(.*?)</v>'
    assert [value for _, value in re.findall(formula, without)] == ["", ""]
    assert [value for _, value in re.findall(formula, whole)] == ["", "75"]


def test_a_computed_metric_is_left_out_where_its_parts_are_not_on_the_sheet(form_trial, known):
    from trialkit.intake.forms.sums import derived

    (basket,) = (one for one in form_trial.template.metrics if one.id == "basket")

    assert derived(basket, form_trial, {"sales": "D90"}, {}) is None

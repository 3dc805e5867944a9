"""Figures in: what is taken, what is left, and what is refused."""

import pytest

import trialkit
from trialkit.workspace.reports import Fate


@pytest.fixture
def table(tmp_path):
    def write(text, name="luvut.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_figure_is_new_then_unchanged_then_a_conflict(ws, villapaja):
    first = ws.observe(villapaja.slug, "orders", 3, period="2026-W10")
    again = ws.observe(villapaja.slug, "orders", "3", period="2026-W10")

    assert (first.fate, again.fate) == (Fate.NEW, Fate.UNCHANGED)
    with pytest.raises(trialkit.Refused) as refused:
        ws.observe(villapaja.slug, "orders", 4, period="2026-W10")
    assert refused.value.codes == ("FIGURE_CONFLICT",)


def test_a_corrected_figure_keeps_the_old_one(ws, villapaja):
    old = ws.observe(villapaja.slug, "orders", 3, period="2026-W10").observation

    new = ws.observe(villapaja.slug, "orders", 4, period="2026-W10", replace=True)

    assert new.fate is Fate.REPLACED
    assert new.before == 3
    assert new.observation.replaces == old.id


@pytest.mark.parametrize(
    ("metric", "value", "period", "code"),
    [
        ("orderz", 3, "2026-W10", "UNKNOWN_METRIC"),
        ("conversion", 3, "2026-W10", "DERIVED_METRIC"),
        ("orders", -1, "2026-W10", "NEGATIVE_COUNT"),
        ("orders", "kolme", "2026-W10", "NOT_A_NUMBER"),
        ("orders", "1,234", "2026-W10", "NOT_A_NUMBER"),
        ("orders", 3, "viikko", "NOT_A_PERIOD"),
        ("orders", 3, "2026-W60", "NOT_A_PERIOD"),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused_by_name(
    ws, villapaja, metric, value, period, code
):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.observe(villapaja.slug, metric, value, period=period)

    assert refused.value.codes == (code,)


def test_one_metric_keeps_to_one_kind_of_period(ws, villapaja):
    ws.observe(villapaja.slug, "orders", 3, period="2026-W10")

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.observe(villapaja.slug, "orders", 9, period="2026-03")

    assert refused.value.codes == ("TWO_KINDS_OF_PERIOD",)


def test_a_wide_finnish_table_is_read_and_the_same_file_twice_changes_nothing(ws, villapaja, table):
    path = table("viikko;maksetut tilaukset\n2026-W10;3\n2026-W11;1\n2026-W12;0\n")

    first = ws.import_file(villapaja.slug, path)
    again = ws.import_file(villapaja.slug, path)

    assert (first.rows, first.used, first.new) == (3, 3, 3)
    assert (again.new, again.unchanged) == (0, 3)
    assert [entry.command for entry in ws.history(villapaja.slug)].count("import") == 1


def test_one_unreadable_row_stops_the_import_and_all_of_them_are_named(ws, villapaja, table):
    path = table("period;orders\n2026-W10;3\n2026-W11;kolme\n2026-W12;-2\n")

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(villapaja.slug, path)

    assert sorted(problem.place.row for problem in refused.value.problems) == [3, 4]
    assert ws.history(villapaja.slug)[-1].command == "start"


def test_the_readable_rows_are_taken_where_that_is_asked_for(ws, villapaja, table):
    path = table("period;orders\n2026-W10;3\n2026-W11;kolme\n2026-W12;-2\n")

    report = ws.import_file(villapaja.slug, path, accept_partial=True)

    left_out = sum(rule.rows for rule in report.left_out)
    assert report.new == 1
    assert report.rows == report.used + left_out + report.unreadable_rows


def test_a_conflict_in_a_file_needs_to_be_asked_for(ws, villapaja, table):
    ws.observe(villapaja.slug, "orders", 5, period="2026-W10")
    path = table("period;orders\n2026-W10;3\n")

    with pytest.raises(trialkit.Refused):
        ws.import_file(villapaja.slug, path)
    report = ws.import_file(villapaja.slug, path, replace=True)

    assert report.replaced == 1
    assert (report.conflicts[0].before, report.conflicts[0].found) == (5, 3)


def test_a_dry_run_tells_everything_and_writes_nothing(ws, villapaja, table):
    path = table("period;orders\n2026-W10;3\n2026-W11;kolme\n")

    report = ws.import_file(villapaja.slug, path, dry_run=True)

    assert (report.new, report.unreadable_rows, report.saved) == (1, 1, False)
    assert ws.history(villapaja.slug)[-1].command == "start"


def test_a_file_that_is_not_there_is_named(ws, villapaja, tmp_path):
    with pytest.raises(trialkit.NotFound) as refused:
        ws.import_file(villapaja.slug, tmp_path / "puuttuu.csv")

    assert refused.value.codes == ("NO_FILE",)


def test_a_table_without_any_figures_is_no_import(ws, villapaja, table):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(villapaja.slug, table("viikko;maksetut tilaukset\n"))

    assert refused.value.codes == ("NO_FIGURES",)


def test_a_closed_trial_keeps_its_figures(ws, villapaja):
    ws.stop(villapaja.slug, reason="ei jatketa")

    with pytest.raises(trialkit.Refused) as refused:
        ws.observe(villapaja.slug, "orders", 3, period="2026-W10")

    assert refused.value.codes == ("TRIAL_CLOSED",)


@pytest.mark.parametrize("value", [None, True, "9" * 200, "1" * 30])
def test_what_is_no_figure_of_a_small_firm_is_refused(ws, villapaja, value):
    with pytest.raises(trialkit.InvalidInput):
        ws.observe(villapaja.slug, "orders", value, period="2026-W10")

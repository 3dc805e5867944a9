"""Forms out and in: what is known stands in them, and nothing that came back is lost."""

from decimal import Decimal

import pytest

from trialkit.errors import InvalidInput, NotFound, Refused
from trialkit.intake.forms.marks import mark_in
from trialkit.intake.plans import Plan, read_plan
from trialkit.intake.sheets import write_sheet


@pytest.fixture
def saved(tmp_path):
    """The form saved as CSV by whoever filled it in: these rows under its line."""

    def saved(form, *rows, name="villapaja.csv"):
        path = tmp_path / name
        write_sheet(path, [mark_in(form).line], [["Ajanjakso", "packaging"], *rows])
        return path

    return saved


def test_a_form_holds_what_is_known_and_brings_nothing_new_back(ws, villapaja, tmp_path):
    ws.observe(villapaja.slug, "packaging", "12.5", period="2026-W10")

    form = ws.write_form(villapaja.slug, tmp_path / "form.xlsx")
    report = ws.import_file(villapaja.slug, form)

    assert report.importer == "form"
    assert (report.new, report.unchanged, report.conflicts) == (0, 1, ())


def test_a_figure_left_as_handed_out_doesnt_undo_a_later_correction(ws, villapaja, tmp_path):
    ws.observe(villapaja.slug, "packaging", "12.5", period="2026-W10")
    form = ws.write_form(villapaja.slug, tmp_path / "form.xlsx")
    ws.observe(villapaja.slug, "packaging", 14, period="2026-W10", replace=True)

    report = ws.import_file(villapaja.slug, form)

    assert (report.unchanged, report.conflicts) == (1, ())
    assert ws.observe(villapaja.slug, "packaging", 14, period="2026-W10").fate == "unchanged"


def test_a_form_is_in_the_language_asked_for(ws, villapaja, tmp_path):
    form = ws.write_form(villapaja.slug, tmp_path / "form.xlsx", language="sv")

    assert "förpackningar (€)" in mark_in(form).columns


def test_a_draft_gets_a_form_for_its_baseline(ws, draft, tmp_path):
    form = ws.write_form(draft.slug, tmp_path / "form.xlsx")

    assert mark_in(form).trial == draft.id


def test_a_newer_form_takes_an_older_ones_place_once_its_figures_are_in(
    ws, villapaja, tmp_path, saved
):
    place = tmp_path / "form.xlsx"
    ws.write_form(villapaja.slug, place)
    ws.import_file(villapaja.slug, saved(place, ["viikko 10/2026", "12,50"]))

    ws.write_form(villapaja.slug, place)

    assert mark_in(place).given == {("packaging", "", "2026-W10"): Decimal("12.50")}


def test_a_form_with_figures_that_arent_in_yet_is_never_written_over(
    ws, villapaja, tmp_path, saved
):
    blank = ws.write_form(villapaja.slug, tmp_path / "form.xlsx")
    filled = saved(blank, ["viikko 10/2026", "12,50"]).rename(tmp_path / "filled.xlsx")

    with pytest.raises(Refused) as refused:
        ws.write_form(villapaja.slug, filled)

    assert refused.value.codes == ("FORM_NOT_IMPORTED",)
    assert "12,50" in filled.read_text(encoding="utf-8-sig")
    assert ws.write_form(villapaja.slug, filled, replace=True) == filled


@pytest.mark.parametrize("content", [b"viikko;orders\n10/2026;14\n", b"", b"PK\x03\x04"])
def test_something_else_is_not_written_over_unasked(ws, villapaja, tmp_path, content):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        ws.write_form(villapaja.slug, path)

    assert refused.value.codes == ("FILE_EXISTS",)
    assert path.read_bytes() == content


def test_a_trial_that_is_over_gets_no_form(ws, villapaja, tmp_path):
    ws.stop(villapaja.slug, reason="raha loppui")

    with pytest.raises(Refused) as refused:
        ws.write_form(villapaja.slug, tmp_path / "form.xlsx")

    assert refused.value.codes == ("TRIAL_CLOSED",)


def test_a_form_is_a_workbook_in_a_folder_that_is_there(ws, villapaja, tmp_path):
    with pytest.raises(InvalidInput) as ending:
        ws.write_form(villapaja.slug, tmp_path / "form.csv")
    with pytest.raises(NotFound):
        ws.write_form(villapaja.slug, tmp_path / "nowhere" / "form.xlsx")

    assert ending.value.codes == ("UNKNOWN_ENDING",)


def test_another_trials_form_is_not_taken(ws, villapaja, draft, tmp_path):
    other = ws.new("ecommerce", company="Sorvi", starts_on=draft.draft.starts_on)
    form = ws.write_form(other.slug, tmp_path / "sorvi.xlsx")

    with pytest.raises(InvalidInput) as refused:
        ws.import_file(villapaja.slug, form)

    assert refused.value.codes == ("OTHER_TRIALS_FORM",)
    assert other.slug in str(refused.value)


def test_a_blank_plan_is_written_and_read(ws, tmp_path):
    path = ws.write_plan_form("ecommerce", tmp_path / "plan.xlsx")

    assert read_plan(path, ws.templates()) == Plan(template="ecommerce")
    assert ws.write_plan_form("ecommerce", path) == path


def test_a_filled_in_plan_is_not_written_over_unasked(ws, tmp_path):
    path = tmp_path / "plan.xlsx"
    write_sheet(path, ["Answer", "Key"], [["Villapaja", "company"]])

    with pytest.raises(Refused):
        ws.write_plan_form("ecommerce", path)


def test_a_number_in_a_plan_is_never_two_numbers(ws):
    trial = ws.new("ecommerce", company="Sorvi", slots={"own_h": Decimal("80.125")})

    assert trial.draft.slots["own_h"] == "80.125"

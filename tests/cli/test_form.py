"""`form`: workbooks for companies to fill in, and plans to write down."""

import pytest

from trialkit.intake.forms.marks import mark_in, trial_named
from trialkit.intake.sheets import write_sheet


@pytest.fixture
def saved(nivala):
    """The form saved as CSV, with these orders in it."""

    def saved(form, **weeks):
        path = nivala / f"{form.stem}.csv"
        rows = [[f"week {week.removeprefix('w')}/2026", orders] for week, orders in weeks.items()]
        write_sheet(path, [mark_in(form).line], [["Period", "paid orders"], *rows])
        return path

    return saved


def test_a_form_lies_in_the_workspaces_own_folder_and_import_takes_it_back(
    run, running, nivala, saved
):
    made = run(f"form {running}")
    form = nivala / "forms" / "villapaja.xlsx"
    saved(form, w10=3, w11=4)
    taken = run("import villapaja.csv")

    assert made.code == 0
    assert made.out.splitlines() == [
        "To be filled in: forms/villapaja.xlsx",
        "Next: trialkit import forms/villapaja.xlsx",
    ]
    assert taken.code == 0, taken.err
    assert "2 new" in taken.out


def test_a_form_goes_where_it_is_asked_to(run, running, nivala):
    (nivala / "out").mkdir()

    assert run(f"form {running} -o mine.xlsx").code == 0
    assert run(f"form {running} -o out").code == 0

    assert trial_named(nivala / "mine.xlsx") == trial_named(nivala / "out" / "villapaja.xlsx")


def test_a_form_is_in_the_language_asked_for_and_its_folder_in_the_workspaces(run, running, nivala):
    run(f"form {running} --lang fi")

    assert "maksetut tilaukset (kpl)" in mark_in(nivala / "forms" / "villapaja.xlsx").columns


def test_a_form_that_holds_more_than_the_workspace_stays(run, running, nivala, saved):
    run(f"form {running}")
    form = nivala / "forms" / "villapaja.xlsx"
    saved(form, w10=3).replace(form)

    told = run(f"form {running}")
    anyway = run(f"form {running} --replace")

    assert told.code == 1
    assert "aren't in the workspace yet" in told.err
    assert anyway.code == 0


def test_all_trials_under_way_get_a_form_each(run, running, nivala):
    run("new puoti --company Sorvi --start 2.3.2026 --slot reason=steel")

    made = run("form --all -o incoming/forms")

    assert made.code == 0
    assert [path.name for path in (nivala / "incoming" / "forms").iterdir()] == ["villapaja.xlsx"]
    assert "Next: trialkit import incoming/forms" in made.out


def test_one_form_that_cant_be_written_doesnt_hold_up_the_others(run, running, nivala):
    run("new puoti --company Sorvi --start 2.3.2026 --slot reason=steel")
    run("start sorvi --no-consent")
    (nivala / "out").mkdir()
    (nivala / "out" / "sorvi.xlsx").write_text("somebody's own", encoding="utf-8")

    made = run("form --all -o out")

    assert made.code == 1
    assert "sorvi.xlsx" in made.err
    assert (nivala / "out" / "villapaja.xlsx").is_file()
    assert (nivala / "out" / "sorvi.xlsx").read_text(encoding="utf-8") == "somebody's own"


def test_all_may_be_narrowed_and_nothing_is_said_plainly(run, running):
    assert "forms/villapaja.xlsx" in run("form --all state=running").out
    assert run("form --all state=evaluating").out == "No trial is under way that needs a form.\n"


def test_a_kind_of_trial_gives_the_blank_plan_and_new_takes_it(run, nivala):
    blank = run("form puoti -o plan.xlsx")
    rows = [
        ["puoti", "template"],
        ["Villapaja", "company"],
        ["2.3.2026", "starts_on"],
        [20, "slots.orders"],
        ["they like wool", "slots.reason"],
    ]
    write_sheet(nivala / "filled.xlsx", ["Answer", "Key"], rows)
    made = run("new --from filled.xlsx")

    assert blank.out.splitlines() == [
        "To be filled in: plan.xlsx",
        "Next: trialkit new --from plan.xlsx",
    ]
    assert made.code == 0, made.err
    assert "At least 20 paid orders (Sweden) in 12 weeks" in made.out


def test_a_plan_without_a_place_lies_here_and_not_among_the_forms_of_figures(run, nivala):
    assert run("form puoti").out.splitlines()[0] == "To be filled in: puoti-plan.xlsx"


def test_a_plan_with_faults_names_each_with_its_row(run, nivala):
    rows = [["puoti", "template"], ["many", "slots.orders"], ["soon", "starts_on"]]
    write_sheet(nivala / "plan.xlsx", ["Answer", "Key"], rows)

    told = run("new --from plan.xlsx")

    assert told.code == 2
    assert "plan.xlsx, row 3, slots.orders" in told.err
    assert "plan.xlsx, row 4, starts_on" in told.err


@pytest.mark.parametrize(
    ("line", "code"),
    [("form", 2), ("form nobody", 2), ("form villapaja -o form.csv", 2), ("form kiuas", 1)],
)
def test_what_gives_no_form_is_a_sentence(run, running, line, code):
    run("new puoti --company Kiuas")

    told = run(line)

    assert told.code == code
    assert told.err.strip()
    assert "Traceback" not in told.err

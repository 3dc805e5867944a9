"""`follow-up`: a minute at a terminal, or one line."""

import pytest

HALF_A_YEAR = "2026-11-24T09:00:00+02:00"


@pytest.fixture
def concluded(run, measured):
    """Villapaja's trial, decided in June without a round; half a year later."""
    decided = run(f"decide {measured} adopt --for good --against dear --without-round 'no group'")
    assert decided.code == 0, decided.err
    run(f"consent {measured} named")
    run(f"show {measured}", at=HALF_A_YEAR)
    return measured


def test_one_line_records_the_answer_with_what_is_known(run, concluded):
    told = run(
        f"follow-up {concluded} yes-changed --reason 'Only before Christmas.'"
        " --outcome jobs_person_years=0,5 --outcome revenue_change_month=-20"
    )

    assert told.code == 0, told.err
    assert told.out.startswith(
        "Still in use after 6 months: yes, changed (24 Nov 2026). Only before Christmas."
    )
    assert (
        "At that time: change in monthly revenue −€20/month and jobs created 0.5 person-years"
        in " ".join(told.out.split())
    )
    assert told.out.rstrip().splitlines()[-1] == "Next: trialkit case villapaja"


def test_at_a_terminal_it_asks_and_enter_leaves_open(run, concluded):
    told = run(
        f"follow-up {concluded}", typed=["2", "Only before Christmas.", "", "0,5", *[""] * 4]
    )

    assert told.code == 0, told.err
    assert "Follow-up after 6 months, due 24 Nov 2026" in told.out
    assert "4  can't say" in told.out
    assert "Still in use after 6 months: yes, changed" in told.out
    assert "jobs created 0.5 person-years" in " ".join(told.out.split())


def test_whoever_breaks_off_has_recorded_nothing(run, concluded):
    left = run(f"follow-up {concluded}", typed=["1", "q"])

    assert left.code == 130
    assert "Still in use after" not in run(f"show {concluded}").out


def test_too_early_it_isnt_even_asked(run, concluded):
    early = run(f"follow-up {concluded}", typed=["1"], at="2026-09-01T09:00:00+03:00")

    assert early.code == 1
    assert "due 24 Nov 2026" in " ".join(early.err.split())
    assert "Is it still in use?" not in early.out


def test_the_week_names_the_command_and_show_the_answer(run, concluded):
    assert "trialkit follow-up villapaja" in run("").out

    run(f"follow-up {concluded} no --reason 'It took the evenings.'")

    assert "follow-up" not in run("").out
    shown = run(f"show {concluded}").out
    assert "Still in use after 6 months: no (24 Nov 2026). It took the evenings." in shown


@pytest.mark.parametrize(
    "wrong",
    ["perhaps", "yes --outcome jobs=1", "yes --outcome new_customers=many", "yes --months 7"],
)
def test_what_cant_be_right_is_refused_in_a_sentence(run, concluded, wrong):
    told = run(f"follow-up {concluded} {wrong}")

    assert told.code == 2
    assert told.err.strip()

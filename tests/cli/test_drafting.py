"""`new`: five questions, options, a file, or an idea in one line."""

import io

import pytest

from trialkit.cli.main import run as run_program


def test_five_questions_make_a_draft_and_name_the_next_step(run, nivala):
    made = run("new puoti", typed=["Villapaja", "Ruotsi", "20", "they like wool", "", "2.3.2026"])

    assert made.code == 0
    assert "At least 20 paid orders (Sweden) in 12 weeks" in made.out
    assert "Guardrails: return rate: at most 15" in made.out
    assert "Next: trialkit import villapaja FILE" in made.out


def test_a_question_mark_explains_and_asks_again(run, nivala):
    made = run("new puoti", typed=["Villapaja", "SE", "?", "20", "wool", "", ""])

    assert "Under 15 tells nothing." in made.out
    assert made.code == 0


def test_an_answer_that_doesnt_fit_is_told_and_asked_again(run, nivala):
    made = run("new puoti", typed=["Villapaja", "SE", "3", "20", "wool", "", ""])

    assert made.code == 0
    assert made.err != ""
    assert "At least 20 paid orders" in made.out


def test_q_saves_the_draft_and_says_what_is_open(run, nivala):
    left = run("new puoti", typed=["Villapaja", "SE", "q"])

    assert left.code == 0
    assert "Still open:" in left.out
    assert "trialkit edit villapaja" in left.out
    assert "Villapaja" in run("list").out


def test_ctrl_c_saves_the_draft_too(run, nivala):
    left = run("new puoti", typed=["Villapaja", "SE"])

    assert left.code == 130
    assert "Villapaja" in run("list").out


def test_without_a_company_there_is_nothing_to_save(run, nivala):
    left = run("new puoti", typed=["q"])

    assert left.code == 0
    assert "Nothing was saved" in left.out
    assert "Villapaja" not in run("list").out


def test_without_a_name_the_kinds_of_trial_are_numbered(run, nivala, monkeypatch):
    made = run("new", typed=["1", "q"])

    assert "1  " in made.out
    assert made.code == 0


def test_options_make_the_same_draft(run, draft):
    shown = run(f"show {draft}")

    assert "Wool to Sweden" in shown.out
    assert "At least 15 paid orders (Sweden) in 12 weeks" in shown.out


def test_a_plan_in_a_file_makes_it_too_and_options_win(run, nivala):
    (nivala / "plan.toml").write_text(
        'template = "puoti"\ncompany = "Villapaja"\nstarts_on = 2026-03-02\n'
        '[slots]\nmarket = "SE"\norders = 15\nreason = "wool"\n',
        encoding="utf-8",
    )

    made = run("new --from plan.toml --slot orders=30")

    assert made.code == 0, made.err
    assert "At least 30 paid orders" in made.out


def test_a_half_written_plan_is_one_sentence_and_nothing_is_saved(run, nivala):
    (nivala / "plan.toml").write_text("template = ", encoding="utf-8")

    told = run("new --from plan.toml")

    assert told.code == 2
    assert "plan.toml" in told.err
    assert "Villapaja" not in run("list").out


@pytest.mark.parametrize(
    "line",
    [
        "new pouti --company Villapaja",
        "new puoti --company Villapaja --slot colour=red",
        "new puoti --company Villapaja --slot weeks=200",
        "new puoti --company Villapaja --slot weeks",
        "new puoti --company Villapaja --start soon",
        "new puoti",
        "new --company Villapaja",
    ],
)
def test_a_bad_answer_is_a_sentence_and_exit_2(run, nivala, line):
    told = run(line)

    assert told.code == 2
    assert told.err.strip()
    assert "Traceback" not in told.err


def test_a_replication_repeats_the_promise(run, running):
    made = run(f"new --replicates {running} --company Leipomo")

    assert made.code == 0, made.err
    assert "At least 15 paid orders (Sweden)" in made.out


def test_an_idea_is_noted_becomes_a_draft_and_is_gone_from_the_list(run, nivala):
    noted = run("new --idea 'Stoves to Norway' --origin 'meeting 12.2.'")
    made = run("new puoti --company Kiuas --slot market=NO --from-idea Stoves")

    assert noted.code == made.code == 0
    assert "Stoves" not in run("list --ideas").out


def test_an_idea_is_dropped_with_a_reason(run, nivala):
    run("new --idea 'Stoves to Norway'")

    without = run("new --drop-idea Stoves")
    dropped = run("new --drop-idea Stoves --reason 'partner left'")

    assert without.code == 2
    assert dropped.code == 0
    assert "Dropped: Stoves to Norway" in dropped.out


def test_the_questions_are_asked_in_the_readers_language(nivala, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("Villapaja\nq\n"))

    run_program(["new", "puoti", "--lang", "fi"], terminal=True)

    assert "Verkkopuoti naapurimaahan" in capsys.readouterr().out

"""Until a round closes nobody reads in any command, view, file or log what a member wrote."""

import json
import sqlite3

import pytest

WORDS = ("Zanzibar", "Mogadishu", "Samarkand", "abandon")
"""Words that only a ballot holds, and a recommendation that only one member gave."""

LOOKING = (
    "",
    "list",
    "list --json",
    "show villapaja",
    "show villapaja --json",
    "show villapaja -o show.csv",
    "show villapaja --format md",
    "show villapaja --format html",
    "evaluate villapaja",
    "evaluate villapaja --json",
    "evaluate villapaja -o evaluate.csv",
    "round status",
    "round status villapaja",
    "round status villapaja --json",
    "round status -o status.csv",
    "round raters",
    "round raters --json",
    "round forecasts",
    "round collect ballots",
    "round ballots villapaja again --form csv",
    "case villapaja -o case.md",
    "compare villapaja",
    "compare villapaja --json",
    "publish site",
    "group member list",
    "log",
    "log --json",
    "verify",
    "settings",
)
"""Everything that shows, writes or exports something of the workspace, but its whole copy."""


@pytest.fixture
def answered(run, measured, nivala):
    """Three members have answered, one of them twice and one in a file; the round is open."""
    for company in ("Sorvi", "Leipomo", "Kiuas", "Kuljetus"):
        run(f"group company add {company}")
        run(f"group member add '{company}, owner' --company {company} --since 1.1.2026")
    run(f"round open {measured}")
    for words in ("--recommend adopt", "--recommend abandon --quote"):
        run(
            f"round ballot {measured} Sorvi --rate useful=1 --for Zanzibar --against Mogadishu"
            f" --comment Samarkand {words}"
        )
    run(f"round ballot {measured} Kiuas --rate useful=2 --comment Samarkand --quote")
    assert run(f"round ballots {measured} ballots --form csv").code == 0
    (table,) = (nivala / "ballots").glob("*.csv")
    headings, *rows = table.read_text(encoding="utf-8-sig").splitlines()
    sign = ";" if ";" in headings else ","
    code = next(row for row in rows if "Leipomo" in row).split(sign)[0]
    table.write_text(f"code{sign}useful{sign}comment\n{code}{sign}3{sign}Mogadishu\n")
    assert run("round collect ballots").code == 0
    return measured


def test_no_command_shows_what_a_ballot_says(run, answered, nivala):
    for line in LOOKING:
        ran = run(line)
        assert ran.code != 2, (line, ran.err)
        told = ran.out + ran.err
        assert not [word for word in WORDS if word in told], line

    for path in nivala.rglob("*"):
        if path.is_file() and "trialkit.db" not in path.name and path.parent.name != "ballots":
            said = path.read_bytes().decode("utf-8", errors="replace")
            assert not [word for word in WORDS[:3] if word in said], path.name


def test_neither_the_journal_nor_any_view_holds_it(run, answered, nivala):
    with sqlite3.connect(nivala / "trialkit.db") as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            )
        ]
        told = {
            name: json.dumps(database.execute(f"SELECT * FROM {name}").fetchall(), default=str)
            for name in names
        }

    holding = {name for name, said in told.items() if any(word in said for word in WORDS[:3])}
    assert {"journal", "payload", "kept_case", "trial_overview", "case_comparison"} <= set(told)
    assert holding == {"ballot"}


def test_once_it_is_closed_it_may_be_read(run, answered):
    closed = run(f"round close {answered}")

    assert closed.code == 0, closed.err
    assert "Samarkand" in closed.out

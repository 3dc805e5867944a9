"""The workspace itself."""

import json
import sqlite3


def test_init_asks_two_things_and_names_the_next_step(run, tmp_path):
    made = run("init nivala", typed=["Nivala-Haapajärvi", "coordinator"])

    assert made.code == 0
    assert (tmp_path / "nivala" / "trialkit.db").is_file()
    assert "Next: cd nivala, then trialkit new" in made.out


def test_a_second_workspace_in_the_same_folder_is_refused(run, nivala, monkeypatch):
    monkeypatch.chdir(nivala.parent)

    assert run("init nivala --actor coordinator").code == 2


def test_a_folder_that_a_cloud_drive_syncs_is_warned_of(run, tmp_path):
    made = run("init OneDrive/nivala --actor coordinator")

    assert made.code == 0
    assert "OneDrive" in made.out


def test_whoever_doesnt_say_who_writes_is_told_at_the_first_write(run, tmp_path, monkeypatch):
    run("init nivala")
    monkeypatch.chdir(tmp_path / "nivala")

    told = run("new --idea 'Stoves'")

    assert told.code == 2
    assert "settings set actor" in told.err


def test_settings_are_listed_and_changed(run, nivala):
    changed = run("settings set quorum 4")
    listed = run("settings")

    assert changed.code == 0
    assert "4" in changed.out
    assert "quorum" in listed.out
    assert json.loads(run("settings list --json").out)["quorum"] == 4


def test_a_setting_that_isnt_there_or_doesnt_fit_is_a_sentence(run, nivala):
    assert run("settings set colour red").code == 2
    assert run("settings set quorum many").code == 2


def test_a_programme_is_joined_from_the_centres_file(run, nivala):
    (nivala / "p.toml").write_text(
        '[programme]\ncode = "A1"\nname = { en = "Growth" }\n'
        '[[areas]]\nid = "nivala"\nname = { en = "Nivala" }\n',
        encoding="utf-8",
    )

    joined = run("settings join p.toml")

    assert joined.code == 0, joined.err
    assert "Growth" in joined.out


def test_a_whole_workspace_verifies_and_a_changed_one_names_it(run, running, nivala):
    assert run("verify").code == 0

    with sqlite3.connect(nivala / "trialkit.db") as db:
        db.execute("UPDATE company SET body = replace(body, 'Villapaja', 'Villapaha')")
    told = run("verify")

    assert told.code == 3
    assert told.err.strip()
    assert json.loads(run("verify --json").out)


def test_the_log_says_who_did_what(run, running):
    whole = run("log")
    one = run(f"log {running} --json")

    assert "coordinator" in whole.out
    assert "start" in whole.out
    assert max(map(len, whole.out.splitlines())) <= 80
    told = [entry["command"] for entry in json.loads(one.out)]
    assert told[0] == "new"
    assert "start" in told


def test_a_backup_is_checked_and_comes_back(run, running, nivala, monkeypatch):
    made = run("backup ../copy.db")
    back = run("restore ../copy.db ../again")
    monkeypatch.chdir(nivala.parent / "again")

    assert made.code == back.code == 0, made.err + back.err
    assert "Villapaja" in run("list").out


def test_plugins_and_templates_are_shown(run, nivala):
    shown = run("plugins")

    assert shown.code == 0
    assert "puoti" in shown.out
    assert "puoti" in json.loads(run("plugins --json").out)["templates"]


def test_schemas_are_named_and_printed(run, tmp_path):
    names = run("schema")
    case = run("schema case")

    assert "Case" in names.out
    assert json.loads(case.out)["$schema"].startswith("https://json-schema.org/")
    assert run("schema Cse").code == 2

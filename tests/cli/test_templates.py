"""`template`: list, show, check, scaffold."""

import json


def test_kinds_of_trial_are_listed_and_shown(run, nivala):
    listed = run("template list")
    shown = run("template show puoti")

    assert "puoti" in listed.out
    assert "orders promised" in shown.out
    assert "computed" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80
    assert run("template show pouti").code == 2
    assert json.loads(run("template show puoti --json").out)["id"] == "puoti"


def test_templates_are_shown_outside_of_a_workspace_too(run):
    assert run("template list").code == 0


def test_a_file_without_faults_is_told_so_and_every_fault_is_explained(run, nivala):
    good = nivala / "templates" / "puoti.toml"
    bad = nivala / "bad.toml"
    bad.write_text(
        good.read_text(encoding="utf-8")
        .replace('metric = "orders"', 'metric = "ordres"')
        .replace('unit = "week"', "unit = 5"),
        encoding="utf-8",
    )

    assert "no faults" in run(f"template check {good}").out
    told = run(f"template check {bad}")

    assert told.code == 2
    assert told.err.count("\n- ") >= 1


def test_a_scaffold_is_a_plugin_in_a_folder_of_its_own(run, tmp_path):
    made = run("template scaffold sauna")

    assert made.code == 0, made.err
    assert "pip install -e" in made.out
    assert run("template scaffold sauna").code == 2

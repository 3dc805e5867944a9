"""The smallest template of the page, which the README promises to be fifteen lines."""

import re

import examples

import trialkit

PAGE = (examples.PAGES / "template.md").read_text(encoding="utf-8")


def smallest() -> str:
    found = re.search(r"<!-- file: stand.toml -->\n```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_smallest_template_is_at_most_fifteen_lines_and_loads():
    assert len(smallest().splitlines()) <= 15
    assert trialkit.read_template(smallest(), name="stand.toml").id == "stand"


def test_a_trial_can_be_run_with_it(ws: trialkit.Workspace, tmp_path):
    (tmp_path / "nivala" / "templates").mkdir(exist_ok=True)
    (tmp_path / "nivala" / "templates" / "stand.toml").write_text(smallest(), encoding="utf-8")

    trial = ws.new("stand", company="Torimyyjä", slots={"reason": "ohikulkijat ostavat"})

    assert ws.start(trial.slug).promise.primary.threshold == 40

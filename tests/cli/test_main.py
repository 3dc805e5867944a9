"""The front door: help, languages, both places of the options, errors and exit codes."""

from pathlib import Path

import pytest

from trialkit.cli.call import nearest
from trialkit.cli.catalogue import HEADINGS, OWN, commands
from trialkit.cli.main import root
from trialkit.language.catalogue import catalogue


def test_help_is_grouped_as_a_week_is(run):
    helped = run("--help")

    places = [helped.out.index(f"{heading}:") for heading in HEADINGS]
    assert helped.code == 0
    assert places == sorted(places)
    for name in OWN:
        assert f"\n  {name} " in helped.out


def test_help_imports_no_family(run, monkeypatch):
    import sys

    for name in [name for name in sys.modules if name.startswith("trialkit.cli.")]:
        if name.rsplit(".", 1)[-1] in {"figures", "drafting", "rounds", "house", "people"}:
            monkeypatch.delitem(sys.modules, name)

    run("--help")

    assert "trialkit.cli.rounds" not in sys.modules
    assert "trialkit.cli.house" not in sys.modules


@pytest.mark.parametrize("name", OWN)
def test_every_command_explains_itself(run, name):
    helped = run(f"{name} --help")

    assert helped.code == 0
    assert "--lang" in helped.out
    assert "--workspace" in helped.out
    assert max(map(len, helped.out.splitlines())) <= 80


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_line_of_the_help_is_in_the_catalogue(language):
    known = catalogue(language)

    for listed in commands().values():
        if not listed.distribution:
            assert known.gettext(listed.help) != listed.help
    for heading in HEADINGS:
        assert known.gettext(heading) != heading


def test_the_language_may_stand_before_the_command_or_after_it(run, nivala):
    before = run("--lang fi list")
    after = run("list --lang fi")
    other = run("list --lang sv")

    assert before.out == after.out
    assert before.out != other.out


def test_the_workspace_may_stand_before_the_command_or_after_it(run, draft, nivala, monkeypatch):
    monkeypatch.chdir(nivala.parent)

    before = run("-w nivala list")
    after = run("list --workspace nivala")

    assert before.code == after.code == 0
    assert "Villapaja" in before.out
    assert before.out == after.out


def test_the_workspace_is_the_nearest_one_upward(run, draft, nivala, monkeypatch):
    deep = nivala / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)

    assert nearest(deep) == nivala
    assert "Villapaja" in run("list").out


def test_the_workspace_speaks_its_own_language_unless_asked(run, nivala):
    run("settings set language fi")

    own, asked = run("list"), run("list --lang en")

    assert own.out == run("list --lang fi").out
    assert own.out != asked.out


def test_without_a_workspace_the_remedy_is_named(run):
    told = run("list")

    assert told.code == 2
    assert told.out == ""
    assert "trialkit init" in told.err


def test_an_unknown_command_is_a_sentence_and_exit_2(run):
    told = run("lst")

    assert told.code == 2
    assert "lst" in told.err
    assert "Traceback" not in told.err


def test_an_unknown_trial_names_near_ones(run, draft):
    told = run("show vilapaja")

    assert told.code == 2
    assert "vilapaja" in told.err


def test_a_rule_that_says_no_is_exit_1(run, draft):
    told = run(f"stop {draft} --reason tired")

    assert told.code == 1
    assert told.out == ""


def test_a_broken_workspace_is_exit_3(run, tmp_path):
    (tmp_path / "trialkit.db").write_bytes(b"not a database at all, only words" * 99)

    told = run("list")

    assert told.code == 3
    assert "Traceback" not in told.err


def test_a_clock_that_is_none_is_refused(run):
    told = run("list", at="yesterday")

    assert told.code == 2
    assert "TRIALKIT_CLOCK" in told.err


def test_a_fault_of_ours_is_one_sentence_and_a_log(run, nivala, monkeypatch):
    monkeypatch.setattr("pathlib.Path.cwd", lambda: 1 / 0)

    told = run("list", faulty=True)

    assert told.code == 70
    assert "Traceback" not in told.err
    log = next(word for word in told.err.split() if word.endswith((".log;", ".log")))
    assert "ZeroDivisionError" in Path(log.rstrip(";")).read_text(encoding="utf-8")


def test_under_debug_a_fault_of_ours_is_raised(run, nivala, monkeypatch):
    monkeypatch.setenv("TRIALKIT_DEBUG", "1")
    monkeypatch.setattr("pathlib.Path.cwd", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run("list")


def test_nothing_to_answer_with_is_a_clean_end(run, nivala):
    left = run("new puoti", typed=[])

    assert left.code == 130
    assert "Traceback" not in left.err


def test_a_name_of_ours_is_never_a_plugins(tmp_path, monkeypatch):
    folder = tmp_path / "greedy-1.0.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_text(
        "[trialkit.commands]\nlist = greedy:list\nhello = greedy:hello\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    known = commands()

    assert known["list"] == OWN["list"]
    assert known["hello"].distribution == "greedy"


def test_a_plugin_that_cant_be_loaded_is_named_and_help_works(run, tmp_path, monkeypatch):
    folder = tmp_path / "broken-1.0.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_text(
        "[trialkit.commands]\nhello = no_such_module:hello\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    told = run("hello")

    assert told.code == 2
    assert "broken" in told.err
    assert "hello" in run("--help").out


def test_the_table_of_commands_tells_the_truth():
    import click

    context = click.Context(root)
    for name in OWN:
        assert root.get_command(context, name).name == name

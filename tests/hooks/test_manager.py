"""Plugins are asked one at a time: each is heard, and none can stop the others."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from trialkit.errors import InvalidInput, Message, Problem
from trialkit.hooks import hookimpl
from trialkit.hooks.manager import Plugins
from trialkit.model.journal import Entry
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.text import Text
from trialkit.model.trial import Draft, State, Trial
from trialkit.templates.reading import read_template
from trialkit.templates.scaffold import scaffold

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def bread(tmp_path_factory):
    return read_template(scaffold("bread", tmp_path_factory.mktemp("made") / "bread"))


@pytest.fixture
def trial(bread):
    return Trial(
        id="t1",
        slug="2026-leipomo",
        title=Text.written("Leipomo", "fi"),
        company="c1",
        area="nivala-haapajarvi",
        template=bread,
        state=State.DRAFT,
        draft=Draft(),
        created_at=NOW,
        created_by="aluevastaava",
    )


def plugin(name, **hooks):
    """A plugin as an embedding program would add one: an object with marked functions."""
    kind = type(name, (), {key: staticmethod(hookimpl(value)) for key, value in hooks.items()})
    return kind()


class Reader:
    def __init__(self, key):
        self.id = key
        self.label = {"fi": "lukija"}

    def recognises(self, path: Path, head: bytes) -> bool:
        return True

    def read(self, path, context):
        raise NotImplementedError


def raising(*_arguments):
    raise RuntimeError("no power")


def test_templates_of_every_plugin_are_there(bread):
    rye = attrs.evolve(bread, id="rye")

    plugins = Plugins.load(
        builtin=[plugin("Core", trialkit_templates=lambda: [bread])],
        extra=[plugin("Rye", trialkit_templates=lambda: [rye])],
    )

    assert {"bread", "rye"} <= set(plugins.templates())
    assert plugins.names()[0] == "Core"
    assert plugins.names()[-1] == "Rye"


def test_a_plugin_that_raises_is_named_and_the_others_are_heard(bread):
    plugins = Plugins.load(
        extra=[
            plugin("Broken", trialkit_templates=raising),
            plugin("Sound", trialkit_templates=lambda: [bread]),
        ]
    )

    assert "bread" in plugins.templates()
    (fault,) = plugins.faults
    assert (fault.plugin, fault.hook, str(fault.cause)) == (
        "Broken",
        "trialkit_templates",
        "no power",
    )


def test_one_that_breaks_off_while_it_is_read_is_named_too(bread):
    def half():
        yield bread
        raise RuntimeError("no power")

    plugins = Plugins.load(extra=[plugin("Half", trialkit_templates=half)])

    assert "bread" not in plugins.templates()
    assert plugins.faults[0].plugin == "Half"


def test_faults_of_a_template_are_kept_with_their_places():
    def faulty():
        return [read_template('id = "x"', name="x.toml")]

    plugins = Plugins.load(extra=[plugin("Faulty", trialkit_templates=faulty)])
    plugins.templates()

    assert isinstance(plugins.faults[0].cause, InvalidInput)
    places = [problem.place.field for problem in plugins.faults[0].problems]
    assert "$.title" in places
    assert [problem.code for problem in plugins.problems()][:2] == ["PLUGIN_FAULT", "MISSING"]


def test_what_is_no_template_is_left_out_and_named(bread):
    plugins = Plugins.load(extra=[plugin("Odd", trialkit_templates=lambda: ["bread", bread])])

    assert "bread" in plugins.templates()
    assert "something else" in str(plugins.faults[0].message)


def test_the_first_to_give_an_id_keeps_it_and_both_are_named(bread):
    other = attrs.evolve(bread, version="9.9.9")

    plugins = Plugins.load(
        builtin=[plugin("First", trialkit_templates=lambda: [bread])],
        extra=[plugin("Second", trialkit_templates=lambda: [other])],
    )

    assert plugins.templates()["bread"].version == bread.version
    assert "Second" in str(plugins.faults[0].message)
    assert "First" in str(plugins.faults[0].message)


def test_a_misspelt_hook_is_named(bread):
    plugins = Plugins.load(extra=[plugin("Typo", trialkit_template=lambda: [bread])])

    assert plugins.names()[-1] == "Typo"
    assert "trialkit_template," in str(plugins.faults[0].message)


def test_a_hook_with_an_argument_that_does_not_exist_keeps_its_plugin_out():
    plugins = Plugins.load(extra=[plugin("Greedy", trialkit_check=lambda workspace: [])])

    assert "Greedy" not in plugins.names()
    assert plugins.faults[0].plugin == "Greedy"


def test_a_special_importer_is_asked_before_the_plain_table():
    plugins = Plugins.load(
        builtin=[plugin("Core", trialkit_importers=lambda: [Reader("table")])],
        extra=[plugin("Shop", trialkit_importers=lambda: [Reader("shop"), Reader("table")])],
    )

    assert list(plugins.importers()) == ["shop", "table"]
    assert "“table”" in str(plugins.faults[0].message)


def test_an_importer_that_cannot_read_is_left_out():
    plugins = Plugins.load(extra=[plugin("Odd", trialkit_importers=lambda: [object()])])

    assert plugins.importers() == {}
    assert plugins.faults[0].hook == "trialkit_importers"


def test_a_house_rule_can_refuse_and_a_broken_one_refuses_nothing(trial):
    holiday = Problem(Message("Nobody starts in July."), code="JULY")

    plugins = Plugins.load(
        extra=[
            plugin("Broken", trialkit_check=raising),
            plugin("House", trialkit_check=lambda trial, move: [holiday] * (move == "start")),
        ]
    )

    assert plugins.check(trial, "start") == (holiday,)
    assert plugins.check(trial, "stop") == ()


def test_figures_of_metrics_the_trial_does_not_have_are_left_out(trial):
    def figure(metric):
        return Observation(
            id=metric,
            trial="t1",
            metric=metric,
            series="",
            period=Period(PeriodKind.WEEK, date(2026, 3, 2)),
            value=Decimal(3),
            source=Source(kind=SourceKind.IMPORTED),
            at=NOW,
            by="plugin",
        )

    plugins = Plugins.load(
        extra=[
            plugin(
                "Deriver",
                trialkit_metrics=lambda trial, observations: [figure("orders"), figure("stars")],
            )
        ]
    )

    assert [one.metric for one in plugins.metrics(trial, [])] == ["orders"]
    assert "stars" in str(plugins.faults[0].message)


def test_a_plugin_that_fails_every_time_is_told_once(trial):
    plugins = Plugins.load(extra=[plugin("Broken", trialkit_metrics=raising)])

    for _ in range(3):
        assert plugins.metrics(trial, []) == ()

    assert len(plugins.faults) == 1


def test_sections_and_references_are_words_by_key():
    words = Text.written("Keskiarvo 2,4 %", "fi")

    plugins = Plugins.load(
        extra=[plugin("Words", trialkit_reference=lambda: [("words.mean", words), ("odd",)])]
    )

    assert plugins.reference() == {"words.mean": words}
    assert plugins.faults[0].plugin == "Words"


def test_every_plugin_hears_of_a_command_in_order():
    heard = []
    entry = Entry(
        seq=1,
        id="e1",
        at=NOW,
        by="aluevastaava",
        command="start",
        subjects=("t1",),
        changes=(),
        payload_digest="0" * 64,
        previous="0" * 64,
        hash="1" * 64,
    )
    plugins = Plugins.load(
        builtin=[plugin("A", trialkit_event=lambda entry: heard.append(("A", entry.command)))],
        extra=[
            plugin("B", trialkit_event=raising),
            plugin("C", trialkit_event=lambda entry: heard.append(("C", entry.command))),
        ],
    )

    plugins.event(entry)

    assert heard == [("A", "start"), ("C", "start")]
    assert [fault.plugin for fault in plugins.faults] == ["B"]

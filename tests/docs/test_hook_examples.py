"""Every plugin that the hook reference shows does what it says."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
import reference

import trialkit
from trialkit.hooks import FormatContext, ImportContext
from trialkit.hooks.manager import Plugins
from trialkit.model.journal import Entry
from trialkit.model.period import Period
from trialkit.model.trial import Trial


def module(name: str) -> ModuleType:
    path = reference.EXAMPLES / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"hook_examples_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def loaded(name: str) -> Plugins:
    """The example as a plugin that an embedding program adds."""
    plugins = Plugins.load(extra=[module(name)])
    assert any(name in plugin.hooks for plugin in plugins.listed())
    return plugins


def test_templates_a_package_offers_are_there():
    made = list(module("trialkit_templates").trialkit_templates())

    assert [template.id for template in made] == ["ecommerce"]


def test_importer_reads_slips_and_names_the_line_it_cannot_read(tmp_path: Path, villapaja: Trial):
    slips = tmp_path / "slips.txt"
    slips.write_text("2026-03-02 14 orders\n2026-03-04 2 orders\n31.2. orders\n", encoding="utf-8")
    importer = loaded("trialkit_importers").importers()["till-slips"]

    assert importer.recognises(slips, slips.read_bytes())
    reading = importer.read(
        slips,
        ImportContext(
            trial=villapaja,
            language="fi",
            today=date(2026, 3, 9),
            rate=lambda amount, _from, _to, day: (amount, Decimal(1), day),
        ),
    )

    assert [(figure.period, figure.value) for figure in reading.figures] == [
        (Period.parse("2026-W10"), Decimal(16))
    ]
    assert reading.rows == reading.used + reading.unreadable_rows == 3
    assert reading.unreadable[0].place.row == 3


def test_metric_is_the_largest_weeks_share(ws: trialkit.Workspace, villapaja: Trial, clock):
    clock.turn_to(date(2026, 3, 23))
    observations = [
        ws.observe(villapaja.slug, "goods_sales", sales, period=week).observation
        for week, sales in {"2026-W10": 100, "2026-W11": 300}.items()
    ]

    derived = loaded("trialkit_metrics").metrics(villapaja, observations)

    assert [(one.metric, one.value) for one in derived] == [("top_customer_share", Decimal("0.75"))]


def test_section_joins_the_case(ws: trialkit.Workspace, villapaja: Trial):
    sections = loaded("trialkit_case_sections").case_sections(ws.case(villapaja.slug))

    assert sections["advice.source"].words["en"].startswith("Business services")


def test_format_marks_what_is_internal(ws: trialkit.Workspace, villapaja: Trial):
    line = loaded("trialkit_formats").formats()["line"]
    context = FormatContext(language="en", settings=ws.settings, as_of=ws.today)

    written = line.render(trialkit.Internal(ws.case(villapaja.slug)), context)

    assert written.startswith(b"INTERNAL 2026-1-")


def test_check_refuses_july_and_nothing_else(ws: trialkit.Workspace, draft: Trial):
    plugins = loaded("trialkit_check")
    july = ws.edit(draft.slug, starts_on=date(2026, 7, 6))

    assert [problem.code for problem in plugins.check(july, "start")] == ["NOBODY_THERE"]
    assert plugins.check(july, "discard") == ()
    assert plugins.check(draft, "start") == ()


def test_reference_figure_carries_its_source():
    found = loaded("trialkit_reference").reference()

    assert "A70070" in found["exports.micro"].words["en"]


def test_event_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ws: trialkit.Workspace):
    monkeypatch.chdir(tmp_path)
    plugins = loaded("trialkit_event")

    for entry in ws.history():
        plugins.event(entry)

    first: Entry = ws.history()[0]
    noted = (tmp_path / "commands.log").read_text(encoding="utf-8").splitlines()
    assert noted[0] == f"{first.seq} init {first.by}"
    assert len(noted) == len(ws.history())


def test_no_example_does_anything_wrong():
    for name in reference.hook_names():
        assert not [
            fault for fault in loaded(name).faults if fault.plugin.startswith("hook_examples")
        ]

"""A sample trial of any kind, played from its draft to its page in a workspace of its own."""

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import NotFound
from trialkit.evaluation.evaluation import Evaluation
from trialkit.evaluation.series import baseline_periods
from trialkit.model.metric import Metric
from trialkit.model.period import Period, PeriodKind, Phases, periods_within
from trialkit.model.template import Slot, SlotType, Template
from trialkit.model.trial import Trial
from trialkit.templates.filling import defaults
from trialkit.workspace.workspace import Workspace, create

FIRST_DAY: Final = date(2026, 6, 1)
"""A Monday and the first of a month, so that weeks and months lie whole in the trial phase."""


@attrs.frozen(kw_only=True)
class Played:
    """What became of a sample trial.

    Attributes:
        template: the kind of trial as the workspace knows it.
        trial: concluded.
        evaluation: with every metric that can be typed filled in.
        pages: the pages of the site that were made, each a file.
    """

    template: Template
    trial: Trial
    evaluation: Evaluation
    pages: tuple[Path, ...]


@attrs.define
class _Clock:
    """Noon, UTC, of the day it was turned to, a second later each time it is asked."""

    now: datetime

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def turn_to(self, day: date) -> None:
        self.now = datetime.combine(day, time(12), UTC)


def play(key: str, folder: Path, *, file: Path | None = None) -> Played:
    """Draft a trial, start it, read its figures in, evaluate, decide, release and publish it.

    Args:
        key: the kind of trial.
        folder: empty; for the workspace and its site.
        file: the template's TOML file, where no plugin brings it.

    Raises:
        NotFound: no plugin brings it, and no file was given.
    """
    clock = _Clock(datetime.combine(FIRST_DAY - timedelta(7), time(12), UTC))
    with create(folder / "workspace", actor="coordinator", clock=clock) as ws:
        if file is not None:
            shutil.copy(file, folder / "workspace" / "templates")
        kind = _kind(ws, key)
        draft = ws.new(key, company="Näyte", title="Näyte", slots=sample_answers(kind))
        clock.turn_to(FIRST_DAY)
        phases = _phases(ws.start(draft.slug, on=FIRST_DAY))
        clock.turn_to(phases.end + timedelta(1))
        ws.import_file(draft.slug, _written(kind, phases, folder / "figures.csv"))
        evaluation = ws.evaluate(draft.slug)
        ws.consent(draft.slug, "named", given_by="owner")
        trial = ws.decide(
            draft.slug,
            ws.proposal(draft.slug).choice,
            reason_for="it sells",
            reason_against="it took the evenings",
            without_round="this is a sample",
        )
        ws.publish(folder / "site")
    pages = tuple(sorted((folder / "site").rglob("*.html")))
    return Played(template=kind, trial=trial, evaluation=evaluation, pages=pages)


def sample_answers(template: Template) -> dict[str, str]:
    """An answer to each question that has no default: words, the least number, a country."""
    known = defaults(template)
    return {
        slot.id: _some_answer(slot)
        for slot in template.slots
        if slot.id not in known and slot.formula is None
    }


def sample_figures(template: Template, phases: Phases) -> Iterator[tuple[Period, Metric, int]]:
    """A figure of each metric that isn't computed, for each period of both phases."""
    typed = [metric for metric in template.metrics if not metric.derived]
    for index, metric in enumerate(typed):
        for number, period in enumerate(_periods(metric.cadence, phases)):
            yield period, metric, _some_figure(metric, 2 * index + number % 3)


def _kind(ws: Workspace, key: str) -> Template:
    known = ws.templates()
    if key in known:
        return known[key]
    if ws.faults:
        raise NotFound.of(ws.faults)
    return ws.template(key)


def _phases(trial: Trial) -> Phases:
    assert trial.promise is not None  # noqa: S101 - it was just started
    return trial.promise.phases


def _written(template: Template, phases: Phases, path: Path) -> Path:
    """The sample figures as a table: one row a figure."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("period", "metric", "value"))
        for period, metric, value in sample_figures(template, phases):
            rows.writerow((str(period).partition("@")[0], metric.id, value))
    return path


def _periods(cadence: PeriodKind, phases: Phases) -> Iterator[Period]:
    yield from baseline_periods(cadence, phases)
    yield from periods_within(phases.trial, cadence)


def _some_figure(metric: Metric, nth: int) -> int:
    """A figure that its unit allows; no two metrics get the same ones, so no difference is 0."""
    match metric.unit:
        case "bool":
            return 1
        case "1-5":
            return 1 + nth % 5
        case "%":
            return 1 + nth % 99
    return 100 + nth


def _some_answer(slot: Slot) -> str:
    match slot.type:
        case SlotType.COUNTRY:
            return "SE"
        case SlotType.CHOICE:
            return slot.choices[0]
        case SlotType.TEXT:
            return "…"
    return str(slot.minimum if slot.minimum is not None else 1)

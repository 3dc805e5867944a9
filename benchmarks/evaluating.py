"""How long a trial of five metrics and 24 months takes to evaluate and to describe.

All methods with their default settings, on 250 and on 1,000 trials: time a trial, and how it
grows with their number. Floor: one least-squares fit a metric, on the same figures. And one
`trialkit evaluate` in a process of its own, against a bare click program.

    python benchmarks/evaluating.py

Goals: twice the trials take at most 2.3 times as long, and the command answers within a second.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from math import log2
from pathlib import Path
from time import process_time

import numpy as np
from starting import BARE, TEMPLATE, best

from trialkit.evaluation.description import descriptions
from trialkit.evaluation.evaluate import evaluate
from trialkit.evaluation.measuring import measured
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Measure, Role
from trialkit.model.metric import (
    Aggregation,
    Asked,
    Direction,
    Metric,
    MetricKind,
    Observation,
    Source,
    SourceKind,
)
from trialkit.model.period import DateRange, Period, PeriodKind, Phases
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import Promise, Seal, SealedField, State, Trial, Vat

SIZES = (250, 1_000)
METRICS, BEFORE, DURING = 5, 18, 6
STEEPEST = log2(2.3)
SLOWEST = 1.0
RUNS = 7
AT = datetime(2026, 7, 1, 6, tzinfo=UTC)
FIRST = Period.parse("2024-07")
MONTHS = [FIRST.moved(number) for number in range(BEFORE + DURING)]
PHASES = Phases(
    baseline=(DateRange(MONTHS[0].start, MONTHS[BEFORE - 1].last),),
    trial=DateRange(MONTHS[BEFORE].start, MONTHS[-1].last),
    settling=None,
    follow_up=(),
)


def a_metric(number: int) -> Metric:
    return Metric(
        id=f"metric_{number}",
        label={"en": f"metric {number}"},
        unit="EUR" if number else "order",
        direction=Direction.UP,
        aggregation=Aggregation.SUM,
        kind=MetricKind.LAGGING,
        cadence=PeriodKind.MONTH,
        asked=Asked.IMPORTED,
    )


def a_criterion(number: int) -> Criterion:
    return Criterion(
        id=f"metric_{number} up",
        role=Role.ADVICE if number else Role.PRIMARY,
        kind=CriterionKind.CHANGED,
        metric=f"metric_{number}",
        comparison=Comparison.AT_LEAST,
        threshold=Decimal("0.1"),
        measure=Measure.RELATIVE,
        due=PHASES.end,
    )


def a_trial() -> Trial:
    """Sealed on its first day, with a promised change of every metric."""
    template = Template(
        id="bench",
        version="1.0.0",
        as_of=date(2026, 2, 1),
        title={"en": "Bench"},
        about={},
        promise={},
        hypothesis={},
        slots=(),
        limits={},
        parameters=(),
        metrics=tuple(map(a_metric, range(METRICS))),
        criteria=(),
        actions=(),
        facts=(),
        risks=(),
        questions=(),
        stop_early={},
        outcomes={},
    )
    promise = Promise(
        template=template.id,
        template_version=template.version,
        template_digest="0" * 64,
        slots={},
        criteria=tuple(map(a_criterion, range(METRICS))),
        phases=PHASES,
        actions=(),
        parameters=(),
        limits={},
        comparisons=(),
        season_free=(),
        currency="EUR",
        vat=Vat.NET,
    )
    fields = tuple(
        SealedField(path=f"$.criteria[{number}].threshold", salt="", digest="")
        for number in range(METRICS)
    )
    return Trial(
        id="t",
        slug="bench",
        title=Text.written("Bench", "en"),
        company="c",
        area="a",
        template=template,
        state=State.EVALUATING,
        promise=promise,
        seal=Seal(digest="0" * 64, fields=fields, at=AT, by="benchmark", before_start=True),
        started_on=PHASES.trial.first,
        created_at=AT,
        created_by="benchmark",
    )


def figures(rng: np.random.Generator) -> list[Observation]:
    """Five metrics of one company, with a December, noise, and a rise while the trial ran."""
    found = []
    for metric in range(METRICS):
        for at, month in enumerate(MONTHS):
            level = 40 * (1.8 if month.start.month == 12 else 1) * (1.4 if at >= BEFORE else 1)
            value = Decimal(round(level * float(np.exp(rng.normal(0, 0.25)))))
            found.append(
                Observation(
                    id=f"{metric}-{at}",
                    trial="t",
                    metric=f"metric_{metric}",
                    series="",
                    period=month,
                    value=value,
                    source=Source(kind=SourceKind.TYPED),
                    at=AT,
                    by="benchmark",
                )
            )
    return found


def fitted(observations: Sequence[Observation]) -> None:
    """The floor: level, trial, trend and month of each metric, by least squares."""
    at = np.arange(len(MONTHS))
    month = np.array([month.start.month for month in MONTHS])
    design = np.column_stack([at >= BEFORE, at, month[:, None] == np.arange(1, 13)]).astype(float)
    for metric in range(METRICS):
        part = observations[metric * len(MONTHS) : (metric + 1) * len(MONTHS)]
        np.linalg.lstsq(design, np.log([float(one.value) for one in part]), rcond=None)


def taken(what: Callable[[list[Observation]], object], of: Sequence[list[Observation]]) -> float:
    """Seconds of the processor for all of them: others on the machine don't count."""
    start = process_time()
    for observations in of:
        what(observations)
    return process_time() - start


def main() -> int:
    rng = np.random.default_rng(20260701)
    worlds = [figures(rng) for _ in range(max(SIZES))]
    trial = a_trial()
    as_of = PHASES.end

    def evaluated(observations: list[Observation]) -> object:
        return evaluate(trial, observations, as_of=as_of)

    def described(observations: list[Observation]) -> object:
        return descriptions(measured(trial.template, trial.promise, observations, as_of=as_of))

    for once in (fitted, evaluated, described):
        once(worlds[0])  # what is loaded at the first use isn't a trial's time
    floor = taken(fitted, worlds) / len(worlds)
    print(f"floor     {floor * 1000:8.2f} ms a trial: one least-squares fit a metric")
    met = True
    for name, what in (("evaluate", evaluated), ("describe", described)):
        before, many, after = (
            taken(what, worlds[:size]) for size in (SIZES[0], SIZES[1], SIZES[0])
        )
        few = (before + after) / 2
        each = many / SIZES[1]
        growth = log2(many / few) / log2(SIZES[1] / SIZES[0])
        met = met and growth <= STEEPEST
        print(
            f"{name}  {each * 1000:8.2f} ms a trial   ratio {each / floor:6.1f}"
            f"   time grows with the number to the power {growth:.2f} (goal {STEEPEST:.2f})"
        )
    return 0 if command() and met else 1


def command() -> bool:
    """One `trialkit evaluate`, its start included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        slug = workspace(folder)
        bare = Path(name) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        program = [sys.executable, "-m", "trialkit"]
        commands = {
            "bare": [sys.executable, str(bare), "list"],
            "evaluate": [*program, "evaluate", slug],
        }
        seen = subprocess.run(commands["evaluate"], capture_output=True, cwd=folder, check=True)
        if b"95 %" not in seen.stdout.replace(b"\xc2\xa0", b" "):
            raise SystemExit("the model wasn't asked, so nothing was measured")
        times = best(commands, RUNS, folder)
    print(
        f"command   bare {times['bare'] * 1000:.0f} ms   trialkit evaluate"
        f" {times['evaluate'] * 1000:.0f} ms   ratio {times['evaluate'] / times['bare']:.1f}"
        f"   goal {SLOWEST * 1000:.0f} ms"
    )
    return times["evaluate"] <= SLOWEST


def workspace(folder: Path) -> str:
    """A workspace with one trial whose promised change the model judges."""
    import trialkit

    changed = (
        TEMPLATE.read_text(encoding="utf-8")
        .replace('kind = "reached"\nmetric = "orders"', 'kind = "changed"\nmetric = "orders"', 1)
        .replace('threshold = "{orders}"', 'threshold = "10"\nmeasure = "relative"', 1)
    )
    rng = np.random.default_rng(1)
    with trialkit.create(folder, actor="benchmark") as ws:
        (folder / "templates").mkdir(exist_ok=True)
        (folder / "templates" / TEMPLATE.name).write_text(changed, encoding="utf-8")
        draft = ws.new(
            "bench", company="Villapaja", slots={"market": "SE", "orders": 15, "reason": "speed"}
        )
        trial = ws.start(draft.slug, on=date(2026, 3, 2))
        for days in (*trial.promise.phases.baseline, trial.promise.phases.trial):
            week = Period.of(PeriodKind.WEEK, days.first)
            while week.last <= days.last:
                ws.observe(trial.slug, "orders", int(rng.integers(20, 40)), period=str(week))
                week = week.next()
    return trial.slug


if __name__ == "__main__":
    sys.exit(main())

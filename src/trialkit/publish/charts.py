"""The numbers of a chart, rounded, so that a template only writes them down."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

import attrs

from trialkit.casebook.case import CasePromise
from trialkit.casebook.findings import CasePoint, CaseResult
from trialkit.model.metric import Aggregation
from trialkit.publish.chart_promise import Promised, promised_in, sealed_on
from trialkit.publish.chart_scale import Scale, coordinate, days_of
from trialkit.publish.words import PageWords

_FEWEST: Final = 3


@attrs.frozen(kw_only=True)
class Bar:
    """One figure: of a sum a bar from zero, of anything else a dash at its height."""

    x: str
    y: str
    width: str
    height: str
    dash: str
    phase: str


@attrs.frozen(kw_only=True)
class Stretch:
    """A phase behind the figures, with its name."""

    x: str
    width: str
    middle: str
    phase: str
    label: str


@attrs.frozen(kw_only=True)
class Tick:
    """A mark on an axis."""

    at: str
    label: str
    anchor: str = "middle"


@attrs.frozen(kw_only=True)
class Level:
    """A phase's mean as a line across it."""

    x1: str
    x2: str
    y: str
    phase: str


@attrs.frozen(kw_only=True)
class Target:
    """What was promised, as a line across the figures it is about.

    Attributes:
        x1, x2, y: the line.
        steps: the sum so far as a line of points; empty where each figure is held against it.
    """

    x1: str
    x2: str
    y: str
    steps: str


@attrs.frozen(kw_only=True)
class ChartRow:
    """One figure, for the table under the chart.

    Attributes:
        period, phase, value: of the figure.
        total: the sum so far; empty where the promise isn't about one.
    """

    period: str
    phase: str
    value: str
    total: str


@attrs.frozen(kw_only=True)
class Chart:
    """A chart with its words and its table.

    Attributes:
        id: unique in its page.
        title, description: what a screen reader is told.
        bars: whether figures are bars (sums) or dashes.
        figures: from the left.
        stretches: the phases, for those that have a figure.
        levels: mean of the baseline and of the trial.
        target: what was promised; None where no height would say it.
        seal: where the seal's day stands; empty where it lies outside of the picture.
        legend: what the lines and marks are, a sentence each.
        beside: promise and seal in words, for the table and whoever can't see the picture.
        across, up: marks on the axes.
        zero: where the value axis has its zero.
        rows: the same figures as a table.
    """

    id: str
    title: str
    description: str
    bars: bool
    figures: tuple[Bar, ...]
    stretches: tuple[Stretch, ...]
    levels: tuple[Level, ...]
    target: Target | None
    seal: str
    legend: tuple[str, ...]
    beside: tuple[str, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    zero: str
    rows: tuple[ChartRow, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the promise is about a sum over the phase."""
        return bool(self.target and self.target.steps)


def chart(result: CaseResult, words: PageWords, promise: CasePromise | None = None) -> Chart | None:
    """A chart of a metric's series; None where there are too few figures to draw.

    Args:
        result: the metric.
        words: the reader's.
        promise: what was promised of it, and when it was sealed; None to leave that out.
    """
    points = result.points
    if len(points) < _FEWEST:
        return None
    promised = promised_in(result, promise, words) if promise else None
    scale = Scale.of(points, (promised.level, *promised.sums.values()) if promised else ())
    seal = _seal(scale, points, promise) if promise else ""
    beside = tuple(_beside(promised, promise if seal else None, words))
    label = words.shown(result.metric.label).text
    return Chart(
        id=f"chart-{result.metric.id.replace('_', '-')}",
        title=_title(label, result, words),
        description=" ".join((_description(result, words), *beside)),
        bars=result.metric.aggregation is Aggregation.SUM,
        figures=tuple(
            _bar(scale, at, point) for at, point in zip(scale.slots, points, strict=True)
        ),
        stretches=tuple(_stretches(scale, points, words)),
        levels=tuple(_levels(scale, points, result)),
        target=_target(scale, promised) if promised else None,
        seal=seal,
        legend=tuple(_legend(promised, seal, words)),
        beside=beside,
        across=_across(scale, points, words),
        up=tuple(
            Tick(at=coordinate(scale.y(value)), label=_short(value, result, words), anchor="end")
            for value in scale.marks
        ),
        zero=coordinate(scale.y(Decimal(0))),
        rows=tuple(
            ChartRow(
                period=words.period(point.period),
                phase=words.label("phase", point.phase),
                value=words.figure(point.value, result.metric.unit, result.shown),
                total=_total(promised, at, result, words),
            )
            for at, point in enumerate(points)
        ),
    )


def _bar(scale: Scale, slot: int, point: CasePoint) -> Bar:
    top, bottom = sorted((scale.y(point.value), scale.y(Decimal(0))))
    gap = scale.step * Decimal("0.15")
    return Bar(
        x=coordinate(scale.x(slot) + gap),
        y=coordinate(top),
        width=coordinate(scale.step - 2 * gap),
        height=coordinate(max(bottom - top, Decimal(1))),
        dash=coordinate(scale.y(point.value) - 2),
        phase=point.phase,
    )


def _runs(scale: Scale, points: Sequence[CasePoint]) -> list[tuple[str, int, int]]:
    """Phase, first and last place of each run of figures of one phase."""
    placed = zip(scale.slots, points, strict=True)
    runs: list[tuple[str, int, int]] = []
    for phase, run in groupby(placed, key=lambda pair: pair[1].phase):
        places = [slot for slot, _ in run]
        runs.append((phase, places[0], places[-1]))
    return runs


def _stretches(scale: Scale, points: Sequence[CasePoint], words: PageWords) -> list[Stretch]:
    drawn = []
    for phase, first, last in _runs(scale, points):
        if phase == "outside":
            continue
        x, end = scale.x(first), scale.x(last + 1)
        wide = end - x > 9 * len(words.label("phase", phase))
        drawn.append(
            Stretch(
                x=coordinate(x),
                width=coordinate(end - x),
                middle=coordinate((x + end) / 2),
                phase=phase,
                label=words.label("phase", phase) if wide else "",
            )
        )
    return drawn


def _levels(scale: Scale, points: Sequence[CasePoint], result: CaseResult) -> list[Level]:
    means = {
        "baseline": _mean(result, result.baseline, result.baseline_per_period),
        "trial": _mean(result, result.trial, result.trial_per_period),
    }
    return [
        Level(
            x1=coordinate(scale.x(first)),
            x2=coordinate(scale.x(last + 1)),
            y=coordinate(scale.y(mean)),
            phase=phase,
        )
        for phase, first, last in _runs(scale, points)
        if (mean := means.get(phase)) is not None and scale.low <= mean <= scale.high
    ]


def _mean(result: CaseResult, value: Decimal | None, per_period: Decimal | None) -> Decimal | None:
    if result.metric.aggregation is Aggregation.SUM and result.shown == "as_is":
        return per_period
    return value


def _target(scale: Scale, promised: Promised) -> Target:
    places = [scale.slots[at] for at in promised.about]
    corners = [(scale.x(places[0]), scale.y(Decimal(0)))] if promised.sums else []
    for at, total in promised.sums.items():
        slot, height = scale.slots[at], scale.y(total)
        corners += [(scale.x(slot), corners[-1][1]), (scale.x(slot), height)]
        corners.append((scale.x(slot + 1), height))
    return Target(
        x1=coordinate(scale.x(places[0])),
        x2=coordinate(scale.x(places[-1] + 1)),
        y=coordinate(scale.y(promised.level)),
        steps=" ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in corners),
    )


def _seal(scale: Scale, points: Sequence[CasePoint], promise: CasePromise) -> str:
    """Where the seal's day stands; empty outside of the picture, or where days aren't told."""
    days = days_of(points)
    if days is None:
        return ""
    first, length = days
    slot = Decimal((sealed_on(promise) - first).days) / length
    return coordinate(scale.x(slot)) if 0 <= slot <= scale.count else ""


def _legend(promised: Promised | None, seal: str, words: PageWords) -> Iterable[str]:
    yield words.say("The dashed line across a phase is its mean.")
    if promised:
        yield words.say("The thick line is what was promised.")
    if promised and promised.sums:
        yield words.say("The stepped line is the sum so far.")
    if seal:
        yield words.say("The mark ▼ is the day of the seal.")


def _beside(
    promised: Promised | None, promise: CasePromise | None, words: PageWords
) -> Iterable[str]:
    if promised:
        yield words.say("Promised: {promised}.", promised=promised.words)
    if promise:
        yield words.say("Sealed: {day}.", day=words.day(sealed_on(promise)))


def _total(promised: Promised | None, at: int, result: CaseResult, words: PageWords) -> str:
    if promised is None or at not in promised.sums:
        return ""
    return words.figure(promised.sums[at], result.metric.unit, result.shown)


def _across(scale: Scale, points: Sequence[CasePoint], words: PageWords) -> tuple[Tick, ...]:
    """The first and the last period, and the trial's first where there is room for it."""
    last = points[-1]
    ticks = [
        Tick(at=coordinate(scale.x(0)), label=words.period(points[0].period), anchor="start"),
        Tick(at=coordinate(scale.x(scale.count)), label=words.period(last.period), anchor="end"),
    ]
    for slot, point in zip(scale.slots, points, strict=True):
        if point.phase == "trial":
            if scale.count * 4 < slot * 10 < scale.count * 6:
                middle = Tick(at=coordinate(scale.x(slot)), label=words.period(point.period))
                ticks.insert(1, middle)
            break
    return tuple(ticks)


def _title(label: str, result: CaseResult, words: PageWords) -> str:
    if result.shown == "index":
        return words.say("{metric}, baseline = 100", metric=label)
    return label


def _description(result: CaseResult, words: PageWords) -> str:
    unit = result.metric.unit
    before, during = (
        words.figure(value, unit, result.shown) for value in (result.baseline, result.trial)
    )
    return words.say(
        "Before the trial: {before}. During the trial: {during}."
        " Every figure is in the table below.",
        before=before,
        during=during,
    )


def _short(value: Decimal, result: CaseResult, words: PageWords) -> str:
    if result.metric.unit == "%" and result.shown == "as_is":
        return words.wording.percent(value)
    return words.wording.number(value)

"""The numbers of a chart, rounded, so that a template only writes them down."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

import attrs

from trialkit.casebook.findings import CasePoint, CaseResult
from trialkit.model.metric import Aggregation
from trialkit.model.period import Period
from trialkit.publish.words import PageWords

WIDTH: Final = 560
HEIGHT: Final = 260
LEFT: Final = 58
RIGHT: Final = 8
TOP: Final = 30
BOTTOM: Final = 34

_FEWEST: Final = 3
_NICE: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


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
class ChartRow:
    """One figure, for the table under the chart."""

    period: str
    phase: str
    value: str


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
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    zero: str
    rows: tuple[ChartRow, ...]


def chart(result: CaseResult, words: PageWords) -> Chart | None:
    """A chart of a metric's series; None where there are too few figures to draw."""
    points = result.points
    if len(points) < _FEWEST:
        return None
    scale = _Scale.of(points, result)
    label = words.shown(result.metric.label).text
    return Chart(
        id=f"chart-{result.metric.id.replace('_', '-')}",
        title=_title(label, result, words),
        description=_description(result, words),
        bars=result.metric.aggregation is Aggregation.SUM,
        figures=tuple(
            _bar(scale, at, point) for at, point in zip(scale.slots, points, strict=True)
        ),
        stretches=tuple(_stretches(scale, points, words)),
        levels=tuple(_levels(scale, points, result)),
        across=_across(scale, points, words),
        up=tuple(
            Tick(at=_n(scale.y(value)), label=_short(value, result, words), anchor="end")
            for value in scale.marks
        ),
        zero=_n(scale.y(Decimal(0))),
        rows=tuple(
            ChartRow(
                period=words.period(point.period),
                phase=words.label("phase", point.phase),
                value=words.figure(point.value, result.metric.unit, result.shown),
            )
            for point in points
        ),
    )


@attrs.frozen(kw_only=True)
class _Scale:
    """Where values and periods stand in the picture."""

    low: Decimal
    high: Decimal
    marks: tuple[Decimal, ...]
    slots: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, points: Sequence[CasePoint], result: CaseResult) -> "_Scale":
        values = [point.value for point in points]
        marks = _marks(min(*values, Decimal(0)), max(*values, Decimal(0)))
        slots = _slots(points)
        return cls(low=marks[0], high=marks[-1], marks=marks, slots=slots, count=slots[-1] + 1)

    def y(self, value: Decimal) -> Decimal:
        part = (value - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)

    @property
    def step(self) -> Decimal:
        return Decimal(WIDTH - LEFT - RIGHT) / self.count

    def x(self, slot: int) -> Decimal:
        return LEFT + self.step * slot


def _slots(points: Sequence[CasePoint]) -> tuple[int, ...]:
    """Each figure's place from the left; a missing period leaves its place empty."""
    try:
        periods = [Period.parse(point.period) for point in points]
    except ValueError:
        return tuple(range(len(points)))
    length = max(1, (periods[0].last - periods[0].start).days + 1)
    first = periods[0].start
    slots = [round((period.start - first).days / length) for period in periods]
    distinct = len(set(slots)) == len(slots)
    return tuple(slots) if distinct else tuple(range(len(points)))


def _marks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Round values from below the lowest to above the highest, about four of them."""
    spread = (high - low) or Decimal(1)
    rough = spread / 3
    size = Decimal(1).scaleb(rough.adjusted())
    step = next(nice * size for nice in _NICE if nice * size >= rough)
    first, last = (low / step).__floor__(), -((-high / step).__floor__())
    return tuple(step * at for at in range(first, max(last, first + 1) + 1))


def _bar(scale: _Scale, slot: int, point: CasePoint) -> Bar:
    top, bottom = sorted((scale.y(point.value), scale.y(Decimal(0))))
    gap = scale.step * Decimal("0.15")
    return Bar(
        x=_n(scale.x(slot) + gap),
        y=_n(top),
        width=_n(scale.step - 2 * gap),
        height=_n(max(bottom - top, Decimal(1))),
        dash=_n(scale.y(point.value) - 2),
        phase=point.phase,
    )


def _runs(scale: _Scale, points: Sequence[CasePoint]) -> list[tuple[str, int, int]]:
    """Phase, first and last place of each run of figures of one phase."""
    placed = zip(scale.slots, points, strict=True)
    runs: list[tuple[str, int, int]] = []
    for phase, run in groupby(placed, key=lambda pair: pair[1].phase):
        places = [slot for slot, _ in run]
        runs.append((phase, places[0], places[-1]))
    return runs


def _stretches(scale: _Scale, points: Sequence[CasePoint], words: PageWords) -> list[Stretch]:
    drawn = []
    for phase, first, last in _runs(scale, points):
        if phase == "outside":
            continue
        x, end = scale.x(first), scale.x(last + 1)
        wide = end - x > 9 * len(words.label("phase", phase))
        drawn.append(
            Stretch(
                x=_n(x),
                width=_n(end - x),
                middle=_n((x + end) / 2),
                phase=phase,
                label=words.label("phase", phase) if wide else "",
            )
        )
    return drawn


def _levels(scale: _Scale, points: Sequence[CasePoint], result: CaseResult) -> list[Level]:
    means = {
        "baseline": _mean(result, result.baseline, result.baseline_per_period),
        "trial": _mean(result, result.trial, result.trial_per_period),
    }
    return [
        Level(
            x1=_n(scale.x(first)),
            x2=_n(scale.x(last + 1)),
            y=_n(scale.y(mean)),
            phase=phase,
        )
        for phase, first, last in _runs(scale, points)
        if (mean := means.get(phase)) is not None and scale.low <= mean <= scale.high
    ]


def _mean(result: CaseResult, value: Decimal | None, per_period: Decimal | None) -> Decimal | None:
    if result.metric.aggregation is Aggregation.SUM and result.shown == "as_is":
        return per_period
    return value


def _across(scale: _Scale, points: Sequence[CasePoint], words: PageWords) -> tuple[Tick, ...]:
    """The first and the last period, and the trial's first where there is room for it."""
    last = points[-1]
    ticks = [
        Tick(at=_n(scale.x(0)), label=words.period(points[0].period), anchor="start"),
        Tick(at=_n(scale.x(scale.count)), label=words.period(last.period), anchor="end"),
    ]
    for slot, point in zip(scale.slots, points, strict=True):
        if point.phase == "trial":
            if scale.count * 4 < slot * 10 < scale.count * 6:
                middle = Tick(at=_n(scale.x(slot)), label=words.period(point.period))
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


def _n(value: Decimal | int) -> str:
    """A coordinate with one decimal at most."""
    return format(round(Decimal(value), 1).normalize(), "f")

"""Where figures stand in a chart's picture: periods from the left, values from below."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from trialkit.casebook.findings import CasePoint
from trialkit.model.period import Period

WIDTH: Final = 560
HEIGHT: Final = 260
LEFT: Final = 58
RIGHT: Final = 8
TOP: Final = 30
BOTTOM: Final = 34

_NICE: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@attrs.frozen(kw_only=True)
class Scale:
    """Where values and periods stand in the picture.

    Attributes:
        low, high: the lowest and the highest value with a mark.
        marks: round values between them.
        slots: each figure's place from the left.
        count: how many places there are.
    """

    low: Decimal
    high: Decimal
    marks: tuple[Decimal, ...]
    slots: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, points: Sequence[CasePoint], beside: Iterable[Decimal]) -> "Scale":
        """Room for all figures, and for values that are drawn beside them."""
        values = [*(point.value for point in points), *beside]
        marks = _marks(min(*values, Decimal(0)), max(*values, Decimal(0)))
        slots = _slots(points)
        return cls(low=marks[0], high=marks[-1], marks=marks, slots=slots, count=slots[-1] + 1)

    def y(self, value: Decimal) -> Decimal:
        """The height of a value."""
        part = (value - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)

    @property
    def step(self) -> Decimal:
        """The width of a place."""
        return Decimal(WIDTH - LEFT - RIGHT) / self.count

    def x(self, slot: int | Decimal) -> Decimal:
        """The left edge of a place."""
        return LEFT + self.step * slot


def _slots(points: Sequence[CasePoint]) -> tuple[int, ...]:
    """Each figure's place from the left; a missing period leaves its place empty."""
    told = days_of(points)
    if told is None:
        return tuple(range(len(points)))
    first, length = told
    starts = [Period.parse(point.period).start for point in points]
    return tuple(round((start - first).days / length) for start in starts)


def days_of(points: Sequence[CasePoint]) -> tuple[date, int] | None:
    """First day and days a place; None where figures can't stand by their days."""
    try:
        periods = [Period.parse(point.period) for point in points]
    except ValueError:
        return None
    first = periods[0]
    length = max(1, (first.last - first.start).days + 1)
    places = {round((period.start - first.start).days / length) for period in periods}
    return (first.start, length) if len(places) == len(points) else None


def _marks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Round values from below the lowest to above the highest, about four of them."""
    spread = (high - low) or Decimal(1)
    rough = spread / 3
    size = Decimal(1).scaleb(rough.adjusted())
    step = next(nice * size for nice in _NICE if nice * size >= rough)
    first, last = (low / step).__floor__(), -((-high / step).__floor__())
    return tuple(step * at for at in range(first, max(last, first + 1) + 1))


def coordinate(value: Decimal | int) -> str:
    """A coordinate with one decimal at most."""
    return format(round(Decimal(value), 1).normalize(), "f")

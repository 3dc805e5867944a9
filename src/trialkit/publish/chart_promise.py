"""What a chart shows of the promise: its level, the sum on its way there, and the seal's day."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Final

import attrs

from trialkit.casebook.case import CasePromise
from trialkit.casebook.findings import CaseResult
from trialkit.model.criterion import Criterion, CriterionKind, Measure, Over
from trialkit.model.metric import Aggregation
from trialkit.publish.headline import demanded
from trialkit.publish.words import PageWords

_COUNTED: Final = frozenset({"trial", "settling"})
_BASE_OF_INDEX: Final = Decimal(100)


@attrs.frozen(kw_only=True)
class Promised:
    """The promise as a chart of its metric can show it.

    Attributes:
        level: the height that was promised, as the chart's figures are given.
        about: which figures it is about, counted from the left.
        sums: the figure's place → the sum so far; empty where a period is held against the level.
        words: what was promised, written.
    """

    level: Decimal
    about: tuple[int, ...]
    sums: Mapping[int, Decimal]
    words: str


def promised_in(result: CaseResult, promise: CasePromise, words: PageWords) -> Promised | None:
    """What was promised of the metric; None where no height in its chart would say it."""
    criterion = promise.primary
    if criterion is None or criterion.metric != result.metric.id:
        return None
    level = _level(result, criterion)
    about = tuple(_about(result, criterion))
    if level is None or not about:
        return None
    sums: Mapping[int, Decimal] = {}
    if _adds_up(result, criterion):
        sums = dict(zip(about, accumulate(result.points[at].value for at in about), strict=True))
        if sums[about[-1]] != result.trial:
            return None
    return Promised(
        level=level,
        about=about,
        sums=sums,
        words=demanded(criterion, result.metric.unit, words),
    )


def sealed_on(promise: CasePromise) -> date:
    """The seal's day."""
    return promise.sealed_at.date()


def _level(result: CaseResult, criterion: Criterion) -> Decimal | None:
    if criterion.kind is not CriterionKind.CHANGED:
        return criterion.threshold if result.shown == "as_is" else None
    base = _base(result)
    if base is None:
        return None
    if criterion.measure is Measure.RELATIVE:
        return base * (1 + criterion.threshold) if base > 0 else None
    return base + criterion.threshold if result.shown == "as_is" else None


def _base(result: CaseResult) -> Decimal | None:
    if result.shown == "index":
        return _BASE_OF_INDEX
    summed = result.metric.aggregation is Aggregation.SUM
    return result.baseline_per_period if summed else result.baseline


def _about(result: CaseResult, criterion: Criterion) -> Iterator[int]:
    for at, point in enumerate(result.points):
        named = criterion.over is Over.NAMED
        if point.period == criterion.period if named else point.phase in _COUNTED:
            yield at


def _adds_up(result: CaseResult, criterion: Criterion) -> bool:
    """Whether the promise is about a sum over the phase, and not about each period."""
    return (
        criterion.kind is CriterionKind.REACHED
        and criterion.over is Over.PHASE
        and result.metric.aggregation is Aggregation.SUM
    )

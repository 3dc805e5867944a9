"""What moved and by how much, method by method, for researchers.

These numbers describe and never decide. All but the differences treat periods as independent,
which months and weeks are not: their intervals are too narrow and their p too small. Whether a
promise was met is `changed`'s to say, by the model of `evidence.phase_model`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from math import isfinite
from statistics import fmean, median
from typing import Final

import attrs

from trialkit.evaluation import season
from trialkit.evaluation.evaluation import Point
from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.series import BASELINE, TRIAL, Series, just_before
from trialkit.evaluation.units import counts_things
from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.autocorrelation import effective_n, lag1_autocorrelation
from trialkit.evidence.comparing import difference_in_differences, year_over_year
from trialkit.evidence.overlap import nap
from trialkit.evidence.response_ratio import log_response_ratio
from trialkit.model.metric import Aggregation, Direction
from trialkit.model.period import Period, PeriodKind, Phases

SHOWN: Final = Context(prec=6)
"""Six significant digits: more than any of these numbers can bear."""

SUPPOSED: Final = (0.2, 0.4)
"""Autocorrelations that the effective number is told for: few figures can't tell their own."""

AVERAGED: Final = frozenset({Aggregation.SUM, Aggregation.MEAN})
"""What adds up over periods, so that a year can be held against a year."""

Numbers = Mapping[str, float] | object | Unanswerable
"""What a method gives: numbers by name, a result of the evidence room, or why there is none."""


@attrs.frozen(kw_only=True)
class Described:
    """What one method says of one metric.

    Attributes:
        method: `difference`, `nap`, `log_response_ratio`, `permutation_test`, `rate_ratio`,
            `theil_sen` (of the baseline's latest stretch), `lag1_autocorrelation`,
            `effective_n`, `year_over_year` or `difference_in_differences`.
        against: the comparison series it is held against; None where there is none.
        numbers: name → number, named as the fields of the function of that name in
            `trialkit.evidence`, rounded to six significant digits.
        code: why there are no numbers: a code of `Unanswerable`, or `NOT_INSTALLED`; else None.
    """

    method: str
    against: str | None = None
    numbers: Mapping[str, Decimal]
    code: str | None = None


@attrs.frozen(kw_only=True)
class Description:
    """How one metric moved from the baseline to the trial phase; it never decides anything.

    Attributes:
        metric: its key.
        unit: of its figures.
        period: kind of its periods.
        baseline, trial: how many periods have a figure.
        methods: what each method says; one that makes no sense for the metric is left out.
    """

    metric: str
    unit: str
    period: PeriodKind
    baseline: int
    trial: int
    methods: tuple[Described, ...]


def descriptions(measurements: Measurements) -> tuple[Description, ...]:
    """Every metric with figures in both phases, described, in the template's order."""
    return tuple(
        _described(series, measurements)
        for series in measurements.own.values()
        if series.values(BASELINE) and series.values(TRIAL)
    )


def _described(series: Series, measurements: Measurements) -> Description:
    return Description(
        metric=series.metric.id,
        unit=series.metric.unit,
        period=series.kind,
        baseline=len(series.values(BASELINE)),
        trial=len(series.values(TRIAL)),
        methods=(
            *_of_two_phases(series),
            *_of_time(series, measurements.phases),
            *_of_comparisons(series, measurements),
        ),
    )


def _of_two_phases(series: Series) -> Iterator[Described]:
    """What looks at the two phases as two heaps of figures."""
    before, during = _floats(series.values(BASELINE)), _floats(series.values(TRIAL))
    fewer = series.metric.direction is Direction.DOWN
    yield _told(
        "difference",
        lambda: {
            "mean": fmean(during) - fmean(before),
            "median": median(during) - median(before),
        },
    )
    yield _told("nap", lambda: nap(before, during, direction="down" if fewer else "up"))
    yield _told("log_response_ratio", lambda: log_response_ratio(before, during))
    yield _told("permutation_test", lambda: _permuted(before, during, fewer=fewer))
    if _is_count(series):
        yield _told("rate_ratio", lambda: _rates(before, during))


def _of_time(series: Series, phases: Phases) -> Iterator[Described]:
    """What looks at the figures in their order; last year's are only their partners."""
    latest = set(just_before(series.kind, phases))
    before = [point for point in series.points if point.period in latest]
    run = [*before, *(point for point in series.points if point.phase == TRIAL)]
    values = _floats(point.value for point in run)
    yield _told("theil_sen", lambda: _slope(before))
    yield _told(
        "lag1_autocorrelation", lambda: _memory(values, [point.phase == TRIAL for point in run])
    )
    yield _told("effective_n", lambda: _worth(len(run)))
    during = [point for point in run if point.phase == TRIAL]
    if series.metric.aggregation in AVERAGED and _last_year(series, during):
        yield _told("year_over_year", lambda: _over_a_year(series, before, during))


def _of_comparisons(series: Series, measurements: Measurements) -> Iterator[Described]:
    for name, compared in measurements.comparisons.items():
        other = compared.get(series.metric.id)
        if other is not None and other.points:
            yield _against(name, series, other)


def _against(name: str, series: Series, other: Series) -> Described:
    phases = [_floats(one.values(phase)) for one in (series, other) for phase in (BASELINE, TRIAL)]
    return _told("difference_in_differences", lambda: difference_in_differences(*phases), name)


def _permuted(before: list[float], during: list[float], *, fewer: bool) -> Numbers:
    from trialkit.evidence.permutation import permutation_test

    return permutation_test(before, during, alternative="less" if fewer else "greater")


def _rates(before: list[float], during: list[float]) -> Numbers:
    from trialkit.evidence.rates import rate_ratio

    return rate_ratio(int(sum(before)), len(before), int(sum(during)), len(during))


def _slope(before: Sequence[Point]) -> Numbers:
    from trialkit.evidence.trend import theil_sen

    first = season.number(before[0].period) if before else 0
    times = [season.number(point.period) - first for point in before]
    return theil_sen(_floats(point.value for point in before), times)


def _memory(values: list[float], phase: Sequence[bool]) -> Numbers:
    found = lag1_autocorrelation(values, [int(of_trial) for of_trial in phase])
    if isinstance(found, Unanswerable) or found.told:
        return found
    return Unanswerable("TOO_FEW_POINTS", {"n": len(values)})


def _worth(n: int) -> Numbers:
    found = {f"rho_{rho}": effective_n(n, rho) for rho in SUPPOSED}
    return {
        name: worth.effective_n
        for name, worth in found.items()
        if not isinstance(worth, Unanswerable)
    }


def _over_a_year(series: Series, before: Sequence[Point], during: Sequence[Point]) -> Numbers:
    """The trial against the year before, and the baseline likewise, so that growth is seen."""
    found = year_over_year(_floats(p.value for p in during), _last_year(series, during))
    if isinstance(found, Unanswerable):
        return found
    grown = year_over_year(_floats(p.value for p in before), _last_year(series, before))
    beside = {} if isinstance(grown, Unanswerable) else {"baseline_percent": grown.percent}
    return {"ratio": found.ratio, "percent": found.percent, **beside}


def _last_year(series: Series, points: Iterable[Point]) -> list[float]:
    """The partners that have a figure, of the same periods a year before."""
    at: dict[Period, Decimal] = {point.period: point.value for point in series.points}
    partners = (at.get(point.period.a_year_before()) for point in points)
    return _floats(value for value in partners if value is not None)


def _is_count(series: Series) -> bool:
    whole = all(point.value == int(point.value) >= 0 for point in series.points)
    summed = series.metric.aggregation is Aggregation.SUM and not series.metric.derived
    return summed and whole and counts_things(series.metric.unit)


def _told(method: str, ask: Callable[[], Numbers], against: str | None = None) -> Described:
    """What a method says, or why it says nothing."""
    try:
        found = ask()
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"numpy", "scipy"}:
            raise
        found = Unanswerable("NOT_INSTALLED")
    if isinstance(found, Unanswerable):
        return Described(method=method, against=against, numbers={}, code=found.code)
    return Described(method=method, against=against, numbers=_numbers(found))


def _numbers(found: object) -> Mapping[str, Decimal]:
    """The numbers of a result; what isn't there, or isn't finite, is left out."""
    named = found if isinstance(found, Mapping) else attrs.asdict(found)  # type: ignore[arg-type]
    return {
        name: _short(number)
        for name, number in named.items()
        if isinstance(number, (int, float)) and not isinstance(number, bool) and isfinite(number)
    }


def _short(number: float) -> Decimal:
    return SHOWN.create_decimal(repr(number))


def _floats(values: Iterable[Decimal]) -> list[float]:
    return [float(value) for value in values]

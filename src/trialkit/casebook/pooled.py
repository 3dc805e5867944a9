"""What trials of one promise say together: random-effects synthesis over their log ratios.

Everything here is counted from the documents alone. A page that pools released cases tells nothing
that its reader couldn't count from their pages, so that no withheld one follows by subtraction.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import expm1, isfinite, log1p, sqrt
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseAnswer, CaseResult
from trialkit.errors import Message
from trialkit.evaluation.measuring import FEWEST_BEFORE, FEWEST_DURING
from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.response_ratio import log_response_ratio
from trialkit.model.criterion import CriterionKind, Measure
from trialkit.model.trial import State

if TYPE_CHECKING:  # numpy and scipy are loaded by whoever pools, and by no one else
    from trialkit.evidence.synthesis import Synthesis

FEWEST_TO_POOL: Final = 3
"""Companies under which nothing is pooled: two can't tell how much companies differ."""

FEW: Final = 5
"""Companies under which nobody knows how much they differ; a face says so."""

WIDEST: Final = 9.0
"""A likely range that reaches to ten times the baseline says nothing of the next company."""

WIDTH_IN_ERRORS: Final = 3.92
"""A 95 % interval is so many standard errors wide."""

BY_MODEL, BY_RATIO = "phase model", "ratio of means"

NOT_INSTALLED: Final = Message(
    'Taking them together needs a part that isn\'t installed: pip install "trialkit[evidence]".'
)

_DIFFERS: Final[Mapping[str, Message]] = {
    "metric": Message("Not pooled: they promised different metrics."),
    "unit": Message("Not pooled: their figures are in different units."),
    "period": Message("Not pooled: some count by one kind of period and some by another."),
    "effect_type": Message("Not pooled: their changes are counted in different ways."),
    "currency": Message("Not pooled: their figures are in different currencies."),
    "vat": Message("Not pooled: some figures include value added tax and some don't."),
}


@attrs.frozen(kw_only=True)
class Without:
    """How far one trial carries the whole.

    Attributes:
        lowest, highest: the mean change when any one trial is left out, as fractions.
        mover: address of the trial whose absence moves it most.
        mean: the mean change without that one.
    """

    lowest: float
    highest: float
    mover: str
    mean: float


@attrs.frozen(kw_only=True)
class Pooled:
    """What the trials say together; changes are fractions of the baseline.

    Attributes:
        method: `phase model` (each trial's own estimate) or `ratio of means` (neither season
            nor trend is taken out).
        k: how many trials.
        low, high: where the change of the next company may lie; lead with it. Never narrower
            than the mean's interval.
        mean, mean_low, mean_high: the mean change, with its 95 % interval, never narrower
            than Wald's.
        few: whether nobody can know from so few how much companies differ.
        wide: whether the likely range says nothing of the next company.
        tau2: variance between companies, on the log scale.
        i2: share of the spread that isn't chance, per cent.
        without: how far one trial carries it.
    """

    method: str
    k: int
    low: float
    high: float
    mean: float
    mean_low: float
    mean_high: float
    few: bool
    wide: bool
    tau2: float
    i2: float
    without: Without | None


def promised(case: Case) -> CaseResult | None:
    """What was measured of the metric that decides."""
    key = case.answers[0].criterion if case.answers else None
    return next((one for one in case.results if key and one.criterion == key), None)


@attrs.frozen
class _Effect:
    """One trial's change as a log ratio, with its variance."""

    case: Case
    log_ratio: float
    variance: float


def aside(case: Case, cases: Sequence[Case]) -> Message | None:
    """Why a trial of the group `cases` isn't part of the sum, or None."""
    if case.descriptors.state not in {State.CONCLUDED, State.STOPPED}:
        return Message("It hasn't ended yet.")
    if any(_again(case, other) for other in cases):
        return Message("A later trial of the same company counts instead.")
    result = promised(case)
    if result is None or result.shown not in {"as_is", "index"}:
        return Message("Its figures are not public.")
    before, during = _phase(result, "baseline"), _phase(result, "trial")
    if len(before) < FEWEST_BEFORE or len(during) < FEWEST_DURING:
        return Message(
            "It has too few figures: {before} before and {during} during;"
            " {least} and {fewest} are needed.",
            before=len(before),
            during=len(during),
            least=FEWEST_BEFORE,
            fewest=FEWEST_DURING,
        )
    if isinstance(log_response_ratio(before, during), Unanswerable):
        return Message("A change in per cent can't be told from figures of zero or less.")
    return None


def _again(case: Case, other: Case) -> bool:
    """Whether the same company, where it is named, tried again later."""
    named = case.descriptors.company is not None
    first, later = case.descriptors.started_on, other.descriptors.started_on
    return (
        named
        and case.descriptors.company == other.descriptors.company
        and first is not None
        and later is not None
        and (first, case.address) < (later, other.address)
    )


def _phase(result: CaseResult, phase: str) -> list[float]:
    """A phase's figures; what settles later counts to the trial as everywhere."""
    return [float(point.value) for point in result.points if point.phase == phase]


def pooled(cases: Sequence[Case]) -> Pooled | Message:
    """What trials of one promise say together, or why they aren't pooled.

    Each trial's change is the stated model's own where every one of them has that, else the plain
    ratio of its means.

    Args:
        cases: those of a group that nothing keeps aside.
    """
    if len(cases) < FEWEST_TO_POOL:
        return Message.counted(
            "Not pooled: {n} trial can be counted; three are needed.",
            "Not pooled: {n} trials can be counted; three are needed.",
            n=len(cases),
        )
    effects = [_by_model(case) for case in cases]
    method = BY_MODEL if all(effects) else BY_RATIO
    if method == BY_RATIO:
        effects = [_by_ratio(case) for case in cases]
    try:
        return _synthesis([effect for effect in effects if effect], method)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"numpy", "scipy"}:
            raise
        return NOT_INSTALLED


def _by_model(case: Case) -> _Effect | None:
    """The stated model's change, from its interval; None where it gave none on this scale."""
    answer = case.answers[0]
    if not _relative(case, answer) or answer.low is None or answer.high is None:
        return None
    if answer.low <= -1 or not answer.low < answer.high:
        return None
    low, high = log1p(float(answer.low)), log1p(float(answer.high))
    return _Effect(case, (low + high) / 2, ((high - low) / WIDTH_IN_ERRORS) ** 2)


def _relative(case: Case, answer: CaseAnswer) -> bool:
    criterion = case.promise.primary if case.promise else None
    return (
        criterion is not None
        and criterion.id == answer.criterion
        and criterion.kind is CriterionKind.CHANGED
        and criterion.measure is Measure.RELATIVE
    )


def _by_ratio(case: Case) -> _Effect | None:
    result = promised(case)
    if result is None:
        return None
    ratio = log_response_ratio(_phase(result, "baseline"), _phase(result, "trial"))
    if isinstance(ratio, Unanswerable):
        return None
    return _Effect(case, ratio.log_ratio, ratio.se**2)


def _synthesis(effects: Sequence[_Effect], method: str) -> Pooled | Message:
    from trialkit.evidence.synthesis import synthesis

    found = synthesis(
        [effect.log_ratio for effect in effects],
        [effect.variance for effect in effects],
        units=[_units(effect.case) for effect in effects],
    )
    if isinstance(found, Unanswerable):
        return _why_not(found)
    low, high = map(_growth, _ahead(found))
    mean_high = _growth(found.hksj_adhoc_high)
    if not (isfinite(high) and isfinite(mean_high)):
        return Message("Not pooled: they differ beyond all measure.")
    return Pooled(
        method=method,
        k=found.k,
        low=low,
        high=high,
        mean=_growth(found.estimate),
        mean_low=_growth(found.hksj_adhoc_low),
        mean_high=mean_high,
        few=found.k < FEW,
        wide=high > WIDEST,
        tau2=found.tau2,
        i2=found.i2,
        without=_without(effects, found),
    )


def _ahead(found: "Synthesis") -> tuple[float, float]:
    """Where the next company may lie: never narrower than the interval of the mean beside it.

    Where the trials agree better than chance, the plain prediction interval would be.
    """
    error = max(found.hksj_se, found.se)
    beside = found.hksj_adhoc_high - found.estimate
    half = beside * sqrt(1 + found.tau2 / error**2)
    return found.estimate - half, found.estimate + half


def _units(case: Case) -> dict[str, str | None]:
    """What must be equal before two changes are taken together."""
    result = promised(case)
    if result is None:
        return {}
    major = case.template.version.partition(".")[0]
    return {
        "metric": f"{case.template.id} {major} {result.metric.id}",
        "unit": result.metric.unit,
        "period": result.counted_by.value,
        "effect_type": "log ratio",
    }


def _why_not(refused: Unanswerable) -> Message:
    if refused.code == "NOT_COMPARABLE":
        return _DIFFERS[str(refused.values["field"])]
    if refused.code == "BAD_VARIANCE":
        return Message("Not pooled: the figures of one of them never vary.")
    return Message("Not pooled: {code}.", code=refused.code)


def _without(effects: Sequence[_Effect], whole: "Synthesis") -> Without | None:
    from trialkit.evidence.synthesis import leave_one_out

    found = leave_one_out(
        [effect.log_ratio for effect in effects], [effect.variance for effect in effects]
    )
    if isinstance(found, Unanswerable):
        return None
    # The one that moves it most moves it to an end of the range.
    ends = (found.lowest, found.highest)
    return Without(
        lowest=_growth(found.lowest),
        highest=_growth(found.highest),
        mover=effects[found.mover].case.address,
        mean=_growth(max(ends, key=lambda end: abs(end - whole.estimate))),
    )


def _growth(log_ratio: float) -> float:
    return expm1(log_ratio) if log_ratio < 700 else float("inf")


def sentences(found: Pooled, names: Mapping[str, str]) -> tuple[Message, ...]:
    """What the trials say together, the next company first; spread and weights are for JSON.

    Args:
        found: the sum.
        names: address → what the face calls the trial.
    """
    return tuple(_sentences(found, names))


def _sentences(found: Pooled, names: Mapping[str, str]) -> Iterator[Message]:
    if found.wide:
        yield Message("They differ so much that they say nothing of the next company.")
    else:
        yield Message(
            "The next company may expect a change between {low:change} and {high:change}.",
            low=_shown(found.low),
            high=_shown(found.high),
        )
    yield Message.counted(
        "On average {n} trial changed it by {mean:change} (95 %: {low:change} to {high:change}).",
        "On average {n} trials changed it by {mean:change} (95 %: {low:change} to {high:change}).",
        n=found.k,
        mean=_shown(found.mean),
        low=_shown(found.mean_low),
        high=_shown(found.mean_high),
    )
    if found.few:
        yield Message("They are too few to know how much companies differ.")
    if (without := found.without) is not None:
        yield Message(
            "Without {name} the average is {mean:change}; without any one of them it lies between"
            " {lowest:change} and {highest:change}.",
            name=names.get(without.mover, without.mover),
            mean=_shown(without.mean),
            lowest=_shown(without.lowest),
            highest=_shown(without.highest),
        )
    if found.method == BY_RATIO:
        yield Message("These are plain changes of the mean: neither season nor trend is taken out.")


def _shown(fraction: float) -> Decimal:
    """As exact as a face writes it."""
    return Decimal(str(round(fraction, 2)))

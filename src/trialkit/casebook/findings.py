"""What a trial found, as parts of its case: figures, answers, the core group's judgements."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from trialkit.errors import Message
from trialkit.evaluation.evaluation import Answer, Cases, Forecast
from trialkit.model.metric import Metric, Publicity
from trialkit.model.period import Period, PeriodKind
from trialkit.model.text import Words


@attrs.frozen(kw_only=True)
class CaseWarning:
    """A warning or a reason, as a page's reader must know it.

    Attributes:
        code: as in `evaluation.Warning` and `evaluation.CriterionResult`.
        message: the sentence, not yet in anyone's language; None where its values aren't
            released, so that the code alone is left.
    """

    code: str
    message: Message | None


@attrs.frozen(kw_only=True)
class CasePoint:
    """One figure of a series.

    Attributes:
        period: written as in `Period`; where days aren't released, its number counted from
            the trial's first period (`1`), the one before it being `-1`.
        phase: baseline, trial, settling or outside.
        value: in the metric's unit, or an index with baseline = 100.
    """

    period: str
    phase: str
    value: Decimal


@attrs.frozen(kw_only=True)
class CaseResult:
    """One metric's result against what was promised of it.

    Attributes:
        metric: its definition.
        shown: `as_is`, `index` (baseline = 100), `banded` (the lower end of a band, see
            `casebook.coarser`) or `no`: how the figures below are given.
        baseline, trial: a phase's figure; None where missing or withheld.
        baseline_per_period, trial_per_period: mean of a period, for sums; None elsewhere.
        baseline_periods, trial_periods: how many periods have a figure.
        change: trial minus baseline, per period for sums.
        relative_change: a fraction; None where the baseline isn't positive, or counts under ten.
        criterion: id of the criterion on it, or None.
        points: its series.
        warnings: codes of what a reader must know.
        baseline_cases, trial_cases: what a share is told as where its denominator is under ten.
    """

    metric: Metric
    shown: str
    baseline: Decimal | None
    trial: Decimal | None
    baseline_periods: int
    trial_periods: int
    change: Decimal | None
    relative_change: Decimal | None
    criterion: str | None
    points: tuple[CasePoint, ...]
    warnings: tuple[CaseWarning, ...] = ()
    baseline_per_period: Decimal | None = None
    trial_per_period: Decimal | None = None
    baseline_cases: Cases | None = None
    trial_cases: Cases | None = None

    @property
    def counted_by(self) -> PeriodKind:
        """The kind of period its figures really have; where only numbers are left, the usual."""
        for point in self.points:
            try:
                return Period.parse(point.period).kind
            except ValueError:
                break
        return self.metric.cadence


@attrs.frozen(kw_only=True)
class CaseAnswer:
    """One criterion's answer.

    Attributes:
        criterion: its id.
        answer: met, not met or can't tell.
        observed: what it was held against; None where missing or withheld.
        so_far: whether it was answered before the promised end.
        reason: why, as data.
        shown: `as_is`, `banded` or `no`: how `observed` is given.
        low, high: 95 % interval of a change, where there is one; fractions where relative.
        cases: what an observed share is told as where its denominator is under ten.
    """

    criterion: str
    answer: Answer
    observed: Decimal | None
    so_far: bool
    reason: CaseWarning
    shown: str = "as_is"
    low: Decimal | None = None
    high: Decimal | None = None
    cases: Cases | None = None


@attrs.frozen(kw_only=True)
class CaseOutcome:
    """One of the common outcomes; a missing one is said aloud.

    Attributes:
        id: its key.
        unit: as a metric's.
        value: None where missing or withheld.
        public: how it may be shown, as the metric it comes from.
        shown: `as_is`, `banded` or `no`: how `value` is given.
    """

    id: str
    unit: str
    value: Decimal | None
    public: Publicity = Publicity.AS_IS
    shown: str = "as_is"


@attrs.frozen(kw_only=True)
class CaseRating:
    """How one criterion of the rubric was rated; counts from 1 to 5."""

    id: str
    label: Words
    counts: tuple[int, int, int, int, int]
    cant_judge: int
    median: Decimal | None
    word: str | None


@attrs.frozen(kw_only=True)
class CaseVerdict:
    """The core group's judgement in one round.

    Attributes:
        kind: forecast, interim, final or follow-up.
        closed_on: the day.
        invited, judged, companies, recused: counts.
        ratings: per rubric criterion.
        recommendations: recommendation → count.
        majority: what more than half recommended, or None.
        dissent, quotes: words that may be quoted without a name.
        too_few: whether there were too few ballots to show; the rest is then empty.
        forecast: how far the group believed in the promise, where that was asked.
        typed_in, late, corrected: how many ballots somebody else typed in, came after the
            deadline, and took the place of an earlier one.
    """

    kind: str
    closed_on: date
    invited: int
    judged: int
    companies: int
    recused: int
    ratings: tuple[CaseRating, ...]
    recommendations: Mapping[str, int]
    majority: str | None
    dissent: tuple[str, ...]
    quotes: tuple[str, ...]
    too_few: bool = False
    forecast: Forecast | None = None
    typed_in: int = 0
    late: int = 0
    corrected: int = 0

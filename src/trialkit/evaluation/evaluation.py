"""What evaluating a trial gives: results, the group's verdict, and the outcome.

Three things that are never mixed: the outcome of the hypothesis (`Evaluation.outcome`), the
decision of the company (`trial.decision`), and what was learned (`trial.texts`).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs

from trialkit.errors import Message
from trialkit.model.criterion import Criterion
from trialkit.model.metric import Metric
from trialkit.model.period import Period
from trialkit.model.round import Recommendation, RoundKind


class Answer(StrEnum):
    """What the figures say about one criterion."""

    MET = "met"
    NOT_MET = "not met"
    CANT_TELL = "can't tell"


class Outcome(StrEnum):
    """What became of the hypothesis: the primary criterion's answer, and nothing else."""

    HELD = "held"
    DID_NOT_HOLD = "did not hold"
    CANT_TELL = "can't tell"


@attrs.frozen(kw_only=True)
class Warning:  # noqa: A001 - the field's word; Python's own is never used here
    """Something a reader must know beside a number.

    Attributes:
        code: one of the table in `evaluation.warnings`, UPPER_SNAKE.
        message: the sentence.
        metric: the metric it qualifies, or None where it qualifies the whole trial.
        forces: whether it makes the answer *can't tell*.
    """

    code: str
    message: Message
    metric: str | None = None
    forces: bool = False


@attrs.frozen(kw_only=True)
class Point:
    """One figure of a series, with the phase it counts to.

    Attributes:
        period: its time.
        value: in the metric's unit.
        phase: `baseline`, `trial`, `settling` (counts to the trial for metrics that settle),
            or `outside`.
    """

    period: Period
    value: Decimal
    phase: str


@attrs.frozen(kw_only=True)
class Cases:
    """A share as counts: two of seven, where there are too few for a percentage."""

    part: Decimal
    whole: Decimal


@attrs.frozen(kw_only=True)
class PhaseSummary:
    """A phase's figures as one.

    Attributes:
        value: by the metric's aggregation; None where figures or formula inputs are missing.
        per_period: mean value of a period, for sums; None elsewhere.
        periods: how many periods have a figure.
        expected: how many periods the phase has; None where the metric has no figures at all.
        missing: metric keys that a formula lacked, `"/0"` where a denominator was zero.
        cases: what a share is told as where its denominator is under ten; None elsewhere.
    """

    value: Decimal | None
    per_period: Decimal | None = None
    periods: int
    expected: int | None = None
    missing: tuple[str, ...] = ()
    cases: Cases | None = None


@attrs.frozen(kw_only=True)
class MetricResult:
    """One metric, measured.

    Attributes:
        metric: its definition.
        points: its figures in time, derived ones computed period by period.
        baseline, trial: the phases as one figure each.
        change: trial minus baseline, per period for sums; None where either is missing.
        relative_change: change over the baseline, a fraction; None where the baseline is not
            positive or missing, or counts under ten.
        warnings: what a reader must know beside it.
    """

    metric: Metric
    points: tuple[Point, ...]
    baseline: PhaseSummary
    trial: PhaseSummary
    change: Decimal | None
    relative_change: Decimal | None
    warnings: tuple[Warning, ...] = ()


@attrs.frozen(kw_only=True)
class CriterionResult:
    """One criterion, answered.

    Attributes:
        criterion: as sealed (amended, where it was).
        answer: met, not met or can't tell.
        observed: what it was held against; None where missing.
        so_far: whether the promised end hasn't come yet, so that the answer may still change.
        why: the reason in a sentence.
        code: the reason, UPPER_SNAKE: `REACHED`, `NOT_REACHED`, `MISSING_PERIODS`,
            `TOO_FEW_POINTS`, `STOPPED`, `SEASON_NOT_COVERED`, `PROBABILITY`, ….
        probability: the stated model's P(met), where there is one.
        low, high: its 95 % interval for the change, where there is one; fractions where relative.
        estimate: the model's estimate, likewise.
        cases: what an observed share is told as where its denominator is under ten.
    """

    criterion: Criterion
    answer: Answer
    observed: Decimal | None
    so_far: bool
    why: Message
    code: str
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    estimate: float | None = None
    cases: Cases | None = None


@attrs.frozen(kw_only=True)
class RatingSummary:
    """How one criterion of the rubric was rated.

    Attributes:
        counts: how many gave 1, 2, 3, 4 and 5.
        cant_judge: how many said they can't judge.
        median: of the ratings; None where there are none.
        word: `agree`, `lean one way`, `split`; None below five ratings.
    """

    counts: tuple[int, int, int, int, int]
    cant_judge: int
    median: Decimal | None
    word: str | None


@attrs.frozen(kw_only=True)
class Forecast:
    """How far the group believed in the promise, from 0 to 10, before anybody could know.

    Attributes:
        answered: members who gave a number.
        companies: companies they speak for.
        believed: how many of them gave 6 or more; None where too few companies answered.
        median: of the numbers; None likewise.
        before_start: whether the promise was sealed before its first day and its first figure.
        as_sealed: whether they were asked of the promise that was then sealed.
    """

    answered: int
    companies: int
    believed: int | None
    median: Decimal | None
    before_start: bool = True
    as_sealed: bool = True


@attrs.frozen(kw_only=True)
class RaterAgreement:
    """How far the members agreed beyond chance, over all that was rated; for researchers.

    Attributes:
        units: things rated by two members at least.
        alpha: Krippendorff's, ordinal; None where there is none, and `code` says why.
        low, high: its 95 % bootstrap interval over the units; None where there is none.
        rough: whether there are so few units that the interval is rough.
        code: `NO_PAIRS`, or `NO_VARIATION` where everyone gave the same rating; None else.
    """

    units: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    rough: bool = True
    code: str | None = None


@attrs.frozen(kw_only=True)
class Verdict:
    """What the core group said in one closed round.

    Attributes:
        round: the round's id.
        kind: forecast, interim, final or follow-up.
        closed_on: the day it closed.
        invited: members asked and not recused.
        judged: members whose ballot counts.
        companies: companies they speak for: the quorum's unit.
        recused: how many members were recused.
        typed_in: how many ballots somebody else typed in.
        typed_by: who typed them in → how many.
        late: how many came after the deadline.
        corrected: how many take the place of an earlier one of the same member.
        after_closing: how many came once the round was closed; kept, and not counted.
        too_few: whether so few companies judged that what they said isn't shown: what follows
            is then empty.
        forecast: how far they believed in the promise, where that was asked.
        ratings: rubric criterion id → how it was rated.
        recommendations: how many recommended what.
        majority: the recommendation that more than half gave, or None.
        dissent: words of those who recommended otherwise, that may be quoted.
        quotes: other words that may be quoted.
        internal_dissent, internal: the same of members who gave no leave to quote them; these
            stay in the house.
        agreement: how far they agree beyond chance; None where numpy isn't installed or nothing
            was rated.
        without_quorum: why it was closed with too few, or None.
    """

    round: str
    kind: RoundKind
    closed_on: date
    invited: int
    judged: int
    companies: int
    recused: int
    typed_in: int
    typed_by: Mapping[str, int]
    late: int
    corrected: int
    after_closing: int
    too_few: bool
    forecast: Forecast | None
    ratings: Mapping[str, RatingSummary]
    recommendations: Mapping[Recommendation, int]
    majority: Recommendation | None
    dissent: tuple[str, ...]
    quotes: tuple[str, ...]
    internal_dissent: tuple[str, ...]
    internal: tuple[str, ...]
    agreement: RaterAgreement | None
    without_quorum: str | None


@attrs.frozen(kw_only=True)
class Evaluation:
    """Everything the figures and the ballots say about one trial on one day.

    Attributes:
        trial: the trial's id.
        as_of: the day it was computed for.
        results: every metric with figures, and every derived one, in the template's order.
        criteria: every criterion, the primary one first, broken guardrails shown before it.
        outcome: the primary criterion's answer.
        final: whether the promised end has come.
        outcomes: common outcome id → value; None where missing.
        warnings: about the whole trial, most damaging first.
        verdicts: closed rounds, oldest first.
        strength: level 0 to 6 of evidence, from design facts alone.
        strength_next: what would raise it by one step, as a code; None at the top.
    """

    trial: str
    as_of: date
    results: tuple[MetricResult, ...]
    criteria: tuple[CriterionResult, ...]
    outcome: Outcome
    final: bool
    outcomes: Mapping[str, Decimal | None]
    warnings: tuple[Warning, ...]
    verdicts: tuple[Verdict, ...]
    strength: int
    strength_next: str | None

    @property
    def primary(self) -> CriterionResult:
        """The criterion that decides the outcome."""
        return self.criteria[0]

    def result(self, metric: str) -> MetricResult | None:
        """What was measured of this metric, or None."""
        return next((result for result in self.results if result.metric.id == metric), None)

"""Criteria of the kind *proportion*: the share of independent cases, by its posterior."""

from datetime import date
from decimal import Decimal

from trialkit.errors import Message
from trialkit.evaluation.changed import ANSWERS, NOT_INSTALLED
from trialkit.evaluation.evaluation import CriterionResult
from trialkit.evaluation.few import FEWEST_FOR_PERCENT, counts_cases
from trialkit.evaluation.formulas import formula_of
from trialkit.evaluation.judgement import Judgement, cant_tell
from trialkit.evaluation.measuring import Measurements
from trialkit.evaluation.series import Series
from trialkit.evaluation.terms import Name, Operation
from trialkit.evidence.answers import Unanswerable
from trialkit.model.criterion import Comparison, Criterion
from trialkit.model.template import Template


def proportion(criterion: Criterion, measurements: Measurements, *, as_of: date) -> Judgement:
    """Whether a share of the trial phase's cases is beyond what was promised.

    The metric must be one count over another, such as `orders / sessions`.
    """
    counts = _counts(criterion, measurements)
    if counts is None:
        why = Message("A share needs a metric that is one count divided by another.")
        return Judgement(result=cant_tell(criterion, "NOT_A_SHARE", why, as_of=as_of))
    successes, cases = (series.trial.value for series in counts)
    if successes is None or not cases:
        why = Message("There is no figure for it yet.")
        return Judgement(result=cant_tell(criterion, "NO_FIGURES", why, as_of=as_of))
    observed = successes / cases
    try:
        from trialkit.evidence.proportion import proportion_criterion
    except ModuleNotFoundError:
        return Judgement(
            result=cant_tell(
                criterion, "NOT_INSTALLED", NOT_INSTALLED, as_of=as_of, observed=observed
            )
        )
    answer = proportion_criterion(
        float(successes),
        float(cases),
        threshold=float(criterion.threshold),
        direction="down" if criterion.comparison is Comparison.AT_MOST else "up",
    )
    if isinstance(answer, Unanswerable):
        why = Message(
            "{part} of {whole} is no share, or {threshold} is no share to ask for.",
            part=successes,
            whole=cases,
            threshold=criterion.threshold,
        )
        return Judgement(result=cant_tell(criterion, answer.code, why, as_of=as_of))
    result = CriterionResult(
        criterion=criterion,
        answer=ANSWERS[answer.outcome],
        observed=observed,
        so_far=as_of < criterion.due,
        why=_why(successes, cases, answer.low, answer.high),
        code="PROBABILITY",
        probability=answer.probability,
        low=answer.low,
        high=answer.high,
        estimate=answer.p,
    )
    return Judgement(result=result, answer_at=lambda tail: ANSWERS[answer.judged(tail)])


def _why(part: Decimal, whole: Decimal, low: float, high: float) -> Message:
    if whole < FEWEST_FOR_PERCENT:
        return Message("{part} of {whole}: too few for a percentage.", part=part, whole=whole)
    return Message(
        "{part} of {whole}; the true share lies likely between {low:percent} and {high:percent}.",
        part=part,
        whole=whole,
        low=_rounded(low),
        high=_rounded(high),
    )


def counts_of(template: Template, key: str) -> tuple[str, str] | None:
    """Numerator and denominator of a metric that is one count over another; None of any other.

    Args:
        template: whose formulas can be read.
        key: of the metric.
    """
    metric = template.metric(key)
    if metric is None or not metric.derived:
        return None
    match formula_of(metric).term:
        case Operation("/", Name(part), Name(whole)):
            if counts_cases(template.metric(part)) and counts_cases(template.metric(whole)):
                return part, whole
    return None


def _counts(criterion: Criterion, measurements: Measurements) -> tuple[Series, Series] | None:
    pair = counts_of(measurements.template, criterion.metric)
    return None if pair is None else (measurements.own[pair[0]], measurements.own[pair[1]])


def _rounded(share: float) -> Decimal:
    return Decimal(str(round(share, 4)))

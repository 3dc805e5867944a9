"""The criteria that are sealed: a template's, with the numbers and days of one trial."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.language.reading import AmbiguousNumber, NotANumber, read_number
from trialkit.model.criterion import Criterion, Role
from trialkit.model.metric import Metric
from trialkit.model.period import Phases
from trialkit.model.template import CriterionDefault, Template
from trialkit.model.trial import Draft
from trialkit.templates.phases import named_period
from trialkit.templates.sections import suggestion
from trialkit.templates.thresholds import GAP, counts_per_cent, threshold


def sealed_criteria(
    template: Template, draft: Draft, answers: Mapping[str, str], days: Phases
) -> tuple[Criterion, ...]:
    """Every criterion of the promise, the primary one first.

    Raises:
        InvalidInput: a threshold can't be worked out, a criterion is unknown, the primary one
            was dropped, a named period lies outside the trial phase: every fault is named.
    """
    faults = _unknown(template, draft)
    criteria: list[Criterion] = []
    for proposed in template.criteria:
        if proposed.id in draft.dropped_criteria:
            if proposed.role is Role.PRIMARY:
                faults.append(_primary_dropped(proposed))
            continue
        try:
            criteria.append(_sealed(proposed, template, draft, answers, days))
        except InvalidInput as error:
            faults += error.problems
    if faults:
        raise InvalidInput.of(faults)
    return tuple(sorted(criteria, key=lambda criterion: criterion.role is not Role.PRIMARY))


def _unknown(template: Template, draft: Draft) -> list[Problem]:
    known = tuple(criterion.id for criterion in template.criteria)
    named = dict.fromkeys((*draft.criteria, *draft.dropped_criteria))
    return [
        Problem(
            Message("“{name}” is no criterion of this template.", name=name),
            code="UNKNOWN_CRITERION",
            place=Place(field=name),
            remedy=suggestion(name, known),
        )
        for name in named
        if name not in known
    ]


def _primary_dropped(proposed: CriterionDefault) -> Problem:
    return Problem(
        Message("The primary criterion can't be left out: it decides the outcome."),
        code="PRIMARY_DROPPED",
        place=Place(field=proposed.id),
    )


def _sealed(
    proposed: CriterionDefault,
    template: Template,
    draft: Draft,
    answers: Mapping[str, str],
    days: Phases,
) -> Criterion:
    metric = template.metric(proposed.metric)
    if metric is None:
        raise InvalidInput(
            Message("“{name}” is no metric of this template.", name=proposed.metric),
            code="UNKNOWN_METRIC",
            place=Place(field=proposed.id),
        )
    return Criterion(
        id=proposed.id,
        role=proposed.role,
        kind=proposed.kind,
        metric=metric.id,
        comparison=proposed.comparison,
        threshold=_threshold(proposed, metric, template, draft, answers),
        measure=proposed.measure,
        over=proposed.over,
        period=_period(proposed, metric, answers, days),
        due=_due(proposed, days),
        why=proposed.why,
    )


def _threshold(
    proposed: CriterionDefault,
    metric: Metric,
    template: Template,
    draft: Draft,
    answers: Mapping[str, str],
) -> Decimal:
    typed = draft.criteria.get(proposed.id)
    if typed is None:
        return threshold(proposed.threshold, metric.unit, proposed.measure, template, answers)
    number = typed_threshold(proposed.id, typed)
    return number / 100 if counts_per_cent(metric.unit, proposed.measure) else number


def typed_threshold(criterion: str, typed: str) -> Decimal:
    """A threshold as a person typed it; per cent is still per cent.

    Raises:
        InvalidInput: it is not a number, or could be two.
    """
    place = Place(field=criterion)
    try:
        return read_number(typed)
    except AmbiguousNumber as error:
        first, second = error.readings
        raise InvalidInput(
            Message(
                "“{found}” could be {first:exact} or {second:exact}.",
                found=typed,
                first=first,
                second=second,
            ),
            code="AMBIGUOUS_NUMBER",
            place=place,
            remedy=Message("Write it without a separator, such as 1234."),
        ) from error
    except NotANumber as error:
        raise InvalidInput(
            Message("“{found}” is not a number.", found=typed),
            code="NOT_A_NUMBER",
            place=place,
            remedy=Message("Write digits only, such as 14 or 12,5."),
        ) from error


def _period(
    proposed: CriterionDefault, metric: Metric, answers: Mapping[str, str], days: Phases
) -> str | None:
    if proposed.period is None:
        return None
    gap = GAP.fullmatch(proposed.period)
    written = answers.get(gap[1], "") if gap else proposed.period
    period = named_period(written, metric.cadence, days.trial) if written else None
    if period is None:
        raise InvalidInput(
            Message(
                "Period {number} does not lie wholly inside the trial phase, {first} to {last}.",
                number=written,
                first=days.trial.first,
                last=days.trial.last,
            ),
            code="PERIOD_OUTSIDE",
            place=Place(field=proposed.id),
            remedy=Message("Choose an earlier one, or let the trial begin on its first day."),
        )
    return str(period)


def _due(proposed: CriterionDefault, days: Phases) -> date:
    return days.trial.last if proposed.due == "trial end" else days.end

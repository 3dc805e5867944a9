"""Whether a template's metrics and criteria hold together, and tell nothing of an employee."""

from decimal import Decimal

from trialkit.errors import Message
from trialkit.evaluation.formulas import formula_problems
from trialkit.evaluation.shares import counts_of
from trialkit.model.criterion import CriterionKind, Over, Role
from trialkit.model.metric import Aggregation, Asked, Metric, Publicity
from trialkit.model.template import CriterionDefault, SlotType, Template
from trialkit.templates.check_slots import check_formula
from trialkit.templates.sections import Faults, suggestion
from trialkit.templates.thresholds import GAP, plain_number


def check_metrics(template: Template, faults: Faults) -> None:
    """Add every fault of the metrics: formulas, how they come in, what they tell of a person."""
    for problem in formula_problems(template):
        path = (problem.place.field if problem.place else None) or "$.metrics"
        faults.add(path, problem.code, problem.message, remedy=problem.remedy)
    for metric in template.metrics:
        path = f"$.metrics.{metric.id}"
        if metric.derived:
            _computed(metric, faults, path)
        elif metric.aggregation is Aggregation.RATIO:
            message = Message("A ratio comes from a formula, and this metric has none.")
            faults.add(f"{path}.aggregation", "RATIO_WITHOUT_FORMULA", message)
    _about_person(template, faults)


def _computed(metric: Metric, faults: Faults, path: str) -> None:
    if metric.asked is not Asked.OPTIONAL:
        message = Message("A metric with a formula is computed; nobody is asked for it.")
        faults.add(f"{path}.asked", "COMPUTED_AND_ASKED", message)
    if metric.from_orders is not None:
        message = Message("A metric with a formula is computed; no file of orders fills it.")
        faults.add(f"{path}.from_orders", "COMPUTED_AND_IMPORTED", message)


def _about_person(template: Template, faults: Faults) -> None:
    """In a firm of one or two a figure about the employee names them: never public, and why."""
    telling = [metric for metric in template.metrics if metric.about_person]
    for metric in telling:
        if metric.public is not Publicity.NO:
            faults.add(
                f"$.metrics.{metric.id}.public",
                "PERSON_SHOWN",
                Message("“{name}” tells of one employee, so it can't be public.", name=metric.id),
                remedy=Message("Write {example}.", example='public = "no"'),
            )
    if telling and not template.privacy:
        faults.add(
            "$.privacy",
            "NO_PRIVACY_REASON",
            Message(
                "Some metrics tell of one employee, and the template doesn't say why they"
                " are never public."
            ),
            remedy=Message("Say it under {heading}, in each language.", heading="[privacy]"),
        )


def check_criteria(template: Template, faults: Faults) -> None:
    """Add every fault of the criteria."""
    _primary(template, faults)
    for index, criterion in enumerate(template.criteria):
        _criterion(criterion, f"$.criteria[{index}]", template, faults)


def _primary(template: Template, faults: Faults) -> None:
    if any(faults.at(f"$.criteria[{index}].role") for index in range(len(template.criteria))):
        return
    primary = sum(criterion.role is Role.PRIMARY for criterion in template.criteria)
    if not primary:
        faults.add(
            "$.criteria",
            "NOT_ONE_PRIMARY",
            Message("No criterion is the primary one, which decides the outcome."),
            remedy=Message("Give one of them {example}.", example='role = "primary"'),
        )
    if primary > 1:
        message = Message("Exactly one criterion is the primary one; here {n} are.", n=primary)
        faults.add("$.criteria", "NOT_ONE_PRIMARY", message)


def _criterion(criterion: CriterionDefault, path: str, template: Template, faults: Faults) -> None:
    if template.metric(criterion.metric) is None:
        known = tuple(metric.id for metric in template.metrics)
        message = Message("“{name}” is no metric of this template.", name=criterion.metric)
        faults.add(
            f"{path}.metric", "UNKNOWN_METRIC", message, remedy=suggestion(criterion.metric, known)
        )
    if (criterion.kind is CriterionKind.CHANGED) != (criterion.measure is not None):
        message = Message("A measure belongs to a criterion of the kind “changed”, and only there.")
        faults.add(f"{path}.measure", "BAD_MEASURE", message)
    if criterion.kind is CriterionKind.PROPORTION and _no_share(criterion, template, faults):
        message = Message("A share needs a metric that is one count divided by another.")
        faults.add(f"{path}.kind", "NOT_A_SHARE", message)
    if criterion.due not in ("end", "trial end"):
        message = Message("“{found}” can't stand here.", found=criterion.due)
        faults.add(
            f"{path}.due", "UNKNOWN_CHOICE", message, remedy=suggestion("", ("end", "trial end"))
        )
    if criterion.threshold and plain_number(criterion.threshold) is None:
        check_formula(criterion.threshold, template, faults, f"{path}.threshold")
    _period(criterion, f"{path}.period", template, faults)


def _no_share(criterion: CriterionDefault, template: Template, faults: Faults) -> bool:
    """Whether its metric is there, can be computed, and is no share of things counted."""
    metric = template.metric(criterion.metric)
    if metric is None or faults.at(f"$.metrics.{metric.id}.formula"):
        return False
    return counts_of(template, metric.id) is None


def _period(criterion: CriterionDefault, path: str, template: Template, faults: Faults) -> None:
    if (criterion.over is Over.NAMED) != (criterion.period is not None):
        message = Message(
            "A period is named where {setting} stands, and only there.",
            setting='over = "named period"',
        )
        faults.add(path, "BAD_PERIOD", message)
    written = criterion.period
    if written is None or written == "last" or (written.isdecimal() and Decimal(written) > 0):
        return
    gap = GAP.fullmatch(written)
    slot = template.slot(gap[1]) if gap else None
    if slot is None or slot.type is not SlotType.INTEGER:
        message = Message("“{found}” names no period.", found=written)
        remedy = Message("Write “last”, a number, or a question in braces.")
        faults.add(path, "BAD_PERIOD", message, remedy=remedy)

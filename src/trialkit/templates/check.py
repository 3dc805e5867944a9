"""Whether the parts of a template fit together: names that refer to something, limits that hold.

Each part alone was checked when it was read; here every fault between them is found. Places are
paths in the file: `$.criteria[0].metric`.
"""

import re
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.formulas import formula_problems, names, parse, unit_of
from trialkit.model.criterion import CriterionKind, Over, Role
from trialkit.model.metric import Asked
from trialkit.model.template import CriterionDefault, Slot, SlotType, Template
from trialkit.model.text import Words
from trialkit.templates.filling import slot_value
from trialkit.templates.parts import NAME
from trialkit.templates.sections import Faults, suggestion
from trialkit.templates.thresholds import GAP, NUMBERS, bare, plain_number, units_of_names

COMMON_OUTCOMES: Final = (
    "revenue_change_month",
    "jobs_person_years",
    "new_customers",
    "new_markets",
    "own_hours",
    "money_spent",
)
"""The common outcomes that a metric gives; *still in use* comes from the follow-ups."""

MOST_REQUIRED: Final = 5
"""Metrics that somebody has to type every week."""

MOST_ASKED: Final = 5
"""Questions that `trialkit new` asks."""


def check(template: Template, faults: Faults) -> None:
    """Add every fault between the template's parts; its criteria stand in the file's order."""
    _itself(template, faults)
    _names(template, faults)
    for slot in template.slots:
        _slot(slot, template, faults)
    _asked(template, faults)
    _sentences(template, faults)
    _metrics(template, faults)
    _criteria(template, faults)
    _plan(template, faults)
    for fact in template.facts:
        if fact.check_by < fact.as_of:
            message = Message(
                "The fact must be checked by {by}, which is before it was read, {read}.",
                by=fact.check_by,
                read=fact.as_of,
            )
            faults.add(f"$.facts.{fact.id}.check_by", "CHECKED_BEFORE_READ", message)
    _outcomes(template, faults)


def _itself(template: Template, faults: Faults) -> None:
    if template.version and not re.fullmatch(r"\d+\.\d+\.\d+", template.version):
        message = Message("“{found}” is not a version.", found=template.version)
        faults.add("$.version", "BAD_VERSION", message, remedy=Message("Write it such as 1.0.0."))
    lengths = [key for key in ("weeks", "months") if template.slot(key)]
    if len(lengths) != 1:
        message = Message("One question must say how long the trial is: weeks or months.")
        faults.add("$.slots", "NO_LENGTH", message)
    for key in lengths:
        slot = template.slot(key)
        if slot and (slot.type is not SlotType.INTEGER or slot.minimum is None or slot.minimum < 1):
            message = Message("The length must be a whole number of at least 1.")
            faults.add(f"$.slots.{key}", "BAD_LENGTH", message)


def _names(template: Template, faults: Faults) -> None:
    """Names that formulas can use, none of them for two things."""
    kinds = {
        "slots": [slot.id for slot in template.slots],
        "parameters": [parameter.id for parameter in template.parameters],
        "metrics": [metric.id for metric in template.metrics],
    }
    for kind, keys in kinds.items():
        for key in keys:
            if not NAME.fullmatch(key):
                message = Message("“{name}” can't be used as a name.", name=key)
                faults.add(
                    f"$.{kind}.{key}",
                    "BAD_NAME",
                    message,
                    remedy=Message(
                        "Use small letters a to z, digits and _, beginning with a letter."
                    ),
                )
            if kind == "parameters" and key in (*kinds["slots"], *kinds["metrics"]):
                message = Message("“{name}” is the name of something else too.", name=key)
                faults.add(f"$.parameters.{key}", "DUPLICATE", message)
    _duplicates("criteria", [criterion.id for criterion in template.criteria], faults)
    _duplicates("actions", [action.id for action in template.actions], faults)


def _duplicates(where: str, keys: list[str], faults: Faults) -> None:
    for index, key in enumerate(keys):
        if key and key in keys[:index]:
            message = Message("“{name}” is there twice.", name=key)
            faults.add(f"$.{where}[{index}].id", "DUPLICATE", message)


def _slot(slot: Slot, template: Template, faults: Faults) -> None:
    path = f"$.slots.{slot.id}"
    if slot.minimum is not None and slot.maximum is not None and slot.minimum > slot.maximum:
        message = Message(
            "The least, {least}, is more than the most, {most}.",
            least=slot.minimum,
            most=slot.maximum,
        )
        faults.add(f"{path}.min", "MIN_OVER_MAX", message)
    if (slot.type is SlotType.CHOICE) != bool(slot.choices):
        message = Message("Choices belong to a question of the type “choice”, and only there.")
        faults.add(f"{path}.choices", "BAD_CHOICES", message)
    if slot.required and not (slot.asked or slot.default or slot.formula):
        message = Message("It is required and has no default, so it must be asked: ask = true.")
        faults.add(path, "REQUIRED_NOT_ASKED", message)
    _default(slot, template, faults, f"{path}.default")
    if slot.below is not None:
        _below(slot, template, faults, f"{path}.below")
    if slot.formula is not None:
        _computed(slot, template, faults, f"{path}.formula")


def _default(slot: Slot, template: Template, faults: Faults, path: str) -> None:
    if slot.default is None:
        return
    reference = GAP.fullmatch(slot.default)
    if reference:
        other = template.slot(reference[1])
        if other is None or other.type is not slot.type or other.default == slot.default:
            _no_slot(reference[1], template, faults, path)
        return
    number = plain_number(slot.default) if slot.type in NUMBERS else None
    try:
        slot_value(slot, slot.default if number is None else number, language="en")
    except InvalidInput as error:
        for problem in error.problems:
            faults.add(path, problem.code, problem.message, remedy=problem.remedy)


def _below(slot: Slot, template: Template, faults: Faults, path: str) -> None:
    other = template.slot(slot.below or "")
    if other is None or slot.type not in NUMBERS or other.type not in NUMBERS:
        _no_slot(slot.below or "", template, faults, path)


def _computed(slot: Slot, template: Template, faults: Faults, path: str) -> None:
    if slot.asked or slot.default or slot.type not in NUMBERS:
        message = Message("A computed answer is a number, and is neither asked nor has a default.")
        faults.add(path, "COMPUTED_AND_ASKED", message)
    _formula(slot.formula or "", template, faults, path)


def _formula(written: str, template: Template, faults: Faults, path: str) -> None:
    """A formula of slots and parameters: its spelling, its names, its units."""
    computed = {slot.id for slot in template.slots if slot.formula is not None}
    units = {key: unit for key, unit in units_of_names(template).items() if key not in computed}
    try:
        formula = parse(bare(written), field=path)
        for name in names(formula):
            if name not in units:
                _no_slot(name, template, faults, path)
                return
        unit_of(formula, units)
    except InvalidInput as error:
        for problem in error.problems:
            faults.add(path, problem.code, problem.message, remedy=problem.remedy)


def _no_slot(name: str, template: Template, faults: Faults, path: str) -> None:
    known = tuple(slot.id for slot in template.slots)
    message = Message("“{name}” is no question of this template that could stand here.", name=name)
    faults.add(path, "UNKNOWN_SLOT", message, remedy=suggestion(name, known))


def _asked(template: Template, faults: Faults) -> None:
    asked = sum(slot.asked for slot in template.slots)
    if asked > MOST_ASKED:
        message = Message(
            "{n} questions are asked; at most {most} may be.", n=asked, most=MOST_ASKED
        )
        faults.add("$.slots", "ASKS_TOO_MUCH", message)
    required = sum(metric.asked is Asked.REQUIRED for metric in template.metrics)
    if required > MOST_REQUIRED:
        message = Message(
            "{n} metrics are required; at most {most} may be.", n=required, most=MOST_REQUIRED
        )
        faults.add("$.metrics", "REQUIRES_TOO_MUCH", message)


def _sentences(template: Template, faults: Faults) -> None:
    """Every gap of a sentence is a question, and each language has the same gaps."""
    said: dict[str, Words] = {
        "promise": template.promise,
        "hypothesis": template.hypothesis,
        "stop_early": template.stop_early,
    }
    for key, words in said.items():
        gaps = {language: set(GAP.findall(sentence)) for language, sentence in words.items()}
        everywhere: set[str] = set(chain.from_iterable(gaps.values()))
        for language, found in gaps.items():
            path = f"$.{key}.{language}"
            for gap in sorted(found):
                if template.slot(gap) is None:
                    _no_slot(gap, template, faults, path)
            lacking = everywhere - found
            if lacking:
                message = Message(
                    "These gaps stand in another language, but not here: {gaps}.",
                    gaps=tuple(sorted(lacking)),
                )
                faults.add(path, "GAPS_DIFFER", message)


def _metrics(template: Template, faults: Faults) -> None:
    for problem in formula_problems(template):
        path = (problem.place.field if problem.place else None) or "$.metrics"
        faults.add(path, problem.code, problem.message, remedy=problem.remedy)
    for metric in template.metrics:
        if metric.derived and metric.asked is not Asked.OPTIONAL:
            message = Message("A metric with a formula is computed; nobody is asked for it.")
            faults.add(f"$.metrics.{metric.id}.asked", "COMPUTED_AND_ASKED", message)


def _criteria(template: Template, faults: Faults) -> None:
    primary = sum(criterion.role is Role.PRIMARY for criterion in template.criteria)
    if primary != 1:
        message = Message("Exactly one criterion is the primary one; here {n} are.", n=primary)
        faults.add("$.criteria", "NOT_ONE_PRIMARY", message)
    for index, criterion in enumerate(template.criteria):
        _criterion(criterion, f"$.criteria[{index}]", template, faults)


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
    if criterion.due not in ("end", "trial end"):
        message = Message("“{found}” can't stand here.", found=criterion.due)
        faults.add(
            f"{path}.due", "UNKNOWN_CHOICE", message, remedy=suggestion("", ("end", "trial end"))
        )
    if criterion.threshold and plain_number(criterion.threshold) is None:
        _formula(criterion.threshold, template, faults, f"{path}.threshold")
    _period(criterion, f"{path}.period", template, faults)


def _period(criterion: CriterionDefault, path: str, template: Template, faults: Faults) -> None:
    if (criterion.over is Over.NAMED) != (criterion.period is not None):
        message = Message("A period is named where over = “named period”, and only there.")
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


def _plan(template: Template, faults: Faults) -> None:
    known = tuple(action.id for action in template.actions)
    for index, action in enumerate(template.actions):
        path = f"$.actions[{index}]"
        for before in action.after:
            if before not in known:
                message = Message("“{name}” is no step of this plan.", name=before)
                faults.add(
                    f"{path}.after", "UNKNOWN_ACTION", message, remedy=suggestion(before, known)
                )
        for key, wanted in action.only_where.items():
            slot = template.slot(key)
            if slot is None or (slot.choices and wanted not in slot.choices):
                _no_slot(key, template, faults, f"{path}.only_where.{key}")
    try:
        TopologicalSorter({action.id: action.after for action in template.actions}).prepare()
    except CycleError as error:
        circle = tuple(str(key) for key in error.args[1])
        message = Message("These steps wait for each other: {circle}.", circle=" → ".join(circle))
        index = known.index(circle[0]) if circle[0] in known else 0
        faults.add(f"$.actions[{index}].after", "ACTIONS_CIRCLE", message)


def _outcomes(template: Template, faults: Faults) -> None:
    keys = tuple(metric.id for metric in template.metrics)
    for outcome, metric in template.outcomes.items():
        path = f"$.outcomes.{outcome}"
        if outcome not in COMMON_OUTCOMES:
            message = Message("“{name}” is no common outcome.", name=outcome)
            remedy = suggestion(outcome, COMMON_OUTCOMES)
            faults.add(path, "UNKNOWN_OUTCOME", message, remedy=remedy)
        elif metric not in keys:
            message = Message("“{name}” is no metric of this template.", name=metric)
            faults.add(path, "UNKNOWN_METRIC", message, remedy=suggestion(metric, keys))

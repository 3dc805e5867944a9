"""Whether the parts of a template fit together: names that refer to something, limits that hold.

Each part alone was checked when it was read; here every fault between them is found. Places are
paths in the file: `$.criteria[0].metric`.
"""

import re
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Final

from trialkit.errors import Message
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.metric import Asked
from trialkit.model.template import SlotType, Template
from trialkit.model.text import Words
from trialkit.templates.check_measures import check_criteria, check_metrics
from trialkit.templates.check_slots import check_slots, no_slot
from trialkit.templates.filling import defaults
from trialkit.templates.parts import NAME
from trialkit.templates.sections import Faults, suggestion
from trialkit.templates.sentences import filled
from trialkit.templates.thresholds import GAP

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

LONGEST_PROMISE: Final = 100
"""Characters of the promise in one line, with the defaults in its gaps."""


def check(template: Template, faults: Faults) -> None:
    """Add every fault between the template's parts; its criteria stand in the file's order."""
    _itself(template, faults)
    _names(template, faults)
    check_slots(template, faults)
    _asked(template, faults)
    _sentences(template, faults)
    check_metrics(template, faults)
    check_criteria(template, faults)
    _plan(template, faults)
    _facts(template, faults)
    _outcomes(template, faults)
    if not faults.found:
        _promise_line(template, faults)


def _itself(template: Template, faults: Faults) -> None:
    if template.version and not re.fullmatch(r"\d+\.\d+\.\d+", template.version):
        message = Message("“{found}” is not a version.", found=template.version)
        faults.add("$.version", "BAD_VERSION", message, remedy=Message("Write it such as 1.0.0."))
    lengths = [key for key in ("weeks", "months") if template.slot(key)]
    if not lengths:
        message = Message("One question must say how long the trial is: weeks or months.")
        faults.add("$.slots", "NO_LENGTH", message)
    if len(lengths) > 1:
        message = Message("Both weeks and months say how long the trial is; only one may.")
        faults.add("$.slots.months", "TWO_LENGTHS", message)
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
                    no_slot(gap, template, faults, path)
            lacking = everywhere - found
            if lacking:
                message = Message(
                    "These gaps stand in another language, but not here: {gaps}.",
                    gaps=tuple(sorted(lacking)),
                )
                faults.add(path, "GAPS_DIFFER", message)


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
                no_slot(key, template, faults, f"{path}.only_where.{key}")
    try:
        TopologicalSorter({action.id: action.after for action in template.actions}).prepare()
    except CycleError as error:
        circle = tuple(str(key) for key in error.args[1])
        message = Message("These steps wait for each other: {circle}.", circle=" → ".join(circle))
        index = known.index(circle[0]) if circle[0] in known else 0
        faults.add(f"$.actions[{index}].after", "ACTIONS_CIRCLE", message)


def _facts(template: Template, faults: Faults) -> None:
    for fact in template.facts:
        if fact.check_by < fact.as_of:
            message = Message(
                "The fact must be checked by {by}, which is before it was read, {read}.",
                by=fact.check_by,
                read=fact.as_of,
            )
            faults.add(f"$.facts.{fact.id}.check_by", "CHECKED_BEFORE_READ", message)


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


def _promise_line(template: Template, faults: Faults) -> None:
    """Lists and titles have room for one line; names that people type don't count."""
    for language, line in promise_lines(template).items():
        if len(line) > LONGEST_PROMISE:
            message = Message(
                "With its gaps filled the promise has {n} characters; at most {most} fit: {line}",
                n=len(line),
                most=LONGEST_PROMISE,
                line=line,
            )
            faults.add(f"$.promise.{language}", "PROMISE_TOO_LONG", message)


def promise_lines(template: Template) -> dict[str, str]:
    """The promise in one line by language, its gaps filled with the defaults."""
    answers = defaults(template)
    typed = {slot.id for slot in template.slots if slot.type is SlotType.TEXT}
    return {
        language: filled(template.promise, template, answers, wording(language), withheld=typed)
        for language in LANGUAGES
    }

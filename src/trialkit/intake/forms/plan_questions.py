"""What the form of a plan asks: the same keys that a plan's TOML has."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.intake.plan_tables import BETWEEN
from trialkit.intake.plans import Answer, Plan
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.criterion import Comparison
from trialkit.model.template import CriterionDefault, Slot, SlotType, Template
from trialkit.model.text import spoken
from trialkit.templates.thresholds import GAP

TRIAL: Final = N_("The trial")
PROMISE: Final = N_("The promise")
DETAILS: Final = N_("Details, where they differ from the default")
LIMITS: Final = N_("Limits, where they differ from the default")
COORDINATOR: Final = N_("For the coordinator")

NEEDED: Final = N_("needs an answer")
LATER: Final = N_("can be said later")


@attrs.frozen(kw_only=True)
class PlanQuestion:
    """One row of the form.

    Attributes:
        key: where the answer belongs in a plan: `company`, `slots.orders`.
        asked: the question.
        type: what may be answered; None for a day.
        answer: what is known already.
        minimum, maximum: bounds of a number.
        choices: what may be chosen.
        unit, fits, default, meant: what helps to answer it.
        open: whether it is there to be answered.
    """

    key: str
    asked: str
    type: SlotType | None = SlotType.TEXT
    answer: Answer | date | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    fits: str = ""
    default: str = ""
    meant: str = ""
    open: bool = True


Part = tuple[str, tuple[PlanQuestion, ...]]
"""A heading, marked for translation, and the questions under it."""


def plan_questions(template: Template, known: Plan, wording: Wording) -> tuple[Part, ...]:
    """Everything that a plan of this kind of trial may say, in the order it is asked."""
    slots = [slot for slot in template.slots if slot.formula is None]
    return (
        (TRIAL, _of_trial(template, known, wording)),
        (PROMISE, tuple(_of_slot(one, template, known, wording) for one in slots if one.asked)),
        (DETAILS, tuple(_of_slot(one, template, known, wording) for one in slots if not one.asked)),
        (LIMITS, _limits(template, known, wording)),
        (COORDINATOR, _for_coordinator(known, wording)),
    )


def _of_trial(template: Template, known: Plan, wording: Wording) -> tuple[PlanQuestion, ...]:
    text = wording.text
    return (
        PlanQuestion(
            key="template", asked=text(N_("Kind of trial")), answer=template.id, open=False
        ),
        PlanQuestion(
            key="company",
            asked=text(N_("Company")),
            answer=known.company,
            default=text(NEEDED),
        ),
        PlanQuestion(
            key="title",
            asked=text(N_("The company's own title for it")),
            answer=known.title,
            default=spoken(template.title, (wording.language,))[1],
        ),
        PlanQuestion(
            key="starts_on",
            asked=text(N_("Planned first day")),
            type=None,
            answer=known.starts_on,
            default=text(LATER),
            meant=text(N_("The day it begins for customers. It can be changed until the start.")),
        ),
    )


def _of_slot(slot: Slot, template: Template, known: Plan, wording: Wording) -> PlanQuestion:
    return PlanQuestion(
        key=f"slots.{slot.id}",
        asked=spoken(slot.label, (wording.language,))[1],
        type=slot.type,
        answer=known.slots.get(slot.id),
        minimum=slot.minimum,
        maximum=slot.maximum,
        choices=slot.choices,
        unit=wording.unit(slot.unit) if slot.unit else "",
        fits=_fits(slot, wording),
        default=_default(slot, template, wording),
        meant=spoken(slot.help, (wording.language,))[1],
    )


def _fits(slot: Slot, wording: Wording) -> str:
    """What an answer may be, in a few words."""
    if slot.choices:
        return ", ".join(slot.choices)
    least, most = slot.minimum, slot.maximum
    if least is not None and most is not None:
        return f"{wording.number(least)}–{wording.number(most)}"
    if least is not None:
        return wording.say(Message("at least {amount}", amount=least))
    if most is not None:
        return wording.say(Message("at most {amount}", amount=most))
    return wording.label("slot_type", slot.type)


def _default(slot: Slot, template: Template, wording: Wording) -> str:
    """What is taken where nothing is answered."""
    if slot.default is None:
        return wording.text(NEEDED) if slot.required else ""
    other = GAP.fullmatch(slot.default)
    named = template.slot(other[1]) if other else None
    if named is not None:
        label = spoken(named.label, (wording.language,))[1]
        return wording.say(Message("as in “{question}”", question=label))
    match slot.type:
        case SlotType.COUNTRY:
            return wording.country(slot.default)
        case SlotType.TEXT | SlotType.CHOICE:
            return slot.default
    return wording.number(Decimal(slot.default))


def _limits(template: Template, known: Plan, wording: Wording) -> tuple[PlanQuestion, ...]:
    """Thresholds that are numbers of the template's own; the others follow from the answers."""
    return tuple(
        _of_criterion(one, template, known, wording)
        for one in template.criteria
        if one.id in known.criteria or one.threshold.replace(".", "", 1).isdecimal()
    )


def _of_criterion(
    criterion: CriterionDefault, template: Template, known: Plan, wording: Wording
) -> PlanQuestion:
    metric = template.metric(criterion.metric)
    label = spoken(metric.label, (wording.language,))[1] if metric else criterion.metric
    at_least = criterion.comparison is Comparison.AT_LEAST
    threshold = criterion.threshold
    own = threshold.replace(".", "", 1).isdecimal()
    return PlanQuestion(
        key=f"criteria.{criterion.id}",
        asked=wording.say(
            Message("{metric}: at least", metric=label)
            if at_least
            else Message("{metric}: at most", metric=label)
        ),
        type=SlotType.DECIMAL,
        answer=known.criteria.get(criterion.id),
        unit=wording.unit(metric.unit) if metric else "",
        default=wording.number(Decimal(threshold)) if own else threshold,
        meant=spoken(criterion.why, (wording.language,))[1],
    )


def _for_coordinator(known: Plan, wording: Wording) -> tuple[PlanQuestion, ...]:
    several = wording.text(N_("several with a semicolon between them"))
    return (
        PlanQuestion(
            key="barriers",
            asked=wording.text(N_("Barriers to growth it tackles")),
            answer=BETWEEN.join(known.barriers) or None,
            fits=several,
        ),
        PlanQuestion(
            key="tags",
            asked=wording.text(N_("Words to find it by")),
            answer=BETWEEN.join(known.tags) or None,
            fits=several,
        ),
    )

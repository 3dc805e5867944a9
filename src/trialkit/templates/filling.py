"""From what a company answers to a promise with nothing left open."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.language.reading import AmbiguousNumber, NotANumber, read_number
from trialkit.model.period import Phases
from trialkit.model.template import Slot, SlotType, Template
from trialkit.model.text import Text, TextStatus
from trialkit.model.trial import Action, Draft, Promise
from trialkit.rules.length import length_in, length_slot
from trialkit.templates.countries import country_code, near_countries
from trialkit.templates.criteria import sealed_criteria
from trialkit.templates.phases import phases, trial_range
from trialkit.templates.sections import suggestion
from trialkit.templates.thresholds import GAP, computed

# one answer


def slot_value(slot: Slot, written: str | int | Decimal, *, language: str) -> str:
    """An answer in its canonical form: `15`, `800.00`, `SE`, or the words themselves.

    Args:
        slot: what is asked.
        written: as typed in any of the languages, or as a number.
        language: the person's; near names of countries are given in it.

    Raises:
        InvalidInput: it can't be read, or lies outside what makes sense.
    """
    typed = " ".join(unicodedata.normalize("NFC", str(written)).split())
    if not typed:
        raise _not_so(slot, "EMPTY_ANSWER", Message("There is no answer here."))
    match slot.type:
        case SlotType.TEXT:
            return typed
        case SlotType.CHOICE:
            return _chosen(slot, typed)
        case SlotType.COUNTRY:
            return _country(slot, typed, language)
    exact = isinstance(written, int | Decimal)
    number = Decimal(written) if exact else _read(slot, typed)
    return _in_range(slot, number)


def _not_so(slot: Slot, code: str, message: Message, remedy: Message | None = None) -> InvalidInput:
    return InvalidInput(message, code=code, place=Place(field=slot.id), remedy=remedy)


def _chosen(slot: Slot, typed: str) -> str:
    for choice in slot.choices:
        if choice.casefold() == typed.casefold():
            return choice
    raise _not_so(
        slot,
        "UNKNOWN_CHOICE",
        Message("“{found}” can't stand here.", found=typed),
        suggestion(typed, slot.choices),
    )


def _country(slot: Slot, typed: str, language: str) -> str:
    code = country_code(typed)
    if code is not None:
        return code
    near = near_countries(typed, language)
    raise _not_so(
        slot,
        "UNKNOWN_COUNTRY",
        Message("“{found}” is no country's name or code.", found=typed),
        Message("Did you mean one of these: {names}?", names=near)
        if near
        else Message("Write the country's name, or its code such as SE."),
    )


def _read(slot: Slot, typed: str) -> Decimal:
    try:
        return read_number(typed)
    except AmbiguousNumber as error:
        first, second = error.readings
        raise _not_so(
            slot,
            "AMBIGUOUS_NUMBER",
            Message(
                "“{found}” could be {first:exact} or {second:exact}.",
                found=typed,
                first=first,
                second=second,
            ),
            Message("Write it without a separator, such as 1234."),
        ) from error
    except NotANumber as error:
        raise _not_so(
            slot,
            "NOT_A_NUMBER",
            Message("“{found}” is not a number.", found=typed),
            Message("Write digits only, such as 14 or 12,5."),
        ) from error


def _in_range(slot: Slot, number: Decimal) -> str:
    """The number as it is kept, once it is of the slot's type and within its bounds."""
    if slot.type is SlotType.INTEGER and number != number.to_integral_value():
        raise _not_so(slot, "NOT_WHOLE", Message("“{found}” is not a whole number.", found=number))
    if slot.type is SlotType.MONEY and number != round(number, 2):
        raise _not_so(slot, "TOO_EXACT", Message("“{found}” has parts of a cent.", found=number))
    if slot.minimum is not None and number < slot.minimum:
        raise _not_so(
            slot,
            "TOO_SMALL",
            Message("{found} is too little: at least {least}.", found=number, least=slot.minimum),
        )
    if slot.maximum is not None and number > slot.maximum:
        raise _not_so(
            slot,
            "TOO_LARGE",
            Message("{found} is too much: at most {most}.", found=number, most=slot.maximum),
        )
    return _canonical(slot, number)


def _canonical(slot: Slot, number: Decimal) -> str:
    match slot.type:
        case SlotType.INTEGER:
            return str(int(number))
        case SlotType.MONEY:
            return f"{number:.2f}"
    return f"{number.normalize():f}"


# all of them


def defaults(template: Template) -> dict[str, str]:
    """Slot id → the answer taken where none is given; those without a default are left out."""
    return _completed(template, {})


def answered(template: Template, given: Mapping[str, str]) -> dict[str, str]:
    """Every slot that has an answer: given, by default, or computed from the others."""
    answers = _completed(template, given)
    for slot in template.slots:
        if slot.formula is None:
            continue
        value = computed(slot.formula, template, answers)
        if value is not None:
            answers[slot.id] = _canonical(slot, value)
    return answers


def _completed(template: Template, given: Mapping[str, str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for slot in template.slots:
        if slot.formula is not None:
            continue
        default = slot.default
        reference = GAP.fullmatch(default) if default else None
        other = template.slot(reference[1]) if reference else None
        if other is not None:
            default = given.get(other.id, other.default)
        if slot.id in given:
            answers[slot.id] = given[slot.id]
        elif default is not None:
            answers[slot.id] = slot_value(slot, _as_number(default), language="en")
    return answers


def _as_number(default: str) -> str | Decimal:
    """A default is written with a decimal point: it never has two readings."""
    return Decimal(default) if default.replace(".", "", 1).isdecimal() else default


# the promise


def promised(template: Template, draft: Draft, *, digest: str, starts_on: date) -> Promise:
    """The promise that a draft makes, with nothing left open.

    Where the draft names its own last day, the answer to `weeks` or `months` follows from it.

    Args:
        template: the kind of trial.
        draft: what was answered; the rest is taken from the template.
        digest: the template's.
        starts_on: first day of the trial phase.

    Raises:
        InvalidInput: an answer is missing or out of range, a criterion is unknown or can't be
            worked out, the end is before the start: every fault is named.
    """
    faults = [*end_faults(draft, starts_on), *_answer_faults(template, draft)]
    if faults:
        raise InvalidInput.of(faults)
    answers = answered(template, draft.slots)
    trial = trial_range(template, answers, starts_on, draft.ends_on)
    length = length_slot(template)
    if length and draft.ends_on:
        answers = answered(template, {**draft.slots, length: str(length_in(length, trial))})
    days = phases(template, trial, before=draft.baseline)
    return _promise(template, draft, digest, answers, days)


def _promise(
    template: Template, draft: Draft, digest: str, answers: Mapping[str, str], days: Phases
) -> Promise:
    plan = _planned(template, answers) if draft.actions is None else draft.actions
    return Promise(
        template=template.id,
        template_version=template.version,
        template_digest=digest,
        slots=answers,
        criteria=sealed_criteria(template, draft, answers, days),
        phases=days,
        actions=plan,
        parameters=template.parameters,
        limits={key: _limit(key, limit, answers) for key, limit in template.limits.items()},
        comparisons=draft.comparisons,
        lot=draft.lot,
        season_free=draft.season_free,
        currency=draft.currency,
        vat=draft.vat,
    )


def _limit(key: str, limit: Decimal, answers: Mapping[str, str]) -> Decimal:
    """A slot of the same name sets the limit; else it is the template's."""
    return Decimal(answers[key]) if key in answers else limit


def end_faults(draft: Draft, starts_on: date) -> list[Problem]:
    """What is wrong with a draft's last day, where its first one is `starts_on`."""
    if draft.ends_on is None or draft.ends_on >= starts_on:
        return []
    message = Message(
        "The last day {end} is before the first day {start}.", end=draft.ends_on, start=starts_on
    )
    return [Problem(message, code="END_BEFORE_START", place=Place(field="ends_on"))]


def _answer_faults(template: Template, draft: Draft) -> list[Problem]:
    faults: list[Problem] = []
    known = tuple(slot.id for slot in template.slots)
    faults += [
        Problem(
            Message("“{name}” is no question of this template.", name=name),
            code="UNKNOWN_SLOT",
            place=Place(field=name),
            remedy=suggestion(name, known),
        )
        for name in draft.slots
        if name not in known
    ]
    answers = _completed(template, draft.slots)
    for slot in template.slots:
        faults += _faults_of(slot, answers)
    return faults


def _faults_of(slot: Slot, answers: Mapping[str, str]) -> list[Problem]:
    """What is wrong with one slot's answer: missing, out of range, not under another's."""
    place = Place(field=slot.id)
    answer = answers.get(slot.id)
    if slot.formula is not None:
        return []
    if answer is None:
        missing = Message("“{name}” has no answer yet.", name=slot.id)
        return [Problem(missing, code="SLOT_MISSING", place=place)] if slot.required else []
    try:
        slot_value(slot, _as_number(answer), language="en")
    except InvalidInput as error:
        return list(error.problems)
    other = answers.get(slot.below) if slot.below else None
    if other is not None and Decimal(answer) >= Decimal(other):
        message = Message(
            "{found} must be less than “{other}”, which is {limit}.",
            found=Decimal(answer),
            other=slot.below or "",
            limit=Decimal(other),
        )
        return [Problem(message, code="NOT_BELOW", place=place)]
    return []


def _planned(template: Template, answers: Mapping[str, str]) -> tuple[Action, ...]:
    """The template's plan: the steps that the answers call for, in their order."""
    steps = [
        step
        for step in template.actions
        if all(answers.get(slot) == wanted for slot, wanted in step.only_where.items())
    ]
    kept = {step.id for step in steps}
    return tuple(
        Action(
            id=step.id,
            label=Text(words=step.label, source="en", status=TextStatus.APPROVED),
            effort_h=step.effort_h,
            lasts_weeks=step.lasts_weeks,
            week=step.week,
            after=tuple(before for before in step.after if before in kept),
        )
        for step in steps
    )

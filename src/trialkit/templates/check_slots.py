"""Whether a template's questions and what is worked out from their answers hold together."""

from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.formulas import names, parse, unit_of
from trialkit.model.template import Slot, SlotType, Template
from trialkit.templates.filling import slot_value
from trialkit.templates.sections import Faults, suggestion
from trialkit.templates.thresholds import GAP, NUMBERS, bare, plain_number, units_of_names


def check_slots(template: Template, faults: Faults) -> None:
    """Add every fault of the questions."""
    for slot in template.slots:
        _slot(slot, template, faults)


def _slot(slot: Slot, template: Template, faults: Faults) -> None:
    path = f"$.slots.{slot.id}"
    if slot.minimum is not None and slot.maximum is not None and slot.minimum > slot.maximum:
        message = Message(
            "The least, {least}, is more than the most, {most}.",
            least=slot.minimum,
            most=slot.maximum,
        )
        faults.add(f"{path}.min", "MIN_OVER_MAX", message)
    typed = not faults.at(f"{path}.type")
    if typed and (slot.type is SlotType.CHOICE) != bool(slot.choices):
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
            no_slot(reference[1], template, faults, path)
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
        no_slot(slot.below or "", template, faults, path)


def _computed(slot: Slot, template: Template, faults: Faults, path: str) -> None:
    if slot.asked or slot.default or slot.type not in NUMBERS:
        message = Message("A computed answer is a number, and is neither asked nor has a default.")
        faults.add(path, "COMPUTED_AND_ASKED", message)
    check_formula(slot.formula or "", template, faults, path)


def check_formula(written: str, template: Template, faults: Faults, path: str) -> None:
    """A formula of slots and parameters: its spelling, its names, its units."""
    computed = {slot.id for slot in template.slots if slot.formula is not None}
    units = {key: unit for key, unit in units_of_names(template).items() if key not in computed}
    try:
        formula = parse(bare(written), field=path)
        for name in names(formula):
            if name not in units:
                no_slot(name, template, faults, path)
                return
        unit_of(formula, units)
    except InvalidInput as error:
        for problem in error.problems:
            faults.add(path, problem.code, problem.message, remedy=problem.remedy)


def no_slot(name: str, template: Template, faults: Faults, path: str) -> None:
    """Add that `name`, which stands at `path`, is no question, and what was probably meant."""
    known = tuple(slot.id for slot in template.slots)
    message = Message("“{name}” is no question of this template that could stand here.", name=name)
    faults.add(path, "UNKNOWN_SLOT", message, remedy=suggestion(name, known))

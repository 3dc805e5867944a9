"""What else changes when one field of a promise does, so that the promise stays one promise.

Three things are written in it twice: a number that is a slot of the sentence and a criterion's
threshold; the length, which the sentence says in weeks or months and the phases in days; and the
last day, on which the settling time, the criteria and the follow-ups hang.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from trialkit.errors import InvalidInput, Message, Place
from trialkit.model.conversion import Plain, from_plain, to_plain
from trialkit.model.paths import ROOT, at_index, at_key, replaced
from trialkit.model.template import Slot, SlotType, Template
from trialkit.model.trial import Promise
from trialkit.rules.length import days_of_length, length_in, length_slot

Consequence = tuple[str, Plain]
"""The path of a field, and what it becomes."""

_GAP: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_PER_CENT: Final = "%"


def consequences(before: Promise, after: Promise, template: Template) -> Iterator[Consequence]:
    """Fields that have to follow a change; what was changed with it already is left alone.

    Args:
        before: the promise until now.
        after: the same with one field changed.
        template: says which threshold is a slot of the sentence.

    Raises:
        InvalidInput: a slot that is a threshold or the length was changed to something that is no
            number.
    """
    yield from _of_a_number(before, after, template)
    for path, value in _of_the_length(before, after, template):
        yield path, value
        after = from_plain(Promise, replaced(to_plain(after), path, value))
    if before.phases.trial.last != after.phases.trial.last:
        yield from _of_the_end(before, after)


def _of_a_number(before: Promise, after: Promise, template: Template) -> Iterator[Consequence]:
    for index, criterion in enumerate(after.criteria):
        slot = _slot_of(criterion.id, template)
        old = before.criterion(criterion.id)
        if slot is None or old is None or slot.id not in after.slots:
            continue
        typed = after.slots[slot.id]
        if old.threshold != criterion.threshold and before.slots.get(slot.id) == typed:
            yield f"{ROOT}.slots{at_key(slot.id)}", _written(slot, criterion.threshold)
        elif old.threshold == criterion.threshold and before.slots.get(slot.id) != typed:
            yield f"{ROOT}.criteria{at_index(index)}.threshold", to_plain(_read(slot, typed))


def _slot_of(criterion: str, template: Template) -> Slot | None:
    """The slot that is this criterion's threshold, where the template says so."""
    for default in template.criteria:
        gap = _GAP.fullmatch(default.threshold)
        if default.id == criterion and gap:
            return template.slot(gap[1])
    return None


def _written(slot: Slot, threshold: Decimal) -> str:
    number = threshold * 100 if slot.unit == _PER_CENT else threshold
    return f"{number:.2f}" if slot.type is SlotType.MONEY else str(to_plain(number))


def _read(slot: Slot, typed: str) -> Decimal:
    try:
        number = Decimal(typed)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidInput(
            Message("“{found}” is not a number.", found=typed),
            code="NOT_A_NUMBER",
            place=Place(field=slot.id),
        )
    return number / 100 if slot.unit == _PER_CENT else number


def _of_the_length(before: Promise, after: Promise, template: Template) -> Iterator[Consequence]:
    """The sentence's weeks (or months) follow the days, or the last day follows them.

    As at the start, one that has begun counts whole.
    """
    kind = length_slot(template)
    typed = after.slots.get(kind) if kind else None
    if kind is None or typed is None:
        return
    days = after.phases.trial
    if before.phases.trial != days and before.slots.get(kind) == typed:
        length = str(length_in(kind, days))
        if length != typed:
            yield f"{ROOT}.slots{at_key(kind)}", length
    elif before.phases.trial == days and before.slots.get(kind) != typed:
        last = days_of_length(kind, _count(kind, typed), days.first).last
        yield f"{ROOT}.phases.trial.last", to_plain(last)


def _count(slot: str, typed: str) -> int:
    if not typed.isdecimal() or int(typed) == 0:
        raise InvalidInput(
            Message("“{found}” is not a whole number.", found=typed),
            code="NOT_A_NUMBER",
            place=Place(field=slot),
        )
    return int(typed)


def _of_the_end(before: Promise, after: Promise) -> Iterator[Consequence]:
    later = after.phases.trial.last - before.phases.trial.last
    settling = after.phases.settling
    if settling is not None and settling == before.phases.settling:
        settling = settling.moved(later.days)
        yield f"{ROOT}.phases.settling", to_plain(settling)
    if after.phases.follow_up and after.phases.follow_up == before.phases.follow_up:
        moved = tuple(day + later for day in after.phases.follow_up)
        yield f"{ROOT}.phases.follow_up", to_plain(moved)
    follows = {
        before.phases.trial.last: after.phases.trial.last,
        before.phases.end: settling.last if settling else after.phases.trial.last,
    }
    for index, criterion in enumerate(after.criteria):
        old = before.criterion(criterion.id)
        if old is not None and old.due == criterion.due and criterion.due in follows:
            path = f"{ROOT}.criteria{at_index(index)}.due"
            yield path, to_plain(follows[criterion.due])

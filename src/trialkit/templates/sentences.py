"""A promise or a hypothesis in its reader's language, with the answers in its gaps."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final

from trialkit.language.wording import Wording
from trialkit.model.template import Slot, SlotType, Template
from trialkit.model.text import Words, spoken
from trialkit.templates.thresholds import GAP

GAP_SHOWN: Final = "…"
"""What stands where nothing was answered, or where the answer is withheld."""


def filled(
    words: Words,
    template: Template,
    slots: Mapping[str, str],
    wording: Wording,
    *,
    withheld: Collection[str] = (),
) -> str:
    """One of the template's sentences with the answers in its gaps.

    A gap that has no answer, or whose answer is withheld, shows “…”. Answers stand in their
    basic form, after a colon or before a unit, so that no language has to inflect them; sums of
    money therefore come without their currency.

    Args:
        words: the sentence by language, with gaps such as `{orders}`.
        template: says what kind of answer each gap holds.
        slots: slot id → canonical answer.
        wording: the reader's.
        withheld: ids of slots that must not be shown.
    """
    _, sentence = spoken(words, (wording.language,))
    shown = {
        slot.id: _shown(slot, slots[slot.id], wording)
        for slot in template.slots
        if slot.id in slots and slot.id not in withheld
    }
    return GAP.sub(lambda gap: shown.get(gap[1], GAP_SHOWN), sentence)


def private_slots(template: Template) -> frozenset[str]:
    """The slots whose answers a published promise leaves as gaps."""
    return frozenset(slot.id for slot in template.slots if slot.private)


def _shown(slot: Slot, answer: str, wording: Wording) -> str:
    match slot.type:
        case SlotType.COUNTRY:
            return wording.country(answer)
        case SlotType.TEXT | SlotType.CHOICE:
            return answer
        case SlotType.MONEY:
            amount = Decimal(answer)
            return wording.number(amount, 0 if amount == amount.to_integral_value() else 2)
    return wording.number(Decimal(answer))

"""What is held across trials, and what this case says of it."""

from collections.abc import Mapping
from typing import Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.claims import CaseClaim
from trialkit.errors import Message
from trialkit.model.learning import Stance
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords, begun
from trialkit.rules.learning import BECAUSE

_OWN: Final[Mapping[Stance, Message]] = {
    Stance.SUPPORTS: Message("This trial bears it out."),
    Stance.CONTRADICTS: Message("This trial contradicts it."),
}


@attrs.frozen(kw_only=True)
class ClaimView:
    """A claim that the trial is linked to.

    Attributes:
        claim: in one sentence.
        own: what this trial says of it.
        standing: how far it is borne out, and by which rule.
        others: addresses of the other trials, each with what it says.
        withheld: how many more are linked that aren't named; empty for none.
    """

    claim: Shown
    own: str
    standing: str
    others: tuple[tuple[str, str], ...]
    withheld: str


def claims(case: Case, words: PageWords) -> tuple[ClaimView, ...]:
    """The claims that the case's trial is linked to, the oldest first."""
    return tuple(_claim(one, case.address, words) for one in case.claims)


def _claim(told: CaseClaim, own: str, words: PageWords) -> ClaimView:
    stance = told.stance_of(own)
    status = begun(words.label("learning_status", told.status))
    standing = words.say("{status}. {because}", status=status, because=BECAUSE[told.because])
    return ClaimView(
        claim=words.shown(told.claim),
        own=words.wording.say(_OWN[stance]) if stance else "",
        standing=standing,
        others=tuple(
            (one.address, words.label("stance", one.stance))
            for one in told.trials
            if one.address != own
        ),
        withheld=words.counted(
            "{n} more trial is linked to it that isn't named here, and doesn't count in this.",
            "{n} more trials are linked to it that aren't named here, and don't count in this.",
            n=told.withheld,
        )
        if told.withheld
        else "",
    )

"""One promise made by several companies at once, and where one of them departs from it."""

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from trialkit.model.trial import Draft, Promise, Trial


@attrs.frozen(order=True)
class Term:
    """A part of a promise that can be held against another's.

    Attributes:
        kind: `slot`, `criterion`, `first` or `last` (day of the trial phase).
        id: the slot's or criterion's key; empty for a day.
    """

    kind: str
    id: str = ""


Terms = Mapping[Term, str]
"""What a promise says in each of its parts, in canonical form."""


def terms(trial: Trial, promise: Promise | None) -> Terms:
    """What a trial promises; of a draft that still lacks something, what is settled of it.

    Args:
        trial: of a series.
        promise: its own, or what its draft would be sealed as; None where it isn't whole.
    """
    if promise is None:
        return _of_draft(trial, trial.draft or Draft())
    said = {Term("slot", key): value for key, value in promise.slots.items()}
    # Written alike, so that 15 and 15.0 are one.
    said |= {
        Term("criterion", one.id): f"{one.threshold.normalize():f}" for one in promise.criteria
    }
    days = promise.phases.trial
    return {**said, Term("first"): days.first.isoformat(), Term("last"): days.last.isoformat()}


def _of_draft(trial: Trial, draft: Draft) -> Terms:
    usual = {slot.id: slot.default for slot in trial.template.slots if slot.default}
    return {Term("slot", key): value for key, value in {**usual, **draft.slots}.items()}


def departures(own: Terms, others: Sequence[Terms]) -> tuple[Term, ...]:
    """Where a promise says something else than most of its series do.

    Where no one thing is said more often than any other, everyone departs.

    Args:
        own: of the trial asked about.
        others: of the other trials; what one of them leaves open doesn't count.
    """
    return tuple(sorted(term for term, value in own.items() if _departs(term, value, others)))


def _departs(term: Term, value: str, others: Sequence[Terms]) -> bool:
    said = Counter([value, *(one[term] for one in others if term in one)])
    most = max(said.values())
    usual = [what for what, times in said.items() if times == most]
    return usual != [value]

"""The gate: no page can draw a case that consent hasn't released.

`release` is the only maker of `Released`, and `Edition` takes nothing else, so that mypy refuses
an ungated case. `Internal` is for single documents that stay in the house.
"""

from collections.abc import Mapping
from datetime import date

import attrs

from trialkit.casebook.case import Case
from trialkit.model.settings import Settings


@attrs.frozen
class Released:
    """A case from which everything that consent doesn't cover is gone.

    Attributes:
        case: what may be shown.
        held_back: names of the fields that were taken out, for the coordinator.
    """

    case: Case
    held_back: tuple[str, ...]


@attrs.frozen
class Internal:
    """A whole case, for a document headed *internal* on every page; an Edition refuses it."""

    case: Case


@attrs.frozen(kw_only=True)
class Tombstone:
    """What is left of a withdrawn case: its address, and the day. No title."""

    address: str
    withdrawn_on: date


@attrs.frozen(kw_only=True)
class Edition:
    """Everything one published site is made from, and nothing else.

    Attributes:
        cases: released, newest first.
        tombstones: withdrawn ones.
        counts: `started`, `concluded`, `stopped`, `held`, `did not hold`, `can't tell`,
            `silent`, `withheld` → number of trials.
        settings: of the workspace; pages use the programme, languages and notices.
        as_of: the day it was made.
        illustrative: whether any case has something invented for a demonstration.
    """

    cases: tuple[Released, ...]
    tombstones: tuple[Tombstone, ...]
    counts: Mapping[str, int]
    settings: Settings
    as_of: date
    illustrative: bool

"""What a released case lacks, named for the coordinator."""

from collections.abc import Iterator, Mapping

import attrs

from trialkit.casebook.case import (
    Case,
    CaseAction,
    CaseDecision,
    CaseFollowUp,
    CasePromise,
    Descriptors,
    Deviation,
    Provenance,
    Repeat,
)
from trialkit.casebook.claims import CaseClaim, ClaimTrial
from trialkit.casebook.findings import CaseAnswer, CaseOutcome, CaseResult, CaseVerdict
from trialkit.evaluation.evaluation import Forecast
from trialkit.model.foresight import Foresight

_OURS = {"id", "consent", "shown", "owner"}
"""Private by nature, or set by the release itself: nothing a coordinator could give up."""

_NESTED = (
    CaseAction,
    CaseAnswer,
    CaseClaim,
    CaseDecision,
    CaseFollowUp,
    CaseOutcome,
    CasePromise,
    CaseResult,
    CaseVerdict,
    ClaimTrial,
    Descriptors,
    Deviation,
    Forecast,
    Foresight,
    Provenance,
    Repeat,
)
"""Parts whose fields are named one by one; words, days, codes and sentences aren't."""


def changed_fields(whole: Case, released: Case) -> tuple[str, ...]:
    """Names of the fields that were taken out or made coarser: `descriptors.company`.

    Rows of a list aren't numbered: `results.baseline` is said once.
    """
    found = dict.fromkeys(
        name
        for field in attrs.fields(Case)
        if field.name not in _OURS
        for name in _differences(
            field.name, getattr(whole, field.name), getattr(released, field.name)
        )
    )
    return tuple(found)


def _differences(name: str, whole: object, released: object) -> Iterator[str]:
    if whole == released:
        return
    if isinstance(whole, tuple) and isinstance(released, tuple) and len(whole) == len(released):
        for before, after in zip(whole, released, strict=True):
            yield from _differences(name, before, after)
    elif isinstance(whole, Mapping) and isinstance(released, Mapping):
        for key, value in whole.items():
            yield from _differences(f"{name}.{key}", value, released.get(key))
    elif isinstance(whole, _NESTED) and type(whole) is type(released):
        for field in attrs.fields(type(whole)):
            if field.name not in _OURS:
                yield from _differences(
                    f"{name}.{field.name}",
                    getattr(whole, field.name),
                    getattr(released, field.name),
                )
    else:
        yield name

"""Changes to a sealed promise: which are possible, and how much each one changes.

A change is minor or major by the field it touches, as in the AEA's registry of trials. A major
one after the first figure of the trial phase marks the trial as changed after data.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, cast

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem, Refused
from trialkit.model.conversion import Plain, canonical, from_plain, to_plain
from trialkit.model.paths import ROOT, at_index, at_key, leaves, replaced, steps, value_at
from trialkit.model.trial import Amendment, Promise, State, Trial, Weight
from trialkit.rules.consequences import consequences
from trialkit.rules.soundness import unsound

ANY: Final = "*"

WEIGHTS: Final[tuple[tuple[tuple[str, ...], Weight | None], ...]] = (
    (("template",), None),
    (("template_version",), None),
    (("template_digest",), None),
    (("currency",), None),
    (("vat",), None),
    (("foresight",), None),
    (("lot",), None),
    (("criteria", ANY, "id"), None),
    (("criteria", ANY, "metric"), None),
    (("criteria", ANY, "why"), Weight.MINOR),
    (("criteria",), Weight.MAJOR),
    (("slots",), Weight.MAJOR),
    (("phases", "follow_up"), Weight.MINOR),
    (("phases",), Weight.MAJOR),
    (("actions",), Weight.MINOR),
    (("parameters", ANY, "label"), Weight.MINOR),
    (("parameters", ANY, "value"), Weight.MAJOR),
    (("parameters",), None),
    (("limits",), Weight.MAJOR),
    (("comparisons",), Weight.MAJOR),
    (("season_free",), Weight.MAJOR),
)
"""How much a change to a field changes the promise; the first line that fits counts.

None: the field can't be changed at all. Figures in another currency, or of another template,
would not be figures of this promise any more: that is a new trial. And what was foreseen at the
start isn't foreseen any more, nor is a lot drawn afterwards a draw.
"""

AMENDABLE: Final = frozenset({State.RUNNING, State.EVALUATING})


def path_of(trial: Trial, field: str) -> str:
    """The path in the seal that people mean by a short name.

    Args:
        trial: with a promise.
        field: a criterion's id (its threshold), `ends_on`, a path with or without its `$.`, or a
            slot's or limit's id where nothing else has it.
    """
    promise = trial.promise
    if promise is None or field.startswith(ROOT):
        return field
    for index, criterion in enumerate(promise.criteria):
        if criterion.id == field:
            return f"{ROOT}.criteria{at_index(index)}.threshold"
    if field == "ends_on":
        return f"{ROOT}.phases.trial.last"
    for part, keys in (("slots", promise.slots), ("limits", promise.limits)):
        if field in keys:
            return f"{ROOT}.{part}{at_key(field)}"
    return f"{ROOT}.{field}"


def weight_of(path: str) -> Weight | None:
    """How much a change at `path` changes the promise; None where it can't be changed.

    >>> weight_of("$.criteria[0].threshold"), weight_of("$.currency")
    (<Weight.MAJOR: 'major'>, None)
    """
    way = steps(path)
    for pattern, weight in WEIGHTS:
        if len(pattern) <= len(way) and all(
            wanted in (ANY, step) for wanted, step in zip(pattern, way, strict=False)
        ):
            return weight
    return None


def amended(
    trial: Trial,
    path: str,
    after: object,
    *,
    reason: str,
    after_data: bool,
    at: datetime,
    by: str,
) -> Trial:
    """The trial with its promise changed, the change on record, and the seal as it was.

    What has to follow the change, such as the settling time a later last day, is changed and
    recorded with it.

    Args:
        trial: with a sealed promise.
        path: what is changed: a leaf such as `$.criteria[0].threshold`, or all that is below.
        after: its new value, plain or a value of the model.
        reason: why, in the company's words.
        after_data: whether a figure of the trial phase was already in.
        at: the moment, UTC.
        by: who records it.

    Raises:
        Refused: it can't be changed: every reason is told.
        InvalidInput: the new value isn't of the field's kind.
    """
    if refused := [*_wrong_state(trial), *_no_reason(reason)]:
        raise Refused.of(refused)
    promise = cast(Promise, trial.promise)
    changes = [_change(promise, path, to_plain(after))]
    if refused := list(_unchangeable(promise, changes[0].promise)):
        raise Refused.of(refused)
    for where, value in consequences(promise, changes[0].promise, trial.template):
        changes.append(_change(changes[-1].promise, where, value))
    promise = changes[-1].promise
    if faults := unsound(promise, trial.template):
        raise Refused.of(faults)
    made = tuple(
        Amendment(
            path=change.path,
            before=canonical(change.before).decode(),
            after=canonical(change.after).decode(),
            reason=reason.strip(),
            weight=change.weight,
            after_data=after_data,
            at=at,
            by=by,
        )
        for change in changes
    )
    return attrs.evolve(trial, promise=promise, amendments=(*trial.amendments, *made))


@attrs.frozen(kw_only=True)
class _Change:
    """One field changed.

    Attributes:
        path: which.
        before, after: its values, plain.
        weight: of what it changes.
        promise: with the change.
    """

    path: str
    before: Plain
    after: Plain
    weight: Weight
    promise: Promise


def _change(promise: Promise, path: str, value: Plain) -> _Change:
    plain = to_plain(promise)
    try:
        before, changed = value_at(plain, path), replaced(plain, path, value)
    except (LookupError, ValueError):
        raise InvalidInput(
            Message("The promise has no field {path}.", path=path),
            code="UNKNOWN_FIELD",
            place=Place(field=path),
            remedy=Message("trialkit show lists the fields under the seal."),
        ) from None
    after = from_plain(Promise, changed)
    weights = {weight_of(leaf) for leaf in _differing(promise, after)}
    return _Change(
        path=path,
        before=before,
        after=value_at(to_plain(after), path),
        weight=Weight.MAJOR if Weight.MAJOR in weights else Weight.MINOR,
        promise=after,
    )


def _differing(before: Promise, after: Promise) -> list[str]:
    """Paths of the leaves in which two promises differ."""
    old, new = (dict(leaves(to_plain(promise))) for promise in (before, after))
    missing = object()
    return [
        path for path in sorted({**old, **new}) if old.get(path, missing) != new.get(path, missing)
    ]


def _wrong_state(trial: Trial) -> Iterator[Problem]:
    if trial.promise is None or trial.state not in AMENDABLE:
        yield Problem(
            Message("Only the promise of a trial under way can be changed."),
            code="WRONG_STATE",
            remedy=Message("A draft is edited, and a finished trial stays as it was."),
        )


def _no_reason(reason: str) -> Iterator[Problem]:
    if not reason.strip():
        yield Problem(
            Message("A promise isn't changed without a reason."),
            code="NO_REASON",
            remedy=Message("Say in a sentence why; the case will tell it."),
        )


def _unchangeable(before: Promise, after: Promise) -> Iterator[Problem]:
    differing = _differing(before, after)
    if not differing:
        yield Problem(Message("That is what the promise says already."), code="UNCHANGED")
    for path in differing:
        if weight_of(path) is None:
            yield Problem(
                Message("The field {path} of a sealed promise can't be changed.", path=path),
                code="NOT_AMENDABLE",
                place=Place(field=path),
                remedy=Message("Stop this trial and promise anew."),
            )

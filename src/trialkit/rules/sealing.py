"""The seal: proof that a promise is still the one that was made.

Each leaf of the promise gets a digest of its own, SHA-256(salt ‖ canonical JSON), so that one
can be erased and the rest still proved; the seal's digest is over the sorted pairs of path and
digest. What was amended since is undone before the promise is held against its seal.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from trialkit.model.conversion import Plain, canonical, to_plain
from trialkit.model.paths import ROOT, leaves, replaced, value_at
from trialkit.model.trial import Amendment, Promise, Seal, SealedField


def seal(promise: Promise, *, at: datetime, by: str, before_start: bool) -> Seal:
    """The seal of `promise`, with fresh salts.

    Args:
        promise: what is promised.
        at: the moment, UTC.
        by: who seals it.
        before_start: what `sealed_before_start` says.
    """
    fields = tuple(
        _sealed(path, value, secrets.token_hex(16))
        for path, value in sorted(flattened(promise).items())
    )
    return Seal(digest=_whole(fields), fields=fields, at=at, by=by, before_start=before_start)


def sealed_before_start(promise: Promise, *, on: date, figures_of_trial_phase: int) -> bool:
    """Whether a seal made `on` that day came before the facts.

    It does on or before the first trial day, and before any figure of the trial phase.
    """
    return on <= promise.phases.trial.first and figures_of_trial_phase == 0


def flattened(promise: Promise) -> Mapping[str, Plain]:
    """Every leaf of the promise by its path; an empty list or object is a leaf too."""
    return dict(leaves(to_plain(promise)))


def broken(promise: Promise, seal: Seal, amendments: Sequence[Amendment] = ()) -> tuple[str, ...]:
    """Paths whose value is no longer the one that was sealed; empty where all of it is.

    Args:
        promise: as it is now.
        seal: of the promise as it was made.
        amendments: what was changed since, oldest first. One that doesn't lead to the value that
            stands there now is named by its path.

    Returns:
        Sorted paths. `$` is the seal as a whole: its digests were tampered with.
    """
    sealed, astray = _undone(promise, amendments)
    found = set(astray)
    now = dict(leaves(sealed))
    for field in seal.fields:
        if not _proves(field, now.pop(field.path, None)):
            found.add(field.path)
    # What a seal doesn't know and nobody filled in is a field that came with a later version.
    found.update(path for path, value in now.items() if value is not None)
    if _whole(seal.fields) != seal.digest:
        found.add(ROOT)
    return tuple(sorted(found))


def _undone(promise: Promise, amendments: Sequence[Amendment]) -> tuple[Plain, tuple[str, ...]]:
    """The promise as it was sealed, and the paths of amendments that don't lead to what is now."""
    plain = to_plain(promise)
    astray = []
    for amendment in reversed(amendments):
        try:
            now = value_at(plain, amendment.path)
            plain = replaced(plain, amendment.path, json.loads(amendment.before))
        except (LookupError, ValueError):
            astray.append(amendment.path)
            continue
        if canonical(now).decode() != amendment.after:
            astray.append(amendment.path)
    return plain, tuple(astray)


def _sealed(path: str, value: Plain, salt: str) -> SealedField:
    return SealedField(path=path, salt=salt, digest=_digest(value, salt))


def _digest(value: Plain, salt: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()


def _proves(field: SealedField, value: Plain) -> bool:
    """Whether the field's digest is the value's; of an erased one only the digest is left."""
    if not field.salt:
        return not value
    try:
        return _digest(value, field.salt) == field.digest
    except ValueError:
        return False


def _whole(fields: Sequence[SealedField]) -> str:
    pairs = sorted((field.path, field.digest) for field in fields)
    return hashlib.sha256(canonical(pairs)).hexdigest()

"""Every value of the model as JSON and back.

Reading is strict: an unknown key, a missing one or a value of another kind is refused, and all
of them are told at once, each with its path. Numbers that must stay exact are written in quotes
and in their shortest form, days as `2026-03-31`, moments in UTC, periods as `2026-W10`.
"""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, cast

from trialkit.errors import InvalidInput, Message, Place

if TYPE_CHECKING:
    import cattrs

T = TypeVar("T")

Plain = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None
"""What JSON can say."""


def to_plain(value: object) -> Plain:
    """`value` (a class of the model, or a tuple or mapping of them) as plain JSON values."""
    return cast(Plain, _converter().unstructure(value))


def from_plain(cls: type[T], data: object, *, file: str | None = None) -> T:
    """The `cls` that `data` describes.

    Args:
        cls: a class of the model, or any type its fields may have: `tuple[Observation, ...]`.
        data: plain values, as `json.loads` gives them.
        file: what the person knows the source as; goes into the place of every problem.

    Raises:
        InvalidInput: with every problem and its path: `WRONG_TYPE`, `WRONG_VALUE`,
            `UNKNOWN_KEY`, `MISSING_KEY`.
    """
    try:
        return _converter().structure(data, cls)
    except (InvalidInput, ExceptionGroup) as error:
        from trialkit.model.faults import problems

        raise InvalidInput.of(problems(error, file)) from None


def to_json(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON, fields in the order of their class.

    Raises:
        ValueError: a number in it is infinite or not a number.
    """
    return json.dumps(to_plain(value), ensure_ascii=False, allow_nan=False, indent=indent)


def from_json(cls: type[T], text: str, *, file: str | None = None) -> T:
    """The `cls` that the JSON in `text` describes.

    Raises:
        InvalidInput: as `from_plain` does; or `NOT_JSON` with the row, `REPEATED_KEY`.
    """
    return from_plain(cls, _loaded(text, file), file=file)


def canonical(plain: object) -> bytes:
    """`plain` in the one form that digests are taken of (RFC 8785).

    Keys are sorted, texts are in Unicode's form C, decimals in their shortest form.

    Raises:
        TypeError: something in it has no such form; a float never has.
        ValueError: a whole number is beyond 2⁵³ - 1, or two keys differ only in their accents'
            encoding.
    """
    import rfc8785

    return rfc8785.dumps(_composed(plain))


def digest(value: object) -> str:
    """SHA-256 of the canonical form of `value`, hex."""
    return hashlib.sha256(canonical(to_plain(value))).hexdigest()


@lru_cache(maxsize=1)
def _converter() -> "cattrs.Converter":
    from trialkit.model.strict import strict_converter

    return strict_converter()


def _composed(plain: object) -> Plain:
    match plain:
        case str():
            return unicodedata.normalize("NFC", plain)
        case None | bool() | int():
            return plain
        case Decimal() | date() | datetime():
            return to_plain(plain)
        case list() | tuple():
            return [_composed(part) for part in plain]
        case Mapping():
            composed = {_key(key): _composed(part) for key, part in plain.items()}
            if len(composed) != len(plain):
                raise ValueError("two keys are the same text, encoded in two ways")
            return composed
    raise TypeError(f"a {type(plain).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a {type(key).__name__} can't be a key")
    return unicodedata.normalize("NFC", key)


def _loaded(text: str, file: str | None) -> object:
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise InvalidInput(
            Message("This is not readable as JSON from column {column} on.", column=error.colno),
            code="NOT_JSON",
            place=Place(file=file, row=error.lineno),
        ) from None
    except RecursionError:
        raise InvalidInput(
            Message("This JSON is nested too deeply to be one of ours."),
            code="NOT_JSON",
            place=Place(file=file),
        ) from None
    except InvalidInput as error:
        place = Place(file=file)
        raise InvalidInput.of(replace(found, place=place) for found in error.problems) from None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise InvalidInput(
            Message("The key {key} stands twice in one object.", key=twice), code="REPEATED_KEY"
        )
    return keys


def _no_constant(written: str) -> object:
    raise InvalidInput(
        Message("{found} is not a number that JSON knows.", found=written), code="NOT_JSON"
    )

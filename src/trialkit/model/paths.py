"""Paths to what stands inside plain JSON values: `$.criteria[0].threshold`."""

import json
import re
from collections.abc import Iterator
from typing import Final

from trialkit.model.conversion import Plain

ROOT: Final = "$"

_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_STEP: Final = re.compile(
    rf'\.(?P<key>{_KEY.pattern})|\[(?P<index>[0-9]+)\]|\[(?P<quoted>"(?:[^"\\]|\\.)*")\]'
)


def at_key(key: str) -> str:
    """The step that leads into an object: `.orders`, or `["own orders"]`.

    >>> at_key("orders"), at_key("own orders")
    ('.orders', '["own orders"]')
    """
    return f".{key}" if _KEY.fullmatch(key) else f"[{json.dumps(key, ensure_ascii=False)}]"


def at_index(index: int) -> str:
    """The step that leads into a list, counted from 0."""
    return f"[{index}]"


def steps(path: str) -> tuple[str | int, ...]:
    """The keys and indexes that lead from the root to `path`.

    >>> steps('$.criteria[0]["own orders"]')
    ('criteria', 0, 'own orders')

    Raises:
        ValueError: it isn't a path.
    """
    found: list[str | int] = []
    position = len(ROOT)
    while path.startswith(ROOT) and position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            break
        if match["key"] is not None:
            found.append(match["key"])
        else:
            found.append(int(match["index"]) if match["index"] else json.loads(match["quoted"]))
        position = match.end()
    if not path.startswith(ROOT) or position != len(path):
        raise ValueError(f"{path} is not a path such as $.criteria[0].threshold")
    return tuple(found)


def leaves(plain: Plain, path: str = ROOT) -> Iterator[tuple[str, Plain]]:
    """Every leaf with its path from `path` down; an empty list or object is a leaf too."""
    if isinstance(plain, dict) and plain:
        for key, value in plain.items():
            yield from leaves(value, path + at_key(key))
    elif isinstance(plain, list) and plain:
        for index, value in enumerate(plain):
            yield from leaves(value, path + at_index(index))
    else:
        yield path, plain


def value_at(plain: Plain, path: str) -> Plain:
    """What stands at `path`.

    Raises:
        LookupError: nothing does.
        ValueError: it isn't a path.
    """
    for step in steps(path):
        plain = _inside(plain, step)
    return plain


def replaced(plain: Plain, path: str, value: Plain) -> Plain:
    """A copy of `plain` with `value` at `path`, where something stood before.

    Raises:
        LookupError: nothing stands there.
        ValueError: it isn't a path.
    """
    return _with(plain, steps(path), value)


def _with(plain: Plain, way: tuple[str | int, ...], value: Plain) -> Plain:
    if not way:
        return value
    step, *rest = way
    part = _with(_inside(plain, step), tuple(rest), value)
    if isinstance(plain, dict) and isinstance(step, str):
        return {**plain, step: part}
    if isinstance(plain, list) and isinstance(step, int):
        return [*plain[:step], part, *plain[step + 1 :]]
    raise LookupError(step)


def _inside(plain: Plain, step: str | int) -> Plain:
    if isinstance(plain, dict) and isinstance(step, str):
        return plain[step]
    if isinstance(plain, list) and isinstance(step, int):
        return plain[step]
    raise LookupError(step)

"""How far a panel is of one mind: van der Eijk's agreement A."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import attrs

from trialkit.evidence.answers import Unanswerable


@attrs.frozen
class Agreement:
    """One criterion's ratings as one number.

    Attributes:
        agreement: 1 where all are of one mind, 0 where evenly spread, -1 where two camps.
        polarisation: (1 - agreement) / 2.
    """

    agreement: float
    polarisation: float


def agreement(counts: Sequence[int]) -> Agreement | Unanswerable:
    """Van der Eijk's A over ordered categories.

    The counts are peeled into layers of categories that are filled or empty; each layer has a
    value between -1 and 1, and A is their mean weighted by the ratings in each.

    Args:
        counts: how many ratings each category got, in the scale's order; three categories
            at least.

    Returns:
        The agreement; `OUT_OF_RANGE` for fewer than three categories or a negative count,
        `EMPTY_PHASE` where nobody rated.

    Source: van der Eijk (2001), Measuring agreement in ordered rating scales,
    10.1023/A:1010374114305.

    >>> agreement([0, 0, 9, 0, 0]).agreement
    1.0
    >>> agreement([5, 0, 0, 0, 5]).agreement
    -1.0
    """
    if len(counts) < 3 or min(counts) < 0:
        return Unanswerable("OUT_OF_RANGE", {"categories": len(counts)})
    total = sum(counts)
    if not total:
        return Unanswerable("EMPTY_PHASE", {"n": 0})
    value = sum(weight * _layer_value(filled) for filled, weight in _layers(counts)) / total
    return Agreement(value, (1 - value) / 2)


def _layers(counts: Sequence[int]) -> Iterator[tuple[tuple[bool, ...], int]]:
    left = list(counts)
    while any(left):
        least = min(count for count in left if count)
        filled = tuple(count > 0 for count in left)
        yield filled, least * sum(filled)
        left = [count - least if count else 0 for count in left]


def _layer_value(filled: tuple[bool, ...]) -> float:
    categories, full = len(filled), sum(filled)
    if full == 1:
        return 1.0
    if full == categories:
        return 0.0
    patterns = list(combinations(filled, 3))
    together = sum(pattern in {(True, True, False), (False, True, True)} for pattern in patterns)
    apart = sum(pattern == (True, False, True) for pattern in patterns)
    unimodality = ((categories - 2) * together - (categories - 1) * apart) / (
        (categories - 2) * (together + apart)
    )
    return unimodality * (1 - (full - 1) / (categories - 1))

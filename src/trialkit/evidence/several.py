"""Looking at several things at once: one of them looks good by luck."""

from collections.abc import Sequence
from math import isfinite

import attrs

from trialkit.evidence.answers import Unanswerable


@attrs.frozen
class Adjusted:
    """Chances of error that hold for all looks together.

    Attributes:
        adjusted: one for each that was given, in the same order.
    """

    adjusted: tuple[float, ...]


def holm(p: Sequence[float]) -> Adjusted | Unanswerable:
    """Holm's step-down adjustment; count the metrics looked at, not those reported.

    Args:
        p: chances of error, 0 to 1; shape (m,).

    Returns:
        The adjusted ones; `NOT_FINITE`, `EMPTY_PHASE` or `OUT_OF_RANGE`.

    Source: Holm (1979), A simple sequentially rejective multiple test procedure,
    Scandinavian Journal of Statistics 6:65.

    >>> holm([0.2, 0.2, 0.01]).adjusted
    (0.4, 0.4, 0.03)
    """
    if not all(map(isfinite, p)):
        return Unanswerable("NOT_FINITE")
    if not p:
        return Unanswerable("EMPTY_PHASE", {"m": 0})
    if min(p) < 0 or max(p) > 1:
        return Unanswerable("OUT_OF_RANGE", {"lowest": min(p), "highest": max(p)})
    adjusted = [0.0] * len(p)
    running = 0.0
    for rank, index in enumerate(sorted(range(len(p)), key=lambda at: p[at])):
        running = max(running, min(1.0, p[index] * (len(p) - rank)))
        adjusted[index] = running
    return Adjusted(tuple(adjusted))

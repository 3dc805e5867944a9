"""How far raters agree beyond chance: Krippendorff's alpha."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

import attrs
import numpy as np

from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.raters import Ratings

RESAMPLES: Final = 2_000
ROUGH: Final = 10
"""Under this many units the interval is rough; a face says so."""
_AT_ONCE: Final = 20_000
"""Units drawn at once: all draws of a core group's round, a part of a large panel's."""


@attrs.frozen
class Alpha:
    """Agreement of a panel.

    Attributes:
        alpha: 1 for perfect agreement, 0 for chance, below for less than chance.
        pairable: ratings that could be held against another of the same unit.
    """

    alpha: float
    pairable: int


@attrs.frozen(kw_only=True)
class AlphaInterval:
    """A bootstrap interval of alpha.

    Attributes:
        low, high: 95 %, percentiles.
        resamples: draws that had an alpha.
        dropped: draws that had none, because all ratings in them were the same.
        rough: whether there are fewer than ten units.
    """

    low: float
    high: float
    resamples: int
    dropped: int
    rough: bool


def alpha(ratings: Ratings, *, level: str = "ordinal") -> Alpha | Unanswerable:
    """Krippendorff's alpha, with missing ratings.

    Args:
        ratings: a rater a row, a unit a column, None where a rater didn't rate it.
        level: `nominal`, `ordinal` (ratings 1 to 5), `interval` or `ratio`.

    Returns:
        The agreement; `NOT_FINITE`, `OUT_OF_RANGE` where the level is none of these or a ratio
        is negative, `NO_PAIRS` where no unit has two ratings, `NO_VARIATION` where everyone gave
        the same rating.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Hayes &
    Krippendorff (2007), 10.1080/19312450709336664.

    >>> round(alpha([[1, 2, 3, 3], [1, 2, 3, 4]], level="interval").alpha, 2)
    0.89
    """
    coincidences = _coincidences(ratings, level)
    if isinstance(coincidences, Unanswerable):
        return coincidences
    units, values = coincidences
    return _alpha(units.sum(axis=0), values, level)


def alpha_interval(
    ratings: Ratings, *, level: str = "ordinal", resamples: int = RESAMPLES, seed: int = 1
) -> AlphaInterval | Unanswerable:
    """How sure alpha is: its range when the units are drawn again and again.

    Args:
        ratings, level: as in `alpha`.
        resamples: how often.
        seed: of the draws.

    Returns:
        The interval; as `alpha` where there is none.

    Source: Hayes & Krippendorff (2007), 10.1080/19312450709336664; units are resampled here,
    not the distances between ratings.
    """
    coincidences = _coincidences(ratings, level)
    if isinstance(coincidences, Unanswerable):
        return coincidences
    units, values = coincidences
    whole = _alpha(units.sum(axis=0), values, level)
    if isinstance(whole, Unanswerable):
        return whole
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(units), (resamples, len(units)))
    known = [
        alpha
        for draws in np.array_split(drawn, max(1, drawn.size // _AT_ONCE))
        for alpha in _alphas(units[draws].sum(axis=1), values, level)
    ]
    if not known:
        return Unanswerable("NO_VARIATION")
    low, high = np.percentile(known, [2.5, 97.5])
    return AlphaInterval(
        low=float(low),
        high=float(high),
        resamples=len(known),
        dropped=resamples - len(known),
        rough=len(units) < ROUGH,
    )


def _coincidences(ratings: Ratings, level: str) -> tuple["np.ndarray", "np.ndarray"] | Unanswerable:
    """A matrix of coincidences for each unit that has two ratings, and the values rated."""
    given = [rating for row in ratings for rating in row if rating is not None]
    if not all(map(isfinite, given)):
        return Unanswerable("NOT_FINITE")
    if level not in _DISTANCES or (level == "ratio" and min(given, default=0) < 0):
        return Unanswerable("OUT_OF_RANGE", {"level": level})
    values = np.array(sorted(set(given)))
    places = {value: at for at, value in enumerate(values)}
    units = []
    for column in zip(*ratings, strict=True):
        rated = [places[rating] for rating in column if rating is not None]
        if len(rated) < 2:
            continue
        counts = np.bincount(rated, minlength=len(values)).astype(float)
        units.append((np.outer(counts, counts) - np.diag(counts)) / (len(rated) - 1))
    if not units:
        return Unanswerable("NO_PAIRS")
    return np.array(units), values


def _alpha(coincidences: "np.ndarray", values: "np.ndarray", level: str) -> Alpha | Unanswerable:
    found = _alphas(coincidences[None], values, level)
    if not len(found):
        return Unanswerable("NO_VARIATION")
    return Alpha(float(found[0]), round(coincidences.sum()))


def _alphas(coincidences: "np.ndarray", values: "np.ndarray", level: str) -> "np.ndarray":
    """Alpha of each matrix of coincidences that has one: two values at least."""
    counts = coincidences.sum(axis=1)
    distances = _DISTANCES[level](values, counts)
    expected = (counts[:, :, None] * distances * counts[:, None, :]).sum(axis=(1, 2))
    expected /= counts.sum(axis=1) - 1
    observed = (coincidences * distances).sum(axis=(1, 2))
    varies = expected > 0
    return np.asarray(1 - observed[varies] / expected[varies])


def _nominal(values: "np.ndarray", _counts: "np.ndarray") -> "np.ndarray":
    return np.asarray(values[:, None] != values[None, :], float)


def _ordinal(_values: "np.ndarray", counts: "np.ndarray") -> "np.ndarray":
    # Ratings between the two, and half of those on them; other draws, other counts.
    middles = np.cumsum(counts, axis=1) - counts / 2
    return np.asarray((middles[:, :, None] - middles[:, None, :]) ** 2)


def _interval(values: "np.ndarray", _counts: "np.ndarray") -> "np.ndarray":
    return np.asarray((values[:, None] - values[None, :]) ** 2)


def _ratio(values: "np.ndarray", _counts: "np.ndarray") -> "np.ndarray":
    sums = values[:, None] + values[None, :]
    return np.asarray(((values[:, None] - values[None, :]) / np.where(sums, sums, 1)) ** 2)


_DISTANCES: Final[Mapping[str, Callable[["np.ndarray", "np.ndarray"], "np.ndarray"]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}

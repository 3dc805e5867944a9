"""How often chance alone would part the same figures so well: the permutation test."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations
from math import comb

import attrs
import numpy as np

from trialkit.evidence.answers import Unanswerable

MOST_EXACT = 200_000
RESAMPLES = 9_999
_CHUNK = 20_000
_EQUAL = 1e-12


@attrs.frozen(kw_only=True)
class Permutation:
    """A permutation test of the difference of means.

    Attributes:
        p: chance of a difference at least so large if the phases were interchangeable.
        splits: ways to part the figures, or draws made.
        extreme: how many of them part the figures at least so well.
        exact: whether every split was looked at.
        smallest: the smallest p these lengths could ever give.
        standard_error: of p, where splits were drawn; 0 where it is exact.
        seed: of the draws; None where it is exact.
    """

    p: float
    splits: int
    extreme: int
    exact: bool
    smallest: float
    standard_error: float = 0.0
    seed: int | None = None


def permutation_test(
    baseline: Sequence[float],
    trial: Sequence[float],
    *,
    alternative: str = "greater",
    paired: bool = False,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Permutation | Unanswerable:
    """How often a random split of the figures differs at least as much as the real one.

    Valid only if periods could be interchanged, which months with a season, a trend or a memory
    can't: it describes and never decides. Two-sided is the absolute difference.

    Args:
        baseline, trial: shapes (m,) and (n,); of equal length and in pairs where `paired`.
        alternative: `greater`, `less` or `two-sided`.
        paired: whether signs of the pairs' differences are flipped instead.
        resamples: draws, where there are more than 200,000 splits.
        seed: of the draws.

    Returns:
        The test; `NOT_FINITE`, `EMPTY_PHASE`, or `OUT_OF_RANGE` where pairs don't match or the
        alternative is none of the three.

    Source: Phipson & Smyth (2010), 10.2202/1544-6115.1585.

    >>> permutation_test([10, 12, 9, 11], [15, 17, 16]).extreme
    1
    """
    figures = np.asarray([*baseline, *trial], float)
    if not np.isfinite(figures).all():
        return Unanswerable("NOT_FINITE")
    if not len(baseline) or not len(trial):
        return Unanswerable("EMPTY_PHASE", {"baseline": len(baseline), "trial": len(trial)})
    known = alternative in {"greater", "less", "two-sided"}
    if not known or (paired and len(baseline) != len(trial)):
        return Unanswerable("OUT_OF_RANGE", {"alternative": alternative})
    figures = figures / (np.abs(figures).max() or 1.0)
    before, after = figures[: len(baseline)], figures[len(baseline) :]
    rng = np.random.default_rng(seed)
    every: Iterator[np.ndarray]
    drawn: Iterator[np.ndarray]
    if paired:
        values, observed = after - before, float((after - before).sum())
        count = 2 ** len(values)
        every = (signs @ values for signs in _signs(len(values)))
        drawn = (signs @ values for signs in _drawn_signs(rng, len(values), resamples))
    else:
        # The sum of the trial's figures orders splits as the difference of means does.
        values, observed = figures - figures.mean(), float((after - figures.mean()).sum())
        count = comb(len(figures), len(after))
        every = _split_sums(values, len(after))
        splits = _drawn_splits(rng, len(figures), len(after), resamples)
        drawn = (split @ values for split in splits)
    exact = count <= MOST_EXACT
    near = _EQUAL * len(values)
    extreme = sum(_extreme(s, observed, alternative, near) for s in (every if exact else drawn))
    smallest = 1 / count if exact else 1 / (resamples + 1)
    if exact:
        return Permutation(
            p=extreme / count, splits=count, extreme=extreme, exact=True, smallest=smallest
        )
    p = (extreme + 1) / (resamples + 1)
    return Permutation(
        p=p,
        splits=resamples,
        extreme=extreme,
        exact=False,
        smallest=smallest,
        standard_error=float(np.sqrt(p * (1 - p) / resamples)),
        seed=seed,
    )


def _extreme(sums: "np.ndarray", observed: float, alternative: str, near: float) -> int:
    """How many are as extreme; equal within rounding counts."""
    if alternative == "less":
        sums, observed = -sums, -observed
    elif alternative == "two-sided":
        sums, observed = np.abs(sums), abs(observed)
    return int((sums >= observed - near).sum())


def _split_sums(values: "np.ndarray", chosen: int) -> Iterator["np.ndarray"]:
    places = _splits(len(values), chosen)
    for first in range(0, len(places), _CHUNK):
        yield values[places[first : first + _CHUNK]].sum(axis=1)


@lru_cache(maxsize=2)  # a trial's metrics mostly have as many figures; one entry is 8 MB at most
def _splits(n: int, chosen: int) -> "np.ndarray":
    """Every way to choose, as places in a row each."""
    places = chain.from_iterable(combinations(range(n), chosen))
    return np.fromiter(places, np.int32, comb(n, chosen) * chosen).reshape(-1, chosen)


def _signs(n: int) -> Iterator["np.ndarray"]:
    for first in range(0, 2**n, _CHUNK):
        numbers = np.arange(first, min(first + _CHUNK, 2**n))
        yield 1 - 2 * ((numbers[:, None] >> np.arange(n)) & 1).astype(float)


def _drawn_splits(
    rng: np.random.Generator, n: int, chosen: int, resamples: int
) -> Iterator["np.ndarray"]:
    one = np.r_[np.zeros(n - chosen), np.ones(chosen)]
    for first in range(0, resamples, _CHUNK):
        yield rng.permuted(np.tile(one, (min(_CHUNK, resamples - first), 1)), axis=1)


def _drawn_signs(rng: np.random.Generator, n: int, resamples: int) -> Iterator["np.ndarray"]:
    for first in range(0, resamples, _CHUNK):
        yield rng.choice([-1.0, 1.0], size=(min(_CHUNK, resamples - first), n))

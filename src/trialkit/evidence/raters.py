"""Raters to point out to the coordinator. Nobody is ever removed for it."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from statistics import StatisticsError, correlation, fmean
from typing import Final

import attrs

Ratings = Sequence[Sequence[float | None]]
"""A rater a row, a unit a column, None where a rater didn't rate it."""

FEWEST: Final = 8
ALIKE: Final = 0.9
AGAINST: Final = -0.3


class Oddity(StrEnum):
    """What is unlike the others."""

    ALWAYS_THE_SAME = "always the same"
    AGAINST_EVERYONE = "against everyone"


@attrs.frozen(kw_only=True)
class OddRater:
    """A rater to talk with.

    Attributes:
        rater: index of the row.
        oddity: what is odd.
        share: of their ratings that are the same, or the rank correlation with the others' mean.
        ratings: how many it rests on.
    """

    rater: int
    oddity: Oddity
    share: float
    ratings: int


def odd_raters(ratings: Ratings) -> tuple[OddRater, ...]:
    """Who rates everything the same, or against everyone else.

    The same rating in nine of ten, of eight at least; or a rank correlation with the mean of
    the others under -.3, over eight units at least.

    Args:
        ratings: a rater a row, a unit a column, None where a rater didn't rate it.

    >>> [each.oddity.value for each in odd_raters([[3] * 8, [1, 2, 3, 4, 5, 1, 2, 3]])]
    ['always the same']
    """
    found = []
    for index, row in enumerate(ratings):
        given = [rating for rating in row if rating is not None]
        if len(given) < FEWEST:
            continue
        share = Counter(given).most_common(1)[0][1] / len(given)
        if share >= ALIKE:
            found.append(_odd(index, Oddity.ALWAYS_THE_SAME, share, len(given)))
            continue
        own, others = _beside_others(ratings, index)
        rank = _rank_correlation(own, others) if len(own) >= FEWEST else None
        if rank is not None and rank < AGAINST:
            found.append(_odd(index, Oddity.AGAINST_EVERYONE, rank, len(own)))
    return tuple(found)


def _odd(rater: int, oddity: Oddity, share: float, ratings: int) -> OddRater:
    return OddRater(rater=rater, oddity=oddity, share=share, ratings=ratings)


def _beside_others(ratings: Ratings, index: int) -> tuple[list[float], list[float]]:
    """The rater's ratings, and the mean of the others' of the same unit."""
    own, others = [], []
    for unit, rating in enumerate(ratings[index]):
        rest = [
            row[unit] for at, row in enumerate(ratings) if at != index and row[unit] is not None
        ]
        if rating is not None and rest:
            own.append(float(rating))
            others.append(fmean(float(each) for each in rest if each is not None))
    return own, others


def _rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's; None where one of them doesn't vary."""
    try:
        return correlation(_ranks(one), _ranks(other))
    except StatisticsError:
        return None


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of theirs."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) + 1) / 2 for value in values]

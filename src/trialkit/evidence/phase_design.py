"""The part of the phase model that depends on when figures fall, and not on what they are.

Kept apart because many trials share one design: it is computed once and cached.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import ClassVar, Final

import attrs
import numpy as np

RHOS: Final = np.arange(9) / 10
MOST_AHEAD: Final = 24
CYCLE: Final = {"month": 12, "week": 52}


@attrs.frozen(slots=False)
class Design:
    """Times, phases and seasons of n figures; matrices have one layer for each rho.

    Attributes:
        times: period numbers, increasing.
        trial: 1 for the trial phase, 0 for the baseline.
        season: calendar positions, or None.
        period: `month` or `week`.
    """

    DRIFT: ClassVar[dict[str, float]] = {"month": 0.15, "week": 0.05}
    """Standard deviation of the drift allowed for, in noise units a period."""

    times: tuple[int, ...]
    trial: tuple[int, ...]
    season: tuple[int, ...] | None
    period: str

    @property
    def df(self) -> int:
        """Figures minus columns."""
        return len(self.times) - int(self._columns.shape[1])

    @property
    def identified(self) -> bool:
        """Whether the effect can be told from the season: some position is in both phases."""
        if self.season is None:
            return True
        baseline = {s for s, z in zip(self.season, self.trial, strict=True) if not z}
        return any(s in baseline for s, z in zip(self.season, self.trial, strict=True) if z)

    def within_phases(self, y: "np.ndarray") -> float:
        """The sum of squares around the two phases' means."""
        phase = np.asarray(self.trial)
        return float(sum(((y[phase == z] - y[phase == z].mean()) ** 2).sum() for z in (0, 1)))

    def contrast(self, factor: float) -> "np.ndarray":
        """What is asked of the coefficients: trial minus `factor` times the baseline."""
        columns = self._columns
        if self.season is None:
            return np.array([-factor, 1.0])
        # With a season the last column is the phase: the level of the baseline is the seasons'
        # mean, of which factor - 1 parts are taken.
        counts = columns[:, :-1].sum(axis=0)
        return np.append((1.0 - factor) * counts / counts.sum(), 1.0)

    def contrast_variance(self, factor: float) -> "np.ndarray":
        """The effect's variance in units of s2, c'A^-1 c, for each rho."""
        c = self.contrast(factor)
        return np.asarray(np.einsum("i,rij,j->r", c, self._inverse, c))

    def regress(self, y: "np.ndarray", factor: float) -> tuple["np.ndarray", "np.ndarray"]:
        """For each rho: the contrast's estimate, and the residual sum of squares."""
        b = np.einsum("rij,j->ri", self._solution, y)
        residuals = y - b @ self._columns.T
        squares = np.einsum("ri,rij,rj->r", residuals, self._precision, residuals)
        return b @ self.contrast(factor), squares

    def regress_all(self, y: "np.ndarray", factor: float) -> tuple["np.ndarray", "np.ndarray"]:
        """`regress` for many series of this design, a row each: two arrays (rho, row)."""
        b = np.einsum("rij,mj->rmi", self._solution, y)
        residuals = y - b @ self._columns.T
        squares = np.einsum("rmi,rmi->rm", residuals @ self._precision, residuals)
        return b @ self.contrast(factor), squares

    def mean_rho(self, weights: "np.ndarray") -> float:
        """The autocorrelation's mean under `weights`."""
        return float(weights @ RHOS)

    def without(self, index: int) -> "Design | None":
        """The same but for one figure; None where a phase would be left empty."""
        trial = _dropped(self.trial, index)
        if len(set(trial)) < 2:
            return None
        season = None if self.season is None else _dropped(self.season, index)
        return design_of(_dropped(self.times, index), trial, season, self.period)

    def longer(self, more: int) -> "Design":
        """With `more` trial periods right after the last; the calendar goes on."""
        if not more:
            return self
        ahead = tuple(range(1, more + 1))
        times = self.times + tuple(self.times[-1] + step for step in ahead)
        season = self.season
        if season is not None:
            cycle = CYCLE[self.period]
            season = season + tuple((season[-1] - 1 + step) % cycle + 1 for step in ahead)
        return design_of(times, self.trial + (1,) * more, season, self.period)

    @cached_property
    def log_prior(self) -> "np.ndarray":
        """-1/2 log|V| - 1/2 log|A| for each rho."""
        _, log_v = np.linalg.slogdet(self._covariance)
        _, log_a = np.linalg.slogdet(self._information)
        return np.asarray(-(log_v + log_a) / 2)

    @cached_property
    def _columns(self) -> "np.ndarray":
        phase = np.asarray(self.trial, float)
        if self.season is None:
            return np.column_stack([1 - phase, phase])
        return np.asarray(np.column_stack([season_columns(self.season), phase]))

    @cached_property
    def _covariance(self) -> "np.ndarray":
        return covariance(self.times, self.period)

    @cached_property
    def _precision(self) -> "np.ndarray":
        return np.asarray(np.linalg.inv(self._covariance))

    @cached_property
    def _information(self) -> "np.ndarray":
        x = self._columns
        return np.asarray(x.T @ self._precision @ x)

    @cached_property
    def _inverse(self) -> "np.ndarray":
        return np.asarray(np.linalg.inv(self._information))

    @cached_property
    def _solution(self) -> "np.ndarray":
        return np.asarray(self._inverse @ self._columns.T @ self._precision)


def design_of(
    times: tuple[int, ...], trial: tuple[int, ...], season: tuple[int, ...] | None, period: str
) -> Design:
    """The design of these figures, from the cache where it was met before.

    Only distances in time matter, so trials of different years, and of different months or weeks
    of the year, share one.
    """
    if season is not None:
        cycle = CYCLE.get(period, max(season))
        season = tuple((position - season[0]) % cycle + 1 for position in season)
    return _cached(tuple(time - times[0] for time in times), trial, season, period)


def covariance(times: Sequence[int], period: str) -> "np.ndarray":
    """V of the model, one layer for each rho: autocorrelated noise, and a drift of unknown sign."""
    at = np.asarray(times, float)
    distance = np.abs(at[:, None] - at[None, :])
    drift = Design.DRIFT[period] * (at - at.mean())
    return np.asarray(RHOS[:, None, None] ** distance + np.outer(drift, drift))


def season_columns(season: Sequence[int]) -> "np.ndarray":
    """One column per calendar position seen: 1 where a figure has it."""
    positions = sorted(set(season))
    return np.array([[s == position for position in positions] for s in season], float)


@lru_cache(maxsize=256)
def _cached(
    times: tuple[int, ...], trial: tuple[int, ...], season: tuple[int, ...] | None, period: str
) -> Design:
    return Design(times, trial, season, period)


def _dropped(numbers: tuple[int, ...], index: int) -> tuple[int, ...]:
    return numbers[:index] + numbers[index + 1 :]

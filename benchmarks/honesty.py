"""How often *met* is said of trials that did nothing, and how often of trials that did something.

Simulated companies whose figures are known to hold no effect (or a known one) are judged by the
rule, and beside it by what people usually do: did the mean go up, a t-test, a permutation test.
Goal: at most 5 % false *met* in every cell where the rule claims to be able to tell. The cells
that are hard for it are shown too, and what a stricter rule would gain and cost there.

    python benchmarks/honesty.py                  # 10,000 trials a cell
    python benchmarks/honesty.py --trials 1000    # the part that the tests run
    python benchmarks/honesty.py --write docs/honesty.json     # for the documentation
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import comb, log
from pathlib import Path

import attrs
import numpy as np
from scipy.special import stdtr

from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.phase_batch import PhaseOutcomes, phase_outcomes

GOAL = 5.0
SEED = 20261124
TRIALS = 10_000
BASELINES, PHASES = (4, 6, 12), (3, 4, 6, 12)
RHOS = (0.0, 0.2, 0.4)
DRAWS = 999

Rule = Callable[[np.ndarray, int], np.ndarray]
"""Figures (trial a row, period a column) and the baseline's length → where it says *met*."""


@attrs.frozen(kw_only=True)
class World:
    """How the figures of a company come about: level × season × trend × noise.

    Attributes:
        sigma: standard deviation of the noise, of the log a period.
        rho: its autocorrelation from one period to the next.
        trend: growth a period, .02 for 2 %.
        effect: what the trial does, .5 for 50 % up.
        season: whether there is one: a cosine over the year and a peak in December.
        heavy: whether the noise is Student's t with 3 degrees of freedom.
        spike: what the first period of the trial is multiplied by, once.
        counts: the mean count a period, where figures are counts; 0 where they are amounts.
        period: `month` or `week`.
    """

    sigma: float = 0.25
    rho: float = 0.0
    trend: float = 0.0
    effect: float = 0.0
    season: bool = False
    heavy: bool = False
    spike: float = 1.0
    counts: float = 0.0
    period: str = "month"

    def figures(
        self, rng: np.random.Generator, trials: int, times: Sequence[int], before: int, starts: int
    ) -> np.ndarray:
        """Figures of that many companies.

        Args:
            rng: where chance comes from.
            trials: how many companies.
            times: period numbers; they may have gaps.
            before: how many of them are the baseline's.
            starts: calendar month of period 0, 0 to 11.
        """
        span = np.arange(max(times) - min(times) + 1)
        logs = self._noise(rng, trials, len(span)) + log(1 + self.trend) * span
        if self.season:
            logs = logs + _SEASON[(span + min(times) + starts) % 12]
        logs = logs[:, [time - min(times) for time in times]]
        logs[:, before:] += log(1 + self.effect)
        logs[:, before] += log(self.spike)
        if self.counts:
            return np.asarray(rng.poisson(self.counts * np.exp(logs)), float)
        return np.exp(logs) * 1000

    def _noise(self, rng: np.random.Generator, trials: int, periods: int) -> np.ndarray:
        shocks = rng.standard_normal((trials, periods))
        if self.heavy:
            shocks = rng.standard_t(3, (trials, periods)) / np.sqrt(3)
        noise = np.empty_like(shocks)
        noise[:, 0] = shocks[:, 0]
        for at in range(1, periods):
            noise[:, at] = self.rho * noise[:, at - 1] + np.sqrt(1 - self.rho**2) * shocks[:, at]
        return self.sigma * noise


_COSINE = 0.25 * np.cos(2 * np.pi * (np.arange(12) - 6) / 12)
_SEASON = _COSINE - _COSINE.mean()
_SEASON[11] = log(1.8)


def went_up(figures: np.ndarray, before: int) -> np.ndarray:
    """The mean of the trial phase is above the baseline's."""
    return figures[:, before:].mean(axis=1) > figures[:, :before].mean(axis=1)


def up_ten_per_cent(figures: np.ndarray, before: int) -> np.ndarray:
    """It is above it by 10 %."""
    return figures[:, before:].mean(axis=1) >= 1.1 * figures[:, :before].mean(axis=1)


def welch(figures: np.ndarray, before: int) -> np.ndarray:
    """Welch's t-test, one-sided, 5 %."""
    a, b = figures[:, :before], figures[:, before:]
    va, vb = a.var(axis=1, ddof=1) / a.shape[1], b.var(axis=1, ddof=1) / b.shape[1]
    t = (b.mean(axis=1) - a.mean(axis=1)) / np.sqrt(va + vb)
    df = (va + vb) ** 2 / (va**2 / (a.shape[1] - 1) + vb**2 / (b.shape[1] - 1))
    return np.asarray(1 - stdtr(df, t) <= 0.05)


def permutation(figures: np.ndarray, before: int) -> np.ndarray:
    """A permutation test of the difference of means, one-sided, 5 %."""
    n = figures.shape[1]
    rng = np.random.default_rng(SEED)
    exact = comb(n, before) <= DRAWS
    splits = _all_splits(n, before) if exact else _drawn_splits(rng, n, before)
    after = figures[:, before:].sum(axis=1)
    above = (figures @ splits.T >= after[:, None] * (1 - 1e-12)).sum(axis=1)
    return np.asarray((above if exact else above + 1) / (len(splits) + (not exact)) <= 0.05)


def _all_splits(n: int, before: int) -> np.ndarray:
    from itertools import combinations

    splits = np.zeros((comb(n, before), n))
    for row, chosen in enumerate(combinations(range(n), n - before)):
        splits[row, list(chosen)] = 1
    return splits


def _drawn_splits(rng: np.random.Generator, n: int, before: int) -> np.ndarray:
    one = np.r_[np.zeros(before), np.ones(n - before)]
    return np.array([rng.permutation(one) for _ in range(DRAWS)])


USUAL: Mapping[str, Rule] = {
    "mean went up": went_up,
    "mean up 10 %": up_ten_per_cent,
    "Welch t, .05": welch,
    "permutation, .05": permutation,
}


@attrs.frozen(kw_only=True)
class Cell:
    """One simulated situation.

    Attributes:
        name: what is simulated.
        world: how figures come about.
        before, after: periods of the baseline and of the trial phase.
        last_year: whether the same periods of the year before are baseline too.
        compared: whether the figures are held against a comparison's that shares the season.
        threshold: the promised change.
    """

    name: str
    world: World
    before: int
    after: int
    last_year: bool = False
    compared: bool = False
    threshold: float = 0.0

    def figures(self, rng: np.random.Generator, trials: int, starts: int) -> np.ndarray:
        """Figures of the trial's own, or their ratio to the comparison's."""
        own = self.world.figures(rng, trials, self.times, self.baseline, starts)
        if not self.compared:
            return own
        beside = attrs.evolve(self.world, sigma=0.15, effect=0.0, spike=1.0)
        return own / beside.figures(rng, trials, self.times, self.baseline, starts)

    @property
    def times(self) -> tuple[int, ...]:
        """Period numbers."""
        now = range(self.before + self.after)
        return (*(time - 12 for time in now), *now) if self.last_year else tuple(now)

    @property
    def baseline(self) -> int:
        """How many of them are the baseline's."""
        return len(self.times) - self.after

    def judged(self, rng: np.random.Generator, trials: int) -> PhaseOutcomes | Unanswerable:
        """The rule on that many companies; where there is a season, starts fall on every month."""
        parts = [
            self._from(rng, trials // 12 + 1, month) if self.world.season else None
            for month in range(12)
        ]
        if not self.world.season:
            return self._from(rng, trials, 0)
        good = [part for part in parts if isinstance(part, PhaseOutcomes)]
        if not good:
            return Unanswerable("SEASON_NOT_COVERED")
        return PhaseOutcomes(
            probability=np.concatenate([part.probability for part in good]),
            steady_low=np.concatenate([part.steady_low for part in good]),
            steady_high=np.concatenate([part.steady_high for part in good]),
        )

    def _from(
        self, rng: np.random.Generator, trials: int, month: int
    ) -> PhaseOutcomes | Unanswerable:
        figures = self.figures(rng, trials, month)
        season = None
        if self.world.season and not self.compared:
            season = [(time + month) % 12 + 1 for time in self.times]
        zeros = bool((figures <= 0).any())
        return phase_outcomes(
            figures,
            [time - min(self.times) for time in self.times],
            [0] * self.baseline + [1] * self.after,
            season,
            scale="relative_level" if zeros else "log",
            threshold=self.threshold,
            period=self.world.period,
        )


def share(found: PhaseOutcomes | Unanswerable) -> float | None:
    """Per cent *met*; None where it can't be told."""
    return None if isinstance(found, Unanswerable) else float(found.met.mean() * 100)


def null_cells(rho: float, trend: float, **world: object) -> Iterator[Cell]:
    """Every length of baseline and trial phase, without any effect."""
    for before in BASELINES:
        for after in PHASES:
            made = World(rho=rho, trend=trend, **world)  # type: ignore[arg-type]
            yield Cell(name=f"{before} + {after}", world=made, before=before, after=after)


def no_effect(rng: np.random.Generator, trials: int) -> dict[str, dict[str, list[float]]]:
    """False *met* of each rule: rule → situation → per cent in each of the twelve cells."""
    table: dict[str, dict[str, list[float]]] = {name: {} for name in (*USUAL, "the rule")}
    for trend in (0.0, 0.02):
        for rho in RHOS:
            situation = f"{'trend, ' if trend else ''}rho {rho}"
            for cell in null_cells(rho, trend):
                figures = cell.figures(rng, trials, 0)
                for name, rule in USUAL.items():
                    met = float(rule(figures, cell.before).mean() * 100)
                    table[name].setdefault(situation, []).append(met)
                found = share(cell.judged(rng, trials))
                table["the rule"].setdefault(situation, []).append(found or 0.0)
    return table


def season_cells(effect: float) -> Iterator[Cell]:
    """Designs that cover the season, in the worst autocorrelation and trend of the table."""
    world = World(rho=0.4, trend=0.02 if not effect else 0.0, season=True, effect=effect)
    if effect:
        world = attrs.evolve(world, rho=0.2)
    for before, after in ((12, 3), (12, 12), (15, 3), (16, 4), (18, 6), (24, 3), (24, 6), (36, 6)):
        yield Cell(name=f"{before} + {after}", world=world, before=before, after=after)
    for before, after in ((4, 3), (6, 6)):
        name = f"{before} + {after}, and the same months last year"
        yield Cell(name=name, world=world, before=before, after=after, last_year=True)
    for before, after in ((4, 3), (12, 6)):
        name = f"{before} + {after} with a comparison series"
        yield Cell(name=name, world=world, before=before, after=after, compared=True)


def uncovered_cells() -> Iterator[Cell]:
    """Designs that don't cover the season: the answer must be *can't tell* everywhere."""
    for before in (4, 6):
        for after in (3, 4, 6):
            world = World(season=True)
            if before + after <= 12:
                yield Cell(name=f"{before} + {after}", world=world, before=before, after=after)


def week_cells() -> Iterator[Cell]:
    """Weekly figures without any effect."""
    for before, after in ((4, 3), (8, 6), (8, 12), (12, 6), (12, 12)):
        for rho in (0.0, 0.4, 0.6):
            world = World(sigma=0.35, rho=rho, trend=0.01, period="week")
            yield Cell(name=f"{before} + {after}", world=world, before=before, after=after)


def hard_worlds() -> Mapping[str, World]:
    """Where the rule does badly, or might."""
    return {
        "calm noise (.15), trend .02, rho .4": World(sigma=0.15, rho=0.4, trend=0.02),
        "trend +5 % a month, rho .2": World(rho=0.2, trend=0.05),
        "rho .6": World(rho=0.6),
        "heavy tails": World(heavy=True),
        "first month tripled, rho 0": World(spike=3.0),
        "first month tripled, rho .4": World(spike=3.0, rho=0.4),
        "counts of 2 a month": World(sigma=0.15, counts=2.0),
        "counts of 30 a month": World(sigma=0.15, counts=30.0),
    }


def without_first_month(cell: Cell, rng: np.random.Generator, trials: int) -> tuple[float, float]:
    """*Met* by the rule, and by one that demands the same without the trial's first period."""
    figures = cell.figures(rng, trials, 0)
    phase = [0] * cell.before + [1] * cell.after
    times = list(range(len(phase)))
    whole = phase_outcomes(figures, times, phase, None, scale="log", threshold=0.0)
    if isinstance(whole, Unanswerable):
        return 0.0, 0.0
    keep = [at for at in times if at != cell.before]
    rest = phase_outcomes(
        figures[:, keep],
        [times[at] for at in keep],
        [phase[at] for at in keep],
        None,
        scale="log",
        threshold=0.0,
    )
    stricter = whole.met & rest.met if isinstance(rest, PhaseOutcomes) else np.zeros(trials, bool)
    return float(whole.met.mean() * 100), float(stricter.mean() * 100)


def repeated_looks(rng: np.random.Generator, trials: int) -> float:
    """*Met* at any look, looking after every month from the third to the twelfth."""
    figures = World().figures(rng, trials, range(18), 6, 0)
    ever = np.zeros(trials, bool)
    for after in range(3, 13):
        found = phase_outcomes(
            figures[:, : 6 + after],
            range(6 + after),
            [0] * 6 + [1] * after,
            None,
            scale="log",
            threshold=0.0,
        )
        ever |= found.met if isinstance(found, PhaseOutcomes) else False
    return float(ever.mean() * 100)


def best_of_five(rng: np.random.Generator, trials: int) -> tuple[float, float]:
    """*Met* on any of five unrelated metrics: each by itself, and with Holm's bounds."""
    probability, steady = [], []
    for _ in range(5):
        cell = Cell(name="", world=World(rho=0.2), before=6, after=6)
        found = cell.judged(rng, trials)
        if isinstance(found, PhaseOutcomes):
            probability.append(found.probability)
            steady.append(found.steady_low >= 0.9)
    p, sure = np.array(probability), np.array(steady)
    return (
        float(((p >= 0.975) & sure).any(axis=0).mean() * 100),
        float(((p >= 1 - 0.025 / 5) & sure).any(axis=0).mean() * 100),
    )


def power(rng: np.random.Generator, trials: int) -> dict[str, dict[str, float]]:
    """*Met* where the trial really did something: design → effect → per cent."""
    table: dict[str, dict[str, float]] = {}
    for before, after in ((4, 3), (6, 3), (6, 6), (12, 6), (12, 12)):
        row = table.setdefault(f"{before} + {after}", {})
        for effect in (0.1, 0.2, 0.3, 0.5, 0.75, 1.0):
            world = World(rho=0.2, effect=effect)
            cell = Cell(name="", world=world, before=before, after=after)
            row[f"+{effect:.0%}"] = share(cell.judged(rng, trials)) or 0.0
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every table; 1 where a cell is above the goal."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--trials", type=int, default=TRIALS, help="simulated trials a cell")
    parser.add_argument("--write", type=Path, help="write the figures to this file, as JSON")
    said = parser.parse_args(arguments)
    rng, trials = np.random.default_rng(SEED), said.trials

    null = no_effect(rng, trials)
    covered = {c.name: share(c.judged(rng, trials)) for c in season_cells(0.0)}
    refused = all(
        isinstance(cell.judged(rng, min(trials, 1200)), Unanswerable) for cell in uncovered_cells()
    )
    weeks = [(c.name, c.world.rho, share(c.judged(rng, trials)) or 0.0) for c in week_cells()]
    hard = {
        name: [
            share(Cell(name="", world=world, before=b, after=a).judged(rng, trials)) or 0.0
            for b in BASELINES
            for a in PHASES
        ]
        for name, world in hard_worlds().items()
    }
    spike = World(spike=3.0, rho=0.4)
    stricter = {
        "a first month tripled, then nothing": without_first_month(
            Cell(name="", world=spike, before=6, after=6), rng, trials
        ),
        "a real effect of +100 %": without_first_month(
            Cell(name="", world=World(rho=0.2, effect=1.0), before=6, after=6), rng, trials
        ),
    }
    season_power = {
        c.name: [share(c.judged(rng, trials)), share(d.judged(rng, trials))]
        for c, d in zip(season_cells(0.5), season_cells(1.0), strict=True)
    }
    looks, five = repeated_looks(rng, trials), best_of_five(rng, trials)
    found = {
        "trials": trials,
        "seed": SEED,
        "no_effect": null,
        "season": covered,
        "season_power": season_power,
        "season_refused": refused,
        "weeks": weeks,
        "hard": hard,
        "stricter": stricter,
        "looks": looks,
        "best_of_five": five,
        "power": power(rng, trials),
    }
    report(found)
    if said.write:
        rounded = json.loads(json.dumps(found), parse_float=lambda number: round(float(number), 1))
        said.write.write_text(json.dumps(rounded) + "\n", encoding="utf-8")
    worst = max(
        *(max(cells) for cells in null["the rule"].values()),
        *(value for value in covered.values() if value is not None),
        *(value for _, _, value in weeks),
    )
    print(f"\nworst cell in which the rule claims to tell: {worst:.1f} % (goal: at most {GOAL})")
    return 0 if worst <= GOAL and refused else 1


def report(found: Mapping[str, object]) -> None:
    """The tables, as one reads them in a terminal."""
    print(f"{found['trials']:,} simulated trials a cell, seed {found['seed']}\n")
    null = found["no_effect"]
    assert isinstance(null, dict)
    print("False met without any effect, %: worst of twelve lengths (mean)")
    situations = list(next(iter(null.values())))
    print(" " * 18 + "".join(f"{situation:>15}" for situation in situations))
    for rule, cells in null.items():
        row = "".join(f"{f'{max(c):.1f} ({np.mean(c):.1f})':>15}" for c in cells.values())
        print(f"{rule:<18}{row}")
    _table("\nSeason covered, rho .4 and a rising trend: false met, %", found["season"])
    print(f"Season not covered: can't tell, every time: {found['season_refused']}")
    _table("Season covered: met at +50 % and +100 %", found["season_power"])
    print("\nWeeks, rising 1 % a week: false met, %")
    for name, rho, value in found["weeks"]:  # type: ignore[attr-defined]
        print(f"  {name:<8} rho {rho}  {value:5.1f}")
    print("\nWhere it is hard: false met, %, worst of twelve lengths (mean)")
    for name, cells in found["hard"].items():  # type: ignore[attr-defined]
        print(f"  {name:<40} {max(cells):5.1f} ({np.mean(cells):.1f})")
    print("\nDemanding the same without the trial's first month: met by the rule, and by that, %")
    for name, (rule, strict) in found["stricter"].items():  # type: ignore[attr-defined]
        print(f"  {name:<40} {rule:5.1f} {strict:5.1f}")
    one, holm = found["best_of_five"]  # type: ignore[misc]
    print(f"\nMet at any of ten looks: {found['looks']:.1f} %")
    print(
        f"Met on the best of five unrelated metrics: {one:.1f} %; with Holm's bounds {holm:.1f} %"
    )
    print("\nMet where there is an effect, %")
    for design, row in found["power"].items():  # type: ignore[attr-defined]
        print(f"  {design:<8}" + "".join(f"  {e} {value:5.1f}" for e, value in row.items()))


def _table(title: str, rows: object) -> None:
    print(title)
    assert isinstance(rows, dict)
    for name, value in rows.items():
        values = value if isinstance(value, list) else [value]
        shown = "".join(f"{'–' if v is None else f'{v:.1f}':>7}" for v in values)
        print(f"  {name:<42}{shown}")


if __name__ == "__main__":
    sys.exit(main())

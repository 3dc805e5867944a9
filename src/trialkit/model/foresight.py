"""What was known at the start of what a trial would be able to tell; sealed with its promise."""

from decimal import Decimal

import attrs


@attrs.frozen(kw_only=True)
class ForeseenHelp:
    """What would have let a trial tell smaller changes.

    Attributes:
        code: `LAST_YEAR`, `LONGER_BASELINE`, `COMPARISON` or `LONGER_TRIAL`.
        up: the smallest rise that could be told then, as in `ForeseenChange`.
    """

    code: str
    up: Decimal


@attrs.frozen(kw_only=True)
class ForeseenChange:
    """How large a change in one metric has to be to be told from chance.

    Attributes:
        metric: its key in the template.
        relative: whether the sizes are fractions of the baseline; else in the metric's unit.
        up, down: the smallest true rise and fall that 4 trials of 5 like this one would tell;
            None where it can't be said, `down` also where no fall would be large enough.
        hardly_up, hardly_down: up to here fewer than 1 trial of 5 would.
        needed: the true change at which 4 trials of 5 would find the promise met; None where no
            change was promised of the metric.
        tells_promise: whether a change as large as promised could be told from none; None where
            none was promised.
        helps: what would lower `up`, the most helpful first.
        code: why the sizes can't be said: `NO_FIGURES`, `TOO_FEW_POINTS`, `NO_VARIATION`,
            `SEASON_NOT_COVERED`, `NEEDS_POSITIVE`, `PERIOD_NOT_JUDGED`, `TOO_NOISY`,
            `NOT_INSTALLED`; None where they are.
    """

    metric: str
    relative: bool
    up: Decimal | None = None
    down: Decimal | None = None
    hardly_up: Decimal | None = None
    hardly_down: Decimal | None = None
    needed: Decimal | None = None
    tells_promise: bool | None = None
    helps: tuple[ForeseenHelp, ...] = ()
    code: str | None = None


@attrs.frozen(kw_only=True)
class Foresight:
    """What the figures from before the trial say of what it will be able to tell.

    Attributes:
        met: in how many earlier stretches, as long as the trial phase, the primary criterion
            would have been met: without the trial, which had not begun.
        of: how many there are with every figure; they overlap.
        untried: why there is none: `NO_FIGURES`, `TOO_SHORT`, `NO_PERIODS`, `UNLIKE_PERIODS`,
            `CANT_TELL`, `NOT_INSTALLED`; None where there is one.
        changes: metric by metric, the primary criterion's first.
    """

    met: int
    of: int
    untried: str | None = None
    changes: tuple[ForeseenChange, ...] = ()

    @property
    def easily_met(self) -> bool:
        """Whether the promise would more often have been met than not, without any trial."""
        return 2 * self.met > self.of

    def change(self, metric: str) -> ForeseenChange | None:
        """What was foreseen of a metric, or None."""
        return next((change for change in self.changes if change.metric == metric), None)

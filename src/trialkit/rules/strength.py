"""How far the design of a trial bears a conclusion: a scale of facts, never of the result.

After Sherman et al. (1997), Farrington (2003, 10.1177/0002716202250789) and Nesta's Standards of
Evidence (Puttick & Ludlow, 2013). The highest rungs of those are out of reach: one company is
no randomised population.
"""

from collections.abc import Callable
from typing import Final

import attrs


@attrs.frozen(kw_only=True)
class DesignFacts:
    """What is known of how a trial was set up and measured. What isn't known counts as no.

    Attributes:
        measured_baseline_periods: how many periods of the baseline have a figure of the primary
            criterion's metric.
        measured_trial_periods: likewise of the trial phase.
        sealed_before_start: whether the promise was sealed before the first day and figure.
        major_amendment_after_data: whether it was changed once figures were in.
        missing_share: promised periods of the trial phase without a figure, a fraction.
        season_covered: whether the same season of another year is in the baseline.
        comparison_in_seal: whether a comparison series is named in the promise.
        comparison_periods_ok: whether it is measured in 4 periods before and 3 after.
        allocated_by_lot: whether a sealed draw decided which unit or which weeks were tried.
        follow_up_measured: whether someone asked, after the end, if it is still in use.
        independent_companies: how many companies promised the same, this one included.
    """

    measured_baseline_periods: int = 0
    measured_trial_periods: int = 0
    sealed_before_start: bool = False
    major_amendment_after_data: bool = True
    missing_share: float = 1.0
    season_covered: bool = False
    comparison_in_seal: bool = False
    comparison_periods_ok: bool = False
    allocated_by_lot: bool = False
    follow_up_measured: bool = False
    independent_companies: int = 0


Fact = Callable[[DesignFacts], bool]

MEASURED: Final[tuple[tuple[str, Fact], ...]] = (
    (
        "measure_both_phases",
        lambda facts: min(facts.measured_baseline_periods, facts.measured_trial_periods) > 0,
    ),
)
PROMISED: Final[tuple[tuple[str, Fact], ...]] = (
    ("sealed_before_start", lambda facts: facts.sealed_before_start),
    ("longer_baseline", lambda facts: facts.measured_baseline_periods >= 4),
    ("longer_trial", lambda facts: facts.measured_trial_periods >= 3),
    ("fewer_missing_periods", lambda facts: facts.missing_share <= 1 / 3),
    ("no_change_after_data", lambda facts: not facts.major_amendment_after_data),
)
"""What levels 1 and 2 need, in the order in which it is worth mending."""


def strength(facts: DesignFacts) -> tuple[int, str | None]:
    """The level from 0 (told) to 6 (repeated), and what would raise it, as a code.

    >>> strength(DesignFacts(measured_baseline_periods=6, measured_trial_periods=4))
    (1, 'sealed_before_start')
    """
    for level, needs in ((0, MEASURED), (1, PROMISED)):
        for code, holds in needs:
            if not holds(facts):
                return level, code
    if not (facts.comparison_in_seal and facts.comparison_periods_ok):
        return (3, "comparison_in_seal") if facts.season_covered else (2, "season_covered")
    if facts.follow_up_measured and facts.independent_companies >= 3:
        return 6, None
    return (5, "replicate_in_3_companies") if facts.allocated_by_lot else (4, "allocated_by_lot")


@attrs.frozen
class Rungs:
    """Where a level stands on two scales that others know.

    Attributes:
        sms: Maryland Scientific Methods Scale, 0 to 4 here; 5 needs a random sample of firms.
        nesta: Nesta's Standards of Evidence, 1 to 4 here; 5 needs manuals and an organisation.
    """

    sms: int
    nesta: int


_RUNGS: Final = (Rungs(0, 1), Rungs(1, 1), Rungs(2, 2), Rungs(2, 2), Rungs(3, 3), Rungs(4, 3))


def rungs(level: int, *, by_lot: bool) -> Rungs:
    """A level of `strength` on the scales of Sherman et al. (1997) and Nesta (2013).

    A level of 1 stands under the Maryland scale's 2 on purpose: it is a before and after that
    nobody had sealed.

    Args:
        level: 0 to 6.
        by_lot: whether a sealed draw decided what was tried.

    >>> rungs(6, by_lot=False)
    Rungs(sms=3, nesta=4)
    """
    return _RUNGS[level] if level < len(_RUNGS) else Rungs(4 if by_lot else 3, 4)

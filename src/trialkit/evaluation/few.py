"""Where there are too few cases for a percentage, and the counts are told instead.

One of seven orders returned is no “14.3 %”, and three orders instead of one are no “+200 %”.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trialkit.evaluation.evaluation import Cases, PhaseSummary
from trialkit.evaluation.formulas import Formula
from trialkit.evaluation.terms import Name, Operation
from trialkit.evaluation.units import counts_things
from trialkit.model.metric import Aggregation, Metric

if TYPE_CHECKING:
    from trialkit.evaluation.series import Series

FEWEST_FOR_PERCENT: Final = 10
"""A denominator below it is shown as a count, and nothing is given in per cent."""


def counts_cases(metric: Metric | None) -> bool:
    """Whether its figures are counts that add up, such as orders a week."""
    if metric is None or metric.derived or metric.aggregation is not Aggregation.SUM:
        return False
    return counts_things(metric.unit)


def few_cases(
    formula: Formula, metrics: Mapping[str, Metric], phase: Mapping[str, PhaseSummary]
) -> Cases | None:
    """Part and whole of a share of so few cases that no percentage is given; None elsewhere.

    Args:
        formula: of a derived metric.
        metrics: those it may need, by key.
        phase: their figures for one phase.
    """
    match formula.term:
        case Operation("/", Name(part), Name(whole)):
            if not (counts_cases(metrics.get(part)) and counts_cases(metrics.get(whole))):
                return None
            over, under = phase[part].value, phase[whole].value
            if over is not None and under is not None and 0 < under < FEWEST_FOR_PERCENT:
                return Cases(part=over, whole=under)
    return None


def change_in_per_cent(series: "Series") -> Decimal | None:
    """The change over the baseline as a fraction; None where that counts under ten."""
    if series.baseline.cases or series.trial.cases:
        return None
    before = series.baseline.value
    if counts_cases(series.metric) and before is not None and before < FEWEST_FOR_PERCENT:
        return None
    return series.relative_change

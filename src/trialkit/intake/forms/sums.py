"""Formulas that sum a form up, for whoever fills it in: each phase, and what follows from it.

Each metric is summed up over a phase, then the template's formulas are applied, as in an
evaluation; what lacks a figure stays empty.
"""

from collections.abc import Mapping
from decimal import Decimal

import attrs

from trialkit.evaluation.formulas import formula_of, names, parameter_values, value_of
from trialkit.evaluation.terms import Name, Negation, Number, Term
from trialkit.model.metric import Aggregation, Metric
from trialkit.model.trial import Trial


@attrs.frozen
class Computed:
    """A cell with a formula.

    Attributes:
        formula: as Excel takes it.
        value: what it comes to now; None where something is missing.
    """

    formula: str
    value: Decimal | None


def summed(aggregation: Aggregation, cells: str) -> str:
    """The formula of a phase's figures as one; empty where there is none.

    >>> summed(Aggregation.SUM, "D10:D21")
    '=IF(COUNT(D10:D21)=0,"",SUM(D10:D21))'
    """
    match aggregation:
        case Aggregation.MEAN:
            one = f"AVERAGE({cells})"
        case Aggregation.MAX:
            one = f"MAX({cells})"
        case Aggregation.LAST:
            one = f'LOOKUP(2,1/({cells}<>""),{cells})'
        case _:
            one = f"SUM({cells})"
    return f'=IF(COUNT({cells})=0,"",{one})'


def derived(
    metric: Metric,
    trial: Trial,
    cells: Mapping[str, str],
    values: Mapping[str, Decimal | None],
) -> Computed | None:
    """A computed metric's cell; None where something it needs has no cell.

    Args:
        metric: has a formula.
        trial: whose parameters count.
        cells: metric → the cell that sums it up over the phase.
        values: metric → what that comes to.
    """
    formula = formula_of(metric)
    parameters = _parameters(trial)
    written = {key: f"{value:f}" for key, value in parameters.items() if value is not None}
    needed = [name for name in names(formula) if name not in written]
    if not all(name in cells for name in needed):
        return None
    empty = ",".join(f'{cells[name]}=""' for name in needed)
    result = f'IFERROR({_written(formula.term, {**written, **cells})},"")'
    return Computed(
        f'=IF(OR({empty}),"",{result})' if empty else f"={result}",
        value_of(formula, {**parameters, **values}).value,
    )


def _parameters(trial: Trial) -> dict[str, Decimal | None]:
    known = trial.promise.parameters if trial.promise else trial.template.parameters
    return parameter_values(known)


def _written(term: Term, cells: Mapping[str, str]) -> str:
    match term:
        case Number(value):
            return f"{value:f}"
        case Name(id):
            return cells[id]
        case Negation(inner):
            return f"(-{_written(inner, cells)})"
    return f"({_written(term.left, cells)}{term.operator}{_written(term.right, cells)})"

"""A criterion's answer on its way: the result, and what is needed to weigh several together."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import attrs

from trialkit.errors import Message
from trialkit.evaluation.evaluation import Answer, CriterionResult
from trialkit.model.criterion import Criterion
from trialkit.model.period import Period


@attrs.frozen(kw_only=True)
class Judgement:
    """One criterion, judged by itself.

    Attributes:
        result: its answer.
        answer_at: the answer at a given chance of error; None where no probability is stated.
        carrier: the one period that carries the result, where one does.
    """

    result: CriterionResult
    answer_at: Callable[[float], Answer] | None = None
    carrier: Period | None = None


def cant_tell(
    criterion: Criterion,
    code: str,
    why: Message,
    *,
    as_of: date,
    observed: Decimal | None = None,
) -> CriterionResult:
    """The answer *can't tell*, with its reason."""
    return CriterionResult(
        criterion=criterion,
        answer=Answer.CANT_TELL,
        observed=observed,
        so_far=as_of < criterion.due,
        why=why,
        code=code,
    )

"""What the tool proposes that a company do next, from evidence and verdict, by one table."""

from typing import Final

import attrs

from trialkit.evaluation.evaluation import Answer, Evaluation, Outcome
from trialkit.model.criterion import Role
from trialkit.model.round import Recommendation, RoundKind
from trialkit.model.trial import Choice

_BY_OUTCOME: Final = {
    (Outcome.HELD, Recommendation.ADOPT): Choice.ADOPT,
    (Outcome.HELD, Recommendation.ADAPT): Choice.ADAPT,
    (Outcome.HELD, Recommendation.ABANDON): Choice.ADAPT,
    (Outcome.HELD, None): Choice.ADOPT,
    (Outcome.DID_NOT_HOLD, Recommendation.ADOPT): Choice.ADAPT,
    (Outcome.DID_NOT_HOLD, Recommendation.ADAPT): Choice.ADAPT,
    (Outcome.DID_NOT_HOLD, Recommendation.ABANDON): Choice.ABANDON,
    (Outcome.DID_NOT_HOLD, None): Choice.ABANDON,
    (Outcome.CANT_TELL, Recommendation.ADOPT): Choice.ADAPT,
    (Outcome.CANT_TELL, Recommendation.ADAPT): Choice.ADAPT,
    (Outcome.CANT_TELL, Recommendation.ABANDON): Choice.ABANDON,
    (Outcome.CANT_TELL, None): Choice.INCONCLUSIVE,
}
"""The outcome and the group's majority → what is proposed.

The group never turns a promise that was missed into a success, and never a kept one into a
failure by itself; between those, it decides.
"""


@attrs.frozen(kw_only=True)
class Proposal:
    """What is proposed, and what it rests on.

    Attributes:
        choice: adopt, adapt, abandon or inconclusive.
        outcome: whether the promise held.
        guardrail_broken: whether a limit was passed; then *adopt* becomes *adapt*.
        majority: what more than half of the group recommend; None where there is no majority,
            or no round.
    """

    choice: Choice
    outcome: Outcome
    guardrail_broken: bool
    majority: Recommendation | None


def proposal(evaluation: Evaluation) -> Proposal:
    """What to propose; the coordinator decides, and a departure needs its reason.

    The group's majority is that of the last final round that was closed.
    """
    broken = any(
        result.criterion.role is Role.GUARDRAIL and result.answer is Answer.NOT_MET
        for result in evaluation.criteria
    )
    final = [verdict for verdict in evaluation.verdicts if verdict.kind is RoundKind.FINAL]
    majority = final[-1].majority if final else None
    choice = _BY_OUTCOME[evaluation.outcome, majority]
    if broken and choice is Choice.ADOPT:
        choice = Choice.ADAPT
    return Proposal(
        choice=choice, outcome=evaluation.outcome, guardrail_broken=broken, majority=majority
    )

"""What the tool proposes that a company do next, from evidence and verdict, by one table.

The outcome of the promise sets the ground, and the core group's majority chooses on it. A person
decides: whoever decides otherwise gives a reason, and both stand side by side for good.
"""

from collections.abc import Mapping
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.evaluation.evaluation import Answer, Evaluation, Outcome
from trialkit.model.criterion import Role
from trialkit.model.round import Recommendation, RoundKind
from trialkit.model.trial import Choice

PROPOSED: Final[Mapping[tuple[Outcome, Recommendation | None], Choice]] = {
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
"""The outcome and the group's majority (None: no majority, or no round) → what is proposed.

The group never turns a promise that was missed into a success, and never a kept one into a
failure by itself; between those, it decides. Where a guardrail broke, *adopt* becomes *adapt*.
"""


@attrs.frozen(kw_only=True)
class Proposal:
    """What is proposed, and what it rests on.

    Attributes:
        choice: adopt, adapt, abandon or inconclusive.
        outcome: whether the promise held, as far as it can be told by now.
        guardrail_broken: whether a limit was passed; then *adopt* becomes *adapt*.
        judged: whether the core group has given a final judgement.
        majority: what more than half of the group recommend; None where there is no majority,
            or no judgement.
    """

    choice: Choice
    outcome: Outcome
    guardrail_broken: bool
    judged: bool
    majority: Recommendation | None

    @property
    def grounds(self) -> tuple[Message, ...]:
        """What it rests on, as parts of a sentence; a reader's language joins them."""
        broken = (Message("a guardrail broke"),) if self.guardrail_broken else ()
        return (_HELD[self.outcome], *broken, self._group)

    @property
    def _group(self) -> Message:
        if not self.judged:
            return Message("the core group hasn't judged it")
        if self.majority is None:
            return Message("the core group has no majority")
        return Message("most of the core group say “{choice:recommendation}”", choice=self.majority)


_HELD: Final = {
    Outcome.HELD: Message("the promise held"),
    Outcome.DID_NOT_HOLD: Message("the promise did not hold"),
    Outcome.CANT_TELL: Message("it can't be told whether the promise held"),
}


def proposal(evaluation: Evaluation) -> Proposal:
    """What to propose after an evaluation.

    The group's majority is that of the last final round that was closed; forecasts, interim
    looks and follow-ups have no say here.
    """
    broken = any(
        result.criterion.role is Role.GUARDRAIL and result.answer is Answer.NOT_MET
        for result in evaluation.criteria
    )
    final = [verdict for verdict in evaluation.verdicts if verdict.kind is RoundKind.FINAL]
    majority = final[-1].majority if final else None
    choice = PROPOSED[evaluation.outcome, majority]
    if broken and choice is Choice.ADOPT:
        choice = Choice.ADAPT
    return Proposal(
        choice=choice,
        outcome=evaluation.outcome,
        guardrail_broken=broken,
        judged=bool(final),
        majority=majority,
    )

"""What must be seen for the promise to be met."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs

from trialkit.model.text import Words


class Role(StrEnum):
    """The primary criterion decides the outcome; a guardrail warns; advice only tells."""

    PRIMARY = "primary"
    GUARDRAIL = "guardrail"
    ADVICE = "advice"


class CriterionKind(StrEnum):
    """`REACHED` is a fact about an amount, `CHANGED` an effect, `PROPORTION` a share of cases."""

    REACHED = "reached"
    CHANGED = "changed"
    PROPORTION = "proportion"


class Comparison(StrEnum):
    """How the observed value is held against the threshold."""

    AT_LEAST = ">="
    AT_MOST = "<="

    def holds(self, observed: Decimal, threshold: Decimal) -> bool:
        """Whether `observed` is on the right side of `threshold`; equal is right."""
        return observed >= threshold if self is Comparison.AT_LEAST else observed <= threshold


class Measure(StrEnum):
    """Whether a change is counted against the baseline's size or in the metric's own unit."""

    RELATIVE = "relative"
    ABSOLUTE = "absolute"


class Over(StrEnum):
    """Which part of the trial phase a *reached* criterion looks at."""

    PHASE = "phase"
    EACH_PERIOD = "each period"
    NAMED = "named period"


@attrs.frozen(kw_only=True)
class Criterion:
    """What must be seen, and by when.

    Attributes:
        id: its key within the promise.
        role: the primary one decides the outcome; a guardrail only warns.
        kind: a fact, an effect or a share.
        metric: key of a metric in the trial's template.
        comparison: how the observed value is held against the threshold.
        threshold: in the metric's unit (a fraction where that is `%`); money in the trial's
            currency, VAT excluded; for a relative change a fraction: 0.2 is 20 % up.
        measure: relative or absolute where kind is *changed*, else None.
        over: the whole phase, each period of it, or one named period.
        period: the named period as `2026-05`; None unless `over` names one.
        due: the last day that counts.
        why: the reason for this threshold.
    """

    id: str
    role: Role
    kind: CriterionKind
    metric: str
    comparison: Comparison
    threshold: Decimal
    measure: Measure | None = None
    over: Over = Over.PHASE
    period: str | None = None
    due: date
    why: Words = attrs.field(factory=dict)

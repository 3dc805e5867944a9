"""One filled ballot, before anyone has looked up whose code it bears."""

from collections.abc import Mapping

import attrs

from trialkit.model.round import Recommendation


@attrs.frozen(kw_only=True)
class BallotRow:
    """What one member answered to one round.

    Attributes:
        code: of the ballot. No two rounds share one, so it tells the trial as well as the member.
        ratings: criterion id → 1 to 5, or None for "can't judge"; unanswered ones are missing.
        forecast: 0 to 10, how sure the member is; None where that isn't answered. Who can't
            judge it has the recommendation "can't judge".
        recommendation: what the member would do; None where not answered.
        reason_for, reason_against, comment: in the member's own words.
        may_quote: whether the words may be published without a name.
        source: the file's name; None where it was typed.
        row: row or line of the file that it begins in, counted from 1.
        entered_by: who typed it in, where that wasn't the member.
    """

    code: str
    ratings: Mapping[str, int | None]
    forecast: int | None = None
    recommendation: Recommendation | None = None
    reason_for: str = ""
    reason_against: str = ""
    comment: str = ""
    may_quote: bool = False
    source: str | None = None
    row: int | None = None
    entered_by: str | None = None

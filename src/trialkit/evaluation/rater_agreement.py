"""How far a round's members agree beyond chance: a number for researchers, not for the screen."""

from collections.abc import Sequence

from trialkit.evaluation.evaluation import RaterAgreement
from trialkit.evidence.answers import Unanswerable


def rater_agreement(ratings: Sequence[Sequence[int | None]]) -> RaterAgreement | None:
    """Krippendorff's alpha of one round with its interval, ordinal.

    Args:
        ratings: a member a row, a criterion a column, None where a member couldn't judge it.

    Returns:
        The agreement; None where numpy isn't installed.
    """
    try:
        from trialkit.evidence.alpha import alpha, alpha_interval
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "numpy":
            raise
        return None
    units = sum(
        sum(rating is not None for rating in column) > 1 for column in zip(*ratings, strict=True)
    )
    found = alpha(ratings)
    if isinstance(found, Unanswerable):
        return RaterAgreement(units=units, code=found.code)
    interval = alpha_interval(ratings)
    if isinstance(interval, Unanswerable):
        return RaterAgreement(units=units, alpha=found.alpha, code=interval.code)
    return RaterAgreement(
        units=units,
        alpha=found.alpha,
        low=interval.low,
        high=interval.high,
        rough=interval.rough,
    )

"""How the trials of a series split what they had together."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from trialkit.model.trial import Trial

CENT: Final = Decimal("0.01")


def shares(whole: Decimal, among: int) -> tuple[Decimal, ...]:
    """`whole` in `among` equal parts, to the cent; the cents left over go to the first ones.

    The parts always add up to the whole; one that has parts of a cent is split to those.

    Args:
        whole: hours or money, not less than nothing.
        among: how many trials, one at least.

    >>> [str(share) for share in shares(Decimal("100"), 3)]
    ['33.34', '33.33', '33.33']
    """
    exponent = whole.as_tuple().exponent
    smallest = min(CENT, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else CENT
    units, extra = divmod(int(whole / smallest), among)
    return tuple((units + (at < extra)) * smallest for at in range(among))


def open_on(trials: Iterable[Trial], day: date) -> tuple[Trial, ...]:
    """The trials that shared what was done on `day`: drafts, and those that hadn't closed by then.

    What is done before the start counts too: most of what is shared is preparation.
    """
    return tuple(one for one in trials if one.closed_on is None or one.closed_on > day)

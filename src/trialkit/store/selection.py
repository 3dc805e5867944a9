"""Which trials a typed filter lets through, as parameterised SQL."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_TOLD: Final = re.compile(
    r"""[=<>]                                   # template=export, started >= 2026-03
    | [^\s"] \s+ (has|missing|within) \b        # tag has wool, closed missing, closed within …
    | [^\s"] \s+ in \s* \(                      # market in (SE, NO)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED: Final = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Selection:
    """A condition on the view `trial_overview`.

    Attributes:
        sql: what stands after WHERE; values are question marks.
        parameters: what goes in for the question marks, in order.
    """

    sql: str
    parameters: tuple[str | int, ...]


def is_filter(written: str) -> bool:
    """Whether `written` is a filter such as `template=export`, not a part of a slug or a name.

    >>> is_filter("villapaja"), is_filter("market = SE"), is_filter("closed missing")
    (False, True, True)
    """
    return _TOLD.search(_QUOTED.sub('""', written)) is not None


def select(written: str, *, today: date) -> Selection:
    """The selection that a typed filter means.

    Args:
        written: `template=export and (market=SE or market=NO) and closed within 12 months`.
        today: the day that `within` counts back from.

    Raises:
        InvalidInput: it can't be read, or names a field or a value that isn't there. The sentence
            shows the place and the nearest name: `NOT_A_FILTER`, `UNKNOWN_FIELD`,
            `WRONG_OPERATOR`, `WRONG_VALUE`.
    """
    # The grammar is only loaded where somebody filters.
    from trialkit.store.filter_reading import read_filter
    from trialkit.store.filter_sql import compiled

    return compiled(read_filter(written, today=today))

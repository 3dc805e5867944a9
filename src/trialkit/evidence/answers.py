"""What a method gives when the figures can't answer."""

from collections.abc import Mapping
from enum import StrEnum

import attrs


class Answered(StrEnum):
    """What a stated probability says about a threshold."""

    MET = "met"
    NOT_MET = "not_met"
    CANT_TELL = "cant_tell"


@attrs.frozen
class Unanswerable:
    """The figures can't answer, and this is why.

    Attributes:
        code: `NOT_FINITE`, `EMPTY_PHASE`, `TOO_FEW_POINTS`, `NO_VARIATION`, `NEEDS_POSITIVE`,
            `SEASON_NOT_COVERED`, `DUPLICATE_PERIOD`, `OUT_OF_RANGE`, `NO_EVENTS`,
            `NOT_COMPARABLE`, `ONE_STUDY`, `BAD_VARIANCE` or `NO_PAIRS`.
        values: what was found, by name; for a face to word.
    """

    code: str
    values: Mapping[str, float | str] = attrs.field(factory=dict)

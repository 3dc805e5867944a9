"""Units as formulas see them: what cancels, and what can't be added.

Units that count things cancel against each other (orders per session is a share); time, money
and person-years don't. `%` is a plain fraction.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import attrs

from trialkit.rules.figures import COUNTING_UNITS

PLAIN: Final = frozenset({"%", "1", ""})
"""Ways to write that a number has no unit."""


class UnitMismatch(Exception):
    """Two unlike units were to be added."""

    def __init__(self, left: "Unit", right: "Unit") -> None:
        self.left, self.right = left, right
        super().__init__(f"{left} + {right}")


@attrs.frozen
class Unit:
    """A product of units over a product of units, with what cancels taken away.

    Attributes:
        over: units above the line, sorted.
        under: units below it, sorted.

    >>> str(Unit.parse("EUR/h") * Unit.parse("h"))
    'EUR'
    >>> str(Unit.parse("order") / Unit.parse("session"))
    '%'
    """

    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> "Unit":
        """Read `EUR/order`, `h`, `%`."""
        over, *under = (part.strip() for part in written.split("/"))
        return cls._cancelled(_factors([over]), _factors(under))

    @classmethod
    def _cancelled(cls, over: Iterable[str], under: Iterable[str]) -> "Unit":
        above, below = Counter(over), Counter(under)
        shared = above & below
        above, below = above - shared, below - shared
        counted_above = sorted(unit for unit in above.elements() if unit in COUNTING_UNITS)
        counted_below = sorted(unit for unit in below.elements() if unit in COUNTING_UNITS)
        pairs = min(len(counted_above), len(counted_below))
        above.subtract(counted_above[:pairs])
        below.subtract(counted_below[:pairs])
        return cls(tuple(sorted(above.elements())), tuple(sorted(below.elements())))

    def __mul__(self, other: "Unit") -> "Unit":
        return self._cancelled(self.over + other.over, self.under + other.under)

    def __truediv__(self, other: "Unit") -> "Unit":
        return self._cancelled(self.over + other.under, self.under + other.over)

    def added_to(self, other: "Unit") -> "Unit":
        """The unit of a sum or a difference.

        Raises:
            UnitMismatch: the two are unlike; hours can't be added to euros.
        """
        if self != other:
            raise UnitMismatch(self, other)
        return self

    def __str__(self) -> str:
        if not self.over and not self.under:
            return "%"
        return "/".join(["*".join(self.over) or "1", *self.under])


def counts_things(unit: str) -> bool:
    """Whether figures in this unit are counts."""
    return unit in COUNTING_UNITS


def _factors(written: Iterable[str]) -> list[str]:
    parts = (part.strip() for text in written for part in text.split("*"))
    return [part for part in parts if part not in PLAIN]

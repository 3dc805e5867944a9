"""What the amounts of a ledger add up to, as a person says it: `Summa [Tili=4000-4999]=costs`.

    sum       = column [ "[" condition { ";" condition } "]" ]   →   [ "-" ] metric
    condition = ( ">" | ">=" | "<" | "<=" ) number      of the amount itself
              | column ( "=" | "!=" ) value { "," value }
    value     = code "-" code       account codes, both ends included
              | text                the whole cell in any case; a * at an end stands for anything

All conditions must hold, and one of the values. A cell such as “4010 Aineostot” has the code 4010.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake.cells import Cell
from trialkit.intake.headings import heading_key
from trialkit.language.reading import AmbiguousNumber, NotANumber, read_number

_BRACKETED: Final = re.compile(r"(?P<column>[^\[].*?)\s*\[(?P<conditions>[^\[\]]*[=<>][^\[\]]*)\]")
_BOUND: Final = re.compile(r"(?P<sign>[<>]=?)(?P<number>.+)")
_CELL: Final = re.compile(r"(?P<column>[^=!<>]+?)\s*(?P<sign>!?=)(?P<values>.+)")
_CODES: Final = re.compile(r"(?P<low>\d{1,18})\s*[-–]\s*(?P<high>\d{1,18})")
_CODE: Final = re.compile(r"(\d{1,18})(?![\d.,])")
_SIGNS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">": gt,
    ">=": ge,
    "<": lt,
    "<=": le,
}


@attrs.frozen
class Bound:
    """A condition on the amount itself.

    Attributes:
        sign: `>`, `>=`, `<` or `<=`.
        number: what the amount is held against, in its own currency and with its own sign.
    """

    sign: str
    number: Decimal

    def holds(self, amount: Decimal) -> bool:
        """Whether the amount is one that counts."""
        return _SIGNS[self.sign](amount, self.number)


@attrs.frozen
class Codes:
    """Account codes from `low` to `high`, both included."""

    low: int
    high: int

    def fits(self, cell: Cell) -> bool:
        """Whether the cell begins with such a code."""
        found = _CODE.match(str(cell))
        return found is not None and self.low <= int(found[1]) <= self.high


@attrs.frozen
class Pattern:
    """A text that a cell must be, by its key; `*` at an end stands for anything."""

    key: str

    def fits(self, cell: Cell) -> bool:
        """Whether the cell says so; a code alone fits a cell that begins with it."""
        text, bare = heading_key(str(cell)), self.key.strip("*")
        match self.key.startswith("*"), self.key.endswith("*"):
            case True, True:
                return bare in text
            case True, False:
                return text.endswith(bare)
            case False, True:
                return text.startswith(bare)
        if bare.isdecimal():
            code = _CODE.match(text)
            return code is not None and code[1] == bare
        return text == bare


@attrs.frozen
class Entry:
    """A condition on another cell of the row.

    Attributes:
        column: heading, as the person wrote it.
        values: one of them must fit.
        negated: whether none of them may.
    """

    column: str
    values: tuple[Codes | Pattern, ...]
    negated: bool

    def holds(self, cell: Cell) -> bool:
        """Whether a row with this cell counts."""
        return any(value.fits(cell) for value in self.values) is not self.negated


@attrs.frozen(kw_only=True)
class Sum:
    """One column whose amounts add up to a metric.

    Attributes:
        column: heading, as the person wrote it.
        written: column and conditions, as the person wrote them.
        bounds, entries: which rows count; all of them must hold.
        metric: id or name of the metric, as the person wrote it.
        opposite: whether outflows make a positive figure.
    """

    column: str
    written: str
    bounds: tuple[Bound, ...] = ()
    entries: tuple[Entry, ...] = ()
    metric: str
    opposite: bool = False


def read_sums(said: Mapping[str, str]) -> tuple[Sum, ...]:
    """What a person said, in order.

    Args:
        said: column, with its conditions where there are any → metric, with `-` before it
            where the amounts take the opposite sign.

    Raises:
        InvalidInput: with every fault; each says what would be right (NOT_A_SUM).
    """
    found: list[Sum] = []
    faults: list[Problem] = []
    for written, target in said.items():
        try:
            found.append(_sum(written.strip(), target.strip()))
        except InvalidInput as fault:
            faults += fault.problems
    if faults:
        raise InvalidInput.of(faults)
    return tuple(found)


def _sum(written: str, target: str) -> Sum:
    opposite = target.startswith(("-", "−"))
    metric = target[1:].strip() if opposite else target
    if not written or not metric or "[" in metric or "]" in metric:
        raise _fault(
            Message(
                "“{found}” doesn't say which column fills which metric.", found=_as(written, target)
            ),
            written,
            target,
        )
    bracketed = _BRACKETED.fullmatch(written)
    if bracketed is None:
        return Sum(column=written, written=written, metric=metric, opposite=opposite)
    bounds: list[Bound] = []
    entries: list[Entry] = []
    for condition in bracketed["conditions"].split(";"):
        read = _condition(condition.strip())
        match read:
            case Bound():
                bounds.append(read)
            case Entry():
                entries.append(read)
            case Message():
                raise _fault(read, written, target)
    return Sum(
        column=bracketed["column"],
        written=written,
        bounds=tuple(bounds),
        entries=tuple(entries),
        metric=metric,
        opposite=opposite,
    )


def _condition(written: str) -> Bound | Entry | Message:
    """One condition, or what is wrong with it."""
    if bound := _BOUND.fullmatch(written):
        try:
            return Bound(bound["sign"], read_number(bound["number"]))
        except (AmbiguousNumber, NotANumber):
            return Message("“{found}” is no number to compare with.", found=bound["number"].strip())
    entry = _CELL.fullmatch(written)
    if entry is None:
        return Message("“{found}” is no condition.", found=written)
    values: list[Codes | Pattern] = []
    for each in entry["values"].split(","):
        match value := _value(each.strip()):
            case Message():
                return value
            case _:
                values.append(value)
    return Entry(entry["column"].strip(), tuple(values), negated=entry["sign"] == "!=")


def _value(written: str) -> Codes | Pattern | Message:
    if codes := _CODES.fullmatch(written):
        low, high = int(codes["low"]), int(codes["high"])
        if low <= high:
            return Codes(low, high)
        return Message("The range “{found}” ends before it begins.", found=written)
    key = heading_key(written)
    bare = key.strip("*")
    if not bare:
        return Message("A condition has no value after the “=”.")
    if "*" in bare:
        return Message("In “{found}” the * stands neither first nor last.", found=written)
    return Pattern(key)


def _fault(message: Message, written: str, target: str) -> InvalidInput:
    return InvalidInput(
        message,
        code="NOT_A_SUM",
        place=Place(field=_as(written, target)),
        remedy=Message(
            "Write it like “Amount=sales”, “Amount [Account=4000-4999]=costs”, "
            "“Amount [Type=Card payment]=costs” or “Amount [<0]=-costs”."
        ),
    )


def _as(written: str, target: str) -> str:
    return f"{written}={target}"[:80]

"""Orders that can't be counted: their rows are told, and none of them is counted."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trialkit.errors import InvalidInput, Message, Place, Problem


class Unreadable:
    """The unreadable rows of a file, each told with its place.

    Args:
        file: the file's name, without folders.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._by_row: dict[int, tuple[Problem, ...]] = {}

    def __len__(self) -> int:
        return len(self._by_row)

    def __contains__(self, row: object) -> bool:
        return row in self._by_row

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, from the top of the file to its end."""
        return tuple(each for row in sorted(self._by_row) for each in self._by_row[row])

    def add(self, row: int, fault: InvalidInput, field: str | None = None) -> None:
        """Tell of one row.

        Args:
            row: counted from 1.
            fault: what is wrong; a place in it names the column.
            field: the column's heading, where the fault doesn't name it.
        """
        told = tuple(
            replace(
                problem,
                message=_discreet(problem.message),
                place=Place(
                    file=self._file,
                    row=row,
                    field=(problem.place.field if problem.place else None) or field,
                ),
            )
            for problem in fault.problems
        )
        self._by_row[row] = (*self._by_row.get(row, ()), *told)

    def add_others(self, number: str, rows: Iterable[int]) -> None:
        """Tell of the other rows of an order with a fault: half of it isn't the whole.

        Args:
            number: the order's.
            rows: all its rows; those that are told already stay as they are.
        """
        for row in rows:
            if row not in self._by_row:
                self.add(row, _half_an_order(number))


def in_column(fault: InvalidInput, heading: str) -> InvalidInput:
    """The same fault, in the column with this heading."""
    place = Place(field=heading or None)
    return InvalidInput.of(replace(problem, place=place) for problem in fault.problems)


def _discreet(message: Message) -> Message:
    """The message without words that were found where none belong: they may be somebody's name."""
    found = message.values.get("found")
    if not isinstance(found, str):
        return message
    letters = sum(map(str.isalpha, found))
    if letters <= sum(map(str.isdigit, found)):
        return message
    return Message(message.text, **{**message.values, "found": "…"})


def total_off(number: str, stated: Decimal, found: Decimal) -> InvalidInput:
    """The error for an order whose rows don't come to what it says it is."""
    return InvalidInput(
        Message(
            "Order {number} says {stated:exact} in all, and its parts come to {found:exact}.",
            number=number,
            stated=stated,
            found=found,
        ),
        code="TOTAL_OFF",
        remedy=Message("Look the order up in the shop and export the file again."),
    )


def _half_an_order(number: str) -> InvalidInput:
    return InvalidInput(
        Message("Another row of order {number} can't be read.", number=number),
        code="ORDER_INCOMPLETE",
        remedy=Message("The order is counted as a whole or not at all."),
    )

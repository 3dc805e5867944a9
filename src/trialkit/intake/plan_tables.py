"""A plan as the worksheet of a filled-in plan form: one row a question, one column its answer."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake.cells import Cell, Percent
from trialkit.intake.headings import heading_key
from trialkit.intake.tables import Table, read_table
from trialkit.language.marking import N_
from trialkit.language.reading import AmbiguousDay, NotADay, read_day
from trialkit.language.wording import LANGUAGES, wording

QUESTION: Final = N_("Question")
ANSWER: Final = N_("Answer")
KEY: Final = N_("Key")

BETWEEN: Final = "; "
"""What stands between several keys in one cell."""

_DAY: Final = "starts_on"
_LISTS: Final = ("barriers", "tags")
_SPLIT: Final = re.compile(r"[;,\n]")


@attrs.frozen(kw_only=True)
class PlanTable:
    """What the worksheet says, in the shape of a plan's TOML.

    Attributes:
        data: key → value; answers of slots and criteria in tables of their own.
        rows: key, with its table where it has one → the row it stands in, counted from 1.
        faults: what can't be read.
    """

    data: Mapping[str, object]
    rows: Mapping[str, int]
    faults: tuple[Problem, ...]


def read_plan_table(path: Path) -> PlanTable:
    """Read the answers of a plan form; what is left empty isn't in it.

    Raises:
        NotFound, InvalidInput: as `read_table`; or it is no form of a plan (NOT_A_PLAN).
    """
    names = {heading_key(name): which for which in (QUESTION, ANSWER, KEY) for name in _said(which)}
    table = read_table(path, knows=lambda heading: heading_key(heading) in names)
    columns = {names.get(heading_key(one)): at for at, one in enumerate(table.headings)}
    if ANSWER not in columns or KEY not in columns:
        raise _no_plan(path)
    reading = _Reading(table)
    for row in table.rows:
        key = str(row.at(columns[KEY]))
        answer = row.at(columns[ANSWER])
        if key and answer != "":
            reading.take(key, answer, row.number)
    return PlanTable(data=reading.data, rows=reading.rows, faults=tuple(reading.faults))


class _Reading:
    """Goes through the answers of a plan form and keeps every fault it finds."""

    def __init__(self, table: Table) -> None:
        self.data: dict[str, object] = {}
        self.rows: dict[str, int] = {}
        self.faults: list[Problem] = []
        self._file = table.file

    def take(self, key: str, answer: Cell, row: int) -> None:
        place = Place(file=self._file, row=row, field=key)
        if key in self.rows:
            message = Message("“{key}” is given twice.", key=key)
            self.faults.append(Problem(message, code="TWICE", place=place))
            return
        self.rows[key] = row
        try:
            self._keep(key, answer)
        except AmbiguousDay:
            message = Message("“{found}” could be two different days.", found=str(answer))
            self.faults.append(_no_day(message, "AMBIGUOUS_DAY", place))
        except NotADay:
            message = Message("“{found}” is not a day.", found=str(answer))
            self.faults.append(_no_day(message, "NOT_A_DAY", place))

    def _keep(self, key: str, answer: Cell) -> None:
        table, dot, name = key.partition(".")
        if dot:
            of_table = self.data.setdefault(table, {})
            if isinstance(of_table, dict):
                of_table[name] = _plain(answer)
        elif key == _DAY:
            self.data[key] = _day(answer)
        elif key in _LISTS:
            parts = (part.strip() for part in _SPLIT.split(str(answer)))
            self.data[key] = [part for part in parts if part]
        else:
            self.data[key] = str(answer)


def _plain(answer: Cell) -> object:
    match answer:
        case Percent():
            return answer.shown
        case str() | int() | Decimal() | date():
            return answer
    return str(answer)


def _day(answer: Cell) -> date:
    """The day in a cell.

    Raises:
        AmbiguousDay, NotADay: it is none, or could be two.
    """
    if isinstance(answer, datetime):
        return answer.date()
    return answer if isinstance(answer, date) else read_day(str(answer))


def _no_day(message: Message, code: str, place: Place) -> Problem:
    remedy = Message("Write it like 2.3.2026 or 2026-03-02.")
    return Problem(message, code=code, place=place, remedy=remedy)


def _no_plan(path: Path) -> InvalidInput:
    return InvalidInput(
        Message("{file} is no form of a plan.", file=path.name),
        code="NOT_A_PLAN",
        place=Place(file=path.name),
        remedy=Message(
            "Make one with “trialkit form TEMPLATE -o plan.xlsx”; its columns “Answer” and “Key”"
            " are needed."
        ),
    )


def _said(msgid: str) -> tuple[str, ...]:
    return tuple(wording(language).text(msgid) for language in LANGUAGES)

"""Finding the columns of a file of orders by their headings, in Finnish, Swedish or English."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, NotFound, Place, Problem
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell, Row, column_letters
from trialkit.intake.currencies import currencies_in
from trialkit.intake.headings import heading_key, without_unit
from trialkit.intake.orders.vat_headings import vat_in_heading
from trialkit.intake.tables import Table, read_table, top_rows

_NAMED: Final = 12
"""Unused columns that are named; of more, only the number is told."""

_LONGEST: Final = 200
"""Characters; no heading is longer."""

_CURRENCY: Final = re.compile(r"[\s,/]*[(\[]?[^\s()\[\],/]+[)\]]?$")
_WORDS_MEET: Final = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])|(?<=\w)-(?=\w)")
"""Where programmers write no space: “OrderDate”, “order-date”."""
_NUMBER: Final = re.compile(r"\s*\b\d{1,3}\b")


@attrs.frozen(kw_only=True)
class Field:
    """A column that a kind of order file may have.

    Attributes:
        key: what `--columns HEADING=KEY` calls it.
        label: its name in a sentence, in the basic form.
        headings: those it goes by, separated by commas, the usual one first; case, spaces,
            underscores and a unit at the end don't matter.
        net, gross: the columns that this one is where its heading says that there is no VAT in
            it, or that there is; "" where that makes no difference.
        ranked: whether, of several columns that it could be, the one whose heading comes first
            here is meant; the others aren't used.
        required: whether the file is nothing without it.
        several: whether there may be many, told apart by a number: “Tax 1 Name”.
    """

    key: str
    label: Message
    headings: str
    net: str = ""
    gross: str = ""
    ranked: bool = False
    required: bool = False
    several: bool = False

    @property
    def usual(self) -> str:
        """The heading to write where there is none."""
        return self.headings.partition(",")[0].strip()


@attrs.frozen(kw_only=True)
class Columns:
    """Where things stand in one table.

    Attributes:
        table: its rows can be gone through once.
        fields: everything that was looked for, by key.
        places: key → columns, counted from 0; a key that isn't there has no columns.
        notes: columns that aren't used.
    """

    table: Table
    fields: Mapping[str, Field]
    places: Mapping[str, tuple[int, ...]]
    notes: tuple[Message, ...] = ()

    def has(self, key: str) -> bool:
        """Whether there is such a column."""
        return key in self.places

    def at(self, key: str) -> int | None:
        """Its (first) column, counted from 0; None where there is none."""
        found = self.places.get(key)
        return found[0] if found else None

    def cell(self, row: Row, key: str) -> Cell:
        """What stands in it; "" where there is no such column."""
        found = self.places.get(key)
        return row.at(found[0]) if found else ""

    def text(self, row: Row, key: str) -> str:
        """What stands in it, as text."""
        return str(self.cell(row, key))

    def getter(self, *keys: str) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
        """What takes the cells of these columns out of a row's; fast, for long files."""
        places = [self.places[key][0] for key in keys]
        match places:
            case []:
                return lambda _: ()
            case [only]:
                return lambda cells: (cells[only],)
        return itemgetter(*places)

    def heading(self, key: str) -> str:
        """Its heading as written; "" where there is none."""
        at = self.at(key)
        return "" if at is None else self.table.headings[at]

    def place(self, row: int, key: str | None = None) -> Place:
        """Where a fault of this row, and of this column, stands."""
        field = (self.heading(key) or None) if key else None
        return Place(file=self.table.file, row=row, field=field)

    def currency(self, *keys: str) -> str | None:
        """The currency in the first of these headings that says one: “Total (SEK)”."""
        for key in keys:
            found = currencies_in(self.heading(key))
            if len(found) == 1:
                return next(iter(found))
        return None

    def missing(self, key: str) -> InvalidInput:
        """The error for a column that is needed and not there."""
        return InvalidInput.of([_missing(self.table, self.fields[key])])


class Fields:
    """The columns that a kind of order file may have.

    Args:
        fields: in the order in which they are told.
        unused: further headings, separated by commas, that such files have and that aren't
            needed; nothing is said of them.
    """

    def __init__(self, *fields: Field, unused: str = "") -> None:
        self.by_key: Final = {field.key: field for field in fields}
        self._known: Final = {
            name: field.key for field in fields for name in _names(field.headings)
        }
        self._several: Final = {field.key for field in fields if field.several}
        self._unused: Final = frozenset(_names(unused))

    def find(self, written: str) -> str | None:
        """The key of the column that goes by this heading."""
        if len(written) > _LONGEST:
            return None
        whole = heading_key(written)
        return (
            self._known.get(whole)
            or self._by_vat(whole)
            or self._by_name(whole)
            or self._by_name(heading_key(_WORDS_MEET.sub(" ", written)))
        )

    def _by_vat(self, whole: str) -> str | None:
        """The column with VAT, or without it, that a heading such as “Summa, sis. alv” means."""
        rest, with_vat = vat_in_heading(whole)
        if with_vat is None or (key := self._by_name(rest)) is None:
            return None
        field = self.by_key[key]
        return (field.gross if with_vat else field.net) or key

    def _by_name(self, whole: str) -> str | None:
        shorter = _CURRENCY.sub("", whole) if currencies_in(whole) else whole
        for name in (whole, without_unit(whole), shorter):
            if key := self._known.get(name):
                return key
            key = self._known.get(_NUMBER.sub("", name, count=1).strip())
            if key in self._several:
                return key
        return None

    def knows(self, written: str) -> bool:
        """Whether a text is a heading of such a file."""
        return self.find(written) is not None

    def keys(self, headings: Iterable[object]) -> frozenset[str]:
        """The keys of all columns that go by one of these headings."""
        found = (self.find(each) for each in headings if isinstance(each, str) and each)
        return frozenset(key for key in found if key)

    def keys_in(self, path: Path, head: bytes) -> frozenset[str]:
        """The keys found in the best row near the file's top; none where it is no table.

        This is what `recognises` asks. It never raises.
        """
        try:
            return max((self.keys(row.cells) for row in top_rows(path, head)), key=len, default=_NO)
        except (InvalidInput, NotFound):
            return _NO

    def read(self, path: Path, context: ImportContext, *, quiet: bool = False) -> Columns:
        """Open the file and find its columns; what the person said of them goes first.

        Args:
            path: the file.
            context: its `columns` go before what a heading says.
            quiet: whether nobody is told how far the reading is.

        Raises:
            NotFound, InvalidInput: as `intake.tables.read_table`; and with every fault of the
                headings: one is missing (COLUMN_MISSING), there twice (COLUMN_TWICE), or
                `context.columns` names what isn't there (NO_SUCH_COLUMN, UNKNOWN_COLUMN).
        """
        given = {heading_key(heading) for heading in context.columns}
        table = read_table(
            path,
            knows=lambda text: heading_key(text) in given or self.knows(text),
            progress=None if quiet else context.progress,
        )
        return self.columns(table, context.columns)

    def columns(self, table: Table, given: Mapping[str, str]) -> Columns:
        """Find the columns of a table that is open.

        Args:
            table: its rows aren't touched.
            given: heading → key, where the person said so.

        Raises:
            InvalidInput: as `read`.
        """
        said, faults = self._said(table, given)
        taken = set(said.values())
        places: dict[str, list[int]] = {}
        unknown: list[int] = []
        for at, heading in enumerate(table.headings):
            key = said.get(at) or (self.find(heading) if heading else None)
            if key is None or (at not in said and key in taken):
                unknown += [at] if heading and heading_key(heading) not in self._unused else []
            else:
                places.setdefault(key, []).append(at)
        for key, found in places.items():
            if self.by_key[key].ranked and key not in taken:
                places[key] = _best(table, self.by_key[key], found)
                unknown += [at for at in found if at not in places[key]]
        for key, field in self.by_key.items():
            if field.required and key not in places:
                faults.append(_missing(table, field))
            if len(places.get(key, ())) > 1 and not field.several:
                faults.append(_twice(table, field, places[key]))
        if faults:
            raise InvalidInput.of(faults)
        return Columns(
            table=table,
            fields=self.by_key,
            places={key: tuple(found) for key, found in places.items()},
            notes=tuple(_notes(table, sorted(unknown))),
        )

    def _said(self, table: Table, given: Mapping[str, str]) -> tuple[dict[int, str], list[Problem]]:
        """Column → key, as the person said; and what can't be so."""
        said: dict[int, str] = {}
        faults: list[Problem] = []
        for heading, target in given.items():
            wanted = heading_key(heading)
            places = [n for n, found in enumerate(table.headings) if heading_key(found) == wanted]
            named = {heading_key(key): key for key in self.by_key}
            key = named.get(heading_key(target)) or self.find(target)
            if not places:
                faults.append(_no_such_column(table, heading))
            elif key is None:
                faults.append(_unknown(target, self.by_key))
            elif len(places) > 1 and not self.by_key[key].several:
                faults.append(_twice(table, self.by_key[key], places))
            else:
                said.update(dict.fromkeys(places, key))
        return said, faults


_NO: Final[frozenset[str]] = frozenset()


def _names(headings: str) -> Iterator[str]:
    return (heading_key(each) for each in headings.split(",") if each.strip())


def _best(table: Table, field: Field, found: Sequence[int]) -> list[int]:
    """Of the columns that a field could be, those with the heading that it lists first."""
    names = tuple(_names(field.headings))
    keys = {at: heading_key(table.headings[at]) for at in found}
    rank = {at: names.index(key) if key in names else len(names) for at, key in keys.items()}
    return [at for at in found if rank[at] == min(rank.values())]


def _missing(table: Table, field: Field) -> Problem:
    return Problem(
        Message(
            "A column is missing: {column}. The file has: {found}.",
            column=field.label,
            found=_shown(table.headings),
        ),
        code="COLUMN_MISSING",
        place=Place(file=table.file, row=table.heading_row),
        remedy=Message(
            "Give it the heading “{heading}”, or say which it is: --columns “YOUR HEADING={key}”.",
            heading=field.usual,
            key=field.key,
        ),
    )


def _twice(table: Table, field: Field, places: Sequence[int]) -> Problem:
    one, other = (table.headings[at] for at in places[:2])
    return Problem(
        Message(
            "Columns {first} and {second} both look like this one: {column}.",
            first=column_letters(places[0]),
            second=column_letters(places[1]),
            column=field.label,
        ),
        code="COLUMN_TWICE",
        place=Place(file=table.file, row=table.heading_row, field=other),
        remedy=Message("Take one of them out, or give it another heading.")
        if heading_key(one) == heading_key(other)
        else Message(
            "Say which one it is: --columns “{heading}={key}”.", heading=one, key=field.key
        ),
    )


def _no_such_column(table: Table, heading: str) -> Problem:
    return Problem(
        Message(
            "There is no column “{heading}”. The file has: {found}.",
            heading=heading[:60],
            found=_shown(table.headings),
        ),
        code="NO_SUCH_COLUMN",
        place=Place(file=table.file, row=table.heading_row),
    )


def _unknown(target: str, known: Collection[str]) -> Problem:
    return Problem(
        Message("A file of orders has no “{column}”.", column=target[:60]),
        code="UNKNOWN_COLUMN",
        remedy=Message("A column can be one of these: {names}.", names=tuple(known)),
    )


def _notes(table: Table, unknown: Sequence[int]) -> Iterator[Message]:
    if table.other_sheets:
        yield Message(
            "Only the sheet “{sheet}” was read, not: {others}.",
            sheet=table.sheet or "",
            others=table.other_sheets,
        )
    if unknown:
        yield Message.counted(
            "{n} column isn't used: {names}.",
            "{n} columns aren't used: {names}.",
            n=len(unknown),
            names=_shown([table.headings[at] for at in unknown]),
        )


def _shown(names: Sequence[str]) -> tuple[str, ...]:
    kept = [name[:40] for name in names if name]
    return (*kept[:_NAMED], "…") if len(kept) > _NAMED else tuple(kept)

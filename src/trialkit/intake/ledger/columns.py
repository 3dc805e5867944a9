"""Finding the columns of a ledger: its day, its currency, and those that a person named."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, NotFound, Place, Problem
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.cells import Cell, Row, column_letters
from trialkit.intake.currencies import currencies_in
from trialkit.intake.headings import Headings, Part, heading_key, hint_of, without_unit
from trialkit.intake.ledger.sums import Entry, Sum, read_sums
from trialkit.intake.tables import Table, read_table, top_rows
from trialkit.model.metric import Metric
from trialkit.model.period import PeriodKind
from trialkit.rules.figures import refusal


def _keys(*headings: str) -> tuple[str, ...]:
    return tuple(heading_key(each) for line in headings for each in line.split(","))


_DAYS: Final = _keys(
    "kirjauspäivä,kirjauspvm,kirjauspäivämäärä,tapahtumapäivä,tapahtumapvm,tositepäivä,tositepvm",
    "bokföringsdag,bokföringsdatum,transaktionsdag,transaktionsdatum,verifikationsdatum",
    "booking date,posting date,transaction date,completed date,entry date,posted",
    "päivä,pvm,päivämäärä,dag,datum,date,day",
    "maksupäivä,maksupvm,betalningsdag,betalningsdatum,payment date",
    "laskupäivä,laskun päivä,laskun pvm,fakturadatum,fakturadag,invoice date",
    "arvopäivä,valutadag,valuteringsdag,value date,started date",
)
"""Headings of a day, the one that the books go by first."""
_CURRENCY: Final = _keys("valuutta,valuuttakoodi,valuta,valutakod,currency,currency code,ccy")
_AMOUNTS: Final = _keys(
    "summa,määrä,euroa,määrä euroa,debet,kredit,debit,credit,pano,otto,panot,otot",
    "belopp,insättning,uttag,in,ut,amount,paid in,paid out,money in,money out,withdrawal,deposit",
)
_OTHERS: Final = _keys(
    "saldo,tili,tilinumero,kirjaustili,tilin nimi,saaja,maksaja,saaja/maksaja,saajan tilinumero",
    "viite,viitenumero,viesti,selite,selitys,laji,tapahtumalaji,tyyppi,arkistointitunnus,tosite",
    "tositelaji,tositenumero,bic,iban,konto,kontonummer,kontonamn,mottagare,betalare,referens",
    "referensnummer,meddelande,text,verifikation,verifikationsnummer,ver.nr,ver nr,transaktionstyp",
    "balance,account,account number,account name,payee,payer,reference,message,description,type",
    "transaction type,transaction id,counterparty",
)
_LEDGERS: Final = frozenset((*_AMOUNTS, *_OTHERS))
_NO_TOTALS: Final = frozenset({"%", "1-5", "bool"})
"""Units of what can't be added up; nor can rates, such as EUR/order."""
_NAMED: Final = 12
"""Columns that are named in a sentence; of more, only these."""


@attrs.frozen(kw_only=True)
class Column:
    """A column of amounts that a sum is made of.

    Attributes:
        sum: what the person said.
        metric: what it fills.
        at: counted from 0.
        heading: as it stands in the file.
        currencies: those that the heading's end may mean: “Määrä (EUR)”; mostly none.
        entries: column of another cell → what it must hold.
    """

    sum: Sum
    metric: Metric
    at: int
    heading: str
    currencies: frozenset[str]
    entries: tuple[tuple[int, Entry], ...]

    @property
    def source(self) -> tuple[int, bool]:
        """Which cells are read, and whether as sums of money."""
        return self.at, self.metric.currency_unit

    def fits(self, row: Row) -> bool:
        """Whether the row's other cells are as the person said."""
        return all(entry.holds(row.at(at)) for at, entry in self.entries)

    def holds(self, amount: Decimal) -> bool:
        """Whether the amount is one that counts."""
        return all(bound.holds(amount) for bound in self.sum.bounds)


@attrs.frozen(kw_only=True)
class Columns:
    """Where things stand in a ledger.

    Attributes:
        table: its rows can be gone through once.
        day: column of the day or period.
        kind: what that column's heading promises, such as “Kuukausi”; None where it could be any.
        currency: column of the amounts' currency, or None.
        sums: what is added up.
        notes: what a person should know of the choice of columns.
    """

    table: Table
    day: int
    kind: PeriodKind | None
    currency: int | None
    sums: tuple[Column, ...]
    notes: tuple[Message, ...]

    @property
    def day_heading(self) -> str:
        """The heading of the day's column."""
        return self.table.headings[self.day]


def is_ledger(path: Path, head: bytes) -> bool:
    """Whether a row near the top has the headings of a day, of an amount and of some other thing.

    It never raises.
    """
    try:
        rows = top_rows(path, head)
    except (InvalidInput, NotFound):
        return False
    return any(_heads_a_ledger(row.cells) for row in rows)


def _heads_a_ledger(cells: Sequence[Cell]) -> bool:
    keys = {without_unit(heading_key(cell)) for cell in cells if isinstance(cell, str) and cell}
    ledgers = keys & _LEDGERS
    return bool(keys & set(_DAYS) and ledgers & set(_AMOUNTS) and len(ledgers) > 1)


def read_columns(path: Path, context: ImportContext) -> Columns:
    """Open the file and find what the person's sums are about.

    Raises:
        NotFound, InvalidInput: as `intake.tables.read_table`; and with every fault of what was
            said: nothing was (SUMS_MISSING), it can't be read (NOT_A_SUM), a column isn't there
            (NO_SUCH_COLUMN) or is there twice (COLUMN_TWICE), a metric isn't known
            (UNKNOWN_METRIC, AMBIGUOUS_METRIC), is computed (DERIVED_METRIC) or can't be added up
            (NOT_A_TOTAL), or no column holds the day (NO_PERIOD_COLUMN).
    """
    sums = read_sums(context.sums)
    said = {heading_key(name) for each in sums for name in _names(each)}
    said |= {heading_key(name) for name in context.columns}
    table = read_table(path, knows=_known(said), progress=context.progress)
    if not sums:
        raise _nothing_said(table)
    template = context.trial.template
    metrics = Headings.of(template.metrics, language=context.language, template=template.id)
    faults: list[Problem] = []
    found: list[Column] = []
    for each in sums:
        try:
            found.append(_column(table, each, _metric(each, metrics, context)))
        except InvalidInput as fault:
            faults += fault.problems
    try:
        day, notes = _day(table, context.columns)
    except InvalidInput as fault:
        faults += fault.problems
    if faults:
        raise InvalidInput.of(faults)
    currency = (at for at, key in enumerate(map(heading_key, table.headings)) if key in _CURRENCY)
    return Columns(
        table=table,
        day=day,
        kind=hint_of(table.headings[day]),
        currency=next(currency, None),
        sums=tuple(found),
        notes=(*_only_sheet(table), *notes),
    )


def _known(said: set[str]) -> Callable[[str], bool]:
    """Headings by which the heading row is found: what was said counts, and a ledger's own."""
    own = {*_DAYS, *_CURRENCY, *_LEDGERS}

    def knows(text: str) -> bool:
        key = heading_key(text) if len(text) < 200 else ""
        return key in said or without_unit(key) in said | own

    return knows


def _names(each: Sum) -> Iterator[str]:
    yield each.column
    yield from (entry.column for entry in each.entries)


def _column(table: Table, each: Sum, metric: Metric) -> Column:
    at = _find(table, each.column, each.written)
    heading = table.headings[at]
    return Column(
        sum=each,
        metric=metric,
        at=at,
        heading=heading,
        currencies=currencies_in(heading),
        entries=tuple((_find(table, entry.column, each.written), entry) for entry in each.entries),
    )


def _find(table: Table, wanted: str, written: str) -> int:
    """The column a person named: by its heading, or by its heading without the unit."""
    key = heading_key(wanted)
    keys = [heading_key(heading) for heading in table.headings]
    found = [at for at, each in enumerate(keys) if each == key] or [
        at for at, each in enumerate(keys) if each and without_unit(each) == key
    ]
    if len(found) == 1:
        return found[0]
    place = Place(file=table.file, row=table.heading_row, field=written)
    if found:
        raise InvalidInput(
            Message(
                "The column “{heading}” is there twice: {first} and {second}.",
                heading=wanted,
                first=column_letters(found[0]),
                second=column_letters(found[1]),
            ),
            code="COLUMN_TWICE",
            place=place,
            remedy=Message("Give one of them another heading in the file."),
        )
    near = difflib.get_close_matches(key[:100], [each for each in keys if each], 1, 0.75)
    raise InvalidInput(
        Message("There is no column “{heading}”.", heading=wanted[:60]),
        code="NO_SUCH_COLUMN",
        place=place,
        remedy=Message("Did you mean “{near}”?", near=table.headings[keys.index(near[0])])
        if near
        else Message("The file has: {found}.", found=_shown(table.headings)),
    )


def _metric(each: Sum, headings: Headings, context: ImportContext) -> Metric:
    place = Place(field=each.written)
    try:
        found = headings.named(each.metric)
        if isinstance(found, Part):
            raise headings.unknown(each.metric)
    except InvalidInput as fault:
        raise InvalidInput.of(
            [replace(problem, place=place) for problem in fault.problems]
        ) from None
    template = context.trial.template
    computed = refusal(template, found.id, Decimal(1), kind=found.cadence, kinds=(), place=place)
    if computed:
        raise InvalidInput.of([computed])
    if found.unit in _NO_TOTALS or "/" in found.unit:
        raise InvalidInput(
            Message("The rows of a ledger don't add up to “{metric}”.", metric=found.id),
            code="NOT_A_TOTAL",
            place=place,
            remedy=Message("Give its figures in a table, one a period."),
        )
    return found


def _day(table: Table, given: Mapping[str, str]) -> tuple[int, tuple[Message, ...]]:
    """The column of the day, and what to say where several could be it."""
    for heading, part in given.items():
        if Headings.of(()).find(part) is not Part.PERIOD:
            raise InvalidInput(
                Message("“{found}” is no part of a ledger's row.", found=f"{heading}={part}"[:80]),
                code="NOT_A_COLUMN",
                place=Place(field="--columns"),
                remedy=Message(
                    'Say which column holds the day with --columns "{heading}=period", and what '
                    "the amounts are with --map.",
                    heading=heading,
                ),
            )
        return _find(table, heading, heading), ()
    keys = [without_unit(heading_key(heading)) for heading in table.headings]
    found = [keys.index(day) for day in _DAYS if day in keys]
    parts = Headings.of(())
    found += [at for at, key in enumerate(keys) if parts.find(key) is Part.PERIOD]
    if not found:
        raise InvalidInput(
            Message("No column holds the day: {found}.", found=_shown(table.headings)),
            code="NO_PERIOD_COLUMN",
            place=Place(file=table.file, row=table.heading_row),
            remedy=Message('Say which one does: --columns "HEADING=period".'),
        )
    others = dict.fromkeys(table.headings[at] for at in found if at != found[0])
    return found[0], tuple(_other_days(table.headings[found[0]], tuple(others)))


def _other_days(taken: str, others: tuple[str, ...]) -> Iterator[Message]:
    if others:
        yield Message(
            'A row\'s day is “{taken}”, not {others}. To take another: --columns "{other}=period".',
            taken=taken,
            others=tuple(f"“{other}”" for other in others),
            other=others[0],
        )


def _only_sheet(table: Table) -> Iterator[Message]:
    if table.other_sheets:
        yield Message(
            "Only the sheet “{sheet}” was read, not: {others}.",
            sheet=table.sheet or "",
            others=table.other_sheets,
        )


def _nothing_said(table: Table) -> InvalidInput:
    return InvalidInput(
        Message(
            "This looks like a bank statement or bookkeeping, which doesn't say by itself which "
            "of its rows belong to which metric."
        ),
        code="SUMS_MISSING",
        place=Place(file=table.file),
        remedy=Message(
            'Say it, such as --map "{column} [<0]=-METRIC". Its columns are: {found}.',
            column=_amount_heading(table.headings),
            found=_shown(table.headings),
        ),
    )


def _amount_heading(headings: Sequence[str]) -> str:
    amounts = (each for each in headings if without_unit(heading_key(each)) in _AMOUNTS)
    return next(amounts, "COLUMN")


def _shown(names: Iterable[str]) -> tuple[str, ...]:
    kept = [name[:40] for name in names if name]
    return (*kept[:_NAMED], "…") if len(kept) > _NAMED else tuple(kept)

"""What plugins hand over and are handed: importers, formats and their surroundings.

Templates are `trialkit.model.template.Template`; derived metrics are observations.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import attrs

from trialkit.casebook.release import Internal, Released
from trialkit.errors import Message, Problem
from trialkit.model.metric import Conversion
from trialkit.model.period import DateRange, Period, PeriodKind
from trialkit.model.settings import Settings
from trialkit.model.text import Words
from trialkit.model.trial import Trial


@attrs.frozen(kw_only=True)
class Figure:
    """One value that a file gives.

    Attributes:
        metric: key of a metric in the trial's template.
        period: the time it stands for.
        value: in the metric's unit; per cent already divided by 100.
        row: the file's row, counted from 1; None where many rows made it.
        series: "" for the trial's own, else a comparison's name.
        conversion: what an amount was in its own currency.
        given: what stood in its place when a form was handed out; a figure left so says nothing
            new, whatever has become of it since. None where nothing did.
    """

    metric: str
    period: Period
    value: Decimal
    row: int | None = None
    series: str = ""
    conversion: Conversion | None = None
    given: Decimal | None = None


@attrs.frozen(kw_only=True)
class LeftOut:
    """Rows that a stated rule leaves out.

    Attributes:
        rule: the rule, as a sentence.
        rows: how many.
    """

    rule: Message
    rows: int


@attrs.frozen(kw_only=True)
class CountedOrder:
    """An order that went into figures, so that no second file counts it again.

    Attributes:
        number: as the shop writes it; the workspace keeps a digest only.
        row: the first of its rows, counted from 1.
        day: when it was placed.
    """

    number: str
    row: int
    day: date


@attrs.frozen(kw_only=True)
class Reading:
    """What an importer makes of a file. `rows` = used + left out + unreadable, always.

    Attributes:
        rows: rows with anything in them, headings not counted.
        used: rows that went into figures.
        figures: what they give.
        left_out: rows a stated rule leaves out.
        unreadable: one problem a row (or more), each with its place.
        unreadable_rows: how many rows those are.
        notes: other things worth knowing, such as a rate that is a weekend's.
        orders: the orders counted, of a file of orders.
        others: numbers of the orders in it that aren't: cancelled, unpaid, of another market.
    """

    rows: int
    used: int
    figures: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    unreadable_rows: int = 0
    notes: tuple[Message, ...] = ()
    orders: tuple[CountedOrder, ...] = ()
    others: tuple[str, ...] = ()


def unheard(_done: int, _all: int) -> None:
    """Nobody watches the progress."""


@attrs.frozen(kw_only=True)
class ImportContext:
    """What an importer may know.

    Attributes:
        trial: with its template's metrics, and its promise where it has one.
        language: the workspace's; column headings in any language are recognised all the same.
        today: the workspace's day.
        rate: `(amount, from, to, day) -> (converted, rate, day of the rate)`.
        zone: the workspace's time zone; a time with an offset of its own is brought into it.
        money: ISO 4217 code of the workspace's currency, in which figures are kept.
        kinds: metric → the kind of period its figures already have.
        date_order: `dmy`, `mdy` or `ymd` where the person said so; None where not.
        columns: column heading → metric, where the person said so.
        sums: column of a ledger, with its condition → metric, where the person said so.
        covers: the days a file of orders covers, where the person said so.
        currency: ISO 4217 code of amounts that have none beside them, where the person said so.
        vat: the rate of VAT in the amounts, such as 0.255, where the person said so; 0 for net.
        countries: label → ISO 3166-1 alpha-2, where the person said so.
        progress: called now and then with bytes read and bytes in all.
    """

    trial: Trial
    language: str
    today: date
    rate: Callable[[Decimal, str, str, date], tuple[Decimal, Decimal, date]]
    zone: str = "Europe/Helsinki"
    money: str = "EUR"
    kinds: Mapping[str, PeriodKind] = attrs.field(factory=dict)
    date_order: str | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict)
    sums: Mapping[str, str] = attrs.field(factory=dict)
    covers: DateRange | None = None
    currency: str | None = None
    vat: Decimal | None = None
    countries: Mapping[str, str] = attrs.field(factory=dict)
    progress: Callable[[int, int], None] = unheard


class Importer(Protocol):
    """Reads one kind of file."""

    id: str
    label: Words

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file looks like this kind; `head` is its first 64 KiB."""

    def read(self, path: Path, context: ImportContext) -> Reading:
        """Everything the file gives. Changes nothing.

        Raises:
            InvalidInput: the file as a whole can't be read.
        """


@attrs.frozen(kw_only=True)
class FormatContext:
    """What a format may know besides the case.

    Attributes:
        language: the reader's.
        settings: the workspace's.
        as_of: the day of the edition.
    """

    language: str
    settings: Settings
    as_of: date


class Format(Protocol):
    """Writes one case as one document."""

    id: str
    label: Words
    suffix: str

    def render(self, document: Released | Internal, context: FormatContext) -> bytes:
        """The document; an `Internal` one is headed *internal* on every page."""

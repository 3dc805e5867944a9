"""Puts values into a reader's words: the one door through which anything reaches a person."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from trialkit.errors import Message, Place, Problem, Value
from trialkit.language import units
from trialkit.language.catalogue import catalogue
from trialkit.language.choosing import LANGUAGES, spoken_form
from trialkit.language.holes import filled
from trialkit.language.labels import LABELS
from trialkit.language.marking import N_
from trialkit.language.units import Number

__all__ = ["FORMS", "LANGUAGES", "Wording", "wording"]

FORMS: Final = frozenset(
    {"change", "country", "day", "exact", "long", "money", "month", "percent", "period", "time"}
)
"""What may follow the colon of a hole, besides a kind of `labels.LABELS` (`{state:state}`)."""

NBSP: Final = "\N{NO-BREAK SPACE}"


@lru_cache(maxsize=32)
def wording(language: str, timezone: str = "UTC") -> "Wording":
    """The wording of a language; English where TrialKit doesn't speak it.

    Args:
        language: ISO 639-1, one of `LANGUAGES`.
        timezone: IANA name of the zone that times are told in.
    """
    return Wording(spoken_form(language) or "en", timezone)


class Wording:
    """Says sentences, labels, numbers and days to readers of one language.

    Get one from `wording`, which keeps them. Babel loads with the first number or day.

    Attributes:
        language: ISO 639-1.
        timezone: IANA name of the zone that times are told in.
    """

    def __init__(self, language: str, timezone: str = "UTC") -> None:
        self.language = language
        self.timezone = timezone
        self._catalogue = catalogue(language)

    # Sentences and words

    def say(self, message: Message) -> str:
        """The sentence, its holes filled as the reader writes such things.

        A hole is written by what is in it (`written`), or as its form asks: `{day:long}`.
        """
        if message.plural is None or message.count is None:
            text = self.text(message.text)
        else:
            text = self._catalogue.ngettext(message.text, message.plural, message.count)
        return filled(text, message.values, self.written)

    def text(self, msgid: str) -> str:
        """The translation of words marked with `N_`."""
        # gettext answers "" with the catalogue's own header.
        return self._catalogue.gettext(msgid) if msgid else ""

    def label(self, kind: str, value: str | int) -> str:
        """The word for a key of a kind: `label("state", "running")` is `käynnissä`.

        A value that the kind doesn't have, such as a plugin's own, stands as it is.

        Raises:
            KeyError: no such kind in `labels.LABELS`; a mistake in the program.
        """
        words = LABELS[kind].get(str(value))
        return self.text(words) if words else str(value)

    def problem(self, problem: Problem) -> str:
        """A problem as a person is told of it: where, what, and what to do."""
        sentence = self.say(problem.message)
        if problem.place and (where := self.place(problem.place)):
            sentence = f"{where}: {sentence}"
        return f"{sentence} {self.say(problem.remedy)}" if problem.remedy else sentence

    def place(self, place: Place) -> str:
        """Where something was found: `tilaukset.xlsx, rivi 7, orders`."""
        row = None if place.row is None else self.say(Message("row {row}", row=str(place.row)))
        return ", ".join(part for part in (place.file, row, place.field) if part)

    def listed(self, items: Iterable[Value]) -> str:
        """`a`, `a ja b`, `a, b ja c`."""
        words = [self.written(item) for item in items]
        if len(words) < 2:
            return "".join(words)
        return self.say(Message("{items} and {last}", items=", ".join(words[:-1]), last=words[-1]))

    def written(self, value: Value, form: str = "") -> str:
        """Any value as it stands in a sentence.

        Args:
            value: text as it is, numbers, days and times in the reader's way, several as a list.
            form: one of `FORMS` or a kind of label; one that doesn't fit the value is ignored.
        """
        match value:
            case Message():
                return self.say(value)
            case tuple():
                return self.listed(tuple(self.written(item, form) for item in value))
            case str():
                return self._words(value, form)
            case date():
                return self._moment(value, form)
        return self._figure(value, form)

    def _words(self, value: str, form: str) -> str:
        match form:
            case "period":
                return self.period(value)
            case "country":
                return self.country(value)
        return self.label(form, value) if form in LABELS else str(value)

    def _moment(self, value: date, form: str) -> str:
        match form:
            case "long":
                return self.long_day(value)
            case "month":
                return self.month(value)
        if isinstance(value, datetime) and form != "day":
            return self.time(value)
        return self.day(value)

    def _figure(self, value: Number, form: str) -> str:
        match form:
            case "percent":
                return self.percent(value)
            case "change":
                return self.change(value)
            case "money":
                return self.money(value)
            case "exact":
                return self.exactly(value)
        return self.label(form, str(value)) if form in LABELS else self.number(value)

    # Numbers

    def number(self, x: Number, places: int | None = None) -> str:
        """`1 234,5`; a year is not a number: pass it as text.

        Args:
            x: the number; its minus is U+2212.
            places: decimals, exactly; without, at most two and none that are zero.
        """
        from trialkit.language import numbers

        return numbers.number(x, places, self.language)

    def exactly(self, x: Number) -> str:
        """Every decimal of `x`, where rounding it would hide what was meant: `1,234`."""
        from trialkit.language import numbers

        return numbers.exactly(x, self.language)

    def percent(self, fraction: Number, places: int | None = None) -> str:
        """`13,5 %` for 0.135; without `places`, at most one decimal."""
        from trialkit.language import numbers

        return numbers.percent(fraction, places, self.language)

    def change(self, fraction: Number, places: int | None = None) -> str:
        """A change in per cent, with its sign: `+13,5 %`, `−4 %`."""
        written = self.percent(fraction, places)
        rose = fraction > 0 and any(digit in "123456789" for digit in written)
        return f"+{written}" if rose else written

    def money(self, x: Number, currency: str = "EUR") -> str:
        """`1 234,50 €`: always with cents.

        Args:
            x: the sum.
            currency: ISO 4217.
        """
        from trialkit.language import numbers

        return numbers.money(x, currency, None, self.language)

    def amount(self, x: Number, unit: str) -> str:
        """A number with the sign of its unit: `15 kpl`, `96 h`, `640 €`, `21,72 €/tilaus`.

        Args:
            x: in `unit`; a fraction where that is `%`.
            unit: as in `model.metric.Metric`; `/` divides: `EUR/order`.
        """
        from trialkit.language import numbers

        if unit == "%":
            return self.percent(x)
        if unit == "bool":
            return self.text(N_("yes") if x else N_("no"))
        over, _, below = unit.partition("/")
        per = units.per(below, self.language)
        if currency := units.currency(over):
            places = None if numbers.shown_places(x, 2) else 0
            return numbers.money(x, currency, places, self.language) + per
        places = numbers.shown_places(x, units.PLACES.get(over, 2))
        sign = units.sign(over, self.language)
        after = sign.one if x == 1 else sign.many
        return self.number(x, places) + (NBSP + after if after else "") + per

    def unit(self, unit: str) -> str:
        """The sign of a unit alone, as in a heading: `€/tilaus`; empty where it has none."""
        over, _, below = unit.partition("/")
        return self._sign(over) + units.per(below, self.language)

    def _sign(self, unit: str) -> str:
        if unit in ("EUR", "%"):
            return "€" if unit == "EUR" else unit
        if units.currency(unit):
            from trialkit.language import numbers

            return numbers.currency_sign(unit, self.language)
        return units.sign(unit, self.language).many

    # Time and place

    def day(self, d: date) -> str:
        """`2.3.2026`."""
        from trialkit.language import days

        return days.day(d, self.language)

    def long_day(self, d: date) -> str:
        """`2. maaliskuuta 2026`."""
        from trialkit.language import days

        return days.long_day(d, self.language)

    def month(self, d: date) -> str:
        """`maaliskuu 2026`."""
        from trialkit.language import days

        return days.month(d, self.language)

    def time(self, at: datetime, timezone: str | None = None) -> str:
        """Day and time: `2.3.2026 klo 9.14`; said to be UTC where no zone was given.

        Args:
            at: the moment; a naive one is taken as UTC.
            timezone: IANA name; without, the wording's own.
        """
        from trialkit.language import days

        zone = timezone or self.timezone
        local = days.there(at, zone)
        clock = days.clock(local, self.language) + (f"{NBSP}UTC" if zone == "UTC" else "")
        return self.say(Message("{day} at {time}", day=local.date(), time=clock))

    def period(self, written: str) -> str:
        """A period in words: `viikko 10/2026`, `maaliskuu 2026`, `kokeilujakso`.

        Args:
            written: as `str(Period)` writes it; anything else stands as it is.
        """
        return _period(self, written)

    def country(self, code: str) -> str:
        """The name of a country: `Ruotsi` for `SE`; a code nobody knows stands as it is."""
        from trialkit.language import numbers

        return str(numbers.locale_of(self.language).territories.get(code, code))


@lru_cache(maxsize=2048)
def _period(words: Wording, written: str) -> str:
    if written.partition("@")[0] == "trial":
        return words.label("phase", "trial")
    year, _, rest = written.partition("-")
    try:
        match rest[:1], rest[1:]:
            case "W", week:
                return words.say(Message("week {week}/{year}", week=str(int(week)), year=year))
            case "Q", quarter:
                return words.say(Message("quarter {quarter}/{year}", quarter=quarter, year=year))
            case "", "":
                return year
        return (
            words.day(date.fromisoformat(written))
            if len(rest) > 2
            else words.month(date(int(year), int(rest), 1))
        )
    except ValueError:
        return written

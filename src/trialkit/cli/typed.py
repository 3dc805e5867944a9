"""What people type on a command line: days, numbers, a word out of several, pairs."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

import click

from trialkit.cli.asking import choose
from trialkit.cli.call import Call
from trialkit.cli.saying import wording as as_read
from trialkit.errors import InvalidInput, Message, Place
from trialkit.language.marking import N_
from trialkit.language.reading import (
    AmbiguousDay,
    AmbiguousNumber,
    NotADay,
    NotANumber,
    read_day,
    read_number,
)
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.period import DateRange

Member = TypeVar("Member", bound=StrEnum)


class Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A day as it is written in Finland, Sweden or by computers: 2.3.2026, 2026-03-02."""

    name = N_("DATE")

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that was typed."""
        return value if isinstance(value, date) else day_of(str(value), _place(param))


class Number(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A number with a decimal comma or point, and spaces between thousands."""

    name = N_("NUMBER")

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The number that was typed; a person is asked where it could be two."""
        if isinstance(value, Decimal):
            return value
        call = ctx.find_object(Call) if ctx else None
        return number_of(str(value), _place(param), ask=call is not None and call.terminal)


class Span(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Days from the first to the last: 1.1.2026..31.3.2026."""

    name = N_("DATE..DATE")

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> DateRange:
        """The days that were typed."""
        if isinstance(value, DateRange):
            return value
        place = _place(param)
        first, dots, last = str(value).partition("..")
        if not dots:
            raise InvalidInput(
                Message("“{found}” doesn't say from when to when.", found=str(value)),
                code="NOT_A_SPAN",
                place=place,
                remedy=Message("Write both days with two dots between: 2026-01-01..2026-03-31."),
            )
        since, until = day_of(first, place), day_of(last, place)
        if until < since:
            raise InvalidInput(
                Message(
                    "The last day {last} is before the first day {first}.", first=since, last=until
                ),
                code="WRONG_WAY_ROUND",
                place=place,
            )
        return DateRange(since, until)


class Rate(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A share typed as per cent: 25,5 or 25.5 %."""

    name = N_("PERCENT")

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The share that was typed, as a fraction."""
        if isinstance(value, Decimal):
            return value
        place = _place(param)
        number = number_of(str(value).strip().removesuffix("%").strip(), place)
        if number and not 1 <= number < 100:
            raise InvalidInput(
                Message("A rate of {found:exact} per cent can't be right.", found=number),
                code="NOT_A_RATE",
                place=place,
                remedy=Message("Write it in per cent, such as 25.5; 0 for none."),
            )
        return number / 100


class OneOf(click.ParamType, Generic[Member]):  # type: ignore[type-arg, unused-ignore]
    """One word out of several: the key, or what it is called in any of the languages."""

    def __init__(self, kind: str, members: type[Member]) -> None:
        """Words of the enumeration `members`, labelled as `kind` in the catalogues."""
        self.kind = kind
        self.members = members
        self.name = kind

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words that may be typed."""
        return f"[{'|'.join(_key(member) for member in self.members)}]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Member:
        """The member whose key or label was typed."""
        if isinstance(value, self.members):
            return value
        return self.read(str(value), _place(param))

    def read(self, typed: str, place: Place | None = None) -> Member:
        """The member whose key or label `typed` is.

        Raises:
            InvalidInput: it is none of them.
        """
        for member in self.members:
            names = {str(member), _key(member)}
            names |= {wording(one).label(self.kind, member) for one in LANGUAGES}
            if typed.strip().casefold() in {name.casefold() for name in names}:
                return member
        raise InvalidInput(
            Message("“{found}” is none of the words that fit here.", found=typed),
            code="NOT_IN_LIST",
            place=place,
            remedy=Message("Choose one of: {words}.", words=self._words()),
        )

    def _words(self) -> tuple[str, ...]:
        """What may be typed, as the reader would say it."""
        context = click.get_current_context(silent=True)
        call = context.find_object(Call) if context else None
        if call is None:
            return tuple(map(_key, self.members))
        return tuple(call.wording.label(self.kind, member) for member in self.members)


def day_of(typed: str, place: Place | None = None) -> date:
    """The day that `typed` says.

    Raises:
        InvalidInput: it is no day, or could be two.
    """
    try:
        return read_day(typed)
    except AmbiguousDay as error:
        message = Message("“{found}” could be two different days.", found=typed)
        raise _no_day(message, "AMBIGUOUS_DAY", place) from error
    except NotADay as error:
        raise _no_day(
            Message("“{found}” is not a day.", found=typed), "NOT_A_DAY", place
        ) from error


def _no_day(message: Message, code: str, place: Place | None) -> InvalidInput:
    remedy = Message("Write it like 2.3.2026 or 2026-03-02.")
    return InvalidInput(message, code=code, place=place, remedy=remedy)


def number_of(typed: str, place: Place | None = None, *, ask: bool = False) -> Decimal:
    """The number that `typed` says.

    Args:
        typed: such as `1 234,50`, `14`, `−3`.
        place: the option it was typed for.
        ask: whether somebody is there who can say which of two readings is meant.

    Raises:
        InvalidInput: it is no number, or could be two and nobody can be asked.
    """
    try:
        return read_number(typed)
    except AmbiguousNumber as error:
        if ask:
            readings = error.readings
            question = Message("“{found}” can be read two ways. Which is it?", found=typed)
            return choose(question, [as_read().exactly(one) for one in readings], readings)
        low, high = sorted(error.readings)
        raise InvalidInput(
            Message(
                "“{found}” can be read two ways: {low:exact} or {high:exact}.",
                found=typed,
                low=low,
                high=high,
            ),
            code="AMBIGUOUS_NUMBER",
            place=place,
            remedy=Message("Write it without a separator between thousands."),
        ) from error
    except NotANumber as error:
        raise InvalidInput(
            Message("“{found}” is not a number.", found=typed),
            code="NOT_A_NUMBER",
            place=place,
            remedy=Message("Write it like 14 or 12,5."),
        ) from error


def day_or_number(typed: str) -> date | Decimal | str:
    """A new value for a sealed field, as it is typed: a day, a number, or else words.

    Raises:
        InvalidInput: it could be two numbers.
    """
    try:
        return read_day(typed)
    except (AmbiguousDay, NotADay):
        pass
    try:
        return number_of(typed)
    except InvalidInput as error:
        if "AMBIGUOUS_NUMBER" in error.codes:
            raise
    return typed


def pairs(written: tuple[str, ...], option: str) -> dict[str, str]:
    """`key=value` arguments as a mapping, in the order they were given.

    Raises:
        InvalidInput: one has no `=`, or a key comes twice.
    """
    found: dict[str, str] = {}
    for one in written:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            raise InvalidInput(
                Message("“{found}” is not of the form key=value.", found=one),
                code="NOT_A_PAIR",
                place=Place(field=option),
            )
        if key.strip() in found:
            raise InvalidInput(
                Message("“{key}” is given twice.", key=key.strip()),
                code="TWICE",
                place=Place(field=option),
            )
        found[key.strip()] = value.strip()
    return found


def sums(written: tuple[str, ...], option: str) -> dict[str, str]:
    """`COLUMN [CONDITION]=METRIC` arguments as a mapping; conditions have a `=` of their own.

    Raises:
        InvalidInput: one has no metric, or a column comes twice with the same condition.
    """
    found: dict[str, str] = {}
    for one in written:
        column, equals, metric = one.rpartition("=")
        if not equals or "]" in metric:
            raise InvalidInput(
                Message("“{found}” doesn't say which metric the column fills.", found=one),
                code="NOT_A_PAIR",
                place=Place(field=option),
                remedy=Message("Write it like “Amount [Account=4000-4999]=costs”."),
            )
        if column.strip() in found:
            raise InvalidInput(
                Message("“{key}” is given twice.", key=column.strip()),
                code="TWICE",
                place=Place(field=option),
            )
        found[column.strip()] = metric.strip()
    return found


def _key(member: StrEnum) -> str:
    """How a member is typed: without spaces, commas and apostrophes."""
    return member.value.replace("'", "").replace(",", "").replace(" ", "-")


def _place(param: click.Parameter | None) -> Place | None:
    return None if param is None else Place(field=param.opts[-1])

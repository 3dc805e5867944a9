"""A typed filter as a tree, or the place in it that can't be right."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Final

from lark import Lark, Token, Tree, UnexpectedInput

from trialkit.errors import InvalidInput, Message
from trialkit.model.period import Period, PeriodKind
from trialkit.store.connection import folded
from trialkit.store.filter_tree import (
    FIELDS,
    OPERATORS,
    All,
    Any,
    Between,
    Field,
    FieldKind,
    Has,
    Missing,
    Node,
    Not,
    OneOf,
)

_LONGEST: Final = 2_000
_DEEPEST: Final = 20
_LEVELS: Final = (0, 6)
_FIRST_DAY, _LAST_DAY = date.min.isoformat(), date.max.isoformat()
_UNITS: Final = ("days", "weeks", "months", "years")
_EXAMPLE: Final = Message(
    "Write it like this: {example}.",
    example="template=export and (market=SE or market=NO) and closed within 12 months",
)


def read_filter(written: str, *, today: date) -> Node:
    """The tree of a typed filter.

    Raises:
        InvalidInput: with the place marked: `NOT_A_FILTER`, `UNKNOWN_FIELD`, `WRONG_OPERATOR`,
            `WRONG_VALUE`.
    """
    return _Reading(written, today).tree()


class _Reading:
    """One filter being read; it knows the text, so that every fault can point into it."""

    def __init__(self, written: str, today: date) -> None:
        self.written = re.sub(r"\s", " ", written)
        self.today = today

    def tree(self) -> Node:
        if len(self.written) > _LONGEST:
            raise InvalidInput(
                Message("A filter may have {n} characters at most.", n=_LONGEST),
                code="NOT_A_FILTER",
            )
        try:
            return self._node(_parser().parse(self.written), 0)
        except UnexpectedInput as error:
            at = error.pos_in_stream
            ended = at is None or at < 0 or getattr(error, "token", None) == Token("$END", "")
            raise self._unreadable(len(self.written) if ended or at is None else at) from None

    def _node(self, tree: Tree[Token], depth: int) -> Node:
        if depth > _DEEPEST:
            raise self._unreadable(0)
        match tree.data:
            case "any":
                return Any(tuple(self._node(part, depth + 1) for part in _parts(tree)))
            case "all":
                return All(tuple(self._node(part, depth + 1) for part in _parts(tree)))
            case "negated":
                return Not(self._node(_parts(tree)[0], depth + 1))
        return self._test(tree.data, _tokens(tree))

    def _test(self, kind: str, tokens: list[Token]) -> Node:
        name, *rest = tokens
        field = self._field(name)
        match kind:
            case "missing":
                return Missing(field)
            case "within":
                self._allowed(field, "within", name)
                return self._last_days(field, *rest)
            case "has":
                self._allowed(field, "has", name)
                part = _value(rest[0])
                return OneOf(field, (part,)) if field.kind is FieldKind.TAGS else Has(field, part)
            case "listed":
                self._allowed(field, "in", name)
                return OneOf(field, tuple(self._same(field, value) for value in rest))
        operator, value = rest
        self._allowed(field, str(operator), operator)
        return self._compared(field, str(operator), value)

    def _compared(self, field: Field, operator: str, value: Token) -> Node:
        if field.kind not in {FieldKind.DAY, FieldKind.LEVEL}:
            same = OneOf(field, (self._same(field, value),))
            return Not(same) if operator == "!=" else same
        first, last, before, after = self._range(field, value)
        lowest, highest = _LEVELS if field.kind is FieldKind.LEVEL else (_FIRST_DAY, _LAST_DAY)
        match operator:
            case "<":
                return Between(field, lowest, before)
            case "<=":
                return Between(field, lowest, last)
            case ">":
                return Between(field, after, highest)
            case ">=":
                return Between(field, first, highest)
        equal = Between(field, first, last)
        return Not(equal) if operator == "!=" else equal

    def _range(self, field: Field, value: Token) -> tuple[str | int, ...]:
        """The first and the last of what `value` names; the last before and the first after it."""
        if field.kind is FieldKind.LEVEL:
            level = self._level(value)
            return level, level, level - 1, level + 1
        period = self._period(value)
        days = (period.start, period.last)
        try:
            beside = (period.start - timedelta(1), period.last + timedelta(1))
        except OverflowError:
            raise self._no_day(value) from None
        return tuple(day.isoformat() for day in (*days, *beside))

    def _same(self, field: Field, value: Token) -> str | int:
        """A value as it is kept, for a field that is asked whether it equals it."""
        written = _value(value)
        match field.kind:
            case FieldKind.LEVEL:
                return self._level(value)
            case FieldKind.CHOICE:
                return self._choice(field, value)
            case FieldKind.KEY:
                return written.upper() if field.upper else written.lower()
        return written

    def _field(self, name: Token) -> Field:
        field = FIELDS.get(name.lower())
        if field is None:
            raise self._pointing(
                name,
                Message("There is no field {found} to filter by.", found=str(name)),
                code="UNKNOWN_FIELD",
                remedy=_nearest(name, FIELDS, Message("Fields are: {names}.", names=tuple(FIELDS))),
            )
        return field

    def _allowed(self, field: Field, operator: str, at: Token) -> None:
        allowed = OPERATORS[field.kind]
        if operator not in allowed:
            raise self._pointing(
                at,
                Message(
                    "The field {field} can't be asked with {operator}.",
                    field=field.name,
                    operator=operator,
                ),
                code="WRONG_OPERATOR",
                remedy=Message("It can be asked with: {names}.", names=tuple(sorted(allowed))),
            )

    def _choice(self, field: Field, value: Token) -> str:
        by_letters = {_letters(choice): choice for choice in field.choices}
        written = _value(value)
        if _letters(written) in by_letters:
            return str(by_letters[_letters(written)])
        choices = tuple(map(str, field.choices))
        raise self._pointing(
            value,
            Message("No {field} is called {found}.", field=field.name, found=written),
            code="WRONG_VALUE",
            remedy=_nearest(written, choices, Message("There are: {names}.", names=choices)),
        )

    def _level(self, value: Token) -> int:
        written = _value(value)
        lowest, highest = _LEVELS
        if re.fullmatch(r"[0-9]", written, re.ASCII) and lowest <= int(written) <= highest:
            return int(written)
        raise self._pointing(
            value,
            Message(
                "Strength is a whole number from {lowest} to {highest}, not {found}.",
                lowest=lowest,
                highest=highest,
                found=written,
            ),
            code="WRONG_VALUE",
        )

    def _period(self, value: Token) -> Period:
        written = _value(value)
        try:
            if finnish := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written, re.ASCII):
                day, month, year = map(int, finnish.groups())
                return Period(PeriodKind.DAY, date(year, month, day))
            return Period.parse(written)
        except (ValueError, OverflowError):
            raise self._no_day(value) from None

    def _last_days(self, field: Field, count: Token, unit: Token) -> Between:
        """From so long ago until today."""
        word = next((known for known in _UNITS if unit.lower() in (known, known[:-1])), None)
        if word is None:
            raise self._pointing(
                unit,
                Message("{found} is no length of time.", found=str(unit)),
                code="WRONG_VALUE",
                remedy=_nearest(unit, _UNITS, Message("There are: {names}.", names=_UNITS)),
            )
        try:
            if not re.fullmatch(r"[0-9]{1,5}", count, re.ASCII):
                raise ValueError(count)
            first = _ago(self.today, int(count), word)
        except (ValueError, OverflowError):
            raise self._pointing(
                count,
                Message("{found} is not a number of {unit}.", found=str(count), unit=word),
                code="WRONG_VALUE",
                remedy=Message("Write it like this: {example}.", example="closed within 12 months"),
            ) from None
        return Between(field, first.isoformat(), self.today.isoformat())

    def _no_day(self, value: Token) -> InvalidInput:
        return self._pointing(
            value,
            Message("{found} is not a day, a month or a year.", found=_value(value)),
            code="WRONG_VALUE",
            remedy=Message(
                "Write it like this: {examples}.", examples=("2026-03-31", "2026-03", "2026")
            ),
        )

    def _unreadable(self, position: int) -> InvalidInput:
        at = Token("", "", start_pos=position)
        message = Message("The filter can't be read from the marked place on.")
        return self._pointing(at, message, code="NOT_A_FILTER", remedy=_EXAMPLE)

    def _pointing(
        self, at: Token, message: Message, *, code: str, remedy: Message | None = None
    ) -> InvalidInput:
        """The sentence under the filter, with a mark under the place it is about."""
        pointer = " " * (at.start_pos or 0) + "^"
        shown = Message(
            "{filter}\n{pointer}\n{fault}", filter=self.written, pointer=pointer, fault=message
        )
        return InvalidInput(shown, code=code, remedy=remedy)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = files("trialkit.store").joinpath("selection.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr")


def _ago(today: date, count: int, unit: str) -> date:
    """The day so long before `today`; the month's last where it has no such day."""
    if unit in {"days", "weeks"}:
        return today - timedelta(count * (7 if unit == "weeks" else 1))
    month = Period.of(PeriodKind.MONTH, today).moved(-count * (12 if unit == "years" else 1))
    return month.start.replace(day=min(today.day, month.last.day))


def _parts(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _tokens(tree: Tree[Token]) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token)]


def _value(token: Token) -> str:
    return str(token)[1:-1] if token.type == "QUOTED" else str(token)


def _letters(words: str) -> str:
    """Only what tells choices apart: `did-not-hold` is `did not hold`."""
    return re.sub(r"[^a-z]", "", folded(words) or "")


def _nearest(found: str, known: Iterable[str], otherwise: Message) -> Message:
    near = get_close_matches(found.lower(), list(known), n=1)
    return Message("Did you mean {nearest}?", nearest=near[0]) if near else otherwise

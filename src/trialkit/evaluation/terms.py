"""What a formula says, as a tree, and the small parser that reads it.

The grammar is in `formulas.lark`; lark is loaded when the first formula is read.
"""

from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.errors import InvalidInput, Message, Place

if TYPE_CHECKING:  # lark takes a while to load: only who reads a formula waits for it
    from lark import Lark

LONGEST: Final = 500
"""Characters a formula may have; it also bounds how deep one can nest."""


@attrs.frozen
class Number:
    """A number as written."""

    value: Decimal


@attrs.frozen
class Name:
    """A metric or a parameter."""

    id: str


@attrs.frozen
class Negation:
    """The term with its sign turned."""

    term: "Term"


@attrs.frozen
class Operation:
    """Two terms joined by `+`, `-`, `*` or `/`."""

    operator: str
    left: "Term"
    right: "Term"


Term = Number | Name | Negation | Operation


@lru_cache(maxsize=1)
def _parser() -> "Lark":
    from lark import Lark, Transformer, v_args

    @v_args(inline=True)
    class Terms(Transformer):  # type: ignore[type-arg]
        def number(self, written: str) -> Term:
            return Number(Decimal(str(written)))

        def name(self, written: str) -> Term:
            return Name(str(written))

        def negative(self, term: Term) -> Term:
            return Negation(term)

        def add(self, left: Term, right: Term) -> Term:
            return Operation("+", left, right)

        def subtract(self, left: Term, right: Term) -> Term:
            return Operation("-", left, right)

        def multiply(self, left: Term, right: Term) -> Term:
            return Operation("*", left, right)

        def divide(self, left: Term, right: Term) -> Term:
            return Operation("/", left, right)

    grammar = files("trialkit.evaluation").joinpath("formulas.lark").read_text(encoding="utf-8")
    # Terms are built while parsing, so that a long formula needs no deep recursion.
    return Lark(grammar, parser="lalr", transformer=Terms())


@lru_cache(maxsize=512)
def read_term(text: str, field: str) -> Term:
    """Read what a formula says.

    Args:
        text: the formula.
        field: where it stands in somebody's document.

    Raises:
        InvalidInput: it is none; the message tells at which character reading stopped.
    """
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    if len(text) > LONGEST:
        raise InvalidInput(
            Message(
                "A formula can have {most} characters; this one has {n}.", most=LONGEST, n=len(text)
            ),
            code="FORMULA_TOO_LONG",
            place=Place(field=field),
            remedy=Message(
                "Give a part of it a name of its own: a derived metric may use another."
            ),
        )
    try:
        return _parser().parse(text)  # type: ignore[return-value]
    except (UnexpectedCharacters, UnexpectedEOF, UnexpectedToken) as fault:
        at_end = isinstance(fault, UnexpectedToken) and fault.token.type == "$END"
        raise _unreadable(text, field, None if at_end else fault.pos_in_stream) from fault


def _unreadable(text: str, field: str, stopped_at: int | None) -> InvalidInput:
    place, code = Place(field=field), "FORMULA_UNREADABLE"
    if stopped_at is None:
        return InvalidInput(
            Message(
                "“{formula}” ends too early: a name, a number or a parenthesis is missing.",
                formula=text,
            ),
            code=code,
            place=place,
        )
    return InvalidInput(
        Message(
            "“{formula}” can't be read from character {position} on: “{rest}”.",
            formula=text,
            position=stopped_at + 1,
            rest=text[stopped_at : stopped_at + 12],
        ),
        code=code,
        place=place,
        remedy=Message("Use names of metrics and parameters, numbers, + - * / and parentheses."),
    )

"""Any value of a class, field by field, however odd: for what must hold of every value.

`trialkit.testing.strategies` makes values that fit together; these fit only their types.
"""

import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from trialkit.errors import Message
from trialkit.model.period import DateRange, Period, PeriodKind

T = TypeVar("T")

_FEW: Final = 3


def of_type(wanted: type[T]) -> st.SearchStrategy[T]:
    """Values of a class of ours, or of any type that its fields may have.

    Raises:
        TypeError: the type has no JSON form, so that nothing of ours should have it.
    """
    made: st.SearchStrategy[T] = _of(wanted)
    return made


def _of(wanted: Any) -> st.SearchStrategy[Any]:
    if wanted in _SCALARS:
        return _SCALARS[wanted]
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return st.one_of([_of(choice) for choice in arguments])
    if origin is tuple:
        first, *rest = arguments
        if rest == [Ellipsis]:
            return st.lists(_of(first), max_size=_FEW).map(tuple)
        return st.tuples(*map(_of, arguments))
    if origin is Mapping:
        return st.dictionaries(*map(_of, arguments), max_size=_FEW)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return st.sampled_from(wanted)
    if attrs.has(wanted):
        fields = attrs.fields(attrs.resolve_types(wanted))
        # Later, because building the strategies of a trial's every field takes a while.
        return st.deferred(
            lambda: st.builds(wanted, **{field.alias: _of(field.type) for field in fields})
        )
    raise TypeError(f"{wanted} has no JSON form")


def _ranges() -> st.SearchStrategy[DateRange]:
    return st.tuples(st.dates(), st.dates()).map(lambda days: DateRange(min(days), max(days)))


def _periods() -> st.SearchStrategy[Period]:
    return st.builds(Period.of, st.sampled_from(PeriodKind), st.dates(min_value=date(2, 1, 1)))


def _moments() -> st.SearchStrategy[datetime]:
    return st.datetimes(timezones=st.just(UTC))


def _decimals() -> st.SearchStrategy[Decimal]:
    return st.decimals(allow_nan=False, allow_infinity=False)


def _messages() -> st.SearchStrategy[Message]:
    values: st.SearchStrategy[Any] = st.one_of(
        st.text(), st.integers(), _decimals(), st.dates(), _moments()
    )
    holes = st.dictionaries(st.sampled_from(["day", "text", "one"]), values, max_size=_FEW)
    plain = st.builds(lambda text, holes: Message(text, **holes), st.text(), holes)
    counted = st.builds(
        lambda one, many, n, holes: Message.counted(one, many, n=n, **holes),
        *(st.text(), st.text(), st.integers(), holes),
    )
    return st.recursive(
        plain | counted,
        lambda inner: st.builds(
            lambda parts: Message("{parts}", parts=tuple(parts)), st.lists(inner, max_size=_FEW)
        ),
        max_leaves=_FEW,
    )


_SCALARS: Final[Mapping[Any, st.SearchStrategy[Any]]] = {
    str: st.text(max_size=20),
    int: st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    type(None): st.none(),
    date: st.dates(),
    datetime: _moments(),
    Decimal: _decimals(),
    Period: _periods(),
    DateRange: _ranges(),
    Message: _messages(),
}

"""The one converter: every class of the model as plain JSON and back, strictly.

Loaded by `trialkit.model.conversion` when something is first converted, because cattrs takes
longer to import than a short command takes to run.

What cattrs lets pass by default is refused here: `"5"` for a whole number, `5` for a text, a
text or an object for a list, a list for an object, `"no"` for a truth value.
"""

import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn

from trialkit.errors import Message
from trialkit.model.faults import shown, wrong_type, wrong_value
from trialkit.model.messages import message_read, message_written
from trialkit.model.period import DateRange, Period
from trialkit.model.scalars import (
    day_read,
    decimal_read,
    decimal_written,
    number_read,
    period_read,
    period_written,
    text_read,
    time_read,
    time_written,
    truth_read,
    whole_number_read,
)

Hook = Callable[[Any, Any], Any]
"""What cattrs calls to read a value: with what stands in the document, and the type wanted."""


def strict_converter() -> cattrs.Converter:
    """A converter for every class of the model; nothing is registered with cattrs' own."""
    converter = cattrs.Converter(
        forbid_extra_keys=True,
        detailed_validation=True,
        unstruct_collection_overrides={tuple: list},
    )
    for scalar, read in (
        (str, text_read),
        (int, whole_number_read),
        (bool, truth_read),
        (float, number_read),
        (Decimal, decimal_read),
        (date, day_read),
        (datetime, time_read),
        (Period, period_read),
        (Message, message_read),
        (StrEnum, _choice_read),
    ):
        converter.register_structure_hook(scalar, read)
    converter.register_unstructure_hook(StrEnum, _choice_written)
    converter.register_unstructure_hook(Decimal, decimal_written)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, time_written)
    converter.register_unstructure_hook(Period, period_written)
    converter.register_unstructure_hook(Message, message_written)
    converter.register_structure_hook_factory(_is_mapping, _mapping)
    converter.register_structure_hook_factory(_is_tuple, _tuple)
    converter.register_structure_hook_factory(_is_class, _class)
    converter.register_structure_hook_factory(_is_range, _range)
    return converter


def _is_mapping(wanted: Any) -> bool:
    return get_origin(wanted) is Mapping


def _is_tuple(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _is_class(wanted: Any) -> bool:
    return attrs.has(wanted) and wanted not in (Message, Period, DateRange)


def _is_range(wanted: Any) -> bool:
    return wanted is DateRange


def _choice_written(choice: StrEnum) -> str:
    return choice.value


def _choice_read(found: Any, choices: type[StrEnum]) -> StrEnum:
    try:
        return choices(text_read(found))
    except ValueError:
        raise wrong_value(
            Message(
                "{found} is none of what may stand here: {choices}.",
                found=shown(found),
                choices=tuple(choices),
            )
        ) from None


def _mapping(wanted: Any, converter: cattrs.Converter) -> Hook:
    read_items = mapping_structure_factory(wanted, converter)

    def read(found: Any, _type: Any) -> Any:
        return read_items(_an_object(found), wanted)

    return read


def _tuple(wanted: Any, converter: cattrs.Converter) -> Hook:
    """Reads any number of values, or the exact number of one kind that the type spells out."""
    first, *rest = get_args(wanted)
    exactly = None if rest == [Ellipsis] else 1 + len(rest)
    if exactly is not None and any(part is not first for part in rest):
        raise TypeError(f"{wanted} mixes types; a class with named fields says what they are")
    read_items = homogenous_tuple_structure_factory(_any_number_of(first), converter)

    def read(found: Any, _type: Any) -> Any:
        if type(found) is not list:
            raise wrong_type(
                Message(
                    "Found {found} where a list in square brackets is needed.", found=shown(found)
                )
            )
        if exactly is not None and len(found) != exactly:
            raise wrong_value(
                Message(
                    "Found {found} where exactly {n} values are needed.",
                    found=shown(found),
                    n=exactly,
                )
            )
        return read_items(found, wanted)

    return read


def _any_number_of(part: Any) -> Any:
    return types.GenericAlias(tuple, (part, Ellipsis))


def _class(wanted: Any, converter: cattrs.Converter) -> Hook:
    read_fields = make_dict_structure_fn(attrs.resolve_types(wanted), converter)

    def read(found: Any, _type: Any) -> Any:
        return read_fields(_an_object(found), wanted)

    return read


def _range(wanted: Any, converter: cattrs.Converter) -> Hook:
    read_fields = _class(wanted, converter)

    def read(found: Any, _type: Any) -> Any:
        try:
            return read_fields(found, wanted)
        except ClassValidationError as error:
            if any(type(part) is not ValueError for part in error.exceptions):
                raise
            raise wrong_value(
                Message("The days {found} end before they start.", found=shown(found))
            ) from None

    return read


def _an_object(found: Any) -> Any:
    if type(found) is not dict:
        raise wrong_type(
            Message("Found {found} where an object in braces is needed.", found=shown(found))
        )
    return found

"""One table of a TOML file, read value by value; every fault is kept with its place."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar, cast

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.model.text import Words

LANGUAGES = ("fi", "sv", "en")
"""What every text of a template must be said in; others may join them."""

Choice = TypeVar("Choice", bound=StrEnum)


@attrs.frozen
class Faults:
    """The faults of one file, in the order they are found; one a place.

    Attributes:
        file: the file's name as the person knows it.
        found: the faults.
    """

    file: str
    found: list[Problem] = attrs.field(factory=list)

    def add(self, path: str, code: str, message: Message, *, remedy: Message | None = None) -> None:
        """Keep a fault, unless something is already wrong at the same place."""
        place = Place(file=self.file, field=path)
        if place not in [problem.place for problem in self.found]:
            self.found.append(Problem(message, code=code, place=place, remedy=remedy))

    def at(self, path: str) -> bool:
        """Whether something is wrong there."""
        return any(problem.place and problem.place.field == path for problem in self.found)


@attrs.frozen
class Section:
    """One table of the file.

    What is missing or of the wrong kind becomes a fault, and the caller gets an empty value of
    the right kind to go on with, so that one reading finds everything.

    Attributes:
        path: where it stands: `$.metrics.orders`.
        values: what the file says.
        faults: where faults go.
        asked: keys that were read; whatever else the table holds is unknown.
    """

    path: str
    values: Mapping[str, object]
    faults: Faults
    asked: set[str] = attrs.field(factory=set)

    def fault(
        self, key: str, code: str, message: Message, *, remedy: Message | None = None
    ) -> None:
        """Keep a fault of the value at `key`."""
        self.faults.add(f"{self.path}.{key}", code, message, remedy=remedy)

    def _value(self, key: str, *, required: bool) -> object | None:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None and required:
            self.fault(key, "MISSING", Message("“{key}” is missing.", key=key))
        return value

    def _wrong(self, key: str, message: Message) -> None:
        self.fault(key, "WRONG_KIND", message)

    def text(self, key: str, *, required: bool = True) -> str:
        """A text in quotes; "" where there is none."""
        value = self._value(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong(key, Message("“{found}” must be a text in quotes.", found=str(value)))
            return ""
        if required and not value.strip():
            self.fault(key, "EMPTY", Message("“{key}” is empty.", key=key))
        return value.strip()

    def words(self, key: str, *, required: bool = True) -> Words:
        """A text as a table by language; empty where there is none."""
        value = self._value(key, required=required)
        return {} if value is None else self._said(key, value)

    def all_words(self, key: str, *, required: bool = True) -> tuple[Words, ...]:
        """A list of texts, each a table by language."""
        value = self._value(key, required=required)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong(
                key, Message("“{found}” must be a list of texts by language.", found=str(value))
            )
            return ()
        return tuple(self._said(f"{key}[{index}]", text) for index, text in enumerate(value))

    def _said(self, key: str, value: object) -> Words:
        if not isinstance(value, dict):
            self.fault(
                key,
                "WRONG_KIND",
                Message("“{found}” must be given by language.", found=str(value)),
                remedy=Message(
                    "Write it as {example}.", example='{ fi = "…", sv = "…", en = "…" }'
                ),
            )
            return {}
        words = {
            language: " ".join(text.split())
            for language, text in value.items()
            if isinstance(text, str) and text.strip()
        }
        lacking = tuple(language for language in LANGUAGES if language not in words)
        if lacking:
            self.fault(
                key,
                "MISSING_LANGUAGE",
                Message("The text is missing in these languages: {languages}.", languages=lacking),
            )
        return words

    def number(self, key: str, *, required: bool = True) -> Decimal | None:
        """A number, bare or in quotes, exactly as it is written."""
        value = self._value(key, required=required)
        if value is None:
            return None
        try:
            if isinstance(value, int | str | Decimal) and not isinstance(value, bool):
                number = Decimal(value)
                if number.is_finite():
                    return number
        except InvalidOperation:
            pass
        self._wrong(key, Message("“{found}” must be a number such as 15 or 2.5.", found=str(value)))
        return None

    def whole(self, key: str, *, required: bool = True) -> int | None:
        """A whole number of at least 0."""
        value = self._value(key, required=required)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._wrong(
            key,
            Message("“{found}” must be a whole number such as 4, at least 0.", found=str(value)),
        )
        return None

    def yes(self, key: str) -> bool:
        """`true` or `false`; `false` where nothing is said."""
        value = self._value(key, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(
            key, Message("“{found}” must be true or false, without quotes.", found=str(value))
        )
        return False

    def certainty(self, key: str) -> bool:
        """`true` or `false`, which must be said."""
        self._value(key, required=True)
        return self.yes(key)

    def day(self, key: str) -> date | None:
        """A day, without quotes."""
        value = self._value(key, required=True)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong(
            key,
            Message(
                "“{found}” must be a day such as 2026-11-23, without quotes.", found=str(value)
            ),
        )
        return None

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One of a few words; the first of them where none or a wrong one is given."""
        value = self._value(key, required=default is None)
        fallback = default or next(iter(kind))
        if value is None:
            return fallback
        allowed = tuple(member.value for member in kind)
        if value in allowed:
            return kind(value)
        self.fault(
            key,
            "UNKNOWN_CHOICE",
            Message("“{found}” can't stand here.", found=str(value)),
            remedy=suggestion(str(value), allowed),
        )
        return fallback

    def choice_or_none(self, key: str, kind: type[Choice]) -> Choice | None:
        """One of a few words; None where nothing is said."""
        self.asked.add(key)
        return None if self.values.get(key) is None else self.choice(key, kind)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        value = self._value(key, required=False)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return tuple(value)
        self._wrong(key, Message("“{found}” must be a list of texts in quotes.", found=str(value)))
        return ()

    def table(self, key: str, *, required: bool = False) -> "Section":
        """A table inside this one; an empty one where there is none."""
        value = self._value(key, required=required)
        if value is not None and not isinstance(value, dict):
            self._wrong(key, Message("“{found}” must be a table.", found=str(value)))
            value = None
        return Section(f"{self.path}.{key}", cast("dict[str, object]", value or {}), self.faults)

    def tables(self, key: str) -> Iterator[tuple[str, "Section"]]:
        """The tables inside the table `key`, each with its name."""
        outer = self.table(key)
        for name in outer.values:
            yield name, outer.table(name)

    def listed(self, key: str) -> Iterator["Section"]:
        """The tables of the list `key`, in order."""
        value = self._value(key, required=False)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            self.fault(
                key,
                "WRONG_KIND",
                Message("This must be a list of tables: [[{key}]].", key=key),
            )
            return
        for index, part in enumerate(value):
            yield Section(f"{self.path}.{key}[{index}]", part, self.faults)

    def finish(self) -> None:
        """Name every key that nothing asked for."""
        for key in self.values:
            if key not in self.asked:
                self.fault(
                    key,
                    "UNKNOWN_KEY",
                    Message("“{key}” is not known here.", key=key),
                    remedy=suggestion(key, sorted(self.asked)),
                )


def suggestion(written: str, known: "tuple[str, ...] | list[str]") -> Message | None:
    """What was probably meant, or what there is to choose from."""
    near = get_close_matches(written, known, n=1, cutoff=0.6)
    if near:
        return Message("Did you mean “{near}”?", near=near[0])
    return Message("Known here: {known}.", known=tuple(known)) if known else None

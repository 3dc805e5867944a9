"""What goes wrong, said as values: a message with typed holes, a place, and what to do.

Nothing here chooses a language. A face (the CLI, a page) knows its reader and lets
`trialkit.language` put the words in; `str()` of any of these is plain English for logs.

    TrialkitError
    ├── InvalidInput    what was given can't be right           exit code 2
    ├── NotInstalled    an optional part is missing             exit code 2
    ├── NotFound        nothing has that name                   exit code 2
    ├── Refused         a rule says no; nothing was changed     exit code 1
    └── StoreError      the workspace on disk can't be used     exit code 3
"""

# Dataclasses, not attrs: every start of the program loads this file, and attrs takes 10 ms.
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Self, Union

Value = Union[str, int, Decimal, date, datetime, "Message", tuple["Value", ...]]
"""What a hole of a message may hold; each is written the way its reader writes it."""


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """One whole sentence with named holes, not yet in anyone's language.

    Attributes:
        text: the English sentence; it is also the key in the catalogues.
        values: what goes into the holes, as what it is, never already formatted.
        plural: the English sentence for several, where the sentence counts something.
        count: the number that decides between `text` and `plural`.
    """

    text: str
    values: Mapping[str, Value]
    plural: str | None
    count: int | None

    def __init__(self, text: str, /, **values: Value) -> None:
        _hold(self, text, values, None, None)

    @classmethod
    def counted(cls, one: str, many: str, /, *, n: int, **values: Value) -> Self:
        """A sentence that counts: `one` where `n` is 1, else `many`; `{n}` is a hole of both."""
        message = cls.__new__(cls)
        _hold(message, one, {**values, "n": n}, many, n)
        return message

    def __str__(self) -> str:
        chosen = self.plural if self.plural is not None and self.count != 1 else self.text
        return chosen.format_map({name: _Plain(value) for name, value in self.values.items()})


def _hold(
    message: Message,
    text: str,
    values: Mapping[str, Value],
    plural: str | None,
    count: int | None,
) -> None:
    held = {"text": text, "values": values, "plural": plural, "count": count}
    for name, value in held.items():
        object.__setattr__(message, name, value)


class _Plain:
    """A value in a plain English rendering, whatever format its hole asks for."""

    def __init__(self, value: Value) -> None:
        self._value = value

    def __format__(self, _spec: str) -> str:
        return str(self)

    def __str__(self) -> str:
        if isinstance(self._value, tuple):
            return ", ".join(str(_Plain(part)) for part in self._value)
        return str(self._value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in somebody's input something was found.

    Attributes:
        file: the file's name as the person knows it, without its folders.
        row: the row as a spreadsheet counts it, from 1.
        field: the column's heading, the question's name or the path inside a document.
    """

    file: str | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        parts = [self.file, f"row {self.row}" if self.row is not None else None, self.field]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, so that many of them can be told at once.

    Attributes:
        message: the whole sentence: what was found and what would be right.
        code: stable, UPPER_SNAKE; what an embedding program tests.
        place: where it was found, if it came from a file or a form.
        remedy: what to do next.
    """

    message: Message
    code: str = field(kw_only=True)
    place: Place | None = field(kw_only=True, default=None)
    remedy: Message | None = field(kw_only=True, default=None)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        todo = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{todo}"


class TrialkitError(Exception):
    """Anything TrialKit tells a person that it won't do; carries every problem at once."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        message: Message,
        *,
        code: str,
        place: Place | None = None,
        remedy: Message | None = None,
    ) -> None:
        self.problems: tuple[Problem, ...] = (
            Problem(message, code=code, place=place, remedy=remedy),
        )
        super().__init__(str(self.problems[0]))

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Self:
        """One error that tells several problems; at least one is needed."""
        found = tuple(problems)
        error = cls(found[0].message, code=found[0].code)
        error.problems = found
        error.args = ("\n".join(str(problem) for problem in found),)
        return error

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each problem, in the order they are told."""
        return tuple(problem.code for problem in self.problems)


class InvalidInput(TrialkitError):
    """What was given can't be right: a file, an option, an answer."""

    exit_code = 2


class NotInstalled(TrialkitError):
    """A command is about an optional part that isn't installed; the remedy has the line."""

    exit_code = 2


class NotFound(TrialkitError):
    """Nothing has the name that was given."""

    exit_code = 2


class Refused(TrialkitError):
    """A rule says no; every reason is named and nothing was changed."""

    exit_code = 1


class StoreError(TrialkitError):
    """The workspace on disk can't be used as it is."""

    exit_code = 3

"""Templates from TOML files, with every fault and its place.

What every trial measures (own hours, money spent, new customers, …) and when it stops early need
not be said again: they come from `every_template.toml`, and a template that says one anew
replaces it.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.model.criterion import Role
from trialkit.model.metric import Metric
from trialkit.model.template import Fact, Parameter, Slot, Template
from trialkit.model.text import Words
from trialkit.templates import parts
from trialkit.templates.check import check
from trialkit.templates.rows import row_at, rows_of
from trialkit.templates.sections import Faults, Section

Part = TypeVar("Part", Metric, Parameter, Slot)

_REASONS: Final = (
    ("Invalid value (at end", Message("The file ends before a list or a value is finished.")),
    ("Expected '=' after a key", Message("After a name comes = and a value.")),
    ("Invalid value", Message("This is no value; a text stands in quotes.")),
    ("Unterminated string", Message("A text begins here and its closing quote is missing.")),
    ("Illegal character", Message("A text begins here and its closing quote is missing.")),
    ("Expected '\"", Message("A text begins here and its closing quote is missing.")),
    ("Unclosed array", Message("A list begins here and its ] is missing.")),
    ("Unclosed inline table", Message("A table begins here and its } is missing.")),
    ("Expected newline", Message("Something stands here that doesn't belong on this line.")),
    ("Expected ']", Message("A heading begins here and its ] is missing.")),
    ("Cannot overwrite", Message("This name is there twice.")),
    ("Cannot declare", Message("This heading is there twice.")),
    ("Duplicate inline table key", Message("This name is there twice.")),
    ("Unescaped '\\'", Message("Write a backslash twice, or put the text in single quotes.")),
    ("Invalid statement", Message("This is neither a heading nor a name with a value.")),
    ("Invalid initial character", Message("A name is missing here.")),
)
"""What the TOML reader says, by how it begins, and what a person is told."""


def read_template(source: Path | str, *, name: str | None = None) -> Template:
    """A kind of trial, from a TOML file or its text.

    Args:
        source: the file, or what stands in one.
        name: what faults call it; the file's own name where left out.

    Raises:
        InvalidInput: it can't be read or isn't right; every fault is named with its place.
    """
    called = name or (source.name if isinstance(source, Path) else "template.toml")
    text = _read(source, called) if isinstance(source, Path) else source
    faults = Faults(called)
    template = _template(Section("$", _parsed(text, called), faults))
    check(template, faults)
    if faults.found:
        raise InvalidInput.of(_in_order(faults.found, text))
    ordered = sorted(template.criteria, key=lambda criterion: criterion.role is not Role.PRIMARY)
    return attrs.evolve(template, criteria=tuple(ordered))


def _in_order(faults: Iterable[Problem], text: str) -> list[Problem]:
    """The faults, each with its row, in the order of the file."""
    rows = rows_of(text)
    placed = [replace(fault, place=_with_row(fault.place, rows)) for fault in faults]
    return sorted(placed, key=lambda fault: (fault.place and fault.place.row) or 0)


def _with_row(place: Place | None, rows: Mapping[str, int]) -> Place | None:
    return replace(place, row=row_at(place.field, rows)) if place and place.field else place


def packaged(package: str, file: str = "template.toml") -> Template:
    """The template that an installed package carries as a data file.

    Args:
        package: its import name: `trialkit_ecommerce`.
        file: the data file's name.

    Raises:
        InvalidInput: the file isn't there or isn't right.
    """
    resource = files(package).joinpath(file)
    called = f"{package}/{file}"
    try:
        text = resource.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise _unreadable(error, called) from error
    return read_template(text, name=called)


def templates_in(folder: Path) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    """The templates of a folder's `.toml` files, by id, and what is wrong with the others.

    A folder that isn't there has none.
    """
    found: dict[str, Template] = {}
    faults: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            template = _read_once(path, _stamp(path))
        except InvalidInput as error:
            faults += error.problems
            continue
        if template.id in found:
            message = Message("Another file already has a template “{name}”.", name=template.id)
            place = Place(file=path.name, field="$.id")
            faults.append(Problem(message, code="DUPLICATE", place=place))
        else:
            found[template.id] = template
    return found, tuple(faults)


@lru_cache(maxsize=64)
def _read_once(path: Path, _changed: tuple[int, int]) -> Template:
    """The template of a file; read again only where the file changed."""
    return read_template(path)


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when the file does; reading it says what is wrong with one that isn't there."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _read(path: Path, called: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error, called) from error


def _unreadable(error: OSError | UnicodeDecodeError, called: str) -> InvalidInput:
    place = Place(file=called)
    if isinstance(error, UnicodeDecodeError):
        return InvalidInput(
            Message("The file is not text in UTF-8."),
            code="NOT_UTF8",
            place=place,
            remedy=Message("Save it as UTF-8 and try again."),
        )
    if isinstance(error, FileNotFoundError):
        return InvalidInput(Message("There is no such file."), code="FILE_MISSING", place=place)
    if isinstance(error, PermissionError):
        return InvalidInput(
            Message("The file can't be opened."),
            code="FILE_OPEN",
            place=place,
            remedy=Message("Close {file} where it is open and try again.", file=called),
        )
    return InvalidInput(Message("The file can't be read."), code="FILE_UNREADABLE", place=place)


def _parsed(text: str, called: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text, called) from error


def _syntax(said: str, text: str, called: str) -> InvalidInput:
    """The TOML reader's complaint as a sentence with the line and column it points at."""
    lines = text.splitlines() or [""]
    where = re.search(r"at line (\d+), column (\d+)", said)
    row, column = (int(where[1]), int(where[2])) if where else (len(lines), len(lines[-1]) + 1)
    reason = next(
        (sentence for begin, sentence in _REASONS if said.startswith(begin)),
        Message("This can't be read as TOML."),
    )
    return InvalidInput(
        Message(
            "Column {column}, “{line}”: {reason}",
            column=column,
            line=lines[min(row, len(lines)) - 1].strip(),
            reason=reason,
        ),
        code="TOML_SYNTAX",
        place=Place(file=called, row=row),
        remedy=Message("Nothing of the file was used. Correct this line and try again."),
    )


def _template(top: Section) -> Template:
    shared = _shared()
    as_of = top.day("as_of")
    metrics = _with_shared(_each(top, "metrics", parts.metric), shared.metrics)
    template = Template(
        id=parts.checked_name(top, "id", top.text("id")),
        version=top.text("version"),
        as_of=as_of or shared.as_of,
        title=top.words("title"),
        about=top.words("about"),
        promise=top.words("promise"),
        hypothesis=top.words("hypothesis"),
        slots=tuple(_each(top, "slots", parts.slot)),
        limits=_limits(top.table("limits", required=True)),
        parameters=_with_shared(_each(top, "parameters", parts.parameter), shared.parameters),
        metrics=tuple(sorted(metrics, key=lambda metric: metric.derived)),
        criteria=tuple(parts.criterion(section) for section in top.listed("criteria")),
        actions=tuple(parts.action(section) for section in top.listed("actions")),
        facts=_facts(top),
        risks=top.all_words("risks", required=False),
        questions=top.all_words("questions", required=False),
        stop_early=top.words("stop_early", required=False) or shared.stop_early,
        outcomes={**shared.outcomes, **_outcomes(top.table("outcomes"))},
        settling_weeks=top.whole("settling_weeks", required=False) or 0,
        cadence_note=top.words("cadence_note", required=False),
        privacy=top.words("privacy", required=False),
    )
    top.finish()
    return template


def _each(top: Section, key: str, read: Callable[[str, Section], Part]) -> list[Part]:
    return [read(name, section) for name, section in top.tables(key)]


def _with_shared(own: list[Part], shared: tuple[Part, ...]) -> tuple[Part, ...]:
    """The template's own first, then what every template has and this one doesn't say anew."""
    said: set[str] = {part.id for part in own}
    return tuple(own) + tuple(part for part in shared if part.id not in said)


def _limits(section: Section) -> dict[str, Decimal]:
    limits = {key: section.number(key) for key in ("own_h", "cash_eur")}
    section.finish()
    return {key: limit for key, limit in limits.items() if limit is not None}


def _facts(top: Section) -> tuple[Fact, ...]:
    read = (parts.fact(name, section) for name, section in top.tables("facts"))
    return tuple(fact for fact in read if fact is not None)


def _outcomes(section: Section) -> dict[str, str]:
    return {key: section.text(key) for key in section.values}


@attrs.frozen
class _Shared:
    """What every template has."""

    as_of: date
    parameters: tuple[Parameter, ...]
    metrics: tuple[Metric, ...]
    outcomes: Mapping[str, str]
    stop_early: Words


@lru_cache(maxsize=1)
def _shared() -> _Shared:
    name = "every_template.toml"
    text = files("trialkit.templates").joinpath(name).read_text(encoding="utf-8")
    faults = Faults(name)
    top = Section("$", _parsed(text, name), faults)
    shared = _Shared(
        as_of=top.day("as_of") or date.min,
        parameters=tuple(_each(top, "parameters", parts.parameter)),
        metrics=tuple(_each(top, "metrics", parts.metric)),
        outcomes=_outcomes(top.table("outcomes")),
        stop_early=top.words("stop_early"),
    )
    top.finish()
    if faults.found:
        raise InvalidInput.of(faults.found)
    return shared

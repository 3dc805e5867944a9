"""A trial's plan as a file: what `trialkit new --from` reads, as TOML or as a filled-in form."""

import difflib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake.kinds import FileKind, kind_of
from trialkit.intake.plan_tables import read_plan_table
from trialkit.intake.saving import save
from trialkit.intake.toml_files import read_toml
from trialkit.model.template import Slot, Template
from trialkit.templates.filling import slot_value

Answer = str | int | Decimal
"""An answer as written; `templates.filling.slot_value` puts it into its canonical form."""

_TEXTS: Final = ("template", "company", "title")
_DAYS: Final = ("starts_on",)
_LISTS: Final = ("barriers", "tags")
_TABLES: Final = ("slots", "criteria")
_KEYS: Final = (*_TEXTS, *_DAYS, *_LISTS, *_TABLES)
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


@attrs.frozen(kw_only=True)
class Plan:
    """What somebody wrote down of a trial; everything may be missing.

    Attributes:
        template: the template's id.
        company: the company's name.
        title: the trial's, in the workspace's language.
        starts_on: planned first day of the trial phase.
        barriers, tags: keys.
        slots: slot id → answer as written.
        criteria: criterion id → threshold as written.
    """

    template: str | None = None
    company: str | None = None
    title: str | None = None
    starts_on: date | None = None
    barriers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    slots: Mapping[str, Answer] = attrs.field(factory=dict)
    criteria: Mapping[str, Answer] = attrs.field(factory=dict)


def read_plan(
    path: Path, templates: Mapping[str, Template] | None = None, *, language: str = "en"
) -> Plan:
    """Read a plan.

    Args:
        path: a TOML file, or the workbook of a plan form; both give the same plan.
        templates: by id; with them, the names of template, slots and criteria are checked too,
            and whether each answer fits its question.
        language: the reader's; near names of countries are given in it.

    Raises:
        NotFound: there is no such file (NO_FILE).
        InvalidInput: it is no whole TOML (BROKEN_TOML, its place the line; NOT_UTF8) and no form
            of a plan (NOT_A_PLAN), or with every fault in it: UNKNOWN_KEY, WRONG_TYPE, TWICE,
            NOT_A_DAY, UNKNOWN_TEMPLATE, UNKNOWN_SLOT, UNKNOWN_CRITERION, and those of
            `slot_value`.
    """
    if kind_of(path) is FileKind.WORKBOOK:
        table = read_plan_table(path)
        data, reading = table.data, _Reading(path.name, table.rows)
        reading.faults += table.faults
    else:
        data, reading = read_toml(path), _Reading(path.name)
    plan = reading.plan(data)
    if templates is not None and plan.template is not None:
        reading.check(plan, templates, language)
    if reading.faults:
        raise InvalidInput.of(reading.faults)
    return plan


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan so that `read_plan` reads the same one back.

    Raises:
        NotFound, InvalidInput: the file can't be written; see `saving.save`.
    """
    save(path, plan_text(plan).encode("utf-8"))


def plan_text(plan: Plan) -> str:
    """The plan as TOML; what is missing in it is left out.

    >>> print(plan_text(Plan(template="ecommerce", slots={"market": "SE", "orders": 15})), end="")
    template = "ecommerce"
    <BLANKLINE>
    [slots]
    market = "SE"
    orders = 15
    """
    values = attrs.asdict(plan, recurse=False)
    lines = [f"{key} = {_toml(values[key])}" for key in _KEYS[: -len(_TABLES)] if values[key]]
    for table in _TABLES:
        if values[table]:
            lines += ["", f"[{table}]"]
            lines += [f"{_toml_key(key)} = {_toml(value)}" for key, value in values[table].items()]
    return "\n".join(lines).lstrip("\n") + "\n"


def _toml(value: object) -> str:
    match value:
        case str():
            # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case tuple():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case Decimal():
            number = f"{value:f}"
            return number if "." in number else f"{number}.0"
    return str(value)


def _toml_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _toml(key)


class _Reading:
    """Goes through a parsed plan and keeps every fault it finds."""

    def __init__(self, file: str, rows: Mapping[str, int] | None = None) -> None:
        self.faults: list[Problem] = []
        self._file = file
        self._rows = rows or {}

    def plan(self, data: Mapping[str, object]) -> Plan:
        for key in data:
            if key not in _KEYS:
                self._unknown("UNKNOWN_KEY", key, key, _KEYS)
        given: dict[str, object] = {}
        for key, value in data.items():
            if key in _TEXTS:
                given[key] = self._text(key, value)
            elif key in _DAYS:
                given[key] = self._day(key, value)
            elif key in _LISTS:
                given[key] = self._list(key, value)
            elif key in _TABLES:
                given[key] = self._table(key, value)
        return Plan(**given)  # type: ignore[arg-type]  # each was checked for its type

    def check(self, plan: Plan, templates: Mapping[str, Template], language: str) -> None:
        """Hold the plan's names and answers against its template."""
        template = templates.get(plan.template or "")
        if template is None:
            self._unknown("UNKNOWN_TEMPLATE", "template", plan.template or "", templates)
            return
        slots = {slot.id: slot for slot in template.slots}
        criteria = [criterion.id for criterion in template.criteria]
        for key, answer in plan.slots.items():
            if key in slots:
                self._check_answer(slots[key], answer, language)
            else:
                self._unknown("UNKNOWN_SLOT", f"slots.{key}", key, slots)
        for criterion in plan.criteria:
            if criterion not in criteria:
                self._unknown("UNKNOWN_CRITERION", f"criteria.{criterion}", criterion, criteria)

    def _check_answer(self, slot: Slot, answer: Answer, language: str) -> None:
        try:
            slot_value(slot, answer, language=language)
        except InvalidInput as fault:
            place = self._place(f"slots.{slot.id}")
            self.faults += [replace(problem, place=place) for problem in fault.problems]

    def _text(self, key: str, value: object) -> str | None:
        if isinstance(value, str):
            return value.strip() or None
        self._wrong(key, Message("“{key}” needs text in quotation marks.", key=key))
        return None

    def _day(self, key: str, value: object) -> date | None:
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        self._wrong(
            key, Message("“{key}” needs a day without quotation marks: 2026-03-02.", key=key)
        )
        return None

    def _list(self, key: str, value: object) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._wrong(key, Message('“{key}” needs a list of texts: ["one", "two"].', key=key))
        return ()

    def _table(self, key: str, value: object) -> dict[str, Answer]:
        if not isinstance(value, dict):
            self._wrong(key, Message("“{key}” needs a heading of its own: [{key}].", key=key))
            return {}
        answers = {}
        for name, answer in value.items():
            if isinstance(answer, str | int | Decimal) and not isinstance(answer, bool):
                answers[name] = answer
            else:
                path = f"{key}.{name}"
                self._wrong(path, Message("“{key}” needs one number or text.", key=path))
        return answers

    def _wrong(self, field: str, message: Message) -> None:
        self.faults.append(Problem(message, code="WRONG_TYPE", place=self._place(field)))

    def _place(self, field: str) -> Place:
        return Place(file=self._file, row=self._rows.get(field), field=field)

    def _unknown(self, code: str, field: str, found: str, known: Collection[str]) -> None:
        near = difflib.get_close_matches(found, known, 1)
        said = {
            "UNKNOWN_KEY": Message("A plan has nothing called “{found}”.", found=found),
            "UNKNOWN_TEMPLATE": Message("There is no template “{found}”.", found=found),
            "UNKNOWN_SLOT": Message("The template asks for no “{found}”.", found=found),
            "UNKNOWN_CRITERION": Message("The template has no criterion “{found}”.", found=found),
        }
        self.faults.append(
            Problem(
                said[code],
                code=code,
                place=self._place(field),
                remedy=Message("Did you mean “{near}”?", near=near[0])
                if near
                else Message("There are: {names}.", names=tuple(known)),
            )
        )

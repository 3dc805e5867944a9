"""Trials as a list shows them: read fast, with nothing loaded that a list doesn't need."""

# Table and column names below are our own; values only ever go in as parameters.

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from trialkit.store.connection import Connection, Scalar, folded
from trialkit.store.selection import Selection


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One trial in a list.

    Attributes:
        id: globally unique.
        slug: what people type; private.
        number: running number within the year of the start; None before it.
        title: in the language it was first written in.
        title_language: that language, ISO 639-1.
        company_id: the owner's id.
        company: the owner's name.
        area: key of the area that runs it.
        municipality: the owner's official code, leading zeros kept; None where unknown.
        market: ISO 3166-1 alpha-2; None where the template has none.
        template: the template's key.
        template_title: the template's name by language.
        state: as in `State`.
        started_on: first day of the trial phase.
        ends_on: last promised day of the trial phase.
        closed_on: the day it was concluded or stopped.
        outcome: as in `Outcome`, by the latest kept case; None where none was kept.
        decision: as in `Choice`.
        strength: of evidence, 0 to 6, by the latest kept case.
        last_figure_on: last day of the latest period that has a figure of the trial's own.
        tags: keys.
    """

    id: str
    slug: str
    number: int | None
    title: str
    title_language: str
    company_id: str
    company: str
    area: str
    municipality: str | None
    market: str | None
    template: str
    template_title: Mapping[str, str]
    state: str
    started_on: date | None
    ends_on: date | None
    closed_on: date | None
    outcome: str | None
    decision: str | None
    strength: int | None
    last_figure_on: date | None
    tags: tuple[str, ...]


_SELECT: Final = (
    "SELECT id, slug, number, coalesce(title, ''), title_language, company_id, company, area,"
    " municipality, market, template, template_title, state, started_on, ends_on, closed_on,"
    " outcome, decision, strength, last_figure_on, tags FROM trial_overview"
)


def overview(connection: Connection, selection: Selection | None = None) -> list[TrialRow]:
    """The trials that `selection` lets through (all without one), oldest first."""
    if selection is None:
        return _rows(connection, f"{_SELECT} ORDER BY id")
    return _rows(connection, f"{_SELECT} WHERE {selection.sql} ORDER BY id", selection.parameters)


def matching(connection: Connection, part: str) -> list[TrialRow]:
    """The trials that people mean by `part`.

    A whole id, slug or public number (`2026-14`) means that trial and no other; else every trial
    that has `part` in its slug or its company's name, whatever the case and marks.
    """
    wanted = part.strip()
    exact = _rows(
        connection,
        f"{_SELECT} WHERE id = ?1 OR slug = lower(?1)"
        " OR substr(started_on, 1, 4) || '-' || number = ?1 ORDER BY id",
        (wanted,),
    )
    if exact or not wanted:
        return exact
    return _rows(
        connection,
        f"{_SELECT} WHERE instr(slug, ?1) OR instr(folded(company), ?1) ORDER BY id",
        (folded(wanted),),
    )


def _rows(connection: Connection, sql: str, parameters: Sequence[Scalar] = ()) -> list[TrialRow]:
    return [_row(columns) for columns in connection.all(sql, parameters)]


def _row(columns: tuple[Any, ...]) -> TrialRow:
    """The row of what `_SELECT` asks for, in its order; the view says what each column holds."""
    *whose, title, state, started, ends, closed, outcome, decision, strength, last, tags = columns
    return TrialRow(  # type: ignore[call-arg]  # mypy takes `whose` for endless
        *whose,
        _words(title),
        state,
        _day(started),
        _day(ends),
        _day(closed),
        outcome,
        decision,
        strength,
        _day(last),
        _keys(tags),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


@lru_cache(maxsize=256)
def _words(written: str) -> Mapping[str, str]:
    words: Mapping[str, str] = json.loads(written)
    return words


@lru_cache(maxsize=1024)
def _keys(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))

"""Observations as rows and back. They come by the hundred thousand, so each step is a plain one."""

# Table and column names below are our own; values only ever go in as parameters.
# ruff: noqa: S608

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from trialkit.errors import InvalidInput, Message, Place, StoreError
from trialkit.model.conversion import from_plain, to_plain
from trialkit.model.metric import Conversion, Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.scalars import decimal_written, time_written
from trialkit.store.connection import Connection, Scalar
from trialkit.store.journal import RollingDigest
from trialkit.store.tables import body_of

COLUMNS: Final = (
    "id", "intake", "trial", "metric", "series",
    "period", "period_kind", "period_start", "period_last", "value",
    "source_kind", "file", "row", "at", "by", "replaces", "conversion",
)  # fmt: skip
"""What never changes of a figure once it is in: what the journal's digest is taken of."""

SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM observation"
_INSERT: Final = (
    f"INSERT INTO observation ({', '.join(COLUMNS)}) VALUES ({', '.join('?' for _ in COLUMNS)})"
)
_CURRENT: Final = (
    "trial = ? AND metric = ? AND series = ? AND period_kind = ? AND period_start = ?"
    " AND replaced_by IS NULL"
)
_AT_ONCE: Final = 2_000
"""Rows that are held in memory at a time."""

_TYPED: Final = SourceKind.TYPED

Row = tuple[Scalar, ...]


class Intake(NamedTuple):
    """What one call takes in of one trial's figures.

    Attributes:
        id: globally unique; the journal's name for all of them together.
        digest: over all rows so far.
    """

    id: str
    digest: RollingDigest


def runs(observations: Iterable[Observation]) -> Iterator[list[Observation]]:
    """The observations in runs that can be written at once.

    A run is of one trial, and only its first may replace another: what that one replaces must
    be out of the way before it, and may have come in the run before.
    """
    run: list[Observation] = []
    for observation in observations:
        if run and (
            observation.replaces is not None
            or observation.trial != run[0].trial
            or len(run) == _AT_ONCE
        ):
            yield run
            run = []
        run.append(observation)
    if run:
        yield run


def take_in(connection: Connection, intake: Intake, run: list[Observation]) -> None:
    """Write one run.

    Raises:
        InvalidInput: `PERIOD_TAKEN` where a period has a figure that isn't replaced,
            `NOT_CURRENT` where what is to be replaced isn't the current figure of the period.
    """
    if run[0].replaces is not None:
        _replace(connection, run[0])
    rows = [row_of(observation, intake.id) for observation in run]
    try:
        connection.run_many(_INSERT, rows)
    except StoreError as error:
        if error.codes == ("INCONSISTENT",):
            _refuse_second_figures(connection, run)
        raise
    intake.digest.add(rows)


def row_of(observation: Observation, intake: str) -> Row:
    """The observation's `COLUMNS`."""
    source = observation.source
    conversion = observation.conversion
    return (
        observation.id,
        intake,
        observation.trial,
        observation.metric,
        observation.series,
        *_period_columns(observation.period),
        _value_written(observation.value),
        "typed" if source.kind is _TYPED else "imported",
        source.file,
        source.row,
        _time_written(observation.at),
        observation.by,
        observation.replaces,
        None if conversion is None else body_of(to_plain(conversion)),
    )


def observation_of(row: Row) -> Observation:
    """The observation whose `COLUMNS` are `row`.

    Raises:
        StoreError: it was changed by hand, so that it is none any more.
    """
    (id_, _, trial, metric, series, _, kind, start, _, value, source, file, line, at, by, replaces,
     conversion) = row  # fmt: skip
    try:
        return Observation(
            id=str(id_),
            trial=str(trial),
            metric=str(metric),
            series=str(series),
            period=_period(str(kind), str(start)),
            value=Decimal(str(value)),
            source=Source(
                kind=SourceKind(str(source)),
                file=None if file is None else str(file),
                row=None if line is None else int(line),
            ),
            at=_time(str(at)),
            by=str(by),
            replaces=None if replaces is None else str(replaces),
            conversion=(
                None if conversion is None else from_plain(Conversion, json.loads(str(conversion)))
            ),
        )
    except (ValueError, ArithmeticError, InvalidInput) as error:
        raise StoreError(
            Message("The figure {id} can't be read: {cause}", id=str(id_), cause=str(error)),
            code="CORRUPT",
            place=Place(field="observation"),
            remedy=Message("See what was changed by hand: trialkit verify."),
        ) from error


def _replace(connection: Connection, observation: Observation) -> None:
    """Make what `observation` replaces give way to it."""
    replaced = connection.run(
        f"UPDATE observation SET replaced_by = ? WHERE id = ? AND {_CURRENT}",
        (observation.id, observation.replaces, *_place_of(observation)),
    )
    if replaced != 1:
        raise InvalidInput(
            Message(
                "The figure of {metric} for {period:period} can't replace another:"
                " that one isn't the current figure of the same period.",
                metric=observation.metric,
                period=str(observation.period),
            ),
            code="NOT_CURRENT",
        )


def _refuse_second_figures(connection: Connection, run: list[Observation]) -> None:
    """Name the first of `run` whose period has a figure already."""
    for observation in run:
        found = connection.one(
            f"SELECT id FROM observation WHERE {_CURRENT}", _place_of(observation)
        )
        if found is not None and found[0] != observation.id:
            raise InvalidInput(
                Message(
                    "There is already a figure of {metric} for {period:period}.",
                    metric=observation.metric,
                    period=str(observation.period),
                ),
                code="PERIOD_TAKEN",
                place=Place(file=observation.source.file, row=observation.source.row),
                remedy=Message("Say that the old one is to be replaced. Nothing was saved."),
            )


def _place_of(observation: Observation) -> tuple[str, str, str, str, str]:
    """What only one current figure may have."""
    period = observation.period
    return (
        observation.trial,
        observation.metric,
        observation.series,
        period.kind.value,
        period.start.isoformat(),
    )


def _value_written(value: Decimal) -> str:
    """As `decimal_written` does. Most figures are whole, and have that form already."""
    written = str(value)
    return written if written.isdigit() else decimal_written(value)


# A file has few periods and moments, and many rows that name them.


@lru_cache(maxsize=8192)
def _period_columns(period: Period) -> tuple[str, str, str, str]:
    return (
        str(period),
        period.kind.value,
        period.start.isoformat(),
        period.last.isoformat(),
    )


@lru_cache(maxsize=8192)
def _period(kind: str, start: str) -> Period:
    return Period(PeriodKind(kind), date.fromisoformat(start))


@lru_cache(maxsize=1024)
def _time_written(at: datetime) -> str:
    return time_written(at)


@lru_cache(maxsize=1024)
def _time(written: str) -> datetime:
    return datetime.fromisoformat(written)

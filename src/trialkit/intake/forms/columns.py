"""The columns of a form of figures: which metrics, in which order, under what name."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.intake.headings import heading_key
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.metric import Asked, Metric, Observation, SourceKind
from trialkit.model.period import PeriodKind
from trialkit.model.text import spoken
from trialkit.model.trial import Draft, Trial


class Group(StrEnum):
    """How pressing a column is, and who fills it in."""

    REQUIRED = "required"
    IMPORTED = "imported"
    OPTIONAL = "optional"
    FILED = "filed"


GROUPS: Final = {
    Group.REQUIRED: N_("Fill in each time"),
    Group.IMPORTED: N_("Fill in, unless the coordinator has a file of it"),
    Group.OPTIONAL: N_("Fill in if you know it"),
    Group.FILED: N_("Comes from a file: nothing to fill in"),
}


@attrs.frozen(kw_only=True)
class Column:
    """One column of figures.

    Attributes:
        metric: what is asked for.
        kind: the kind of period its figures have.
        group: how pressing it is.
        heading: its name and unit, in the language of whoever fills it in.
    """

    metric: Metric
    kind: PeriodKind
    group: Group
    heading: str


def form_columns(
    trial: Trial, observations: Sequence[Observation], wording: Wording
) -> tuple[Column, ...]:
    """The metrics that a trial observes: required ones first, those from files last."""
    own = [seen for seen in observations if not seen.series]
    kinds = {seen.metric: seen.period.kind for seen in reversed(own)}
    filed = {seen.metric for seen in own if _made_of_many_rows(seen)}
    currency = (trial.promise or trial.draft or Draft()).currency
    columns = [
        Column(
            metric=metric,
            kind=kinds.get(metric.id, metric.cadence),
            group=Group.FILED if metric.id in filed else _GROUP[metric.asked],
            heading=_heading(metric, currency, wording),
        )
        for metric in trial.template.metrics
        if not metric.derived
    ]
    groups, ordered = list(Group), list(PeriodKind)
    columns.sort(key=lambda one: (groups.index(one.group), ordered.index(one.kind)))
    return _told_apart(columns)


_GROUP: Final = {
    Asked.REQUIRED: Group.REQUIRED,
    Asked.IMPORTED: Group.IMPORTED,
    Asked.OPTIONAL: Group.OPTIONAL,
}


def _made_of_many_rows(seen: Observation) -> bool:
    """A file of orders or of a ledger gives such figures; a table or a form gives one a row."""
    return seen.source.kind is SourceKind.IMPORTED and seen.source.row is None


def _heading(metric: Metric, currency: str, wording: Wording) -> str:
    label = spoken(metric.label, (wording.language,))[1] or metric.id
    over, slash, below = metric.unit.partition("/")
    unit = wording.unit((currency if over == "EUR" else over) + slash + below)
    return f"{label} ({unit})" if unit and f"({unit})" not in label else label


def _told_apart(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Two metrics that are called the same get their keys into their headings."""
    keys = [heading_key(column.heading) for column in columns]
    return tuple(
        column
        if keys.count(key) == 1
        else attrs.evolve(column, heading=f"{column.heading} [{column.metric.id}]")
        for column, key in zip(columns, keys, strict=True)
    )


def explained(column: Column, wording: Wording) -> str:
    """What a column asks for, in a few lines: what counts, how often, how it is summed up."""
    metric = column.metric
    note = spoken(metric.note, (wording.language,))[1]
    summed_up = Message(
        "Asked: {how_often:cadence}. A phase's figures are summed up as: {how:aggregation}.",
        how_often=str(column.kind),
        how=str(metric.aggregation),
    )
    lines = [column.heading, note, wording.say(summed_up)]
    if column.group is Group.FILED:
        lines.append(wording.text(GROUPS[Group.FILED]))
    return "\n".join(line for line in lines if line)

"""What a form of figures asks of a trial, before anything is drawn."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from trialkit.evaluation.series import COUNTED_TO_TRIAL, aggregated, phase_of
from trialkit.intake.forms.columns import Column, Group, form_columns
from trialkit.intake.forms.lines import (
    Line,
    Stretch,
    asked_for,
    form_lines,
    needed_for,
    phases_of,
    primary_metric,
)
from trialkit.intake.forms.marks import FormMark
from trialkit.intake.forms.words import DAYS, PERIOD, PHASE, SERIES
from trialkit.intake.headings import Part
from trialkit.language.wording import Wording
from trialkit.model.conversion import digest
from trialkit.model.metric import Observation
from trialkit.model.period import Period, Phases
from trialkit.model.trial import Draft, Trial

SUMMED_UP: Final = (Stretch.BEFORE, Stretch.TRIAL)
"""The stretches that a form sums up."""


@attrs.frozen(kw_only=True)
class Asked:
    """What is asked of whom.

    Attributes:
        trial: whose figures they are.
        days: its phases.
        columns: what is asked for.
        lines: which periods.
        compared: metrics that comparisons need.
        known: metric, series and period → the figure that is there already.
        wording: of whoever fills it in.
    """

    trial: Trial
    days: Phases
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    compared: tuple[str, ...]
    known: Mapping[tuple[str, str, Period], Decimal]
    wording: Wording

    @property
    def labels(self) -> tuple[str, ...]:
        """The headings before the figures."""
        compares = any(line.series for line in self.lines)
        names = (PERIOD, DAYS, PHASE, SERIES) if compares else (PERIOD, DAYS, PHASE)
        return tuple(map(self.wording.text, names))

    def figure(self, line: Line, column: Column) -> Decimal | None:
        """What is known of a cell."""
        return self.known.get((column.metric.id, line.series, line.period))

    def open(self, line: Line, column: Column) -> bool:
        """Whether a cell is there to be filled in."""
        if column.group is Group.FILED:
            return False
        return asked_for(line, column.metric, column.kind, self.compared)

    def summed_up(self, column: Column, stretch: Stretch) -> tuple[int, ...]:
        """Which lines an evaluation would count to a phase; they stand one below the other."""
        return tuple(
            at
            for at, line in enumerate(self.lines)
            if not line.series
            and line.period.kind is column.kind
            and self._counts_to(line, column, stretch)
        )

    def _counts_to(self, line: Line, column: Column, stretch: Stretch) -> bool:
        if stretch is Stretch.TRIAL:
            return phase_of(line.period, column.metric, self.days) in COUNTED_TO_TRIAL
        return line.stretch is stretch

    def sum_of(self, column: Column, stretch: Stretch) -> Decimal | None:
        """What the known figures of a phase come to; None where there is none."""
        found = (self.figure(self.lines[at], column) for at in self.summed_up(column, stretch))
        return aggregated(
            column.metric.aggregation, [value for value in found if value is not None]
        )

    def mark(self) -> FormMark:
        """What the form says of itself."""
        trial, labels = self.trial, self.labels
        parts = {labels[0]: Part.PERIOD.value}
        parts |= {labels[3]: Part.SERIES.value} if len(labels) > 3 else {}
        return FormMark(
            trial=trial.id,
            slug=trial.slug,
            template=f"{trial.template.id} {trial.template.version}",
            digest=digest(trial.template),
            columns={**parts, **{one.heading: one.metric.id for one in self.columns}},
            own=labels[1:3],
            given={
                (column.metric.id, line.series, str(line.period)): value
                for line in self.lines
                for column in self.columns
                if (value := self.figure(line, column)) is not None
            },
        )


def asked(trial: Trial, observations: Sequence[Observation], wording: Wording) -> Asked:
    """What a form of the trial asks.

    Raises:
        Refused: the draft doesn't say yet on which days it is (NO_DAYS).
    """
    days = phases_of(trial)
    columns = form_columns(trial, observations, wording)
    primary = primary_metric(trial)
    compared = needed_for(trial.template, primary) if primary else ()
    kinds = {column.kind for column in columns if column.metric.id in compared}
    comparisons = (trial.promise or trial.draft or Draft()).comparisons
    return Asked(
        trial=trial,
        days=days,
        columns=columns,
        lines=form_lines(days, {one.kind for one in columns}, dict.fromkeys(comparisons, kinds)),
        compared=compared,
        known={(seen.metric, seen.series, seen.period): seen.value for seen in observations},
        wording=wording,
    )

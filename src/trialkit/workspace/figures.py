"""Figures in, one typed at a time; what every figure is held to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from trialkit.errors import InvalidInput, Message, Place, Problem, Refused
from trialkit.hooks.contracts import Figure
from trialkit.language.reading import read_number
from trialkit.model.ids import new_id
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.model.trial import State, Trial
from trialkit.rules import figures as rules
from trialkit.rules.time import require_plausible
from trialkit.workspace.reports import Fate, Observed
from trialkit.workspace.session import Session

Key = tuple[str, str, Period]


class Figures(Session):
    """What an open workspace does with figures."""

    def observe(
        self,
        which: str,
        metric: str,
        value: Decimal | int | str,
        *,
        period: Period | str,
        series: str = "",
        replace: bool = False,
    ) -> Observed:
        """Record one figure.

        Args:
            which: the trial.
            metric: key of a metric in its template that isn't computed.
            value: in the metric's unit (a fraction where that is `%`); text is read as people
                write numbers.
            period: `2026-03`, `2026-W10`, `2026-03-31`, …, or `trial`.
            series: "" for the trial's own, else a comparison's name.
            replace: whether a different figure that is already there may be corrected.

        Raises:
            NotFound: no such trial.
            InvalidInput: the figure can't be right.
            Refused: another figure is there and `replace` is off, or the trial is closed.
        """
        trial = self.find(which)
        require_open(trial)
        number = _number(value)
        figure = Figure(metric=metric, period=_period(period, trial), value=number, series=series)
        current = self._current(trial)
        if problem := problem_with(trial, figure, kinds_of(current.values()), None):
            raise InvalidInput.of([problem])
        before = current.get(key_of(figure))
        if before is not None and before.value == number:
            return Observed(fate=Fate.UNCHANGED, observation=before)
        if before is not None and not replace:
            raise Refused.of([conflict_problem(before, number)])
        observation = self._observation(trial, figure, before, Source(kind=SourceKind.TYPED))
        with self._command("observe") as tx:
            tx.about(trial.id)
            tx.observe([observation])
        fate = Fate.REPLACED if before else Fate.NEW
        return Observed(fate=fate, observation=observation, before=before.value if before else None)

    def _current(self, trial: Trial) -> dict[Key, Observation]:
        return {key_of(old): old for old in self._store.observations(trial.id)}

    def _observation(
        self, trial: Trial, figure: Figure, before: Observation | None, source: Source
    ) -> Observation:
        now = self.now
        return Observation(
            id=new_id(now),
            trial=trial.id,
            metric=figure.metric,
            series=figure.series,
            period=figure.period,
            value=figure.value,
            source=source,
            at=now,
            by=self.actor,
            replaces=before.id if before else None,
            conversion=figure.conversion,
        )


def key_of(figure: Figure | Observation) -> Key:
    """What at most one figure can be current for."""
    return figure.metric, figure.series, figure.period


def require_open(trial: Trial) -> None:
    """Hold figures off a trial that is over.

    Raises:
        Refused: it is concluded or stopped.
    """
    if trial.state in {State.DRAFT, State.RUNNING, State.EVALUATING}:
        return
    raise Refused(
        Message("{trial} is closed, so its figures stay as they are.", trial=trial.slug),
        code="TRIAL_CLOSED",
    )


def _number(value: Decimal | int | str) -> Decimal:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    try:
        return read_number(str(value))
    except ValueError:
        raise InvalidInput(
            Message(
                "“{found}” is not a number that can be read in one way only.", found=str(value)
            ),
            code="NOT_A_NUMBER",
            remedy=Message("Write it without thousands separators, such as 1234,5."),
        ) from None


def _period(written: Period | str, trial: Trial) -> Period:
    if isinstance(written, Period):
        return written
    starts = trial.promise.phases.trial.first if trial.promise else None
    try:
        period = Period.parse(written, trial_starts=starts)
        require_plausible(period.start)
        return period
    except (ValueError, OverflowError):
        raise InvalidInput(
            Message("“{found}” is not a period.", found=written),
            code="NOT_A_PERIOD",
            remedy=Message("Write a week as 2026-W10, a month as 2026-03, a day as 2026-03-31."),
        ) from None


def kinds_of(observations: Iterable[Observation]) -> dict[tuple[str, str], set[PeriodKind]]:
    """The kinds of period that each metric and series has figures of."""
    kinds: dict[tuple[str, str], set[PeriodKind]] = defaultdict(set)
    for observation in observations:
        kinds[observation.metric, observation.series].add(observation.period.kind)
    return kinds


def problem_with(
    trial: Trial,
    figure: Figure,
    kinds: Mapping[tuple[str, str], set[PeriodKind]],
    place: Place | None,
) -> Problem | None:
    """Why the rules refuse the figure, or None."""
    return rules.refusal(
        trial.template,
        figure.metric,
        figure.value,
        kind=figure.period.kind,
        kinds=kinds.get((figure.metric, figure.series), ()),
        place=place,
    )


def conflict_problem(
    before: Observation, found: Decimal, file: str | None = None, row: int | None = None
) -> Problem:
    """The fault of a figure that differs from the one already there."""
    return Problem(
        Message(
            "“{metric}” for {period:period} is already {before}, and now it is given as {found}.",
            metric=before.metric,
            period=str(before.period),
            before=before.value,
            found=found,
        ),
        code="FIGURE_CONFLICT",
        place=Place(file=file, row=row, field=before.metric) if file else None,
        remedy=Message("Add --replace to correct it; the old figure is kept in the history."),
    )

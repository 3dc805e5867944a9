"""What went otherwise than promised, told before the results."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, tzinfo

from trialkit.casebook.case import Deviation
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.trial import Amendment, Trial, Weight


def deviations(
    trial: Trial, evaluation: Evaluation, *, taken_back: Sequence[date], zone: tzinfo = UTC
) -> tuple[Deviation, ...]:
    """Everything that went otherwise, the most damaging first, then by day.

    Args:
        trial: with its amendments, decision and stop.
        evaluation: its closed rounds tell of a missing quorum.
        taken_back: days on which a start was taken back.
        zone: in which moments become days.
    """
    found = [
        *(_amended(amendment, zone) for amendment in trial.amendments),
        *_of_the_clock(trial, zone),
        *_of_the_end(trial),
        *(
            Deviation(code="WITHOUT_QUORUM", on=verdict.closed_on, reason=verdict.without_quorum)
            for verdict in evaluation.verdicts
            if verdict.without_quorum is not None
        ),
        *(Deviation(code="TAKEN_BACK", on=day) for day in taken_back),
    ]
    return tuple(sorted(found, key=lambda one: (one.code != "CHANGED_AFTER_DATA", one.on)))


def _amended(amendment: Amendment, zone: tzinfo) -> Deviation:
    after_data = amendment.after_data and amendment.weight is Weight.MAJOR
    return Deviation(
        code="CHANGED_AFTER_DATA" if after_data else "AMENDED",
        on=amendment.at.astimezone(zone).date(),
        reason=amendment.reason,
        weight=amendment.weight,
        path=amendment.path,
        before=amendment.before,
        after=amendment.after,
    )


def _of_the_clock(trial: Trial, zone: tzinfo) -> Iterator[Deviation]:
    if trial.seal is not None and not trial.seal.before_start:
        yield Deviation(code="SEALED_LATE", on=trial.seal.at.astimezone(zone).date())
    if trial.early_reason is not None and trial.evaluated_on is not None:
        yield Deviation(code="EARLY_EVALUATION", on=trial.evaluated_on, reason=trial.early_reason)


def _of_the_end(trial: Trial) -> Iterator[Deviation]:
    # The reason for stopping stands in `Case.stopped_because`, in all its languages.
    if trial.stop is not None:
        yield Deviation(code="STOPPED", on=trial.stop.on)
    if trial.decision is not None and trial.decision.without_round is not None:
        yield Deviation(
            code="DECIDED_WITHOUT_ROUND",
            on=trial.decision.on,
            reason=trial.decision.without_round,
        )

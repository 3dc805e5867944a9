"""A house rule: no trial starts in July, when nobody is there to help."""

from collections.abc import Iterable

from trialkit import Message, Problem, Trial
from trialkit.hooks import hookimpl

JULY = 7


@hookimpl
def trialkit_check(trial: Trial, move: str) -> Iterable[Problem]:
    starts_on = trial.draft.starts_on if trial.draft else None
    if move == "start" and starts_on is not None and starts_on.month == JULY:
        yield Problem(
            Message("Trials don't start in July here."),
            code="NOBODY_THERE",
            remedy=Message("Choose a day in August."),
        )

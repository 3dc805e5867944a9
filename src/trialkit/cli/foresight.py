"""What a trial will be able to tell, as it reads before the start and beside the result."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from trialkit.cli.phrases import amount, criterion_line, metric_name, several
from trialkit.cli.saying import say, words
from trialkit.errors import Message
from trialkit.evaluation.foreseen import could_be_told, hoped_for, without_the_trial
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.criterion import Criterion, CriterionKind
from trialkit.model.foresight import ForeseenChange, Foresight
from trialkit.model.metric import Direction
from trialkit.model.template import Template
from trialkit.model.trial import Promise, Trial, Weight

UNTRIED: Final[Mapping[str, str]] = {
    "NO_FIGURES": N_(
        "The promise can't be tried on earlier figures: there are none from before the trial."
    ),
    "TOO_SHORT": N_(
        "The promise can't be tried on earlier figures: they don't fill one period as long as"
        " the trial."
    ),
    "NO_PERIODS": N_(
        "The promise can't be tried on earlier figures: it is about one figure for the whole trial."
    ),
    "CANT_TELL": N_(
        "The promise can't be tried on earlier figures: they couldn't have answered it either."
    ),
    "UNLIKE_PERIODS": N_(
        "The promise can't be tried on earlier figures: some are by the week, some by the month."
    ),
}
"""Why the promise wasn't tried on time before the trial, by code."""

UNTOLD: Final[Mapping[str, str]] = {
    "NO_FIGURES": N_("There are no figures from before the trial."),
    "TOO_FEW_POINTS": N_(
        "At least 4 whole weeks or months before the trial and 3 of it are needed."
    ),
    "NO_VARIATION": N_("Every figure is the same, so there is nothing to judge chance by."),
    "SEASON_NOT_COVERED": N_("Last year's figures for the same season are missing."),
    "NEEDS_POSITIVE": N_("A change in per cent can't be told from figures of zero or less."),
    "PERIOD_NOT_JUDGED": N_("A change is judged by weeks or by months only."),
    "TOO_NOISY": N_("The figures go up and down too much."),
}
"""Why no size of change can be said, by code."""

HELPS: Final[Mapping[str, str]] = {
    "LAST_YEAR": N_("last year's figures for the same time ({size})"),
    "LONGER_BASELINE": N_("twice as many figures from before the trial ({size})"),
    "COMPARISON": N_("a comparison, such as another market ({size})"),
    "LONGER_TRIAL": N_("a trial twice as long ({size})"),
}
"""What would let smaller changes be told, and the size then, by code."""

EASILY_MET: Final = Message(
    "Without the trial, the promise would have been met more often than not. Is it the right one?"
)


def tell_foreseen(
    foresight: Foresight, promise: Promise, template: Template, wording: Wording
) -> None:
    """Print, before the seal, what the trial will be able to tell and what not."""
    if promise.primary.kind is CriterionKind.REACHED:
        line = criterion_line(promise.primary, template, wording)
        say(
            "This trial can tell for certain whether the promise is met ({criterion}).",
            criterion=line,
        )
    asked = [change for change in foresight.changes if _asked(change, promise)]
    for change in asked:
        if change.code is None and (message := _size_told(change, promise, template, wording)):
            say(message)
    for code, why in UNTOLD.items():
        names = [metric_name(template, one.metric, wording) for one in asked if one.code == code]
        if names:
            say(
                "It can't tell a change from chance ({metrics}). {why}",
                metrics=several(names),
                why=Message(why),
            )
    _tell_tried(foresight)
    if helped := next((change for change in asked if change.helps), None):
        _tell_helps(helped, template, wording)
    if "NOT_INSTALLED" in {foresight.untried, *(change.code for change in foresight.changes)}:
        say('To know more of what it can tell: pip install "trialkit[evidence]"')


def tell_beside(trial: Trial, wording: Wording) -> None:
    """Print, beside the result, what was sealed of it at the start."""
    promise = trial.promise
    if promise is None or promise.foresight is None:
        return
    amended = any(amendment.weight is Weight.MAJOR for amendment in trial.amendments)
    primary = promise.primary
    change = promise.foresight.change(primary.metric)
    size = hoped_for(change, primary) if change else None
    if tried := without_the_trial(promise.foresight, amended=amended):
        say(tried)
    if change is not None and size is not None:
        say(could_be_told(_size(size, change, trial.template, wording)))


def _asked(change: ForeseenChange, promise: Promise) -> bool:
    """Whether somebody would ask: a change was promised, or there are figures to see one in."""
    return change.code != "NO_FIGURES" or _criterion(change, promise) is not None


def _criterion(change: ForeseenChange, promise: Promise) -> Criterion | None:
    """The promise of a change in this metric, or None."""
    return next(
        (
            one
            for one in promise.criteria
            if one.metric == change.metric and one.kind is CriterionKind.CHANGED
        ),
        None,
    )


def _size_told(
    change: ForeseenChange, promise: Promise, template: Template, wording: Wording
) -> Message | None:
    """How large a change in one metric must be; None where it can't be said that way."""
    criterion = _criterion(change, promise)
    if criterion is None:
        return _unless(change, template, wording)
    line = criterion_line(criterion, template, wording)
    size = hoped_for(change, criterion)
    if size is None or change.needed is None:
        return Message("It can't tell any such change from chance ({criterion}).", criterion=line)
    needed = _size(change.needed, change, template, wording)
    if change.tells_promise:
        return Message(
            "It can tell a change as large as promised from none ({criterion}). For the promise to"
            " be met, the real change has to be about {needed}.",
            criterion=line,
            needed=needed,
        )
    return Message(
        "It can't tell a change as small as promised from chance ({criterion}). The real change"
        " has to be about {size} to be told, and about {needed} for the promise to be met.",
        criterion=line,
        size=_size(size, change, template, wording),
        needed=needed,
    )


def _unless(change: ForeseenChange, template: Template, wording: Wording) -> Message | None:
    """How large a change must be in something that no change was promised of."""
    metric = template.metric(change.metric)
    falling = metric is not None and metric.direction is Direction.DOWN
    size = change.down if falling else change.up
    if size is None:
        return None
    name = metric_name(template, change.metric, wording)
    written = _size(size, change, template, wording)
    if falling:
        return Message(
            "It can't tell a fall unless that is about {size} ({metric}).",
            size=written,
            metric=name,
        )
    return Message(
        "It can't tell growth unless that is about {size} ({metric}).", size=written, metric=name
    )


def _tell_tried(foresight: Foresight) -> None:
    if foresight.of:
        say(
            Message.counted(
                "Tried on earlier figures: without the trial, the promise would have been met in"
                " {met} of {n} period of the same length.",
                "Tried on earlier figures: without the trial, the promise would have been met in"
                " {met} of {n} periods of the same length.",
                n=foresight.of,
                met=foresight.met,
            )
        )
    elif foresight.untried is not None and foresight.untried in UNTRIED:
        say(UNTRIED[foresight.untried])


def _tell_helps(change: ForeseenChange, template: Template, wording: Wording) -> None:
    helps = [
        words(HELPS[one.code], size=_size(one.up, change, template, wording))
        for one in change.helps
    ]
    say("What would help, and the change it could tell then: {helps}.", helps=several(helps))


def _size(size: Decimal, change: ForeseenChange, template: Template, wording: Wording) -> str:
    """A size of change as its metric is read: in per cent, or in its own unit."""
    if change.relative:
        return wording.change(size)
    return amount(template, change.metric, size, wording)

"""What a case says first: what was promised, what was seen, and, second, whether it was the trial.

The outcome is a fact about the promise. Whether the trial caused it is another question, and it
is answered as far as the design of the trial allows, in the same size for every outcome.
"""

from collections.abc import Iterator
from typing import Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseAnswer
from trialkit.evaluation.evaluation import Answer, Outcome
from trialkit.evaluation.forecasts import told
from trialkit.evaluation.foreseen import could_be_told, hoped_for, without_the_trial
from trialkit.language.marking import N_
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Measure, Over
from trialkit.model.trial import State, Weight
from trialkit.publish.shown import NOTHING, Shown
from trialkit.publish.words import PageWords

_VERDICTS: Final = {
    Outcome.HELD: N_("The promise was met"),
    Outcome.DID_NOT_HOLD: N_("The promise was not met"),
    Outcome.CANT_TELL: N_("Can't tell whether the promise was met"),
}
_SO_FAR: Final = {
    Outcome.HELD: N_("The promise is met so far"),
    Outcome.DID_NOT_HOLD: N_("The promise is not met so far"),
    Outcome.CANT_TELL: N_("Too early to tell whether the promise will be met"),
}
_MARKS: Final = {
    Outcome.HELD: "held",
    Outcome.DID_NOT_HOLD: "failed",
    Outcome.CANT_TELL: "open",
}
_CAUSED: Final = {
    (CriterionKind.REACHED, None): N_(
        "The promise was about reaching a number. The number alone can't tell what it came from."
    ),
    (CriterionKind.CHANGED, Answer.MET): N_(
        "The change is larger than the season and chance explain."
    ),
    (CriterionKind.CHANGED, Answer.NOT_MET): N_(
        "The figures rule out a change as large as promised."
    ),
    (CriterionKind.CHANGED, Answer.CANT_TELL): N_(
        "The figures can't tell the trial's effect from the season and chance."
    ),
    (CriterionKind.PROPORTION, Answer.MET): N_("The share is larger than chance explains."),
    (CriterionKind.PROPORTION, Answer.NOT_MET): N_(
        "The figures rule out a share as large as promised."
    ),
    (CriterionKind.PROPORTION, Answer.CANT_TELL): N_(
        "There are too few cases to tell the share from chance."
    ),
}


@attrs.frozen(kw_only=True)
class Headline:
    """The top of a case, for its page and for lists.

    Attributes:
        mark: `held`, `failed`, `open`, `stopped` or `running`: the shape beside the verdict.
        verdict: in one line.
        metric: what was promised something of.
        promised, seen: the number promised and the number seen; empty where not released.
        interval: the 95 % interval of a change; empty where there is none.
        earlier: how the promise would have fared before the trial; empty where it wasn't tried.
        believed: how far the core group believed in the promise before the start; empty where it
            wasn't asked.
        line: the promise in one line, piece by piece.
        caused: whether it was the trial, sentence by sentence.
        strength: the level of evidence, 0 to 6.
        strength_line: the level in words.
        strength_next: what would raise it; empty at the top.
    """

    mark: str
    verdict: str
    metric: Shown
    promised: str
    seen: str
    interval: str
    earlier: str
    believed: str
    line: tuple[Shown, ...]
    caused: tuple[str, ...]
    strength: int
    strength_line: str
    strength_next: str


def headline(case: Case, words: PageWords) -> Headline:
    """The top of a case."""
    answer = case.answers[0] if case.answers else None
    criterion = case.promise.primary if case.promise else None
    strength = case.strength
    return Headline(
        mark=mark(case),
        verdict=verdict(case, words),
        metric=_metric(case, words),
        promised=promised(case, criterion, words) if criterion else "",
        seen=seen(case, criterion, answer, words) if criterion and answer else "",
        interval=interval(answer, words) if answer else "",
        earlier=_earlier(case, words),
        believed=" ".join(_believed(case, words)),
        line=words.promise_line(case.promise, case.title.source) if case.promise else (),
        caused=tuple(_caused(case, answer, words)),
        strength=strength.level,
        strength_line=words.say(
            "Strength of evidence {level} of 6: {word}",
            level=strength.level,
            word=words.label("strength", str(strength.level)),
        ),
        strength_next=words.label("strength_next", strength.next) if strength.next else "",
    )


def mark(case: Case) -> str:
    """The shape that stands for how it went."""
    if case.descriptors.state is State.STOPPED:
        return "stopped"
    if _so_far(case):
        return "running"
    return _MARKS[case.outcome]


def verdict(case: Case, words: PageWords) -> str:
    """Whether it worked, in one line."""
    if case.promise is None:
        return words.say("Nothing has been promised yet")
    if case.descriptors.state is State.STOPPED:
        return words.say("The trial was stopped before its end")
    sentences = _SO_FAR if _so_far(case) else _VERDICTS
    return words.wording.text(sentences[case.outcome])


def _so_far(case: Case) -> bool:
    return case.descriptors.state in {State.DRAFT, State.RUNNING} or (
        bool(case.answers) and case.answers[0].so_far
    )


def _metric(case: Case, words: PageWords) -> Shown:
    key = case.answers[0].criterion if case.answers else None
    result = next((one for one in case.results if one.criterion == key), None)
    return words.shown(result.metric.label) if result and key else NOTHING


def promised(case: Case, criterion: Criterion, words: PageWords) -> str:
    """The number promised: `at least 15 kpl`."""
    return demanded(criterion, _unit(case, criterion), words)


def demanded(criterion: Criterion, unit: str, words: PageWords) -> str:
    """What a criterion on a metric of this unit demands: `at least 15 kpl`."""
    amount = words.amount(criterion.threshold, unit)
    if criterion.measure is Measure.RELATIVE:
        amount = words.change(criterion.threshold, "%", "as_is", relative=True)
    elif criterion.measure is Measure.ABSOLUTE:
        amount = words.change(criterion.threshold, unit, "as_is")
    least = criterion.comparison is Comparison.AT_LEAST
    if least:
        return words.say("at least {amount}", amount=amount)
    return words.say("at most {amount}", amount=amount)


def seen(case: Case, criterion: Criterion, answer: CaseAnswer, words: PageWords) -> str:
    """The number seen, as exactly as it is released."""
    unit = _unit(case, criterion)
    if answer.observed is None:
        return words.figure(None, unit, answer.shown)
    if criterion.measure is not None:
        relative = criterion.measure is Measure.RELATIVE
        return words.change(answer.observed, unit, answer.shown, relative=relative)
    return words.share(answer.observed, answer.cases, unit, answer.shown)


def over(criterion: Criterion, words: PageWords) -> str:
    """Which part of the trial phase the promise is about; empty for the whole."""
    if criterion.over is Over.PHASE:
        return ""
    if criterion.over is Over.NAMED and criterion.period:
        return words.period(criterion.period)
    return words.label("over", criterion.over)


def interval(answer: CaseAnswer, words: PageWords) -> str:
    """The 95 % interval of a change; empty where there is none."""
    if answer.low is None or answer.high is None:
        return ""
    return words.say(
        "95 % interval: {low:change} to {high:change}", low=answer.low, high=answer.high
    )


def _earlier(case: Case, words: PageWords) -> str:
    amended = any(one.weight is Weight.MAJOR for one in case.deviations)
    foresight = case.promise.foresight if case.promise else None
    sentence = without_the_trial(foresight, amended=amended)
    return words.wording.say(sentence) if sentence else ""


def _believed(case: Case, words: PageWords) -> Iterator[str]:
    for verdict in case.group:
        if verdict.forecast is not None:
            yield words.wording.say(told(verdict.forecast))


def _unit(case: Case, criterion: Criterion) -> str:
    result = case.result(criterion.metric)
    return result.metric.unit if result else ""


def _caused(case: Case, answer: CaseAnswer | None, words: PageWords) -> Iterator[str]:
    criterion = case.promise.primary if case.promise else None
    if answer is None:
        return
    if criterion is not None:
        reached = criterion.kind is CriterionKind.REACHED
        yield words.wording.text(_CAUSED[criterion.kind, None if reached else answer.answer])
        result = case.result(criterion.metric)
        if reached and result is not None and result.baseline == 0:
            yield words.say("Before the trial the figure was 0, so there is no percentage.")
        yield from _foreseen(case, criterion, words)
    if answer.answer is Answer.CANT_TELL and (reason := words.reason(answer.reason)):
        yield reason


def _foreseen(case: Case, criterion: Criterion, words: PageWords) -> Iterator[str]:
    """How large a change had to be to be told from chance, as it was known at the start."""
    foresight = case.promise.foresight if case.promise else None
    change = foresight.change(criterion.metric) if foresight else None
    size = hoped_for(change, criterion) if change else None
    if change is not None and size is not None:
        unit = _unit(case, criterion)
        written = words.change(size, unit, "as_is", relative=change.relative)
        yield words.wording.say(could_be_told(written))

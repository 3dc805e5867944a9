"""A trial's card as its sheet lays it out: every part worded, in the order it is used."""

from collections.abc import Iterator
from typing import Final

import attrs

from trialkit.casebook.card import Card, CardPromise, CardStep
from trialkit.errors import Problem
from trialkit.language.wording import Wording
from trialkit.model.metric import Asked, Metric
from trialkit.model.settings import Settings
from trialkit.model.trial import State
from trialkit.publish.case_view import Term, criterion_term, notices
from trialkit.publish.repeat_view import limits
from trialkit.publish.shown import NOTHING, Shown, clean
from trialkit.publish.words import PageWords

ROOM: Final = 2100
"""Characters that a sheet of A4 takes in letters of the usual size."""


@attrs.frozen(kw_only=True)
class CardPromiseView:
    """The promise.

    Attributes:
        line, sentence: in one line, and whole; piece by piece, so that answers keep their language.
        seal: the short form; empty for a draft.
        sealed: when, and whether before the start; or that it isn't sealed.
        amended: that it was changed after the start; else empty.
    """

    line: tuple[Shown, ...]
    sentence: tuple[Shown, ...]
    seal: str
    sealed: str
    amended: str


@attrs.frozen(kw_only=True)
class StepView:
    """A line of the checklist.

    Attributes:
        label: what to do.
        work: usual hours.
        helper: who helps.
        done: the day it was done; empty where it wasn't.
    """

    label: Shown
    work: str
    helper: Shown
    done: str


@attrs.frozen(kw_only=True)
class Line:
    """Something to note or to fill in: its name, and what goes with it."""

    name: Shown
    note: str


@attrs.frozen(kw_only=True)
class CardView:
    """A card, worded.

    Attributes:
        kind: the template's name.
        title: the company's own.
        who: company, area, state.
        promise: None for a draft that lacks something.
        lacking: what such a draft lacks, with room to write.
        today: where the trial stands on the card's day.
        days: the phases.
        steps: the plan.
        noted: which figures to note, and how often.
        criteria: what must be seen, and what must not give way.
        limits: how much work and money at most.
        stop_early: when to stop before the end.
        contact: whom to call.
        notices: replayed, illustrative.
        as_of: the day, written.
    """

    kind: Shown
    title: Shown
    who: str
    promise: CardPromiseView | None
    lacking: tuple[Line, ...]
    today: str
    days: tuple[Term, ...]
    steps: tuple[StepView, ...]
    noted: tuple[Line, ...]
    criteria: tuple[Term, ...]
    limits: tuple[str, ...]
    stop_early: Shown
    contact: tuple[Shown, ...]
    notices: tuple[str, ...]
    as_of: str

    @property
    def crowded(self) -> bool:
        """Whether it has so many words that a sheet takes them only in smaller letters."""
        return sum(len(words.text) for words in self._longer_words()) > ROOM

    def _longer_words(self) -> Iterator[Shown]:
        if self.promise:
            yield from (*self.promise.line, *self.promise.sentence)
        yield from (self.title, self.stop_early)
        yield from (step.label for step in self.steps)
        yield from (one.value for one in self.criteria)


def card_view(card: Card, wording: Wording, *, settings: Settings) -> CardView:
    """A card for a reader.

    Args:
        card: the trial's.
        wording: the reader's language.
        settings: of the workspace: whom to call, and whether its clock is set.
    """
    words = PageWords(wording, card.currency)
    title = words.shown(card.title) or words.shown(card.kind)
    return CardView(
        kind=words.shown(card.kind),
        title=title,
        who=" · ".join(
            part
            for part in (
                Shown(card.company).text,
                words.shown(card.area).text,
                words.label("state", card.state),
            )
            if part
        ),
        promise=_promise(card.promise, card.title.source, words) if card.promise else None,
        lacking=tuple(_lack(problem, card, words) for problem in card.lacking),
        today=_today(card, words),
        days=tuple(_days(card, words)),
        steps=tuple(_step(step, words) for step in card.steps),
        noted=tuple(_noted(metric, words) for metric in card.noted),
        criteria=tuple(
            criterion_term(one, card.metrics.get(one.metric), words)
            for one in (card.promise.criteria if card.promise else ())
        ),
        limits=tuple(limits(card.limits, words)),
        stop_early=words.shown(card.stop_early),
        contact=tuple(Shown(part) for part in (settings.actor, settings.programme.contact) if part),
        notices=notices(replayed=settings.replayed, invented=card.illustrative, wording=wording),
        as_of=words.day(card.as_of),
    )


def _promise(made: CardPromise, own: str, words: PageWords) -> CardPromiseView:
    amended = (
        words.counted(
            "It was changed {n} time after the start.",
            "It was changed {n} times after the start.",
            n=made.amended,
        )
        if made.amended
        else ""
    )
    return CardPromiseView(
        line=words.sentence(made.line, made.slots, made.slot_units, own),
        sentence=words.sentence(made.hypothesis, made.slots, made.slot_units, own),
        seal=made.seal.short if made.seal else "",
        sealed=_sealed(made, words),
        amended=amended,
    )


def _sealed(made: CardPromise, words: PageWords) -> str:
    if made.seal is None:
        return words.say("Not sealed yet: this is a draft, and it may still change.")
    if made.seal.before_start:
        return words.say("Sealed {day}, before the start", day=made.seal.at)
    return words.say("Sealed {day}, only after the start", day=made.seal.at)


def _lack(problem: Problem, card: Card, words: PageWords) -> Line:
    """What is missing, by the question's own name where it is an answer."""
    slot = (problem.place.field if problem.place else None) or ""
    if problem.code == "SLOT_MISSING" and slot in card.asked:
        return Line(name=words.shown(card.asked[slot]), note="")
    return Line(name=NOTHING, note=clean(words.wording.problem(problem)))


def _today(card: Card, words: PageWords) -> str:
    day, phases = card.as_of, card.phases
    if card.state in {State.CONCLUDED, State.STOPPED}:
        return words.say("The trial is over since {day}.", day=card.closed_on or day)
    if phases is None:
        return words.say("No first day is planned yet.")
    if day < phases.trial.first:
        return words.counted(
            "The trial phase begins in {n} day.",
            "The trial phase begins in {n} days.",
            n=(phases.trial.first - day).days,
        )
    match card.phase:
        case "trial":
            return words.say(
                "Week {n} of {all} of the trial phase.",
                n=(day - phases.trial.first).days // 7 + 1,
                all=-(-phases.trial.days // 7),
            )
        case "settling":
            return words.say("The trial phase is over; returns and payments still come in.")
    return words.say("The promised time is over.")


def _days(card: Card, words: PageWords) -> Iterator[Term]:
    phases = card.phases
    if phases is None:
        return
    before = words.listed(words.days(days.first, days.last) for days in phases.baseline)
    pairs = [
        ("baseline", before),
        ("trial", words.days(phases.trial.first, phases.trial.last)),
    ]
    if phases.settling:
        pairs.append(("settling", words.days(phases.settling.first, phases.settling.last)))
    if phases.follow_up:
        pairs.append(("follow_up", words.listed(map(words.day, phases.follow_up))))
    for phase, days in pairs:
        yield Term(name=words.label("phase", phase), value=Shown(days))


def _step(step: CardStep, words: PageWords) -> StepView:
    return StepView(
        label=words.shown(step.label),
        work=words.amount(step.hours, "h"),
        helper=words.shown(step.helper),
        done=words.say("done {day}", day=step.done_on) if step.done_on else "",
    )


def _noted(metric: Metric, words: PageWords) -> Line:
    cadence = words.label("cadence", metric.cadence)
    if metric.asked is not Asked.REQUIRED:
        cadence = words.say("{cadence}, from a file", cadence=cadence)
    unit = words.wording.unit(words.unit(metric.unit))
    note = words.say("{cadence} ({unit})", cadence=cadence, unit=unit) if unit else cadence
    return Line(name=words.shown(metric.label), note=note)

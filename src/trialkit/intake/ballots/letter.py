"""The mail that asks a member: how to answer in a line, and what the line means."""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Final

from trialkit.errors import Message
from trialkit.intake.ballots.asked import Asked, Judge, Slip
from trialkit.intake.ballots.quoting import FENCE
from trialkit.intake.ballots.words import ASKED, MAY_PUBLISH, REASON, Field
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.round import Recommendation

ABOVE: Final = N_("Write your answer above this line")
_SURE: Final = "7"
_INDENT: Final = "    "


def ballot_letter(judge: Judge, wording: Wording) -> str:
    """The text of a mail; an answer to it, or the file with an answer at its top, is a ballot."""
    return "\n".join((*_lines(judge, wording), ""))


def how_to_answer(slip: Slip, wording: Wording) -> str:
    """How to answer in words, with an example: `K7QM-3F9A 4 3 - 2 4 muuta + syy - syy`."""
    example = f"{slip.code} {_example(slip.asked, wording)}".strip()
    return wording.say(Message("Answer in one line, such as: {example}", example=example))


def _example(asked: Asked, wording: Wording) -> str:
    if asked.forecast:
        return _SURE
    marks = " ".join(islice(cycle("43-24"), len(asked.rated)))
    advice = wording.label("recommendation", Recommendation.ADAPT)
    reason = wording.text(REASON)
    return f"{marks} {advice} + {reason} - {reason}"


def _lines(judge: Judge, wording: Wording) -> Iterator[str]:
    several = len(judge.slips) > 1
    yield wording.say(_subject(judge))
    yield ""
    yield FENCE.format(words=wording.text(ABOVE))
    yield ""
    yield judge.name
    if several:
        yield wording.text(N_("Answer for each trial, and begin with that trial's code."))
    for slip in judge.slips:
        yield ""
        yield from _about(slip, wording)
    for title, why in judge.aside:
        yield ""
        yield wording.say(
            Message("You don't judge {trial}, because of: {stake}", trial=title, stake=why)
        )
    judged = [slip.asked for slip in judge.slips if not slip.asked.forecast]
    if judged:
        yield ""
        yield from _meaning(judged[0], wording)


def _subject(judge: Judge) -> Message:
    """The code stands in it where there is one: an answer then needs none."""
    first, *others = judge.slips
    if others:
        titles = ", ".join(slip.asked.title for slip in judge.slips)
        return Message("Subject: Ballots: {trials}", trials=titles)
    return Message("Subject: Ballot {code}: {trial}", code=first.code, trial=first.asked.title)


def _about(slip: Slip, wording: Wording) -> Iterator[str]:
    yield slip.asked.title
    yield slip.asked.promise
    if slip.asked.forecast:
        yield wording.text(ASKED[Field.FORECAST])
    yield slip.asked.due
    yield how_to_answer(slip, wording)


def _meaning(asked: Asked, wording: Wording) -> Iterator[str]:
    text = wording.text
    yield text(N_("After the code a mark from 1 to 5 for each of these, in this order:"))
    for number, rated in enumerate(asked.rated, start=1):
        yield f"{number}. {rated.label}"
        for mark, meaning in rated.meanings.items():
            yield f"{_INDENT}{mark} = {meaning}"
    yield text(N_("A dash in place of a number means: I can't judge this."))
    advice = tuple(wording.label("recommendation", each) for each in Recommendation)
    yield wording.say(Message("Then what the company should do: {advice}.", advice=advice))
    yield text(N_("Then, if you like, a reason for it after + and one against it after -."))
    yield text(N_("A comment alone is an answer too."))
    yield wording.say(
        Message(
            "If your words may be published without your name, write on a line of its own: "
            "{phrase}",
            phrase=text(MAY_PUBLISH),
        )
    )

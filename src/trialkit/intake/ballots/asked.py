"""What a ballot asks, in its members' language; each form of ballot draws it in its own way."""

from collections.abc import Mapping, Sequence

import attrs

from trialkit.errors import Message
from trialkit.intake.ballots.words import promise_line
from trialkit.language.wording import Wording
from trialkit.model.round import Round, RoundKind
from trialkit.model.text import Words, spoken
from trialkit.model.trial import Trial


@attrs.frozen(kw_only=True)
class Rated:
    """One thing that is rated from 1 to 5.

    Attributes:
        id: its key.
        label: its name.
        meanings: "1", "3" and "5" → what they mean.
    """

    id: str
    label: str
    meanings: Mapping[str, str]


@attrs.frozen(kw_only=True)
class Asked:
    """One round of one trial.

    Attributes:
        slug: the trial's.
        title: the trial's.
        promise: what the company promised, in one line.
        due: until when an answer is asked for.
        rated: what is rated.
        forecast: whether one question is asked and nothing else: will the promise be met?
        to_talk_about: the template's questions; they prompt the talk, and nobody answers them.
    """

    slug: str
    title: str
    promise: str
    due: str
    rated: Sequence[Rated]
    forecast: bool
    to_talk_about: Sequence[str]


@attrs.frozen(kw_only=True)
class Slip:
    """One member's ballot of one trial.

    Attributes:
        asked: what it asks.
        code: tells whose it is; "" on a form that is shared, where it is typed.
    """

    asked: Asked
    code: str


@attrs.frozen(kw_only=True)
class Judge:
    """One member with all they may judge.

    Attributes:
        name: how the group knows them; "" on a form that is shared.
        slips: a ballot a trial, in the order of the meeting.
        aside: the title of each trial that they don't judge, and why.
    """

    name: str
    slips: Sequence[Slip]
    aside: Sequence[tuple[str, str]]


def judges_of(
    rounds: Sequence[tuple[Round, Trial]], names: Mapping[str, str], wording: Wording
) -> list[Judge]:
    """Everyone who may judge anything; who has a stake in all of it isn't among them.

    Args:
        rounds: what is judged, in the order of the meeting.
        names: member's id → how the group knows them.
        wording: the members'.
    """
    asked = [(round_, asked_of(round_, trial, wording)) for round_, trial in rounds]
    members = dict.fromkeys(each.member for round_, _ in rounds for each in round_.invited)
    judges = (_judge(member, names.get(member, member), asked, wording) for member in members)
    return [judge for judge in judges if judge.slips]


def shared_by_all(rounds: Sequence[tuple[Round, Trial]], wording: Wording) -> Judge:
    """A form for everyone, on which each types the codes they were given."""
    slips = [Slip(asked=asked_of(round_, trial, wording), code="") for round_, trial in rounds]
    return Judge(name="", slips=slips, aside=())


def _judge(member: str, name: str, asked: Sequence[tuple[Round, Asked]], wording: Wording) -> Judge:
    slips: list[Slip] = []
    aside: list[tuple[str, str]] = []
    for round_, each in asked:
        for invited in round_.invited:
            if invited.member != member:
                continue
            if invited.recused is None:
                slips.append(Slip(asked=each, code=invited.code))
            else:
                aside.append((each.title, wording.label("stake", invited.recused)))
    return Judge(name=name, slips=slips, aside=aside)


def asked_of(round_: Round, trial: Trial, wording: Wording) -> Asked:
    """What a round asks of its members."""

    def said(words: Words) -> str:
        return spoken(words, (wording.language,))[1]

    return Asked(
        slug=trial.slug,
        title=trial.title.spoken((wording.language,))[1],
        promise=promise_line(trial, wording),
        due=wording.say(Message("Please answer by {day}.", day=round_.deadline)),
        rated=[
            Rated(
                id=criterion.id,
                label=said(criterion.label),
                meanings={
                    "1": said(criterion.low),
                    "3": said(criterion.middle),
                    "5": said(criterion.high),
                },
            )
            for criterion in round_.criteria
        ],
        forecast=round_.kind is RoundKind.FORECAST,
        to_talk_about=[said(question) for question in trial.template.questions],
    )

"""Ballots for paper: pages to print, and the table that they are typed into."""

from collections.abc import Mapping, Sequence

import attrs

from trialkit.errors import Message
from trialkit.intake.ballot_words import ASKED, CANT_JUDGE, FREE_TEXT, NO, YES, Field, promise_line
from trialkit.intake.pages import drawn
from trialkit.intake.sheets import csv_bytes
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.round import Invitation, Recommendation, Round
from trialkit.model.text import Words, spoken
from trialkit.model.trial import Trial


@attrs.frozen(kw_only=True)
class Rated:
    """One criterion as it stands on paper.

    Attributes:
        label: its name.
        meanings: what 1, 3 and 5 mean.
    """

    label: str
    meanings: Mapping[str, str]


@attrs.frozen(kw_only=True)
class Slip:
    """What is one member's own on a paper ballot.

    Attributes:
        name: how the group knows them.
        code: to be typed from the paper.
    """

    name: str
    code: str


def ballot_table(
    round_: Round, invited: Sequence[Invitation], names: Mapping[str, str], wording: Wording
) -> bytes:
    """A CSV with a row a member: code and name filled in, a column for each answer."""
    headings = [
        wording.text(ASKED[Field.CODE]),
        wording.text(ASKED[Field.MEMBER]),
        *(spoken(criterion.label, (wording.language,))[1] for criterion in round_.criteria),
        wording.text(ASKED[Field.RECOMMENDATION]),
        *(wording.text(ASKED[field]) for field in FREE_TEXT),
        wording.text(ASKED[Field.MAY_QUOTE]),
        wording.text(ASKED[Field.ENTERED_BY]),
    ]
    empty = [""] * (len(headings) - 2)
    rows = [[each.code, names.get(each.member, each.member), *empty] for each in invited]
    return csv_bytes(headings, rows, delimiter=";")


def ballot_pages(
    round_: Round,
    trial: Trial,
    invited: Sequence[Invitation],
    names: Mapping[str, str],
    wording: Wording,
) -> str:
    """An HTML document with a page of A5 a member, readable by anyone who can hold a pen."""

    def said(words: Words) -> str:
        return spoken(words, (wording.language,))[1]

    rated = [
        Rated(
            label=said(criterion.label),
            meanings={
                "1": said(criterion.low),
                "3": said(criterion.middle),
                "5": said(criterion.high),
            },
        )
        for criterion in round_.criteria
    ]
    return drawn(
        "ballots.html",
        language=wording.language,
        title=said(trial.title.words),
        promise=promise_line(trial, wording),
        due=wording.say(Message("Please answer by {day}.", day=round_.deadline)),
        how=wording.text(N_("Tick one box in each line. Any line may stay empty.")),
        slips=[Slip(name=names.get(each.member, each.member), code=each.code) for each in invited],
        rated=rated,
        marks=("1", "2", "3", "4", "5", wording.text(CANT_JUDGE)),
        labels={field.value: wording.text(asked) for field, asked in ASKED.items()},
        advice=[wording.label("recommendation", each) for each in Recommendation],
        free_text=[wording.text(ASKED[field]) for field in FREE_TEXT],
        yes_no=(wording.text(YES), wording.text(NO)),
    )

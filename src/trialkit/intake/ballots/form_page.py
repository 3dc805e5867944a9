"""The offline form: one HTML file that needs neither a network nor a program.

It asks nothing of anybody else: style and script stand in it, and its policy lets the browser
run these two and load nothing. What a member answers stays on their phone until they send it, as
a small file or as text. Where scripts don't run, as in the preview of a mail on an iPhone, it is
a ballot to read or print, and says how to answer in words.
"""

import hashlib
from base64 import b64encode
from functools import cache
from typing import Final

from trialkit.intake.ballots.answer_file import VERSION
from trialkit.intake.ballots.asked import Judge
from trialkit.intake.ballots.letter import how_to_answer
from trialkit.intake.ballots.words import (
    ASKED,
    CANT_JUDGE,
    CONFIDENCE,
    LEFT_OUT,
    YES,
)
from trialkit.intake.pages import drawn
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.round import Recommendation

_STYLE: Final = "ballot_form.css"
_SCRIPT: Final = "ballot_form.js"
_WORDS: Final = {
    "heading": N_("Ballot"),
    "ballots": N_("Ballots"),
    "how": N_("Any line may stay empty. A comment alone is an answer too."),
    "aside": N_("You don't judge these, because of a stake of your own:"),
    "cant_judge": N_("A question mark means: I can't judge this."),
    "code_how": N_("The eight letters and digits that were given to you, such as K7QM-3F9A."),
    "to_talk_about": N_("To talk about"),
    "in_words": N_("The buttons of this page don't work here. You can answer by mail instead:"),
    "done": N_("Go on to send it"),
    "answer": N_("Your answer"),
    "send_how": N_("Send it in the way that is easiest for you. It hasn't been sent yet."),
    "by_mail": N_("Send it by mail"),
    "copy_text": N_("Copy the text"),
    "copied": N_("The text is copied."),
    "save": N_("Save it as a file"),
    "as_text": N_("The answer as text"),
    "no_code": N_("The code is missing, or isn't as it was given to you."),
    "nothing": N_("Nothing is filled in yet."),
    "unlikely": N_("0 = certainly not"),
    "likely": N_("10 = certainly"),
}


def ballot_form(judge: Judge, wording: Wording, *, reply_to: str = "") -> str:
    """The form with all of a member's trials; without codes it is for everyone.

    Args:
        judge: whose it is and what they may judge.
        wording: the member's.
        reply_to: the address that answers are mailed to; without it the member chooses one.
    """
    return drawn(
        "ballot_form.html",
        language=wording.language,
        policy=_policy(),
        words={name: wording.text(words) for name, words in _WORDS.items()},
        labels={field.value: wording.text(asked) for field, asked in ASKED.items()},
        judge=judge,
        in_words=[how_to_answer(slip, wording) for slip in judge.slips],
        marks=("1", "2", "3", "4", "5"),
        cant_judge=wording.text(CANT_JUDGE),
        confidence=CONFIDENCE,
        advice={each.value: wording.label("recommendation", each) for each in Recommendation},
        undecided=Recommendation.CANT_JUDGE.value,
        yes=wording.text(YES),
        left_out=LEFT_OUT,
        version=VERSION,
        reply_to=reply_to,
    )


@cache
def _policy() -> str:
    """What the page may load: its own style and script, known by their digests."""
    style, script = (_digest(drawn(part)) for part in (_STYLE, _SCRIPT))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}';"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(part: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(part.encode()).digest()).decode()

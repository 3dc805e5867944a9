"""Ballots for paper: pages to print, and the table that they are typed into."""

from collections.abc import Sequence
from importlib import import_module
from typing import Final

from trialkit.errors import Message, NotInstalled
from trialkit.intake.ballots.asked import Judge
from trialkit.intake.ballots.words import (
    ASKED,
    CANT_JUDGE,
    CONFIDENCE,
    FREE_TEXT,
    NO,
    YES,
    Field,
)
from trialkit.intake.pages import drawn
from trialkit.intake.sheets import csv_bytes
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.round import Recommendation

TRIAL: Final = N_("Trial")


def ballot_table(judges: Sequence[Judge], wording: Wording) -> bytes:
    """A CSV with a row a ballot: code and name filled in, a column for each answer.

    Several trials have a column with their name; forecasts are asked for in a column of theirs.
    """
    slips = [(judge.name, slip) for judge in judges for slip in judge.slips]
    rated = {each.id: each.label for _, slip in slips for each in slip.asked.rated}
    several = len({slip.asked.slug for _, slip in slips}) > 1
    forecasts = {slip.asked.forecast for _, slip in slips}
    judged = (Field.RECOMMENDATION, *FREE_TEXT, Field.MAY_QUOTE)
    headings = [
        wording.text(ASKED[Field.CODE]),
        wording.text(ASKED[Field.MEMBER]),
        *([wording.text(TRIAL)] if several else []),
        *([wording.text(ASKED[Field.FORECAST])] if True in forecasts else []),
        *rated.values(),
        *(wording.text(ASKED[field]) for field in (judged if False in forecasts else ())),
        wording.text(ASKED[Field.ENTERED_BY]),
    ]
    rows = [[slip.code, name, *([slip.asked.title] if several else [])] for name, slip in slips]
    return csv_bytes(
        headings, [[*row, *[""] * (len(headings) - len(row))] for row in rows], delimiter=";"
    )


def ballot_pages(judges: Sequence[Judge], wording: Wording) -> str:
    """An HTML document with a page of A5 a ballot, readable by anyone who can hold a pen."""
    return drawn(
        "ballots.html",
        language=wording.language,
        heading=wording.text(N_("Ballots")),
        judges=judges,
        how=wording.text(N_("Tick one box in each line. Any line may stay empty.")),
        marks=("1", "2", "3", "4", "5", wording.text(CANT_JUDGE)),
        confidence=(*CONFIDENCE, wording.text(CANT_JUDGE)),
        labels={field.value: wording.text(asked) for field, asked in ASKED.items()},
        advice=[wording.label("recommendation", each) for each in Recommendation],
        free_text=[wording.text(ASKED[field]) for field in FREE_TEXT],
        yes_no=(wording.text(YES), wording.text(NO)),
    )


def ballot_document(judges: Sequence[Judge], wording: Wording) -> bytes:
    """The pages to print as a PDF.

    Raises:
        NotInstalled: WeasyPrint, or a library of the system that it needs, isn't there (NO_PDF).
    """
    try:
        weasyprint = import_module("weasyprint")
    # It finds its libraries while it is imported.
    except (ImportError, OSError) as fault:
        raise NotInstalled(
            Message("Making a PDF needs a part that isn't installed."),
            code="NO_PDF",
            remedy=Message(
                'Install it: pip install "trialkit[pdf]". Or write the ballots as “paper”, and '
                "print that page from a browser."
            ),
        ) from fault
    document: bytes = weasyprint.HTML(string=ballot_pages(judges, wording)).write_pdf()
    return document

"""One member's ballot as an Excel workbook, with lists to choose from."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from trialkit.errors import Message
from trialkit.intake.ballot_words import ASKED, CANT_JUDGE, FREE_TEXT, NO, YES, Field, promise_line
from trialkit.intake.workbook import new_workbook, sheet_name
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.round import Invitation, Recommendation, Round
from trialkit.model.text import spoken
from trialkit.model.trial import Trial

HOW: Final = N_("Fill in the yellow cells. Any of them may stay empty.")
RATING: Final = N_("1 to 5")
TO_TALK_ABOUT: Final = N_("To talk about")

_WIDTHS: Final = (34, 24, 26, 26, 26)
_ROOM_TO_WRITE: Final = 48
_A4: Final = 9
_STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "plain": {},
    "small": {"italic": True, "text_wrap": False},
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
    "heading": {"bold": True, "bottom": 1},
    # Text, so that Excel doesn't make a day of “4/5”.
    "answer": {"bg_color": "#FFF6CC", "border": 1, "locked": False, "num_format": "@"},
}


def ballot_workbook(
    round_: Round, trial: Trial, invited: Invitation, name: str, wording: Wording
) -> bytes:
    """The ballot: questions in the first column, answers in the second, locked but for these."""
    content = io.BytesIO()
    title = trial.title.spoken((wording.language,))[1]
    with new_workbook(content) as workbook:
        styles = {
            key: workbook.add_format({"text_wrap": True, "valign": "top", **style})
            for key, style in _STYLES.items()
        }
        form = _Form(workbook.add_worksheet(sheet_name(title)), styles)
        form.line(title, style="title")
        form.line(promise_line(trial, wording), style="small")
        form.line(wording.text(HOW), style="small")
        form.line(wording.text(ASKED[Field.CODE]), invited.code)
        form.line(wording.text(ASKED[Field.MEMBER]), name)
        due = Message("Please answer by {day}.", day=round_.deadline)
        form.line(wording.say(due), style="small")
        _ratings(form, round_, wording)
        _advice(form, wording)
        _questions(form, trial, wording)
        form.finish()
    return content.getvalue()


class _Form:
    """A worksheet that is written line by line."""

    def __init__(self, page: Worksheet, styles: Mapping[str, Format]) -> None:
        self._page = page
        self._styles = styles
        self._row = 0

    def line(self, *cells: str, style: str = "plain") -> None:
        for column, cell in enumerate(cells):
            self._page.write_string(self._row, column, cell, self._styles[style])
        self._row += 1

    def question(
        self, asked: str, *meanings: str, choices: Sequence[str] = (), tall: bool = False
    ) -> None:
        """A label, the cell for its answer, and what the answers mean."""
        row = self._row
        self.line(asked, "", *meanings)
        self._page.write_blank(row, 1, None, self._styles["answer"])
        if choices:
            rule = {"validate": "list", "source": list(choices), "ignore_blank": True}
            self._page.data_validation(row, 1, row, 1, rule)
        if tall:
            self._page.set_row(row, _ROOM_TO_WRITE)

    def finish(self) -> None:
        for column, width in enumerate(_WIDTHS):
            self._page.set_column(column, column, width)
        self._page.protect(options={"format_columns": True, "format_rows": True})
        self._page.set_landscape()
        self._page.set_paper(_A4)
        self._page.fit_to_pages(1, 0)


def _ratings(form: _Form, round_: Round, wording: Wording) -> None:
    form.line()
    form.line("", wording.text(RATING), "1", "3", "5", style="heading")
    marks = ("1", "2", "3", "4", "5", wording.text(CANT_JUDGE))
    for criterion in round_.criteria:
        asked, *meanings = (
            spoken(words, (wording.language,))[1]
            for words in (criterion.label, criterion.low, criterion.middle, criterion.high)
        )
        form.question(asked, *meanings, choices=marks)


def _advice(form: _Form, wording: Wording) -> None:
    form.line()
    advice = [wording.label("recommendation", each) for each in Recommendation]
    form.question(wording.text(ASKED[Field.RECOMMENDATION]), choices=advice)
    for field in FREE_TEXT:
        form.question(wording.text(ASKED[field]), tall=True)
    answers = (wording.text(YES), wording.text(NO))
    form.question(wording.text(ASKED[Field.MAY_QUOTE]), choices=answers)


def _questions(form: _Form, trial: Trial, wording: Wording) -> None:
    if trial.template.questions:
        form.line()
        form.line(wording.text(TO_TALK_ABOUT), style="heading")
        for question in trial.template.questions:
            form.line(spoken(question, (wording.language,))[1], style="small")

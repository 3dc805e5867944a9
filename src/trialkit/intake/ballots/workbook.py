"""One member's ballots as an Excel workbook, with lists to choose from and a tab a trial."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from trialkit.intake.ballots.asked import Asked, Judge, Slip
from trialkit.intake.ballots.words import (
    ASKED,
    CANT_JUDGE,
    CONFIDENCE,
    FREE_TEXT,
    NO,
    YES,
    Field,
)
from trialkit.intake.workbook import new_workbook, sheet_name
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.round import Recommendation

HOW: Final = N_("Fill in the yellow cells. Any of them may stay empty.")
RATING: Final = N_("1 to 5")
TO_TALK_ABOUT: Final = N_("To talk about")
FRONT: Final = N_("Trials")
EACH_A_TAB: Final = N_("Each trial has a tab of its own below.")
ASIDE: Final = N_("You don't judge these, because of a stake of your own:")

_WIDTHS: Final = (34, 24, 26, 26, 26)
_ROOM_TO_WRITE: Final = 48
_LONGEST_TAB: Final = 31
_A4: Final = 9
_STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "plain": {},
    "small": {"italic": True, "text_wrap": False},
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
    "heading": {"bold": True, "bottom": 1},
    # Text, so that Excel doesn't make a day of “4/5”.
    "answer": {"bg_color": "#FFF6CC", "border": 1, "locked": False, "num_format": "@"},
}


def ballot_workbook(judge: Judge, wording: Wording) -> bytes:
    """The ballots: questions in the first column, answers in the second, locked but for these.

    Where there is more than one trial to speak of, a front page names them all.
    """
    content = io.BytesIO()
    with new_workbook(content) as workbook:
        styles = {
            key: workbook.add_format({"text_wrap": True, "valign": "top", **style})
            for key, style in _STYLES.items()
        }
        tabs: list[str] = []
        if len(judge.slips) > 1 or judge.aside:
            page = workbook.add_worksheet(_tab(wording.text(FRONT), tabs))
            _front(_Page(page, styles), judge, wording)
        for slip in judge.slips:
            page = workbook.add_worksheet(_tab(slip.asked.title, tabs))
            _ballot(_Page(page, styles), slip, judge.name, wording)
    return content.getvalue()


class _Page:
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


def _tab(title: str, tabs: list[str]) -> str:
    """The tab's name; a number tells trials of one series, which share their title, apart."""
    name = sheet_name(title)
    number = 1
    while name.casefold() in tabs:
        number += 1
        name = f"{sheet_name(title)[: _LONGEST_TAB - len(str(number)) - 1]} {number}"
    tabs.append(name.casefold())
    return name


def _front(page: _Page, judge: Judge, wording: Wording) -> None:
    page.line(judge.name, style="title")
    page.line(wording.text(EACH_A_TAB), style="small")
    page.line()
    for slip in judge.slips:
        page.line(slip.asked.title, "", slip.asked.promise)
    if judge.aside:
        page.line()
        page.line(wording.text(ASIDE), style="small")
        for title, why in judge.aside:
            page.line(title, "", why)
    page.finish()


def _ballot(page: _Page, slip: Slip, name: str, wording: Wording) -> None:
    asked = slip.asked
    page.line(asked.title, style="title")
    page.line(asked.promise, style="small")
    page.line(wording.text(HOW), style="small")
    page.line(wording.text(ASKED[Field.CODE]), slip.code)
    page.line(wording.text(ASKED[Field.MEMBER]), name)
    page.line(asked.due, style="small")
    if asked.forecast:
        choices = (*CONFIDENCE, wording.text(CANT_JUDGE))
        page.line()
        page.question(wording.text(ASKED[Field.FORECAST]), choices=choices)
    else:
        _ratings(page, asked, wording)
        _advice(page, wording)
        _questions(page, asked, wording)
    page.finish()


def _ratings(page: _Page, asked: Asked, wording: Wording) -> None:
    page.line()
    page.line("", wording.text(RATING), "1", "3", "5", style="heading")
    marks = ("1", "2", "3", "4", "5", wording.text(CANT_JUDGE))
    for rated in asked.rated:
        page.question(rated.label, *rated.meanings.values(), choices=marks)


def _advice(page: _Page, wording: Wording) -> None:
    page.line()
    advice = [wording.label("recommendation", each) for each in Recommendation]
    page.question(wording.text(ASKED[Field.RECOMMENDATION]), choices=advice)
    for field in FREE_TEXT:
        page.question(wording.text(ASKED[field]), tall=True)
    answers = (wording.text(YES), wording.text(NO))
    page.question(wording.text(ASKED[Field.MAY_QUOTE]), choices=answers)


def _questions(page: _Page, asked: Asked, wording: Wording) -> None:
    if asked.to_talk_about:
        page.line()
        page.line(wording.text(TO_TALK_ABOUT), style="heading")
        for question in asked.to_talk_about:
            page.line(question, style="small")

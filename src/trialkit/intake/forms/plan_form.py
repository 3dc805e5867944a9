"""The workbook in which a trial's plan is written down: a row a question, its answer beside it."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from trialkit.errors import Message
from trialkit.intake.forms.answer_rules import COUNTRIES, answer_look, answer_rule
from trialkit.intake.forms.paper import A4, HEADING, KNOWN, OPEN, SMALL, TITLE, Look, Paper
from trialkit.intake.forms.plan_questions import PlanQuestion, plan_questions
from trialkit.intake.plan_tables import ANSWER, KEY, QUESTION
from trialkit.intake.plans import Answer, Plan
from trialkit.intake.workbook import new_workbook, sheet_name
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.template import PlannedAction, Template
from trialkit.model.text import spoken
from trialkit.templates.countries import country_names

PLAN: Final = N_("Plan")
HOW: Final = (
    N_("Answer in the yellow cells with a frame. What stays empty is taken from its default."),
    N_("Save the file and send it to the coordinator. A plan can be changed until the start."),
)
HEADINGS: Final = (
    QUESTION,
    ANSWER,
    N_("Unit"),
    N_("What fits"),
    N_("If left empty"),
    N_("What is meant"),
    KEY,
)
STEPS: Final = (
    N_("The usual steps, to read"),
    "",
    N_("Own work"),
    N_("Lasts"),
    N_("Begins"),
    N_("Who helps"),
)

_WIDTHS: Final = (38, 30, 12, 22, 22, 60, 18)
_LAST_WIDE: Final = 5
"""The last column, counted from 0, that a long text may reach across."""

_LINE: Final = 15
_WRAPPED: Final[Look] = {"text_wrap": True, "valign": "top"}
_PART: Final[Look] = {"bold": True, "font_color": "#1F4E79"}


def plan_form(template: Template, *, wording: Wording, known: Plan | None = None) -> bytes:
    """The form as an Excel workbook, with the usual steps below it to read.

    Args:
        template: the kind of trial.
        wording: of whoever fills it in.
        known: what is answered already.
    """
    content = io.BytesIO()
    known = known or Plan()
    with new_workbook(content) as workbook:
        paper = Paper(workbook, sheet_name(wording.text(PLAN)))
        countries = country_names(wording.language)
        row = _head(paper, template, wording)
        for heading, questions in plan_questions(template, known, wording):
            if questions:
                paper.text(row, 0, wording.text(heading), _PART)
                for question in questions:
                    row += 1
                    _ask(paper, row, question)
                    _check(paper, row, question, len(countries), wording)
                row += 2
        last = _steps(paper, row, template.actions, wording)
        _set_up(paper, last)
        listed = Paper(workbook, COUNTRIES)
        for at, name in enumerate(countries):
            listed.text(at, 0, name)
        listed.page.hide()
    return content.getvalue()


def _head(paper: Paper, template: Template, wording: Wording) -> int:
    """Title, how to fill it in, and the headings; answers the first free row."""
    language = (wording.language,)
    paper.text(0, 0, spoken(template.title, language)[1], TITLE)
    about = spoken(template.about, language)[1]
    paper.page.merge_range(1, 0, 1, _LAST_WIDE, about, paper.look(_WRAPPED))
    paper.page.set_row(1, _LINE * -(-len(about) // sum(_WIDTHS[: _LAST_WIDE + 1])))
    for row, words in enumerate(HOW, start=2):
        paper.text(row, 0, wording.text(words))
    row = len(HOW) + 3
    for column, heading in enumerate(HEADINGS):
        paper.text(row, column, wording.text(heading), HEADING)
    paper.page.freeze_panes(row + 1, 1)
    paper.page.repeat_rows(row)
    return row + 1


def _ask(paper: Paper, row: int, question: PlanQuestion) -> None:
    paper.text(row, 0, question.asked, _WRAPPED)
    look = (OPEN, _WRAPPED, answer_look(question.type)) if question.open else (KNOWN, _WRAPPED)
    _answer(paper, row, question.answer, *look)
    for column, text in enumerate(
        (question.unit, question.fits, question.default, question.meant), start=2
    ):
        paper.text(row, column, text, _WRAPPED)
    paper.text(row, len(HEADINGS) - 1, question.key, SMALL, _WRAPPED)


def _check(
    paper: Paper, row: int, question: PlanQuestion, countries: int, wording: Wording
) -> None:
    """Let Excel check the answer, or offer a list of them."""
    rule = answer_rule(question, countries, wording)
    if question.open and rule is not None:
        paper.page.data_validation(row, 1, row, 1, dict(rule))


def _answer(paper: Paper, row: int, answer: Answer | date | None, *looks: Look) -> None:
    match answer:
        case None:
            paper.figure(row, 1, None, *looks)
        case str():
            paper.text(row, 1, answer, *looks)
        case date():
            paper.page.write_datetime(row, 1, answer, paper.look(*looks))
        case _:
            paper.figure(row, 1, Decimal(answer), *looks)


def _steps(paper: Paper, row: int, actions: Sequence[PlannedAction], wording: Wording) -> int:
    """The usual steps, to read; answers the last row."""
    for column, heading in enumerate(STEPS):
        paper.text(row, column, wording.text(heading), HEADING)
    for action in actions:
        row += 1
        cells = (
            spoken(action.label, (wording.language,))[1],
            "",
            wording.amount(action.effort_h, "h"),
            wording.amount(action.lasts_weeks, "week"),
            wording.say(Message("in week {week}", week=str(action.week))),
            spoken(action.helper, (wording.language,))[1],
        )
        for column, cell in enumerate(cells):
            paper.text(row, column, cell, _WRAPPED)
    return row


def _set_up(paper: Paper, last: int) -> None:
    for column, width in enumerate(_WIDTHS):
        paper.page.set_column(column, column, width)
    paper.page.protect(options={"format_columns": True, "format_rows": True})
    paper.page.set_landscape()
    paper.page.set_paper(A4)
    paper.page.fit_to_pages(1, 0)
    paper.page.print_area(0, 0, last, len(HEADINGS) - 1)
    paper.page.set_footer("&R&P/&N")

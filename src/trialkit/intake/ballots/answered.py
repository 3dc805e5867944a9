"""Answers as they are written, turned into ballots: the same for every kind of file."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake.ballots import words
from trialkit.intake.ballots.codes import as_printed
from trialkit.intake.ballots.row import BallotRow
from trialkit.intake.ballots.words import Field
from trialkit.model.round import Recommendation

T = TypeVar("T")

_RATING: Final = re.compile(r"([1-5])(?:[.,]0)?(?:\s*/\s*5)?")
_FORECAST: Final = re.compile(r"([0-9]|10)(?:[.,]0)?(?:\s*/\s*10)?")
_SHOWN: Final = 60
"""Characters of an answer that a sentence repeats."""


@attrs.frozen
class Answer:
    """One answer, and where it stands.

    Attributes:
        text: as written, without outer space.
        row: row or line, counted from 1; None where the file has none.
        label: what stands over or before it; "" where nothing does.
    """

    text: str
    row: int | None
    label: str = ""


Answers = Mapping[str, Answer]
"""`words.Field` or criterion id → what was answered."""


@attrs.define
class Found:
    """What a file, or a part of it, holds.

    Attributes:
        rows: the filled ballots.
        unreadable: what can't be read.
        not_filled: ballots without any answer.
        ignored: what is no ballot and doesn't claim to be one.
    """

    rows: list[BallotRow] = attrs.field(factory=list)
    unreadable: list[Problem] = attrs.field(factory=list)
    not_filled: int = 0
    ignored: list[str] = attrs.field(factory=list)

    def take(self, answers: Answers, rated: Iterable[str], file: str | None) -> None:
        """One ballot: filled, unreadable or blank."""
        said = {name: answer for name, answer in answers.items() if answer.text}
        about = {Field.CODE, Field.MEMBER, Field.MAY_QUOTE, Field.ENTERED_BY}
        if not said.keys() - about:
            self.not_filled += 1
            return
        faults: list[Problem] = []
        ballot = _ballot(said, rated, file, faults)
        if faults:
            self.unreadable += faults
        else:
            self.rows.append(ballot)

    def add(self, other: "Found") -> None:
        """What another part of the file holds."""
        self.rows += other.rows
        self.unreadable += other.unreadable
        self.not_filled += other.not_filled
        self.ignored += other.ignored


def _ballot(
    said: Answers, rated: Iterable[str], file: str | None, faults: list[Problem]
) -> BallotRow:
    def asked(name: str, reader: Callable[[str], T], nothing: T) -> T:
        if name not in said:
            return nothing
        try:
            return reader(said[name].text)
        except InvalidInput as fault:
            faults.extend(placed(problem, said[name], file) for problem in fault.problems)
            return nothing

    def text(field: Field) -> str:
        return said[field].text if field in said else ""

    code = said.get(Field.CODE)
    first = code or next(iter(said.values()))
    if code is None:
        faults.append(placed(_code_missing(), attrs.evolve(first, label=""), file))
    cant_judge = Field.FORECAST in said and _cant_judge(text(Field.FORECAST))
    return BallotRow(
        code=as_printed(code.text) if code else "",
        ratings={name: asked(name, rating, None) for name in rated if name in said},
        forecast=None if cant_judge else asked(Field.FORECAST, forecast, None),
        recommendation=Recommendation.CANT_JUDGE
        if cant_judge
        else asked(Field.RECOMMENDATION, recommendation, None),
        reason_for=text(Field.REASON_FOR),
        reason_against=text(Field.REASON_AGAINST),
        comment=text(Field.COMMENT),
        may_quote=asked(Field.MAY_QUOTE, yes_or_no, False),
        source=file,
        row=first.row,
        entered_by=text(Field.ENTERED_BY) or None,
    )


def rating(written: str) -> int | None:
    """1 to 5, or None for “can't judge”.

    Raises:
        InvalidInput: neither (BAD_RATING).
    """
    if _cant_judge(written):
        return None
    if match := _RATING.fullmatch(written):
        return int(match[1])
    raise InvalidInput(
        Message("“{found}” is not a rating.", found=written[:_SHOWN]),
        code="BAD_RATING",
        remedy=Message("Give 1, 2, 3, 4 or 5, a question mark, or leave it empty."),
    )


def forecast(written: str) -> int:
    """0 to 10.

    Raises:
        InvalidInput: it isn't (BAD_FORECAST).
    """
    if match := _FORECAST.fullmatch(written):
        return int(match[1])
    raise InvalidInput(
        Message("“{found}” is not a number from 0 to 10.", found=written[:_SHOWN]),
        code="BAD_FORECAST",
        remedy=Message("Give a whole number: 0 is certainly not, 10 is certainly."),
    )


def recommendation(written: str) -> Recommendation:
    """What the member would do.

    Raises:
        InvalidInput: nobody can tell (BAD_RECOMMENDATION).
    """
    found = words.recommendations().get(words.answer_key(written))
    if found is None:
        known = tuple(Message("{word:recommendation}", word=str(each)) for each in Recommendation)
        raise InvalidInput(
            Message("“{found}” is not a recommendation.", found=written[:_SHOWN]),
            code="BAD_RECOMMENDATION",
            remedy=Message("Write one of: {known}.", known=known),
        )
    return found


def yes_or_no(written: str) -> bool:
    """Whether the words may be published.

    Raises:
        InvalidInput: nobody can tell (BAD_YES_OR_NO).
    """
    found = words.yes_or_no().get(words.answer_key(written))
    if found is None:
        raise InvalidInput(
            Message("“{found}” is neither yes nor no.", found=written[:_SHOWN]),
            code="BAD_YES_OR_NO",
            remedy=Message("Write yes or no, or leave it empty: empty is no."),
        )
    return found


def placed(problem: Problem, answer: Answer, file: str | None) -> Problem:
    """The problem with the place of the answer it is about."""
    place = Place(file=file, row=answer.row, field=answer.label or None)
    return Problem(problem.message, code=problem.code, place=place, remedy=problem.remedy)


def _cant_judge(written: str) -> bool:
    return words.answer_key(written) in words.cant_judge()


def _code_missing() -> Problem:
    return Problem(
        Message("The ballot has answers and no code."),
        code="CODE_MISSING",
        remedy=Message("Copy the code from the ballot exactly as it is printed."),
    )

"""Reading filled ballots: a table with a row a member, or a form that one member filled in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake import ballot_words as words
from trialkit.intake.ballot_words import Field
from trialkit.intake.cells import Cell, Row
from trialkit.intake.sheets import original
from trialkit.intake.tables import Sheet
from trialkit.model.round import Recommendation, RubricCriterion

_RATING: Final = re.compile(r"([1-5])(?:[.,]0)?(?:\s*/\s*5)?")


@attrs.frozen(kw_only=True)
class BallotRow:
    """One filled ballot, before anyone has looked up whose code it bears.

    Attributes:
        code: as written.
        ratings: criterion id → 1 to 5, or None for "can't judge"; unanswered ones are missing.
        recommendation: what the member would do; None where not answered.
        reason_for, reason_against, comment: in the member's own words.
        may_quote: whether the words may be published without a name.
        source: the file's name; None where it was typed.
        row: where in the file it begins, counted from 1.
        entered_by: who typed it in, where that wasn't the member.
    """

    code: str
    ratings: Mapping[str, int | None]
    recommendation: Recommendation | None = None
    reason_for: str = ""
    reason_against: str = ""
    comment: str = ""
    may_quote: bool = False
    source: str | None = None
    row: int | None = None
    entered_by: str | None = None


@attrs.define
class SheetOfBallots:
    """What one sheet holds.

    Attributes:
        rows: the filled ballots.
        unreadable: what can't be read.
        not_filled: ballots without any answer.
    """

    rows: list[BallotRow] = attrs.field(factory=list)
    unreadable: list[Problem] = attrs.field(factory=list)
    not_filled: int = 0


@attrs.frozen
class _Answer:
    """An answer and where it stands: row and the label over or before it."""

    cell: Cell
    row: int
    label: str

    @property
    def text(self) -> str:
        return original(str(self.cell).strip())


_Answers = Mapping[str, _Answer]
"""Field or criterion id → what was answered."""


def ballots_in(
    file: str, sheets: Sequence[Sheet], criteria: Sequence[RubricCriterion]
) -> Iterator[SheetOfBallots]:
    """The ballots of each sheet that has any.

    Raises:
        InvalidInput: no sheet has a ballot (NOT_A_BALLOT).
    """
    names: dict[str, str] = {**words.criteria_by_name(criteria), **words.fields()}
    rated = {criterion.id for criterion in criteria}
    found = False
    for sheet in sheets:
        answered = list(_ballots(list(sheet.rows), names))
        found = found or bool(answered)
        result = SheetOfBallots()
        for answers in answered:
            _take(result, answers, rated, file)
        yield result
    if not found:
        raise InvalidInput(
            Message("The file holds no ballot."),
            code="NOT_A_BALLOT",
            place=Place(file=file),
            remedy=Message("A ballot has a line, or a column, with the code it was given."),
        )


def _ballots(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[_Answers]:
    """The answers of each ballot in a sheet, whichever way it is laid out."""
    for at, row in enumerate(rows):
        columns = _known(row, names)
        if Field.CODE in columns.values():
            if len(columns) > 1:
                yield from _under_headings(rows[at + 1 :], row, columns)
            else:
                yield _beside_labels(rows, names)
            return


def _known(row: Row, names: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at in range(len(row.cells)):
        name = names.get(words.answer_key(str(row.at(at)))) if row.at(at) else None
        if name is not None and name not in found.values():
            found[at] = name
    return found


def _under_headings(
    rows: Sequence[Row], headings: Row, columns: Mapping[int, str]
) -> Iterator[_Answers]:
    for row in rows:
        yield {
            name: _Answer(row.at(at), row.number, str(headings.at(at)))
            for at, name in columns.items()
        }


def _beside_labels(rows: Sequence[Row], names: Mapping[str, str]) -> _Answers:
    answers: dict[str, _Answer] = {}
    for row in rows:
        for at, name in _known(row, names).items():
            label = str(row.at(at))
            answers.setdefault(name, _Answer(row.at(at + 1), row.number, label))
            break
    return answers


def _take(result: SheetOfBallots, answers: _Answers, rated: set[str], file: str) -> None:
    said = {name: answer for name, answer in answers.items() if answer.text}
    about = {Field.CODE, Field.MEMBER, Field.MAY_QUOTE, Field.ENTERED_BY}
    if not said.keys() - about:
        result.not_filled += 1
        return
    faults: list[Problem] = []
    ballot = _ballot(said, rated, file, faults)
    if faults:
        result.unreadable += faults
    else:
        result.rows.append(ballot)


def _ballot(said: _Answers, rated: set[str], file: str, faults: list[Problem]) -> BallotRow:
    code = said.get(Field.CODE)
    first = code or next(iter(said.values()))
    if code is None:
        faults.append(
            Problem(
                Message("The ballot has answers and no code."),
                code="CODE_MISSING",
                place=Place(file=file, row=first.row),
                remedy=Message("Copy the code from the ballot exactly as it is printed."),
            )
        )
    ratings = {
        name: _rating(answer, file, faults) for name, answer in said.items() if name in rated
    }
    return BallotRow(
        code=code.text if code else "",
        ratings=ratings,
        recommendation=_recommendation(said.get(Field.RECOMMENDATION), file, faults),
        reason_for=_words(said, Field.REASON_FOR),
        reason_against=_words(said, Field.REASON_AGAINST),
        comment=_words(said, Field.COMMENT),
        may_quote=_may_quote(said.get(Field.MAY_QUOTE), file, faults),
        source=file,
        row=first.row,
        entered_by=_words(said, Field.ENTERED_BY) or None,
    )


def _words(said: _Answers, field: Field) -> str:
    return said[field].text if field in said else ""


def _rating(answer: _Answer, file: str, faults: list[Problem]) -> int | None:
    if words.answer_key(answer.text) in words.cant_judge():
        return None
    match = _RATING.fullmatch(answer.text)
    if match is None:
        faults.append(
            _fault(
                answer,
                file,
                "BAD_RATING",
                Message("“{found}” is not a rating.", found=answer.text[:60]),
                Message("Give 1, 2, 3, 4 or 5, a question mark, or leave it empty."),
            )
        )
        return None
    return int(match[1])


def _recommendation(
    answer: _Answer | None, file: str, faults: list[Problem]
) -> Recommendation | None:
    if answer is None:
        return None
    found = words.recommendations().get(words.answer_key(answer.text))
    if found is None:
        known = tuple(Message("{word:recommendation}", word=str(each)) for each in Recommendation)
        faults.append(
            _fault(
                answer,
                file,
                "BAD_RECOMMENDATION",
                Message("“{found}” is not a recommendation.", found=answer.text[:60]),
                Message("Write one of: {known}.", known=known),
            )
        )
    return found


def _may_quote(answer: _Answer | None, file: str, faults: list[Problem]) -> bool:
    if answer is None:
        return False
    found = words.yes_or_no().get(words.answer_key(answer.text))
    if found is None:
        faults.append(
            _fault(
                answer,
                file,
                "BAD_YES_OR_NO",
                Message("“{found}” is neither yes nor no.", found=answer.text[:60]),
                Message("Write yes or no, or leave it empty: empty is no."),
            )
        )
    return bool(found)


def _fault(answer: _Answer, file: str, code: str, message: Message, remedy: Message) -> Problem:
    place = Place(file=file, row=answer.row, field=answer.label or None)
    return Problem(message, code=code, place=place, remedy=remedy)

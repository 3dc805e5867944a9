"""Ballots in tables: one with a row a member, or a form that one member filled in."""

from collections.abc import Iterator, Mapping, Sequence

from trialkit.errors import InvalidInput, Message, Place
from trialkit.intake.ballots import words
from trialkit.intake.ballots.answered import Answer, Answers, Found
from trialkit.intake.ballots.words import Field
from trialkit.intake.cells import Cell, Row
from trialkit.intake.delimited import delimited_top
from trialkit.intake.sheets import original
from trialkit.intake.tables import Sheet
from trialkit.model.round import RubricCriterion

Names = Mapping[str, str]
"""`words.answer_key` of a heading or a label → `words.Field` or criterion id."""


def names_of(criteria: Sequence[RubricCriterion]) -> Names:
    """What may stand over or before an answer, in every language."""
    return {**words.criteria_by_name(criteria), **words.fields()}


def ballots_in(
    file: str | None, sheets: Sequence[Sheet], criteria: Sequence[RubricCriterion]
) -> Found:
    """The ballots of all sheets; a sheet without any, such as a front page, is passed over.

    Raises:
        InvalidInput: no sheet has a ballot (NOT_A_BALLOT).
    """
    names = names_of(criteria)
    rated = [criterion.id for criterion in criteria]
    found = Found()
    asked = False
    for sheet in sheets:
        # Only a CSV has been made safe for spreadsheets; what stands in a cell stands there.
        safe = sheet.name is None
        where = f"{file} ({sheet.name})" if len(sheets) > 1 else file
        for answers in _ballots(list(sheet.rows), names, safe=safe):
            asked = True
            found.take(answers, rated, where)
    if not asked:
        raise not_a_ballot(file)
    return found


def is_table(head: bytes, criteria: Sequence[RubricCriterion]) -> bool:
    """Whether a text file has headings of ballots, the code's among them, near its top."""
    names = names_of(criteria)
    known = (_known(row, names) for row in delimited_top(head))
    return any(len(columns) > 1 and Field.CODE in columns.values() for columns in known)


def not_a_ballot(file: str | None) -> InvalidInput:
    """The error for a file that has nothing to do with ballots."""
    return InvalidInput(
        Message("The file holds no ballot."),
        code="NOT_A_BALLOT",
        place=Place(file=file),
        remedy=Message("A ballot has a line, or a column, with the code it was given."),
    )


def _ballots(rows: Sequence[Row], names: Names, *, safe: bool) -> Iterator[Answers]:
    """The answers of each ballot in a sheet, whichever way it is laid out."""
    for at, row in enumerate(rows):
        columns = _known(row, names)
        if Field.CODE in columns.values():
            if len(columns) > 1:
                yield from _under_headings(rows[at + 1 :], row, columns, safe=safe)
            else:
                yield _beside_labels(rows, names, safe=safe)
            return


def _known(row: Row, names: Names) -> dict[int, str]:
    found: dict[int, str] = {}
    for at in range(len(row.cells)):
        name = names.get(words.answer_key(str(row.at(at)))) if row.at(at) else None
        if name is not None and name not in found.values():
            found[at] = name
    return found


def _under_headings(
    rows: Sequence[Row], headings: Row, columns: Mapping[int, str], *, safe: bool
) -> Iterator[Answers]:
    for row in rows:
        yield {
            name: Answer(_text(row.at(at), safe=safe), row.number, str(headings.at(at)))
            for at, name in columns.items()
        }


def _beside_labels(rows: Sequence[Row], names: Names, *, safe: bool) -> Answers:
    answers: dict[str, Answer] = {}
    for row in rows:
        for at, name in _known(row, names).items():
            answer = Answer(_text(row.at(at + 1), safe=safe), row.number, str(row.at(at)))
            answers.setdefault(name, answer)
            break
    return answers


def _text(cell: Cell, *, safe: bool) -> str:
    text = str(cell).strip()
    return original(text) if safe else text

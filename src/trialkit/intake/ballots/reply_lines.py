"""A ballot as people write one in a mail: `4 3 4 2 4 muuta + tilauksia tuli − kate ei riittänyt`.

What isn't understood is kept as a comment, unless it looks like an answer gone wrong: that is
told. Labelled lines (`Rohkeus: 4`), as the offline form writes them, are understood too.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.intake.ballots import words
from trialkit.intake.ballots.answered import Answer, Found
from trialkit.intake.ballots.shorthand import (
    advice_in,
    begins_with_sign,
    marks_in,
    meant_as_advice,
    one_number,
    reasons_in,
)
from trialkit.intake.ballots.tables import names_of
from trialkit.intake.ballots.words import FREE_TEXT, LEFT_OUT, Field
from trialkit.model.round import RubricCriterion

_WRAPPED_FROM: Final = 60
"""Characters from which on a line may have been wrapped by a mail program."""


@attrs.frozen
class _Open:
    """An answer that may go on in the next line.

    Attributes:
        name: of the field or criterion.
        labelled: whether it goes on until the next label; else only where a line was wrapped.
        length: of the line before.
    """

    name: str
    labelled: bool
    length: int


class Reply:
    """What one reply says, gathered line by line.

    Attributes:
        answers: field or criterion id → what was answered.
    """

    def __init__(self, criteria: Sequence[RubricCriterion]) -> None:
        self.answers: Final[dict[str, Answer]] = {}
        self._rated: Final = [criterion.id for criterion in criteria]
        self._names: Final = names_of(criteria)
        self._problems: Final[list[tuple[Problem, int]]] = []
        self._ratings_in: int | None = None
        self._open: _Open | None = None

    @property
    def answered(self) -> bool:
        """Whether anything is there besides a comment."""
        return bool(self._problems or self.answers.keys() - {Field.COMMENT, Field.MEMBER})

    def put_into(self, found: Found, file: str | None) -> None:
        """Take the reply as a ballot, or name what is wrong with it."""
        trimmed = {
            name: attrs.evolve(answer, text=answer.text.strip())
            for name, answer in self.answers.items()
        }
        if not self._problems:
            found.take(trimmed, self._rated, file)
        for problem, row in self._problems:
            place = Place(file=file, row=row)
            found.unreadable.append(
                Problem(problem.message, code=problem.code, place=place, remedy=problem.remedy)
            )

    def read(self, number: int, line: str) -> None:
        """Take in one line; the first that understands it has it."""
        understood = (
            self._blank,
            self._labelled,
            self._going_on,
            self._consent,
            self._example,
            self._forecast,
            self._ratings,
            self._advice_alone,
            self._reasons_alone,
        )
        if not any(each(number, line.strip()) for each in understood):
            self._add(Field.COMMENT, line.strip(), number)

    def _blank(self, number: int, line: str) -> bool:
        if line:
            return False
        if self._open and self._open.labelled and self._open.name == Field.COMMENT:
            self._add(Field.COMMENT, "", number)
        else:
            self._open = None
        return True

    def _labelled(self, number: int, line: str) -> bool:
        for sign in (":", "?"):
            label, found, answer = line.partition(sign)
            label += sign.replace(":", "")
            name = self._names.get(words.answer_key(label))
            if not found or name is None:
                continue
            answer = answer.strip().removeprefix(":").strip()
            if answer:
                self.answers[name] = Answer(answer, number, label.strip())
            goes_on = name in FREE_TEXT or not answer
            self._open = _Open(name, labelled=True, length=len(line)) if goes_on else None
            return True
        return False

    def _going_on(self, number: int, line: str) -> bool:
        if self._open is None:
            return False
        name, labelled = self._open.name, self._open.labelled
        if not labelled and (self._open.length < _WRAPPED_FROM or begins_with_sign(line)):
            return False
        self._add(name, line, number, joint="\n" if name == Field.COMMENT else " ")
        self._open = _Open(name, labelled, len(line)) if name in FREE_TEXT else None
        return True

    def _consent(self, number: int, line: str) -> bool:
        if words.answer_key(line) not in words.may_be_published():
            return False
        self.answers[Field.MAY_QUOTE] = Answer(words.YES, number)
        return True

    def _example(self, _number: int, line: str) -> bool:
        return line.endswith(tuple(words.examples()))

    def _ratings(self, number: int, line: str) -> bool:
        found = marks_in(line, len(self._rated)) if self._rated else None
        if found is None:
            return False
        if self._ratings_in is not None:
            self._problems.append((_answered_twice(self._ratings_in), number))
            return True
        self._ratings_in = number
        if len(found.marks) != len(self._rated):
            self._problems.append((_wrong_count(len(found.marks), len(self._rated)), number))
        for criterion, mark in zip(self._rated, found.marks, strict=False):
            if mark != LEFT_OUT:
                self.answers[criterion] = Answer(mark, number)
        if found.before:
            self._add(Field.COMMENT, found.before, number)
        self._after_ratings(number, found.after)
        return True

    def _after_ratings(self, number: int, rest: str) -> None:
        advice, rest = advice_in(rest)
        reasons = reasons_in(rest)
        remark = reasons.remark
        if not advice and meant_as_advice(remark):
            advice, remark = remark, ""
        if advice:
            self.answers[Field.RECOMMENDATION] = Answer(advice, number)
        if remark:
            self._add(Field.COMMENT, remark, number)
        self._add_reasons(reasons.given, number, len(rest))

    def _advice_alone(self, number: int, line: str) -> bool:
        advice, rest = advice_in(line)
        if not advice or (rest and not begins_with_sign(rest)):
            return False
        self.answers[Field.RECOMMENDATION] = Answer(advice, number)
        self._add_reasons(reasons_in(rest).given, number, len(line))
        return True

    def _reasons_alone(self, number: int, line: str) -> bool:
        if not begins_with_sign(line):
            return False
        self._add_reasons(reasons_in(line).given, number, len(line))
        return True

    def _forecast(self, number: int, line: str) -> bool:
        found = one_number(line)
        if found is None or self._ratings_in is not None:
            return False
        self.answers[Field.FORECAST] = Answer(found[0], number)
        reasons = reasons_in(found[1])
        if reasons.remark:
            self._add(Field.COMMENT, reasons.remark, number)
        self._add_reasons(reasons.given, number, len(line))
        return True

    def _add_reasons(self, given: Mapping[Field, str], number: int, length: int) -> None:
        for field, reason in given.items():
            self._add(field, reason, number, joint="; ")
            self._open = _Open(field, labelled=False, length=length)

    def _add(self, name: str, text: str, number: int, *, joint: str = "\n") -> None:
        before = self.answers.get(name)
        self.answers[name] = (
            attrs.evolve(before, text=before.text + joint + text)
            if before
            else Answer(text, number)
        )


def _wrong_count(found: int, wanted: int) -> Problem:
    return Problem(
        Message(
            "{found} ratings stand here, and {wanted} things are rated.", found=found, wanted=wanted
        ),
        code="RATINGS_COUNT",
        remedy=Message(
            "Write one mark for each, in the order of the ballot, such as 4 3 - 2 4: a dash means "
            "“can't judge”, and _ one that is left out."
        ),
    )


def _answered_twice(before: int) -> Problem:
    return Problem(
        Message("Another line of ratings stands in row {row}.", row=str(before)),
        code="ANSWERED_TWICE",
        remedy=Message("Keep the one that holds, or write each trial's code before its ratings."),
    )

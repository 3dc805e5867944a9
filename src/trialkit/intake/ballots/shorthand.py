"""The signs of a short reply: marks in a row, a recommendation, and reasons after + and −."""

import difflib
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import attrs

from trialkit.intake.ballots import words
from trialkit.intake.ballots.words import Field

_DASHES: Final = "\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}-"
_BETWEEN: Final = r"(?:\s*[,;/|]\s*|\s+)"
_MARK: Final = r"(?:\d{1,2}|[?_\N{MINUS SIGN}\N{EN DASH}-])"
_MARKS: Final = re.compile(
    rf"(?:[^\d:?_+]{{0,40}}:\s*|(?:hei|moi|hej|hi|terve)\W+)?"
    rf"(?P<marks>{_MARK}(?:{_BETWEEN}{_MARK})+)(?=$|[\s,;.:!+]|-\D)",
    re.IGNORECASE,
)
_ONE_MARK: Final = "[1-5?_-]"
_SIGN: Final = re.compile(rf"(?:(?<=\s)|^)[+{_DASHES}](?=\s*\S)")
_WORD: Final = rf"[^\d\s?_+{_DASHES}]"
_ONE_NUMBER: Final = re.compile(
    rf"\s*(?P<number>\d{{1,3}}(?:[.,]\d+)?)(?:\s*/\s*10)?"
    rf"(?:\s*[.!]?$|\s*[,;:]\s*(?={_WORD})|\s+(?=[+{_DASHES}]\s*{_WORD}))"
)
_AROUND: Final = " \t,;.:!=>"
_SHORT: Final = 40
"""Characters; no recommendation is longer."""
_CLOSE: Final = 0.75
"""How alike a word must be to a recommendation to be taken for one that is misspelt."""


@attrs.frozen
class Marks:
    """The ratings in a line.

    Attributes:
        marks: as written, in the order of the ballot.
        before, after: what else stands in the line.
    """

    marks: list[str]
    before: str
    after: str


@attrs.frozen
class Reasons:
    """What stands after the signs of a line.

    Attributes:
        remark: the words before any sign.
        given: reason for and reason against, where there are any.
    """

    remark: str
    given: Mapping[Field, str]


def marks_in(line: str, wanted: int) -> Marks | None:
    """The ratings in a line, also too many or too few of them; None where it has none.

    Args:
        line: any.
        wanted: how many things are rated.
    """
    line = line.strip()
    together = re.match(rf"([1-5]{{{wanted}}})(?=[\s,;:])", line)
    if together and advice_in(line[together.end() :])[0]:
        return Marks(list(together[1]), "", line[together.end() :])
    if match := _MARKS.match(line):
        found = _meant(re.findall(_MARK, match["marks"]), line[match.end("marks") :], wanted)
        # “3 4 viikkoa lisää” is no rating; “3 4 muuta” is too short a one.
        if len(found.marks) > 2 or not found.after.strip() or advice_in(found.after)[0]:
            return found
    exact = rf"(?<!\S){_ONE_MARK}(?:{_BETWEEN}{_ONE_MARK}){{{wanted - 1}}}(?=$|[\s,;.:!+])"
    if match := re.search(exact, line):
        marks = re.findall(_ONE_MARK, match[0])
        return Marks(marks, line[: match.start()].strip(), line[match.end() :])
    return None


def _meant(marks: list[str], rest: str, wanted: int) -> Marks:
    """A dash too many is a minus sign, a bullet, or a recommendation that can't be given."""
    if len(marks) > wanted and marks[-1] in _DASHES and rest.strip() and not advice_in(rest)[0]:
        rest = marks.pop() + rest
    elif len(marks) == wanted + 1 and marks[-1] in "?-" and not rest.strip():
        rest = marks.pop()
    if len(marks) == wanted + 1 and marks[0] in _DASHES:
        del marks[0]
    return Marks(marks, "", rest)


def advice_in(text: str) -> tuple[str, str]:
    """The recommendation that a text begins with, "" where it has none; and what follows."""
    stripped = text.lstrip(_AROUND)
    if stripped in ("?", "-"):
        return stripped, ""
    match = _known_advice().match(stripped.replace("’", "'"))
    if match is None:
        return "", stripped
    return stripped[: match.end()], stripped[match.end() :].lstrip(_AROUND)


@cache
def _known_advice() -> re.Pattern[str]:
    spoken = sorted(words.recommendations(), key=len, reverse=True)
    phrases = (re.escape(phrase) for phrase in spoken if any(map(str.isalpha, phrase)))
    return re.compile(rf"(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def meant_as_advice(remark: str) -> bool:
    """Whether the words after the ratings can only be a recommendation that nobody knows."""
    first, *others = words.answer_key(remark[:_SHORT]).split() or ("",)
    alike = difflib.get_close_matches(first, words.recommendations(), 1, _CLOSE)
    return bool(first) and (bool(alike) or (not others and len(remark) < _SHORT))


def reasons_in(text: str) -> Reasons:
    """The reasons after the first plus and the first minus; “5 - 10 %” has none."""
    said: dict[Field | None, str] = {}
    field, start = None, 0
    for sign in _SIGN.finditer(text):
        meant = Field.REASON_FOR if sign[0] == "+" else Field.REASON_AGAINST
        if meant in said or meant is field or _between_numbers(text, sign):
            continue
        said[field] = text[start : sign.start()].strip().rstrip(",;")
        field, start = meant, sign.end()
    said[field] = text[start:].strip().rstrip(",;")
    remark = said.pop(None, "").strip(_AROUND)
    return Reasons(remark, {name: reason for name, reason in said.items() if name and reason})


def _between_numbers(text: str, sign: re.Match[str]) -> bool:
    before, after = text[max(0, sign.start() - 3) : sign.start()], text[sign.end() : sign.end() + 3]
    return before.rstrip()[-1:].isdigit() and after.lstrip()[:1].isdigit()


def begins_with_sign(text: str) -> bool:
    """Whether a reason begins here."""
    return _SIGN.match(text) is not None


def one_number(line: str) -> tuple[str, str] | None:
    """The number that is the whole of a line but for reasons or words after a comma."""
    match = _ONE_NUMBER.match(line)
    return (match["number"], line[match.end() :].strip()) if match else None

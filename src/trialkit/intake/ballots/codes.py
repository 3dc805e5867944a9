"""Ballot codes in running text, however somebody typed them."""

import re
from collections.abc import Collection, Iterator
from typing import Final

import attrs

from trialkit.model.round import CODE_ALPHABET

_SHAPE: Final = re.compile(
    r"(?<![\w@./-])([0-9A-Za-z]{4})([-\N{HYPHEN}-\N{EM DASH}\N{MINUS SIGN} ]?)([0-9A-Za-z]{4})"
    r"(?![\w@-])"
)
_NAMED: Final = re.compile(r"(?:koodi|tunnus|kod|code)\W{1,4}$", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"(?:^|\s)(?:(?:my |min |oma )?(?:koodini|koodi|tunnus|kod|code)(?: on| är| is)?\W{0,3})?"
    r"[(\[“\"]?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"^[)\]”\"]?\s*[:;,.\N{EN DASH}\N{EM DASH}]?\s*")


@attrs.frozen
class Code:
    """A code that stands in a text.

    Attributes:
        code: as it was printed: `K7QM-3F9A`.
        start, end: where in the text it stands.
    """

    code: str
    start: int
    end: int


def bare(code: str) -> str:
    """A code as it is compared, however it was typed.

    >>> bare("k7qm 3f9a") == bare("K7QM–3F9A")
    True
    """
    return re.sub(r"[\W_]", "", code).upper()


def as_printed(written: str) -> str:
    """`K7QM-3F9A` for anything of that shape; what has another shape stands as it is.

    >>> as_printed("k7qm3f9a"), as_printed("???")
    ('K7QM-3F9A', '???')
    """
    match = _SHAPE.fullmatch(written.strip())
    return f"{match[1]}-{match[3]}".upper() if match else written


def codes_in(text: str, known: Collection[str] = ()) -> Iterator[Code]:
    """The codes in a text. Words that only look a little like one are left alone.

    “Best ever” has the shape of a code too. So a code nobody knows must look like one: it has
    letters and digits, or capitals and its dash, or the word “code” before it.

    Args:
        text: any.
        known: codes of open rounds, `bare`: these are found however they are typed.
    """
    at = 0
    while match := _SHAPE.search(text, at):
        one = bare(match[0])
        if (
            one in known
            or _NAMED.search(text[max(0, match.start() - 12) : match.start()])
            or _looks_it(match)
        ):
            yield Code(f"{one[:4]}-{one[4:]}", match.start(), match.end())
            at = match.end()
        else:
            # The second half may be the first one of a code: “oma K7QM 3F9A”.
            at = match.start() + 1


def without_code(line: str, start: int, end: int) -> str:
    """The line without its code, the word “code” before it and the signs around it.

    >>> without_code("Koodi: K7QM-3F9A, 7", 7, 16)
    '7'
    """
    before, after = _BEFORE.sub("", line[:start]), _AFTER.sub("", line[end:])
    return f"{before.rstrip()} {after}".strip()


def _looks_it(match: re.Match[str]) -> bool:
    first, between, second = match.groups()
    together = first + second
    if not between:
        return _mixed(together) and _printable(together)
    if between == " ":
        alike = together.isupper() or together.islower()
        return alike and (_mixed(first) or _mixed(second)) and _printable(together)
    return _mixed(together) or together.isupper()


def _mixed(letters: str) -> bool:
    return not letters.isalpha() and not letters.isdigit()


def _printable(letters: str) -> bool:
    return all(letter in CODE_ALPHABET for letter in letters.upper())

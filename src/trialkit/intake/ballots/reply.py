"""Ballots in running text: whose words are whose, where several codes stand in one message."""

from collections.abc import Collection, Iterator, Sequence

import attrs

from trialkit.intake.ballots.answered import Answer, Found
from trialkit.intake.ballots.codes import bare, codes_in, without_code
from trialkit.intake.ballots.quoting import OwnWords
from trialkit.intake.ballots.reply_lines import Reply
from trialkit.intake.ballots.tables import not_a_ballot
from trialkit.intake.ballots.words import Field
from trialkit.model.round import RubricCriterion

_Line = tuple[int, str]
"""Its number in the text, counted from 1, and what stands in it."""


@attrs.define
class _Part:
    """What stands beside and below one code; no code where none stands above.

    Attributes:
        code: as printed.
        row: the line it stands in.
        lines: the words.
    """

    code: str | None
    row: int
    lines: list[_Line] = attrs.field(factory=list)

    @property
    def empty(self) -> bool:
        return not any(line.strip() for _, line in self.lines)


def ballots_in_text(
    file: str | None,
    own: OwnWords,
    criteria: Sequence[RubricCriterion],
    *,
    known: Collection[str] = (),
    subject: str = "",
) -> Found:
    """The ballots in a message; several codes are several ballots.

    Args:
        file: its name.
        own: the message, taken apart.
        criteria: what is rated, in the order of the ballot.
        known: codes of open rounds, `codes.bare`.
        subject: of the mail; its code counts where the words themselves have none.

    Raises:
        InvalidInput: there is neither a code nor anything that looks like an answer
            (NOT_A_BALLOT).
    """
    found = Found()
    if not any(own.lines) and (blank := set(_codes(f"{subject}\n{own.answered}", known))):
        found.not_filled = len(blank)
        return found
    parts = _parts(own.lines, known)
    if all(part.code is None for part in parts):
        _lend_code(parts, own, subject, known)
    for part in parts:
        reply = _reply_in(part, criteria)
        if part.code or reply.answered:
            reply.put_into(found, file)
        elif len(parts) == 1:
            raise not_a_ballot(file)
    return found


def _reply_in(part: _Part, criteria: Sequence[RubricCriterion]) -> Reply:
    reply = Reply(criteria)
    for number, line in part.lines:
        reply.read(number, line)
    if part.code:
        answered = min((answer.row or 0 for answer in reply.answers.values()), default=0)
        reply.answers[Field.CODE] = Answer(part.code, part.row or answered or None)
    return reply


def _parts(lines: Sequence[str], known: Collection[str]) -> list[_Part]:
    """The message cut at its codes: each one's words follow it, or all of them go before."""
    parts = [_Part(None, 1)]
    for number, line in enumerate(lines, start=1):
        codes = list(codes_in(line, known))
        if not codes:
            parts[-1].lines.append((number, line))
            continue
        begins = [0, *(code.start for code in codes[1:])]
        for code, begin, end in zip(codes, begins, [*begins[1:], len(line)], strict=True):
            if code.code != parts[-1].code:
                parts.append(_Part(code.code, number))
            words = without_code(line[begin:end], code.start - begin, code.end - begin)
            parts[-1].lines.append((number, words))
    first, *coded = parts
    if len({part.code for part in coded}) == 1:
        return [_Part(coded[0].code, coded[0].row, list(_all_lines(parts)))]
    if coded and not first.empty and coded[-1].empty:
        moved = zip(coded, parts, strict=False)
        return [_Part(part.code, part.row, before.lines) for part, before in moved]
    return [part for part in parts if part.code or not coded or not part.empty]


def _all_lines(parts: Sequence[_Part]) -> Iterator[_Line]:
    for part in parts:
        yield from part.lines


def _lend_code(parts: Sequence[_Part], own: OwnWords, subject: str, known: Collection[str]) -> None:
    """Who just answers a ballot's mail leaves the code in the subject, or in what is quoted."""
    for text in (subject, own.answered):
        codes = set(_codes(text, known))
        mine = {code for code in codes if bare(code) in known} or codes
        if len(mine) == 1:
            parts[0].code, parts[0].row = mine.pop(), 0
            return


def _codes(text: str, known: Collection[str]) -> Iterator[str]:
    return (code.code for code in codes_in(text, known))

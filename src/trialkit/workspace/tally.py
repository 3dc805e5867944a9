"""Ballots coming in to one round: who each is from, and what becomes of it."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.evaluation import verdict as verdicts
from trialkit.intake.ballots import BallotRow
from trialkit.model.round import Ballot, Round
from trialkit.workspace.reports import CollectReport

CODE_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Characters of a ballot's code: none that looks like another on paper."""


def ballot_code(secret: str, member: str) -> str:
    """`K7QM-3F9A`: an HMAC of the round's secret and the member, short enough to type."""
    mac = hmac.new(bytes.fromhex(secret), member.encode(), hashlib.sha256).digest()
    number = int.from_bytes(mac, "big")
    letters = []
    for _ in range(8):
        number, index = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def bare(code: str) -> str:
    """A code as it is compared, however it was typed."""
    return code.replace("-", "").replace(" ", "").upper()


class Tally:
    """Ballots coming in to one round: who they are from, and what becomes of each."""

    def __init__(self, round_: Round, names: Mapping[str, str], before: Sequence[Ballot]) -> None:
        self._round = round_
        self._names = names
        self._current = {ballot.member: ballot for ballot in verdicts.current(before)}
        self._by_code = {bare(invited.code): invited for invited in round_.invited}
        self._taken: list[str] = []
        self._replaced: list[str] = []
        self._recused: list[str] = []
        self._late: list[str] = []
        self._unchanged = 0
        self.unreadable: list[Problem] = []
        self.same: Ballot

    def take(self, row: BallotRow, ballot: Ballot) -> Ballot | None:
        """The ballot to save, or None where it isn't one or is there already."""
        invitation = self._by_code.get(bare(row.code))
        if invitation is None:
            self.unreadable.append(_unknown_code(row))
            return None
        if problem := _bad_rating(row, self._round):
            self.unreadable.append(problem)
            return None
        before = self._current.get(invitation.member)
        mine = attrs.evolve(
            ballot, member=invitation.member, replaces=before.id if before else None
        )
        if before is not None and _content(before) == _content(mine):
            self._unchanged += 1
            self.same = before
            return None
        self._current[invitation.member] = mine
        name = self._names.get(invitation.member, invitation.code)
        (self._replaced if before else self._taken).append(name)
        if invitation.recused:
            self._recused.append(name)
        if mine.late:
            self._late.append(name)
        return mine

    def report(self, unreadable: tuple[Problem, ...]) -> CollectReport:
        """What became of all of them."""
        waiting = verdicts.missing(self._round, list(self._current.values()))
        return CollectReport(
            taken=tuple(self._taken),
            replaced=tuple(self._replaced),
            unchanged=self._unchanged,
            recused=tuple(self._recused),
            late=tuple(self._late),
            missing=tuple(self._names.get(invited.member, invited.code) for invited in waiting),
            unreadable=unreadable,
        )


def _content(ballot: Ballot) -> tuple[object, ...]:
    return (
        dict(ballot.ratings),
        ballot.recommendation,
        ballot.reason_for,
        ballot.reason_against,
        ballot.comment,
        ballot.may_quote,
    )


def _unknown_code(row: BallotRow) -> Problem:
    return Problem(
        Message("The code “{code}” belongs to nobody in this round.", code=row.code),
        code="UNKNOWN_BALLOT_CODE",
        place=Place(file=row.source, row=row.row),
        remedy=Message("Copy the code from the ballot exactly as it is printed."),
    )


def _bad_rating(row: BallotRow, round_: Round) -> Problem | None:
    known = {criterion.id for criterion in round_.criteria}
    for criterion, rating in row.ratings.items():
        if criterion not in known or (rating is not None and not 1 <= rating <= 5):
            return Problem(
                Message(
                    "A rating of “{criterion}” can't be {found}.",
                    criterion=criterion,
                    found=str(rating),
                ),
                code="BAD_RATING",
                place=Place(file=row.source, row=row.row, field=criterion),
                remedy=Message("Give 1, 2, 3, 4 or 5, or leave it empty."),
            )
    return None

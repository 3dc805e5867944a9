"""Ballots coming in: which round and member each is from, and what becomes of it."""

from collections.abc import Callable, Iterator, Sequence

import attrs

from trialkit.errors import Message, Place, Problem
from trialkit.evaluation import verdict as verdicts
from trialkit.intake.ballots import BallotReading, BallotRow
from trialkit.intake.ballots.codes import bare
from trialkit.model.round import Ballot, Invitation, Round, RoundKind
from trialkit.workspace.round_reports import Collected, CollectReport, KeptOut


@attrs.define
class Poll:
    """One round, and what comes in to it.

    Attributes:
        held: the round.
        trial: its trial's slug.
        wanted: whether ballots of it are taken now.
        before: all ballots of each member, oldest first.
        taken, replaced, late, after_closing, recused: members to tell of.
        unchanged: ballots that were there already.
    """

    held: Round
    trial: str
    wanted: bool
    before: dict[str, list[Ballot]] = attrs.field(factory=dict)
    taken: list[str] = attrs.field(factory=list)
    replaced: list[str] = attrs.field(factory=list)
    late: list[str] = attrs.field(factory=list)
    after_closing: list[str] = attrs.field(factory=list)
    recused: list[KeptOut] = attrs.field(factory=list)
    unchanged: int = 0

    @property
    def touched(self) -> bool:
        """Whether anything came in to it."""
        return bool(self.taken or self.replaced or self.recused or self.unchanged)


class Tally:
    """Ballots coming in to any of several rounds."""

    def __init__(
        self,
        polls: Sequence[Poll],
        *,
        names: Callable[[str], str],
        ballots: Callable[[str], Sequence[Ballot]],
    ) -> None:
        """Begin to count.

        Args:
            polls: every round that a code could be of; those not wanted are only named.
            names: member's id → how the group knows them.
            ballots: a round's id → the ballots that are there; asked when one of it comes in.
        """
        self._polls = polls
        self._names = names
        self._ballots = ballots
        self._known: set[str] = set()
        self._by_code = {
            bare(invited.code): (poll, invited) for poll in polls for invited in poll.held.invited
        }
        self.unreadable: list[Problem] = []

    def take(
        self, rows: Sequence[BallotRow], made: Callable[[BallotRow, Round], Ballot]
    ) -> Iterator[Ballot]:
        """The ballots to save: not those that are no ballot, or are there already.

        A folder is often taken in twice, with a ballot and its correction in it. So an earlier
        ballot is new only where it was never seen; the last of a member is held against the
        current one.
        """
        last = {bare(row.code): at for at, row in enumerate(rows)}
        for at, row in enumerate(rows):
            found = self._poll_of(row)
            if found is None:
                continue
            poll, invited = found
            taken = self._taken(
                poll, invited, made(row, poll.held), latest=last[bare(row.code)] == at
            )
            if taken is not None:
                yield taken

    def report(self, readings: Sequence[BallotReading]) -> CollectReport:
        """What became of all of them."""
        told = [poll for poll in self._polls if poll.wanted and (poll.held.open or poll.touched)]
        return CollectReport(
            rounds=tuple(sorted(map(self._collected, told), key=lambda one: one.trial)),
            unreadable=(
                *(problem for reading in readings for problem in reading.unreadable),
                *self.unreadable,
            ),
            not_filled=sum(reading.not_filled for reading in readings),
            ignored=tuple(name for reading in readings for name in reading.ignored),
        )

    def _poll_of(self, row: BallotRow) -> tuple[Poll, Invitation] | None:
        """Where a ballot belongs; None, and the reason is noted, where it can't be taken."""
        found = self._by_code.get(bare(row.code))
        problem: Problem | None = _unknown_code(row)
        if found is not None:
            poll, _ = found
            problem = _of_another(row, poll) if not poll.wanted else _not_asked(row, poll.held)
        if problem is not None:
            self.unreadable.append(problem)
            return None
        return found

    def _taken(
        self, poll: Poll, invited: Invitation, ballot: Ballot, *, latest: bool
    ) -> Ballot | None:
        name = self._names(invited.member)
        if invited.recused is not None:
            poll.recused.append(KeptOut(member=name, stake=invited.recused))
            return None
        self._look_up(poll)
        before = poll.before.setdefault(invited.member, [])
        mine = attrs.evolve(
            ballot, member=invited.member, replaces=before[-1].id if before else None
        )
        seen = before[-1:] if latest else before
        if any(_content(old) == _content(mine) for old in seen):
            poll.unchanged += 1
            return None
        (poll.replaced if before else poll.taken).append(name)
        if mine.after_closing:
            poll.after_closing.append(name)
        elif mine.late:
            poll.late.append(name)
        before.append(mine)
        return mine

    def _look_up(self, poll: Poll) -> None:
        if poll.held.id in self._known:
            return
        self._known.add(poll.held.id)
        for ballot in verdicts.in_order(self._ballots(poll.held.id)):
            poll.before.setdefault(ballot.member, []).append(ballot)

    def _collected(self, poll: Poll) -> Collected:
        self._look_up(poll)
        ballots = [ballot for of_one in poll.before.values() for ballot in of_one]
        waiting = verdicts.missing(poll.held, ballots) if poll.held.open else ()
        return Collected(
            trial=poll.trial,
            kind=poll.held.kind,
            taken=tuple(poll.taken),
            replaced=tuple(poll.replaced),
            unchanged=poll.unchanged,
            recused=tuple(poll.recused),
            late=tuple(poll.late),
            after_closing=tuple(poll.after_closing),
            missing=tuple(self._names(invited.member) for invited in waiting),
        )


def _content(ballot: Ballot) -> tuple[object, ...]:
    return (
        dict(ballot.ratings),
        ballot.forecast,
        ballot.recommendation,
        ballot.reason_for,
        ballot.reason_against,
        ballot.comment,
        ballot.may_quote,
    )


def _unknown_code(row: BallotRow) -> Problem:
    return Problem(
        Message("The code “{code}” belongs to nobody who was asked.", code=row.code),
        code="UNKNOWN_BALLOT_CODE",
        place=_place(row),
        remedy=Message("Copy the code from the ballot exactly as it is printed."),
    )


def _of_another(row: BallotRow, poll: Poll) -> Problem:
    return Problem(
        Message("This ballot is about another trial: {trial}.", trial=poll.trial),
        code="OTHER_TRIAL",
        place=_place(row),
        remedy=Message("Take ballots of several trials in without naming one."),
    )


def _not_asked(row: BallotRow, held: Round) -> Problem | None:
    """What is wrong with the answers, given what the round asks; None where nothing is."""
    known = {criterion.id for criterion in held.criteria}
    for criterion, rating in row.ratings.items():
        if criterion not in known:
            return _problem(
                row,
                criterion,
                "NOT_ASKED",
                Message("“{question}” isn't asked in this round.", question=criterion),
                Message("Fill in the ballot that was written for this round."),
            )
        if rating is not None and not 1 <= rating <= 5:
            return _problem(
                row,
                criterion,
                "BAD_RATING",
                Message(
                    "A rating of “{criterion}” can't be {found}.",
                    criterion=criterion,
                    found=str(rating),
                ),
                Message("Give 1, 2, 3, 4 or 5, or leave it empty."),
            )
    return _bad_forecast(row, held)


def _bad_forecast(row: BallotRow, held: Round) -> Problem | None:
    if row.forecast is None:
        return None
    if held.kind is not RoundKind.FORECAST:
        return _problem(
            row,
            "forecast",
            "NOT_ASKED",
            Message("A forecast isn't asked for in this round."),
            Message("Fill in the ballot that was written for this round."),
        )
    if not 0 <= row.forecast <= 10:
        return _problem(
            row,
            "forecast",
            "BAD_FORECAST",
            Message("A forecast can't be {found}.", found=str(row.forecast)),
            Message("Give a whole number from 0 (surely not) to 10 (surely)."),
        )
    return None


def _problem(row: BallotRow, field: str, code: str, message: Message, remedy: Message) -> Problem:
    place = Place(file=row.source, row=row.row, field=field)
    return Problem(message, code=code, place=place, remedy=remedy)


def _place(row: BallotRow) -> Place:
    return Place(file=row.source, row=row.row)

"""What an open workspace answers about rounds: plain values, and never what anybody said."""

from collections.abc import Iterable
from datetime import date

import attrs

from trialkit.errors import Problem
from trialkit.evidence.raters import Oddity
from trialkit.model.company import StakeKind
from trialkit.model.round import RoundKind


@attrs.frozen(kw_only=True)
class KeptOut:
    """A ballot that wasn't taken, because its member has a stake.

    Attributes:
        member: how the group knows them.
        stake: what the stake is.
    """

    member: str
    stake: StakeKind


@attrs.frozen(kw_only=True)
class Collected:
    """What came in to one round.

    Attributes:
        trial: its trial's slug.
        kind: when in the trial's life it is held.
        taken: names of members whose ballot is new.
        replaced: names of those whose ballot corrects an earlier one.
        unchanged: how many ballots were there already.
        recused: whose ballots were kept out, and why.
        late: names of those whose ballot came after the deadline; it counts.
        after_closing: names of those whose ballot came when the round was closed: it is kept,
            and doesn't count.
        missing: names of those who haven't answered; none once the round is closed.
    """

    trial: str
    kind: RoundKind
    taken: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: int
    recused: tuple[KeptOut, ...]
    late: tuple[str, ...]
    after_closing: tuple[str, ...]
    missing: tuple[str, ...]


@attrs.frozen(kw_only=True)
class CollectReport:
    """What came back of the ballots.

    Attributes:
        rounds: each that was open, or that something came in to.
        unreadable: what is wrong with the ballots that couldn't be taken.
        not_filled: how many came back empty.
        ignored: files of a folder that can't hold ballots.
    """

    rounds: tuple[Collected, ...]
    unreadable: tuple[Problem, ...]
    not_filled: int
    ignored: tuple[str, ...]

    @property
    def taken(self) -> tuple[str, ...]:
        """Names of members whose ballot is new, one for each ballot."""
        return _joined(one.taken for one in self.rounds)

    @property
    def replaced(self) -> tuple[str, ...]:
        """Names of those whose ballot corrects an earlier one."""
        return _joined(one.replaced for one in self.rounds)

    @property
    def late(self) -> tuple[str, ...]:
        """Names of those whose ballot came after the deadline."""
        return _joined(one.late for one in self.rounds)

    @property
    def after_closing(self) -> tuple[str, ...]:
        """Names of those whose ballot came when the round was closed."""
        return _joined(one.after_closing for one in self.rounds)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of those who haven't answered, one for each ballot."""
        return _joined(one.missing for one in self.rounds)

    @property
    def unchanged(self) -> int:
        """How many ballots were there already."""
        return sum(one.unchanged for one in self.rounds)

    @property
    def recused(self) -> tuple[KeptOut, ...]:
        """Whose ballots were kept out, and why."""
        return tuple(kept for one in self.rounds for kept in one.recused)


@attrs.frozen(kw_only=True)
class MemberStanding:
    """Whether a member has answered; never what.

    Attributes:
        member: how the group knows them.
        company: its name.
        answered_on: the day their ballot was taken in; None while it is missing.
        late: whether it came after the deadline.
        corrected: whether it takes the place of an earlier one.
        after_closing: whether it came when the round was closed, and doesn't count.
        typed_by: who typed it in, where that wasn't the member.
        recused: why they don't judge; None where they do.
    """

    member: str
    company: str
    answered_on: date | None = None
    late: bool = False
    corrected: bool = False
    after_closing: bool = False
    typed_by: str | None = None
    recused: StakeKind | None = None


@attrs.frozen(kw_only=True)
class RoundStanding:
    """How far a round has come.

    Attributes:
        trial: the trial's slug.
        kind: when in the trial's life it is held.
        opened_on, deadline: its first day, and the last on which ballots are expected.
        closed_on: the day it closed; None while it is open.
        asked: members who may judge.
        answered: how many of them have.
        companies: companies they speak for: the quorum's unit.
        quorum: how many companies must have judged; None where none is asked for.
        members: each who was invited, by name.
    """

    trial: str
    kind: RoundKind
    opened_on: date
    deadline: date
    closed_on: date | None
    asked: int
    answered: int
    companies: int
    quorum: int | None
    members: tuple[MemberStanding, ...]


@attrs.frozen(kw_only=True)
class RaterPointedOut:
    """A member whose ratings are unlike everybody's; to talk with, never to leave out.

    Attributes:
        member: how the group knows them.
        company: its name.
        oddity: rates everything the same, or against everyone.
        share: of their ratings that are the same, or the rank correlation with the others' mean.
        ratings: how many it rests on.
    """

    member: str
    company: str
    oddity: Oddity
    share: float
    ratings: int


def _joined(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(name for several in names for name in several)

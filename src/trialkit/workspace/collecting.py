"""Ballots coming back: from files and folders, or typed in one by one."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from trialkit.errors import InvalidInput, Message, NotFound, Refused
from trialkit.evaluation import verdict as verdicts
from trialkit.intake.ballots import BallotRow, read_ballot_text, read_ballots
from trialkit.intake.ballots.codes import bare
from trialkit.model.company import Company, Member
from trialkit.model.round import Ballot, Invitation, Recommendation, Round
from trialkit.model.trial import Trial
from trialkit.store.records import Records
from trialkit.workspace import invitations
from trialkit.workspace.round_reports import CollectReport
from trialkit.workspace.standings import Standings
from trialkit.workspace.tally import Poll, Tally


class Collecting(Standings):
    """What an open workspace does with ballots that come back."""

    def collect(
        self, which: str | None, paths: Iterable[Path | str], *, text: str = ""
    ) -> CollectReport:
        """Take ballots back from files and folders, in any mix; twice without double counting.

        Each ballot's code says which round and member it is from. What can't be read, unknown
        codes, and answers that the round doesn't ask for are named and left out; so are ballots
        of members with a stake. Late ones count and are shown as such; those that come when
        their round is closed are kept and don't count. The rest is taken.

        Args:
            which: the trial whose ballots are taken; None for those of every round.
            paths: where the ballots are.
            text: ballots that somebody pasted or piped in.

        Raises:
            NotFound: no such trial, or a path isn't there.
            Refused: there is no round that they could be of.
        """
        wanted = None if which is None else self.find(which)
        known = [one.code for held in self._store.rounds() for one in held.invited]
        readings = [read_ballots([Path(path) for path in paths], codes=known)]
        if text:
            readings.append(read_ballot_text(text, codes=known))
        with self._command("collect") as tx:
            if wanted is not None:
                tx.about(wanted.id)
            tally = self._tally(tx, self._polls(tx, wanted))
            rows = [row for reading in readings for row in reading.rows]
            for ballot in tally.take(rows, self._ballot_of):
                tx.save(ballot)
            return tally.report(readings)

    def ballot(
        self,
        which: str,
        member: str,
        *,
        ratings: Mapping[str, int | None] | None = None,
        forecast: int | None = None,
        recommendation: Recommendation | str | None = None,
        reason_for: str = "",
        reason_against: str = "",
        comment: str = "",
        may_quote: bool = False,
        entered_by: str | None = None,
    ) -> Ballot:
        """Take in one member's ballot; a second one corrects the first.

        Args:
            which: the trial.
            member: the member's name, id, company or ballot code.
            ratings: rubric criterion → 1 to 5, or None for "can't judge".
            forecast: in a forecast round, 0 to 10; None for "can't judge".
            recommendation: what the member would do.
            reason_for, reason_against, comment: in their words.
            may_quote: whether the words may be published without a name.
            entered_by: who typed it in, where that wasn't the member.

        Raises:
            NotFound: no invited member has that name.
            Refused: no round is open, or the member has a stake in the company.
            InvalidInput: a rating is not 1 to 5, a forecast not 0 to 10, or there is no such
                recommendation.
        """
        trial = self.find(which)
        with self._command("ballot") as tx:
            tx.about(trial.id)
            held = invitations.as_of_now(tx, self._open_round(tx, trial))
            invitation = self._invitation(tx, held, member)
            _refuse_stake(invitation, self._named(tx, invitation))
            row = BallotRow(
                code=invitation.code,
                ratings=dict(ratings or {}),
                forecast=forecast,
                recommendation=_recommendation(recommendation),
                reason_for=reason_for,
                reason_against=reason_against,
                comment=comment,
                may_quote=may_quote,
                entered_by=entered_by,
                source=None,
                row=None,
            )
            tally = self._tally(tx, [Poll(held=held, trial=trial.slug, wanted=True)])
            for ballot in tally.take([row], self._ballot_of):
                return tx.save(ballot)
            if tally.unreadable:
                raise InvalidInput.of(tally.unreadable)
            return verdicts.in_order(
                one for one in tx.ballots(held.id) if one.member == invitation.member
            )[-1]

    def _polls(self, records: Records, wanted: Trial | None) -> list[Poll]:
        """Every round a code could be of.

        Raises:
            Refused: there is none that ballots are wanted of.
        """
        slugs = {row.id: row.slug for row in records.overview()}
        polls = [
            Poll(
                held=invitations.as_of_now(records, held),
                trial=slugs[held.trial],
                wanted=wanted is None or held.trial == wanted.id,
            )
            for held in records.rounds()
        ]
        if not any(poll.wanted for poll in polls):
            raise _no_round(wanted)
        return polls

    def _tally(self, records: Records, polls: list[Poll]) -> Tally:
        names = {member.id: member.name for member in records.members()}
        return Tally(polls, names=lambda id_: names.get(id_, "–"), ballots=records.ballots)

    def _ballot_of(self, row: BallotRow, held: Round) -> Ballot:
        return Ballot(
            id=self._new_id(),
            round=held.id,
            member="",
            ratings=row.ratings,
            forecast=row.forecast,
            recommendation=row.recommendation,
            reason_for=row.reason_for,
            reason_against=row.reason_against,
            comment=row.comment,
            may_quote=row.may_quote,
            at=self.now,
            entered_by=row.entered_by,
            source=row.source,
            late=self.today > held.deadline,
            after_closing=not held.open,
        )

    def _named(self, records: Records, invitation: Invitation) -> str:
        names = {member.id: member.name for member in records.members()}
        return names.get(invitation.member, "–")

    def _invitation(self, records: Records, round_: Round, who: str) -> Invitation:
        members = {member.id: member for member in records.members()}
        companies = {company.id: company for company in records.companies()}
        wanted = who.casefold().strip()
        found = [
            invitation
            for invitation in round_.invited
            if _answers_to(wanted, invitation, members, companies)
        ]
        if len(found) == 1:
            return found[0]
        names = tuple(members[invitation.member].name for invitation in found or round_.invited)
        if found:
            raise InvalidInput(
                Message("“{name}” could be several members.", name=who),
                code="AMBIGUOUS",
                remedy=Message("Members: {names}.", names=names),
            )
        raise NotFound(
            Message("Nobody called “{name}” is invited to this round.", name=who),
            code="UNKNOWN_MEMBER",
            remedy=Message("Invited: {names}.", names=names),
        )

    def _open_round(self, records: Records, trial: Trial) -> Round:
        for held in records.rounds(trial.id):
            if held.open:
                return held
        raise _no_round(trial)


def _no_round(trial: Trial | None) -> Refused:
    if trial is None:
        return Refused(
            Message("No evaluation round has been opened."),
            code="NO_OPEN_ROUND",
            remedy=Message("Open one with: trialkit round open."),
        )
    return Refused(
        Message("No evaluation round of {trial} is open.", trial=trial.slug),
        code="NO_OPEN_ROUND",
        remedy=Message("Open one with: trialkit round open {trial}.", trial=trial.slug),
    )


def _refuse_stake(invitation: Invitation, name: str) -> None:
    if invitation.recused is not None:
        raise Refused(
            Message(
                "{name} doesn't judge this trial: {stake:stake}.",
                name=name,
                stake=invitation.recused,
            ),
            code="RECUSED",
        )


def _recommendation(said: Recommendation | str | None) -> Recommendation | None:
    if said is None:
        return None
    if said not in set(Recommendation):
        raise InvalidInput(
            Message("“{found}” is not a recommendation.", found=str(said)),
            code="UNKNOWN_RECOMMENDATION",
            remedy=Message(
                "Choose one of: {names:recommendation}.", names=tuple(map(str, Recommendation))
            ),
        )
    return Recommendation(said)


def _answers_to(
    wanted: str,
    invitation: Invitation,
    members: Mapping[str, Member],
    companies: Mapping[str, Company],
) -> bool:
    member = members[invitation.member]
    names = (member.id, member.name.casefold(), companies[member.company].name.casefold())
    return wanted in names or bare(wanted) == bare(invitation.code)

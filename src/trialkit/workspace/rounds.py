"""The core group's judgement of a trial: rounds, invitations and ballots."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, NotFound, Refused
from trialkit.evaluation import verdict as verdicts
from trialkit.evaluation.evaluation import Verdict
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import BallotRow, read_ballots, write_ballots
from trialkit.language.wording import wording
from trialkit.model.company import Company, Member
from trialkit.model.round import Ballot, Invitation, Recommendation, Round, RoundKind
from trialkit.model.trial import Trial
from trialkit.rules.recusal import stake_of
from trialkit.store.records import Records
from trialkit.workspace.evaluating import Evaluating
from trialkit.workspace.reports import CollectReport
from trialkit.workspace.tally import Tally, ballot_code, bare

ROUND_LASTS: Final = timedelta(days=14)


class Rounds(Evaluating):
    """What an open workspace does with evaluation rounds."""

    def open_round(
        self,
        which: str,
        *,
        deadline: date | None = None,
        quorum: int | None = None,
        kind: RoundKind = RoundKind.FINAL,
        early_reason: str | None = None,
    ) -> Round:
        """Send a trial to the core group: every member of its area is invited.

        Members with a stake are recused by rule; they are told before they fill in anything.

        Args:
            which: the trial.
            deadline: last day for ballots; two weeks from now where left out.
            quorum: companies that must have judged; the workspace's setting where left out.
            kind: a final round also moves the trial to *evaluating*.
            early_reason: why it is evaluated before the promised end, where it is.

        Raises:
            Refused: a round is open, nobody can be invited, or the move isn't legal.
        """
        trial = self.find(which)
        if kind is RoundKind.FINAL:
            self._ask_plugins(trial, "evaluate")
        with self._command("open round") as tx:
            tx.about(trial.id)
            trial = tx.trial(trial.id)
            _refuse_second_round(tx.rounds(trial.id), trial)
            if kind is RoundKind.FINAL:
                trial = self._to_evaluation(tx, trial, early_reason)
            invited = self._invited(tx, trial, secret := secrets.token_hex(32))
            return tx.save(
                Round(
                    id=self._new_id(),
                    trial=trial.id,
                    kind=kind,
                    criteria=RUBRIC,
                    invited=invited,
                    opened_on=self.today,
                    deadline=deadline or self.today + ROUND_LASTS,
                    quorum=quorum or self.settings.quorum,
                    secret=secret,
                )
            )

    def _invited(self, tx: Records, trial: Trial, secret: str) -> tuple[Invitation, ...]:
        owner = tx.company(trial.company)
        companies = {company.id: company for company in tx.companies()}
        stakes = tx.stakes()
        members = [member for member in tx.members(trial.area) if member.active_on(self.today)]
        if not members:
            raise Refused(
                Message("The core group of this area has no members who could judge."),
                code="NO_MEMBERS",
                remedy=Message("Add them with: trialkit group member add."),
            )
        return tuple(
            Invitation(
                member=member.id,
                company=member.company,
                code=ballot_code(secret, member.id),
                recused=stake_of(companies[member.company], owner, stakes),
            )
            for member in members
        )

    def write_ballots(
        self, which: str, folder: Path | str, *, form: str = "xlsx", language: str | None = None
    ) -> tuple[Path, ...]:
        """Write the open round's ballots out, for Excel, paper or the web; answers the files.

        Raises:
            Refused: no round is open.
            InvalidInput: there is no such form, or a file is open in another program.
        """
        trial = self.find(which)
        round_ = self._open_round(self._store, trial)
        names = {member.id: member.name for member in self._store.members()}
        return write_ballots(
            round_,
            trial,
            names,
            Path(folder),
            form=form,
            wording=wording(language or self.settings.language),
        )

    def collect(self, which: str, paths: Iterable[Path | str]) -> CollectReport:
        """Take ballots back from files and folders, in any mix; twice without double counting.

        Unreadable ballots, unknown codes and unknown members are named and left out; the rest
        is taken.

        Raises:
            Refused: no round is open.
            InvalidInput: a path isn't there.
        """
        trial = self.find(which)
        reading = read_ballots([Path(path) for path in paths])
        with self._command("collect") as tx:
            tx.about(trial.id)
            round_ = self._open_round(tx, trial)
            names = {member.id: member.name for member in tx.members()}
            tally = Tally(round_, names, tx.ballots(round_.id))
            for row in reading.rows:
                if ballot := tally.take(row, self._ballot_of(row, round_)):
                    tx.save(ballot)
            return tally.report((*reading.unreadable, *tally.unreadable))

    def ballot(
        self,
        which: str,
        member: str,
        *,
        ratings: Mapping[str, int | None],
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
            recommendation: what the member would do.
            reason_for, reason_against, comment: in their words.
            may_quote: whether the words may be published without a name.
            entered_by: who typed it in, where that wasn't the member.

        Raises:
            NotFound: no invited member has that name.
            Refused: no round is open.
            InvalidInput: a rating is not 1 to 5, or there is no such recommendation.
        """
        trial = self.find(which)
        with self._command("ballot") as tx:
            tx.about(trial.id)
            round_ = self._open_round(tx, trial)
            row = BallotRow(
                code=self._invitation(tx, round_, member).code,
                ratings=dict(ratings),
                recommendation=_recommendation(recommendation),
                reason_for=reason_for,
                reason_against=reason_against,
                comment=comment,
                may_quote=may_quote,
                entered_by=entered_by,
                source=None,
                row=None,
            )
            names = {someone.id: someone.name for someone in tx.members()}
            tally = Tally(round_, names, tx.ballots(round_.id))
            ballot = tally.take(row, self._ballot_of(row, round_))
            if tally.unreadable:
                raise InvalidInput.of(tally.unreadable)
            return tx.save(ballot) if ballot else tally.same

    def _ballot_of(self, row: BallotRow, round_: Round) -> Ballot:
        return Ballot(
            id=self._new_id(),
            round=round_.id,
            member="",
            ratings=row.ratings,
            recommendation=row.recommendation,
            reason_for=row.reason_for,
            reason_against=row.reason_against,
            comment=row.comment,
            may_quote=row.may_quote,
            at=self.now,
            entered_by=row.entered_by,
            source=row.source,
            late=self.today > round_.deadline,
        )

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
        rounds = records.rounds(trial.id)
        if rounds and rounds[-1].open:
            return rounds[-1]
        raise Refused(
            Message("No evaluation round of {trial} is open.", trial=trial.slug),
            code="NO_OPEN_ROUND",
            remedy=Message("Open one with: trialkit round open {trial}.", trial=trial.slug),
        )

    def close_round(self, which: str, *, without_quorum: str | None = None) -> Verdict:
        """Close the round; only now are the ballots seen, and only as counts and medians.

        Args:
            which: the trial.
            without_quorum: the reason for closing with too few companies.

        Raises:
            Refused: no round is open, or too few companies judged and no reason is given.
        """
        trial = self.find(which)
        with self._command("close round") as tx:
            tx.about(trial.id)
            round_ = self._open_round(tx, trial)
            ballots = tx.ballots(round_.id)
            judged = _companies_that_judged(round_, ballots)
            if judged < round_.quorum and not (without_quorum or "").strip():
                raise Refused(
                    Message(
                        "{judged} companies have judged, and {quorum} are needed.",
                        judged=judged,
                        quorum=round_.quorum,
                    ),
                    code="NO_QUORUM",
                    remedy=Message("Wait for more ballots, or close it with a reason."),
                )
            short = judged < round_.quorum
            closed = attrs.evolve(
                round_, closed_on=self.today, without_quorum=without_quorum if short else None
            )
            tx.save(closed)
            return verdicts.verdict(closed, ballots)


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


def _companies_that_judged(round_: Round, ballots: Sequence[Ballot]) -> int:
    """The quorum's unit: one voice a company, however many of its members judged."""
    judges = {ballot.member for ballot in verdicts.counting(round_, ballots)}
    return len({one.company for one in round_.invited if one.member in judges})


def _answers_to(
    wanted: str,
    invitation: Invitation,
    members: Mapping[str, Member],
    companies: Mapping[str, Company],
) -> bool:
    member = members[invitation.member]
    names = (member.id, member.name.casefold(), companies[member.company].name.casefold())
    return wanted in names or bare(wanted) == bare(invitation.code)


def _refuse_second_round(rounds: Sequence[Round], trial: Trial) -> None:
    if rounds and rounds[-1].open:
        raise Refused(
            Message("A round of {trial} is already open.", trial=trial.slug),
            code="ROUND_OPEN",
            remedy=Message("Close it first: trialkit round close {trial}.", trial=trial.slug),
        )

"""How rounds stand, and how the group judges; never what anybody said in an open round."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trialkit.errors import Message, Refused
from trialkit.evaluation import verdict as verdicts
from trialkit.evaluation.evaluation import Forecast, Outcome
from trialkit.evaluation.forecasts import FEWEST_TRIALS, Calibration, calibration
from trialkit.evidence.raters import odd_raters
from trialkit.model.company import Company, Member
from trialkit.model.round import Ballot, Invitation, Round, RoundKind
from trialkit.model.trial import State, Trial
from trialkit.workspace import invitations
from trialkit.workspace.evaluating import Evaluating
from trialkit.workspace.round_reports import MemberStanding, RaterPointedOut, RoundStanding

if TYPE_CHECKING:
    from trialkit.store.rows import TrialRow


class Standings(Evaluating):
    """What an open workspace knows of its rounds besides their verdicts."""

    def round_standings(self, which: str | None = None) -> tuple[RoundStanding, ...]:
        """Who has answered and who is recused: every round of one trial, or all open ones.

        By trial, then by the day they were opened.

        Raises:
            NotFound: no such trial.
        """
        people = _People(self._store.members(), self._store.companies())
        if which is None:
            rounds = [held for held in self._store.rounds() if held.open]
        else:
            rounds = self._store.rounds(self.find(which).id)
        slugs = {row.id: row.slug for row in self._store.overview()}
        standings = (self._standing(held, slugs[held.trial], people) for held in rounds)
        return tuple(sorted(standings, key=lambda one: (one.trial, one.opened_on)))

    def _standing(self, held: Round, slug: str, people: "_People") -> RoundStanding:
        held = invitations.as_of_now(self._store, held)
        ballots = self._store.ballots(held.id)
        counted = verdicts.counting(held, ballots)
        asked = [invited for invited in held.invited if invited.recused is None]
        return RoundStanding(
            trial=slug,
            kind=held.kind,
            opened_on=held.opened_on,
            deadline=held.deadline,
            closed_on=held.closed_on,
            asked=len(asked),
            answered=len(counted),
            companies=len(verdicts.companies_of(held, counted)),
            quorum=held.quorum if held.kind is not RoundKind.FORECAST else None,
            members=tuple(
                sorted(
                    (self._member(one, ballots, people) for one in held.invited),
                    key=lambda standing: standing.member.casefold(),
                )
            ),
        )

    def _member(
        self, invited: Invitation, ballots: Sequence[Ballot], people: "_People"
    ) -> MemberStanding:
        name, company = people.name(invited.member), people.company(invited.company)
        if invited.recused is not None:
            return MemberStanding(member=name, company=company, recused=invited.recused)
        own = verdicts.in_order(one for one in ballots if one.member == invited.member)
        if not own:
            return MemberStanding(member=name, company=company)
        latest = own[-1]
        counted = next(iter(verdicts.current(own)), latest)
        return MemberStanding(
            member=name,
            company=company,
            answered_on=counted.at.astimezone(self.zone).date(),
            late=counted.late,
            corrected=counted.replaces is not None,
            after_closing=latest.after_closing,
            typed_by=counted.entered_by,
        )

    def odd_raters(self, area: str | None = None) -> tuple[RaterPointedOut, ...]:
        """Members who rate everything the same, or against everyone, over all closed rounds.

        For the coordinator to talk with; nothing else ever shows it, and their ballots count.

        Args:
            area: the core group's; the workspace's own where left out.
        """
        group = self._store.members(area or self.settings.area)
        people = _People(group, self._store.companies())
        rounds = [held for held in self._store.rounds() if not held.open and held.criteria]
        columns = [
            {ballot.member: ballot.ratings.get(criterion.id) for ballot in counted}
            for held in rounds
            if (counted := verdicts.counting(held, self._store.ballots(held.id)))
            for criterion in held.criteria
        ]
        found = odd_raters([[column.get(one.id) for column in columns] for one in group])
        return tuple(
            RaterPointedOut(
                member=group[one.rater].name,
                company=people.company(group[one.rater].company),
                oddity=one.oddity,
                share=one.share,
                ratings=one.ratings,
            )
            for one in found
        )

    def calibration(self, area: str | None = None) -> Calibration:
        """How well the group knew: its forecasts beside what became of the promises.

        Args:
            area: the core group's; the workspace's own where left out.

        Raises:
            Refused: fewer than twelve trials have both a forecast and an answer.
        """
        over = {
            row.id: row
            for row in self._store.overview()
            if row.state in {State.CONCLUDED, State.STOPPED}
            and row.area == (area or self.settings.area)
            and row.outcome is not None
        }
        latest = {
            held.trial: held
            for held in self._store.rounds()
            if held.kind is RoundKind.FORECAST and held.trial in over and not held.open
        }
        found = calibration(
            (over[held.trial].slug, self._forecast(held), _outcome(over[held.trial]))
            for held in latest.values()
        )
        if len(found.trials) < FEWEST_TRIALS:
            raise Refused(
                Message.counted(
                    "How well the group knows shows once {fewest} trials have both a forecast and"
                    " an answer; {n} has so far.",
                    "How well the group knows shows once {fewest} trials have both a forecast and"
                    " an answer; {n} have so far.",
                    n=len(found.trials),
                    fewest=FEWEST_TRIALS,
                ),
                code="TOO_FEW_FORECASTS",
                remedy=Message("Ask before the start: trialkit round open --kind forecast."),
            )
        return found

    def _forecast(self, held: Round) -> Forecast:
        trial: Trial = self._store.trial(held.trial)
        in_time = trial.seal is not None and trial.seal.before_start
        ballots = self._store.ballots(held.id)
        return verdicts.forecast_of(held, ballots, sealed_before_start=in_time)


class _People:
    """Members and companies as they are called; a dash for those who were erased."""

    def __init__(self, members: Sequence[Member], companies: Sequence[Company]) -> None:
        self._members = {member.id: member.name for member in members}
        self._companies = {company.id: company.name for company in companies}

    def name(self, member: str) -> str:
        return self._members.get(member, "–")

    def company(self, company: str) -> str:
        return self._companies.get(company, "–")


def _outcome(row: "TrialRow") -> Outcome:
    return Outcome(row.outcome or "")

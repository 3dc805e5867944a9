"""The core group's judgement of trials: rounds opened, ballots written, rounds closed."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from trialkit.errors import InvalidInput, Message, Problem, Refused
from trialkit.evaluation import verdict as verdicts
from trialkit.evaluation.evaluation import Verdict
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import write_meeting_ballots
from trialkit.language.wording import wording
from trialkit.model.company import Member
from trialkit.model.conversion import digest
from trialkit.model.round import Ballot, Round, RoundKind
from trialkit.model.trial import Draft, Trial
from trialkit.rules import rounds as rules
from trialkit.templates.filling import promised
from trialkit.workspace import invitations
from trialkit.workspace.collecting import Collecting

if TYPE_CHECKING:
    # What writes loads sqlite-utils, and a command that only reads can do without.
    from trialkit.store.transaction import Transaction

ROUND_LASTS: Final = timedelta(days=14)


class Rounds(Collecting):
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
        """Send one trial to the core group; as `open_rounds`."""
        return self.open_rounds(
            [which], deadline=deadline, quorum=quorum, kind=kind, early_reason=early_reason
        )[0]

    def open_rounds(
        self,
        which: Sequence[str],
        *,
        deadline: date | None = None,
        quorum: int | None = None,
        kind: RoundKind = RoundKind.FINAL,
        early_reason: str | None = None,
    ) -> tuple[Round, ...]:
        """Send trials to the core group, a round each: every member of its area is invited.

        Members with a stake are recused by rule; they are told before they fill in anything.
        All rounds are opened, or none.

        Args:
            which: the trials.
            deadline: last day for ballots; two weeks from now where left out, or the day a draft
                is planned to start where that is sooner.
            quorum: companies that must have judged; the workspace's setting where left out.
            kind: a final round also moves its trial to *evaluating*; a forecast is asked of a
                draft, and ends with its start at the latest.
            early_reason: why it is evaluated before the promised end, where it is.

        Raises:
            Refused: a round is open, nobody can be invited, or the move isn't legal.
            InvalidInput: the deadline is over, or a draft to be forecast lacks something; all of
                it is named.
        """
        if deadline is not None and deadline < self.today:
            raise InvalidInput(
                Message("A deadline of {day} is over already.", day=deadline),
                code="DAY_OUT_OF_ORDER",
            )
        trials = list({trial.id: trial for trial in map(self.find, which)}.values())
        if kind is RoundKind.FINAL:
            for trial in trials:
                self._ask_plugins(trial, "evaluate")
        with self._command("open round") as tx:
            tx.about(*(trial.id for trial in trials))
            _require(
                problem
                for trial in trials
                for problem in rules.against_opening(kind, trial, tx.rounds(trial.id))
            )
            if kind is RoundKind.FINAL:
                trials = [self._to_evaluation(tx, trial, early_reason) for trial in trials]
            return tuple(
                self._opened(
                    tx,
                    trial,
                    kind=kind,
                    deadline=deadline or self._usual_deadline(trial),
                    quorum=quorum or self.settings.quorum,
                )
                for trial in trials
            )

    def _opened(
        self, tx: "Transaction", trial: Trial, *, kind: RoundKind, deadline: date, quorum: int
    ) -> Round:
        secret = secrets.token_hex(32)
        forecast = kind is RoundKind.FORECAST
        return tx.save(
            Round(
                id=self._new_id(),
                trial=trial.id,
                kind=kind,
                criteria=() if forecast else RUBRIC,
                invited=invitations.invitations(tx, trial, self._group(tx, trial), secret),
                opened_on=self.today,
                deadline=deadline,
                quorum=quorum,
                secret=secret,
                promise=self._asked_of(trial) if forecast else None,
            )
        )

    def _usual_deadline(self, trial: Trial) -> date:
        usual = self.today + ROUND_LASTS
        starts_on = trial.draft.starts_on if trial.draft else None
        return starts_on if starts_on and self.today <= starts_on < usual else usual

    def _group(self, tx: "Transaction", trial: Trial) -> list[Member]:
        members = [member for member in tx.members(trial.area) if member.active_on(self.today)]
        if not members:
            raise Refused(
                Message("The core group of this area has no members who could judge."),
                code="NO_MEMBERS",
                remedy=Message("Add them with: trialkit group member add."),
            )
        return members

    def _asked_of(self, trial: Trial) -> str:
        """Digest of the promise that a forecast is asked of; a draft must be whole for it."""
        draft = trial.draft or Draft()
        return rules.asked_of(
            promised(
                trial.template,
                draft,
                digest=digest(trial.template),
                starts_on=draft.starts_on or self.today,
            )
        )

    def write_ballots(
        self,
        which: str | Sequence[str],
        folder: Path | str,
        *,
        form: str = "xlsx",
        language: str | None = None,
        reply_to: str = "",
    ) -> tuple[Path, ...]:
        """Write open rounds' ballots out, for Excel, paper, mail or a phone; answers the files.

        Args:
            which: the trial, or several that are judged at one meeting.
            folder: where to.
            form: as what; one of `BallotForm`.
            language: of the ballots; the workspace's where left out.
            reply_to: the address that answers are mailed to; "" where members know it.

        Raises:
            Refused: no round of one of the trials is open.
            InvalidInput: there is no such form, or a file is open in another program.
            NotInstalled: the form needs a part that isn't installed.
        """
        trials = [self.find(one) for one in ([which] if isinstance(which, str) else which)]
        names = {member.id: member.name for member in self._store.members()}
        asked = [
            (invitations.as_of_now(self._store, self._open_round(self._store, trial)), trial)
            for trial in trials
        ]
        return write_meeting_ballots(
            asked,
            names,
            Path(folder),
            form=form,
            wording=wording(language or self.settings.language),
            reply_to=reply_to,
        )

    def close_round(self, which: str, *, without_quorum: str | None = None) -> Verdict:
        """Close one trial's round; as `close_rounds`."""
        return self.close_rounds([which], without_quorum=without_quorum)[0]

    def close_rounds(
        self, which: Sequence[str], *, without_quorum: str | None = None
    ) -> tuple[Verdict, ...]:
        """Close rounds; only now are the ballots seen, and only as counts, medians and words.

        Stakes are asked of once more, for those declared in between. All rounds are closed, or
        none. A forecast needs no quorum: where too few answered, it just isn't shown.

        Args:
            which: the trials.
            without_quorum: the reason for closing with too few companies.

        Raises:
            Refused: a trial has no open round, or too few companies judged and no reason is given.
        """
        trials = list({trial.id: trial for trial in map(self.find, which)}.values())
        reason = (without_quorum or "").strip()
        with self._command("close round") as tx:
            tx.about(*(trial.id for trial in trials))
            held = [
                (trial, invitations.as_of_now(tx, self._open_round(tx, trial))) for trial in trials
            ]
            closing = [(trial, round_, tx.ballots(round_.id)) for trial, round_ in held]
            short = [_short_of(*each) for each in closing]
            if not reason:
                _require(problem for problem in short if problem is not None)
            return tuple(
                self._closed(tx, round_, ballots, reason=reason if lacks else None)
                for (_, round_, ballots), lacks in zip(closing, short, strict=True)
            )

    def _closed(
        self, tx: "Transaction", held: Round, ballots: Sequence[Ballot], *, reason: str | None
    ) -> Verdict:
        closed = tx.save(attrs.evolve(held, closed_on=self.today, without_quorum=reason))
        return verdicts.verdict(closed, ballots)


def _require(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise Refused.of(found)


def _short_of(trial: Trial, held: Round, ballots: Sequence[Ballot]) -> Problem | None:
    """What a round lacks to be closed: companies that judged, one voice each."""
    counted = verdicts.counting(held, ballots)
    judged = len(verdicts.companies_of(held, counted))
    if held.kind is RoundKind.FORECAST or judged >= held.quorum:
        return None
    return Problem(
        Message(
            "{trial}: {judged} companies have judged, and {quorum} are needed.",
            trial=trial.slug,
            judged=judged,
            quorum=held.quorum,
        ),
        code="NO_QUORUM",
        remedy=Message("Wait for more ballots, or close it with a reason."),
    )

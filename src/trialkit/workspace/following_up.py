"""What became of a trial: the company is asked again half a year and a year after it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from trialkit.errors import InvalidInput, Message, Place, Problem, Refused
from trialkit.evaluation.outcomes import ASKED_LATER, SIGNED
from trialkit.model.conversion import to_plain
from trialkit.model.follow_up import FollowUp, StillInUse
from trialkit.model.text import Text
from trialkit.model.trial import State, Trial
from trialkit.rules.follow_ups import Window, windows
from trialkit.rules.time import require_plausible
from trialkit.workspace.evaluating import Evaluating


class FollowingUp(Evaluating):
    """What an open workspace does with follow-ups."""

    def follow_ups(self, which: str) -> tuple[FollowUp, ...]:
        """What the company told later, the earliest first.

        Raises:
            NotFound: no such trial.
        """
        return tuple(self._answered(self.find(which)).values())

    def follow_up_window(
        self, which: str, *, months: int | None = None, on: date | None = None
    ) -> Window:
        """The follow-up that an answer given now would be for, and the time it may be asked in.

        Args:
            which: a concluded trial.
            months: which follow-up, 6 or 12; the one whose time it is where left out.
            on: the day the company was asked; today where left out.

        Raises:
            NotFound, Refused, InvalidInput: as for `follow_up`.
        """
        require_plausible(on)
        return self._asked(self.find(which), months, on)[0]

    def follow_up(
        self,
        which: str,
        still_in_use: StillInUse | str,
        *,
        months: int | None = None,
        reason: str | None = None,
        outcomes: Mapping[str, Decimal | int] | None = None,
        on: date | None = None,
    ) -> FollowUp:
        """Record whether the company still does what it tried; a second answer corrects the first.

        Args:
            which: a concluded trial.
            still_in_use: `yes`, `yes, changed`, `no` or `can't say`.
            months: which follow-up, 6 or 12; the one whose time it is where left out.
            reason: why, in the company's words.
            outcomes: common outcome → its value now, such as `jobs_person_years`; those it told.
            on: the day the company was asked; today where left out, or the day it had where
                `months` names one that was answered before.

        Raises:
            NotFound: no such trial.
            Refused: the trial has no decision yet, or it isn't the time of this follow-up.
            InvalidInput: the answer, the months or an outcome is none, or the day lies ahead.
        """
        require_plausible(on)
        trial = self.find(which)
        answer, told = _answer(still_in_use), _told(outcomes or {})
        window, day = self._asked(trial, months, on)
        before = self._answered(trial).get(window.months)
        follow_up = FollowUp(
            id=before.id if before else self._new_id(),
            trial=trial.id,
            months=window.months,
            on=day,
            still_in_use=answer,
            reason=Text.written(reason, self.settings.language) if reason else None,
            outcomes=told,
            at=self.now,
            by=self.actor,
        )
        with self._command("follow up") as tx:
            tx.about(trial.id)
            if before is not None:
                tx.note({"corrected": to_plain(before)})
            return tx.save(follow_up)

    def _answered(self, trial: Trial) -> dict[int, FollowUp]:
        """Months → what was told then, the earliest first."""
        told = sorted(self._store.follow_ups(trial.id), key=lambda one: one.months)
        return {one.months: one for one in told}

    def _asked(self, trial: Trial, months: int | None, on: date | None) -> tuple[Window, date]:
        """The follow-up that is meant and the day of it, where that day lies in its time."""
        known = _promised(trial, months)
        earlier = self._answered(trial).get(months) if months is not None else None
        day = on or (earlier.on if earlier else self.today)
        if day > self.today:
            raise InvalidInput(Message("{day} hasn't come yet.", day=day), code="DAY_AHEAD")
        for window in known:
            if day in window:
                return window, day
        first, last = known[0], known[-1]
        if day < first.opens:
            raise Refused(
                Message(
                    "It is too early to ask what became of it after {months} months: that is due"
                    " {day}.",
                    months=first.months,
                    day=first.due,
                ),
                code="TOO_EARLY",
                remedy=Message("Ask the company from {day} on.", day=first.opens),
            )
        raise Refused(
            Message(
                "The follow-up after {months} months could be asked until {day}.",
                months=last.months,
                day=last.closes,
            ),
            code="TOO_LATE",
            remedy=Message("If the company was asked in time, give that day with --on."),
        )


def _answer(written: StillInUse | str) -> StillInUse:
    if written in set(StillInUse):
        return StillInUse(written)
    raise InvalidInput(
        Message("“{found}” doesn't say whether it is still in use.", found=str(written)),
        code="UNKNOWN_ANSWER",
        remedy=Message("Choose one of: {names:still_in_use}.", names=tuple(map(str, StillInUse))),
    )


def _told(outcomes: Mapping[str, Decimal | int]) -> dict[str, Decimal]:
    """The common outcomes as they were told; every fault is named."""
    told = {key: Decimal(value) for key, value in outcomes.items()}
    if faults := [fault for key, value in told.items() if (fault := _fault(key, value))]:
        raise InvalidInput.of(faults)
    return told


def _fault(key: str, value: Decimal) -> Problem | None:
    if key not in ASKED_LATER:
        return Problem(
            Message("“{name}” isn't one of the common outcomes.", name=key),
            code="UNKNOWN_OUTCOME",
            place=Place(field=key),
            remedy=Message("There are: {names}.", names=tuple(ASKED_LATER)),
        )
    if not value.is_finite() or (value < 0 and key not in SIGNED):
        return Problem(
            Message("“{name}” can't be less than nothing.", name=key),
            code="NEGATIVE_AMOUNT",
            place=Place(field=key),
        )
    return None


def _promised(trial: Trial, months: int | None) -> list[Window]:
    """The follow-ups that may be meant, of a trial with a decision."""
    if trial.state is not State.CONCLUDED or trial.promise is None:
        raise Refused(
            Message("{trial} has no decision yet, so nothing has become of it.", trial=trial.slug),
            code="WRONG_STATE",
            remedy=Message("A company is asked half a year and a year after its trial."),
        )
    known = windows(trial.promise.phases)
    if not known:
        raise Refused(
            Message("{trial} promised no follow-up.", trial=trial.slug), code="NO_FOLLOW_UP"
        )
    if months is None:
        return list(known)
    if meant := [one for one in known if one.months == months]:
        return meant
    raise InvalidInput(
        Message("No follow-up is promised after {months} months.", months=months),
        code="UNKNOWN_MONTHS",
        remedy=Message("There is one after: {months}.", months=tuple(one.months for one in known)),
    )

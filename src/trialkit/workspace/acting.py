"""What was done of a plan: by one trial alone, or by those of a series together."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from trialkit.errors import InvalidInput, Message, Refused
from trialkit.model.text import Text
from trialkit.model.trial import ActionDone, SharedSum, State, Trial
from trialkit.rules.sharing import open_on, shares
from trialkit.workspace.evaluating import Evaluating


class Acting(Evaluating):
    """What an open workspace records of a plan on its way."""

    def actions(self, which: str) -> tuple[ActionDone, ...]:
        """What was done in a trial, in the order it was recorded.

        Raises:
            NotFound: no such trial.
        """
        return tuple(self._store.actions(self.find(which).id))

    def act(
        self,
        which: str,
        action: str,
        *,
        on: date | None = None,
        hours: Decimal | int | None = None,
        cost: Decimal | int | None = None,
        note: str | None = None,
    ) -> ActionDone:
        """Record what was done of the plan.

        Args:
            which: the trial.
            action: key of a planned action, or a short name for one nobody planned.
            on: the day; today where left out.
            hours: own work.
            cost: money spent, in the trial's currency, net of VAT.
            note: in the company's own words.

        Raises:
            Refused: the trial is closed.
            InvalidInput: hours or cost are negative, or the day lies ahead.
        """
        trial = self.find(which)
        _still_open([trial])
        day = self._day_done(on)
        done = self._done(trial, action, day, _spent(hours), _spent(cost), note)
        with self._command("act") as tx:
            tx.about(trial.id)
            return tx.save(done)

    def act_together(
        self,
        which: str,
        action: str,
        *,
        on: date | None = None,
        hours: Decimal | int | None = None,
        cost: Decimal | int | None = None,
        note: str | None = None,
    ) -> tuple[ActionDone, ...]:
        """Record what a series did together: its sums, split equally between its trials.

        It is split between the trials that were open that day, drafts too, to the cent; the
        cents left over go to the first ones. Each says that it is a share.

        Args:
            which: any trial of the series.
            action: as for `act`.
            on: the day; today where left out.
            hours, cost: in all.
            note: in the companies' own words.

        Returns:
            What each trial has of it, in the order the trials were made.

        Raises:
            Refused: a trial that was open that day is closed now.
            InvalidInput: the trial isn't part of a series, no sum is given, hours or cost are
                negative, or the day lies ahead.
        """
        trial = self.find(which)
        if trial.series is None:
            raise InvalidInput(
                Message("{trial} is not part of a series.", trial=trial.slug),
                code="NO_SERIES",
                remedy=Message("Record it as its own, without sharing."),
            )
        together = self._store.in_series(trial.series)
        day = self._day_done(on)
        among = open_on(together, day)
        _still_open(among or together)
        whole = SharedSum(hours=_spent(hours), cost=_spent(cost), trials=len(among))
        if whole.hours is None and whole.cost is None:
            raise InvalidInput(
                Message("Say what was shared: hours, cost, or both."), code="NOTHING_GIVEN"
            )
        parts = zip(among, _split(whole.hours, among), _split(whole.cost, among), strict=True)
        done = tuple(
            self._done(one, action, day, part_h, part_cost, note, share_of=whole)
            for one, part_h, part_cost in parts
        )
        with self._command("act") as tx:
            for part in done:
                tx.about(part.trial)
                tx.save(part)
        return done

    def _day_done(self, on: date | None) -> date:
        day = on or self.today
        if day > self.today:
            raise InvalidInput(
                Message("{day} hasn't come yet.", day=day),
                code="DAY_AHEAD",
                remedy=Message("Record an action when it is done."),
            )
        return day

    def _done(
        self,
        trial: Trial,
        action: str,
        day: date,
        hours: Decimal | None,
        cost: Decimal | None,
        note: str | None,
        *,
        share_of: SharedSum | None = None,
    ) -> ActionDone:
        return ActionDone(
            id=self._new_id(),
            trial=trial.id,
            action=action,
            on=day,
            hours=hours,
            cost=cost,
            note=Text.written(note, self.settings.language) if note else None,
            share_of=share_of,
            at=self.now,
            by=self.actor,
        )


def _still_open(trials: Iterable[Trial]) -> None:
    for trial in trials:
        if trial.state in {State.CONCLUDED, State.STOPPED}:
            raise Refused(
                Message("{trial} is closed, so its plan stays as it is.", trial=trial.slug),
                code="TRIAL_CLOSED",
            )


def _spent(amount: Decimal | int | None) -> Decimal | None:
    if amount is None:
        return None
    spent = Decimal(amount)
    if not spent.is_finite() or spent < 0:
        raise InvalidInput(
            Message("Hours and costs can't be less than nothing."), code="NEGATIVE_AMOUNT"
        )
    return spent


def _split(whole: Decimal | None, among: tuple[Trial, ...]) -> tuple[Decimal | None, ...]:
    return (None,) * len(among) if whole is None else shares(whole, len(among))

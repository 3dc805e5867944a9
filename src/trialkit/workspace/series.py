"""Series: one promise made by several companies at once, each with a trial of its own."""

import attrs

from trialkit.errors import InvalidInput
from trialkit.model.trial import Promise, Trial
from trialkit.rules.series import Term, departures, terms
from trialkit.workspace.evaluating import Evaluating
from trialkit.workspace.trials import Trials


@attrs.frozen(kw_only=True)
class SeriesOf:
    """The series of one trial.

    Attributes:
        trial: the one asked about.
        others: the rest, in the order they were made; empty where it stands alone.
        departs: where its promise says something else than most of the series do.
    """

    trial: Trial
    others: tuple[Trial, ...]
    departs: tuple[Term, ...]


class Series(Evaluating, Trials):
    """What an open workspace tells of a series. It is made by `new`; each trial starts alone."""

    def series(self, which: str) -> SeriesOf:
        """The trials that made the same promise at once, and how this one differs.

        Raises:
            NotFound: no such trial.
        """
        trial = self.find(which)
        others = tuple(self._mates(trial))
        return SeriesOf(
            trial=trial,
            others=others,
            departs=departures(
                terms(trial, self._whole(trial)),
                [terms(other, self._whole(other)) for other in others],
            )
            if others
            else (),
        )

    def _whole(self, trial: Trial) -> Promise | None:
        try:
            return self._promise(trial, None)
        except InvalidInput:
            return None

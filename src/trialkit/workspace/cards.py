"""A trial's card: one sheet for those who carry it out, from the first draft on."""

from trialkit import __version__
from trialkit.casebook.card import Card, card
from trialkit.errors import InvalidInput, Message, Problem
from trialkit.language.wording import wording
from trialkit.model.trial import Promise, Trial
from trialkit.workspace.trials import Trials


class Cards(Trials):
    """What an open workspace hands to those who carry a trial out."""

    def card(self, which: str, *, form: str = "html", language: str | None = None) -> bytes:
        """The trial's card, headed *internal*; of a draft too, which says that it is one.

        Args:
            which: the trial.
            form: `html` for paper and phone, `md` for text.
            language: the reader's; the workspace's where left out.

        Raises:
            NotFound: no such trial.
            InvalidInput: there is no such form.
        """
        from trialkit.publish.card import FORMS

        if form not in FORMS:
            raise InvalidInput(
                Message("There is no format “{name}”.", name=form),
                code="UNKNOWN_FORMAT",
                remedy=Message("There are: {names}.", names=tuple(FORMS)),
            )
        return FORMS[form](
            self._card(self.find(which)),
            wording(language or self.settings.language, self.settings.timezone),
            settings=self.settings,
            version=__version__,
        )

    def _card(self, trial: Trial) -> Card:
        promise, lacking = self._promise_or_gaps(trial)
        area = self.settings.area_named(trial.area)
        return card(
            trial,
            promise,
            lacking=lacking,
            company=self._store.company(trial.company).name,
            area=area.name if area else {self.settings.language: trial.area},
            done=self._store.actions(trial.id),
            as_of=self.today,
        )

    def _promise_or_gaps(self, trial: Trial) -> tuple[Promise | None, tuple[Problem, ...]]:
        """The promise, or everything that a draft lacks for one."""
        try:
            return self._promise(trial, None), ()
        except InvalidInput as gaps:
            return None, gaps.problems

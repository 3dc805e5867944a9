"""The public site: what consent releases, tombstones of what it no longer does, and counts."""

from collections.abc import Callable, Iterable
from pathlib import Path

import attrs

from trialkit.casebook.edition import edition
from trialkit.casebook.release import Released, Tombstone
from trialkit.errors import Message, Refused
from trialkit.evaluation.evaluation import Outcome
from trialkit.model.consent import Channel, ConsentLevel, Publication
from trialkit.model.trial import State, Trial
from trialkit.rules import consent as consents
from trialkit.rules.time import silent
from trialkit.store.store import FOLDERS
from trialkit.workspace.cases import Cases, ask_consent
from trialkit.workspace.reports import HeldBack, PublishReport


class Publishing(Cases):
    """What an open workspace does to publish."""

    def _refuse_own_folder(self, folder: Path) -> None:
        """Signed papers lie beside whatever is written there, and would go to the server too."""
        own = self._store.folder.resolve()
        if folder.resolve() in {own, *(own / name for name in FOLDERS)}:
            raise Refused(
                Message("{folder} is the workspace's own folder.", folder=str(folder)),
                code="OWN_FOLDER",
                remedy=Message("Choose another folder. Nothing was changed."),
            )

    def publish(
        self,
        folder: Path | str,
        *,
        where: str | None = None,
        languages: Iterable[str] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> PublishReport:
        """Write the public site from everything that consent releases.

        Args:
            folder: where; one that TrialKit made, an empty one, or a new one.
            where: a filter: what it doesn't select is left out; a trial's own name: that
                trial must be released.
            languages: of the site; the workspace's where left out.
            progress: called with the number of pages written and their total.

        Raises:
            Refused: a trial that was named isn't released, or the folder isn't TrialKit's.
            InvalidInput: the filter has a fault, or a file is open in another program.
        """
        from trialkit.publish.site import publish
        from trialkit.store.selection import is_filter

        self._refuse_own_folder(Path(folder))
        wanted = tuple(languages or self.settings.languages)
        selected = [trial for trial in self.trials(where) if trial.state is not State.DRAFT]
        released: dict[str, Released] = {}
        held: list[HeldBack] = []
        for trial in selected:
            found = self._release(trial)
            if isinstance(found, Released):
                released[trial.id] = found
            elif where and not is_filter(where):
                raise Refused(found, code="NOT_RELEASED", remedy=ask_consent(trial))
            else:
                held.append(HeldBack(trial=trial.slug, reason=found))
        tombstones = self._tombstones(set(released))
        made = edition(
            list(released.values()),
            tombstones=tombstones,
            counts=self._counts(selected, released),
            settings=self.settings,
            as_of=self.today,
            reference=self.plugins.reference().values(),
        )
        site = publish(made, Path(folder), languages=wanted, progress=progress)
        self._record(released, {tombstone.address for tombstone in tombstones})
        slugs = {trial.id: trial.slug for trial in selected}
        return PublishReport(
            site=site,
            folder=Path(folder),
            published=tuple(found.case.address for found in made.cases),
            held_back=tuple(held),
            partly=tuple(
                HeldBack(
                    trial=slugs[key],
                    reason=Message("The consent doesn't cover all of it."),
                    fields=found.held_back,
                )
                for key, found in released.items()
                if found.held_back and found.case.consent is not ConsentLevel.NAMED
            ),
            tombstones=tuple(tombstone.address for tombstone in tombstones),
            untranslated=_untranslated(made.cases, wanted),
        )

    def _tombstones(self, released: set[str]) -> list[Tombstone]:
        """Addresses that were published once and that consent no longer covers."""
        latest = {publication.address: publication for publication in self._store.publications()}
        return [
            Tombstone(address=address, withdrawn_on=publication.withdrawn_on or self.today)
            for address, publication in latest.items()
            if publication.trial not in released and self._permitted_nothing(publication)
        ]

    def _permitted_nothing(self, publication: Publication) -> bool:
        trial = self._store.trial(publication.trial)
        consent = self._consent(trial, self.today)
        permits = consents.permits(consent, channel=Channel.SITE, language=None, day=self.today)
        return not permits.page

    def _counts(self, trials: list[Trial], released: dict[str, Released]) -> dict[str, int]:
        counts = {"started": len(trials), "withheld": 0, "silent": 0}
        outcomes = {row.id: row.outcome for row in self._store.overview()}
        for trial in trials:
            counts[trial.state] = counts.get(trial.state, 0) + 1
            counts["silent"] += self._silent(trial)
            # A result that isn't released must not follow from the totals by subtraction.
            if trial.state is State.CONCLUDED and trial.id in released:
                outcome = outcomes[trial.id] or Outcome.CANT_TELL
                counts[outcome] = counts.get(outcome, 0) + 1
            closed = trial.state in {State.CONCLUDED, State.STOPPED}
            counts["withheld"] += closed and trial.id not in released
        return counts

    def _silent(self, trial: Trial) -> bool:
        last = self._store.last_figure(trial.id)
        return silent(trial, last, self.today, after_weeks=self.settings.silent_after_weeks)

    def _record(self, released: dict[str, Released], gone: set[str]) -> None:
        """Keep when each case first went out and when it was withdrawn."""
        before = {publication.trial: publication for publication in self._store.publications()}
        with self._command("publish") as tx:
            for key, found in released.items():
                old = before.get(key)
                if old is not None and old.withdrawn_on is None:
                    continue
                tx.about(key)
                tx.save(
                    Publication(
                        id=self._new_id(),
                        trial=key,
                        address=found.case.address,
                        channel=Channel.SITE,
                        level=found.case.consent,
                        published_on=self.today,
                    )
                )
            for publication in before.values():
                if publication.address in gone and publication.withdrawn_on is None:
                    tx.about(publication.trial)
                    tx.save(
                        attrs.evolve(
                            publication,
                            withdrawn_on=self.today,
                            withdrawn_because="consent withdrawn or expired",
                        )
                    )


def _untranslated(cases: Iterable[Released], languages: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(languages)
    return tuple(
        f"{released.case.address}: {language}"
        for released in cases
        for language in wanted
        if any(language not in text.words for text in released.case.texts.values())
    )

"""From a trial to its case, and from a case to what others may read."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from trialkit import __version__
from trialkit.casebook.address import address
from trialkit.casebook.build import build
from trialkit.casebook.case import Case
from trialkit.casebook.claims import Neighbours
from trialkit.casebook.comparison import Comparison, compare
from trialkit.casebook.release import Internal, Released, internal, release
from trialkit.errors import InvalidInput, Message, Refused
from trialkit.hooks.contracts import FormatContext
from trialkit.model.consent import Channel, Consent, ConsentLevel
from trialkit.model.conversion import to_json
from trialkit.model.trial import State, Trial
from trialkit.rules import consent as consents
from trialkit.rules.time import require_plausible
from trialkit.workspace.evaluating import Evaluating, require_promise
from trialkit.workspace.facts import Facts
from trialkit.workspace.learnings import Learnings

if TYPE_CHECKING:
    # What writes loads sqlite-utils, and a command that only reads can do without.
    from trialkit.store.transaction import Transaction


class Cases(Evaluating, Facts, Learnings):
    """What an open workspace does with cases."""

    def case(self, which: str) -> Case:
        """The trial's case, whole; not for publication.

        Raises:
            NotFound: no such trial.
            Refused: the trial is a draft: it has promised nothing yet.
        """
        trial = self.find(which)
        require_promise(trial)
        return self._case(trial)

    def _case(self, trial: Trial) -> Case:
        original = self._store.trial(trial.replicates) if trial.replicates else None
        consent = self._consent(trial, self.today)
        built = build(
            trial,
            company=self._store.company(trial.company),
            area=self.settings.area_named(trial.area),
            evaluation=self._evaluation(trial, self._as_of(trial)),
            done=self._store.actions(trial.id),
            observations=self._store.observations(trial.id),
            facts=self._current_facts(trial.template),
            follow_ups=sorted(self._store.follow_ups(trial.id), key=lambda told: told.months),
            consent=consent.level if consent else ConsentLevel.INTERNAL,
            replications=[address(other) for other in self._store.replications(trial.id)],
            replicates_address=address(original) if original else None,
            series=[address(mate) for mate in self._mates(trial) if mate.promise],
            claims=self._claims_of(trial),
            as_of=self.today,
            replayed=self.settings.replayed,
            zone=self.zone,
            version=__version__,
            taken_back=[
                entry.at.astimezone(self.zone).date()
                for entry in self._store.entries(subject=trial.id)
                if entry.command == "take back"
            ],
        )
        sections = self.plugins.case_sections(built)
        return attrs.evolve(built, texts={**built.texts, **sections}) if sections else built

    def _as_of(self, trial: Trial) -> date:
        """A closed trial is judged as of its end: what the calendar did since changes nothing."""
        return trial.closed_on or self.today

    def _keep_cases(self, tx: "Transaction") -> None:
        """Keep the latest case of every trial a command wrote, for lists and the SQL views."""
        for key in tx.trials_written:
            if tx.holds(key) and (trial := tx.trial(key)).promise is not None:
                case = self._case(trial)
                tx.keep_case(key, to_json(case), case.provenance.inputs)

    # consent

    def consent(
        self,
        which: str,
        level: ConsentLevel | str,
        *,
        given_by: str = "",
        on: date | None = None,
        valid_until: date | None = None,
        languages: Iterable[str] = (),
        channels: Iterable[Channel] = tuple(Channel),
        file: Path | str | None = None,
    ) -> Consent:
        """Record what the company lets be published of this trial, whatever happens in it.

        Args:
            which: the trial.
            level: how much.
            given_by: the role of who gave it.
            on: the day it was given; today where left out.
            valid_until: last day it holds; the workspace's usual time where left out.
            languages: in which languages; all where empty.
            channels: where.
            file: the signed paper; only its digest is kept.

        Raises:
            NotFound: no such trial.
            InvalidInput: there is no such level, it would end before it begins, or the file
                isn't there.
        """
        from trialkit.intake.consent_form import WORDING_ID

        trial = self.find(which)
        require_plausible(on, valid_until)
        given_on = on or self.today
        until = valid_until or _months_later(given_on, self.settings.consent_months)
        if level not in set(ConsentLevel):
            raise InvalidInput(
                Message("“{found}” is not a level of consent.", found=str(level)),
                code="UNKNOWN_LEVEL",
                remedy=Message(
                    "Choose one of: {names:consent}.", names=tuple(map(str, ConsentLevel))
                ),
            )
        if until < given_on:
            raise InvalidInput(
                Message(
                    "The consent would end ({until}) before it begins ({given}).",
                    until=until,
                    given=given_on,
                ),
                code="END_BEFORE_START",
            )
        given = Consent(
            id=self._new_id(),
            company=trial.company,
            trial=trial.id,
            level=ConsentLevel(level),
            channels=tuple(channels),
            languages=tuple(languages),
            given_on=given_on,
            given_by=given_by,
            valid_until=until,
            wording=WORDING_ID,
            file_digest=_file_digest(Path(file)) if file else None,
        )
        with self._command("consent") as tx:
            tx.about(trial.id)
            return tx.save(given)

    def withdraw_consent(self, which: str, *, reason: str | None = None) -> Consent:
        """Take the consent in force back; the next publishing leaves a tombstone.

        Raises:
            Refused: no consent is in force.
        """
        trial = self.find(which)
        consent = self._consent(trial, self.today)
        if consent is None:
            raise Refused(
                Message("{trial} has no consent that is in force.", trial=trial.slug),
                code="NO_CONSENT",
            )
        withdrawn = attrs.evolve(consent, withdrawn_on=self.today, withdrawn_because=reason)
        with self._command("withdraw consent") as tx:
            tx.about(trial.id)
            return tx.save(withdrawn)

    def _consent(self, trial: Trial, day: date) -> Consent | None:
        given = self._store.consents_of(trial.id, trial.company)
        return consents.in_force(given, trial=trial.id, company=trial.company, day=day)

    # documents

    def released(self, which: str, *, language: str | None = None) -> Released:
        """The case as consent releases it for the site.

        Raises:
            Refused: consent releases nothing of it; the reason is named.
        """
        trial = self.find(which)
        found = self._release(trial, language)
        if isinstance(found, Released):
            return found
        raise Refused(found, code="NOT_RELEASED", remedy=ask_consent(trial))

    def _release(self, trial: Trial, language: str | None = None) -> Released | Message:
        """The released case, or why there is none."""
        if trial.state not in {State.CONCLUDED, State.STOPPED}:
            return Message(
                "{trial} isn't finished, so there is nothing to publish yet.", trial=trial.slug
            )
        consent = self._consent(trial, self.today)
        permits = self._permits(trial, language)
        if consent is None or not permits.page:
            return _why_withheld(trial, consent, self._store.consents_of(trial.id, trial.company))
        return release(
            self._case(trial),
            permits,
            names=[member.name for member in self._store.members()],
            languages=consent.languages,
            ballots=self.settings.ballots_to_publish,
            neighbours=self._neighbours(trial, language),
        )

    def _neighbours(self, trial: Trial, language: str | None) -> Neighbours:
        """What is public of the trials that this one's case speaks of."""
        claims = [one for one in self._store.learnings() if one.linked_to(trial.id)]
        linked = {link.trial for claim in claims for link in claim.links} - {trial.id}
        others = [*map(self._store.trial, sorted(linked)), *self._mates(trial)]
        pages: dict[str, bool] = {}
        names: dict[str, bool] = {}
        for other in others:
            permits = self._permits(other, language)
            if permits.page and other.closed_on is not None:
                pages[address(other)] = permits.name
            name = self._store.company(other.company).name
            names[name] = names.get(name, False) or pages.get(address(other), False)
        return Neighbours(
            pages=pages, unnamed=tuple(name for name, public in names.items() if not public)
        )

    def _permits(self, trial: Trial, language: str | None) -> consents.Permits:
        return consents.permits(
            self._consent(trial, self.today),
            channel=Channel.SITE,
            language=language,
            day=self.today,
            alike=self._store.companies_alike(trial),
        )

    def document(self, which: str, *, form: str = "md", language: str | None = None) -> bytes:
        """One case as a document; headed *internal* where consent doesn't release it.

        Raises:
            InvalidInput: there is no such format.
        """
        trial = self.find(which)
        formats = self.plugins.formats()
        if form not in formats:
            raise InvalidInput(
                Message("There is no format “{name}”.", name=form),
                code="UNKNOWN_FORMAT",
                remedy=Message("There are: {names}.", names=tuple(formats)),
            )
        context = FormatContext(
            language=language or self.settings.language,
            settings=self.settings,
            as_of=self.today,
        )
        found = self._release(trial, context.language)
        shown = found if isinstance(found, Released) else internal(self._case(trial))
        return formats[form].render(shown, context)

    def compare(self, where: str | Iterable[str] | None = None) -> Comparison:
        """Cases side by side, for the house: released or not.

        Args:
            where: a filter, a part of a name, or several names; all promised trials without.
        """
        if where is None or isinstance(where, str):
            trials = self.trials(where)
        else:
            trials = [self.find(which) for which in where]
        documents: list[Released | Internal] = [
            internal(self._case(trial)) for trial in trials if trial.promise is not None
        ]
        return compare(documents)


def _why_withheld(trial: Trial, consent: Consent | None, all_given: list[Consent]) -> Message:
    if consent is not None:
        return Message("{trial}: the company let only its numbers be counted.", trial=trial.slug)
    if any(given.withdrawn_on for given in all_given):
        return Message("{trial}: the company withdrew its consent.", trial=trial.slug)
    if all_given:
        return Message("{trial}: the company's consent has run out.", trial=trial.slug)
    return Message("{trial}: the company hasn't given its consent.", trial=trial.slug)


def ask_consent(trial: Trial) -> Message:
    """What to do about a case that consent doesn't release."""
    return Message(
        "Ask the company and record its answer: trialkit consent {trial}.", trial=trial.slug
    )


def _file_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise InvalidInput(
            Message("The file {file} can't be read.", file=str(path)), code="NO_FILE"
        ) from None


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    while True:
        try:
            return day.replace(year=year, month=month)
        except ValueError:
            day = day.replace(day=day.day - 1)

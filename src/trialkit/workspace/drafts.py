"""Drafts: promises that are still being written, and people's own words on a trial."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from trialkit.errors import InvalidInput, Message, Problem, Refused
from trialkit.model.company import Company
from trialkit.model.criterion import Role
from trialkit.model.ids import slugged, unused
from trialkit.model.template import Template
from trialkit.model.text import Text, TextStatus
from trialkit.model.trial import Draft, State, Trial
from trialkit.rules.time import require_plausible
from trialkit.templates.filling import end_faults, slot_value
from trialkit.workspace.ideas import Ideas

if TYPE_CHECKING:
    # What writes loads sqlite-utils, and a command that only reads can do without.
    from trialkit.store.transaction import Transaction


class Drafts(Ideas):
    """What an open workspace does with drafts."""

    def new(
        self,
        template: str | None = None,
        *,
        company: str,
        title: str | None = None,
        slots: Mapping[str, object] | None = None,
        criteria: Mapping[str, object] | None = None,
        starts_on: date | None = None,
        ends_on: date | None = None,
        replicates: str | None = None,
        idea: str | None = None,
        comparisons: Iterable[str] = (),
        barriers: Iterable[str] = (),
        tags: Iterable[str] = (),
    ) -> Trial:
        """Begin a draft.

        Args:
            template: the kind of trial; may be left out with `replicates`.
            company: whose trial it is; one that isn't known yet is added.
            title: the company's own; the idea's words, else the template's name where left out.
            slots: slot id → answer, as typed or as a number; the rest comes from defaults.
            criteria: criterion id → threshold, where it departs from the template's.
            starts_on: planned first day of the trial phase.
            ends_on: planned last day, where it departs from the template's length.
            replicates: the trial whose promise it repeats; its answers are taken over.
            idea: the idea it grew out of: its id or a part of its words.
            comparisons: names of comparison series.
            barriers: keys of the barriers to growth it tackles.
            tags: free keys.

        Raises:
            NotFound: no such template, trial or idea.
            InvalidInput: an answer doesn't fit its slot; every fault is named.
        """
        require_plausible(starts_on, ends_on)
        original = self.find(replicates) if replicates else None
        kind = self._kind(template, original)
        repeated = original.promise.slots if original and original.promise else {}
        grown = self._idea(idea) if idea else None
        if grown and title is None:
            title = grown.text
        draft = Draft(
            slots={**repeated, **self._answers(kind, slots or {})},
            criteria={key: str(value) for key, value in (criteria or {}).items()},
            starts_on=starts_on,
            ends_on=ends_on,
            comparisons=tuple(comparisons),
            currency=self.settings.currency,
        )
        _known_criteria(kind, draft.criteria)
        _end_after_start(draft)
        with self._command("new") as tx:
            owner = self._owner(tx, company)
            trial = self._drafted(
                tx,
                owner,
                kind,
                draft,
                title=title,
                replicates=original.id if original else None,
                origin=(grown.origin or grown.text) if grown else None,
                barriers=tuple(barriers),
                tags=tuple(tags),
            )
            tx.about(trial.id)
            tx.save(trial)
            if grown:
                tx.save(attrs.evolve(grown, became=trial.id))
        return trial

    def _kind(self, template: str | None, original: Trial | None) -> Template:
        if original is not None and template in (None, original.template.id):
            return original.template
        if template is None:
            raise InvalidInput(
                Message("Say which kind of trial it is."),
                code="NO_TEMPLATE",
                remedy=Message("There are: {names}.", names=tuple(sorted(self.templates()))),
            )
        return self.template(template)

    def _answers(self, template: Template, slots: Mapping[str, object]) -> dict[str, str]:
        answers: dict[str, str] = {}
        problems: list[Problem] = []
        for key, written in slots.items():
            slot = template.slot(key)
            if slot is None:
                raise InvalidInput(
                    Message("This kind of trial has no question “{name}”.", name=key),
                    code="UNKNOWN_SLOT",
                    remedy=Message(
                        "Its questions: {names}.", names=tuple(slot.id for slot in template.slots)
                    ),
                )
            try:
                # A number is what it is; as text, 1.234 could be two.
                typed = written if isinstance(written, int | Decimal) else str(written)
                answers[key] = slot_value(slot, typed, language=self.settings.language)
            except InvalidInput as fault:
                problems.extend(fault.problems)
        if problems:
            raise InvalidInput.of(problems)
        return answers

    def _owner(self, tx: "Transaction", name: str) -> Company:
        wanted = name.strip().casefold()
        for company in tx.companies():
            if wanted in (company.id, company.name.casefold()):
                return company
        if not wanted:
            raise InvalidInput(Message("A trial belongs to a company."), code="NO_COMPANY")
        return tx.save(Company(id=self._new_id(), name=name.strip(), area=self.settings.area))

    def _drafted(
        self,
        tx: "Transaction",
        owner: Company,
        template: Template,
        draft: Draft,
        *,
        title: str | None,
        replicates: str | None,
        origin: str | None,
        barriers: tuple[str, ...],
        tags: tuple[str, ...],
    ) -> Trial:
        area = owner.area or self.settings.area
        market = draft.slots.get("market")
        year = (draft.starts_on or self.today).year
        slug = slugged(f"{year} {area} {owner.name} {market or template.id}")
        language = self.settings.language
        words = {language: title} if title else dict(template.title)
        return Trial(
            id=self._new_id(),
            slug=unused(slug, tx.slugs()),
            title=Text(words=words, source=language if title else "fi"),
            company=owner.id,
            area=area,
            market=market,
            template=template,
            state=State.DRAFT,
            draft=draft,
            replicates=replicates,
            origin=origin,
            barriers=barriers,
            tags=tags,
            created_at=self.now,
            created_by=self.actor,
        )

    def edit(
        self,
        which: str,
        *,
        title: str | None = None,
        language: str | None = None,
        slots: Mapping[str, object] | None = None,
        criteria: Mapping[str, object] | None = None,
        drop_criteria: Iterable[str] = (),
        starts_on: date | None = None,
        ends_on: date | None = None,
        comparisons: Iterable[str] | None = None,
        texts: Mapping[str, str] | None = None,
        approved: bool = False,
        illustrative: Mapping[str, str] | None = None,
        barriers: Iterable[str] | None = None,
        tags: Iterable[str] | None = None,
    ) -> Trial:
        """Change a draft; or, at any time, a trial's own words, barriers and tags.

        What is left out stays as it is. A sealed promise is changed with `amend`.
        `title` and `texts` are in `language` (the workspace's where left out); what they say in
        other languages stays. `approved` says that the company has read its words and lets them
        be printed; a word changed afterwards needs that again.

        Raises:
            NotFound: no such trial.
            Refused: the promise is sealed and `slots`, `criteria` or days were given.
            InvalidInput: an answer doesn't fit its slot.
        """
        trial = self.find(which)
        promised_things = (slots, criteria, starts_on, ends_on, comparisons, tuple(drop_criteria))
        draft = trial.draft
        if any(promised_things):
            draft = self._edited(
                trial, slots, criteria, starts_on, ends_on, comparisons, tuple(drop_criteria)
            )
        spoken = language or self.settings.language
        changed = attrs.evolve(
            trial,
            draft=draft,
            market=draft.slots.get("market", trial.market) if draft else trial.market,
            title=_said(trial.title, title, spoken) if title else trial.title,
            texts={
                **trial.texts,
                **{
                    key: _said(trial.texts.get(key), words, spoken)
                    for key, words in (texts or {}).items()
                },
            },
            illustrative={**trial.illustrative, **(illustrative or {})},
            barriers=trial.barriers if barriers is None else tuple(barriers),
            tags=trial.tags if tags is None else tuple(tags),
        )
        if approved:
            changed = _approved(changed)
        with self._command("edit") as tx:
            tx.about(trial.id)
            tx.save(changed)
        return changed

    def _edited(
        self,
        trial: Trial,
        slots: Mapping[str, object] | None,
        criteria: Mapping[str, object] | None,
        starts_on: date | None,
        ends_on: date | None,
        comparisons: Iterable[str] | None,
        dropped: tuple[str, ...],
    ) -> Draft:
        if trial.draft is None:
            raise Refused(
                Message("The promise of {trial} is sealed.", trial=trial.slug),
                code="SEALED",
                remedy=Message("Change it with: trialkit amend {trial}.", trial=trial.slug),
            )
        require_plausible(starts_on, ends_on)
        old = trial.draft
        thresholds = {key: str(value) for key, value in (criteria or {}).items()}
        _known_criteria(trial.template, [*thresholds, *dropped])
        _primary_stays(trial.template, dropped)
        edited = attrs.evolve(
            old,
            slots={**old.slots, **self._answers(trial.template, slots or {})},
            criteria={**old.criteria, **thresholds},
            dropped_criteria=tuple(dict.fromkeys((*old.dropped_criteria, *dropped))),
            starts_on=starts_on or old.starts_on,
            ends_on=ends_on or old.ends_on,
            comparisons=old.comparisons if comparisons is None else tuple(comparisons),
        )
        _end_after_start(edited)
        return edited


def _known_criteria(template: Template, keys: Iterable[str]) -> None:
    known = [criterion.id for criterion in template.criteria]
    if unknown := [key for key in keys if key not in known]:
        raise InvalidInput.of(
            Problem(
                Message("This kind of trial has no criterion “{name}”.", name=key),
                code="UNKNOWN_CRITERION",
                remedy=Message("Its criteria: {names}.", names=tuple(known)),
            )
            for key in unknown
        )


def _primary_stays(template: Template, dropped: Iterable[str]) -> None:
    primary = next(one.id for one in template.criteria if one.role is Role.PRIMARY)
    if primary in dropped:
        raise InvalidInput(
            Message("“{name}” decides the outcome and can't be left out.", name=primary),
            code="PRIMARY_CRITERION",
            remedy=Message("Only guardrails and advice can be left out."),
        )


def _end_after_start(draft: Draft) -> None:
    if draft.starts_on and (faults := end_faults(draft, draft.starts_on)):
        raise InvalidInput.of(faults)


def _said(before: Text | None, words: str, language: str) -> Text:
    """A person's words in one language, beside what they said in others."""
    if before is None:
        return Text.written(words, language)
    return attrs.evolve(
        before, words={**before.words, language: words.strip()}, status=TextStatus.DRAFT
    )


def _approved(trial: Trial) -> Trial:
    """The trial with all of the company's words released for print."""
    return attrs.evolve(
        trial,
        title=attrs.evolve(trial.title, status=TextStatus.APPROVED),
        texts={
            key: attrs.evolve(text, status=TextStatus.APPROVED) for key, text in trial.texts.items()
        },
    )

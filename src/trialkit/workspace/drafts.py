"""Drafts: promises that are still being written, and people's own words on a trial."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

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
from trialkit.templates.phases import LEAST_BASELINE
from trialkit.workspace.ideas import Ideas

if TYPE_CHECKING:
    # What writes loads sqlite-utils, and a command that only reads can do without.
    from trialkit.store.transaction import Transaction


MOST_BASELINE: Final = 156
"""Weeks or months before the start; further back, the company was another one."""


class Drafts(Ideas):
    """What an open workspace does with drafts."""

    def new(
        self,
        template: str | None = None,
        *,
        company: str,
        with_companies: Iterable[str] = (),
        title: str | None = None,
        slots: Mapping[str, object] | None = None,
        criteria: Mapping[str, object] | None = None,
        starts_on: date | None = None,
        ends_on: date | None = None,
        baseline: int | None = None,
        replicates: str | None = None,
        idea: str | None = None,
        comparisons: Iterable[str] = (),
        lot: str | None = None,
        barriers: Iterable[str] = (),
        tags: Iterable[str] = (),
    ) -> Trial:
        """Begin a draft; with other companies a series: the same draft for each of them.

        Args:
            template: the kind of trial; may be left out with `replicates`.
            company: whose trial it is; one that isn't known yet is added.
            with_companies: those that make the same promise; `series` tells of their drafts.
            title: the company's own; the idea's words, else the template's name where left out.
            slots: slot id → answer, as typed or as a number; the rest comes from defaults.
            criteria: criterion id → threshold, where it departs from the template's.
            starts_on: planned first day of the trial phase.
            ends_on: planned last day, where it departs from the template's length.
            baseline: weeks or months measured before the start, where more than the trial
                phase has.
            replicates: the trial whose promise it repeats; its answers are taken over.
            idea: the idea it grew out of: its id or a part of its words.
            comparisons: names of comparison series.
            lot: what was drawn by lot (which unit, or which weeks), how, and what came out.
            barriers: keys of the barriers to growth it tackles.
            tags: free keys.

        Returns:
            The draft of `company`.

        Raises:
            NotFound: no such template, trial or idea.
            InvalidInput: an answer doesn't fit its slot, or a company is named twice; every
                fault is named.
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
            baseline=_before(baseline),
            comparisons=tuple(comparisons),
            lot=_drawn(lot),
            currency=self.settings.currency,
        )
        _known_criteria(kind, draft.criteria)
        _end_after_start(draft)
        with self._command("new") as tx:
            owners = self._owners(tx, (company, *with_companies))
            series = self._new_id() if len(owners) > 1 else None
            made = []
            # Ids sort in the order in which the companies were named.
            for id_, owner in zip(sorted(self._new_id() for _ in owners), owners, strict=True):
                trial = self._drafted(
                    tx,
                    id_,
                    owner,
                    kind,
                    draft,
                    title=title,
                    replicates=original.id if original else None,
                    series=series,
                    origin=(grown.origin or grown.text) if grown else None,
                    barriers=tuple(barriers),
                    tags=tuple(tags),
                )
                tx.about(trial.id)
                made.append(tx.save(trial))
            if grown:
                tx.save(attrs.evolve(grown, became=made[0].id))
        return made[0]

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

    def _owners(self, tx: "Transaction", names: Iterable[str]) -> list[Company]:
        owners: dict[str, Company] = {}
        for name in names:
            owner = self._owner(tx, name)
            if owner.id in owners:
                raise InvalidInput(
                    Message("{company} is named twice.", company=owner.name),
                    code="COMPANY_TWICE",
                    remedy=Message("Each company has one trial in a series."),
                )
            owners[owner.id] = owner
        return list(owners.values())

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
        id_: str,
        owner: Company,
        template: Template,
        draft: Draft,
        *,
        title: str | None,
        replicates: str | None,
        series: str | None,
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
            id=id_,
            slug=unused(slug, tx.slugs()),
            title=Text(words=words, source=language if title else "fi"),
            company=owner.id,
            area=area,
            market=market,
            template=template,
            state=State.DRAFT,
            draft=draft,
            replicates=replicates,
            series=series,
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
        baseline: int | None = None,
        comparisons: Iterable[str] | None = None,
        lot: str | None = None,
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
        dropped = tuple(drop_criteria)
        promised_things = (slots, criteria, starts_on, ends_on, baseline, comparisons, lot, dropped)
        draft = trial.draft
        if any(promised_things):
            draft = self._edited(trial, *promised_things)
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
        baseline: int | None,
        comparisons: Iterable[str] | None,
        lot: str | None,
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
            baseline=_before(baseline) or old.baseline,
            comparisons=old.comparisons if comparisons is None else tuple(comparisons),
            lot=_drawn(lot) or old.lot,
        )
        _end_after_start(edited)
        return edited


def _before(baseline: int | None) -> int | None:
    """The periods before the start; nobody's books go back ten years in weeks."""
    if baseline is None or LEAST_BASELINE <= baseline <= MOST_BASELINE:
        return baseline
    raise InvalidInput(
        Message("A baseline of {n} can't be.", n=baseline),
        code="BAD_BASELINE",
        remedy=Message(
            "Give {least} to {most} weeks, or months where the kind of trial counts in them.",
            least=LEAST_BASELINE,
            most=MOST_BASELINE,
        ),
    )


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


def _drawn(lot: str | None) -> str | None:
    """What was drawn by lot, in one line; None where nothing was."""
    return " ".join((lot or "").split()) or None


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

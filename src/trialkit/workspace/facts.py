"""Outside facts grow old: they are looked up again here, without waiting for a new release."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Problem
from trialkit.language.wording import LANGUAGES
from trialkit.model.template import Fact, FactReview, Template
from trialkit.model.text import Words
from trialkit.rules import facts as rules
from trialkit.workspace.reports import KnownFact
from trialkit.workspace.session import Session, unknown

MOST: Final = 1000
"""Characters of a fact's words or source; whoever pastes a whole act sees it at once."""


class Facts(Session):
    """What an open workspace does with facts of the law and of others."""

    def facts(self, template: str | None = None) -> tuple[KnownFact, ...]:
        """The facts of one kind of trial, or of all, as they stand here today.

        Kinds come by their id; in each, what is past its date comes first.

        Raises:
            NotFound: there is no such kind of trial.
        """
        kinds = self._kinds()
        chosen = [self._kind_of_trial(template)] if template else [kinds[key] for key in kinds]
        reviews = self._store.fact_reviews()
        return tuple(known for kind in chosen for known in known_facts(kind, reviews, self.today))

    def confirm_fact(
        self,
        template: str,
        fact: str,
        *,
        check_by: date | None = None,
        certain: bool | None = None,
        note: str = "",
    ) -> KnownFact:
        """Record that somebody looked a fact up today and that it still holds.

        Args:
            template: id of the kind of trial.
            fact: the fact's key.
            check_by: from when it must be looked up again; its `next_check` where left out.
            certain: whether it was read in its source and is in force; as before where left out.
            note: what is worth remembering; it isn't published.

        Raises:
            NotFound: there is no such kind of trial, or it has no such fact.
            InvalidInput: the day to look again isn't ahead.
        """
        known = self._fact(template, fact)
        until = check_by or known.next_check
        rules.require_ahead(until, self.today)
        found = rules.confirmed(known.fact, today=self.today, check_by=until, certain=certain)
        replaced = known.review is not None and known.review.replaced
        return self._reviewed(known, found, "confirm fact", replaced=replaced, note=note)

    def replace_fact(
        self,
        template: str,
        fact: str,
        *,
        text: Mapping[str, str],
        source: str,
        figure: str | None = None,
        unit: str | None = None,
        check_by: date | None = None,
        certain: bool = True,
        note: str = "",
    ) -> KnownFact:
        """Record what a fact has become.

        Languages that `text` doesn't have are gone from it until somebody writes them: the old
        words would tell the old law. They are marked as lacking wherever the fact is shown.

        Args:
            template: id of the kind of trial.
            fact: the fact's key.
            text: language → the rule in a sentence, in one language at least.
            source: who says so: an office, an act, a page.
            figure: the number in it, as printed.
            unit: the figure's unit.
            check_by: from when it must be looked up again; its `next_check` where left out.
            certain: whether it was read in its source and is in force.
            note: what is worth remembering; it isn't published.

        Raises:
            NotFound: there is no such kind of trial, or it has no such fact.
            InvalidInput: there are no words or no source, a language is unknown, or the day to
                look again isn't ahead; every fault is named.
        """
        known = self._fact(template, fact)
        until = check_by or known.next_check
        words = {language: said.strip() for language, said in text.items() if said.strip()}
        if faults := [*_word_faults(words), *_source_faults(source)]:
            raise InvalidInput.of(faults)
        rules.require_ahead(until, self.today)
        found = Fact(
            id=known.fact.id,
            text=words,
            figure=(figure or "").strip() or None,
            unit=(unit or "").strip() or None,
            source=source.strip(),
            as_of=max(self.today, known.fact.as_of),
            certain=certain,
            check_by=until,
        )
        return self._reviewed(known, found, "replace fact", replaced=True, note=note)

    # facts of a trial

    def facts_past_date(self, which: str) -> tuple[Fact, ...]:
        """The facts of a trial's kind that had to be looked up again by today.

        Raises:
            NotFound: no such trial.
        """
        return self._past_date(self.find(which).template)

    def _current_facts(self, template: Template) -> tuple[Fact, ...]:
        """The facts of a trial's kind as they stand today, in the release that is installed.

        A promise keeps to the template it was sealed with; the law doesn't.
        """
        latest = self.templates().get(template.id, template)
        return rules.current(latest, self._store.fact_reviews())

    def _past_date(self, template: Template) -> tuple[Fact, ...]:
        """Those of a kind that had to be looked up again by today.

        What is installed loads slowly, so it is only asked where the trial's own facts are old.
        """
        own = rules.current(template, self._store.fact_reviews())
        if not rules.past_date(own, self.today):
            return ()
        return rules.past_date(self._current_facts(template), self.today)

    # one fact

    def _kinds(self) -> dict[str, Template]:
        """Kinds of trial by id: those installed, and those of trials whose plugin is gone."""
        known = self.templates()
        for row in self._store.overview():
            if row.template not in known:
                known[row.template] = self._store.trial(row.id).template
        return dict(sorted(known.items()))

    def _kind_of_trial(self, key: str) -> Template:
        return self._kinds().get(key) or self.template(key)

    def _fact(self, template: str, key: str) -> KnownFact:
        known = {one.fact.id: one for one in self.facts(template)}
        if key in known:
            return known[key]
        raise unknown(
            Message("{template} has no fact “{name}”.", template=template, name=key),
            key,
            sorted(known),
            code="UNKNOWN_FACT",
        )

    def _reviewed(
        self, known: KnownFact, found: Fact, command: str, *, replaced: bool, note: str
    ) -> KnownFact:
        """Keep a review; the cases that show the fact are kept anew with it."""
        review = FactReview(
            id=f"{known.template}:{found.id}",
            template=known.template,
            fact=found,
            replaced=replaced,
            note=note.strip(),
            at=self.now,
            by=self.actor,
        )
        with self._command(command) as tx:
            tx.about(*(row.id for row in self._store.overview() if row.template == known.template))
            tx.save(review)
        return attrs.evolve(
            known,
            fact=found,
            past=False,
            next_check=rules.next_check(found, self.today),
            review=review,
        )


def known_facts(template: Template, reviews: Iterable[FactReview], today: date) -> list[KnownFact]:
    """The template's facts as they stand on a day, those past their date first."""
    mine = {one.fact.id: one for one in reviews if one.template == template.id}
    known = [
        KnownFact(
            template=template.id,
            title=template.title,
            fact=fact,
            past=rules.past(fact, today),
            next_check=rules.next_check(fact, today),
            review=_that_holds(fact, mine.get(fact.id)),
        )
        for fact in rules.current(template, mine.values())
    ]
    return sorted(known, key=lambda one: (not one.past, one.fact.check_by))


def _that_holds(fact: Fact, review: FactReview | None) -> FactReview | None:
    """The review, unless a newer release of the template has overtaken it."""
    return review if review is not None and review.fact == fact else None


def _word_faults(words: Words) -> list[Problem]:
    if not words:
        return [
            Problem(
                Message("Write what the fact says now, in one language at least."),
                code="TEXT_MISSING",
            )
        ]
    unspoken = [language for language in words if language not in LANGUAGES]
    if unspoken:
        return [
            Problem(
                Message("TrialKit doesn't speak “{language}”.", language=unspoken[0]),
                code="UNKNOWN_LANGUAGE",
                remedy=Message("Choose one of: {names}.", names=LANGUAGES),
            )
        ]
    return [_too_long(said) for said in words.values() if len(said) > MOST]


def _source_faults(source: str) -> list[Problem]:
    if not source.strip():
        return [
            Problem(
                Message("A fact without a source is hearsay."),
                code="SOURCE_MISSING",
                remedy=Message("Say who says so: an office, an act, a page."),
            )
        ]
    return [_too_long(source)] if len(source) > MOST else []


def _too_long(said: str) -> Problem:
    return Problem(
        Message(
            "{found} characters are too many for one fact; {most} fit.", found=len(said), most=MOST
        ),
        code="TOO_LONG",
        remedy=Message("Say it in a sentence or two."),
    )

"""What every plugin of a kind owes, as a class to subclass in the plugin's own tests.

    import trialkit
    from trialkit.testing.contracts import TemplateContract


    class TestMyTemplate(TemplateContract):
        def template(self):
            return trialkit.packaged("trialkit_my_template")

pytest runs the methods of the class; each tells everything it finds wrong at once.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from trialkit.evaluation.formulas import formula_problems
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.conversion import digest, from_json, to_json
from trialkit.model.criterion import Role
from trialkit.model.metric import Asked, Direction
from trialkit.model.template import Slot, SlotType, Template
from trialkit.model.text import Words
from trialkit.model.trial import Draft
from trialkit.templates.filling import answered, defaults, promised
from trialkit.templates.sentences import filled
from trialkit.templates.thresholds import GAP

LONGEST_PROMISE: Final = 100
"""Characters of the promise in one line, for lists and titles; names people type don't count."""

A_MONDAY: Final = date(2026, 3, 2)


class TemplateContract:
    """What every kind of trial owes; subclass it and return yours from `template`."""

    def template(self) -> Template:
        """The template under test."""
        raise NotImplementedError("return your template from this method")

    def test_every_text_is_there_in_three_languages(self) -> None:
        """A coordinator in Nivala, one in Jakobstad and a reader abroad miss nothing."""
        _none_of(
            f"{place}: no text in {language}"
            for place, words in _texts(self.template())
            for language in LANGUAGES
            if not words.get(language, "").strip()
        )

    def test_every_metric_has_a_unit_and_a_direction(self) -> None:
        """A number without either can't be compared."""
        _none_of(
            f"{metric.id}: no unit"
            for metric in self.template().metrics
            if not metric.unit or metric.direction not in Direction
        )

    def test_every_formula_can_be_read_and_its_units_agree(self) -> None:
        """Hours are never added to euros, and no metric needs itself."""
        _none_of(str(problem) for problem in formula_problems(self.template()))

    def test_exactly_one_criterion_is_primary_and_each_refers_to_a_metric(self) -> None:
        """The outcome hangs on one thing that is measured."""
        template = self.template()
        primary = [one.id for one in template.criteria if one.role is Role.PRIMARY]

        _none_of([] if len(primary) == 1 else [f"primary criteria: {primary}"])
        _none_of(
            f"{criterion.id}: no metric {criterion.metric}"
            for criterion in template.criteria
            if template.metric(criterion.metric) is None
        )

    def test_every_fact_has_a_source_and_dates_in_order(self) -> None:
        """A fact without a source is hearsay, and one without a date never grows old."""
        _none_of(
            f"{fact.id}: source “{fact.source}”, read {fact.as_of}, check by {fact.check_by}"
            for fact in self.template().facts
            if not fact.source.strip() or fact.check_by < fact.as_of
        )

    def test_every_gap_of_a_sentence_is_a_question(self) -> None:
        """No reader meets a gap that nobody can fill."""
        template = self.template()

        _none_of(
            f"{place}.{language}: no question “{gap}”"
            for place, words in _texts(template)
            for language, sentence in words.items()
            for gap in GAP.findall(sentence)
            if template.slot(gap) is None
        )

    def test_the_promise_fits_in_one_line(self) -> None:
        """At most a hundred characters with the defaults, without the names people type."""
        template = self.template()
        answers = defaults(template)
        typed = {slot.id for slot in template.slots if slot.type is SlotType.TEXT}
        lines = {
            language: filled(template.promise, template, answers, wording(language), withheld=typed)
            for language in LANGUAGES
        }

        _none_of(
            f"{language}: {len(line)} characters: {line}"
            for language, line in lines.items()
            if len(line) > LONGEST_PROMISE
        )

    def test_nobody_is_asked_for_too_much(self) -> None:
        """At most five questions of a new trial, and five figures that have to be typed."""
        template = self.template()
        asked = [slot.id for slot in template.slots if slot.asked]
        required = [one.id for one in template.metrics if one.asked is Asked.REQUIRED]

        _none_of(f"more than five: {found}" for found in (asked, required) if len(found) > 5)

    def test_its_defaults_make_a_whole_promise(self) -> None:
        """A draft with only the required answers can be promised, sealed and started."""
        template = self.template()
        draft = Draft(slots=_least_answers(template))

        promise = promised(template, draft, digest=digest(template), starts_on=A_MONDAY)

        _none_of([] if promise.primary.role is Role.PRIMARY else ["the primary one isn't first"])
        _none_of(
            f"{slot.id}: computed, but missing"
            for slot in template.slots
            if slot.formula and slot.id not in answered(template, draft.slots)
        )

    def test_it_survives_being_stored(self) -> None:
        """A trial keeps the template it was sealed with, whole, for years."""
        template = self.template()
        back = from_json(Template, to_json(template))

        _none_of(
            field.name
            for field in attrs.fields(Template)
            if getattr(back, field.name) != getattr(template, field.name)
        )


def _none_of(faults: Iterable[str]) -> None:
    """Fail with every fault there is."""
    found = list(faults)
    if found:
        raise AssertionError("\n".join(found))


def _texts(template: Template) -> Iterator[tuple[str, Words]]:
    """Every text that must be said, with its place."""
    for name in ("title", "about", "promise", "hypothesis", "stop_early"):
        yield name, getattr(template, name)
    for kind in ("slots", "parameters", "metrics", "actions"):
        yield from ((f"{kind}.{part.id}.label", part.label) for part in getattr(template, kind))
    yield from ((f"criteria.{one.id}.why", one.why) for one in template.criteria)
    yield from ((f"facts.{one.id}.text", one.text) for one in template.facts)
    for kind in ("risks", "questions"):
        for index, words in enumerate(getattr(template, kind)):
            yield f"{kind}[{index}]", words


def _least_answers(template: Template) -> dict[str, str]:
    """An answer to each question that must have one and has no default."""
    known = defaults(template)
    return {
        slot.id: _some_answer(slot)
        for slot in template.slots
        if slot.required and slot.id not in known
    }


def _some_answer(slot: Slot) -> str:
    match slot.type:
        case SlotType.COUNTRY:
            return "SE"
        case SlotType.CHOICE:
            return slot.choices[0]
        case SlotType.TEXT:
            return "…"
    return str(slot.minimum if slot.minimum is not None else 1)

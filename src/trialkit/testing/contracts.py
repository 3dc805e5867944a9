"""What every plugin of a kind owes, as a class to subclass in the plugin's own tests.

    import trialkit
    from trialkit.testing.contracts import TemplateContract


    class TestMyTemplate(TemplateContract):
        def template(self):
            return trialkit.packaged("trialkit_my_template")

A template that no plugin brings is held to the same by its file:

    class TestMyFile(TemplateContract):
        def file(self):
            return Path("templates/my_file.toml")

pytest runs the methods of the class; each tells everything it finds wrong at once.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import attrs

from trialkit.evaluation.formulas import (
    expanded,
    formula_of,
    formula_problems,
    parameter_values,
    value_of,
)
from trialkit.evaluation.outcomes import COMMON_OUTCOMES
from trialkit.evaluation.series import aggregated
from trialkit.language.wording import LANGUAGES
from trialkit.model.conversion import digest, from_json, to_json
from trialkit.model.criterion import Role
from trialkit.model.metric import Asked, Direction, Publicity
from trialkit.model.template import Template
from trialkit.model.text import Words
from trialkit.model.trial import Draft, State
from trialkit.templates.check import LONGEST_PROMISE, MOST_ASKED, MOST_REQUIRED, promise_lines
from trialkit.templates.filling import answered, promised
from trialkit.templates.phases import phases, trial_range
from trialkit.templates.reading import read_template
from trialkit.templates.thresholds import GAP
from trialkit.testing.sample_trial import FIRST_DAY, play, sample_answers, sample_figures


class TemplateContract:
    """What every kind of trial owes; subclass it and say which is yours, by either method."""

    def file(self) -> Path | None:
        """The template's TOML file, where no plugin brings it."""
        return None

    def template(self) -> Template:
        """The template under test."""
        file = self.file()
        if file is None:
            raise NotImplementedError("return your template from this method")
        return read_template(file)

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

    def test_every_formula_gives_a_number_from_sample_figures(self) -> None:
        """A metric that nothing can ever fill would stay empty in every case."""
        template = self.template()
        sums = parameter_values(template.parameters) | _sample_sums(template)
        for metric in expanded(template):
            found = value_of(formula_of(metric), sums)
            sums[metric.id] = found.value

        _none_of(f"{key}: no value" for key, value in sums.items() if value is None)

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

    def test_every_common_outcome_has_a_metric(self) -> None:
        """Cases of unlike kinds are compared by these alone."""
        template = self.template()

        _none_of(
            f"{outcome.id}: no metric"
            for outcome in COMMON_OUTCOMES
            if outcome.metric and template.metric(template.outcomes.get(outcome.id, "")) is None
        )

    def test_nothing_about_one_employee_is_public_and_the_template_says_why(self) -> None:
        """In a firm of one or two such a figure names a person."""
        template = self.template()
        telling = [metric for metric in template.metrics if metric.about_person]

        _none_of(
            f"{metric.id}: public = {metric.public}"
            for metric in telling
            if metric.public is not Publicity.NO
        )
        _none_of(["privacy: no reason"] if telling and not template.privacy else [])

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
        _none_of(
            f"{language}: {len(line)} characters: {line}"
            for language, line in promise_lines(self.template()).items()
            if len(line) > LONGEST_PROMISE
        )

    def test_nobody_is_asked_for_too_much(self) -> None:
        """At most five questions of a new trial, and five figures that have to be typed."""
        template = self.template()
        asked = [slot.id for slot in template.slots if slot.asked]
        required = [one.id for one in template.metrics if one.asked is Asked.REQUIRED]

        _none_of(
            f"more than {most}: {found}"
            for found, most in ((asked, MOST_ASKED), (required, MOST_REQUIRED))
            if len(found) > most
        )

    def test_its_defaults_make_a_whole_promise(self) -> None:
        """A draft with only the required answers can be promised, sealed and started."""
        template = self.template()
        draft = Draft(slots=sample_answers(template))

        promise = promised(template, draft, digest=digest(template), starts_on=FIRST_DAY)

        _none_of([] if promise.primary.role is Role.PRIMARY else ["the primary one isn't first"])
        _none_of(
            f"{slot.id}: computed, but missing"
            for slot in template.slots
            if slot.formula and slot.id not in answered(template, draft.slots)
        )

    def test_the_usual_hours_of_its_plan_fit_into_its_limit(self) -> None:
        """A plan that breaks its own limit stops every trial early."""
        template = self.template()
        draft = Draft(slots=sample_answers(template))
        promise = promised(template, draft, digest=digest(template), starts_on=FIRST_DAY)
        hours = sum((action.effort_h for action in promise.actions), Decimal(0))

        _none_of([f"{hours} h planned"] if hours > promise.limits["own_h"] else [])

    def test_it_survives_being_stored(self) -> None:
        """A trial keeps the template it was sealed with, whole, for years."""
        template = self.template()
        back = from_json(Template, to_json(template))

        _none_of(
            field.name
            for field in attrs.fields(Template)
            if getattr(back, field.name) != getattr(template, field.name)
        )

    def test_a_trial_goes_from_its_draft_to_its_page(self, tmp_path: Path) -> None:
        """Drafted, started, its figures read in, evaluated, decided, released and published."""
        played = play(self.template().id, tmp_path, file=self.file())
        results = played.evaluation.results

        _none_of(
            f"{result.metric.id}: no value; missing {result.trial.missing}"
            for result in results
            if result.trial.value is None
        )
        _none_of([] if played.trial.state is State.CONCLUDED else [f"state {played.trial.state}"])
        _none_of(
            f"no page of the case in {language}"
            for language in LANGUAGES
            if not any(f"/{language}/" in page.as_posix() for page in played.pages)
        )


def _none_of(faults: Iterable[str]) -> None:
    """Fail with every fault there is."""
    found = list(faults)
    if found:
        raise AssertionError("\n".join(found))


def _texts(template: Template) -> Iterator[tuple[str, Words]]:
    """Every text there is and every text there must be, with its place."""
    for name in ("title", "about", "promise", "hypothesis", "stop_early"):
        yield name, getattr(template, name)
    for kind in ("slots", "parameters", "metrics", "actions"):
        yield from ((f"{kind}.{part.id}.label", part.label) for part in getattr(template, kind))
    yield from ((f"criteria.{one.id}.why", one.why) for one in template.criteria)
    yield from ((f"facts.{one.id}.text", one.text) for one in template.facts)
    for kind in ("risks", "questions"):
        for index, words in enumerate(getattr(template, kind)):
            yield f"{kind}[{index}]", words
    yield from ((place, words) for place, words in _texts_if_any(template) if words)


def _texts_if_any(template: Template) -> Iterator[tuple[str, Words]]:
    """Texts that may be left out, but not in one language alone."""
    yield "cadence_note", template.cadence_note
    yield "privacy", template.privacy
    yield from ((f"slots.{slot.id}.help", slot.help) for slot in template.slots)
    yield from ((f"metrics.{metric.id}.note", metric.note) for metric in template.metrics)
    yield from ((f"actions.{action.id}.helper", action.helper) for action in template.actions)


def _sample_sums(template: Template) -> dict[str, Decimal | None]:
    """The trial phase of each metric that isn't computed, from sample figures, as one figure."""
    slots = answered(template, sample_answers(template))
    days = phases(template, trial_range(template, slots, FIRST_DAY, None))
    figures: dict[str, list[Decimal]] = {}
    for period, metric, value in sample_figures(template, days):
        if days.in_trial(period):
            figures.setdefault(metric.id, []).append(Decimal(value))
    return {
        metric.id: aggregated(metric.aggregation, figures.get(metric.id, []))
        for metric in template.metrics
        if not metric.derived
    }

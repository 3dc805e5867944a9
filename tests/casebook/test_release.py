"""What consent doesn't cover is gone, whatever it is and wherever it stands."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseVerdict, CaseWarning
from trialkit.casebook.release import internal, release
from trialkit.errors import Message, Refused
from trialkit.model.consent import ConsentLevel
from trialkit.model.conversion import from_json, to_json
from trialkit.model.metric import Publicity
from trialkit.model.text import Text, TextStatus
from trialkit.rules.consent import ALLOWED, Finest

SOURCE = Path(__file__).parents[2] / "src" / "trialkit"
NAMED = ALLOWED[ConsentLevel.NAMED]
NO_FIGURES = ALLOWED[ConsentLevel.NAMED_WITHOUT_FIGURES]
ANONYMOUS = ALLOWED[ConsentLevel.ANONYMOUS]
PAGES = (NAMED, NO_FIGURES, ANONYMOUS)
NAMES = ("villapaja", "sorvi", "leipomo", "kiuas")

every_case = pytest.mark.parametrize("name", NAMES)


@pytest.mark.parametrize("level", [ConsentLevel.AGGREGATE, ConsentLevel.INTERNAL])
def test_without_consent_to_a_write_up_there_is_none(villapaja: Case, level: ConsentLevel) -> None:
    with pytest.raises(Refused) as refusal:
        release(villapaja, ALLOWED[level])

    assert refusal.value.codes == ("NOT_RELEASED",)


@pytest.mark.parametrize("made", [r"\bReleased\(", r"\bReleased\.__new__", r"evolve\(released\b"])
def test_nothing_but_release_makes_a_released_case(made: str) -> None:
    places = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(made, path.read_text(encoding="utf-8").replace("class Released:", ""))
    }

    assert places <= {"casebook/release.py"}


@every_case
@pytest.mark.parametrize("permits", PAGES, ids=lambda permits: permits.level)
def test_the_private_id_and_the_names_of_files_never_leave(case_of, name, permits) -> None:
    case = case_of(name)

    told = to_json(release(case, permits).case)

    assert case.id not in told
    assert all(file not in told for file in case.provenance.sources)


@every_case
@pytest.mark.parametrize("permits", PAGES, ids=lambda permits: permits.level)
def test_a_metric_that_is_never_public_isnt_even_named(case_of, name, permits) -> None:
    case = case_of(name)
    secret = [one.metric.id for one in case.results if one.metric.public is Publicity.NO]

    told = to_json(release(case, permits).case)

    assert all(f'"{key}"' not in told for key in secret)


def test_a_warning_about_a_metric_that_is_never_public_stays_with_it(villapaja: Case) -> None:
    worse = Message("{metric} got worse while the trial ran.", metric="stress_level")
    warned = attrs.evolve(villapaja, warnings=(CaseWarning(code="GUARDRAIL_WORSE", message=worse),))

    assert release(warned, NAMED).case.warnings == ()


def unapproved(case: Case) -> Case:
    """The same case before anybody approved a word of it for print."""
    return from_json(Case, to_json(case).replace('"approved"', '"draft"'))


@every_case
def test_an_anonymous_case_has_no_name_and_no_unapproved_word(case_of, name) -> None:
    case = unapproved(case_of(name))

    told = to_json(release(case, ANONYMOUS).case)

    assert case.descriptors.company not in told
    own = (case.title, case.stopped_because, case.learning, *case.texts.values())
    for text in (*own, *(note for step in case.actions for note in step.notes)):
        assert text is None or all(words not in told for words in text.words.values())
    assert all(str(one.reason) not in told for one in case.deviations if one.reason)
    assert all(quote not in told for one in case.group for quote in (*one.dissent, *one.quotes))


@every_case
def test_an_anonymous_case_knows_days_only_by_their_quarter(case_of, name) -> None:
    case = case_of(name)
    released = release(case, ANONYMOUS).case
    undated = attrs.evolve(
        released,
        repeat=attrs.evolve(released.repeat, facts=()),
        provenance=attrs.evolve(released.provenance, as_of=date(2026, 1, 1)),
    )

    told = to_json(undated)

    days = set(re.findall(r"\d{4}-\d{2}-\d{2}", told))
    assert days, "the quarters are there"
    assert {day[5:] for day in days} <= {"01-01", "04-01", "07-01", "10-01"}
    assert not re.findall(r"\d{4}-W\d{2}", told)


def test_an_anonymous_case_is_told_by_region_when_the_area_would_give_it_away(kiuas: Case) -> None:
    wide = attrs.evolve(ANONYMOUS, place=Finest.REGION)

    told = release(kiuas, wide).case.descriptors

    assert (told.area, told.area_name, told.municipality) == ("", {}, None)
    assert told.region_name["fi"] == "Pohjois-Pohjanmaa"
    assert (str(told.industry), told.person_years, told.company_age) == ("NACE2.1:47", 1, 6)


def test_approved_words_are_shown_without_a_name_unless_they_give_it_away(kiuas: Case) -> None:
    harmless = Text(words={"fi": "Kevät myy aina."}, source="fi", status=TextStatus.APPROVED)
    telling = Text(words={"fi": "Kontiolta."}, source="fi", status=TextStatus.APPROVED)
    told = attrs.evolve(kiuas, texts={"summary": harmless, "background": telling})

    released = release(told, ANONYMOUS)

    assert released.case.texts == {"summary": harmless}
    assert "texts.background" in released.held_back


def test_amounts_become_an_index_where_there_is_a_baseline(kiuas: Case) -> None:
    orders = release(kiuas, ANONYMOUS).case.result("orders")

    assert orders.shown == "index"
    assert orders.baseline == 100
    assert orders.trial == Decimal("126.1")
    assert [point.period for point in orders.points[10:14]] == ["-2", "-1", "1", "2"]


def test_amounts_become_a_band_where_there_was_nothing_before(villapaja: Case) -> None:
    released = release(villapaja, ANONYMOUS).case

    assert released.result("orders").shown == "banded"
    assert (released.answers[0].shown, released.answers[0].observed) == ("banded", 20)


def test_a_named_company_shows_the_number_it_promised_as_it_is(villapaja: Case) -> None:
    released = release(villapaja, NAMED).case

    assert released.answers[0].observed == 23
    assert released.result("orders").shown == "as_is"
    assert released.result("goods_sales").shown == "banded"


@every_case
def test_what_was_seen_never_stands_as_an_index_beside_its_threshold(case_of, name) -> None:
    case = case_of(name)

    shown = {one.shown for permits in PAGES for one in release(case, permits).case.answers}

    assert "index" not in shown


@every_case
def test_without_figures_no_figure_is_left(case_of, name) -> None:
    case = release(case_of(name), NO_FIGURES).case

    assert all(
        one.trial is None and one.baseline is None and not one.points for one in case.results
    )
    assert all(one.observed is None for one in case.answers)
    assert all(one.value is None for one in case.outcomes)
    assert all(step.done_h is None and step.done_cost is None for step in case.actions)
    assert case.promise.criteria == ()
    assert "orders" not in case.promise.slots
    assert case.promise.slots["market"]


def test_without_figures_the_outcome_is_still_told(sorvi: Case) -> None:
    released = release(sorvi, NO_FIGURES).case

    assert released.outcome == sorvi.outcome
    assert released.answers[0].answer == sorvi.answers[0].answer
    assert released.deviations[0].code == "CHANGED_AFTER_DATA"
    assert released.deviations[0].before is None


def test_a_verdict_of_too_few_companies_is_only_counted(sorvi: Case) -> None:
    verdict = release(sorvi, NAMED).case.group[0]

    assert isinstance(verdict, CaseVerdict)
    assert verdict.too_few
    assert (verdict.ratings, verdict.recommendations, verdict.dissent) == ((), {}, ())


def test_the_coordinator_is_told_what_was_held_back(villapaja: Case) -> None:
    held = set(release(unapproved(villapaja), ANONYMOUS).held_back)

    assert {"title", "descriptors.company", "descriptors.municipality", "group.dissent"} <= held
    assert not [name for name in held if name.endswith((".id", ".shown"))]


def test_a_private_slot_is_a_gap_under_every_consent(villapaja: Case) -> None:
    promise = attrs.evolve(villapaja.promise, private_slots=("reason",))
    case = attrs.evolve(villapaja, promise=promise)

    assert all("reason" not in release(case, permits).case.promise.slots for permits in PAGES)


@every_case
def test_an_internal_case_is_whole(case_of, name) -> None:
    case = case_of(name)

    assert internal(case).case == case


@every_case
@pytest.mark.parametrize("permits", PAGES, ids=lambda permits: permits.level)
def test_releasing_what_was_released_takes_nothing_more(case_of, name, permits) -> None:
    once = release(case_of(name), permits).case

    again = release(once, permits).case

    assert (again.texts, again.promise, again.descriptors, again.group) == (
        once.texts,
        once.promise,
        once.descriptors,
        once.group,
    )

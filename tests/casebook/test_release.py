"""What consent doesn't cover is gone, whatever it is and wherever it stands."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from trialkit.casebook.case import Case, CaseFollowUp
from trialkit.casebook.findings import CaseOutcome, CaseVerdict, CaseWarning
from trialkit.casebook.release import internal, release
from trialkit.errors import Message, Refused
from trialkit.evaluation.evaluation import Answer
from trialkit.model.consent import ConsentLevel
from trialkit.model.conversion import from_json, to_json
from trialkit.model.follow_up import StillInUse
from trialkit.model.foresight import ForeseenChange, Foresight
from trialkit.model.metric import Publicity
from trialkit.model.text import Text, TextStatus
from trialkit.model.trial import Choice
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


def foreseen(case: Case, metric: str, *, relative: bool = True) -> Case:
    """The same case, sealed with how large a change in a metric had to be."""
    size = ForeseenChange(metric=metric, relative=relative, up=Decimal("0.93"))
    told = Foresight(met=6, of=41, changes=(size,))
    return attrs.evolve(case, promise=attrs.evolve(case.promise, foresight=told))


@every_case
@pytest.mark.parametrize("permits", PAGES, ids=lambda permits: permits.level)
def test_how_often_it_would_have_been_met_goes_where_the_outcome_goes(
    case_of, name, permits
) -> None:
    told = release(foreseen(case_of(name), "orders"), permits).case.promise.foresight

    assert (told.met, told.of) == (6, 41)


def test_how_large_a_change_had_to_be_is_told_where_the_change_itself_is(
    kiuas: Case, villapaja: Case
) -> None:
    as_an_index, as_a_range = foreseen(kiuas, "orders"), foreseen(villapaja, "orders")

    assert release(as_an_index, ANONYMOUS).case.promise.foresight.changes
    assert release(as_a_range, NAMED).case.promise.foresight.changes
    for case, permits in ((as_a_range, ANONYMOUS), (as_an_index, NO_FIGURES)):
        released = release(case, permits)
        assert released.case.promise.foresight.changes == ()
        assert "promise.foresight.changes" in released.held_back


def test_an_amount_of_change_is_told_only_where_amounts_are(kiuas: Case) -> None:
    case = foreseen(kiuas, "orders", relative=False)

    assert release(case, ANONYMOUS).case.promise.foresight.changes == ()
    assert release(case, NAMED).case.promise.foresight.changes


@pytest.mark.parametrize("permits", PAGES, ids=lambda permits: permits.level)
def test_nothing_is_foreseen_in_public_of_a_metric_that_is_never_public(
    villapaja: Case, permits
) -> None:
    beside = release(foreseen(villapaja, "stress_level"), permits).case
    results = tuple(
        attrs.evolve(one, metric=attrs.evolve(one.metric, public=Publicity.NO))
        if one.metric.id == "orders"
        else one
        for one in villapaja.results
    )
    promised = release(attrs.evolve(foreseen(villapaja, "orders"), results=results), permits).case

    assert beside.promise.foresight.changes == ()
    assert promised.promise.foresight is None


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


def departed(case: Case) -> Case:
    """The same case, in which the company went on as it was though the proposal was to change."""
    why = Text.written("Muutos tehtiin jo kesken kokeilun.", "fi")
    decision = attrs.evolve(
        case.decision, choice=Choice.ADOPT, proposed=Choice.ADAPT, departure=why
    )
    return attrs.evolve(case, decision=decision)


def test_a_proposal_and_a_departure_from_it_go_out_with_the_decision(villapaja: Case) -> None:
    case = departed(villapaja)

    told = release(case, NAMED).case.decision
    unnamed = release(case, ANONYMOUS)

    assert told == case.decision
    assert (unnamed.case.decision.proposed, unnamed.case.decision.departure) == (
        Choice.ADAPT,
        None,
    )
    assert "decision.departure" in unnamed.held_back


def test_a_proposal_from_too_few_ballots_stays_in_the_house(sorvi: Case) -> None:
    told = release(departed(sorvi), NAMED).case.decision

    assert (told.choice, told.proposed, told.departure) == (Choice.ADOPT, None, None)


def test_a_proposal_that_a_secret_guardrail_made_stays_in_the_house(villapaja: Case) -> None:
    strained = tuple(
        attrs.evolve(answer, answer=Answer.NOT_MET) if answer.criterion == "strain" else answer
        for answer in villapaja.answers
    )

    told = release(attrs.evolve(departed(villapaja), answers=strained), NAMED).case

    assert "strain" not in {answer.criterion for answer in told.answers}
    assert (told.decision.proposed, told.decision.departure) == (None, None)


def followed_up(case: Case, *outcomes: CaseOutcome) -> Case:
    """The same case half a year later."""
    told = CaseFollowUp(
        months=6,
        on=date(2026, 11, 24),
        still_in_use=StillInUse.CHANGED,
        reason=Text.written("Villapaja myy enää joulun alla.", "fi"),
        outcomes=outcomes,
    )
    return attrs.evolve(case, follow_ups=(told,))


def test_what_became_of_it_is_told_and_why_as_far_as_words_go(villapaja: Case) -> None:
    case = followed_up(villapaja)

    (named,) = release(case, NAMED).case.follow_ups
    (unnamed,) = release(case, ANONYMOUS).case.follow_ups

    assert named == case.follow_ups[0]
    assert (unnamed.still_in_use, unnamed.reason) == (StillInUse.CHANGED, None)
    assert unnamed.on == date(2026, 10, 1)


def test_later_outcomes_are_as_public_as_they_always_are(villapaja: Case) -> None:
    jobs = CaseOutcome(
        id="jobs_person_years", unit="person-year", value=Decimal("0.4"), public=Publicity.NO
    )
    money = CaseOutcome(id="money_spent", unit="EUR", value=Decimal(640), public=Publicity.BANDED)

    (told,) = release(followed_up(villapaja, jobs, money), NAMED).case.follow_ups
    (bare,) = release(followed_up(villapaja, jobs, money), NO_FIGURES).case.follow_ups

    assert [(one.shown, one.value) for one in told.outcomes] == [("no", None), ("banded", 500)]
    assert [one.value for one in bare.outcomes] == [None, None]


def test_whether_it_is_still_in_use_is_an_answer_and_no_figure(villapaja: Case) -> None:
    outcomes = tuple(
        attrs.evolve(one, value=Decimal(1)) if one.id == "still_in_use" else one
        for one in villapaja.outcomes
    )

    told = release(attrs.evolve(villapaja, outcomes=outcomes), NO_FIGURES).case.outcomes

    shown = {one.id: one.value for one in told if one.value is not None}
    assert shown == {"still_in_use": 1}


def test_what_was_drawn_by_lot_is_told_in_words_that_may_be_shown(villapaja: Case) -> None:
    drawn = attrs.evolve(
        villapaja, promise=attrs.evolve(villapaja.promise, lot="Kolikko: kruuna, siis kevät.")
    )

    assert release(drawn, NAMED).case.promise.lot == "Kolikko: kruuna, siis kevät."
    assert release(drawn, ANONYMOUS).case.promise.lot is None

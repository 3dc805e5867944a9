"""A trial's way from an idea to its end, through the Python API."""

from datetime import date

import pytest

import trialkit
from trialkit.model.trial import State, Weight


def test_an_idea_waits_until_it_becomes_a_draft(ws):
    ws.note_idea("Saunakiukaat Norjaan", origin="kokoontuminen 12.2.")

    trial = ws.new("export", company="Kiuas", slots={"market": "NO"}, idea="kiukaat")

    assert trial.origin == "kokoontuminen 12.2."
    assert trial.title.words["fi"] == "Saunakiukaat Norjaan"
    assert ws.ideas() == []


def test_an_idea_is_dropped_with_its_reason(ws):
    ws.note_idea("Verkkokauppa Viroon")

    dropped = ws.drop_idea("Viroon", reason="kumppani vetäytyi")

    assert dropped.dropped == "kumppani vetäytyi"
    assert ws.ideas() == []


def test_a_draft_takes_the_rest_from_the_template(ws, draft):
    promise = ws.promise_of(draft.slug)

    assert promise.primary.threshold == 15
    assert promise.slots["weeks"] == "12"
    assert promise.phases.trial.days == 84
    assert [criterion.role for criterion in promise.criteria].count("primary") == 1


def test_a_company_that_is_not_known_yet_is_added(ws):
    ws.new("ecommerce", company="Uusi Oy", slots={"market": "EE"})

    assert "Uusi Oy" in [company.name for company in ws.companies()]


def test_an_unknown_template_is_named_with_those_there_are(ws):
    with pytest.raises(trialkit.NotFound) as refused:
        ws.new("ecomerce", company="Villapaja")

    assert refused.value.codes == ("UNKNOWN_TEMPLATE",)
    assert "ecommerce" in str(refused.value.problems[0].remedy)


def test_an_answer_outside_its_range_changes_nothing(ws):
    with pytest.raises(trialkit.InvalidInput):
        ws.new("ecommerce", company="Villapaja", slots={"market": "SE", "weeks": 200})

    assert ws.trials() == []


def test_starting_seals_the_promise_and_numbers_the_trial(villapaja):
    assert villapaja.state is State.RUNNING
    assert villapaja.draft is None
    assert villapaja.number == 1
    assert villapaja.seal.before_start
    assert len(villapaja.seal.short) == 9


def test_a_start_without_a_place_of_delivery_is_refused_and_says_so(ws, clock):
    trial = ws.new("export", company="Villapaja", slots={"market": "NO"})

    with pytest.raises(trialkit.Refused):
        ws.start(trial.slug)

    assert ws.find(trial.slug).state is State.DRAFT


def test_a_start_dated_back_is_not_sealed_before_the_start(ws, draft, clock):
    clock.turn_to(date(2026, 3, 20))

    started = ws.start(draft.slug, on=date(2026, 3, 2))

    assert not started.seal.before_start


def test_a_start_is_taken_back_with_the_draft_as_it_was(ws, draft, villapaja):
    back = ws.take_back(villapaja.slug, reason="väärä päivä")

    assert back.state is State.DRAFT
    assert back.draft == draft.draft
    assert [entry.command for entry in ws.history(villapaja.slug)][-1] == "take back"


def test_after_the_first_figure_a_start_stays(ws, villapaja):
    ws.observe(villapaja.slug, "orders", 3, period="2026-W10")

    with pytest.raises(trialkit.Refused):
        ws.take_back(villapaja.slug, reason="kävi huonosti")


def test_a_threshold_lowered_after_the_first_order_opens_the_case(ws, villapaja):
    ws.observe(villapaja.slug, "orders", 3, period="2026-W10")
    primary = villapaja.promise.primary.id

    amended = ws.amend(villapaja.slug, primary, 2, reason="tulli vei kolme viikkoa")

    assert amended.amendments[0].weight is Weight.MAJOR
    assert ws.case(villapaja.slug).deviations[0].code == "CHANGED_AFTER_DATA"


def test_an_amendment_without_a_reason_is_refused(ws, villapaja):
    with pytest.raises(trialkit.Refused):
        ws.amend(villapaja.slug, villapaja.promise.primary.id, 2, reason=" ")


def test_a_sealed_promise_is_not_edited(ws, villapaja):
    with pytest.raises(trialkit.Refused) as refused:
        ws.edit(villapaja.slug, slots={"orders": 5})

    assert refused.value.codes == ("SEALED",)


def test_words_may_be_edited_at_any_time(ws, villapaja):
    changed = ws.edit(villapaja.slug, title="Villaa Ruotsiin", tags=["villa"])

    assert changed.title.words["fi"] == "Villaa Ruotsiin"
    assert changed.tags == ("villa",)


def test_words_that_were_approved_need_it_again_when_they_change(ws, villapaja):
    approved = ws.edit(villapaja.slug, texts={"summary": "Myimme Ruotsiin."}, approved=True)
    changed = ws.edit(villapaja.slug, texts={"summary": "Myimme paljon Ruotsiin."})

    assert approved.texts["summary"].status == "approved"
    assert changed.texts["summary"].status == "draft"
    assert changed.title.status == "approved"


def test_a_stopped_trial_still_makes_a_case(ws, villapaja):
    ws.stop(villapaja.slug, reason="tavarantoimittaja lopetti")

    case = ws.case(villapaja.slug)

    assert case.stopped_because.words["fi"] == "tavarantoimittaja lopetti"
    assert any(deviation.code == "STOPPED" for deviation in case.deviations)


def test_a_discarded_draft_is_gone_and_the_journal_remembers(ws, draft):
    ws.discard(draft.slug, reason="ei ehditty")

    assert ws.trials() == []
    assert ws.history()[-1].command == "discard"


def test_a_running_trial_is_not_discarded(ws, villapaja):
    with pytest.raises(trialkit.Refused) as refused:
        ws.discard(villapaja.slug)

    assert "WRONG_STATE" in refused.value.codes


def test_a_replication_takes_the_promise_over_and_the_two_are_linked(ws, villapaja):
    again = ws.new(company="Leipomo", replicates=villapaja.slug)

    assert again.replicates == villapaja.id
    assert again.draft.slots["orders"] == "15"
    assert again.template == villapaja.template


def test_what_was_done_is_kept_beside_the_plan(ws, villapaja):
    ws.act(villapaja.slug, "translate", hours=12, cost=300, note="kääntäjä Oulusta")

    action = next(a for a in ws.case(villapaja.slug).actions if a.id == "translate")

    assert (action.done_h, action.done_cost) == (12, 300)


def test_a_set_clock_is_not_let_into_a_workspace_with_real_time(tmp_path, clock):
    trialkit.create(tmp_path / "real", actor="aluevastaava").close()

    with pytest.raises(trialkit.Refused) as refused:
        trialkit.open(tmp_path / "real", clock=clock)

    assert refused.value.codes == ("CLOCK_SET",)


def test_a_trial_is_named_by_any_part_of_its_name_or_by_a_filter(ws, villapaja):
    ws.new("export", company="Sorvi", slots={"market": "NO", "place": "Oslo"})

    assert ws.find("villap").id == villapaja.id
    assert ws.find("template=ecommerce and market=SE").id == villapaja.id


def test_a_name_that_fits_several_trials_lists_them(ws, villapaja):
    ws.new("ecommerce", company="Villapaja", slots={"market": "NO"})

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.find("villapaja")

    assert refused.value.codes == ("AMBIGUOUS", "AMBIGUOUS")


def test_a_filter_with_a_fault_points_at_it(ws, villapaja):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.trials("templat=export")

    assert "^" in str(refused.value)
    assert "template" in str(refused.value)


def test_the_primary_criterion_is_never_left_out(ws, draft):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.edit(draft.slug, drop_criteria=["enough_orders"])

    assert refused.value.codes == ("PRIMARY_CRITERION",)


def test_an_amended_market_is_a_real_country_and_the_trial_follows(ws, villapaja):
    with pytest.raises(trialkit.InvalidInput):
        ws.amend(villapaja.slug, "$.slots.market", "Villapaja Oy", reason="kirjoitusvirhe")

    amended = ws.amend(villapaja.slug, "$.slots.market", "Norja", reason="Ruotsi ei vetänyt")

    assert (amended.market, amended.promise.slots["market"]) == ("NO", "NO")
    assert ws.verify() == ()


def test_a_trial_that_moves_to_another_year_gets_that_years_number(ws, clock):
    clock.turn_to(date(2025, 12, 15))
    first = ws.new("ecommerce", company="Sorvi", slots={"reason": "kokeillaan Ruotsia ensin"})
    ws.start(first.slug)
    clock.turn_to(date(2026, 1, 5))
    second = ws.new("ecommerce", company="Kiuas", slots={"reason": "kokeillaan Ruotsia ensin"})
    ws.start(second.slug)

    ws.take_back(first.slug, reason="siirtyi")
    moved = ws.start(first.slug, on=date(2026, 1, 5))

    assert moved.number == 2


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), date(2500, 1, 1)])
def test_a_year_that_cannot_be_right_is_refused(ws, draft, day):
    for slip in ({"starts_on": day}, {"ends_on": day}):
        with pytest.raises(trialkit.InvalidInput):
            ws.edit(draft.slug, **slip)
    with pytest.raises(trialkit.InvalidInput):
        ws.start(draft.slug, on=day)


def test_a_seal_set_after_midnight_has_the_workspaces_day(ws, draft, clock):
    clock.now = clock.now.replace(month=3, day=2, hour=22, minute=30)

    ws.start(draft.slug, on=date(2026, 3, 2))

    late = [one for one in ws.case(draft.slug).deviations if one.code == "SEALED_LATE"]
    assert [one.on for one in late] == [date(2026, 3, 3)]


def test_a_longer_baseline_is_planned_on_the_draft_and_sealed(ws, draft):
    ws.edit(draft.slug, baseline=60)

    started = ws.start(draft.slug, on=date(2026, 3, 2))

    assert started.promise.phases.baseline[0].first == date(2024, 1, 8)


def test_a_baseline_of_twenty_years_is_refused(ws, draft):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.edit(draft.slug, baseline=1040)

    assert refused.value.codes == ("BAD_BASELINE",)
    assert ws.find(draft.slug).draft.baseline is None

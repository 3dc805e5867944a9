"""One promise made by several companies at once."""

from datetime import date
from decimal import Decimal

import pytest

import trialkit
from trialkit.model.trial import State
from trialkit.rules.series import Term

SLOTS = {"market": "SE", "orders": 15, "weeks": 12, "reason": "ruotsalaiset pitävät villasta"}


@pytest.fixture
def series(ws):
    """Villapaja, Sorvi and Leipomo promise the same, in this order."""
    first = ws.new(
        "ecommerce",
        company="Villapaja",
        with_companies=["Sorvi", "Leipomo"],
        slots=SLOTS,
        starts_on=date(2026, 3, 2),
    )
    return (first, *ws.series(first.slug).others)


def test_each_company_has_a_draft_of_the_same_promise(ws, series):
    owners = {company.id: company.name for company in ws.companies()}

    assert [owners[trial.company] for trial in series] == ["Villapaja", "Sorvi", "Leipomo"]
    assert len({trial.series for trial in series}) == 1
    assert len({trial.slug for trial in series}) == 3
    assert all(trial.draft == series[0].draft for trial in series)


def test_a_company_named_twice_makes_nothing(ws):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.new("ecommerce", company="Villapaja", with_companies=["villapaja"], slots=SLOTS)

    assert refused.value.codes == ("COMPANY_TWICE",)
    assert ws.trials() == []


def test_a_trial_of_its_own_has_no_series(ws, draft):
    assert draft.series is None
    assert ws.series(draft.slug).others == ()


def test_starting_one_starts_no_other(ws, series, clock):
    clock.turn_to(date(2026, 3, 2))

    ws.start(series[0].slug)

    assert [trial.state for trial in ws.series(series[0].slug).others] == [State.DRAFT] * 2


def test_one_that_is_edited_differs_from_the_others(ws, series):
    ws.edit(series[1].slug, slots={"orders": 20})

    assert Term("slot", "orders") in ws.series(series[1].slug).departs
    assert ws.series(series[0].slug).departs == ()


def test_shared_costs_are_split_to_the_cent_and_each_says_so(ws, series):
    done = ws.act_together(series[2].slug, "kuvaaja", hours=8, cost=100)

    assert [one.trial for one in done] == [trial.id for trial in series]
    assert [str(one.cost) for one in done] == ["33.34", "33.33", "33.33"]
    assert sum(one.hours for one in done) == 8
    assert {(one.share_of.cost, one.share_of.trials) for one in done} == {(Decimal(100), 3)}
    assert ws.actions(series[1].slug) == (done[1],)


def test_one_that_has_ended_shares_nothing_more(ws, series, clock):
    clock.turn_to(date(2026, 3, 2))
    ws.start(series[0].slug)
    clock.turn_to(date(2026, 3, 20))
    ws.stop(series[0].slug, reason="kone hajosi")

    done = ws.act_together(series[1].slug, "messut", cost=100)

    assert [one.trial for one in done] == [series[1].id, series[2].id]


def test_a_share_of_one_that_has_closed_since_is_refused(ws, series, clock):
    clock.turn_to(date(2026, 3, 2))
    ws.start(series[0].slug)
    clock.turn_to(date(2026, 3, 20))
    ws.stop(series[0].slug, reason="kone hajosi")

    with pytest.raises(trialkit.Refused) as refused:
        ws.act_together(series[1].slug, "messut", cost=100, on=date(2026, 3, 10))

    assert refused.value.codes == ("TRIAL_CLOSED",)
    assert ws.actions(series[1].slug) == ()


@pytest.mark.parametrize(
    ("given", "code"),
    [({}, "NOTHING_GIVEN"), ({"cost": -1}, "NEGATIVE_AMOUNT")],
)
def test_what_cannot_be_shared_is_refused(ws, series, given, code):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.act_together(series[0].slug, "messut", **given)

    assert refused.value.codes == (code,)


def test_a_lone_trial_has_nobody_to_share_with(ws, draft):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.act_together(draft.slug, "messut", cost=100)

    assert refused.value.codes == ("NO_SERIES",)


def test_a_series_counts_as_a_promise_tried_again(ws, series, clock):
    clock.turn_to(date(2026, 3, 2))
    for trial in series:
        ws.start(trial.slug)
    clock.turn_to(date(2026, 3, 20))
    for trial in series[1:]:
        ws.stop(trial.slug, reason="ei jatketa")

    case = ws.case(series[0].slug)

    assert case.series == ("2026-2-verkkokauppa-ulkomaille", "2026-3-verkkokauppa-ulkomaille")

"""A page puts what was proposed beside what was decided, and then what became of it."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.casebook.case import CaseFollowUp
from trialkit.casebook.findings import CaseOutcome
from trialkit.model.follow_up import StillInUse
from trialkit.model.text import Text
from trialkit.model.trial import Choice
from trialkit.publish.formats import Html, Markdown


@pytest.fixture
def case(case_of):
    """Villapaja went on as it was though the proposal was to change; half a year later."""
    villapaja = case_of("villapaja")
    decision = attrs.evolve(
        villapaja.decision,
        choice=Choice.ADOPT,
        proposed=Choice.ADAPT,
        departure=Text.written("The change was made on the way.", "en"),
    )
    told = CaseFollowUp(
        months=6,
        on=date(2026, 11, 24),
        still_in_use=StillInUse.CHANGED,
        reason=Text.written("Only before <b>Christmas</b>.", "en"),
        outcomes=(CaseOutcome(id="new_customers", unit="customer", value=Decimal(31)),),
    )
    return attrs.evolve(villapaja, decision=decision, follow_ups=(told,))


def test_a_departure_stands_beside_the_proposal(case, released, context):
    page = Html().render(released(case), context("en")).decode()
    text = Markdown().render(released(case), context("en")).decode()

    assert "<dt>Proposed</dt><dd>adapt</dd>" in page
    assert "<dt>Why otherwise</dt><dd>The change was made on the way.</dd>" in page
    assert "- Proposed: adapt\n- Why otherwise: The change was made on the way." in text


def test_what_became_of_it_is_told_with_its_day_and_its_reason(case, released, context):
    page = Html().render(released(case), context("en")).decode()
    text = Markdown().render(released(case), context("en")).decode()

    assert "Still in use after 6 months: yes, changed (24 Nov 2026)." in page
    assert "Only before &lt;b&gt;Christmas&lt;/b&gt;." in page
    assert "new customers: 31" in page
    assert "- Still in use after 6 months: yes, changed" in text


def test_what_was_drawn_by_lot_stands_under_the_promise(case, released, context):
    drawn = attrs.evolve(case, promise=attrs.evolve(case.promise, lot="A coin: heads."))

    assert "A coin: heads." in Html().render(released(drawn), context("en")).decode()
    assert "Drawn by lot: A coin: heads." in (
        Markdown().render(released(drawn), context("en")).decode()
    )

"""Before the seal: does the hypothesis name one change, one outcome, a reason, a deadline?"""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.errors import Message, Problem
from trialkit.model.criterion import Comparison
from trialkit.model.trial import Draft
from trialkit.rules.checklist import checklist


def asked(trial, promise):
    return [problem.code for problem in checklist(trial, promise).questions]


def with_slot(promise, key, answer):
    return attrs.evolve(promise, slots={**promise.slots, key: answer})


def with_primary(promise, **changes):
    primary = attrs.evolve(promise.primary, **changes)
    return attrs.evolve(promise, criteria=(primary, *promise.criteria[1:]))


def test_a_promise_that_names_all_four_is_asked_nothing(draft, promise):
    found = checklist(draft, promise)

    assert (found.stops, found.questions) == ((), ())


@pytest.mark.parametrize(
    "answer", ["villapaidat ja sukat", "tröjor och strumpor", "jumpers & socks", "paidat; sukat"]
)
def test_two_changes_are_asked_about(draft, promise, answer):
    assert asked(draft, with_slot(promise, "category", answer)) == ["SEVERAL_CHANGES"]


@pytest.mark.parametrize("answer", ["jakkarat", "sandaler", "brandy", "ochra"])
def test_a_word_with_an_and_in_it_is_one_thing(draft, promise, answer):
    assert "SEVERAL_CHANGES" not in asked(draft, with_slot(promise, "category", answer))


@pytest.mark.parametrize("answer", ["", "hyvä tuote", "  koska   niin "])
def test_a_reason_of_two_words_is_none(draft, promise, answer):
    assert asked(draft, with_slot(promise, "reason", answer)) == ["NO_REASON_GIVEN"]


def test_a_promise_of_nothing_is_asked_for_its_number(draft, promise):
    assert asked(draft, with_primary(promise, threshold=Decimal(0))) == ["NO_NUMBER"]
    at_most = with_primary(promise, threshold=Decimal(0), comparison=Comparison.AT_MOST)
    assert asked(draft, at_most) == []


def test_what_only_explains_is_hardly_the_outcome(draft, promise):
    assert asked(draft, with_primary(promise, metric="own_hours")) == ["NOT_AN_OUTCOME"]


def test_a_far_deadline_is_asked_about(draft, promise):
    far = attrs.evolve(promise.phases.settling, last=date(2027, 8, 1))
    phases = attrs.evolve(promise.phases, settling=far)

    assert asked(draft, attrs.evolve(promise, phases=phases)) == ["FAR_DEADLINE"]


def test_a_criterion_due_after_the_end_is_asked_about(draft, promise):
    assert asked(draft, with_primary(promise, due=date(2026, 8, 1))) == ["DUE_AFTER_END"]


def test_a_draft_without_a_promise_is_asked_what_can_be_asked(draft):
    fault = Problem(Message("The slot market has no answer."), code="EMPTY_ANSWER")
    bare = attrs.evolve(draft, draft=Draft(slots={"category": "paidat + sukat"}))

    found = checklist(bare, None, faults=(fault,))

    assert found.stops == (fault,)
    assert [problem.code for problem in found.questions] == ["SEVERAL_CHANGES", "NO_REASON_GIVEN"]


def test_an_unsound_promise_is_stopped(draft, promise):
    found = checklist(draft, with_primary(promise, metric="likes"))

    assert [problem.code for problem in found.stops] == ["UNKNOWN_METRIC"]

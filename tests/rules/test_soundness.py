"""A promise that couldn't be judged later isn't made."""

from datetime import date

import attrs
import pytest

from trialkit.model.criterion import CriterionKind, Measure, Over, Role
from trialkit.model.period import DateRange
from trialkit.rules.soundness import unsound


def found(promise, template):
    return {problem.place.field: problem.code for problem in unsound(promise, template)}


def with_second(promise, **changes):
    second = attrs.evolve(promise.criteria[1], **changes)
    return attrs.evolve(promise, criteria=(promise.criteria[0], second))


def with_phases(promise, **changes):
    return attrs.evolve(promise, phases=attrs.evolve(promise.phases, **changes))


def test_villapajas_promise_is_sound(promise, ecommerce):
    assert found(promise, ecommerce) == {}


@pytest.mark.parametrize("order", [(), (1,), (1, 0), (0, 0)])
def test_one_criterion_decides_and_stands_first(promise, ecommerce, order):
    changed = attrs.evolve(promise, criteria=tuple(promise.criteria[index] for index in order))

    assert found(changed, ecommerce)["$.criteria"] == "NOT_ONE_PRIMARY"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"role": Role.PRIMARY}, "$.criteria", "NOT_ONE_PRIMARY"),
        ({"metric": "likes"}, "$.criteria[1].metric", "UNKNOWN_METRIC"),
        ({"kind": CriterionKind.CHANGED}, "$.criteria[1].measure", "NO_MEASURE"),
        ({"over": Over.NAMED}, "$.criteria[1].period", "NO_PERIOD"),
        ({"due": date(2026, 3, 1)}, "$.criteria[1].due", "DUE_BEFORE_START"),
    ],
)
def test_a_criterion_says_all_it_needs(promise, ecommerce, changes, field, code):
    assert found(with_second(promise, **changes), ecommerce) == {field: code}


def test_a_criterion_that_says_all_is_let_through(promise, ecommerce):
    changed = with_second(
        promise,
        kind=CriterionKind.CHANGED,
        measure=Measure.RELATIVE,
        over=Over.NAMED,
        period="2026-05",
        due=date(2026, 3, 2),
    )

    assert found(changed, ecommerce) == {}


def test_two_criteria_have_two_names(promise, ecommerce):
    changed = with_second(promise, id="enough_orders")

    assert found(changed, ecommerce) == {
        "$.criteria[0].id": "SAME_CRITERION",
        "$.criteria[1].id": "SAME_CRITERION",
    }


def test_the_phases_follow_one_another(promise, ecommerce):
    trial = promise.phases.trial
    changed = with_phases(
        promise,
        baseline=(DateRange(date(2026, 1, 1), trial.first),),
        settling=DateRange(trial.last, date(2026, 6, 21)),
        follow_up=(date(2026, 6, 21), date(2026, 12, 1)),
    )

    assert found(changed, ecommerce) == {
        "$.phases.baseline[0]": "BASELINE_IN_TRIAL",
        "$.phases.settling": "SETTLING_APART",
        "$.phases.follow_up[0]": "FOLLOW_UP_EARLY",
    }


def test_nobody_promises_to_spend_less_than_nothing(promise, ecommerce):
    changed = attrs.evolve(promise, limits={"cash_eur": -1})

    assert found(changed, ecommerce) == {"$.limits.cash_eur": "NEGATIVE_LIMIT"}

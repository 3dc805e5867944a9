"""The tables of a case, and what its first lines say of few figures."""

from decimal import Decimal

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseWarning
from trialkit.errors import Message
from trialkit.evaluation.evaluation import Answer, Cases
from trialkit.language.wording import wording
from trialkit.model.criterion import CriterionKind, Measure
from trialkit.publish.headline import headline
from trialkit.publish.numbers_view import numbers
from trialkit.publish.words import PageWords

WORDS = PageWords(wording("en"))
TWO_OF_SEVEN = Cases(part=Decimal(2), whole=Decimal(7))


@pytest.fixture
def few_orders(case_of) -> Case:
    """Villapaja with so few orders that its return rate is counted."""
    case = case_of("villapaja")
    rate = attrs.evolve(
        case.result("return_rate"),
        trial=Decimal(2) / 7,
        trial_cases=TWO_OF_SEVEN,
        relative_change=None,
        change=Decimal(2) / 7,
    )
    answers = [
        attrs.evolve(one, observed=Decimal(2) / 7, cases=TWO_OF_SEVEN)
        if one.criterion == rate.criterion
        else one
        for one in case.answers
    ]
    results = [rate if one.metric.id == "return_rate" else one for one in case.results]
    return attrs.evolve(case, results=tuple(results), answers=tuple(answers))


def test_a_share_of_few_is_counted_wherever_it_is_shown(few_orders) -> None:
    told = numbers(few_orders, WORDS)

    row = next(one for one in told.results if "return" in one.label.text)
    answer = next(one for one in told.answers if "return" in one.label.text)
    assert (row.during, row.change) == ("2 of 7", "–")
    assert answer.seen == "2 of 7"


def test_how_many_more_months_would_settle_it_stands_at_the_top(case_of) -> None:
    case = case_of("villapaja")
    why = Message.counted(
        "These figures can't tell the change from chance; {n} more month like these would.",
        "These figures can't tell the change from chance; {n} more months like these would.",
        n=3,
    )
    first, *rest = case.answers
    open_ = attrs.evolve(
        first, answer=Answer.CANT_TELL, reason=CaseWarning(code="PROBABILITY", message=why)
    )
    primary, *others = case.promise.criteria
    changed = attrs.evolve(primary, kind=CriterionKind.CHANGED, measure=Measure.RELATIVE)
    promise = attrs.evolve(case.promise, criteria=(changed, *others))

    told = attrs.evolve(case, answers=(open_, *rest), promise=promise)

    sentence = "These figures can't tell the change from chance; 3 more months like these would."
    assert sentence in headline(told, WORDS).caused
    assert numbers(told, WORDS).answers[0].reason == sentence

"""Trials of one promise together: what is pooled, with what, and why not."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import exp, expm1, log1p

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CasePoint
from trialkit.casebook.pooled import BY_MODEL, BY_RATIO, sentences
from trialkit.casebook.same_promise import SamePromise, names_of, same_promises
from trialkit.evidence.response_ratio import log_response_ratio
from trialkit.evidence.synthesis import leave_one_out, synthesis
from trialkit.language.wording import wording
from trialkit.model.criterion import CriterionKind, Measure
from trialkit.model.trial import State

BEFORE = (20, 24, 19, 22, 25, 21)
COMPANIES = ("Kiuas", "Sorvi", "Leipomo", "Villapaja", "Kuljetus", "Kutomo")
AFTER = ((27, 30, 26, 29), (23, 25, 22, 24), (33, 29, 35, 31), (26, 24, 28, 25), (22, 27, 24, 26))


def told(case: Case, number: int, after: Sequence[int], **descriptors: object) -> Case:
    """A trial of the same promise, by another company, with these orders a week."""
    result = case.result("orders")
    points = tuple(
        CasePoint(period=f"2026-W{week:02}", phase=phase, value=Decimal(value))
        for week, (phase, value) in enumerate(
            [*(("baseline", one) for one in BEFORE), *(("trial", one) for one in after)], start=1
        )
    )
    return attrs.evolve(
        case,
        address=f"2026-{number}-verkkokauppa-ulkomaille",
        links={"repeats": "2026-1-verkkokauppa-ulkomaille"} if number > 1 else {},
        results=tuple(
            attrs.evolve(one, points=points, shown="as_is") if one is result else one
            for one in case.results
        ),
        answers=(attrs.evolve(case.answers[0], low=None, high=None), *case.answers[1:]),
        descriptors=attrs.evolve(
            case.descriptors,
            **{"company": COMPANIES[number - 1], "state": State.CONCLUDED, **descriptors},
        ),
    )


@pytest.fixture
def five(kiuas: Case) -> list[Case]:
    """Five companies that made the same promise, one after the other."""
    return [told(kiuas, number, after) for number, after in enumerate(AFTER, start=1)]


def only(cases: Sequence[Case]) -> SamePromise:
    (group,) = same_promises(cases)
    return group


def why(group: SamePromise) -> str:
    assert group.pooled is None
    return wording("en").say(group.why)


def test_a_lone_trial_is_no_group(five: list[Case]) -> None:
    assert same_promises(five[1:2]) == ()


def test_trials_that_are_not_linked_are_not_taken_together(five: list[Case]) -> None:
    strangers = [attrs.evolve(case, links={}) for case in five]

    assert same_promises(strangers) == ()


def test_a_series_is_a_group_like_a_chain_of_replications(five: list[Case]) -> None:
    addresses = tuple(case.address for case in five)
    series = [attrs.evolve(case, links={}, series=addresses) for case in five]

    assert only(series).addresses == addresses
    assert only(series).pooled == only(five).pooled


def test_the_sum_is_what_the_evidence_says_of_the_log_ratios(five: list[Case]) -> None:
    ratios = [log_response_ratio(BEFORE, after) for after in AFTER]
    effects, variances = [one.log_ratio for one in ratios], [one.se**2 for one in ratios]
    expected, left_out = synthesis(effects, variances), leave_one_out(effects, variances)

    pooled = only(five).pooled

    assert pooled.method == BY_RATIO
    assert (pooled.k, pooled.tau2, pooled.i2) == (5, expected.tau2, expected.i2)
    assert pooled.low == pytest.approx(exp(expected.prediction_low) - 1)
    assert pooled.high == pytest.approx(exp(expected.prediction_high) - 1)
    assert pooled.mean_low == pytest.approx(exp(expected.hksj_adhoc_low) - 1)
    assert pooled.mean == pytest.approx(exp(expected.estimate) - 1)
    assert pooled.without.mover == five[left_out.mover].address
    assert pooled.without.lowest <= pooled.without.mean <= pooled.without.highest


def test_the_next_company_is_never_foreseen_more_closely_than_the_mean(
    kiuas: Case,
) -> None:
    alike = [told(kiuas, number, (27, 30, 26, 29)) for number in (1, 2, 3)]

    pooled = only(alike).pooled

    assert pooled.tau2 == 0
    assert (pooled.low, pooled.high) == pytest.approx((pooled.mean_low, pooled.mean_high))


def test_the_models_own_interval_is_taken_where_every_trial_has_one(five: list[Case]) -> None:
    intervals = [(0.1, 0.5), (-0.1, 0.3), (0.2, 0.9), (0.0, 0.4), (-0.2, 0.4)]
    cases = [
        attrs.evolve(
            case,
            answers=(
                attrs.evolve(case.answers[0], low=Decimal(str(low)), high=Decimal(str(high))),
            ),
            promise=attrs.evolve(
                case.promise,
                criteria=(
                    attrs.evolve(
                        case.promise.primary,
                        kind=CriterionKind.CHANGED,
                        measure=Measure.RELATIVE,
                    ),
                ),
            ),
        )
        for case, (low, high) in zip(five, intervals, strict=True)
    ]
    expected = synthesis(
        [(log1p(low) + log1p(high)) / 2 for low, high in intervals],
        [((log1p(high) - log1p(low)) / 3.92) ** 2 for low, high in intervals],
    )

    pooled = only(cases).pooled

    assert pooled.method == BY_MODEL
    assert pooled.mean == pytest.approx(expm1(expected.estimate))


def test_the_next_company_comes_first(five: list[Case]) -> None:
    said = [wording("en").say(one) for one in sentences(only(five).pooled, names_of(five))]

    assert said[0].startswith("The next company may expect a change between ")
    assert said[1].startswith("On average 5 trials changed it by +")
    assert any(line.startswith("Without Leipomo the average is +") for line in said)
    assert not any("too few" in line for line in said)


def test_four_are_too_few_to_know_how_much_they_differ(five: list[Case]) -> None:
    said = [str(one) for one in sentences(only(five[:4]).pooled, {})]

    assert "They are too few to know how much companies differ." in said


def test_two_are_not_pooled(five: list[Case]) -> None:
    assert why(only(five[:2])) == "Not pooled: 2 trials can be counted; three are needed."


@pytest.mark.parametrize(
    ("metric", "sentence"),
    [
        ({"unit": "EUR"}, "different units"),
        ({"id": "visits"}, "different metrics"),
    ],
)
def test_what_is_not_alike_is_not_pooled(five: list[Case], metric, sentence) -> None:
    odd = five[0]
    result = odd.result("orders")
    other = attrs.evolve(result, metric=attrs.evolve(result.metric, **metric))
    results = tuple(other if one is result else one for one in odd.results)

    assert sentence in why(only([attrs.evolve(odd, results=results), *five[1:]]))


def test_weeks_and_months_are_not_pooled(five: list[Case]) -> None:
    result = five[0].result("orders")
    points = tuple(
        attrs.evolve(point, period=f"2025-{month:02}")
        for month, point in enumerate(result.points, start=1)
    )
    monthly = tuple(
        attrs.evolve(one, points=points) if one is result else one for one in five[0].results
    )

    assert "kind of period" in why(only([attrs.evolve(five[0], results=monthly), *five[1:]]))


def test_log_ratios_cross_currencies(five: list[Case]) -> None:
    abroad = attrs.evolve(
        five[0], descriptors=attrs.evolve(five[0].descriptors, currency="SEK", vat="gross")
    )

    assert only([abroad, *five[1:]]).pooled is not None


@pytest.mark.parametrize(
    ("descriptors", "after", "sentence"),
    [
        ({"state": State.RUNNING}, (27, 30, 26), "It hasn't ended yet."),
        ({}, (27, 30), "It has too few figures: 6 before and 2 during; 4 and 3 are needed."),
        ({}, (0, 0, 0), "A change in per cent can't be told from figures of zero or less."),
        (
            {"company": "Sorvi", "started_on": date(2025, 1, 7)},
            (27, 30, 26),
            "A later trial of the same company counts instead.",
        ),
    ],
)
def test_one_that_cannot_be_counted_stands_aside(
    kiuas: Case, five: list[Case], descriptors, after, sentence
) -> None:
    group = only([*five, told(kiuas, 6, after, **descriptors)])

    assert [(one.address, wording("en").say(one.why)) for one in group.asides] == [
        ("2026-6-verkkokauppa-ulkomaille", sentence)
    ]
    assert group.pooled == only(five).pooled


def test_one_whose_figures_are_a_range_stands_aside(five: list[Case]) -> None:
    banded = attrs.evolve(
        five[0],
        results=tuple(attrs.evolve(one, shown="banded", points=()) for one in five[0].results),
    )

    assert [str(one.why) for one in only([banded, *five[1:]]).asides] == [
        "Its figures are not public."
    ]


def test_figures_that_never_vary_are_not_pooled(kiuas: Case, five: list[Case]) -> None:
    result = five[0].result("orders")
    flat = tuple(attrs.evolve(point, value=Decimal(20)) for point in result.points)
    steady = attrs.evolve(
        five[0],
        results=tuple(
            attrs.evolve(one, points=flat) if one is result else one for one in five[0].results
        ),
    )

    assert "never vary" in why(only([steady, *five[1:]]))


def test_what_differed_is_told_row_by_row(kiuas: Case, five: list[Case]) -> None:
    other = told(kiuas, 2, AFTER[1], market="NO", person_years=Decimal("4.5"))

    aligned = {one.id: one for one in only([five[0], other]).aligned}

    assert aligned["market"].values == (five[0].descriptors.market, "NO")
    assert aligned["size"].values[1] == "4.5"
    assert (aligned["promised"].unit, aligned["promised"].differs) == ("%", False)
    assert {one.id for one in aligned.values() if one.differs} >= {"market", "size"}
    assert not aligned["season"].differs

"""The numbers of a chart."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.casebook.case import CasePromise
from trialkit.casebook.findings import CasePoint, CaseResult
from trialkit.language.wording import wording
from trialkit.model.criterion import CriterionKind, Measure, Over
from trialkit.publish.chart_scale import BOTTOM, HEIGHT, LEFT, TOP, WIDTH
from trialkit.publish.charts import chart
from trialkit.publish.words import PageWords

WORDS = PageWords(wording("en"))
values = st.decimals(min_value=-(10**7), max_value=10**7, places=2)


@pytest.fixture(scope="module")
def orders(case_of) -> CaseResult:
    """Villapaja's orders to Sweden."""
    return case_of("villapaja").result("orders")


def with_points(result: CaseResult, found: list[Decimal]) -> CaseResult:
    points = tuple(
        CasePoint(period=f"2026-W{week:02}", phase="trial", value=value)
        for week, value in enumerate(found, start=1)
    )
    return attrs.evolve(result, points=points)


def test_too_few_figures_are_not_drawn(orders: CaseResult) -> None:
    assert chart(with_points(orders, [Decimal(1), Decimal(2)]), WORDS) is None


@given(st.lists(values, min_size=3, max_size=60))
def test_every_figure_lies_inside_the_picture(case_of, found: list[Decimal]) -> None:
    drawn = chart(with_points(case_of("villapaja").result("orders"), found), WORDS)

    assert drawn is not None
    for bar in drawn.figures:
        assert Decimal(bar.x) >= LEFT
        assert Decimal(bar.x) + Decimal(bar.width) <= WIDTH
        assert TOP - 1 <= Decimal(bar.y) <= HEIGHT - BOTTOM + 1
        assert TOP - 1 <= Decimal(bar.y) + Decimal(bar.height) <= HEIGHT - BOTTOM + 2


def test_the_table_has_every_figure_of_the_picture(orders: CaseResult) -> None:
    drawn = chart(orders, WORDS)

    assert len(drawn.rows) == len(drawn.figures) == len(orders.points)
    assert drawn.rows[-1].period == "week 21/2026"


def test_a_missing_week_leaves_its_place_empty(orders: CaseResult) -> None:
    whole = chart(orders, WORDS)
    gap = chart(attrs.evolve(orders, points=(*orders.points[:4], *orders.points[5:])), WORDS)

    assert [bar.x for bar in gap.figures] == [
        bar.x for number, bar in enumerate(whole.figures) if number != 4
    ]


def test_the_mean_of_a_sum_is_that_of_one_period(orders: CaseResult) -> None:
    drawn = chart(orders, WORDS)

    assert {level.phase for level in drawn.levels} == {"baseline", "trial"}


def test_a_promised_sum_is_a_line_that_the_sum_so_far_climbs_to(case_of) -> None:
    case = case_of("villapaja")

    drawn = chart(case.result("orders"), WORDS, case.promise)

    totals = [row.total for row in drawn.rows if row.total]
    assert totals[-1] == WORDS.figure(case.result("orders").trial, "order", "as_is")
    lowest = min(Decimal(corner.split(",")[1]) for corner in drawn.target.steps.split())
    assert (lowest <= Decimal(drawn.target.y)) is (case.answers[0].answer == "met")
    assert "The stepped line is the sum so far." in drawn.legend


def test_the_promise_and_the_seal_are_told_in_words_too(case_of) -> None:
    case = case_of("villapaja")

    drawn = chart(case.result("orders"), WORDS, case.promise)

    assert drawn.seal
    assert [told.partition(":")[0] for told in drawn.beside] == ["Promised", "Sealed"]
    assert all(told in drawn.description for told in drawn.beside)


def promising(promise: CasePromise, **changed: Any) -> CasePromise:
    """The same promise with another primary criterion."""
    first, *rest = promise.criteria
    return attrs.evolve(promise, criteria=(attrs.evolve(first, **changed), *rest))


def test_a_promise_about_each_period_is_a_level_and_no_sum(case_of) -> None:
    case = case_of("villapaja")
    each = promising(case.promise, over=Over.EACH_PERIOD, threshold=Decimal(2))

    drawn = chart(case.result("orders"), WORDS, each)

    assert drawn.target.steps == ""
    assert not any(row.total for row in drawn.rows)
    assert Decimal(drawn.target.x2) - Decimal(drawn.target.x1) < WIDTH - LEFT


def test_a_promised_change_stands_above_the_baselines_mean(case_of) -> None:
    case = case_of("villapaja")
    result = attrs.evolve(case.result("orders"), baseline_per_period=Decimal(2))
    grown = promising(
        case.promise,
        kind=CriterionKind.CHANGED,
        measure=Measure.RELATIVE,
        threshold=Decimal("0.5"),
    )
    absolute = promising(
        case.promise, kind=CriterionKind.CHANGED, measure=Measure.ABSOLUTE, threshold=Decimal(1)
    )

    assert chart(result, WORDS, grown).target == chart(result, WORDS, absolute).target


def test_an_index_never_stands_beside_a_promised_amount(case_of) -> None:
    case = case_of("villapaja")
    indexed = attrs.evolve(case.result("orders"), shown="index")

    assert chart(indexed, WORDS, case.promise).target is None


def test_a_seal_before_the_first_figure_is_outside_of_the_picture(case_of) -> None:
    case = case_of("villapaja")
    early = attrs.evolve(case.promise, sealed_at=datetime(2001, 1, 1, tzinfo=UTC))

    drawn = chart(case.result("orders"), WORDS, early)

    assert drawn.seal == ""
    assert len(drawn.beside) == 1

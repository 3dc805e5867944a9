"""The numbers of a chart."""

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.casebook.findings import CasePoint, CaseResult
from trialkit.language.wording import wording
from trialkit.publish.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, chart
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

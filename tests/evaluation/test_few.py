"""With a denominator under ten, counts are told and nothing in per cent."""

from decimal import Decimal

import pytest

from trialkit.evaluation.evaluation import Cases
from trialkit.model.criterion import CriterionKind


def shop_with(build, *, orders: int, sessions: int, **more):
    """A shop whose visitors of one week ordered so much."""
    shop = build.shop(build.criterion("conversion", "0.1", **more))
    shop.enter("sessions", [20, 30], first="2026-W08")
    shop.enter("orders", [2, 3], first="2026-W08")
    shop.enter("sessions", [sessions], first="2026-W10")
    return shop.enter("orders", [orders], first="2026-W10")


@pytest.mark.parametrize(
    ("sessions", "told"),
    [(9, Cases(part=Decimal(2), whole=Decimal(9))), (10, None)],
)
def test_a_share_of_fewer_than_ten_is_told_as_counts(build, sessions: int, told) -> None:
    evaluation = shop_with(build, orders=2, sessions=sessions).evaluated()

    assert evaluation.result("conversion").trial.cases == told
    assert evaluation.primary.cases == told
    assert evaluation.result("conversion").baseline.cases is None


def test_a_change_of_such_a_share_is_not_given_in_per_cent(build) -> None:
    few = shop_with(build, orders=2, sessions=9).evaluated().result("conversion")
    enough = shop_with(build, orders=2, sessions=10).evaluated().result("conversion")

    assert few.relative_change is None
    assert enough.relative_change is not None


@pytest.mark.parametrize(("before", "told"), [([4, 5], None), ([5, 5], Decimal("0.2"))])
def test_a_count_under_ten_is_no_base_for_per_cent(build, before: list[int], told) -> None:
    shop = build.shop().enter("orders", before, first="2026-W08")

    result = shop.enter("orders", [6], first="2026-W10").evaluated().result("orders")

    assert result.relative_change == told


def test_money_is_no_count_of_cases(build) -> None:
    shop = build.shop().enter("goods_sales", [4], first="2026-W09")

    result = shop.enter("goods_sales", [6], first="2026-W10").evaluated().result("goods_sales")

    assert result.relative_change == Decimal("0.5")


def test_the_reason_of_a_share_of_few_has_no_percentage_either(build) -> None:
    primary = (
        shop_with(build, orders=2, sessions=9, kind=CriterionKind.PROPORTION).evaluated().primary
    )

    assert primary.why.text == "{part} of {whole}: too few for a percentage."

from datetime import date
from decimal import Decimal

from trialkit.evaluation.outcomes import COMMON_OUTCOMES

LATER = date(2027, 3, 31)


def test_every_trial_tells_the_same_seven_things_and_says_what_is_missing(swedish_shop) -> None:
    outcomes = swedish_shop.evaluated().outcomes

    assert list(outcomes) == [outcome.id for outcome in COMMON_OUTCOMES]
    assert len(outcomes) == 7
    assert outcomes["still_in_use"] is None
    assert outcomes["jobs_person_years"] is None


def test_monthly_revenue_is_held_against_the_same_months_of_last_year(build) -> None:
    shop = build.monthly(
        [100] * 6 + [300, 300, 300] + [100] * 9, [500, 500, 500], first=date(2025, 1, 1)
    )

    assert shop.evaluated(LATER).outcomes["revenue_change_month"] == 200


def test_without_last_year_the_months_just_before_have_to_do(build) -> None:
    shop = build.monthly([100, 200, 100, 200], [500, 500, 500])

    assert shop.evaluated(LATER).outcomes["revenue_change_month"] == 350


def test_weekly_sales_become_a_month_by_the_length_of_a_month(build) -> None:
    shop = build.shop().enter("goods_sales", [0] * 12, first="2025-W50")
    shop.enter("goods_sales", [100] * 12, first="2026-W10")

    change = shop.evaluated().outcomes["revenue_change_month"]

    assert round(change, 2) == Decimal("434.82")


def test_hours_of_preparation_are_spent_on_the_trial_too(build) -> None:
    shop = build.shop().enter("own_hours", [7, 7], first="2026-W08")
    shop.enter("own_hours", [5] * 12, first="2026-W10")

    evaluation = shop.evaluated()

    assert evaluation.outcomes["own_hours"] == 74
    assert evaluation.result("own_hours").trial.value == 60


def test_what_was_told_a_year_later_is_kept_and_raises_no_number(build, swedish_shop) -> None:
    asked = swedish_shop.evaluated(LATER, follow_up={"still_in_use": Decimal(1)})

    assert asked.outcomes["still_in_use"] == 1
    assert asked.outcomes["new_customers"] is None

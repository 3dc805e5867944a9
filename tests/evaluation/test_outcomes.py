from datetime import date
from decimal import Decimal

from trialkit.evaluation.outcomes import COMMON_OUTCOMES
from trialkit.model.follow_up import StillInUse

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


def test_the_answer_after_the_longest_time_says_whether_it_is_still_in_use(
    build, swedish_shop
) -> None:
    half_a_year, a_year = build.told_later(StillInUse.CHANGED), build.told_later(StillInUse.NO, 12)

    assert still_in_use(swedish_shop, half_a_year) == 1
    assert still_in_use(swedish_shop, a_year, half_a_year) == 0


def test_who_cant_say_is_missing_and_not_a_no(build, swedish_shop) -> None:
    assert still_in_use(swedish_shop, build.told_later(StillInUse.CANT_SAY)) is None


def test_jobs_told_a_year_later_count_and_other_outcomes_stay_those_of_the_trial(
    build, swedish_shop
) -> None:
    told = {"jobs_person_years": Decimal("0.5"), "new_customers": Decimal(40)}
    asked = build.told_later(StillInUse.YES, 12, outcomes=told)

    outcomes = swedish_shop.evaluated(LATER, follow_ups=[asked]).outcomes

    assert outcomes["jobs_person_years"] == Decimal("0.5")
    assert outcomes["new_customers"] is None


def still_in_use(shop, *asked) -> Decimal | None:
    return shop.evaluated(LATER, follow_ups=asked).outcomes["still_in_use"]

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from trialkit.evaluation.sentences import SENTENCES
from trialkit.model.criterion import Role
from trialkit.model.trial import Amendment, Weight

LATER = date(2027, 3, 31)
CASES = json.loads(Path(__file__).with_name("warning_cases.json").read_text(encoding="utf-8"))


def codes_of(evaluation) -> set[str]:
    beside_numbers = (warning for result in evaluation.results for warning in result.warnings)
    return {warning.code for warning in (*evaluation.warnings, *beside_numbers)}


def warnings_of(evaluation, metric):
    return {warning.code: warning for warning in evaluation.result(metric).warnings}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["id"])
def test_the_table_of_warnings_holds(build, case) -> None:
    given = case["input"]
    judged = [
        build.growth("0", metric, role=role)
        for metric, role in (
            ("revenue", Role.PRIMARY),
            ("goods_sales", Role.ADVICE),
            ("refunds", Role.ADVICE),
        )[: given["criteria_judged"]]
    ]
    free = [c.metric for c in judged] if given["season"] == "declared_none" else []
    shop = build.monthly(
        given["baseline"],
        given["trial"],
        *judged,
        promised_after=given["promised_trial_periods"],
        season_free=tuple(free),
    )
    for criterion in judged[1:]:
        shop.enter(criterion.metric, [*given["baseline"], *given["trial"]], first="2026-01")
    # An interim look is taken while the last promised month is still running.
    end = shop.trial.promise.phases.end
    as_of = end.replace(day=2) if given["evaluated_before_end"] else LATER

    found = codes_of(shop.evaluated(as_of))

    assert set(case["expected"]["includes"]) <= found
    assert not set(case["expected"]["excludes"]) & found


def test_a_threshold_lowered_after_the_first_figures_is_told_first(build, swedish_shop) -> None:
    lowered = Amendment(
        path="$.criteria[0].threshold",
        before='"15"',
        after='"2"',
        reason="customs took three weeks",
        weight=Weight.MAJOR,
        after_data=True,
        at=swedish_shop.trial.created_at,
        by="c",
    )
    swedish_shop.trial = attrs.evolve(swedish_shop.trial, amendments=(lowered,))
    swedish_shop.enter("orders", [1, 1], first="2026-W10")

    evaluation = swedish_shop.evaluated(date(2026, 4, 1))

    assert evaluation.warnings[0].code == "CHANGED_AFTER_DATA"
    assert evaluation.strength <= 1


def test_warnings_about_a_change_force_nothing_on_a_fact(swedish_shop) -> None:
    swedish_shop.enter("orders", [5, 5, 5], first="2026-W10")

    found = warnings_of(swedish_shop.evaluated(), "orders")

    assert "SEASON_NOT_COVERED" in found
    assert not any(warning.forces for warning in found.values())


def test_the_same_warning_forces_cant_tell_on_a_promised_change(build) -> None:
    shop = build.monthly([1000, 1200, 900, 1100], [1900, 2200, 2100])

    found = warnings_of(shop.evaluated(LATER), "revenue")

    assert found["SEASON_NOT_COVERED"].forces
    assert found["SEASON_NOT_COVERED"].metric == "revenue"


def test_warnings_come_with_the_most_damaging_first(build) -> None:
    shop = build.monthly([4, 5, 7, 9, 11, 12], [19, 60, 21, None, 20])

    found = [warning.code for warning in shop.evaluated(LATER).result("revenue").warnings]

    assert len(found) > 2
    assert found == sorted(found, key=list(SENTENCES).index)


def test_a_broken_guardrail_cries_while_the_trial_still_runs(build) -> None:
    guard = build.criterion("return_rate", "0.15", "<=", role=Role.GUARDRAIL)
    shop = build.shop(build.criterion("orders", "15"), guard)
    shop.enter("goods_sales", [100, 100], first="2026-W10")
    shop.enter("refunds", [30, 20], first="2026-W10")

    evaluation = shop.evaluated(date(2026, 3, 18))

    cried = [w for w in evaluation.warnings if w.code == "GUARDRAIL_WORSE"]
    assert [warning.metric for warning in cried] == ["return_rate"]
    assert evaluation.criteria[0].criterion.role is Role.PRIMARY


def test_a_guardrail_that_can_still_be_reached_does_not_cry(build) -> None:
    guard = build.criterion("sessions", "1000", role=Role.GUARDRAIL)
    shop = build.shop(build.criterion("orders", "15"), guard)
    shop.enter("sessions", [50, 60], first="2026-W10")

    codes = [warning.code for warning in shop.evaluated(date(2026, 3, 18)).warnings]

    assert "GUARDRAIL_WORSE" not in codes


def test_weeks_are_called_weeks(build) -> None:
    shop = build.shop(build.growth("0", "sessions"))
    shop.enter("sessions", [30, 31, 29, 32], first="2026-W06")
    shop.enter("sessions", [40, 41], first="2026-W10")

    found = warnings_of(shop.evaluated(date(2026, 3, 16)), "sessions")

    assert str(found["TOO_FEW_POINTS"].message) == (
        "4 weeks before and 2 after are too few to tell a change from chance."
    )
    assert "from 2024-W50 to 2025-W21" in str(found["SEASON_NOT_COVERED"].message)


def test_two_orders_a_week_move_by_chance(swedish_shop) -> None:
    swedish_shop.enter("orders", [2] * 12, first="2026-W10")

    small = warnings_of(swedish_shop.evaluated(), "orders")["SMALL_COUNTS"]

    assert small.message.values["mean"] == Decimal("1.0")


def test_money_is_no_count_however_little_of_it_there_is(build) -> None:
    shop = build.monthly([1, 2, 1, 3], [2, 3, 2])

    assert "SMALL_COUNTS" not in warnings_of(shop.evaluated(LATER), "revenue")


def test_the_month_that_carries_a_promised_change_is_named(build) -> None:
    shop = build.monthly(
        [21, 23, 20, 23, 19, 21], [69, 32, 20, 21], build.growth("0"), season_free=("revenue",)
    )

    evaluation = shop.evaluated(LATER)

    assert evaluation.primary.code == "ONE_PERIOD_CARRIES"
    carried = warnings_of(evaluation, "revenue")["ONE_PERIOD_CARRIES"]
    assert carried.forces
    assert carried.message.values["month"] == "2026-07"


def test_weeks_that_have_not_come_yet_are_not_missing(build) -> None:
    shop = build.shop().enter("orders", [1, 1], first="2026-W10")

    found = warnings_of(shop.evaluated(date(2026, 3, 15)), "orders")

    assert "MISSING_PERIODS" not in found


def test_figures_that_fell_before_the_trial_are_said_to_have_fallen(build) -> None:
    shop = build.monthly([1200, 1100, 1000, 900, 850, 800], [900, 950, 910])

    trending = warnings_of(shop.evaluated(LATER), "revenue")["BASELINE_TRENDING"]

    assert str(trending.message) == "The figures were already falling before the trial."

from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from trialkit.evaluation.figures import figures_by_series
from trialkit.evaluation.series import phase_of, series_of
from trialkit.model.metric import Aggregation
from trialkit.model.period import DateRange, Period, PeriodKind, Phases
from trialkit.model.trial import ActionDone


def phases_of_points(result):
    return {str(point.period): point.phase for point in result.points}


def test_a_period_counts_only_if_it_lies_wholly_inside_its_phase(build, swedish_shop) -> None:
    # The trial runs 2 March to 24 May: by months, only April lies wholly inside.
    shop = build.shop().enter("sessions", [100] * 6, first="2026-01")

    result = shop.evaluated().result("sessions")

    assert phases_of_points(result) == {
        "2026-01": "baseline",
        "2026-02": "baseline",
        "2026-03": "outside",
        "2026-04": "trial",
        "2026-05": "outside",
        "2026-06": "outside",
    }
    assert result.trial.value == 100
    assert (result.trial.periods, result.trial.expected) == (1, 1)


def test_what_arrives_in_the_settling_time_counts_for_a_metric_that_settles(build) -> None:
    shop = build.shop().enter("orders", [1] * 12 + [2] * 4 + [9], first="2026-W10")
    shop.enter("sessions", [10] * 12 + [20] * 4, first="2026-W10")

    evaluation = shop.evaluated(date(2026, 6, 28))

    orders, sessions = evaluation.result("orders"), evaluation.result("sessions")
    assert orders.trial.value == 12 + 8
    assert phases_of_points(orders)["2026-W25"] == "settling"
    assert phases_of_points(orders)["2026-W26"] == "outside"
    assert sessions.trial.value == 120


def test_a_sum_is_spread_over_the_trial_phase_and_not_over_its_settling_time(build) -> None:
    shop = build.shop().enter("orders", [1] * 12 + [3] * 4, first="2026-W10")

    assert shop.evaluated().result("orders").trial.per_period == 2


def test_a_missing_week_is_not_a_zero(build) -> None:
    shop = build.shop().enter("sessions", [40, None, 40, None], first="2026-W10")

    result = shop.evaluated().result("sessions")

    assert result.trial.per_period == 40
    assert (result.trial.periods, result.trial.expected) == (2, 12)


def test_the_change_of_a_sum_is_per_period_however_long_the_phases_are(build) -> None:
    shop = build.shop().enter("sessions", [10] * 24, first="2024-W50")
    shop.enter("sessions", [10] * 12, first="2025-W50").enter(
        "sessions", [15] * 12, first="2026-W10"
    )

    result = shop.evaluated().result("sessions")

    assert result.baseline.expected == 36
    assert (result.change, result.relative_change) == (5, Decimal("0.5"))


def test_a_baseline_of_nothing_has_no_percentage(build, swedish_shop) -> None:
    swedish_shop.enter("orders", [2] * 12, first="2026-W10")

    result = swedish_shop.evaluated().result("orders")

    assert result.change == 2
    assert result.relative_change is None


def test_each_metric_is_taken_by_its_own_way_of_adding_up(build) -> None:
    shop = build.shop().enter("stress", [2, 3, 4], first="2026-W10")
    shop.enter("cash", [900, 700, 800], first="2026-W10")

    evaluation = shop.evaluated()

    assert evaluation.result("stress").trial.value == 3
    assert evaluation.result("cash").trial.value == 800
    assert evaluation.result("stress").trial.per_period is None


def test_a_ratio_is_the_sum_over_the_sum_and_never_a_mean_of_rates(build) -> None:
    shop = build.shop().enter("orders", [1, 9], first="2026-W10")
    shop.enter("sessions", [10, 490], first="2026-W10")

    result = shop.evaluated().result("conversion")

    assert result.trial.value == Decimal("0.02")
    assert [str(point.value) for point in result.points] == [
        "0.1",
        "0.01836734693877551020408163265",
    ]


def test_a_rate_counts_only_while_both_its_parts_do(build) -> None:
    # Orders settle and visits don't: after the trial phase there is nothing to divide by.
    shop = build.shop().enter("orders", [1] * 14, first="2026-W10")
    shop.enter("sessions", [10] * 14, first="2026-W10")

    phases = phases_of_points(shop.evaluated().result("conversion"))

    assert phases["2026-W21"] == "trial"
    assert phases["2026-W22"] == "outside"


def test_a_derived_metric_says_which_figure_it_lacks(build) -> None:
    shop = build.shop().enter("orders", [1, 2], first="2026-W10")

    result = shop.evaluated().result("conversion")

    assert result.trial.value is None
    assert result.trial.missing == ("sessions",)
    assert result.points == ()


def test_a_metric_derived_from_a_derived_one_says_which_figures_somebody_must_type(build) -> None:
    shop = build.shop().enter("own_hours", [5], first="2026-W10")

    assert shop.evaluated().result("cost_after_refunds").trial.missing == ("cash_cost", "refunds")


def test_no_orders_leave_the_average_order_missing_and_not_zero(build) -> None:
    shop = build.shop().enter("orders", [0, 0], first="2026-W10")
    shop.enter("goods_sales", [0, 0], first="2026-W10")

    assert shop.evaluated().result("average_order").trial.missing == ("/0",)


def test_weeks_and_months_meet_only_in_the_phase_as_a_whole(build) -> None:
    shop = build.shop().enter("own_hours", [5] * 12, first="2026-W10")
    shop.enter("cash_cost", [400], first="2026-04")

    result = shop.evaluated().result("total_cost")

    assert result.trial.value == 400 + 60 * 30
    assert result.points == ()
    assert result.change is None


def test_hours_and_costs_of_what_was_done_stand_in_where_nobody_typed_any(build) -> None:
    shop = build.shop()
    done = [
        ActionDone(
            id=f"{day}",
            trial="t",
            action="translate",
            on=day,
            hours=Decimal(8),
            cost=cost,
            at=shop.trial.created_at,
            by="c",
        )
        for day, cost in ((date(2026, 2, 20), Decimal(150)), (date(2026, 3, 5), None))
    ]

    evaluation = shop.evaluated(done=done)
    typed = build.shop().enter("own_hours", [3], first="2026-W10").evaluated(done=done)

    assert evaluation.result("own_hours").trial.value == 16
    assert evaluation.result("total_cost").trial.value == 16 * 30 + 150
    assert evaluation.outcomes["own_hours"] == 16
    assert typed.result("own_hours").trial.value == 3


def test_a_comparison_never_mixes_with_the_trials_own_figures(build) -> None:
    shop = build.shop(comparisons=("Finland",)).enter("orders", [1] * 12, first="2026-W10")
    shop.enter("orders", [50] * 12, first="2026-W10", series="Finland")

    assert shop.evaluated().result("orders").trial.value == 12


def test_a_figure_of_next_week_is_not_there_yet(build) -> None:
    shop = build.shop().enter("orders", [1] * 12, first="2026-W10")

    early = shop.evaluated(date(2026, 3, 18))

    assert early.result("orders").trial.value == 3


def test_a_typed_figure_of_a_computed_metric_is_ignored(build) -> None:
    shop = build.shop().enter("conversion", [9], first="2026-W10")

    assert shop.evaluated().result("conversion").points == ()


@given(
    values=st.dictionaries(st.integers(-70, 30), st.integers(0, 500), min_size=1, max_size=60),
    settles=st.booleans(),
)
def test_the_phases_share_out_every_figure_and_lose_none(values, settles, build_once) -> None:
    build = build_once
    metric = attrs.evolve(build.metric("orders"), settles=settles)
    begin = Period.of(PeriodKind.WEEK, build.start)
    figures = {begin.moved(step): Decimal(value) for step, value in values.items()}

    series = series_of(metric, figures, build.weeks)

    by_phase = {phase: sum(series.values(phase)) for phase in ("baseline", "trial", "settling")}
    outside = sum(series.values("outside"))
    assert sum(by_phase.values()) + outside == sum(figures.values())
    assert (series.baseline.value or 0) == by_phase["baseline"]
    assert (series.trial.value or 0) == by_phase["trial"] + by_phase["settling"]


@given(
    start=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    length=st.integers(1, 200),
    day=st.dates(date(2023, 1, 1), date(2028, 1, 1)),
    kind=st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.PHASE]),
)
def test_no_period_with_a_day_outside_is_counted(start, length, day, kind, build_once) -> None:
    trial = DateRange(start, start + timedelta(length))
    phases = Phases(baseline=(), trial=trial, settling=None, follow_up=())
    period = Period.of(kind, day)

    phase = phase_of(period, build_once.metric("orders"), phases)

    assert (phase == "trial") is trial.covers(period.days)


def test_two_kinds_of_period_never_count_together(build) -> None:
    shop = build.shop().enter("sessions", [10] * 4, first="2026-W10")
    shop.enter("sessions", [500], first="2026-04")

    figures = figures_by_series(shop.observations, shop.trial.template, as_of=build.settled)

    assert {period.kind for period in figures[""]["sessions"]} == {PeriodKind.WEEK}


def test_a_ratio_without_a_formula_is_never_averaged(build) -> None:
    metric = attrs.evolve(build.metric("share", "%"), aggregation=Aggregation.RATIO)
    week = Period.of(PeriodKind.WEEK, build.start)

    assert series_of(metric, {week: Decimal("0.5")}, build.weeks).trial.value is None

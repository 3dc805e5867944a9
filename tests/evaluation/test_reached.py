from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.evaluation.evaluation import Answer, Outcome
from trialkit.model.criterion import Over, Role

WHILE_RUNNING = date(2026, 4, 20)
LATER = date(2026, 7, 1)


def test_fifteen_orders_are_a_fact_as_soon_as_the_fifteenth_is_in(swedish_shop) -> None:
    swedish_shop.enter("orders", [3, 3, 3, 3, 3], first="2026-W10")

    primary = swedish_shop.evaluated(WHILE_RUNNING).primary

    assert (primary.answer, primary.observed, primary.so_far) == (Answer.MET, 15, False)
    assert primary.code == "REACHED"


def test_until_the_promised_end_too_few_orders_mean_nothing_yet(swedish_shop) -> None:
    swedish_shop.enter("orders", [1, 2], first="2026-W10")

    evaluation = swedish_shop.evaluated(WHILE_RUNNING)

    assert evaluation.outcome is Outcome.CANT_TELL
    assert evaluation.primary.so_far
    assert evaluation.primary.observed == 3
    assert not evaluation.final


def test_after_the_end_with_every_week_in_too_few_orders_are_a_failed_promise(
    swedish_shop,
) -> None:
    swedish_shop.enter("orders", [1] * 12 + [0] * 4, first="2026-W10")

    evaluation = swedish_shop.evaluated()

    assert evaluation.outcome is Outcome.DID_NOT_HOLD
    assert evaluation.final
    assert evaluation.primary.code == "NOT_REACHED"


def test_a_missing_week_may_hide_the_orders_that_lack(swedish_shop) -> None:
    swedish_shop.enter("orders", [1] * 11 + [None] + [0] * 4, first="2026-W10")

    primary = swedish_shop.evaluated().primary

    assert primary.answer is Answer.CANT_TELL
    assert primary.code == "MISSING_PERIODS"
    assert str(primary.why) == "1 of 16 weeks have no figure."


def test_orders_after_the_due_day_do_not_count(build) -> None:
    shop = build.shop(build.criterion("orders", "15", due=build.end))
    shop.enter("orders", [1] * 12 + [9] * 4, first="2026-W10")

    primary = shop.evaluated().primary

    assert (primary.answer, primary.observed) == (Answer.NOT_MET, 12)


def test_a_spending_limit_can_be_broken_early_and_kept_only_at_the_end(build) -> None:
    limit = build.criterion("own_hours", "100", "<=", due=build.end)
    shop = build.shop(limit).enter("own_hours", [10] * 5, first="2026-W10")

    under_way = shop.evaluated(WHILE_RUNNING).primary
    spent = shop.enter("own_hours", [60], first="2026-W15").evaluated(WHILE_RUNNING).primary

    assert (under_way.answer, under_way.so_far) == (Answer.CANT_TELL, True)
    assert (spent.answer, spent.so_far) == (Answer.NOT_MET, False)
    kept = build.shop(limit).enter("own_hours", [5] * 12, first="2026-W10")
    assert kept.evaluated().primary.answer is Answer.MET


def test_a_sum_that_may_fall_again_is_not_met_early(build) -> None:
    shop = build.shop(build.criterion("net_sales", "500"))
    shop.enter("goods_sales", [900], first="2026-W10").enter("refunds", [0], first="2026-W10")

    assert shop.evaluated(WHILE_RUNNING).primary.answer is Answer.CANT_TELL


def test_a_ratio_lacking_an_input_says_which(build) -> None:
    shop = build.shop(build.criterion("return_rate", "0.15", "<=", role=Role.PRIMARY))
    shop.enter("goods_sales", [100] * 16, first="2026-W10")

    primary = shop.evaluated().primary

    assert (primary.answer, primary.code) == (Answer.CANT_TELL, "MISSING_INPUT")
    assert primary.why.values["metrics"] == ("refunds",)


def test_a_ratio_over_no_sales_at_all_cannot_be_computed(build) -> None:
    shop = build.shop(build.criterion("return_rate", "0.15", "<="))
    shop.enter("goods_sales", [0] * 16, first="2026-W10")
    shop.enter("refunds", [0] * 16, first="2026-W10")

    assert shop.evaluated().primary.code == "ZERO_DENOMINATOR"


def test_a_metric_nobody_measured_is_neither_met_nor_missed(build) -> None:
    primary = build.shop().evaluated(LATER).primary

    assert (primary.answer, primary.code, primary.observed) == (
        Answer.CANT_TELL,
        "NO_FIGURES",
        None,
    )


@pytest.mark.parametrize(
    ("weeks", "answer"),
    [
        ([800] * 12, Answer.MET),
        ([800] * 11 + [100], Answer.NOT_MET),
        ([800] * 11 + [None], Answer.CANT_TELL),
        ([100] + [None] * 11, Answer.NOT_MET),
    ],
)
def test_cash_must_last_in_each_week(build, weeks, answer) -> None:
    each = build.criterion("cash", "500", over=Over.EACH_PERIOD, due=build.end)
    shop = build.shop(each).enter("cash", weeks, first="2026-W10")

    assert shop.evaluated().primary.answer is answer


def test_the_worst_week_is_what_each_week_is_judged_by(build) -> None:
    each = build.criterion("stress", "4", "<=", over=Over.EACH_PERIOD, due=build.end)
    shop = build.shop(each).enter("stress", [2, 3, 5, 2], first="2026-W10")

    assert shop.evaluated(WHILE_RUNNING).primary.observed == 5


def test_one_named_week_is_judged_by_itself(build) -> None:
    named = build.criterion("sessions", "100", over=Over.NAMED, period="2026-W20")
    shop = build.shop(named).enter("sessions", [10] * 10, first="2026-W10")

    before = shop.evaluated(WHILE_RUNNING).primary
    after = shop.enter("sessions", [120], first="2026-W20").evaluated(date(2026, 5, 18)).primary

    assert before.code == "NO_FIGURES"
    assert (after.answer, after.observed) == (Answer.MET, 120)


def test_a_stock_needs_only_its_last_figure(build) -> None:
    shop = build.shop(build.criterion("cash", "500", due=build.end))
    shop.enter("cash", [None] * 11 + [700], first="2026-W10")

    assert shop.evaluated().primary.answer is Answer.MET
    shop = build.shop(build.criterion("cash", "500", due=build.end))
    shop.enter("cash", [700] * 11, first="2026-W10")
    assert shop.evaluated().primary.code == "MISSING_PERIODS"


def test_one_figure_for_the_whole_phase_is_enough_where_it_is_asked_so(build) -> None:
    shop = build.shop(build.criterion("own_hours", "115", "<=", due=build.end))
    shop.enter("own_hours", [96], first="trial")

    primary = shop.evaluated().primary

    assert (primary.answer, primary.observed) == (Answer.MET, 96)


def test_a_criterion_added_after_the_seal_cannot_be_met(build) -> None:
    shop = build.shop(build.criterion("orders", "15"), build.criterion("sessions", "10"))
    seal = attrs.evolve(shop.trial.seal, fields=shop.trial.seal.fields[:1])
    shop.trial = attrs.evolve(shop.trial, seal=seal)
    shop.enter("sessions", [500] * 12, first="2026-W10")

    evaluation = shop.evaluated()

    assert evaluation.criteria[1].answer is Answer.CANT_TELL
    assert evaluation.criteria[1].code == "NOT_IN_SEAL"
    assert "NOT_IN_SEAL" in [warning.code for warning in evaluation.warnings]


counts = st.lists(st.none() | st.integers(0, 4), min_size=16, max_size=16)


@settings(max_examples=60, deadline=None)
@given(
    weeks=counts,
    more=st.lists(st.integers(0, 3), min_size=16, max_size=16),
    day=st.integers(0, 130),
)
def test_more_orders_never_turn_a_kept_promise_into_a_broken_one(
    weeks, more, day, build_once
) -> None:
    as_of = build_once.start + timedelta(day)
    rank = {Answer.NOT_MET: 0, Answer.CANT_TELL: 1, Answer.MET: 2}
    better = [None if w is None else w + m for w, m in zip(weeks, more, strict=True)]

    answers = [
        build_once.shop().enter("orders", row, first="2026-W10").evaluated(as_of).primary.answer
        for row in (weeks, better)
    ]

    assert rank[answers[0]] <= rank[answers[1]]


@settings(max_examples=60, deadline=None)
@given(weeks=counts, first=st.integers(0, 130), later=st.integers(0, 130))
def test_what_was_met_stays_met_as_time_goes_by(weeks, first, later, build_once) -> None:
    shop = build_once.shop().enter("orders", weeks, first="2026-W10")
    days = sorted(build_once.start + timedelta(day) for day in (first, later))

    before, after = (shop.evaluated(day).primary for day in days)

    if before.answer is Answer.MET:
        assert after.answer is Answer.MET
        assert after.observed >= before.observed >= Decimal(15)

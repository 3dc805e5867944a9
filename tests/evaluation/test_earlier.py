"""The promise tried on time before the trial: 52 weeks of it, for a trial of twelve."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.evaluation.evaluation import Answer
from trialkit.evaluation.foresight import foresight
from trialkit.model.criterion import CriterionKind, Over
from trialkit.model.foresight import Foresight
from trialkit.model.metric import Aggregation
from trialkit.model.period import Period, PeriodKind, Phases

YEAR_BEFORE = "2025-W10"
"""The week 52 weeks before the first of the trial."""


def foreseen(shop) -> Foresight:
    return foresight(shop.trial, shop.trial.promise, shop.observations)


def tried(shop) -> tuple[int, int]:
    found = foreseen(shop)
    return found.met, found.of


def test_a_year_of_weeks_holds_forty_one_trials_of_twelve(build) -> None:
    shop = build.shop(build.criterion("sessions", "15"))
    shop.enter("sessions", [0] * 40 + [5] * 3 + [0] * 9, first=YEAR_BEFORE)

    assert tried(shop) == (10, 41)


@settings(max_examples=40)
@given(weeks=st.lists(st.integers(0, 4), min_size=0, max_size=40), promised=st.integers(0, 40))
def test_a_sum_is_tried_over_every_stretch_of_as_many_weeks(build_once, weeks, promised) -> None:
    shop = build_once.shop(build_once.criterion("sessions", str(promised)))
    last = Period.of(PeriodKind.WEEK, build_once.start).moved(-len(weeks))
    shop.enter("sessions", weeks, first=str(last))

    sums = [sum(weeks[at : at + 12]) for at in range(len(weeks) - 11)]

    assert tried(shop) == (sum(one >= promised for one in sums), len(sums))


def test_a_stretch_with_a_gap_is_not_tried(build) -> None:
    shop = build.shop(build.criterion("sessions", "12"))
    shop.enter("sessions", [1] * 20 + [None] + [1] * 31, first=YEAR_BEFORE)

    assert tried(shop) == (9 + 20, 9 + 20)


def test_figures_of_the_trial_itself_are_passed_over(build) -> None:
    shop = build.shop(build.criterion("sessions", "15"))
    shop.enter("sessions", [0] * 52 + [50] * 12, first=YEAR_BEFORE)

    assert tried(shop) == (0, 41)


def test_what_settles_is_waited_for_in_earlier_stretches_too(build) -> None:
    # Four weeks of settling time: a refund of week 14 counts, so a stretch needs 16 weeks.
    shop = build.shop(build.criterion("refunds", "100", "<="))
    shop.enter("refunds", [0] * 48 + [500] + [0] * 3, first=YEAR_BEFORE)

    assert tried(shop) == (33, 37)


@pytest.mark.parametrize(
    ("metric", "over", "met"),
    [("stress", Over.PHASE, 41), ("stress", Over.EACH_PERIOD, 29), ("cash", Over.PHASE, 40)],
)
def test_a_limit_is_held_against_the_mean_the_worst_or_the_last_week(
    build, metric, over, met
) -> None:
    shop = build.shop(build.criterion(metric, "3", "<=", over=over, due=build.end))
    shop.enter(metric, [2] * 27 + [5] + [2] * 24, first=YEAR_BEFORE)

    assert tried(shop) == (met, 41)


def test_a_named_week_is_the_same_week_of_each_earlier_stretch(build) -> None:
    named = build.criterion("sessions", "5", over=Over.NAMED, period="2026-W11", due=build.end)
    shop = build.shop(named).enter("sessions", [0] * 10 + [9] + [0] * 41, first=YEAR_BEFORE)

    assert tried(shop) == (1, 41)


def test_a_rate_is_a_sum_over_a_sum_in_earlier_stretches_too(build) -> None:
    shop = build.shop(build.criterion("average_order", "50", due=build.end))
    shop.enter("goods_sales", [100, 0] * 26, first=YEAR_BEFORE)
    shop.enter("orders", [1, 1] * 26, first=YEAR_BEFORE)

    assert tried(shop) == (37, 37)


def test_weeks_and_months_in_one_number_cant_be_moved_together(build) -> None:
    shop = build.shop(build.criterion("total_cost", "900", "<="))
    shop.enter("own_hours", [2] * 52, first=YEAR_BEFORE)
    shop.enter("cash_cost", [100] * 12, first="2025-03")

    assert foreseen(shop).untried == "UNLIKE_PERIODS"


def test_one_figure_for_the_whole_trial_has_nothing_earlier_beside_it(build) -> None:
    metric = build.metric("score", "1-5", cadence=PeriodKind.PHASE, aggregation=Aggregation.LAST)
    shop = build.shop(build.criterion("score", "4"), template=build.template((metric,)))

    assert foreseen(shop).untried == "NO_PERIODS"


@pytest.mark.parametrize(("weeks", "code"), [(0, "NO_FIGURES"), (11, "TOO_SHORT")])
def test_without_a_whole_stretch_it_says_why_it_wasnt_tried(build, weeks, code) -> None:
    first = Period.of(PeriodKind.WEEK, build.start).moved(-weeks)
    shop = build.shop(build.criterion("sessions", "15"))
    shop.enter("sessions", [3] * weeks, first=str(first))

    assert foreseen(shop) == attrs.evolve(foreseen(shop), met=0, of=0, untried=code)


def test_a_share_is_judged_in_each_stretch_as_it_will_be_in_the_trial(build) -> None:
    share = build.criterion("conversion", "0.1", kind=CriterionKind.PROPORTION, due=build.end)
    shop = build.shop(share).enter("orders", [0] * 26 + [3] * 26, first=YEAR_BEFORE)
    shop.enter("sessions", [10] * 52, first=YEAR_BEFORE)

    found = foreseen(shop)

    assert found.of == 37
    assert 0 < found.met < 37


def test_months_are_moved_by_the_month(build) -> None:
    criterion = build.criterion("revenue", "3300")
    shop = build.monthly([1000, 1100, 1200] * 4, [], criterion, promised_after=3)

    assert tried(shop) == (10, 10)


def moved_back(shop, weeks: int):
    """The same shop with the trial begun so many weeks earlier, and nothing known after it."""
    phases = shop.trial.promise.phases
    earlier = Phases(
        baseline=tuple(days.moved(-7 * weeks) for days in phases.baseline),
        trial=phases.trial.moved(-7 * weeks),
        settling=phases.settling.moved(-7 * weeks),
        follow_up=(),
    )
    criterion = attrs.evolve(shop.trial.promise.primary, due=earlier.end)
    return shop.changed(phases=earlier, criteria=(criterion,))


def test_a_change_is_tried_as_if_the_trial_had_begun_so_much_earlier(build) -> None:
    shop = build.shop(build.growth("0", "sessions"))
    weeks = [30, 34, 28, 31, 37, 29] * 17
    weeks[-24:-12] = [3 * seen for seen in weeks[-24:-12]]  # a season that came once
    shop.enter("sessions", weeks, first="2024-W12")

    found = foreseen(shop)
    answers = [
        moved_back(shop, weeks=back).evaluated().primary.answer
        for back in range(12, 38 + 1)  # figures begin 38 weeks before the baseline does
    ]

    assert (found.met, found.of) == (answers.count(Answer.MET), 27)
    assert found.met > 0


def test_what_could_never_be_met_is_not_counted_as_a_hard_promise(build) -> None:
    # Neither stretch nor baseline has last year's weeks: the rule would always say "can't tell".
    change = build.shop(build.growth("0", "sessions"))
    change.enter("sessions", [9, 8] * 13, first="2025-W36")
    rate = build.shop(build.criterion("average_order", "50", due=build.end))
    rate.enter("goods_sales", [0] * 52, first=YEAR_BEFORE)
    rate.enter("orders", [0] * 52, first=YEAR_BEFORE)

    assert foreseen(change).untried == "CANT_TELL"
    assert foreseen(rate).untried == "CANT_TELL"


def test_a_trial_that_has_begun_is_foreseen_as_it_was_before(build) -> None:
    shop = build.shop(build.criterion("sessions", "15")).enter(
        "sessions", [2] * 52, first=YEAR_BEFORE
    )
    before = foreseen(shop)

    shop.enter("sessions", [100] * 12, first=str(Period.of(PeriodKind.WEEK, build.start)))

    assert foreseen(shop) == before


def test_a_due_day_before_the_end_moves_with_the_trial(build) -> None:
    # What is due after six weeks is held against six weeks of each earlier stretch.
    due = build.start + timedelta(6 * 7 - 1)
    shop = build.shop(build.criterion("sessions", "7", due=due))
    shop.enter("sessions", [1] * 52, first=YEAR_BEFORE)

    assert tried(shop) == (0, 41)

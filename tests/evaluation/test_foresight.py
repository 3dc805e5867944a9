"""What a trial will be able to tell: how large a change must be, and what would help."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from trialkit.evaluation.foresight import foresight
from trialkit.model.criterion import Measure
from trialkit.model.foresight import ForeseenChange, Foresight
from trialkit.model.metric import Direction
from trialkit.model.period import PeriodKind

UP_AND_DOWN = [1000, 1200, 900, 1100, 1000, 1200, 950, 1150, 1050, 1250, 900, 1100]


def foreseen(shop) -> Foresight:
    return foresight(shop.trial, shop.trial.promise, shop.observations)


def change(shop, metric: str = "revenue") -> ForeseenChange:
    found = foreseen(shop).change(metric)
    assert found is not None
    return found


def test_a_promise_of_a_fifth_more_is_told_apart_only_where_the_shop_is_calm(build) -> None:
    calm = [1000, 1020, 990, 1010, 1000, 1015, 985, 1005, 1010, 995, 1000, 1010]
    promised = {"season_free": ("revenue",), "promised_after": 6}

    loud = change(build.monthly(UP_AND_DOWN, [], build.growth("0.2"), **promised))
    quiet = change(build.monthly(calm, [], build.growth("0.2"), **promised))

    assert loud.up == Decimal("0.42")
    assert (loud.tells_promise, quiet.tells_promise) == (False, True)
    assert quiet.needed < loud.needed


def test_a_promised_fall_is_told_by_how_far_it_must_go_down(build) -> None:
    less = build.growth("-0.5", comparison="<=")
    found = change(build.monthly(UP_AND_DOWN, [], less, season_free=("revenue",), promised_after=6))

    assert found.tells_promise
    assert found.needed < Decimal("-0.5")


def test_a_promised_amount_is_told_in_the_metrics_own_unit(build) -> None:
    more = build.growth("100", measure=Measure.ABSOLUTE)
    found = change(build.monthly(UP_AND_DOWN, [], more, season_free=("revenue",), promised_after=6))

    assert not found.relative
    assert found.up > 300
    assert found.needed > found.up


def test_without_last_year_the_season_is_missing_and_its_figures_would_help(build) -> None:
    found = change(build.monthly(UP_AND_DOWN[:6], [], build.growth("0.2"), promised_after=3))

    assert found.code == "SEASON_NOT_COVERED"
    assert "LAST_YEAR" in [one.code for one in found.helps]
    assert found.up is None


def test_a_comparison_in_the_promise_takes_the_season_out(build) -> None:
    shop = build.monthly(
        UP_AND_DOWN[:6], [], build.growth("0.2"), comparisons=("Norja",), promised_after=3
    )
    shop.enter("revenue", [510, 590, 460, 540, 520, 600], first="2026-01", series="Norja")

    assert change(shop).up is not None


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ([], "NO_FIGURES"),
        ([1000, 1200], "TOO_FEW_POINTS"),
        ([1000] * 6, "NO_VARIATION"),
        ([0] * 6, "NEEDS_POSITIVE"),
        ([1, 900_000, 2, 800_000, 1, 700_000], "TOO_NOISY"),
    ],
)
def test_why_no_size_can_be_said_is_a_code(build, before, code) -> None:
    shop = build.monthly([None] * 6, [], season_free=("revenue",), promised_after=3)
    shop.enter("revenue", before, first="2026-01")

    assert change(shop).code == code


def test_quarters_are_never_judged(build) -> None:
    metric = build.metric("revenue", "EUR", cadence=PeriodKind.QUARTER)
    shop = build.shop(build.growth("0.2"), template=build.template((metric,)))
    shop.enter("revenue", [9, 8, 9, 7], first="2025-Q1")

    assert change(shop).code == "PERIOD_NOT_JUDGED"


def test_sales_are_foreseen_beside_a_promise_about_something_else(build) -> None:
    shop = build.shop(build.criterion("orders", "15")).enter("orders", [0] * 52, first="2025-W10")
    shop.enter("goods_sales", [400, 300, 500, 350, 450] * 13, first="2024-W50")

    found = foreseen(shop)

    assert [one.metric for one in found.changes] == ["orders", "goods_sales"]
    assert found.change("orders").code == "NEEDS_POSITIVE"
    assert found.change("goods_sales").up > 0


def test_several_promised_changes_each_have_to_be_larger(build) -> None:
    promised = {"season_free": ("revenue", "goods_sales"), "promised_after": 6}
    alone = build.monthly(UP_AND_DOWN, [], build.growth("0"), **promised)
    second = build.growth("0", "goods_sales", role="advice")
    both = build.monthly(UP_AND_DOWN, [], build.growth("0"), second, **promised)

    assert change(both).up > change(alone).up


def test_sizes_are_given_to_two_digits(build) -> None:
    found = change(build.monthly(UP_AND_DOWN, [], season_free=("revenue",), promised_after=6))

    for size in (found.up, found.down, found.hardly_up, found.needed):
        assert len(size.normalize().as_tuple().digits) <= 2


def test_a_promise_is_easily_met_where_more_than_half_of_the_time_before_met_it() -> None:
    assert Foresight(met=21, of=41).easily_met
    assert not Foresight(met=20, of=40).easily_met
    assert not Foresight(met=0, of=0, untried="NO_FIGURES").easily_met


WITHOUT_NUMPY = """
import sys
sys.modules["numpy"] = None  # what an import meets where it isn't installed
sys.modules["scipy"] = None
sys.path.insert(0, {here!r})
import conftest as build
from trialkit.evaluation.foresight import foresight
def seen(shop):
    found = foresight(shop.trial, shop.trial.promise, shop.observations)
    print(found.met, found.of, found.untried, found.changes[0].code)
shop = build.Builders.shop(build.a_criterion("sessions", "15"))
seen(shop.enter("sessions", [2] * 52, first="2025-W10"))
share = build.a_criterion("conversion", "0.1", kind=build.CriterionKind.PROPORTION)
shop = build.Builders.shop(share).enter("orders", [3] * 52, first="2025-W10")
seen(shop.enter("sessions", [9] * 52, first="2025-W10"))
"""


def test_without_numpy_sums_are_still_tried_and_sizes_are_left_out(request) -> None:
    program = WITHOUT_NUMPY.format(here=str(request.path.parent))

    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )

    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "41 41 None NOT_INSTALLED",
        "0 0 NOT_INSTALLED NOT_INSTALLED",
    ]


def test_what_is_better_lower_is_still_foreseen_both_ways(build) -> None:
    metric = build.metric("delivery", "d", direction=Direction.DOWN, cadence=PeriodKind.MONTH)
    phases = build.months(12, 6, first=date(2025, 1, 1))
    shop = build.shop(
        build.criterion("delivery", "5", "<="),
        template=build.template((metric,)),
        phases=phases,
        season_free=("delivery",),
    )
    shop.enter("delivery", [7, 6, 8, 7, 6, 9, 7, 6, 8, 7, 6, 7], first="2025-01")

    found = change(shop, "delivery")

    assert found.down < 0 < found.up
    assert found.needed is None

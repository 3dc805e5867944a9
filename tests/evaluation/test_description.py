import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from trialkit.evaluation.description import Described, Description, descriptions
from trialkit.evaluation.measuring import measured
from trialkit.model.conversion import to_json

LATER = date(2027, 3, 31)
BEFORE = [1000, 1200, 900, 1100, 1000, 1200]
DURING = [1900, 2200, 2100]


def described(shop, metric: str) -> Description:
    """How one metric of a shop moved."""
    trial = shop.trial
    found = measured(trial.template, trial.promise, shop.observations, as_of=LATER)
    return next(one for one in descriptions(found) if one.metric == metric)


def told(description: Description, method: str) -> Described:
    return next(one for one in description.methods if one.method == method)


def test_a_rise_is_described_by_every_method_that_makes_sense_for_money(build) -> None:
    found = described(build.monthly(BEFORE, DURING), "revenue")

    assert (found.unit, found.period, found.baseline, found.trial) == ("EUR", "month", 6, 3)
    assert [one.method for one in found.methods] == [
        "difference",
        "nap",
        "log_response_ratio",
        "permutation_test",
        "theil_sen",
        "lag1_autocorrelation",
        "effective_n",
    ]
    assert told(found, "difference").numbers == {"mean": 1000, "median": 1050}
    assert told(found, "nap").numbers["nap"] == told(found, "nap").numbers["high"] == 1
    assert told(found, "log_response_ratio").numbers["log_ratio"] == Decimal("0.661235")
    assert told(found, "permutation_test").numbers["smallest"] == Decimal("0.0119048")  # 1 / 84
    assert told(found, "lag1_autocorrelation").code == "TOO_FEW_POINTS"


def test_a_metric_that_should_fall_is_described_in_that_direction(build) -> None:
    shop = build.shop()
    shop.enter("refunds", [90, 80, 95, 85], first="2026-W06")
    shop.enter("refunds", [40, 30, 50], first="2026-W10")

    found = described(shop, "refunds")

    assert told(found, "nap").numbers["nap"] == 1
    assert told(found, "permutation_test").numbers["extreme"] == 1


def test_only_counts_have_a_ratio_of_rates(build) -> None:
    shop = build.shop()
    shop.enter("orders", [2, 3, 1, 2], first="2026-W06")
    shop.enter("orders", [5, 4, 5], first="2026-W10")
    shop.enter("goods_sales", [200, 300, 100, 200], first="2026-W06")
    shop.enter("goods_sales", [500, 400, 500], first="2026-W10")

    rates = told(described(shop, "orders"), "rate_ratio")
    methods = {one.method for one in described(shop, "goods_sales").methods}

    assert rates.numbers["ratio"] == Decimal("2.33333")
    assert "rate_ratio" not in methods


def test_last_years_periods_stand_beside_those_that_have_them(build) -> None:
    before = [*BEFORE, 1000, 1100, 1200, 1100, 950, 1300, *BEFORE]
    shop = build.monthly(before, [2000, 2200, 2400], first=date(2025, 1, 1))

    found = told(described(shop, "revenue"), "year_over_year")

    assert found.numbers["percent"] == Decimal(100)


def test_a_comparison_takes_off_what_happened_to_everyone(build) -> None:
    shop = build.monthly(BEFORE, DURING, comparisons=("next_door",))
    shop.enter("revenue", [1000] * 6, first="2026-01", series="next_door")
    shop.enter("revenue", [1400] * 3, first="2026-07", series="next_door")

    found = told(described(shop, "revenue"), "difference_in_differences")

    assert found.against == "next_door"
    assert found.numbers["difference"] == Decimal(600)


def test_what_cant_be_told_has_its_code_and_no_numbers(build) -> None:
    found = described(build.monthly([0, 0, 0, 0], [0, 0, 0]), "revenue")

    assert {one.method: one.code for one in found.methods if one.code} == {
        "log_response_ratio": "NEEDS_POSITIVE",
        "lag1_autocorrelation": "NO_VARIATION",
    }


def test_a_metric_without_figures_in_both_phases_is_not_described(build) -> None:
    shop = build.monthly(BEFORE, DURING).enter("sessions", [1, 2, 3], first="2026-W40")
    trial = shop.trial

    found = measured(trial.template, trial.promise, shop.observations, as_of=LATER)

    assert [one.metric for one in descriptions(found)] == ["revenue"]


@pytest.mark.parametrize("size", [Decimal("1e12"), Decimal("1e-9")])
def test_figures_of_any_size_become_json(build, size: Decimal) -> None:
    shop = build.monthly([size * n for n in BEFORE], [size * n for n in DURING])

    found = json.loads(to_json(described(shop, "revenue")))

    assert found["methods"][0]["numbers"].keys() == {"mean", "median"}


def test_describing_needs_numpy_only_where_a_method_does() -> None:
    program = """
import sys
sys.modules["numpy"] = None
from trialkit.evaluation.description import _told, _permuted
from trialkit.evidence.overlap import nap
print(_told("permutation_test", lambda: _permuted([1.0], [2.0], fewer=False)).code)
print(_told("nap", lambda: nap([1.0], [2.0])).code)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["NOT_INSTALLED", "None"]

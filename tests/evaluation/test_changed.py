import subprocess
import sys
from datetime import date

import pytest

from trialkit.evaluation.evaluation import Answer, Outcome
from trialkit.language.wording import wording
from trialkit.model.criterion import CriterionKind, Measure, Role

LATER = date(2027, 3, 31)
CALM_BEFORE = [1000, 1200, 900, 1100, 1000, 1200]
DOUBLED = [1900, 2200, 2100, 2000]


def test_a_doubled_shop_without_a_season_keeps_its_promise(build) -> None:
    shop = build.monthly(CALM_BEFORE, DOUBLED, build.growth("0.2"), season_free=("revenue",))

    evaluation = shop.evaluated(LATER)

    primary = evaluation.primary
    assert evaluation.outcome is Outcome.HELD
    assert primary.code == "PROBABILITY"
    assert primary.probability == pytest.approx(0.99307, abs=1e-5)
    assert primary.low < 0.82 < primary.high
    assert float(primary.observed) == pytest.approx(0.92, abs=0.01)


def test_the_same_figures_with_a_season_tell_nothing_and_say_what_would(build) -> None:
    shop = build.monthly(CALM_BEFORE, DOUBLED, build.growth("0.2"))

    primary = shop.evaluated(LATER).primary

    assert (primary.answer, primary.code) == (Answer.CANT_TELL, "SEASON_NOT_COVERED")
    assert primary.why.values["months"] == tuple(f"2025-{month:02}" for month in range(1, 11))
    assert primary.probability is None


def test_last_years_figures_cover_the_season(build) -> None:
    shop = build.monthly(
        [*CALM_BEFORE, 1000, 1100, 1200, 1100, 950, 1300, *CALM_BEFORE],
        DOUBLED,
        build.growth("0"),
        first=date(2025, 1, 1),
    )

    primary = shop.evaluated(LATER).primary

    assert primary.code == "PROBABILITY"
    assert primary.probability is not None


def test_how_many_more_months_would_settle_it_is_said_in_words(build) -> None:
    shop = build.monthly(
        CALM_BEFORE, [1600, 1840, 1728], build.growth("0.1"), season_free=("revenue",)
    )
    weaker = build.monthly(
        CALM_BEFORE, [1400, 1610, 1512], build.growth("0.1"), season_free=("revenue",)
    )

    settled, unsettled = (one.evaluated(LATER).primary for one in (shop, weaker))

    assert settled.answer is unsettled.answer is Answer.CANT_TELL
    assert wording("en").say(settled.why) == (
        "These figures can't tell the change from chance; 1 more month like these would."
    )
    assert "more of the same won't settle it" in unsettled.why.text


def test_a_year_of_weeks_hardly_ever_tells_a_change_from_chance(build) -> None:
    shop = build.shop(build.growth("0.2", "sessions"))
    shop.enter("sessions", [30, 34, 28, 31, 37, 29] * 4, first="2024-W50")
    shop.enter("sessions", [31, 30, 36, 28, 33, 35] * 2, first="2025-W50")
    shop.enter("sessions", [33, 38, 40, 36, 41, 37] * 2, first="2026-W10")

    primary = shop.evaluated().primary

    assert (primary.answer, primary.code) == (Answer.CANT_TELL, "PROBABILITY")
    assert 0.025 < primary.probability < 0.975


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ([1000, 1200, 900], DOUBLED, "TOO_FEW_POINTS"),
        (CALM_BEFORE, [1900, 2000], "TOO_FEW_POINTS"),
        ([1000] * 6, [2000] * 4, "NO_VARIATION"),
        ([0] * 6, DOUBLED, "NEEDS_POSITIVE"),
        (CALM_BEFORE, [], "MISSING_PERIODS"),
        (CALM_BEFORE, [1900, None, None, 2000, 2100], "MISSING_PERIODS"),
    ],
)
def test_what_cannot_be_told_says_why(build, before, after, code) -> None:
    shop = build.monthly(before, after, promised_after=len(after) or 3, season_free=("revenue",))

    primary = shop.evaluated(LATER).primary

    assert (primary.answer, primary.code) == (Answer.CANT_TELL, code)


def test_zero_months_are_judged_on_their_level(build) -> None:
    shop = build.monthly(
        [0, 2, 1, 3, 1, 2], [6, 8, 5, 7], build.growth("0"), season_free=("revenue",)
    )

    primary = shop.evaluated(LATER).primary

    assert primary.answer is Answer.MET
    assert primary.estimate == pytest.approx(4.55309 / 1.5, abs=1e-3)


def test_a_change_in_euros_is_held_against_euros(build) -> None:
    more = build.growth("200", measure=Measure.ABSOLUTE)
    shop = build.monthly(CALM_BEFORE, DOUBLED, more, season_free=("revenue",))

    primary = shop.evaluated(LATER).primary

    assert primary.answer is Answer.MET
    assert primary.estimate == pytest.approx(893.68, abs=0.01)
    assert float(primary.observed) == pytest.approx(983.33, abs=0.01)


def test_a_promised_fall_is_met_by_falling(build) -> None:
    less = build.criterion(
        "revenue", "-0.2", "<=", kind=CriterionKind.CHANGED, measure=Measure.RELATIVE
    )
    shop = build.monthly(
        [1900, 2200, 2100, 2000, 2050], [1000, 1200, 900, 1100], less, season_free=("revenue",)
    )

    primary = shop.evaluated(LATER).primary

    assert primary.answer is Answer.MET
    assert primary.high < -0.2


def test_a_comparison_in_the_promise_takes_the_season_away(build) -> None:
    shop = build.monthly(CALM_BEFORE, DOUBLED, build.growth("0.2"), comparisons=("Finland",))
    shop.enter(
        "revenue",
        [500, 590, 460, 560, 490, 610, 480, 570, 520, 500],
        first="2026-01",
        series="Finland",
    )

    primary = shop.evaluated(LATER).primary

    assert primary.code == "PROBABILITY"
    assert primary.answer is Answer.MET


def test_a_comparison_nobody_promised_changes_nothing(build) -> None:
    shop = build.monthly(CALM_BEFORE, DOUBLED, build.growth("0.2"))
    shop.enter("revenue", [500] * 10, first="2026-01", series="Finland")

    assert shop.evaluated(LATER).primary.code == "SEASON_NOT_COVERED"


def test_an_interim_look_at_a_change_is_labelled_so(build) -> None:
    shop = build.monthly(CALM_BEFORE, DOUBLED, promised_after=6, season_free=("revenue",))

    evaluation = shop.evaluated(date(2026, 11, 2))

    assert evaluation.primary.so_far
    assert not evaluation.final
    assert "EARLY_EVALUATION" in [warning.code for warning in evaluation.warnings]


def test_days_were_never_tried_so_they_are_not_judged(build) -> None:
    shop = build.shop(build.growth("0", "sessions"), season_free=("sessions",))
    shop.enter("sessions", [5, 7] * 20, first="2026-02-01")

    assert shop.evaluated().primary.code == "PERIOD_NOT_JUDGED"


def test_two_changes_judged_at_once_each_have_to_be_clearer_than_one(build) -> None:
    # Probability .9755: enough for one criterion, not for the smaller tail of two.
    before, after = CALM_BEFORE, [1500, 1560, 1450, 1620]
    alone = build.monthly(before, after, build.growth("0"), season_free=("revenue",))
    probability = alone.evaluated(LATER).primary.probability
    assert 0.975 <= probability < 0.9875

    second = build.growth("0", "goods_sales", role=Role.ADVICE)
    both = build.monthly(
        before, after, build.growth("0"), second, season_free=("revenue", "goods_sales")
    )
    both.enter("goods_sales", [*before, *after], first="2026-01")
    evaluation = both.evaluated(LATER)

    assert alone.evaluated(LATER).primary.answer is Answer.MET
    assert evaluation.primary.answer is Answer.CANT_TELL
    assert evaluation.primary.code == "MANY_METRICS"
    assert "MANY_METRICS" in [warning.code for warning in evaluation.warnings]


def test_a_guardrail_is_not_counted_among_the_many(build) -> None:
    guard = build.growth("-0.1", "goods_sales", role=Role.GUARDRAIL)
    shop = build.monthly(
        CALM_BEFORE, DOUBLED, build.growth("0"), guard, season_free=("revenue", "goods_sales")
    )
    shop.enter("goods_sales", [*CALM_BEFORE, *DOUBLED], first="2026-01")

    assert "MANY_METRICS" not in [warning.code for warning in shop.evaluated(LATER).warnings]


def test_orders_out_of_visits_are_judged_as_a_share(build) -> None:
    share = build.criterion("conversion", "0.1", kind=CriterionKind.PROPORTION)
    shop = build.shop(share).enter("orders", [3, 4, 5], first="2026-W10")
    shop.enter("sessions", [10, 15, 15], first="2026-W10")

    primary = shop.evaluated().primary

    assert primary.answer is Answer.MET
    assert primary.probability == pytest.approx(0.99981, abs=1e-5)
    assert (primary.why.values["part"], primary.why.values["whole"]) == (12, 40)


@pytest.mark.parametrize(
    ("metric", "code"), [("average_order", "NOT_A_SHARE"), ("conversion", "NO_FIGURES")]
)
def test_a_share_needs_one_count_over_another(build, metric, code) -> None:
    share = build.criterion(metric, "0.1", kind=CriterionKind.PROPORTION)

    assert build.shop(share).evaluated().primary.code == code


def test_more_orders_than_visits_are_no_share(build) -> None:
    share = build.criterion("conversion", "0.1", kind=CriterionKind.PROPORTION)
    shop = build.shop(share).enter("orders", [30], first="2026-W10")
    shop.enter("sessions", [10], first="2026-W10")

    assert shop.evaluated().primary.code == "OUT_OF_RANGE"


WITHOUT_NUMPY = """
import sys
sys.modules["numpy"] = None  # what an import meets where it isn't installed
sys.modules["scipy"] = None
sys.path.insert(0, {here!r})
import conftest as build
from datetime import date
before, after = [1000, 1200, 900, 1100], [1900, 2200, 2100]
shop = build.Builders.monthly(before, after, season_free=("revenue",))
shop.enter("orders", [1, 2, 1], first="2026-05")
print(shop.evaluated(date(2027, 1, 1)).primary.code)
print(build.Builders.monthly(before, after).evaluated(date(2027, 1, 1)).primary.code)
share = build.a_criterion("conversion", "0.1", kind=build.CriterionKind.PROPORTION)
shop = build.Builders.shop(share).enter("orders", [3], first="2026-W10")
shop.enter("sessions", [9], first="2026-W10")
print(shop.evaluated().primary.why)
"""


def test_without_numpy_a_change_cannot_be_told_and_the_line_that_helps_is_named(request) -> None:
    program = WITHOUT_NUMPY.format(here=str(request.path.parent))

    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )

    assert ran.stderr == ""
    code, seasonal, sentence = ran.stdout.splitlines()
    assert code == "NOT_INSTALLED"
    assert seasonal == "SEASON_NOT_COVERED"
    assert 'pip install "trialkit[evidence]"' in sentence

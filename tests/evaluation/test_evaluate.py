import subprocess
import sys
from datetime import UTC, date, datetime

import attrs
import pytest

from trialkit.errors import Refused
from trialkit.evaluation.evaluation import Answer, Outcome
from trialkit.evaluation.rubric import RUBRIC
from trialkit.model.criterion import Role
from trialkit.model.follow_up import StillInUse
from trialkit.model.round import Ballot, Invitation, Recommendation, Round, RoundKind

LATER = date(2026, 7, 3)


def test_villapajas_sweden_from_promise_to_evaluation(build) -> None:
    shop = build.shop(
        build.criterion("orders", "15"),
        build.criterion("average_order", "40", role=Role.GUARDRAIL),
        build.criterion("return_rate", "0.15", "<=", role=Role.GUARDRAIL),
    )
    shop.enter(
        "orders", [0] * 12 + [1, 2, 1, 2, 2, 3, 2, 2, 3, 2, 1, 2] + [0] * 4, first="2025-W50"
    )
    shop.enter("goods_sales", [0] * 12 + [60] * 12 + [0] * 4, first="2025-W50")
    shop.enter("refunds", [0] * 20 + [40] + [0] * 7, first="2025-W50")

    evaluation = shop.evaluated()

    assert evaluation.outcome is Outcome.HELD
    assert evaluation.primary.observed == 23
    answers = {result.criterion.metric: result.answer for result in evaluation.criteria}
    assert answers == {
        "orders": Answer.MET,
        "average_order": Answer.NOT_MET,
        "return_rate": Answer.MET,
    }
    assert [warning.code for warning in evaluation.warnings] == ["GUARDRAIL_WORSE"]
    assert (evaluation.strength, evaluation.strength_next) == (2, "season_covered")
    assert evaluation.outcomes["revenue_change_month"] is not None
    assert evaluation.final


def test_a_broken_guardrail_never_changes_the_outcome(build) -> None:
    guard = build.criterion("stress", "3", "<=", role=Role.GUARDRAIL)
    shop = build.shop(build.criterion("orders", "15"), guard)
    shop.enter("orders", [15], first="2026-W10").enter("stress", [5] * 12, first="2026-W10")

    evaluation = shop.evaluated(LATER)

    assert evaluation.outcome is Outcome.HELD
    assert evaluation.criteria[1].answer is Answer.NOT_MET


def test_a_draft_has_nothing_to_evaluate(build) -> None:
    shop = build.shop()
    shop.trial = attrs.evolve(shop.trial, promise=None, seal=None)

    with pytest.raises(Refused) as refused:
        shop.evaluated()

    assert refused.value.codes == ("WRONG_STATE",)


MEMBERS = (("anna", "Sorvi"), ("cecilia", "Leipomo"), ("daniel", "Kiuas"))


def test_closed_rounds_are_summed_up_and_open_ones_stay_blind(build, swedish_shop) -> None:
    def held(key: str, kind: RoundKind, closed_on: date | None) -> Round:
        return Round(
            id=key,
            trial="t",
            kind=kind,
            criteria=RUBRIC,
            invited=tuple(
                Invitation(member=member, company=company, code=member)
                for member, company in MEMBERS
            ),
            opened_on=date(2026, 6, 22),
            deadline=date(2026, 7, 2),
            quorum=1,
            secret="00",
            closed_on=closed_on,
        )

    def ballots(key: str) -> list[Ballot]:
        return [
            Ballot(
                id=f"{key} {member}",
                round=key,
                member=member,
                ratings={"useful": 4},
                recommendation=Recommendation.ADAPT,
                at=datetime(2026, 6, 25, tzinfo=UTC),
            )
            for member, _ in MEMBERS
        ]

    rounds = [
        (held("final", RoundKind.FINAL, LATER), ballots("final")),
        (held("interim", RoundKind.INTERIM, date(2026, 4, 20)), ballots("interim")),
        (held("follow-up", RoundKind.FOLLOW_UP, None), ballots("follow-up")),
    ]

    verdicts = swedish_shop.evaluated(LATER, rounds=rounds).verdicts

    assert [verdict.round for verdict in verdicts] == ["interim", "final"]
    assert verdicts[1].majority is Recommendation.ADAPT


def test_evaluating_twice_gives_the_same_and_changes_nothing(swedish_shop) -> None:
    swedish_shop.enter("orders", [1] * 12, first="2026-W10")

    assert swedish_shop.evaluated() == swedish_shop.evaluated()


def test_results_come_in_the_templates_order_with_every_derived_metric(build) -> None:
    shop = (
        build.shop().enter("stress", [2], first="2026-W10").enter("orders", [1], first="2026-W10")
    )

    keys = [result.metric.id for result in shop.evaluated().results]

    template = [metric.id for metric in shop.trial.template.metrics]
    assert keys == [key for key in template if key in keys]
    assert {"orders", "stress", "conversion", "total_cost"} <= set(keys)
    assert "sessions" not in keys


@pytest.mark.parametrize(
    ("prepare", "level", "to_rise"),
    [
        ({}, 2, "season_covered"),
        ({"season_free": ("orders",)}, 3, "comparison_in_seal"),
        ({"comparisons": ("Finland",)}, 4, "allocated_by_lot"),
    ],
)
def test_strength_follows_from_the_design_and_never_from_the_result(
    build, prepare, level, to_rise
) -> None:
    def strength_of(week: int) -> tuple[int, str | None]:
        shop = build.shop(**prepare).enter("orders", [0] * 12, first="2025-W50")
        shop.enter("orders", [week] * 16, first="2026-W10")
        shop.enter("orders", [20] * 24, first="2025-W50", series="Finland")
        found = shop.evaluated()
        return found.strength, found.strength_next

    assert strength_of(0) == strength_of(9) == (level, to_rise)


def test_three_companies_and_a_follow_up_are_the_strongest_there_is(build) -> None:
    shop = build.shop(comparisons=("Finland",)).enter("orders", [0] * 12, first="2025-W50")
    shop.enter("orders", [2] * 16, first="2026-W10")
    shop.enter("orders", [20] * 24, first="2025-W50", series="Finland")

    year_later = date(2027, 6, 1)
    asked = build.told_later(StillInUse.YES)
    unsure = build.told_later(StillInUse.CANT_SAY)

    found = shop.evaluated(year_later, replications=2, follow_ups=[asked])
    doubted = shop.evaluated(year_later, replications=2, follow_ups=[unsure])

    assert (found.strength, found.strength_next) == (6, None)
    assert (doubted.strength, doubted.strength_next) == (4, "allocated_by_lot")


def test_a_lot_drawn_before_the_start_lifts_a_comparison(build) -> None:
    drawn = "Weeks 10 to 21 or 22 to 33: a coin, on 19 February; heads, so the earlier ones."
    shop = build.shop(comparisons=("Finland",), lot=drawn)
    shop.enter("orders", [0] * 12, first="2025-W50").enter("orders", [2] * 16, first="2026-W10")
    shop.enter("orders", [20] * 24, first="2025-W50", series="Finland")

    found = shop.evaluated()

    assert (found.strength, found.strength_next) == (5, "replicate_in_3_companies")


def test_an_evaluation_of_facts_never_loads_numpy(request) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(request.path.parent)!r}); import conftest as build;"
        "shop = build.Builders.shop().enter('orders', [1] * 12, first='2026-W10');"
        "shop.evaluated(); print('numpy' in sys.modules)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )

    assert ran.stdout.strip() == "False", ran.stderr

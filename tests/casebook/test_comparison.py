"""Only like is compared with like, and nothing is ranked."""

from decimal import Decimal

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.comparison import Cell, Comparison, compare
from trialkit.casebook.release import internal, release
from trialkit.evaluation.evaluation import Answer
from trialkit.model.consent import ConsentLevel
from trialkit.model.period import PeriodKind
from trialkit.rules.consent import ALLOWED


def cell(comparison: Comparison, row: int, kind: str, key: str) -> Cell:
    at = [(one.kind, one.id) for one in comparison.columns].index((kind, key))
    return comparison.rows[row].cells[at]


def why(found: Cell) -> str:
    return str(found.why)


def test_cases_keep_the_order_they_came_in(villapaja: Case, sorvi: Case, kiuas: Case) -> None:
    given = [internal(case) for case in (kiuas, sorvi, villapaja)]

    comparison = compare(given)

    assert [row.document for row in comparison.rows] == given


def test_answers_and_changes_stand_side_by_side(sorvi: Case, kiuas: Case) -> None:
    comparison = compare([internal(sorvi), internal(kiuas)])

    assert cell(comparison, 0, "criterion", "enough_orders").answer is Answer.NOT_MET
    assert cell(comparison, 1, "criterion", "enough_orders").answer is Answer.CANT_TELL
    assert round(cell(comparison, 1, "metric", "orders").relative, 3) == Decimal("0.261")


def test_a_baseline_of_zero_gives_no_percentage_and_says_so(villapaja: Case) -> None:
    found = cell(compare([internal(villapaja)]), 0, "metric", "orders")

    assert found.relative is None
    assert round(found.value, 2) == Decimal("1.92")
    assert "not above zero" in why(found)


def test_weeks_and_months_are_compared_by_the_month(sorvi: Case, kiuas: Case) -> None:
    monthly = attrs.evolve(
        kiuas,
        results=tuple(
            attrs.evolve(
                one,
                points=tuple(
                    attrs.evolve(point, period=f"2026-{number:02}")
                    for number, point in enumerate(one.points[:12], start=1)
                ),
            )
            for one in kiuas.results
        ),
    )

    comparison = compare([internal(sorvi), internal(monthly)])

    column = next(one for one in comparison.columns if (one.kind, one.id) == ("metric", "orders"))
    assert column.per is PeriodKind.MONTH
    weekly = sorvi.result("orders").change
    assert cell(comparison, 0, "metric", "orders").value == weekly * Decimal("4.348")
    assert cell(comparison, 1, "metric", "orders").value == kiuas.result("orders").change


def _other(case: Case, **descriptors: str) -> Case:
    return attrs.evolve(case, descriptors=attrs.evolve(case.descriptors, **descriptors))


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"currency": "SEK"}, "another currency: SEK"), ({"vat": "gross"}, "value added tax")],
)
def test_money_is_compared_only_on_the_same_basis(kiuas: Case, change, reason) -> None:
    cases = [internal(kiuas), internal(kiuas), internal(_other(kiuas, **change))]

    comparison = compare(cases)

    assert reason in why(cell(comparison, 2, "metric", "contribution_per_order"))
    assert reason not in why(cell(comparison, 0, "metric", "contribution_per_order"))
    assert cell(comparison, 2, "metric", "orders").relative is not None


def test_another_major_version_counts_differently(kiuas: Case) -> None:
    newer = attrs.evolve(kiuas, template=attrs.evolve(kiuas.template, version="2.0.0"))

    found = cell(
        compare([internal(kiuas), internal(kiuas), internal(newer)]), 2, "metric", "orders"
    )

    assert "version" in why(found)
    assert (found.value, found.relative) == (None, None)


def test_another_unit_isnt_compared(kiuas: Case) -> None:
    orders = kiuas.result("orders")
    dozens = attrs.evolve(orders, metric=attrs.evolve(orders.metric, unit="dozen"))
    other = attrs.evolve(
        kiuas, results=tuple(dozens if one is orders else one for one in kiuas.results)
    )

    found = cell(
        compare([internal(kiuas), internal(kiuas), internal(other)]), 2, "metric", "orders"
    )

    assert "unit" in why(found)


def test_another_kind_of_trial_shares_only_the_common_outcomes(
    villapaja: Case, kiuas: Case
) -> None:
    export = attrs.evolve(kiuas, template=attrs.evolve(kiuas.template, id="export"))

    comparison = compare([internal(villapaja), internal(export)])

    assert "Another kind" in why(comparison.rows[1].cells[0])
    assert len([one for one in comparison.columns if one.kind == "outcome"]) == 7
    assert cell(comparison, 0, "outcome", "new_customers").value == 18


def test_what_isnt_public_says_so_and_not_zero(villapaja: Case, leipomo: Case) -> None:
    comparison = compare(
        [
            release(villapaja, ALLOWED[ConsentLevel.ANONYMOUS]),
            release(leipomo, ALLOWED[ConsentLevel.NAMED_WITHOUT_FIGURES]),
        ]
    )

    assert "range" in why(cell(comparison, 0, "metric", "orders"))
    assert "not public" in why(cell(comparison, 1, "metric", "orders"))
    assert cell(comparison, 1, "outcome", "own_hours").value is None


def test_no_cases_make_an_empty_table() -> None:
    assert compare([]) == Comparison(columns=(), rows=())

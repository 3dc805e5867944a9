"""What `--map` says: a small grammar that is read exactly or not at all."""

from decimal import Decimal

import pytest

from trialkit.errors import InvalidInput
from trialkit.intake.ledger.sums import Bound, Codes, Entry, read_sums


def only(written, metric="costs"):
    (found,) = read_sums({written: metric})
    return found


def test_a_column_alone_is_added_up_whole():
    found = only("Summa", "sales")

    assert (found.column, found.metric, found.opposite) == ("Summa", "sales", False)
    assert (found.bounds, found.entries) == ((), ())


@pytest.mark.parametrize("minus", ["-costs", "- costs", "−costs"])
def test_a_minus_before_the_metric_turns_outflows_into_costs(minus):
    found = only("Summa", minus)

    assert (found.metric, found.opposite) == ("costs", True)


def test_account_codes_are_a_range_with_both_ends():
    (entry,) = only("Summa [Tili=4000-4999]").entries

    assert entry == Entry("Tili", (Codes(4000, 4999),), negated=False)
    assert [entry.holds(cell) for cell in (3999, 4000, "4999", "5000", "")] == [
        False, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "fits", "misses"),
    [
        ("Tili=4010", ["4010", 4010, "4010 Aineostot"], ["40100", "4010,50", "Aineostot"]),
        ("Tili=4000-4999", ["4010 Aineostot"], ["40100 Muut", "14010", "4010,50"]),
        ("Tyyppi=Korttimaksu", ["korttimaksu", " KORTTIMAKSU "], ["Korttimaksu ulkomaille", ""]),
        ("Tyyppi=Kortti*", ["Korttimaksu"], ["Luottokortti"]),
        ("Tyyppi=*kortti", ["Luottokortti"], ["Korttimaksu"]),
        ("Tyyppi=*kortti*", ["Luottokorttimaksu"], ["Tilisiirto"]),
        ("Tyyppi=Kortti, Käteinen", ["kortti", "käteinen"], ["tilisiirto"]),
        ("Tyyppi!=Oma siirto", ["Korttimaksu", ""], ["oma siirto"]),
        ("Tili!=4000-4999,5000", ["3000"], ["4500", "5000"]),
    ],
)
def test_a_condition_fits_the_cells_it_names_and_no_others(condition, fits, misses):
    (entry,) = only(f"Summa [{condition}]").entries

    assert [entry.holds(cell) for cell in fits] == [True] * len(fits)
    assert [entry.holds(cell) for cell in misses] == [False] * len(misses)


def test_a_condition_may_be_about_the_amount_itself():
    found = only("Määrä [>=-1 000,50; <0]", "-cash_cost")

    assert found.bounds == (Bound(">=", Decimal("-1000.50")), Bound("<", Decimal(0)))
    assert [all(bound.holds(Decimal(n)) for bound in found.bounds) for n in (-2000, -3, 0)] == [
        False, True, False,
    ]  # fmt: skip


def test_conditions_add_up_and_all_must_hold():
    found = only("Summa [Tili=4000-4999; Tyyppi!=Korjaus; >0]")

    assert len(found.entries) == 2
    assert len(found.bounds) == 1


def test_brackets_that_hold_no_condition_belong_to_the_heading():
    assert only("Amount [EUR]").column == "Amount [EUR]"
    assert only("Amount [EUR] [>0]").column == "Amount [EUR]"


@pytest.mark.parametrize(
    ("written", "metric", "piece"),
    [
        ("", "costs", "which column fills which metric"),
        ("Summa", "", "which column fills which metric"),
        ("Summa", "-", "which column fills which metric"),
        ("Summa [Tili", "4000]", "which column fills which metric"),
        ("Summa [Tili=]", "costs", "“Tili=” is no condition"),
        ("Summa [=4000]", "costs", "“=4000” is no condition"),
        ("Summa [Tili=4000; ]", "costs", "“” is no condition"),
        ("Summa [Tili=4000,]", "costs", "no value"),
        ("Summa [Tyyppi=*]", "costs", "no value"),
        ("Summa [Tili=4999-4000]", "costs", "ends before it begins"),
        ("Summa [Tyyppi=kor*tti]", "costs", "neither first nor last"),
        ("Summa [>paljon]", "costs", "“paljon” is no number"),
        ("Summa [>1.234]", "costs", "“1.234” is no number"),
    ],
)
def test_what_cant_be_read_is_told_with_what_would_be_right(written, metric, piece):
    with pytest.raises(InvalidInput) as refused:
        read_sums({written: metric})

    (problem,) = refused.value.problems
    assert problem.code == "NOT_A_SUM"
    assert piece in str(problem.message)
    assert "Amount [Account=4000-4999]=costs" in str(problem.remedy)


def test_every_fault_is_told_at_once():
    with pytest.raises(InvalidInput) as refused:
        read_sums({"Summa [>x]": "costs", "Summa": "", "Summa [>0]": "sales"})

    assert refused.value.codes == ("NOT_A_SUM", "NOT_A_SUM")

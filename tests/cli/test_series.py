"""A series on the command line: `new --with`, `act --shared`, and how `show` and `list` name it."""

import json

import pytest


@pytest.fixture
def series(run, nivala):
    """Villapaja and Sorvi promise the same; answers what people type for the first."""
    made = run(
        "new puoti --company Villapaja --with Sorvi --with Leipomo --start 2.3.2026"
        " --slot market=SE --slot orders=15 --slot reason='Swedes like wool'"
    )
    assert made.code == 0, made.err
    assert "A series with 2 other trials of the same promise: sorvi and leipomo" in made.out
    return "villapaja"


def test_every_company_has_its_draft(run, series):
    listed = run("list")

    assert "Series: Villapaja, Sorvi and Leipomo" in listed.out
    assert len({row["id"] for row in json.loads(run("list --json").out)}) == 3


def test_a_series_may_be_made_without_saying_whose_is_the_first(run, nivala):
    made = run("new puoti --with Sorvi --with Leipomo --slot reason=wool")

    assert made.code == 0, made.err
    assert "1 other trial of the same promise: leipomo" in made.out


def test_editing_one_says_that_it_differs_now(run, series):
    edited = run("edit sorvi --slot orders=20")

    assert "It differs from the others in: paid orders" in edited.out
    assert "orders promised" in run("show sorvi").out
    assert "It differs" not in run("show villapaja").out


def test_a_shared_cost_is_split_and_the_plan_says_so(run, series):
    shared = run("act sorvi ads --cost 100 --shared")

    assert shared.code == 0, shared.err
    assert "Split between 3 trials of the series:" in shared.out
    assert "€33.34" in shared.out

    run("start villapaja --no-consent", at="2026-03-02T09:14:00+02:00")
    shown = " ".join(run("show villapaja").out.split())
    assert "€33.34 is its share of €100.00, split between 3 trials." in shown


def test_a_lone_trial_cannot_share(run, draft):
    told = run(f"act {draft} ads --cost 100 --shared")

    assert told.code == 2
    assert "not part of a series" in told.err


def test_the_comparison_says_why_two_are_not_pooled(run, series):
    for name in ("villapaja", "sorvi"):
        run(f"start {name} --no-consent", at="2026-03-02T09:14:00+02:00")

    compared = " ".join(run("compare").out.split())

    assert "The same promise: paid orders" in compared
    assert "Not pooled: 0 trials can be counted; three are needed." in compared
    assert "Not counted: Sorvi. It hasn't ended yet." in compared

"""Plans in TOML: read, written, and their faults told at once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, NotFound
from trialkit.intake.plans import Plan, plan_text, read_plan, write_plan

VILLAPAJA = """\
template = "shop"
company = "Villapaja"
title = "Sukkia Ruotsiin"
starts_on = 2026-03-02
barriers = ["language"]
tags = ["wool", "Sweden"]

[slots]
market = "SE"
orders = 15
ad_eur = 800.50

[criteria]
margin = "5"
"""


@pytest.fixture
def plan_of(written):
    def plan_of(text: str, **options):
        return read_plan(written(text, "plan.toml"), **options)

    return plan_of


def test_a_plan_is_read_as_it_was_written(plan_of):
    assert plan_of(VILLAPAJA) == Plan(
        template="shop",
        company="Villapaja",
        title="Sukkia Ruotsiin",
        starts_on=date(2026, 3, 2),
        barriers=("language",),
        tags=("wool", "Sweden"),
        slots={"market": "SE", "orders": 15, "ad_eur": Decimal("800.50")},
        criteria={"margin": "5"},
    )


def test_notepads_mark_at_the_beginning_is_no_matter(written):
    path = written(VILLAPAJA, "plan.toml", encoding="utf-8-sig")

    assert read_plan(path).company == "Villapaja"


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ('template = "shop"\ncompany = "Villa', 2, 17),
        ("template = shop\n", 1, 12),
        ("[slots\n", 1, 7),
        ("tags = [\n", 1, 9),
    ],
)
def test_half_written_toml_is_told_with_line_and_column(plan_of, text, row, column):
    with pytest.raises(InvalidInput) as refused:
        plan_of(text)

    (problem,) = refused.value.problems
    assert problem.code == "BROKEN_TOML"
    assert problem.place.row == row
    assert problem.message.values["column"] == str(column)


def test_old_windows_letters_are_told_with_what_to_do(written):
    with pytest.raises(InvalidInput) as refused:
        read_plan(written('title = "Höylä"\n', "plan.toml", encoding="cp1252"))

    assert refused.value.codes == ("NOT_UTF8",)


def test_a_plan_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        read_plan(tmp_path / "plan.toml")


def test_every_fault_is_told_at_once_with_what_was_meant(plan_of, shop_template):
    text = """\
templat = "shop"
template = "shop"
starts_on = "2.3.2026"
tags = "wool"
[slots]
ordrs = 15
market = ["SE"]
"""
    with pytest.raises(InvalidInput) as refused:
        plan_of(text, templates={"shop": shop_template})

    told = {problem.place.field: problem for problem in refused.value.problems}
    assert {field: problem.code for field, problem in told.items()} == {
        "templat": "UNKNOWN_KEY",
        "starts_on": "WRONG_TYPE",
        "tags": "WRONG_TYPE",
        "slots.market": "WRONG_TYPE",
        "slots.ordrs": "UNKNOWN_SLOT",
    }
    assert "“template”" in str(told["templat"].remedy)
    assert "“orders”" in str(told["slots.ordrs"].remedy)


def test_an_unknown_template_names_the_nearest(plan_of, shop_template):
    with pytest.raises(InvalidInput, match="Did you mean “shop”"):
        plan_of('template = "shp"\n', templates={"shop": shop_template})


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=20)
ANSWERS = st.dictionaries(
    TEXT, TEXT | st.integers(-(10**9), 10**9) | st.decimals(-(10**9), 10**9, places=2), max_size=3
)


@settings(deadline=None)  # files, and a machine that others use too
@given(
    st.builds(
        Plan,
        template=st.none() | TEXT.map(str.strip).filter(bool),
        company=st.none() | TEXT.map(str.strip).filter(bool),
        starts_on=st.none() | st.dates(),
        tags=st.lists(TEXT, max_size=3).map(tuple),
        slots=ANSWERS,
        criteria=ANSWERS,
    )
)
def test_a_plan_that_was_written_is_read_back(tmp_path_factory, plan):
    path = tmp_path_factory.mktemp("plan") / "plan.toml"

    write_plan(plan, path)

    assert read_plan(path) == plan


def test_what_is_missing_in_a_plan_is_left_out():
    assert plan_text(Plan(company="Villapaja")) == 'company = "Villapaja"\n'

"""The form of a plan: filled in, it says what a TOML file says."""

import re
import zipfile
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.intake.forms.plan_form import plan_form
from trialkit.intake.plans import Plan, read_plan, write_plan
from trialkit.intake.sheets import write_sheet
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.template import PlannedAction, Slot, SlotType

HEADINGS = ["Question", "Answer", "Key"]


@pytest.fixture(scope="session")
def plan_template(form_template):
    """A question of every type, a computed one, and a step to read."""
    kind = Slot(
        id="kind", label={"en": "kind"}, type=SlotType.CHOICE, choices=("goods", "services")
    )
    hours = Slot(
        id="hours",
        label={"en": "own hours", "fi": "oma työ"},
        type=SlotType.DECIMAL,
        unit="h",
        minimum=Decimal(1),
        maximum=Decimal(400),
        default="115",
        asked=True,
    )
    total = Slot(id="total", label={"en": "total"}, type=SlotType.MONEY, formula="ad_eur * 2")
    step = PlannedAction(
        id="sites",
        label={"en": "Translate the pages"},
        effort_h=Decimal("7.5"),
        lasts_weeks=Decimal(2),
        week=1,
        helper={"en": "translator"},
    )
    return attrs.evolve(
        form_template, slots=(*form_template.slots, kind, hours, total), actions=(step,)
    )


@pytest.fixture
def form(tmp_path, plan_template):
    def form(known=None, language="en"):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(plan_form(plan_template, wording=wording(language), known=known))
        return path

    return form


@pytest.fixture
def answers(tmp_path, plan_template):
    """A plan form of these rows, read back."""

    def answers(*rows):
        path = tmp_path / "plan.xlsx"
        write_sheet(path, HEADINGS, [["", answer, key] for key, answer in rows])
        return read_plan(path, {"shop": plan_template})

    return answers


# What it asks


def test_a_blank_form_is_a_plan_of_its_kind_and_nothing_else(form, plan_template):
    assert read_plan(form(), {"shop": plan_template}) == Plan(template="shop")


def test_every_question_stands_in_its_own_row_and_computed_ones_dont(form, seen):
    path = form()

    keys = [row[6] for row in seen(path).values() if len(row) > 6 and row[6]]
    assert keys == [
        "Key",
        "template",
        "company",
        "title",
        "starts_on",
        "slots.hours",
        "slots.market",
        "slots.orders",
        "slots.ad_eur",
        "slots.reason",
        "slots.weeks",
        "slots.kind",
        "criteria.basket",
        "barriers",
        "tags",
    ]


def test_what_fits_and_what_is_taken_otherwise_stands_beside_the_answer(form, seen):
    rows = {row[6]: row for row in seen(form()).values() if len(row) > 6}

    assert rows["slots.hours"][:5] == ["own hours", "", "h", "1–400", "115"]
    assert rows["slots.kind"][3] == "goods, services"
    assert rows["slots.market"][4] == "needs an answer"
    assert rows["criteria.basket"][0] == "average basket: at least"
    assert rows["criteria.basket"][2:6] == ["€/order", "", "40", "Freight eats smaller ones."]


def test_the_usual_steps_stand_below_to_read(form, seen):
    assert any(
        list(row[:6])
        == ["Translate the pages", "", "7.5\u00a0h", "2\u00a0wk", "in week 1", "translator"]
        for row in seen(form()).values()
    )


def test_answers_are_checked_and_countries_offered(form):
    with zipfile.ZipFile(form()) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    checks = re.findall(r'<dataValidation type="(\w+)"', sheet)
    assert sorted(set(checks)) == ["date", "decimal", "list", "whole"]
    assert re.search(r"<formula1>_countries!\$A\$1:\$A\$\d+</formula1>", sheet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_in_any_language_is_read(form, language):
    known = Plan(template="shop", company="Villapaja", slots={"orders": 15})

    assert read_plan(form(known, language)) == known


# What comes back

TEXT = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
KEYS = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=3).map(tuple)
PLANS = st.builds(
    Plan,
    template=st.just("shop"),
    company=st.none() | TEXT,
    title=st.none() | TEXT,
    starts_on=st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    barriers=KEYS,
    tags=KEYS,
    slots=st.fixed_dictionaries(
        {},
        optional={
            "market": st.sampled_from(["SE", "Ruotsi", "Norge"]),
            "orders": st.integers(0, 10**6),
            "ad_eur": st.decimals(0, 10**6, places=2),
            "hours": st.decimals(1, 400, places=3),
            "reason": TEXT,
            "kind": st.sampled_from(["goods", "services"]),
        },
    ),
    criteria=st.fixed_dictionaries({}, optional={"basket": st.decimals(0, 100, places=1)}),
)


@settings(max_examples=25)
@given(plan=PLANS, language=st.sampled_from(LANGUAGES))
def test_a_form_and_a_toml_file_give_the_same_plan(tmp_path_factory, plan_template, plan, language):
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.xlsx").write_bytes(
        plan_form(plan_template, wording=wording(language), known=plan)
    )
    write_plan(plan, folder / "plan.toml")
    templates = {"shop": plan_template}

    form, toml = (read_plan(folder / name, templates) for name in ("plan.xlsx", "plan.toml"))

    assert form == toml == plan


def test_answers_typed_as_people_do_are_the_same_answers(answers):
    plan = answers(
        ("template", "shop"),
        ("company", "Villapaja"),
        ("starts_on", "2.3.2026"),
        ("tags", "wool, Sweden\nwinter"),
        ("slots.orders", "15"),
    )

    assert plan.starts_on == date(2026, 3, 2)
    assert plan.tags == ("wool", "Sweden", "winter")
    assert plan.slots == {"orders": "15"}


def test_every_fault_is_told_at_once_with_row_field_and_what_would_be_right(answers):
    with pytest.raises(InvalidInput) as refused:
        answers(
            ("template", "shop"),
            ("starts_on", "spring"),
            ("slots.orders", "many"),
            ("slots.hours", 500),
            ("slots.market", "Swedn"),
            ("slots.ordrs", 15),
            ("slots.kind", date(2026, 3, 2)),
            ("slots.ad_eur", 800),
            ("slots.ad_eur", 900),
        )

    told = {
        (problem.code, problem.place.row, problem.place.field) for problem in refused.value.problems
    }
    assert told == {
        ("NOT_A_DAY", 3, "starts_on"),
        ("NOT_A_NUMBER", 4, "slots.orders"),
        ("TOO_LARGE", 5, "slots.hours"),
        ("UNKNOWN_COUNTRY", 6, "slots.market"),
        ("UNKNOWN_SLOT", 7, "slots.ordrs"),
        ("WRONG_TYPE", 8, "slots.kind"),
        ("TWICE", 10, "slots.ad_eur"),
    }
    assert all(problem.place.file == "plan.xlsx" for problem in refused.value.problems)


def test_a_day_that_could_be_two_is_asked_about(answers):
    with pytest.raises(InvalidInput) as refused:
        answers(("template", "shop"), ("starts_on", "03/04/2026"))

    assert refused.value.codes == ("AMBIGUOUS_DAY",)


def test_a_workbook_that_is_no_plan_says_how_to_make_one(tmp_path):
    path = tmp_path / "orders.xlsx"
    write_sheet(path, ["viikko", "orders"], [["10/2026", 14]])

    with pytest.raises(InvalidInput) as refused:
        read_plan(path)

    assert refused.value.codes == ("NOT_A_PLAN",)
    assert "trialkit form" in str(refused.value)

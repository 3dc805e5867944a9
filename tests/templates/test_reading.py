"""A template's file is read whole, and every fault in it is named with its place."""

from decimal import Decimal

import pytest

from trialkit.errors import InvalidInput
from trialkit.model.criterion import Role
from trialkit.model.metric import Aggregation
from trialkit.templates.reading import packaged, read_template, templates_in


def faults_of(text):
    with pytest.raises(InvalidInput) as refused:
        read_template(text, name="bread.toml")
    return {
        (problem.code, problem.place.field or problem.place.row): problem
        for problem in refused.value.problems
    }


def test_what_every_trial_measures_need_not_be_said(written):
    bread = read_template(written)

    assert bread.metric("own_hours").unit == "h"
    assert bread.metric("cost_per_new_customer").formula == "total_cost / new_customers"
    assert bread.outcomes["money_spent"] == "cash_cost"
    assert [parameter.id for parameter in bread.parameters] == ["own_hour_price"]


SHORT = """
id = "bread"
version = "1.0.0"
as_of = 2026-11-23
title = { fi = "Leipäkokeilu", sv = "Brödförsök", en = "A bread trial" }
about = { fi = "Uusi leipä.", sv = "Ett nytt bröd.", en = "A new bread." }
promise = { fi = "Limppuja: {loaves}", sv = "Limpor: {loaves}", en = "Loaves: {loaves}" }
hypothesis = { fi = "{loaves} kpl", sv = "{loaves} st.", en = "{loaves} loaves" }
limits = { own_h = 20, cash_eur = 100 }
slots.weeks = { type = "integer", min = 4, default = 8, label = { fi = "viikkoja", sv = "veckor", en = "weeks" } }
slots.loaves = { type = "integer", default = 90, ask = true, label = { fi = "limppuja", sv = "limpor", en = "loaves" } }
metrics.loaves = { unit = "n", direction = "up", aggregation = "sum", kind = "lagging", cadence = "week", label = { fi = "limput", sv = "limpor", en = "loaves" } }
[[criteria]]
id = "enough"
role = "primary"
kind = "reached"
metric = "loaves"
comparison = ">="
threshold = "{loaves}"
why = { fi = "Uunillinen.", sv = "En ugn full.", en = "An oven full." }
"""  # noqa: E501


def test_a_whole_template_fits_on_a_page():
    bread = read_template(SHORT)

    assert bread.metric("loaves").unit == "n"
    assert bread.stop_early["fi"].startswith("Kokeilu keskeytetään")
    assert bread.outcomes["own_hours"] == "own_hours"


def test_a_template_that_says_a_shared_metric_anew_replaces_it(first_hire, ecommerce):
    assert first_hire.metric("subsidy").public == "no"
    assert ecommerce.metric("subsidy").public == "banded"
    assert [metric.id for metric in first_hire.metrics].count("subsidy") == 1


def test_inputs_come_before_what_is_derived_from_them(ecommerce):
    derived = [metric.derived for metric in ecommerce.metrics]

    assert derived == sorted(derived)


def test_a_metric_with_a_formula_is_a_ratio_unless_it_says_otherwise(ecommerce):
    assert ecommerce.metric("conversion").aggregation is Aggregation.RATIO
    assert ecommerce.metric("contribution").aggregation is Aggregation.SUM


def test_the_primary_criterion_stands_first_wherever_the_file_has_it(written):
    extra = """[[criteria]]
id = "calm"
role = "guardrail"
kind = "reached"
metric = "stress_level"
comparison = "<="
threshold = 4
why = { fi = "x", sv = "x", en = "x" }

[[criteria]]"""
    bread = read_template(written.replace("[[criteria]]", extra, 1))

    assert [one.role for one in bread.criteria] == [Role.PRIMARY, Role.GUARDRAIL]


def test_money_is_exact_however_it_is_written(written):
    bread = read_template(written.replace("cash_eur = 500", "cash_eur = 500.10"))

    assert bread.limits["cash_eur"] == Decimal("500.10")


def test_all_faults_are_told_at_once_each_with_its_place(written):
    spoiled = (
        written.replace('unit = "order"\ndirection', "direction", 1)
        .replace('formula = "revenue_trial / orders"', 'formula = "revenue_trial / ordres"')
        .replace('metric = "orders"', 'metric = "oders"')
        .replace('sv = "En ny försöksmall"\n', "")
        .replace('after = ["baseline"]', 'after = ["base"]')
        .replace("check_by = 2027-11-23", "check_by = 2026-01-01")
        .replace("[limits]", "[limits]\nown_hours = 3")
    )

    assert {
        ("MISSING", "$.metrics.orders.unit"),
        ("UNKNOWN_NAME", "$.metrics.average_order.formula"),
        ("UNKNOWN_METRIC", "$.criteria[0].metric"),
        ("MISSING_LANGUAGE", "$.title"),
        ("UNKNOWN_ACTION", "$.actions[1].after"),
        ("CHECKED_BEFORE_READ", "$.facts.vat_rate.check_by"),
        ("UNKNOWN_KEY", "$.limits.own_hours"),
    } <= set(faults_of(spoiled))


@pytest.mark.parametrize(
    ("sound", "broken", "code", "place"),
    [
        ('kind = "lagging"', 'kind = "laging"', "UNKNOWN_CHOICE", "$.metrics.orders.kind"),
        ("default = 12", 'default = "soon"', "NOT_A_NUMBER", "$.slots.weeks.default"),
        ("default = 12", "default = 99", "TOO_LARGE", "$.slots.weeks.default"),
        ("min = 4", "min = 40", "MIN_OVER_MAX", "$.slots.weeks.min"),
        ('threshold = "{orders}"', 'threshold = "{oders}"', "UNKNOWN_SLOT",
         "$.criteria[0].threshold"),
        ('threshold = "{orders}"', 'threshold = "{orders} *"', "FORMULA_UNREADABLE",
         "$.criteria[0].threshold"),
        ('"{orders}"', '"{orders} + own_hour_price"', "UNITS_DIFFER", "$.criteria[0].threshold"),
        ("[slots.weeks]", "[slots.wekes]", "NO_LENGTH", "$.slots"),
        ('role = "primary"', 'role = "advice"', "NOT_ONE_PRIMARY", "$.criteria"),
        ('en = "At least {orders}', 'en = "At least {order}', "UNKNOWN_SLOT", "$.promise.en"),
        ('en = "At least {orders}', 'en = "At least ten', "GAPS_DIFFER", "$.promise.en"),
        ('"revenue_trial / orders"', '"revenue_trial + orders"', "UNITS_DIFFER",
         "$.metrics.average_order.formula"),
        ('"revenue_trial / orders"', '"average_order / 2"', "FORMULA_CIRCLE",
         "$.metrics.average_order.formula"),
        ('unit = "EUR/order"', 'unit = "EUR"', "UNIT_NOT_AS_DECLARED",
         "$.metrics.average_order.unit"),
        ('week = 0\n', 'week = 0\nafter = ["decide"]\n', "ACTIONS_CIRCLE", "$.actions[0].after"),
        ('id = "decide"', 'id = "baseline"', "DUPLICATE", "$.actions[1].id"),
        ('= "revenue_trial"', '= "revenues"', "UNKNOWN_METRIC",
         "$.outcomes.revenue_change_month"),
        ("revenue_change_month =", "revenue_change =", "UNKNOWN_OUTCOME",
         "$.outcomes.revenue_change"),
        ('version = "0.1.0"', 'version = "new"', "BAD_VERSION", "$.version"),
        ("certain = false", "certain = 0", "WRONG_KIND", "$.facts.vat_rate.certain"),
        ("as_of = 2026-11-23\n\n", "as_of = 'yesterday'\n\n", "WRONG_KIND", "$.as_of"),
        ('type = "integer"', 'type = "text"', "BAD_LENGTH", "$.slots.weeks"),
        ('kind = "reached"', 'kind = "changed"', "BAD_MEASURE", "$.criteria[0].measure"),
        ('kind = "reached"', 'kind = "reached"\nover = "named period"', "BAD_PERIOD",
         "$.criteria[0].period"),
        ('kind = "reached"', 'kind = "reached"\ndue = "soon"', "UNKNOWN_CHOICE",
         "$.criteria[0].due"),
    ],
)  # fmt: skip
def test_a_fault_is_named_where_it_stands(written, sound, broken, code, place):
    assert sound in written

    assert (code, place) in faults_of(written.replace(sound, broken, 1))


def test_a_misspelt_word_gets_the_nearest_one(written):
    faults = faults_of(written.replace("settles", "").replace("cadence =", "cadense ="))

    assert str(faults["UNKNOWN_KEY", "$.metrics.orders.cadense"].remedy) == (
        "Did you mean “cadence”?"
    )


def test_a_required_question_without_a_default_must_be_asked(written):
    silent = written.replace('type = "text"\nask = true', 'type = "text"\nrequired = true', 1)

    assert ("REQUIRED_NOT_ASKED", "$.slots.change") in faults_of(silent)


def test_six_questions_and_six_typed_metrics_are_too_many(written):
    text = '\ntype = "text"\nask = true\nlabel = { fi = "x", sv = "x", en = "x" }\n'
    asking = written.replace("[limits]", f"[slots.one]{text}[slots.two]{text}[limits]")

    assert ("ASKS_TOO_MUCH", "$.slots") in faults_of(asking)


@pytest.mark.parametrize(
    ("half", "row", "reason"),
    [
        ('id = "bread', 1, "closing quote"),
        ('id = "bread"\nversion', 2, "After a name comes ="),
        ('id = "bread"\nid = "bun"', 2, "there twice"),
        ("as_of = yesterday", 1, "a text stands in quotes"),
        ("[title\nfi = 'x'", 1, "its ] is missing"),
        ("[slots.a]\nx = 1\n[slots.a]\nx = 2", 3, "there twice"),
        ("risks = [\n  { fi = 'x' },\n", 2, "ends before a list"),
    ],
)
def test_a_half_written_file_is_told_with_its_line_and_reason(half, row, reason):
    with pytest.raises(InvalidInput) as refused:
        read_template(half, name="bread.toml")

    (problem,) = refused.value.problems
    assert problem.code == "TOML_SYNTAX"
    assert (problem.place.file, problem.place.row) == ("bread.toml", row)
    assert reason in str(problem)


def test_an_empty_file_lacks_everything_and_says_so():
    assert ("MISSING", "$.id") in faults_of("")


def test_a_file_that_is_not_there_or_not_utf8_is_an_error_with_its_name(tmp_path):
    latin = tmp_path / "latin.toml"
    latin.write_bytes("id = 'ä'".encode("cp1252"))

    with pytest.raises(InvalidInput) as refused:
        read_template(latin)
    assert refused.value.codes == ("NOT_UTF8",)

    with pytest.raises(InvalidInput) as refused:
        read_template(tmp_path / "none.toml")
    assert refused.value.problems[0].place.file == "none.toml"


def test_a_package_without_a_template_says_which_file_it_lacks():
    with pytest.raises(InvalidInput) as refused:
        packaged("trialkit.templates")
    assert refused.value.codes == ("FILE_MISSING",)


def test_a_folder_gives_its_good_templates_and_names_the_bad_ones(tmp_path, written):
    (tmp_path / "bread.toml").write_text(written, encoding="utf-8-sig")
    (tmp_path / "again.toml").write_text(written, encoding="utf-8")
    (tmp_path / "torn.toml").write_text("id = ", encoding="utf-8")

    found, faults = templates_in(tmp_path)

    assert list(found) == ["bread"]
    assert [(fault.place.file, fault.code) for fault in faults] == [
        ("bread.toml", "DUPLICATE"),
        ("torn.toml", "TOML_SYNTAX"),
    ]
    assert templates_in(tmp_path / "nothing") == ({}, ())


def test_one_misspelt_role_is_one_fault_and_no_talk_of_a_missing_primary(written):
    misspelt = faults_of(written.replace('role = "primary"', 'role = "primry"'))

    assert [code for code, _ in misspelt] == ["UNKNOWN_CHOICE"]


def test_a_promise_that_does_not_fit_in_one_line_is_told_with_what_it_would_say(written):
    long = written.replace("At least {orders} orders", "At least " + "very " * 20 + "{orders}")

    assert "at most 100 fit: At least very" in str(
        faults_of(long)["PROMISE_TOO_LONG", "$.promise.en"]
    )


def test_what_tells_of_one_employee_is_never_public_and_the_reason_is_said(written):
    told = written.replace('public = "index"', 'public = "index"\nabout_person = true')
    reason = '[privacy]\nfi = "x"\nsv = "x"\nen = "x"\n\n[limits]'

    assert set(faults_of(told)) == {
        ("PERSON_SHOWN", "$.metrics.orders.public"),
        ("NO_PRIVACY_REASON", "$.privacy"),
    }
    private = told.replace('public = "index"', 'public = "no"').replace("[limits]", reason)
    assert read_template(private).metric("orders").about_person


def test_a_share_needs_one_count_over_another(written):
    share = written.replace('kind = "reached"', 'kind = "proportion"')

    assert ("NOT_A_SHARE", "$.criteria[0].kind") in faults_of(share)
    counts = share.replace('metric = "orders"', 'metric = "each"').replace(
        "[[criteria]]",
        '[metrics.each]\nlabel = { fi = "x", sv = "x", en = "x" }\nunit = "%"\n'
        'direction = "up"\nformula = "orders / new_customers"\nkind = "lagging"\n\n[[criteria]]',
    )
    assert read_template(counts).criteria[0].kind == "proportion"

"""Tables of figures: what is taken, what is left, and what is wrong with the rest."""

from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import Reading
from trialkit.intake.figures import TableImporter
from trialkit.intake.sheets import csv_bytes

AWKWARD = Path(__file__).parent / "awkward"


@pytest.fixture
def read(written, context):
    def read(text: str, **changes) -> Reading:
        return TableImporter().read(written(text), attrs.evolve(context, **changes))

    return read


def told(reading: Reading) -> list[tuple[str, str, Decimal]]:
    return [(figure.metric, str(figure.period), figure.value) for figure in reading.figures]


def adds_up(reading: Reading) -> bool:
    left_out = sum(each.rows for each in reading.left_out)
    return reading.rows == reading.used + left_out + reading.unreadable_rows


def rules(reading: Reading) -> dict[str, int]:
    return {str(each.rule): each.rows for each in reading.left_out}


# What is taken


@pytest.mark.parametrize(
    "headings",
    ["period,metric,value", "jakso;mittari;luku", "period\tmått\tsiffra", "Viikko;Mittari;Arvo"],
)
def test_a_long_table_has_a_figure_a_row_whatever_its_language(read, headings):
    cut = next(mark for mark in ";\t," if mark in headings)
    rows = [("2026-W10", "orders", "14"), ("2026-W10", "Försäljning exkl. moms", "1 234")]

    reading = read("\n".join([headings, *(cut.join(row) for row in rows)]))

    assert told(reading) == [("orders", "2026-W10", 14), ("sales", "2026-W10", 1234)]


@pytest.mark.parametrize(
    "heading",
    [
        *("orders", "Maksetut tilaukset", "BETALDA BESTÄLLNINGAR", "paid\u00a0orders"),
        *("maksetut tilau\u00adkset (kpl)", " Paid orders [n] ", "Maksetut tilaukset, kpl"),
    ],
)
def test_a_wide_table_knows_a_metric_by_any_of_its_names(read, heading):
    assert told(read(f"viikko;{heading}\n10/2026;14\n")) == [("orders", "2026-W10", 14)]


def test_an_old_windows_export_is_read_to_the_cent(context):
    reading = TableImporter().read(AWKWARD / "windows-1252.csv", context)

    assert told(reading) == [
        ("orders", "2026-W10", 14),
        ("orders", "2026-W11", 9),
        ("sales", "2026-W10", Decimal("1234.50")),
        ("sales", "2026-W11", Decimal("980.00")),
    ]
    assert rules(reading) == {"a sum or an average of other rows": 1}


def test_a_workbook_with_titles_dates_and_per_cents_is_read_as_the_person_sees_it(context):
    reading = TableImporter().read(AWKWARD / "title-rows.xlsx", context)

    assert told(reading) == [
        ("orders", "2026-W10", 14),
        ("orders", "2026-W11", 9),
        ("sales", "2026-W10", Decimal("1234.5")),
        ("sales", "2026-W11", 980),
        ("returns", "2026-W10", Decimal("0.15")),
        ("returns", "2026-W11", Decimal("0.1")),
        ("strain", "2026-W10", 3),
    ]
    assert adds_up(reading)
    assert rules(reading) == {
        "above the headings": 2,
        "no figures in the row": 1,
        "a sum or an average of other rows": 1,
    }
    assert [str(note) for note in reading.notes] == [
        "Only the sheet “Luvut” was read, not: Vuosi 2025.",
        "1 column isn't used: muistiinpanoja.",
    ]


def test_mondays_are_weeks_and_days_in_a_row_are_days(read):
    mondays = read("pvm;orders\n2.3.2026;14\n9.3.2026;9\n")
    every_day = read("pvm;orders\n2.3.2026;14\n3.3.2026;9\n4.3.2026;1\n")

    assert [str(figure.period) for figure in mondays.figures] == ["2026-W10", "2026-W11"]
    assert [figure.period.kind for figure in every_day.figures] == ["day"] * 3


def test_the_first_of_a_month_is_that_month_where_the_metric_is_monthly(read):
    reading = read("date;kassa kuun lopussa\n2026-03-01;500\n2026-04-01;640\n")

    assert [str(figure.period) for figure in reading.figures] == ["2026-03", "2026-04"]


def test_a_series_the_trial_compares_itself_with_is_kept_apart(read):
    reading = read("viikko;sarja;orders\n10/2026;oma;14\n10/2026;SUOMI;30\n10/2026;Norja;2\n")

    assert [(figure.series, figure.value) for figure in reading.figures] == [
        ("", 14),
        ("Suomi", 30),
        ("Norja", 2),
    ]
    assert [str(note) for note in reading.notes] == [
        "There are figures of “Norja”, which the trial doesn't compare itself with."
    ]


def test_a_person_may_say_which_column_is_which(read):
    text = "Kirjauskausi;Konto 3000\n2026-03;500\n"

    reading = read(text, columns={"kirjauskausi": "period", "Konto 3000": "cash"})

    assert told(reading) == [("cash", "2026-03", 500)]
    with pytest.raises(InvalidInput) as refused:
        read(text, columns={"Konto 3000": "kassa"})
    assert refused.value.codes == ("UNKNOWN_METRIC",)
    assert "Did you mean “kassa kuun lopussa”?" in str(refused.value)


def test_the_corner_of_a_table_may_be_empty(read):
    assert told(read(";orders\n2026-W10;14\n")) == [("orders", "2026-W10", 14)]


# What is left out, by a stated rule


def test_an_empty_cell_is_missing_and_neither_zero_nor_a_fault(read):
    reading = read("viikko;orders;sales\n10/2026;;120\n11/2026;0;\n12/2026;;\n")

    assert told(reading) == [("sales", "2026-W10", 120), ("orders", "2026-W11", 0)]
    assert rules(reading) == {"no figures in the row": 1}
    assert not reading.unreadable
    assert adds_up(reading)


def test_computed_metrics_are_left_out_wide_and_long(read):
    wide = read("viikko;orders;keskiostos\n10/2026;14;88\n")
    long = read("period,metric,value\n2026-W10,orders,14\n2026-W10,basket,88\n")

    assert told(wide) == told(long) == [("orders", "2026-W10", 14)]
    assert "keskiostos" in str(wide.notes[0])
    assert rules(long) == {"a figure that is computed, never typed": 1}


def test_headings_printed_once_more_are_no_figures(read):
    reading = read("viikko;orders\n10/2026;14\nviikko;orders\n11/2026;9\n")

    assert rules(reading) == {"the headings once more": 1}
    assert len(reading.figures) == 2


def test_a_column_nobody_knows_is_named_and_what_it_may_have_meant(read):
    reading = read("viikko;orders;sale;huom\n10/2026;14;3;ok\n")

    assert [str(note) for note in reading.notes] == [
        "2 columns aren't used: sale, huom.",
        "The column “sale” isn't used. Did you mean “myynti, veroton (€)”?",
    ]


# What is wrong


@pytest.mark.parametrize(
    ("text", "code", "row", "field"),
    [
        ("viikko;orders\n10/2026;-3\n", "NEGATIVE_COUNT", 2, "orders"),
        ("viikko;orders\n10/2026;paljon\n", "NOT_A_NUMBER", 2, "orders"),
        ("viikko;orders\n10/2026;1,234\n", "AMBIGUOUS_NUMBER", 2, "orders"),
        ("viikko;sales\n10/2026;12 kr\n", "UNCLEAR_CURRENCY", 2, "sales"),
        ("pvm;orders\n03/04/2026;3\n", "AMBIGUOUS_DAY", 2, "pvm"),
        ("jakso;orders\n10/2026;3\n", "AMBIGUOUS_PERIOD", 2, "jakso"),
        ("viikko;orders\npian;3\n", "NOT_A_PERIOD", 2, "viikko"),
        ("viikko;orders;sales\n;3;4\n", "PERIOD_MISSING", 2, "viikko"),
        ("period,metric,value\n2026-W10,ordes,3\n", "UNKNOWN_METRIC", 2, "metric"),
        ("period,metric,value\n2026-W10,value,3\n", "UNKNOWN_METRIC", 2, "metric"),
    ],
)
def test_an_unreadable_row_is_told_with_its_place(read, text, code, row, field):
    reading = read(text)

    (problem,) = reading.unreadable
    assert (problem.code, problem.place.row, problem.place.field) == (code, row, field)
    assert problem.place.file == "luvut.csv"
    assert problem.remedy
    assert not reading.figures
    assert adds_up(reading)


def test_a_row_with_several_faults_tells_them_all_and_gives_nothing(read):
    reading = read("viikko;orders;sales\npian;-3;x\n11/2026;1;2\n")

    assert [problem.code for problem in reading.unreadable] == [
        "NOT_A_PERIOD",
        "NEGATIVE_COUNT",
        "NOT_A_NUMBER",
    ]
    assert reading.unreadable_rows == 1
    assert {figure.row for figure in reading.figures} == {3}


def test_two_figures_for_one_period_name_both_rows_and_neither_is_taken(read):
    reading = read("viikko;orders\n10/2026;14\n11/2026;9\n2026-W10;15\n")

    assert [(p.code, p.place.row) for p in reading.unreadable] == [
        ("SAME_PERIOD_TWICE", 2),
        ("SAME_PERIOD_TWICE", 4),
    ]
    assert "row 4" in str(reading.unreadable[0].message)
    assert "row 2" in str(reading.unreadable[1].message)
    assert told(reading) == [("orders", "2026-W11", 9)]
    assert adds_up(reading)


def test_the_same_figure_twice_is_told_once_and_the_first_stays(read):
    reading = read("viikko;orders\n10/2026;14\n10/2026;14\n")

    assert [(p.code, p.place.row) for p in reading.unreadable] == [("SAME_PERIOD_TWICE", 3)]
    assert told(reading) == [("orders", "2026-W10", 14)]
    assert adds_up(reading)


def test_a_metric_keeps_to_one_kind_of_period(read):
    reading = read("period,metric,value\n2026-W10,orders,14\n2026-03,orders,40\n2026-03,cash,5\n")

    assert [(p.code, p.place.row) for p in reading.unreadable] == [("TWO_KINDS_OF_PERIOD", 3)]
    assert told(reading) == [("orders", "2026-W10", 14), ("cash", "2026-03", 5)]


def test_one_tuesday_among_mondays_is_told_and_does_not_turn_weeks_into_days(read):
    reading = read("jakso;orders\n2.3.2026;14\n9.3.2026;15\n17.3.2026;3\n")

    assert [(p.code, p.place.row) for p in reading.unreadable] == [("TWO_KINDS_OF_PERIOD", 4)]
    assert [str(figure.period) for figure in reading.figures] == ["2026-W10", "2026-W11"]


def test_a_decimal_comma_between_commas_does_not_move_the_figures(context):
    path = AWKWARD / "decimal-commas-between-commas.csv"

    reading = TableImporter().read(path, context)

    assert [(p.code, p.place.row) for p in reading.unreadable] == [("ROW_TOO_LONG", 2)]
    assert told(reading) == [("orders", "2026-W11", 9), ("sales", "2026-W11", 980)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a;b\n1;2\n", "NO_KNOWN_COLUMN"),
        ("viikko;keskiostos\n10/2026;2\n", "NO_KNOWN_COLUMN"),
        ("orders;sales\n14;2\n", "NO_PERIOD_COLUMN"),
        ("metric;value\norders;2\n", "NO_PERIOD_COLUMN"),
        ("viikko;orders;paid orders\n10/2026;14;14\n", "COLUMN_TWICE"),
    ],
)
def test_a_table_whose_columns_do_not_say_what_they_are_is_refused(read, text, code):
    with pytest.raises(InvalidInput) as refused:
        read(text)

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].place.file == "luvut.csv"


def test_a_table_without_a_known_column_hears_what_is_near_or_where_to_look(read):
    with pytest.raises(InvalidInput, match="Did you mean one of these: maksetut tilaukset"):
        read("viikko;maksetut tilauksia\n10/2026;2\n")
    with pytest.raises(InvalidInput, match="trialkit template show shop"):
        read("a;b\n1;2\n")


def test_shares_below_one_are_pointed_out(read):
    reading = read("viikko;palautusosuus\n10/2026;0,15\n11/2026;0,1\n")

    assert told(reading)[0] == ("returns", "2026-W10", Decimal("0.0015"))
    assert "per cent" in str(reading.notes[0])


# What always holds

CELLS = st.sampled_from(
    ["", " ", "14", "-3", "0", "1,234", "12,50", "15 %", "x", "kr 5", "Yhteensä", '"']
)
PERIODS = st.sampled_from(
    [
        *("2026-W10", "10/2026", "2026-03", "2.3.2026", "3.3.2026", "03/04/2026", ""),
        *("Summa", "jakso", "2026", "pian", "maaliskuu 2026"),
    ]
)


@settings(deadline=None)  # files, and a machine that others use too
@given(
    headings=st.lists(
        st.sampled_from(["sales", "returns", "keskiostos", "huom", "sarja", ""]),
        max_size=4,
        unique=True,
    ),
    rows=st.lists(st.tuples(PERIODS, st.lists(CELLS, max_size=6)), max_size=12),
)
def test_used_left_out_and_unreadable_rows_add_up_in_any_table(
    tmp_path_factory, context, headings, rows
):
    path = tmp_path_factory.mktemp("any") / "luvut.csv"
    lines = [[period, *cells] for period, cells in rows]
    path.write_bytes(csv_bytes(["jakso", "orders", *headings[:-1]], lines, delimiter=";"))

    reading = TableImporter().read(path, context)

    assert adds_up(reading)
    assert reading.rows == sum(1 for line in lines if any(cell.strip() for cell in line))
    unreadable = {problem.place.row for problem in reading.unreadable}
    assert len(unreadable) == reading.unreadable_rows
    assert {figure.row for figure in reading.figures}.isdisjoint(unreadable)
    assert len({figure.row for figure in reading.figures}) == reading.used
    keys = [(figure.metric, figure.series, figure.period) for figure in reading.figures]
    assert len(keys) == len(set(keys))

"""Bank statements and bookkeeping: dated amounts, added up as somebody says."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, Message
from trialkit.hooks.contracts import ImportContext
from trialkit.intake.ledger.importer import LedgerImporter
from trialkit.intake.sheets import write_sheet
from trialkit.model.period import DateRange, PeriodKind
from trialkit.testing.importers import ImporterContract

STATEMENT = """Tiliote 1.3.2026–31.3.2026;;;;;
Kirjauspäivä;Arvopäivä;Määrä EUROA;Tapahtumalaji;Saaja/Maksaja;Saldo
02.03.2026;02.03.2026;-120,50;Korttimaksu;Kirjapaino;1 000,00
03.03.2026;04.03.2026;-1 020,00;Tilisiirto;Posti;-20,00
10.03.2026;10.03.2026;500,00;Viitemaksu;Asiakas Asiakkainen;480,00
24.03.2026;24.03.2026;-79,50;KORTTIMAKSU;Kirjapaino;400,50
;;-720,00;Loppusaldo;;400,50
"""
CARDS = "Määrä EUROA [Tapahtumalaji=Korttimaksu]"

BOOKS = """Tosite;Päivä;Tili;Selite;Debet;Kredit
1;1.3.2026;3000 Myynti;Lasku 1;;1 000,00
2;9.3.2026;4010 Ostot;Lanka;300,00;
3;15.3.2026;4010 Ostot;Lanka palautettu;;50,00
4;2.4.2026;4500 Rahdit;Rahti;80,00;-
5;3.4.2026;1910 Pankki;Siirto;;80,00
"""


@pytest.fixture
def read(context, written):
    def reading(text, sums, name="tiliote.csv", **said):
        path = written(text, name) if isinstance(text, str) else text
        return LedgerImporter().read(path, attrs.evolve(context, sums=sums, **said))

    return reading


def told(reading, metric="sales"):
    return {
        str(figure.period): figure.value for figure in reading.figures if figure.metric == metric
    }


def rules(reading):
    return {str(rule.rule): rule.rows for rule in reading.left_out}


def adds_up(reading):
    left = sum(rule.rows for rule in reading.left_out)
    return reading.rows == reading.used + left + reading.unreadable_rows


def notes(reading):
    return "\n".join(str(note) for note in reading.notes)


# What is added up


def test_card_payments_of_a_bank_statement_become_a_cost_by_the_week(read):
    reading = read(STATEMENT, {CARDS: "-sales"})

    assert told(reading) == {
        "2026-W10": Decimal("120.50"), "2026-W11": 0, "2026-W12": 0, "2026-W13": Decimal("79.50"),
    }  # fmt: skip
    assert rules(reading) == {
        "above the headings": 1,
        "no map uses the row": 2,
        "a sum or a balance of other rows": 1,
    }
    assert (reading.rows, reading.used) == (6, 2)


def test_a_column_reconciles_to_the_cent_with_what_was_used_and_left(read):
    reading = read(STATEMENT, {CARDS: "-sales"})

    assert "“Määrä EUROA”, EUR: -720.00 = -200.00 used + -520.00 left out." in notes(reading)


def test_debit_and_credit_are_two_maps_of_one_metric_and_add_up(read):
    reading = read(
        BOOKS, {"Debet [Tili=4000-4999]": "sales", "Kredit [Tili=4000-4999]": "-sales"},
        kinds={"sales": PeriodKind.MONTH},
    )  # fmt: skip

    assert told(reading) == {"2026-03": 250, "2026-04": 80}
    assert adds_up(reading)


def test_several_maps_fill_several_metrics_in_one_reading(read):
    reading = read(BOOKS, {"Debet [Tili=4010]": "sales", "Kredit [Tili=3000]": "cash"})

    assert told(reading)["2026-W11"] == 300
    assert told(reading, "cash") == {"2026-03": 1000, "2026-04": 0}


def test_a_period_goes_by_the_figures_there_are_before_the_metrics_own_cadence(read):
    reading = read(STATEMENT, {CARDS: "-sales"}, kinds={"sales": PeriodKind.MONTH})

    assert told(reading) == {"2026-03": Decimal("200.00")}


def test_monthly_rows_give_monthly_figures_of_a_weekly_metric_too(read):
    reading = read(
        "Kuukausi;Tili;Summa\nTammikuu 2026;3000;500\n2026-02;3000;700\n2026-02;4000;9\n",
        {"Summa [Tili=3000]": "sales"},
    )

    assert told(reading) == {"2026-01": 500, "2026-02": 700}


def test_a_month_has_no_place_among_weekly_figures(read):
    with pytest.raises(InvalidInput) as refused:
        read("Kuukausi;Summa\n2026-02;700\n", {"Summa": "sales"}, kinds={"sales": PeriodKind.WEEK})

    assert refused.value.codes == ("PERIOD_TOO_LONG",)
    assert refused.value.problems[0].place.row == 2


def test_a_worksheet_with_a_title_and_real_days_is_read_alike(read, tmp_path):
    path = tmp_path / "paakirja.xlsx"
    rows = [[date(2026, 3, 2), 4010, Decimal("12.5")], [date(2026, 3, 9), 3000, 7]]
    write_sheet(path, ["Päivä", "Tili", "Summa"], rows)

    assert told(read(path, {"Summa [Tili=4000-4999]": "sales"})) == {
        "2026-W10": Decimal("12.5"), "2026-W11": 0,
    }  # fmt: skip


def test_hours_of_a_timesheet_are_no_money_and_add_up_all_the_same(read):
    reading = read("Päivä;Kpl\n2.3.2026;1\n3.3.2026;2 kpl\n", {"Kpl": "orders"})

    assert told(reading, "orders") == {"2026-W10": 3}
    assert "“Kpl”: 3 = 3 used + 0 left out." in notes(reading)
    assert "VAT" not in notes(reading)


def test_no_name_and_no_message_of_the_file_gets_into_the_reading(read):
    reading = read(STATEMENT.replace("-79,50", "-79,x"), {CARDS: "-sales"})

    assert "Asiakkainen" not in repr(reading)
    assert "Kirjapaino" not in repr(reading)


# Amounts


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1 234,56", "1234.56"), ("1.234,56 €", "1234.56"), ("EUR 12,50", "12.50"),
        ("(12,50)", "-12.50"), ("12,50-", "-12.50"), ("−12,50", "-12.50"), ("+12,50", "12.50"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_bookkeepers_write_them(read, cell, value):
    assert told(read(f"Pvm;Summa\n2.3.2026;{cell}\n", {"Summa": "sales"})) == {
        "2026-W10": Decimal(value)
    }


def test_a_dash_or_an_empty_cell_is_no_amount(read):
    reading = read("Pvm;Summa\n2.3.2026;-\n3.3.2026;\n4.3.2026;5\n", {"Summa": "sales"})

    assert rules(reading) == {"no amount in the mapped columns": 2}
    assert told(reading) == {"2026-W10": 5}


def tenfold(amount, currency, _to, day):
    if currency == "XXX":
        raise InvalidInput(Message("No rate."), code="NO_RATE")
    return amount / 10, Decimal("0.1"), day


@pytest.mark.parametrize(
    "text",
    [
        "Pvm;Summa\n2.3.2026;100,05 SEK\n3.3.2026;10 €\n",
        "Pvm;Summa;Valuutta\n2.3.2026;100,05;SEK\n3.3.2026;10;eur\n",
        "Pvm;Summa;Valuutta\n2.3.2026;100,05 kr;SEK\n3.3.2026;10;€\n",
    ],
)
def test_other_currencies_are_converted_row_by_row_and_stated(read, text):
    reading = read(text, {"Summa": "sales"}, rate=tenfold)

    assert told(reading) == {"2026-W10": Decimal("20.01")}
    assert "SEK were converted to EUR" in notes(reading)
    assert "“Summa”, SEK: 100.05 = 100.05 used + 0 left out." in notes(reading)


def test_a_figure_of_one_foreign_currency_keeps_what_it_was(read):
    reading = read("Pvm;Belopp (SEK)\n2.3.2026;100,05\n", {"Belopp": "sales"}, rate=tenfold)

    (figure,) = reading.figures
    assert figure.value == Decimal("10.01")
    assert (figure.conversion.amount, figure.conversion.currency) == (Decimal("100.05"), "SEK")


def test_crowns_of_no_country_are_asked_about_unless_somebody_said(read):
    text = "Pvm;Summa\n2.3.2026;100 kr\n"

    reading = read(text, {"Summa": "sales"}, rate=tenfold)

    assert [problem.code for problem in reading.unreadable] == ["UNCLEAR_CURRENCY"]
    assert told(read(text, {"Summa": "sales"}, rate=tenfold, currency="SEK")) == {"2026-W10": 10}


def test_amounts_without_a_currency_are_the_workspaces_and_that_is_said(read):
    reading = read("Pvm;Summa\n2.3.2026;100\n", {"Summa": "sales"})

    assert "taken as EUR" in notes(reading)
    assert "names no currency" not in notes(
        read("Pvm;Summa\n2.3.2026;100\n", {"Summa": "sales"}, currency="SEK", rate=tenfold)
    )


def test_vat_is_taken_out_where_its_rate_is_said_and_asked_about_where_not(read):
    text = "Pvm;Summa\n2.3.2026;125,50\n"

    assert told(read(text, {"Summa": "sales"}, vat=Decimal("0.255"))) == {"2026-W10": 100}
    assert "--vat 25.5" in notes(read(text, {"Summa": "sales"}))
    assert "VAT" not in notes(read(text, {"Summa": "sales"}, vat=Decimal(0)))


# Days and edges


def test_the_first_and_the_last_period_count_as_they_stand_and_are_named(read):
    reading = read(
        "Pvm;Summa\n4.3.2026;1\n10.3.2026;1\n18.3.2026;1\n", {"Summa": "sales"}
    )  # fmt: skip

    assert told(reading) == {"2026-W10": 1, "2026-W11": 1, "2026-W12": 1}
    assert "2026-W10, 2026-W12 were counted as if" in notes(reading)
    assert "--covers 2026-03-04..2026-03-18" in notes(reading)


def test_with_the_days_said_only_whole_periods_count(read):
    covers = DateRange(date(2026, 3, 4), date(2026, 3, 29))

    reading = read(
        "Pvm;Summa\n4.3.2026;1\n10.3.2026;1\n", {"Summa": "sales"}, covers=covers
    )  # fmt: skip

    assert told(reading) == {"2026-W11": 1, "2026-W12": 0, "2026-W13": 0}
    assert rules(reading) == {"outside the periods that are counted": 1}
    assert "as if" not in notes(reading)


def test_a_period_that_isnt_over_is_left_out(read):
    reading = read(
        "Pvm;Summa\n4.3.2026;1\n10.3.2026;1\n", {"Summa": "sales"}, today=date(2026, 3, 12)
    )

    assert told(reading) == {"2026-W10": 1}
    assert rules(reading) == {"in a period that isn't over yet": 1}
    assert adds_up(reading)


def test_rows_that_no_map_uses_still_say_how_far_the_file_reaches(read):
    reading = read("Pvm;Laji;Summa\n2.3.2026;a;1\n29.3.2026;b;1\n", {"Summa [Laji=a]": "sales"})

    assert list(told(reading).values()) == [1, 0, 0, 0]


def test_a_day_that_could_be_two_is_settled_by_another_of_the_column_or_asked_about(read):
    doubtful = "Date,Amount\n03/04/2026,1\n"

    settled = read(doubtful + "04/13/2026,1\n", {"Amount": "sales"})
    asked = read(doubtful, {"Amount": "sales"})

    assert next(iter(told(settled))) == "2026-W10"
    (problem,) = asked.unreadable
    assert (problem.code, problem.place.row, problem.place.field) == ("AMBIGUOUS_DAY", 2, "Date")
    assert "--dates" in str(problem.remedy)
    assert list(told(read(doubtful, {"Amount": "sales"}, date_order="dmy"))) == ["2026-W14"]


def test_of_several_days_the_books_go_first_and_a_person_may_say_another(read):
    sums = {"Määrä EUROA [<0]": "-sales"}
    statement = STATEMENT.replace("03.03.2026;04.03.2026", "03.03.2026;16.03.2026")

    by_book = read(statement, sums)
    by_value = read(statement, sums, columns={"Arvopäivä": "period"})

    assert told(by_book)["2026-W10"] == Decimal("1140.50")
    assert told(by_value)["2026-W10"] == Decimal("120.50")
    assert "“Kirjauspäivä”, not “Arvopäivä”" in notes(by_book)


# What is wrong


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("2.3.2026;Korttimaksu;12,x", "NOT_A_NUMBER", "Summa"),
        ("2.3.2026;Korttimaksu;1,234", "AMBIGUOUS_NUMBER", "Summa"),
        ("pian;Korttimaksu;12", "NOT_A_PERIOD", "Pvm"),
        (";Korttimaksu;12", "DAY_MISSING", "Pvm"),
        ("2.3.1066;Korttimaksu;12", "ODD_YEAR", "Pvm"),
        ("2.3.2026;Korttimaksu;12;tavaraa", "ROW_TOO_LONG", None),
        ("2.3.2026;Korttimaksu;12 XXX", "NOT_A_NUMBER", "Summa"),
    ],
)
def test_an_unreadable_row_is_named_with_row_and_column(read, row, code, field):
    reading = read(
        f"Pvm;Laji;Summa\n9.3.2026;Korttimaksu;5\n{row}\n", {"Summa [Laji=Korttimaksu]": "sales"}
    )

    (problem,) = reading.unreadable
    assert (problem.code, problem.place.row, problem.place.field) == (code, 3, field)
    assert problem.place.file == "tiliote.csv"
    assert told(reading) == {"2026-W11": 5}
    assert adds_up(reading)


def test_a_row_that_no_map_uses_may_be_unreadable(read):
    reading = read(
        "Pvm;Laji;Summa\n9.3.2026;Korttimaksu;5\npian;Muu;x\n",
        {"Summa [Laji=Korttimaksu]": "sales"},
    )

    assert not reading.unreadable
    assert rules(reading) == {"no map uses the row": 1}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "SUMS_MISSING"),
        ({"Suma": "sales"}, "NO_SUCH_COLUMN"),
        ({"Summa [Tyypi=x]": "sales"}, "NO_SUCH_COLUMN"),
        ({"Selite": "sales"}, "COLUMN_TWICE"),
        ({"Summa": "liikevaihto"}, "UNKNOWN_METRIC"),
        ({"Summa": "jakso"}, "UNKNOWN_METRIC"),
        ({"Summa": "basket"}, "DERIVED_METRIC"),
        ({"Summa": "returns"}, "NOT_A_TOTAL"),
        ({"Summa [>x]": "sales"}, "NOT_A_SUM"),
    ],
)
def test_a_map_that_doesnt_fit_the_file_or_the_trial_is_refused(read, said, code):
    with pytest.raises(InvalidInput) as refused:
        read("Pvm;Summa;Selite;Selite\n2.3.2026;1;a;b\n", said)

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].remedy


def test_a_column_nearly_named_hears_its_name(read):
    with pytest.raises(InvalidInput) as refused:
        read("Pvm;Summa\n2.3.2026;1\n", {"Suma": "sales"})

    assert "Did you mean “Summa”?" in str(refused.value)


def test_a_file_without_days_says_how_to_name_their_column(read):
    with pytest.raises(InvalidInput) as refused:
        read("Milloin;Summa\n2.3.2026;1\n", {"Summa": "sales"})

    assert refused.value.codes == ("NO_PERIOD_COLUMN",)
    assert told(
        read("Milloin;Summa\n2.3.2026;1\n", {"Summa": "sales"}, columns={"Milloin": "period"})
    ) == {"2026-W10": 1}


def test_no_row_counts_twice_for_one_metric(read):
    with pytest.raises(InvalidInput) as refused:
        read(STATEMENT, {"Määrä EUROA [<0]": "-sales", CARDS: "-sales"})

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.row) == ("SUMS_OVERLAP", 3)


def test_a_map_that_no_row_fits_is_pointed_out(read):
    reading = read(STATEMENT, {"Määrä EUROA [Tapahtumalaji=Kortimaksu]": "-sales"})

    assert set(told(reading).values()) == {0}
    assert "No row fits “Määrä EUROA [Tapahtumalaji=Kortimaksu]”" in notes(reading)


@pytest.mark.parametrize(
    ("text", "ledger"),
    [
        (STATEMENT, True),
        (BOOKS, True),
        ("Bokföringsdag;Belopp;Mottagare;Saldo\n2026-03-02;1;x;2\n", True),
        ("Date,Description,Amount,Balance\n2026-03-02,x,1,2\n", True),
        ("viikko;maksetut tilaukset\n10/2026;3\n", False),
        ("period,metric,value\n2026-W10,orders,3\n", False),
        ("pvm;myynti;palautusosuus\n2.3.2026;3;1\n", False),
        ("", False),
    ],
)
def test_a_ledger_is_recognised_by_its_headings_and_a_table_of_periods_is_none(
    written, text, ledger
):
    path = written(text)

    assert LedgerImporter().recognises(path, path.read_bytes()) is ledger


# What always holds

MONEY = st.decimals(-5000, 5000, places=2)
ROW = st.tuples(
    st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    st.sampled_from(["3000", "3100", "4000", "4500", "5000"]),
    MONEY,
    MONEY,
)
PARTITION = st.lists(
    st.tuples(
        st.sampled_from(["Debet", "Kredit"]),
        st.sampled_from(["3000", "3001-3999", "4000-4999", "5000-9999"]),
        st.sampled_from(["sales", "-sales", "cash", "-cash"]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda each: each[:2],
)


@settings(deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=30), said=PARTITION)
def test_any_partition_of_the_rows_over_maps_reconciles_to_the_cent(
    tmp_path_factory, context, rows, said
):
    path = tmp_path_factory.mktemp("any") / "paakirja.csv"
    lines = [f"{day};{account};{debit};{credit}" for day, account, debit, credit in rows]
    path.write_text("\n".join(["Pvm;Tili;Debet;Kredit", *lines]), encoding="utf-8")
    sums = {f"{column} [Tili={codes}]": metric for column, codes, metric in said}

    reading = LedgerImporter().read(path, attrs.evolve(context, sums=sums))

    assert adds_up(reading)
    assert sum(told(reading).values()) == _total(rows, said, "sales")
    assert sum(told(reading, "cash").values()) == _total(rows, said, "cash")
    parts = [note.values for note in reading.notes if "stated" in note.values]
    assert all(each["stated"] == each["used"] + each["left"] for each in parts)
    assert {each["heading"]: each["stated"] for each in parts} == {
        heading: sum(row[at] for row in rows)
        for at, heading in ((2, "Debet"), (3, "Kredit"))
        if any(column == heading for column, _, _ in said)
    }


def _total(rows, said, metric):
    total = Decimal(0)
    for _, account, debit, credit in rows:
        for column, codes, target in said:
            low, _, high = codes.partition("-")
            if target.lstrip("-") == metric and int(low) <= int(account) <= int(high or low):
                amount = debit if column == "Debet" else credit
                total += -amount if target.startswith("-") else amount
    return total


CONTRACT = """Kirjauspäivä;Summa;Laji;Saaja
2.3.2026;-5;Korttimaksu;A
9.3.2026;x;Korttimaksu;B
10.3.2026;7;Viitemaksu;C
Yhteensä;2;;
"""


class TestLedger(ImporterContract):
    """It owes what every importer owes."""

    @pytest.fixture(autouse=True)
    def _surroundings(self, context: ImportContext) -> None:
        self.surroundings = attrs.evolve(context, sums={"Summa [Laji=Korttimaksu]": "-sales"})

    def importer(self) -> LedgerImporter:
        return LedgerImporter()

    def context(self) -> ImportContext:
        return self.surroundings

    def samples(self, folder: Path) -> list[Path]:
        path = folder / "tiliote.csv"
        if not path.exists():
            path.write_text(CONTRACT, encoding="utf-8")
        return [path]


def test_what_the_bank_hasnt_booked_yet_is_left_out(read):
    statement = (
        "Bokföringsdag;Belopp;Mottagare;Saldo;Valuta;\n"
        "2026/03/03;-50,00;Posten;950,00;EUR;\n"
        "Reserverat;-89,00;Kafé;;EUR;\n"
    )

    reading = read(statement, {"Belopp [<0]": "-sales"})

    assert told(reading) == {"2026-W10": 50}
    assert rules(reading) == {"not booked by the bank yet": 1}
    assert not reading.unreadable

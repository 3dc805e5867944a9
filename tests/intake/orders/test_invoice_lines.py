"""Invoice lines, in the shape of real ones and in the shapes that bookkeeping programs give."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.orders.trade import (
    adds_up,
    codes,
    figures,
    left_out,
    notes,
    saved,
    selling,
)

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext, Importer, Reading
from trialkit.intake.orders.invoice_lines.importer import InvoiceLinesImporter, orders_in
from trialkit.intake.orders.order import Standing
from trialkit.intake.orders.totals import require_totals
from trialkit.intake.sheets import write_sheet
from trialkit.testing.importers import ImporterContract

HEADINGS = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
REAL = """\
536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2026-03-02 08:26:00,2.55,17850,Sweden
536365,71053,WHITE METAL LANTERN,6,2026-03-02 08:26:00,3.39,17850,Sweden
536365,POST,POSTAGE,1,2026-03-02 08:26:00,18.00,17850,Sweden
C536379,D,Discount,-1,2026-03-03 09:41:00,27.50,14527,Sweden
C536383,35004C,SET OF 3 COLOURED FLYING DUCKS,-1,2026-03-04 09:49:00,4.65,15311,Sweden
C536383,POST,POSTAGE,-1,2026-03-04 09:49:00,9.00,15311,Sweden
536414,22139,,56,2026-03-04 11:52:00,0.00,,Sweden
536544,DOT,DOTCOM POSTAGE,1,2026-03-05 14:32:00,569.77,,Sweden
536596,21624,VINTAGE UNION JACK CUSHION,1,2026-03-05 17:29:00,6.19,,Sweden
537000,21624,VINTAGE UNION JACK CUSHION,2,2026-03-06 17:29:00,6.19,12345,EIRE
537001,AMAZONFEE,AMAZON FEE,1,2026-03-06 17:29:00,13541.33,,United Kingdom
"""


@pytest.fixture
def read(tmp_path):
    def read(lines: str, headings: str = HEADINGS, **said: object) -> Reading:
        path = saved(tmp_path, f"{headings}\n{lines}")
        assert InvoiceLinesImporter().recognises(path, path.read_bytes())
        reading = InvoiceLinesImporter().read(path, selling(**said))
        assert adds_up(reading)
        return reading

    return read


def test_the_rules_of_the_real_lines(read):
    reading = read(REAL, market="SE", currency="EUR")

    assert figures(reading, "orders") == {"2026-W10": 2}
    assert figures(reading, "goods") == {"2026-W10": Decimal("41.83")}
    assert figures(reading, "shipping") == {"2026-W10": Decimal("18.00")}
    assert figures(reading, "refunds_goods") == {"2026-W10": Decimal("4.65")}
    assert figures(reading, "refunds_other") == {"2026-W10": Decimal("9.00")}
    assert figures(reading, "new_customers") == {"2026-W10": 1}
    assert left_out(reading) == {
        "orders without goods, or with nothing to pay": 1,
        "orders of other markets than the trial's": 1,
        "lines without a price": 1,
        "fees, samples and lines entered by hand (D and AMAZONFEE)": 2,
    }


@pytest.mark.parametrize("label", ["EIRE", "Eire", "Irlanti", "Ireland", "ie"])
def test_odd_labels_are_countries_all_the_same(read, label):
    reading = read(f"1,a,b,1,2026-03-02,5,9,{label}", market="IE")

    assert figures(reading, "orders") == {"2026-W10": 1}


def test_rsa_is_south_africa(read):
    assert figures(read("1,a,b,1,2026-03-02,5,9,RSA", market="ZA"), "orders") == {"2026-W10": 1}


def test_lines_of_one_invoice_need_not_stand_together(read):
    lines = ["1,a,Sukka,1,2026-03-02,5,9,SE", "2,a,Sukka,1,2026-03-02,5,8,SE"]

    reading = read("\n".join([*lines, "1,b,Huivi,1,2026-03-02,7.50,9,SE"]))

    assert figures(reading, "orders") == {"2026-W10": 2}
    assert figures(reading, "goods") == {"2026-W10": Decimal("17.50")}


def test_the_same_line_twice_is_counted_and_pointed_out_wherever_it_stands(read):
    line = "1,a,Sukka,1,2026-03-02,5,9,SE"
    other = "2,a,Sukka,1,2026-03-02,5,9,SE"

    reading = read("\n".join([line, line, other, line]))

    assert figures(reading, "goods") == {"2026-W10": 20}
    assert "2 rows stand twice in their orders, word for word, the first in row 3" in notes(reading)


def test_a_negative_line_of_an_invoice_is_given_back_and_a_discount_is_taken_off(read):
    lines = [
        "1,a,Sukka,4,2026-03-02,5,9,SE",
        "1,b,Huivi,-1,2026-03-02,3,9,SE",
        "1,,Alennus,-1,2026-03-02,2,9,SE",
    ]

    reading = read("\n".join(lines))

    assert figures(reading, "goods") == {"2026-W10": 18}
    assert figures(reading, "refunds_goods") == {"2026-W10": 3}
    assert "Credit notes: 1." in notes(reading)


def test_what_a_credit_note_charges_lowers_what_it_gives_back(read):
    lines = ["C1,a,Sukka,-4,2026-03-02,5,9,SE", "C1,POST,Postage,1,2026-03-02,3,9,SE"]

    reading = read("\n".join(lines))

    assert figures(reading, "sales") == {"2026-W10": -17}
    assert not figures(reading, "orders")


def test_a_credit_note_that_charges_money_is_asked_about(read):
    reading = read("C1,a,Sukka,4,2026-03-02,5,9,SE\n2,a,Sukka,1,2026-03-02,5,9,SE")

    assert codes(reading) == [("CREDIT_NOTE_CHARGES", 2)]


def test_finnish_headings_with_a_line_total_a_currency_and_a_decimal_comma(tmp_path):
    text = (
        "Laskurivit 2026;;;;;;;\n"
        "Laskun numero;Laskun päivä;Tuotekoodi;Tuote;Määrä;Rivisumma veroton;Valuutta;Maa\n"
        "2001;2.3.2026;VP-1;Villapaita;2;179,00;EUR;Ruotsi\n"
        "2001;2.3.2026;;Toimituskulut;1;9,90;EUR;Ruotsi\n"
        "2002;3.3.2026;VP-1;Villapaita;1;1 089,50;SEK;Ruotsi\n"
        "Yhteensä;;;;;1 278,40;;\n"
    )
    path = saved(tmp_path, text, encoding="cp1252")

    reading = InvoiceLinesImporter().read(path, selling("SE", rate=_tenth))

    assert figures(reading, "goods") == {"2026-W10": Decimal("287.95")}
    assert figures(reading, "shipping") == {"2026-W10": Decimal("9.90")}
    assert left_out(reading) == {
        "above the headings": 1,
        "a sum or an average of other rows": 1,
    }
    assert "VAT" not in notes(reading)


def _tenth(amount, _currency, _money, day):
    return amount / 10, Decimal("0.1"), day


def test_swedish_headings_with_gross_prices_and_a_rate_of_vat(tmp_path):
    text = (
        "Fakturanr\tFakturadatum\tArtikelnr\tBenämning\tAntal\tPris inkl. moms\tMoms %\tLand\n"
        "1\t2026-03-02\tA1\tTröja\t2\t125,50\t25,5\tSverige\n"
        "1\t2026-03-02\tA2\tBok\t1\t22,70\t13,5 %\tSverige\n"
    )

    reading = InvoiceLinesImporter().read(saved(tmp_path, text), selling("SE"))

    assert figures(reading, "goods") == {"2026-W10": Decimal("220.00")}


def test_whether_prices_have_vat_in_them_is_asked_where_the_file_leaves_it_open(read):
    headings = HEADINGS + ",VAT"
    line = "1,a,Sukka,2,2026-03-02,12.55,9,SE,5.10"

    with pytest.raises(InvalidInput) as refused:
        read(line, headings)

    assert refused.value.codes == ("VAT_UNCLEAR",)
    assert "“UnitPrice=net_price”" in str(refused.value)
    gross = read(line, headings, columns={"UnitPrice": "gross_price"})
    assert figures(gross, "goods") == {"2026-W10": Decimal("20.00")}
    net = read(line, headings, columns={"UnitPrice": "net_price"})
    assert figures(net, "goods") == {"2026-W10": Decimal("25.10")}


def test_the_rate_that_the_person_says_is_taken_out_of_every_invoice(read):
    line = "1,a,Sukka,2,2026-03-02,12.55,9,SE"

    assert figures(read(line, vat=Decimal("0.255")), "goods") == {"2026-W10": Decimal("20.00")}
    assert "tells no VAT" in notes(read(line))
    assert "tells no VAT" not in notes(read(line, vat=Decimal(0)))


def test_a_line_total_must_be_quantity_times_price(read):
    headings = HEADINGS + ",Line total"
    lines = ["1,a,b,3,2026-03-02,3.33,9,SE,9.99", "2,a,b,3,2026-03-02,3.33,9,SE,10.99"]

    reading = read("\n".join(lines), headings)

    assert codes(reading) == [("TOTAL_OFF", 3)]
    assert reading.unreadable[0].place.field == "Line total"
    assert figures(reading, "goods") == {"2026-W10": Decimal("9.99")}


def test_an_invoice_must_come_to_what_it_says_and_is_left_whole_or_not_at_all(read):
    headings = HEADINGS + ",Invoice total"
    lines = [
        "1,a,b,1,2026-03-02,5,9,SE,12",
        "1,b,c,1,2026-03-02,7,9,SE,12",
        "2,a,b,1,2026-03-02,5,9,SE,13",
        "2,b,c,1,2026-03-02,7,9,SE,13",
    ]

    reading = read("\n".join(lines), headings)

    assert codes(reading) == [("TOTAL_OFF", 4), ("ORDER_INCOMPLETE", 5)]
    assert figures(reading, "goods") == {"2026-W10": 12}


def test_a_line_that_cannot_be_read_takes_its_whole_invoice_with_it(read):
    lines = [
        "1,a,b,1,2026-03-02,5,9,SE",
        "1,b,c,zwei,2026-03-02,7,9,SE",
        "2,a,b,1,2026-03-02,5,9,SE",
        ",a,b,1,2026-03-02,5,9,SE",
        "3,a,b,1,31.2.2026,5,9,SE",
    ]

    reading = read("\n".join(lines))

    assert codes(reading) == [
        ("ORDER_INCOMPLETE", 2),
        ("NOT_A_NUMBER", 3),
        ("ORDER_NUMBER_MISSING", 5),
        ("NOT_A_DAY", 6),
    ]
    assert figures(reading, "goods") == {"2026-W10": 5}


def test_words_where_an_amount_should_stand_are_told_to_nobody(read):
    reading = read("1,a,b,1,2026-03-02,Anna Andersson,9,SE\n2,a,b,1,2026-03-02,5,9,SE")

    assert "Anna" not in str(reading)


def test_a_day_that_could_be_two_is_settled_by_any_other_day_of_the_file(read):
    open_question = "1,a,b,1,03/04/2026 10:00,5,9,SE"

    asked = read(f"{open_question}\n2,a,b,1,2026-03-02,5,9,SE")
    settled = read(f"{open_question}\n2,a,b,1,03/26/2026 9:15,5,9,SE")
    said = read(open_question, date_order="dmy")

    assert codes(asked) == [("AMBIGUOUS_DAY", 2)]
    assert "--dates" in str(asked.unreadable[0].remedy)
    assert set(figures(settled, "orders")) == {"2026-W10", "2026-W13"}
    assert set(figures(said, "orders")) == {"2026-W14"}


def test_an_amount_that_could_be_two_is_settled_by_any_other_amount_of_the_file(read):
    headings = HEADINGS.replace(",", ";")

    asked = read("1;a;b;1;2026-03-02;1,234;9;SE", headings)
    settled = read("1;a;b;1;2026-03-02;1,234;9;SE\n2;a;b;1;2026-03-02;2,50;9;SE", headings)

    assert codes(asked) == [("AMBIGUOUS_NUMBER", 2)]
    assert figures(settled, "goods") == {"2026-W10": Decimal("3.734")}


def test_a_time_with_an_offset_is_brought_into_the_workspaces_zone(read):
    reading = read("1,a,b,1,2026-03-08T23:30:00Z,5,9,SE")

    assert figures(reading, "orders") == {"2026-W11": 1}


def test_one_number_at_two_far_times_is_two_invoices_that_nobody_can_tell_apart(read):
    reading = read(
        "1,a,b,1,2025-01-02,5,9,SE\n1,a,b,1,2026-03-02,5,9,SE\n2,a,b,1,2026-03-02,5,9,SE"
    )

    assert codes(reading) == [("ORDER_INCOMPLETE", 2), ("ORDER_TWICE", 3)]


def test_a_sign_beside_an_amount_says_its_currency_and_must_agree(read):
    reading = read("1,a,b,1,2026-03-02,£5,9,SE\n1,a,b,1,2026-03-02,5 €,9,SE", rate=_tenth)

    assert codes(reading) == [("ORDER_INCOMPLETE", 2), ("OTHER_CURRENCY", 3)]


def test_without_any_currency_the_workspaces_is_taken_and_told(read):
    line = "1,a,b,1,2026-03-02,5,9,SE"

    assert "taken as EUR" in notes(read(line))
    assert "taken as" not in notes(read(line, currency="GBP", vat=Decimal(0), rate=_tenth))


def test_unpaid_and_cancelled_invoices_are_no_orders(read):
    headings = HEADINGS + ",Tila"
    states = ("Maksettu", "Avoin", "Peruttu", "Testi", "Hyvitetty")
    lines = [f"{n},a,b,1,2026-03-02,5,9,SE,{state}" for n, state in enumerate(states)]

    reading = read("\n".join(lines), headings)

    assert figures(reading, "orders") == {"2026-W10": 2}
    assert figures(reading, "refunds_goods") == {"2026-W10": 5}
    assert sum(left_out(reading).values()) == 3


def test_a_customer_without_a_number_is_unknown_and_never_new(read):
    lines = [f"{n},a,b,1,2026-03-02,5,{who},SE" for n, who in enumerate(("", "NA", "0", "17"))]

    reading = read("\n".join(lines))

    assert figures(reading, "new_customers") == {"2026-W10": 1}
    assert "3 counted orders name no customer" in notes(reading)


def test_no_customer_is_found_in_what_an_importer_hands_over(tmp_path):
    headings = HEADINGS.replace("CustomerID", "Customer email")
    path = saved(tmp_path, f"{headings}\n1,a,b,1,2026-03-02,5,anna@example.org,SE\n")

    assert "anna" not in repr(orders_in(path, selling()))
    assert "anna" not in repr(InvoiceLinesImporter().read(path, selling()))


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (HEADINGS.replace("InvoiceNo", "Nr"), "COLUMN_MISSING"),
        (HEADINGS.replace("InvoiceDate", "When"), "COLUMN_MISSING"),
        (HEADINGS.replace("UnitPrice", "X"), "COLUMN_MISSING"),
        (HEADINGS.replace("Quantity", "Amount"), "COLUMN_MISSING"),
        (HEADINGS.replace("Description", "InvoiceNo"), "COLUMN_TWICE"),
        (HEADINGS.replace("Description", "Laskunumero"), "COLUMN_TWICE"),
    ],
)
def test_a_column_that_is_missing_or_there_twice_is_named(tmp_path, headings, code):
    path = saved(tmp_path, f"{headings}\n1,a,b,1,2026-03-02,5,9,SE\n")

    with pytest.raises(InvalidInput) as refused:
        InvoiceLinesImporter().read(path, selling())

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].place.file == "orders.csv"
    assert refused.value.problems[0].remedy


def test_a_person_can_say_which_column_is_which(tmp_path):
    headings = HEADINGS.replace("InvoiceNo", "Nr").replace("UnitPrice", "À")
    path = saved(tmp_path, f"{headings}\n1,a,b,2,2026-03-02,5,9,SE\n")
    said = {"nr": "number", "À": "yksikköhinta"}

    assert figures(InvoiceLinesImporter().read(path, selling(columns=said)), "goods") == {
        "2026-W10": 10
    }
    with pytest.raises(InvalidInput) as refused:
        InvoiceLinesImporter().read(path, selling(columns={"Nro": "number", "Nr": "nonsense"}))
    assert set(refused.value.codes) >= {"NO_SUCH_COLUMN", "UNKNOWN_COLUMN"}


def test_unknown_columns_are_told_in_one_note(read):
    reading = read("1,a,b,1,2026-03-02,5,9,SE,x,y", HEADINGS + ",Warehouse,Seller")

    assert "2 columns aren't used: Warehouse and Seller." in notes(reading)


def test_a_row_with_more_cells_than_headings_is_unreadable(read):
    reading = read("1,a,b,1,2026-03-02,5,50,9,SE\n2,a,b,1,2026-03-02,5,9,SE")

    assert codes(reading) == [("ROW_TOO_LONG", 2)]


def test_how_far_the_reading_is_gets_told_in_bytes(tmp_path):
    path = saved(tmp_path, "\n".join([HEADINGS, *["1,a,b,1,2026-03-02,5,9,SE"] * 9000]))
    told: list[tuple[int, int]] = []

    InvoiceLinesImporter().read(
        path, selling(progress=lambda done, all_: told.append((done, all_)))
    )

    size = path.stat().st_size
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (size, size)


@pytest.mark.parametrize(
    "headings",
    [
        "viikko,maksetut tilaukset,myynti",
        "period,metric,value",
        "Kirjauspäivä,Summa,Saaja,Viite",
        "order number,date,total",
        "InvoiceNo,InvoiceDate,Total,Country",
    ],
)
def test_other_tables_are_not_taken_for_lines(tmp_path, headings):
    path = saved(tmp_path, f"{headings}\n1,2,3\n")

    assert not InvoiceLinesImporter().recognises(path, path.read_bytes())


LINES = st.tuples(
    st.integers(1, 12),
    st.sampled_from(["85123A", "POST", "M", "C2", "22139", "BANK CHARGES"]),
    st.integers(-6, 24),
    st.decimals(0, 500, places=2),
    st.booleans(),
)


@given(st.lists(LINES, min_size=1, max_size=40), st.sampled_from([None, Decimal("0.255")]))
def test_whatever_stands_in_a_file_its_parts_come_to_it_to_the_cent(lines, vat):
    import tempfile

    rows = [
        f"{'C' if credit else ''}{number},{code},x,{-abs(quantity) if credit else quantity},"
        f"2026-03-02,{price},{number},SE"
        for number, code, quantity, price, credit in lines
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = saved(Path(folder), "\n".join([HEADINGS, *rows]))
        file = orders_in(path, selling(vat=vat))

    refused = {problem.place.row for problem in file.unreadable}
    stated = sum(
        (
            (-abs(quantity) if credit else quantity) * price
            for row, (_, _, quantity, price, credit) in enumerate(lines, start=2)
            if row not in refused
        ),
        Decimal(0),
    )
    assert sum(total.all for total in require_totals(file).values()) == stated
    in_orders = sum(order.rows for order in file.orders)
    assert in_orders + sum(each.rows for each in file.asides) + len(refused) == len(lines)
    assert all(
        order.goods >= 0 and order.shipping >= 0
        for order in file.orders
        if order.standing is not Standing.CREDIT
    )


class TestInvoiceLines(ImporterContract):
    def importer(self) -> Importer:
        return InvoiceLinesImporter()

    def context(self) -> ImportContext:
        return selling("SE", starts_on=date(2026, 1, 5))

    def samples(self, folder: Path) -> Sequence[Path]:
        paths = [folder / "real.csv", folder / "faulty.csv", folder / "lines.xlsx"]
        if not paths[0].exists():
            saved(folder, f"{HEADINGS}\n{REAL}", "real.csv")
            saved(folder, f"{HEADINGS}\n{REAL}536596,x,y,1,2026-03-32,5,,SE\n", "faulty.csv")
            rows = [
                ["Laskut", "", "", "", "", ""],
                ["Lasku", "Laskupäivä", "Tuote", "Kpl", "Hinta", "Maa"],
                [1, date(2026, 3, 2), "Villapaita", 2, Decimal("89.5"), "Ruotsi"],
                [1, date(2026, 3, 2), "Postikulut", 1, Decimal("9.9"), "Ruotsi"],
                [2, "eilen", "Villapaita", 1, 90, "Ruotsi"],
            ]
            write_sheet(paths[2], rows[0], rows[1:])
        return paths


def test_the_items_of_a_marketplaces_orders_are_lines_and_not_orders(tmp_path):
    path = saved(
        tmp_path,
        "Sale Date,Item Name,Quantity,Price,Item Total,Currency,Ship Country,Order ID\n"
        "03/02/26,Mug,2,34.00,68.00,EUR,Sweden,9001\n"
        "03/13/26,Soap,3,9.00,27.00,EUR,Sweden,9002\n",
    )

    reading = InvoiceLinesImporter().read(path, selling("SE"))

    assert InvoiceLinesImporter().recognises(path, path.read_bytes())
    assert figures(reading, "goods") == {"2026-W10": 68, "2026-W11": 27}

"""A shop's own list of orders, as people keep it in Finland, Sweden and elsewhere."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.orders.trade import adds_up, codes, figures, left_out, notes, saved, selling

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext, Importer, Reading
from trialkit.intake.orders.plain.importer import PlainOrdersImporter, orders_in
from trialkit.intake.orders.totals import require_totals
from trialkit.intake.sheets import write_sheet
from trialkit.model.period import DateRange
from trialkit.testing.importers import ImporterContract

FINNISH = """\
Tilausnumero;Tilauspäivä;Summa (EUR);Tila;Maa;Asiakasnumero
1001;2.3.2026;125,50;Maksettu;Ruotsi;12
1002;3.3.2026;1 250,00;Peruttu;Ruotsi;13
1003;9.3.2026;20,00;Avoin;Ruotsi;12
1004;10.3.2026;20,00;Maksettu;Suomi;12
"""
SWEDISH = """\
Ordernummer,Datum,Totalt inkl. moms,Moms,Frakt,Land,Betald
1,2026-03-02,125.00,25.00,12.50,Sverige,ja
2,2026-03-03,50.00,10.00,,Sverige,nej
"""
ENGLISH = """\
Order number\tDate\tTotal\tRefunded\tRefund date\tCurrency\tCustomer email
A-1\t2026-03-02\t100.00\t30.00\t2026-03-18\tEUR\tanna@example.org
A-2\t2026-03-03\t50.00\t\t\tEUR\tbertil@example.org
"""


@pytest.fixture
def read(tmp_path):
    def read(text: str, *, encoding: str = "utf-8", **said: object) -> Reading:
        path = saved(tmp_path, text, encoding=encoding)
        assert PlainOrdersImporter().recognises(path, path.read_bytes())
        reading = PlainOrdersImporter().read(path, selling(**said))
        assert adds_up(reading)
        return reading

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_finnish_headings_statuses_and_countries(read, encoding):
    reading = read(FINNISH, market="SE", encoding=encoding)

    assert figures(reading, "goods") == {"2026-W10": Decimal("125.50")}
    assert figures(reading, "new_customers") == {"2026-W10": 1}
    assert left_out(reading) == {
        "cancelled orders": 1,
        "orders that aren't paid": 1,
        "orders of other markets than the trial's": 1,
    }


def test_swedish_headings_with_vat_and_postage_in_the_total(read):
    reading = read(SWEDISH, market="SE")

    assert figures(reading, "goods") == {"2026-W10": Decimal("90.00")}
    assert figures(reading, "shipping") == {"2026-W10": Decimal("10.00")}
    assert left_out(reading) == {"orders that aren't paid": 1}


def test_english_headings_with_a_refund_on_its_own_day(read):
    covers = DateRange(date(2026, 3, 2), date(2026, 3, 22))

    short, long = read(ENGLISH), read(ENGLISH, covers=covers)

    assert figures(long, "goods") == {"2026-W10": 150}
    assert figures(long, "refunds_goods") == {"2026-W12": 30}
    assert "1 refund isn't counted: it is of 18 Mar 2026" in notes(short)
    assert "@" not in repr(long)


def test_rows_of_one_number_are_one_order(read):
    reading = read(
        "order number,date,product,total\n"
        "1,2026-03-02,Sukka,10\n"
        "2,2026-03-02,Huivi,8\n"
        "1,2026-03-02,Huivi,5.50\n"
        "1,2026-03-02,Toimituskulut,4.90\n"
    )

    assert figures(reading, "orders") == {"2026-W10": 2}
    assert figures(reading, "goods") == {"2026-W10": Decimal("23.50")}
    assert figures(reading, "shipping") == {"2026-W10": Decimal("4.90")}
    assert [each.number for each in reading.orders] == ["1", "2"]


def test_a_total_of_the_whole_order_on_each_of_its_rows_counts_once(read):
    rows = "1,2026-03-02,Sukka,15\n1,2026-03-02,Huivi,15\n2,2026-03-02,Sukka,5\n"

    assert figures(read(f"order number,date,product,order total\n{rows}"), "goods") == {
        "2026-W10": 20
    }


def test_rows_that_disagree_about_the_whole_order_are_unreadable(read):
    reading = read(
        "order number,date,order total\n1,2026-03-02,15\n1,2026-03-02,16\n2,2026-03-02,5\n"
    )

    assert codes(reading) == [("ORDER_INCOMPLETE", 2), ("TOTAL_OFF", 3)]
    assert figures(reading, "goods") == {"2026-W10": 5}


def test_rows_must_come_to_the_total_of_their_order(read):
    reading = read(
        "order number,date,order total,total\n"
        "1,2026-03-02,15,10\n1,2026-03-02,15,5\n2,2026-03-02,15,10\n2,2026-03-02,15,6\n"
    )

    assert codes(reading) == [("TOTAL_OFF", 4), ("ORDER_INCOMPLETE", 5)]
    assert "says 15 in all, and its parts come to 16" in str(reading.unreadable[0])


def test_one_total_repeated_in_every_row_is_asked_about(read):
    rows = "".join(
        f"{n},2026-03-02,{item},{10 + n}\n" for n in (1, 2, 3) for item in ("Sukka", "Huivi")
    )
    text = f"order number,date,product,total\n{rows}"

    with pytest.raises(InvalidInput) as refused:
        read(text)

    assert refused.value.codes == ("TOTAL_REPEATED",)
    whole = read(text, columns={"total": "order_total"})
    each = read(text, columns={"total": "total"})
    assert figures(whole, "goods") == {"2026-W10": 36}
    assert figures(each, "goods") == {"2026-W10": 72}


def test_a_row_below_nothing_gives_money_back_on_its_own_day(read):
    reading = read("order number,date,total\n1,2026-03-02,50\n1,2026-06-01,-20\n")

    assert figures(reading, "orders") == {"2026-W10": 1}
    assert figures(reading, "refunds_goods") == {"2026-W23": 20}


def test_what_was_refunded_of_a_gross_total_is_taken_net(read):
    text = "order number,date,gross,net,refund\n1,2026-03-02,125.50,100,25.10\n"

    assert figures(read(text), "refunds_goods") == {"2026-W10": Decimal("20.00")}


def test_more_can_not_be_given_back_than_was_paid(read):
    reading = read("order number,date,total,refund\n1,2026-03-02,10,11\n2,2026-03-02,5,\n")

    assert codes(reading) == [("TOTAL_OFF", 2)]


@pytest.mark.parametrize(
    ("status", "paid", "counted"),
    [
        ("paid", "", 0),
        ("paid", "2026-03-03", 1),
        ("completed", "yes", 1),
        ("on-hold", "yes", 0),
        ("Osittain maksettu", "x", 0),
        ("Toimitettu", "kyllä", 1),
        ("Avbruten", "ja", 0),
        ("Refunded", "1", 1),
    ],
)
def test_an_order_counts_if_its_status_and_its_payment_say_so(read, status, paid, counted):
    reading = read(
        f"order number,date,total,status,paid\n1,2026-03-02,10,{status},{paid}\n"
        "2,2026-03-02,5,paid,yes\n"
    )

    assert figures(reading, "orders") == {"2026-W10": 1 + counted}


def test_a_status_that_nobody_knows_is_unreadable_and_one_refunded_in_part_says_how_much(read):
    reading = read(
        "order number,date,total,status,refund\n"
        "1,2026-03-02,10,kesken,\n"
        "2,2026-03-02,10,partly refunded,\n"
        "3,2026-03-02,10,refunded,\n"
        "4,2026-03-02,10,maybe,\n"
    )

    assert codes(reading) == [
        ("UNKNOWN_STATUS", 2),
        ("REFUND_MISSING", 3),
        ("UNKNOWN_STATUS", 5),
    ]
    assert figures(reading, "sales") == {}


@pytest.mark.parametrize(
    ("headings", "row", "net"),
    [
        ("net", "100", "100"),
        ("net,vat", "100,25.5", "100"),
        ("gross,vat", "125.50,25.50", "100.00"),
        ("gross,net", "125.50,100", "100"),
        ("total,net,vat", "125.50,100,25.50", "100"),
        ("veroton,verollinen", "100,125.50", "100"),
    ],
)
def test_amounts_are_net_of_vat_however_the_file_tells_it(read, headings, row, net):
    reading = read(f"order number,date,{headings}\n1,2026-03-02,{row}\n")

    assert figures(reading, "goods") == {"2026-W10": Decimal(net)}
    assert "VAT" not in notes(reading)


@pytest.mark.parametrize(("headings", "row"), [("total,vat", "100,20"), ("gross", "100")])
def test_where_it_is_not_clear_how_much_vat_there_is_nothing_is_guessed(read, headings, row):
    text = f"order number,date,{headings}\n1,2026-03-02,{row}\n"

    with pytest.raises(InvalidInput) as refused:
        read(text)

    assert refused.value.codes == ("VAT_UNCLEAR",)
    assert figures(read(text, vat=Decimal("0.25")), "goods") == {"2026-W10": 80}


def test_a_total_that_its_parts_do_not_come_to_is_unreadable(read):
    reading = read(
        "order number,date,subtotal,shipping,discount,total\n"
        "1,2026-03-02,50,5,10,45\n"
        "2,2026-03-02,50,5,0,45\n"
        "3,2026-03-02,50,5,0,55\n"
    )

    assert codes(reading) == [("TOTAL_OFF", 3)]
    assert figures(reading, "goods") == {"2026-W10": 90}


def test_a_row_without_a_total_is_unreadable_and_one_of_nothing_sold_nothing(read):
    reading = read("order number,date,total\n1,2026-03-02,\n2,2026-03-02,0\n3,2026-03-02,1\n")

    assert codes(reading) == [("TOTAL_MISSING", 2)]
    assert left_out(reading) == {"orders without goods, or with nothing to pay": 1}


def test_the_currency_can_stand_in_a_heading_in_a_column_or_beside_the_amount(read):
    def tenth(amount, _currency, _money, day):
        return amount / 10, Decimal("0.1"), day

    for text in (
        "order number,date,total (SEK)\n1,2026-03-02,100\n",
        "order number,date,total,currency\n1,2026-03-02,100,sek\n",
        "order number,date,total\n1,2026-03-02,SEK 100\n",
    ):
        assert figures(read(text, rate=tenth), "goods") == {"2026-W10": 10}
    kronor = "order number,date,total\n1,2026-03-02,100 kr\n"
    assert codes(read(kronor)) == [("OTHER_CURRENCY", 2)]
    assert figures(read(kronor, rate=tenth, currency="SEK"), "goods") == {"2026-W10": 10}


@pytest.mark.parametrize(
    "headings",
    [
        "viikko,tilaukset,myynti",
        "Päivä,Tili,Laskunumero,Summa",
        "invoice number,date,supplier,amount",
        "date,total",
        "order number,date",
    ],
)
def test_other_tables_are_not_taken_for_orders(tmp_path, headings):
    path = saved(tmp_path, f"{headings}\n1,2,3\n")

    assert not PlainOrdersImporter().recognises(path, path.read_bytes())


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        ("date,total", "COLUMN_MISSING"),
        ("order number,total", "COLUMN_MISSING"),
        ("order number,date", "COLUMN_MISSING"),
        ("order number,date,total,total", "COLUMN_TWICE"),
        ("order number,date,total,Summa", "COLUMN_TWICE"),
    ],
)
def test_a_column_that_is_missing_or_there_twice_is_named(tmp_path, headings, code):
    path = saved(tmp_path, f"{headings}\n1,2026-03-02,1,1\n")

    with pytest.raises(InvalidInput) as refused:
        PlainOrdersImporter().read(path, selling())

    assert refused.value.codes == (code,)


ROWS = st.tuples(
    st.integers(1, 9),
    st.decimals(-50, 500, places=2),
    st.sampled_from(["paid", "open", "cancelled", "test"]),
)


@given(st.lists(ROWS, min_size=1, max_size=30), st.sampled_from([None, Decimal("0.14")]))
def test_whatever_stands_in_a_table_its_parts_come_to_it_to_the_cent(rows, vat):
    import tempfile

    text = "".join(f"{n},2026-03-02,{total},{status}\n" for n, total, status in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = saved(Path(folder), f"order number,date,total,status\n{text}")
        file = orders_in(path, selling(vat=vat, columns={"total": "total"}))

    assert sum(total.all for total in require_totals(file).values()) == sum(
        total for _, total, _ in rows
    )
    assert sum(order.rows for order in file.orders) == len(rows)
    assert not file.unreadable


class TestPlainOrders(ImporterContract):
    def importer(self) -> Importer:
        return PlainOrdersImporter()

    def context(self) -> ImportContext:
        return selling("SE", starts_on=date(2026, 1, 5))

    def samples(self, folder: Path) -> Sequence[Path]:
        paths = [folder / "fi.csv", folder / "sv.csv", folder / "tilaukset.xlsx"]
        if not paths[0].exists():
            saved(folder, f"{FINNISH}1005;10.3.2026;paljon;Maksettu;Ruotsi;12\n", "fi.csv")
            saved(folder, SWEDISH, "sv.csv")
            rows = [
                [1, date(2026, 3, 2), Decimal("89.5"), "Ruotsi", "maksettu"],
                [2, date(2026, 3, 9), 90, "Ruotsi", "maksamatta"],
                [3, "eilen", 90, "Ruotsi", "maksettu"],
                ["Yhteensä", "", Decimal("269.5"), "", ""],
            ]
            write_sheet(paths[2], ["Tilaus", "Pvm", "Summa", "Maa", "Tila"], rows)
        return paths


def test_a_heading_in_brackets_that_says_vat_is_heard(read):
    told = read("Order,Date,Total (incl. VAT),VAT\n1,2026-03-02,125.00,25.00\n")
    by_rate = read(
        "Tilaus;Pvm;Summa (sis. alv)\n1;2.3.2026;125,50\n", vat=Decimal("0.255"), market=None
    )

    assert figures(told, "goods") == figures(by_rate, "goods") == {"2026-W10": 100}


@pytest.mark.parametrize("heading", ["Summa (sis. alv)", "Tilauksen summa (sis. alv)"])
def test_vat_in_the_amounts_without_its_rate_is_asked_for(read, heading):
    with pytest.raises(InvalidInput) as refused:
        read(f"Tilaus;Pvm;{heading}\n1;2.3.2026;125,50\n")
    assert refused.value.codes == ("VAT_UNCLEAR",)


def test_a_total_without_vat_beside_one_with_it_is_taken_as_it_stands(read):
    reading = read("Tilaus;Pvm;Summa ilman ALV;ALV;Summa\n1;2.3.2026;100,00;25,50;125,50\n")

    assert figures(reading, "goods") == {"2026-W10": 100}


def test_a_price_beside_a_quantity_may_be_of_one_piece_so_it_is_asked(read):
    rows = "Tilaus;Pvm;Määrä;Hinta\n1;2.3.2026;2;10,00\n"

    with pytest.raises(InvalidInput) as refused:
        read(rows)
    said = read(rows, columns={"Hinta": "total"})
    alone = read("Tilaus;Pvm;Hinta\n1;2.3.2026;10,00\n")

    assert refused.value.codes == ("PRICE_UNCLEAR",)
    assert figures(said, "goods") == figures(alone, "goods") == {"2026-W10": 10}


MARKETPLACE = """\
Sale Date,Order ID,Ship Country,Currency,Order Value,Discount Amount,Shipping,Order Total,Status
03/02/26,9001,Sweden,EUR,68.00,0,8.00,76.00,Completed
03/13/26,9002,Sweden,EUR,27.00,2.70,6.00,30.30,Completed
"""


def test_a_marketplace_tells_the_value_of_the_goods_and_the_total_of_the_order(read):
    reading = read(MARKETPLACE, market="SE")

    assert figures(reading, "goods") == {"2026-W10": 68, "2026-W11": Decimal("24.30")}
    assert figures(reading, "shipping") == {"2026-W10": 8, "2026-W11": 6}

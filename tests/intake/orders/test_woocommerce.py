"""WooCommerce's own report of orders and the exports of its extensions, with their traps."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.orders.shops import (
    Row,
    adds_up,
    asides,
    by_number,
    columns,
    csv_text,
    figures,
    saved,
    standings,
    surroundings,
    told,
)

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext, Importer
from trialkit.intake.orders.order import OrderFile, Refund, Standing
from trialkit.intake.orders.shops.woocommerce import WooCommerceImporter, orders_in
from trialkit.intake.orders.totals import require_totals
from trialkit.testing.importers import ImporterContract

REPORT = columns(
    "Date,Order #,N. Revenue (formatted),N. Revenue,Status,Customer,Customer type,"
    "Product(s),Items sold,Coupon(s),Attribution"
)

EXPORT = columns(
    "order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,"
    "fee_total,fee_tax_total,tax_total,cart_discount,order_discount,discount_total,"
    "order_total,order_subtotal,order_currency,payment_method,payment_method_title,"
    "customer_id,customer_user,customer_email,billing_first_name,billing_email,"
    "billing_country,shipping_country,customer_note,refund_items,refunded_total,parent_id,"
    "line_item_1,line_item_2"
)

A_ROW_A_LINE = [*EXPORT[:-2], "item_name", "item_quantity", "item_total"]


def reported(number: str, net: str, **columns: object) -> Row:
    """A row of WooCommerce's own report."""
    said = {name.replace("_", " "): value for name, value in columns.items()}
    return {
        "Date": "2026-03-10 12:00:00",
        "Order #": number,
        "N. Revenue (formatted)": f"{net} €",
        "N. Revenue": net,
        "Status": "completed",
        "Customer": "Maija Meikäläinen",
        "Customer type": "new",
        "Product(s)": "1× Villapaita",
        "Items sold": "1",
        **said,
    }


def exported(number: str, total: str, **columns: object) -> Row:
    """An order of one row, as an extension exports it: without VAT and postage unless said."""
    return {
        "order_id": f"9{number}",
        "order_number": number,
        "order_date": "2026-03-10 12:00:00",
        "paid_date": "2026-03-10 12:01:00",
        "status": "completed",
        "shipping_total": "0.00",
        "fee_total": "0.00",
        "tax_total": "0.00",
        "discount_total": "0.00",
        "order_total": total,
        "order_subtotal": columns.get("order_total", total),
        "order_currency": "EUR",
        "payment_method": "stripe",
        "payment_method_title": "Credit card",
        "customer_id": "0",
        "customer_email": f"{number}@example.org",
        "billing_email": f"{number}@example.org",
        "billing_country": "FI",
        "shipping_country": "SE",
        **columns,
    }


@pytest.fixture
def export(tmp_path):
    def export(
        *rows: Row, headings: Sequence[str] = EXPORT, encoding: str = "utf-8", **changes: object
    ) -> OrderFile:
        path = saved(tmp_path, csv_text(headings, rows), encoding=encoding)
        return orders_in(path, surroundings(**changes))

    return export


@pytest.fixture
def report(export):
    def report(*rows: Row, **changes: object) -> OrderFile:
        return export(*rows, headings=REPORT, **changes)

    return report


# WooCommerce's own report


def test_the_report_is_net_already_and_nothing_is_said_of_vat(report):
    file = report(reported("1001", "100.00"), vat=Decimal("0.255"))

    order = by_number(file)["1001"]
    assert (order.goods, order.shipping, order.gross) == (100, 0, None)
    (note,) = map(str, file.notes)
    assert note == (
        "WooCommerce's report tells net revenue without postage: postage stays empty, and revenue "
        "is without it."
    )


def test_a_refund_in_the_report_belongs_to_its_own_day(report, tmp_path):
    rows = [
        reported("1001", "100.00", Status="refunded"),
        reported("1001", "-100.00", Date="2026-03-18 09:00:00", Status="completed"),
    ]

    file = report(*rows)

    sold, given_back = file.orders
    assert (sold.standing, sold.refunds) == (Standing.COUNTED, ())
    assert "counted again" not in " ".join(map(str, file.notes))
    assert (given_back.standing, given_back.row) == (Standing.CREDIT, 3)
    assert given_back.refunds == (Refund(day=date(2026, 3, 18), goods=Decimal(100)),)
    reading = WooCommerceImporter().read(saved(tmp_path, csv_text(REPORT, rows)), surroundings())
    found = figures(reading)
    assert (found["goods", "2026-W11"], found["refunds_goods", "2026-W11"]) == (100, 0)
    assert (found["goods", "2026-W12"], found["refunds_goods", "2026-W12"]) == (0, 100)
    assert ("shipping", "2026-W11") not in found


def test_two_equal_refunds_at_different_times_are_two(report):
    file = report(
        reported("1001", "100.00"),
        reported("1001", "-10.00", Date="2026-03-18 09:00:00"),
        reported("1001", "-10.00", Date="2026-03-18 09:05:00"),
    )

    assert require_totals(file)["EUR"].credits == -20


def test_the_reports_customers_are_told_apart_by_name_which_is_not_kept(report):
    file = report(
        reported("1", "10.00"),
        reported("2", "10.00", Customer="maija meikäläinen "),
        reported("3", "10.00", Customer="Kalle Kustaa"),
        reported("4", "10.00", Customer=""),
    )

    first, same, other, nobody = (order.customer for order in file.orders)
    assert first == same != other
    assert nobody is None
    assert "Maija" not in repr(file)


def test_the_currency_of_the_report_stands_beside_its_amounts(report):
    file = report(reported("1", "100.00", **{"N. Revenue (formatted)": "100,00 SEK"}))

    assert file.stated == {"SEK": Decimal("100.00")}


@pytest.mark.parametrize(
    "headings",
    [
        "Date,Order #,Status,Customer,Customer type,Product(s),Items sold,Coupon(s),N. Revenue",
        "Päivämäärä;Tilaus #;Tila;Asiakas;Asiakastyyppi;Tuote(et);Myydyt;Kuponki(-it);Nettomyynti",
        "Datum;Beställning #;Status;Kund;Kundtyp;Produkt(er);Sålda;Kupong(er);Nettoförsäljning",
    ],
    ids=["en", "fi", "sv"],
)
@pytest.mark.parametrize("status", ["Completed", "Valmis", "Slutförd"])
def test_the_report_is_read_in_three_languages(tmp_path, headings, status):
    cut = ";" if ";" in headings else ","
    cells = ["2026-03-10 12:00:00", "1001", status, "A", "new", '"1× Sukat"', "1", "", "12.50"]
    path = saved(tmp_path, f"{headings}\n{cut.join(cells)}\n", encoding="utf-8-sig")

    assert WooCommerceImporter().recognises(path, path.read_bytes())
    file = orders_in(path, surroundings())

    assert standings(file) == {"1001": Standing.COUNTED}
    assert by_number(file)["1001"].goods == Decimal("12.50")


def test_a_report_without_countries_says_nothing_of_one_market_unless_told(tmp_path):
    path = saved(tmp_path, csv_text(REPORT, [reported("1001", "100.00")]))
    to_sweden = surroundings()
    draft = attrs.evolve(to_sweden.trial.draft, slots={"market": "SE"})
    to_sweden = attrs.evolve(to_sweden, trial=attrs.evolve(to_sweden.trial, draft=draft))

    with pytest.raises(InvalidInput) as refused:
        WooCommerceImporter().read(path, to_sweden)
    reading = WooCommerceImporter().read(path, attrs.evolve(to_sweden, countries={"-": "SE"}))

    assert refused.value.codes == ("NO_COUNTRIES",)
    assert "--country “-=SE”" in str(refused.value)
    assert figures(reading)["orders", "2026-W11"] == 1


def test_a_file_that_names_no_customer_gives_no_count_of_them(tmp_path):
    path = saved(tmp_path, csv_text(REPORT, [reported("1001", "100.00", Customer="")]))

    reading = WooCommerceImporter().read(path, surroundings())

    assert not [metric for metric, _ in figures(reading) if metric == "new_customers"]


# Exports of extensions: one row an order


def test_an_exported_order_is_parted_into_goods_postage_and_vat(export):
    file = export(
        exported(
            "1001",
            "138.05",
            order_subtotal="120.00",
            discount_total="20.00",
            shipping_total="8.00",
            fee_total="2.00",
            tax_total="28.05",
            line_item_1="name:Villapaita|product_id:7|sku:V7|quantity:2|total:75.00|sub_total:90.00",
            line_item_2="name:Sukat|product_id:8|sku:|quantity:1|total:25.00|sub_total:30.00",
        )
    )

    order = by_number(file)["1001"]
    assert (order.goods, order.shipping, order.gross) == (100, 10, Decimal("138.05"))
    assert order.country == "SE"
    assert file.stated == {"EUR": Decimal("138.05")}
    assert told(file) == []


def test_an_extension_that_writes_prices_with_vat_is_understood(export):
    file = export(
        exported(
            "1001", "138.05", order_subtotal="125.50", shipping_total="12.55", tax_total="28.05"
        )
    )

    order = by_number(file)["1001"]
    assert (order.goods, order.shipping) == (100, 10)


def test_the_advanced_extensions_headings_are_known(export):
    headings = columns(
        "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),"
        "Country Code (Billing),Email (Billing),Country Code (Shipping),Payment Method Title,"
        "Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,"
        "Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),"
        "Item Cost"
    )
    head = {
        "Order Number": "1001",
        "Order Status": "Käsittelyssä",
        "Order Date": "2026-03-10 12:00",
        "Customer Note": "Soita\novikelloa",
        "Country Code (Billing)": "FI",
        "Country Code (Shipping)": "SE",
        "Email (Billing)": "a@example.org",
        "Cart Discount Amount": "0",
        "Order Subtotal Amount": "100",
        "Order Shipping Amount": "10",
        "Order Refund Amount": "0",
        "Order Total Amount": "138.05",
        "Order Total Tax Amount": "28.05",
    }
    rows = [
        {**head, "Item #": "1", "Item Name": "Villapaita", "Item Cost": "80"},
        {"Item #": "2", "Item Name": "Sukat", "Item Cost": "20"},
    ]

    file = export(*rows, headings=headings)

    order = by_number(file)["1001"]
    assert (order.rows, order.goods, order.shipping, order.country) == (2, 100, 10, "SE")


def test_only_paid_orders_count_with_or_without_the_prefix(export):
    words = ("wc-processing", "completed", "wc-on-hold", "pending", "wc-failed", "checkout-draft")
    rows = [exported(str(n), "10.00", status=word) for n, word in enumerate(words)]

    file = export(
        *rows,
        exported("7", "10.00", status="wc-cancelled"),
        exported("8", "10.00", payment_method="bogus"),
        exported("9", "0.00"),
    )

    assert [order.standing.name for order in file.orders] == [
        *("COUNTED", "COUNTED", "UNPAID", "UNPAID", "UNPAID", "UNPAID"),
        *("CANCELLED", "TEST", "NOTHING_SOLD"),
    ]


def test_a_status_of_the_shops_own_is_told_with_those_that_are_known(export):
    file = export(exported("1", "10.00", status="wc-toimitettu"), exported("2", "10.00"))

    assert told(file) == [(2, "UNKNOWN_STATUS", "status")]
    assert "completed, processing" in str(file.unreadable[0].remedy)


def test_gift_cards_and_postage_among_the_lines_are_no_goods(export):
    file = export(
        exported(
            "1001",
            "86.00",
            line_item_1="name:Lahjakortti|quantity:1|total:50.00",
            line_item_2="name:Pipo|quantity:1|total:36.00",
        ),
        exported("1002", "50.00", line_item_1="name:Gift card|quantity:1|total:50.00"),
    )

    order = by_number(file)["1001"]
    assert (order.goods, order.gross, order.rows) == (36, 36, 1)
    assert standings(file)["1002"] is Standing.NOTHING_SOLD
    assert require_totals(file)["EUR"].all == 136
    assert adds_up(file)


def test_guests_are_known_by_e_mail_and_customers_by_id_or_e_mail(export):
    file = export(
        exported("1", "10.00", customer_id="0", billing_email="a@example.org"),
        exported("2", "10.00", customer_id="7", billing_email="a@example.org"),
        exported("3", "10.00", customer_id="7", billing_email="new@example.org"),
        exported("4", "10.00", customer_id="0", billing_email="", customer_email=""),
        exported("5", "10.00", customer_id="0", billing_email="b@example.org"),
    )

    guest, member, moved, nobody, other = (order.customer for order in file.orders)
    assert guest == member == moved != other
    assert nobody is None
    assert "example.org" not in repr(file)


# One row a line


def test_an_order_of_a_row_a_line_is_one_order(export):
    head = exported("1001", "138.05", shipping_total="10.00", tax_total="28.05")
    head = {**head, "order_subtotal": "100.00"}
    file = export(
        {**head, "item_name": "Villapaita", "item_quantity": "1", "item_total": "80.00"},
        {**head, "item_name": "Sukat", "item_quantity": "2", "item_total": "20.00"},
        {**exported("1002", "5.00"), "item_name": "Pipo", "item_total": "5.00"},
        headings=A_ROW_A_LINE,
    )

    assert [(order.number, order.rows, order.goods) for order in file.orders] == [
        ("1001", 2, 100),
        ("1002", 1, 5),
    ]
    assert file.stated == {"EUR": Decimal("143.05")}


def test_lines_that_do_not_come_to_their_order_are_told(export):
    head = exported("1001", "100.00")
    file = export(
        {**head, "item_name": "Villapaita", "item_total": "80.00"},
        {**head, "item_name": "Sukat", "item_total": "10.00"},
        headings=A_ROW_A_LINE,
    )

    assert told(file) == [(2, "TOTAL_OFF", None), (3, "ORDER_INCOMPLETE", None)]


def test_parts_that_do_not_come_to_the_total_are_told_with_both(export):
    file = export(exported("1001", "110.00", order_subtotal="100.00", shipping_total="5.90"))

    assert str(file.unreadable[0].message) == (
        "Order 1001 says 110.00 in all, and its parts come to 105.90."
    )


# Refunds


def test_a_record_of_a_refund_has_its_own_day_and_the_market_of_its_order(export):
    file = export(
        exported(
            "1001", "138.05", order_subtotal="100.00", shipping_total="10.00", tax_total="28.05"
        ),
        exported(
            "1207",
            "-81.58",
            parent_id="1001",
            order_date="2026-04-02 10:00:00",
            status="",
            order_subtotal="",
            shipping_total="-5.00",
            tax_total="-16.58",
            billing_country="",
            shipping_country="",
        ),
    )

    given_back = by_number(file)["1207"]
    assert (given_back.standing, given_back.country) == (Standing.CREDIT, "SE")
    assert given_back.refunds == (
        Refund(day=date(2026, 4, 2), goods=Decimal("60.00"), other=Decimal("5.00")),
    )
    assert require_totals(file)["EUR"].credits == Decimal("-81.58")


def test_a_refund_told_in_two_places_is_counted_once(export):
    file = export(
        exported("1001", "100.00", refunded_total="40.00"),
        exported("1207", "-40.00", parent_id="1001", order_subtotal=""),
        exported("1002", "100.00", refunded_total="30.00"),
    )

    assert by_number(file)["1001"].refunds == ()
    assert by_number(file)["1002"].refunds[0].goods == 30
    assert "wasn't counted again" in " ".join(map(str, file.notes))


def test_a_refund_of_a_cancelled_order_takes_nothing_off_the_sales(export):
    file = export(
        exported("1001", "100.00", status="cancelled"),
        exported("1207", "-100.00", parent_id="1001", order_subtotal=""),
    )

    assert standings(file) == {"1001": Standing.CANCELLED}
    assert asides(file) == {"a refund of an order that isn't counted": 1}
    assert require_totals(file)["EUR"].all == 0


def test_refunds_with_their_days_in_a_cell_keep_them(export):
    file = export(
        exported(
            "1001",
            "110.00",
            order_subtotal="100.00",
            shipping_total="10.00",
            refunded_total="105.00",
            refund_items="amount:60.00|reason:koko|date:2026-03-20 10:00:00;"
            "amount:45.00|reason:|date:2026-04-01 10:00:00",
        )
    )

    assert by_number(file)["1001"].refunds == (
        Refund(day=date(2026, 3, 20), goods=Decimal("60.00"), other=Decimal("0.00")),
        Refund(day=date(2026, 4, 1), goods=Decimal("40.00"), other=Decimal("5.00")),
    )
    assert not [note for note in file.notes if "doesn't say when" in str(note)]


def test_a_refund_beside_its_order_is_booked_to_the_orders_day_and_said_so(export):
    file = export(
        exported("1001", "100.00", refunded_total="-40.00"),
        exported("1002", "100.00", status="wc-refunded"),
    )

    assert [order.refunds[0].goods for order in file.orders] == [40, 100]
    assert "2 orders have money given back" in " ".join(map(str, file.notes))


# The file


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_finnish_export_with_commas_in_its_amounts_is_read(tmp_path, encoding):
    row = exported(
        "1001",
        "1 380,50",
        order_subtotal="1000,000",
        shipping_total="100,00",
        tax_total="280,50",
        billing_first_name="Päivi",
        customer_note="Iltaisin;\nkiitos!",
        order_date="10.3.2026 12.00",
    )
    path = saved(tmp_path, csv_text(EXPORT, [row], delimiter=";"), encoding=encoding)

    file = orders_in(path, surroundings())

    order = by_number(file)["1001"]
    assert (order.goods, order.shipping, order.day) == (1000, 100, date(2026, 3, 10))


def test_a_day_that_could_be_two_is_asked_about_unless_another_settles_it(export):
    doubtful = exported("1", "10.00", order_date="03/04/2026 10:00")

    alone = export(doubtful)
    settled = export(doubtful, exported("2", "10.00", order_date="03/14/2026 10:00"))
    said = export(doubtful, date_order="dmy")

    assert told(alone) == [(2, "AMBIGUOUS_DAY", "order_date")]
    assert "--dates" in str(alone.unreadable[0].remedy)
    assert by_number(settled)["1"].day == date(2026, 3, 4)
    assert by_number(said)["1"].day == date(2026, 4, 3)


def test_the_same_order_twice_is_counted_once(export):
    row = exported("1001", "10.00")

    file = export(row, exported("1002", "5.00"), {name: name for name in EXPORT}, row)

    assert asides(file) == {"the headings once more": 1, "the same order once more": 1}
    assert require_totals(file)["EUR"].all == 25
    assert adds_up(file)


def test_a_file_without_its_orders_numbers_says_so(tmp_path):
    headings = [name for name in EXPORT if name not in ("order_id", "order_number")]
    row = exported("1", "10.00")
    path = saved(tmp_path, csv_text(headings, [{name: row.get(name, "") for name in headings}]))

    with pytest.raises(InvalidInput) as refused:
        orders_in(path, surroundings())

    assert refused.value.codes == ("COLUMN_MISSING",)


@pytest.mark.parametrize(
    ("headings", "recognised"),
    [
        (EXPORT, True),
        (REPORT, True),
        (A_ROW_A_LINE, True),
        (["Order", "Date", "Status", "Total"], False),
        (["Tilausnumero", "Päivämäärä", "Tila", "Asiakas", "Summa"], False),
        (["viikko", "tilaukset", "myynti"], False),
    ],
)
def test_it_is_known_by_its_headings(tmp_path, headings, recognised):
    for delimiter in ",;\t":
        path = saved(tmp_path, "\ufeff" + delimiter.join(headings) + "\n")

        assert WooCommerceImporter().recognises(path, path.read_bytes()) is recognised


# What must hold for every file


@st.composite
def rows_of_an_order(draw: st.DrawFn) -> list[Row]:
    """Any order that adds up, with the records of its refunds."""
    number = str(draw(st.integers(1, 10**8)))
    goods = draw(st.integers(0, 50_000))
    discount = draw(st.integers(0, goods))
    shipping = draw(st.sampled_from([0, 590]))
    rate = draw(st.sampled_from([0, 135, 255]))
    with_vat = draw(st.booleans())
    net = goods - discount + shipping
    tax = round(net * rate / (1000 + rate if with_vat else 1000))
    total = net if with_vat else net + tax
    statuses = ["wc-completed", "Käsittelyssä", "on-hold", "refunded", "Peruttu"]
    order = exported(
        number,
        f"{total / 100:.2f}",
        order_subtotal=f"{goods / 100:.2f}",
        discount_total=f"{discount / 100:.2f}",
        shipping_total=f"{shipping / 100:.2f}",
        tax_total=f"{tax / 100:.2f}",
        status=draw(st.sampled_from(statuses)),
        order_currency=draw(st.sampled_from(["EUR", "NOK"])),
        refunded_total=f"{draw(st.integers(0, total)) / 100:.2f}",
    )
    back = draw(st.integers(0, total))
    if not back:
        return [order]
    record = exported(
        f"{number}9",
        f"{-back / 100:.2f}",
        parent_id=number,
        order_subtotal="",
        order_currency=order["order_currency"],
        order_date="2026-04-01 10:00:00",
    )
    return [order, record]


@settings(max_examples=60)
@given(st.lists(rows_of_an_order(), max_size=6, unique_by=lambda rows: rows[0]["order_number"]))
def test_whatever_was_sold_every_row_and_every_cent_is_accounted_for(tmp_path_factory, sold):
    rows = [row for order in sold for row in order]
    path = saved(tmp_path_factory.mktemp("shop"), csv_text(EXPORT, rows))

    file = orders_in(path, surroundings())

    assert (file.rows, file.unreadable) == (len(rows), ())
    assert adds_up(file)
    for currency, total in require_totals(file).items():
        of_it = [row for row in rows if row["order_currency"] == currency]
        assert total.all == sum(Decimal(str(row["order_total"])) for row in of_it)
    for order in file.orders:
        assert min(order.goods, order.shipping) >= 0
        for refund in order.refunds:
            assert min(refund.goods, refund.other) >= 0
    assert "@" not in repr(WooCommerceImporter().read(path, surroundings()))


class TestWooCommerce(ImporterContract):
    def importer(self) -> Importer:
        return WooCommerceImporter()

    def context(self) -> ImportContext:
        return surroundings()

    def samples(self, folder: Path) -> Sequence[Path]:
        names = ("report.csv", "export.csv", "lines.csv")
        if not (folder / names[0]).exists():
            report = [
                reported("1", "100.00"),
                reported("1", "-20.00", Date="2026-03-20 10:00:00"),
                reported("2", "10.00", Status="Epäonnistunut"),
            ]
            rows = [
                exported("1", "100.00", refunded_total="10.00"),
                exported("2", "100.00", status="wc-lähetetty"),
                exported("3", "20.00", order_subtotal="15.00"),
            ]
            lines = [{**row, "item_name": "Pipo"} for row in (rows[0], rows[0], rows[1])]
            saved(folder, csv_text(REPORT, report), name=names[0])
            saved(folder, csv_text(EXPORT, rows, delimiter=";"), name=names[1])
            saved(folder, csv_text(A_ROW_A_LINE, lines), name=names[2])
        return [folder / name for name in names]

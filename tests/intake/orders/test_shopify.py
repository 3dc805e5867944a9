"""Shopify's export of orders, with every trap that real ones have."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.orders.shops import (
    SHOPIFY,
    Row,
    adds_up,
    asides,
    bought,
    by_number,
    csv_text,
    figures,
    saved,
    standings,
    surroundings,
    told,
)

from trialkit.errors import InvalidInput
from trialkit.hooks.contracts import ImportContext, Importer
from trialkit.intake.orders.amounts import to_the_cent
from trialkit.intake.orders.order import OrderFile, Refund, Standing
from trialkit.intake.orders.shops.shopify import ShopifyImporter, orders_in
from trialkit.intake.orders.totals import require_totals
from trialkit.intake.sheets import write_sheet
from trialkit.testing.importers import ImporterContract


@pytest.fixture
def export(tmp_path):
    def export(*orders: list[Row], encoding: str = "utf-8", **changes: object) -> OrderFile:
        text = csv_text(SHOPIFY, (row for rows in orders for row in rows))
        return orders_in(saved(tmp_path, text, encoding=encoding), surroundings(**changes))

    return export


# One order


def test_an_order_of_several_lines_is_one_order_with_one_total(export):
    file = export(
        bought(
            "#1001",
            "105.90",
            ("1", "Sukat", "20.00"),
            item=("2", "Villapaita", "40.00"),
            Subtotal="100.00",
            Shipping="5.90",
        )
    )

    order = by_number(file)["#1001"]
    assert (order.row, order.rows, order.standing) == (2, 2, Standing.COUNTED)
    assert (order.goods, order.shipping, order.gross) == (100, Decimal("5.90"), Decimal("105.90"))
    assert file.stated == {"EUR": Decimal("105.90")}


def test_a_blank_status_below_is_the_same_order_and_not_an_unpaid_one(export):
    file = export(bought("#1001", "30.00", ("2", "Sukat", "10.00"), item=("1", "Pipo", "10.00")))

    assert standings(file) == {"#1001": Standing.COUNTED}


def test_lines_that_somebody_has_sorted_away_find_their_order(export):
    first = bought("#1001", "30.00", ("2", "Sukat", "10.00"), item=("1", "Pipo", "10.00"))
    second = bought("#1002", "8.00")

    file = export([first[1], *second, first[0]])

    assert [(order.number, order.row, order.rows) for order in file.orders] == [
        ("#1001", 2, 2),
        ("#1002", 3, 1),
    ]
    assert by_number(file)["#1001"].goods == 30


def test_a_merged_cell_leaves_the_number_to_the_row_above(export):
    rows = bought("#1001", "30.00", ("2", "Sukat", "10.00"), item=("1", "Pipo", "10.00"))

    file = export([rows[0], {**rows[1], "Name": ""}])

    assert by_number(file)["#1001"].rows == 2


def test_fields_that_an_app_repeats_on_every_line_are_counted_once(export):
    rows = bought("#1001", "30.00", ("2", "Sukat", "10.00"), item=("1", "Pipo", "10.00"))

    file = export([rows[0], {**rows[0], **{k: v for k, v in rows[1].items() if v != ""}}])

    assert by_number(file)["#1001"].gross == 30
    assert adds_up(file)


# VAT


def test_vat_in_the_prices_is_taken_off_by_the_orders_own_share(export):
    file = export(
        bought("#1001", "125.50", Subtotal="115.50", Shipping="10.00", Taxes="25.50"),
    )

    order = by_number(file)["#1001"]
    assert (order.goods, order.shipping) == (Decimal("92.03"), Decimal("7.97"))
    assert order.goods + order.shipping == Decimal("100.00")


def test_vat_on_top_of_the_prices_is_left_off(export):
    file = export(
        bought("#1001", "138.05", Subtotal="100.00", Shipping="10.00", Taxes="28.05"),
    )

    order = by_number(file)["#1001"]
    assert (order.goods, order.shipping, order.gross) == (100, 10, Decimal("138.05"))


def test_one_file_may_hold_orders_with_and_without_vat_in_their_prices(export):
    file = export(
        bought("#1001", "125.50", Taxes="25.50"),
        bought("#1002", "125.50", Subtotal="100.00", Taxes="25.50"),
        bought("#1003", "100.00", Taxes="0.00", Shipping_Country="US"),
    )

    assert {order.goods for order in file.orders} == {Decimal("100.00")}


def test_a_shop_without_any_vat_is_net_and_the_note_says_so(export):
    file = export(bought("#1001", "53.91"))

    assert by_number(file)["#1001"].goods == Decimal("53.91")
    assert (
        "No order in the file has VAT, so its amounts were taken as net. If there is VAT in them "
        "all the same, say the rate: --vat 25.5."
    ) in map(str, file.notes)


def test_a_rate_that_was_said_counts_where_no_order_has_vat(export):
    file = export(
        bought("#1001", "125.50", Subtotal="115.50", Shipping="10.00"), vat=Decimal("0.255")
    )

    order = by_number(file)["#1001"]
    assert (order.goods, order.shipping) == (Decimal("92.03"), Decimal("7.97"))
    assert not [note for note in file.notes if "--vat" in str(note)]


# What counts


def test_only_paid_orders_count(export):
    file = export(
        bought("#1", "10.00", Financial_Status="pending"),
        bought("#2", "10.00", Financial_Status="authorized"),
        bought("#3", "10.00", Financial_Status="partially_paid", Outstanding_Balance="5.00"),
        bought("#4", "10.00", Financial_Status="voided"),
        bought("#5", "10.00", Cancelled_at="2026-03-11 08:00:00 +0200"),
        bought("#6", "10.00", Payment_Method="bogus"),
        bought("#7", "10.00", Tags="vip, testi"),
        bought("#8", "0.00", Discount_Amount="25.00", item=("1", "Pipo", "25.00")),
        bought("#9", "10.00"),
    )

    assert standings(file) == {
        "#1": Standing.UNPAID,
        "#2": Standing.UNPAID,
        "#3": Standing.UNPAID,
        "#4": Standing.CANCELLED,
        "#5": Standing.CANCELLED,
        "#6": Standing.TEST,
        "#7": Standing.TEST,
        "#8": Standing.NOTHING_SOLD,
        "#9": Standing.COUNTED,
    }
    assert "1 order is paid in part: it counts once it is paid in full." in map(str, file.notes)


def test_a_cancelled_order_stays_cancelled_when_its_money_was_given_back(export):
    file = export(
        bought(
            "#1",
            "10.00",
            Financial_Status="refunded",
            Refunded_Amount="10.00",
            Cancelled_at="2026-03-11 08:00:00 +0200",
        )
    )

    assert standings(file) == {"#1": Standing.CANCELLED}
    assert by_number(file)["#1"].refunds == ()


def test_gift_cards_and_tips_are_left_out_and_keep_their_vat_to_the_goods(export):
    file = export(
        bought(
            "#1001",
            "177.55",
            ("1", "Lahjakortti", "50.00"),
            ("1", "Tip", "2.05"),
            item=("1", "Villapaita", "125.50"),
            Taxes="25.50",
        )
    )

    order = by_number(file)["#1001"]
    assert (order.rows, order.goods, order.gross) == (1, Decimal("100.00"), Decimal("125.50"))
    assert asides(file) == {
        "a gift card: it becomes revenue when it is used": 1,
        "a tip": 1,
    }
    assert require_totals(file)["EUR"].all == Decimal("177.55")


def test_a_tip_that_stands_outside_the_subtotal_is_found(export):
    file = export(
        bought(
            "#1001", "55.00", ("1", "Tip", "5.00"), item=("1", "Pipo", "50.00"), Subtotal="50.00"
        )
    )

    assert by_number(file)["#1001"].gross == 50


def test_an_order_of_nothing_but_a_gift_card_sold_nothing_yet(export):
    file = export(bought("#1001", "50.00", item=("1", "Presentkort 50 €", "50.00")))

    assert standings(file) == {"#1001": Standing.NOTHING_SOLD}
    assert asides(file) == {}


def test_postage_entered_as_goods_is_counted_as_postage(export):
    file = export(
        bought(
            "#1001", "56.00", ("1", "Toimituskulut (Posti)", "6.00"), item=("1", "Pipo", "50.00")
        )
    )

    order = by_number(file)["#1001"]
    assert (order.goods, order.shipping, order.rows) == (50, 6, 2)
    assert "among its goods: it was counted as postage" in " ".join(map(str, file.notes))


# Refunds


def test_a_refund_without_a_day_is_booked_to_its_order_goods_first(export):
    file = export(
        bought(
            "#1001",
            "125.50",
            Subtotal="112.95",
            Shipping="12.55",
            Taxes="25.50",
            Financial_Status="partially_refunded",
            Refunded_Amount="119.22",
        )
    )

    order = by_number(file)["#1001"]
    assert (order.goods, order.shipping) == (90, 10)
    assert order.refunds == (
        Refund(day=date(2026, 3, 10), goods=Decimal("90.00"), other=Decimal("5.00")),
    )
    assert (
        "1 order has money given back, and the file doesn't say when: it was booked to the day of "
        "the order, goods first." in map(str, file.notes)
    )


def test_an_order_given_back_whole_comes_to_nothing(export):
    file = export(
        bought(
            "#1001",
            "105.90",
            Subtotal="100.00",
            Shipping="5.90",
            Financial_Status="refunded",
            Refunded_Amount="",
        )
    )

    order = by_number(file)["#1001"]
    assert order.refunds == (Refund(day=order.day, goods=order.goods, other=order.shipping),)


@pytest.mark.parametrize(("amount", "code"), [("", "REFUND_MISSING"), ("60.00", "TOTAL_OFF")])
def test_a_refund_that_nobody_knows_or_that_is_too_large_is_told(export, amount, code):
    file = export(
        bought("#1", "50.00", Financial_Status="partially_refunded", Refunded_Amount=amount)
    )

    assert told(file) == [(2, code, None)]


# Sums


def test_a_total_that_its_parts_do_not_come_to_is_told_with_both(export):
    file = export(
        bought(
            "#1001", "99.00", ("1", "Sukat", "10.00"), item=("1", "A", "70.00"), Subtotal="80.00"
        )
    )

    assert told(file) == [(2, "TOTAL_OFF", None), (3, "ORDER_INCOMPLETE", None)]
    assert str(file.unreadable[0].message) == (
        "Order #1001 says 99.00 in all, and its parts come to 80.00."
    )
    assert adds_up(file)


def test_lines_that_do_not_come_to_the_subtotal_are_told(export):
    file = export(bought("#1001", "80.00", Shipping="0.00", item=("1", "Pipo", "75.00")))

    assert str(file.unreadable[0].message) == (
        "The lines of order #1001 come to 75.00, and it says 80.00."
    )


@pytest.mark.parametrize(
    ("price", "columns"),
    [
        ("164.50", {"Discount_Amount": "110.59"}),
        ("100.00", {"Lineitem_discount": "46.09"}),
        ("100.00", {"Lineitem_discount": "46.09", "Discount_Amount": "46.09"}),
        ("110.00", {"Lineitem_discount": "46.09", "Discount_Amount": "10.00"}),
        ("63.91", {"Discount_Amount": "14.90"}),
    ],
    ids=["the order's", "the line's", "told twice", "both", "free postage too"],
)
def test_discounts_are_found_where_they_are_told(export, price, columns):
    file = export(bought("#1001", "53.91", item=("1", "Pipo", price), **columns))

    assert told(file) == []
    assert by_number(file)["#1001"].goods == Decimal("53.91")


def test_a_row_that_cannot_be_read_takes_its_whole_order_along(export):
    rows = bought("#1001", "30.00", ("2", "Sukat", "1O.00"), item=("1", "Pipo", "10.00"))

    file = export(rows, bought("#1002", "8.00"))

    assert told(file) == [
        (2, "ORDER_INCOMPLETE", None),
        (3, "NOT_A_NUMBER", "Lineitem price"),
    ]
    assert [order.number for order in file.orders] == ["#1002"]
    assert adds_up(file)


def test_every_fault_of_an_order_is_told_with_its_column(export):
    file = export(
        bought("#1", "10.00", Financial_Status="maksettu?", Created_at="eilen", Currency="euroja")
    )

    assert told(file) == [
        (2, "UNKNOWN_CURRENCY", "Currency"),
        (2, "NOT_A_DAY", "Created at"),
        (2, "UNKNOWN_STATUS", "Financial Status"),
    ]


def test_lines_whose_order_begins_outside_the_file_are_told(export):
    rows = bought("#1001", "30.00", ("2", "Sukat", "10.00"), item=("1", "Pipo", "10.00"))

    file = export([rows[1]], bought("#1002", "8.00"))

    assert told(file) == [(2, "ORDER_INCOMPLETE", None)]


# Numbers


def test_a_number_used_again_after_a_move_is_two_orders(export):
    file = export(
        bought("#1001", "10.00", Created_at="2023-01-05 10:00:00 +0200", Id="1"),
        bought("#1002", "20.00"),
        bought("#1001", "30.00", Id="2"),
    )

    assert [(order.number, order.goods) for order in file.orders] == [
        ("#1001", 10),
        ("#1002", 20),
        ("#1001", 30),
    ]
    assert (
        "1 number belongs to two orders, as after a move to a new shop: #1001. Both are counted."
        in map(str, file.notes)
    )


def test_two_exports_in_one_file_count_an_order_once(export):
    first, second = (
        bought("#1001", "10.00", ("1", "B", "4.00"), item=("1", "A", "6.00")),
        bought("#1002", "20.00"),
    )
    headings = {name: name for name in SHOPIFY}

    file = export(first, second, [headings], first, bought("#1003", "5.00"))

    assert [order.number for order in file.orders] == ["#1001", "#1002", "#1003"]
    assert asides(file) == {"the headings once more": 1, "the same order once more": 2}
    assert require_totals(file)["EUR"].all == Decimal("45.00")
    assert adds_up(file)


def test_two_versions_of_an_order_are_told_and_neither_is_counted(export):
    file = export(
        bought("#1001", "10.00", Financial_Status="pending"),
        bought("#1002", "20.00"),
        bought("#1001", "10.00", Financial_Status="paid"),
    )

    assert told(file) == [(2, "ORDER_TWICE", None), (4, "ORDER_TWICE", None)]
    assert adds_up(file)


# Days, markets, customers


@pytest.mark.parametrize(
    ("placed", "day"),
    [
        ("2026-03-09 00:30:00 +0200", date(2026, 3, 9)),
        ("2026-03-08 23:30:00 +0100", date(2026, 3, 9)),
        ("2026-03-08 22:30:00 UTC", date(2026, 3, 9)),
        ("2026-03-29 21:30:00 UTC", date(2026, 3, 30)),
        ("2026-10-25 21:30:00 UTC", date(2026, 10, 25)),
        ("2026-03-08 17:30:00 -0500", date(2026, 3, 9)),
        ("2026-03-09 00:30:00", date(2026, 3, 9)),
        ("9.3.2026 0.30", date(2026, 3, 9)),
    ],
)
def test_an_order_falls_on_the_day_it_was_in_finland(export, placed, day):
    file = export(bought("#1001", "10.00", Created_at=placed))

    assert by_number(file)["#1001"].day == day


def test_an_order_half_past_midnight_on_monday_is_in_the_new_week(tmp_path):
    text = csv_text(SHOPIFY, bought("#1", "10.00", Created_at="2026-03-08 23:30:00 +0100"))

    reading = ShopifyImporter().read(saved(tmp_path, text), surroundings())

    assert figures(reading)["orders", "2026-W11"] == 1


def test_the_market_is_where_it_was_sent_else_where_the_bill_went(export):
    file = export(
        bought("#1", "10.00"),
        bought("#2", "10.00", Shipping_Country=""),
        bought("#3", "10.00", Shipping_Country="", Billing_Country=""),
    )

    assert [order.country for order in file.orders] == ["SE", "FI", ""]


def test_customers_are_one_by_e_mail_else_by_phone_else_unknown(export):
    file = export(
        bought("#1", "10.00", Email="Maija@Example.org"),
        bought("#2", "10.00", Email="maija@example.org "),
        bought("#3", "10.00", Email="", Phone="'+358 40 123"),
        bought("#4", "10.00", Email="", Phone="'+358 40 123"),
        bought("#5", "10.00", Email=""),
    )

    first, again, by_phone, same_phone, unknown = (order.customer for order in file.orders)
    assert first == again != by_phone == same_phone
    assert unknown is None


def test_the_currency_is_the_orders_own(export):
    file = export(bought("#1", "100.00", Currency="SEK"), bought("#2", "10.00"))

    assert file.stated == {"SEK": Decimal("100.00"), "EUR": Decimal("10.00")}


# The file


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_notes_of_several_lines_and_old_encodings_are_read(export, encoding):
    notes = "Hei!\nVoitteko pakata lahjaksi?\n\nKiitos, Åke"

    file = export(bought("#1", "10.00", Notes=notes, Billing_Zip="'04130"), encoding=encoding)

    assert (file.rows, len(file.orders), told(file)) == (1, 1, [])


def test_a_file_saved_again_in_a_finnish_excel_is_read(tmp_path):
    rows = bought(
        "#1001", "1 234,50", Subtotal="1 228,60", Shipping="5,90", Created_at="10.3.2026 9.50"
    )
    text = csv_text(SHOPIFY, rows, delimiter=";")

    file = orders_in(saved(tmp_path, text, encoding="utf-8-sig"), surroundings())

    assert by_number(file)["#1001"].gross == Decimal("1234.50")


def test_a_workbook_with_a_title_above_is_read(tmp_path):
    rows = bought("#1001", "10.00")
    title = ["Tilaukset 2026", *[""] * (len(SHOPIFY) - 1)]
    cells = [SHOPIFY, *([str(row.get(name, "")) for name in SHOPIFY] for row in rows)]
    write_sheet(tmp_path / "orders.xlsx", title, cells)

    file = orders_in(tmp_path / "orders.xlsx", surroundings())

    assert by_number(file)["#1001"].goods == 10
    assert asides(file) == {"above the headings": 1}
    assert adds_up(file)


def test_a_second_currency_column_is_asked_about(tmp_path):
    text = csv_text([*SHOPIFY, "Valuutta"], bought("#1001", "10.00"))

    with pytest.raises(InvalidInput) as refused:
        orders_in(saved(tmp_path, text), surroundings())

    assert refused.value.codes == ("COLUMN_TWICE",)


def test_a_column_that_is_missing_is_named(tmp_path):
    headings = [name for name in SHOPIFY if name != "Subtotal"]
    rows = [{name: row.get(name, "") for name in headings} for row in bought("#1", "10.00")]

    with pytest.raises(InvalidInput) as refused:
        orders_in(saved(tmp_path, csv_text(headings, rows)), surroundings())

    assert refused.value.codes == ("COLUMN_MISSING",)


def test_cells_that_have_moved_tell_nothing_of_the_customer(export):
    row = dict(bought("#1001", "10.00")[0])
    moved = {**row, "Total": "maija@example.org", "Created at": "Maija Meikäläinen"}

    file = export([moved])

    assert [code for _, code, _ in told(file)] == ["NOT_A_DAY", "CELLS_MOVED"]
    assert "aija" not in repr(file)


@pytest.mark.parametrize(
    ("headings", "recognised"),
    [
        (SHOPIFY, True),
        ([name.upper() for name in SHOPIFY], True),
        (["Name", "Email", "Total"], False),
        (["viikko", "tilaukset", "myynti"], False),
    ],
)
def test_it_is_known_by_its_headings(tmp_path, headings, recognised):
    for delimiter in ",;\t":
        path = saved(tmp_path, "\ufeff" + delimiter.join(headings) + "\n")

        assert ShopifyImporter().recognises(path, path.read_bytes()) is recognised


# What must hold for every file

NAMES = st.sampled_from(["Villapaita", "Sukat", "Lahjakortti 20 €", "Tip", "Frakt", "Pipo; sini"])
LINES = st.lists(
    st.tuples(st.integers(1, 4), NAMES, st.integers(0, 20_000)), min_size=1, max_size=4
)


@st.composite
def orders(draw: st.DrawFn) -> list[Row]:
    """Any order that adds up, as a shop could have it."""
    lines = draw(LINES)
    goods = sum(n * cents for n, name, cents in lines if name not in ("Lahjakortti 20 €", "Tip"))
    apart = sum(n * cents for n, name, cents in lines) - goods
    shipping = draw(st.sampled_from([0, 590]))
    rate = draw(st.sampled_from([0, 135, 255]))
    included = draw(st.booleans())
    tax = round((goods + shipping) * rate / (1000 + rate if included else 1000))
    total = goods + apart + shipping + (0 if included else tax)
    status = draw(st.sampled_from(["paid", "pending", "refunded", "partially_refunded", "voided"]))
    refunded = draw(st.integers(1, total)) if total else 0
    number = f"#{draw(st.integers(1, 10**9))}"
    euros = [(str(n), name, f"{cents / 100:.2f}") for n, name, cents in lines]
    return bought(
        number,
        f"{total / 100:.2f}",
        *euros[1:],
        item=euros[0],
        Subtotal=f"{(goods + apart) / 100:.2f}",
        Shipping=f"{shipping / 100:.2f}",
        Taxes=f"{tax / 100:.2f}",
        Financial_Status=status if total else "paid",
        Refunded_Amount=f"{refunded / 100:.2f}" if "refunded" in status and total else "0.00",
        Tags=draw(st.sampled_from(["", "vip", "test"])),
        Currency=draw(st.sampled_from(["EUR", "SEK"])),
        Cancelled_at=draw(st.sampled_from(["", "", "2026-03-12 10:00:00 +0200"])),
    )


@settings(max_examples=60)
@given(st.lists(orders(), max_size=6, unique_by=lambda rows: rows[0]["Name"]))
def test_whatever_was_sold_every_row_and_every_cent_is_accounted_for(tmp_path_factory, sold):
    rows = [row for order in sold for row in order]
    path = saved(tmp_path_factory.mktemp("shop"), csv_text(SHOPIFY, rows))

    file = orders_in(path, surroundings())

    assert (file.rows, file.unreadable) == (len(rows), ())
    assert adds_up(file)
    for currency, total in require_totals(file).items():
        heads = [row for row in rows if row.get("Currency") == currency]
        assert total.all == sum(Decimal(str(row["Total"])) for row in heads)
    for order in file.orders:
        assert min(order.goods, order.shipping) >= 0
        assert to_the_cent(order.goods) == order.goods
        assert sum(refund.goods for refund in order.refunds) <= order.goods
        assert sum(refund.other for refund in order.refunds) <= order.shipping
    assert "@" not in repr(ShopifyImporter().read(path, surroundings()))


class TestShopify(ImporterContract):
    def importer(self) -> Importer:
        return ShopifyImporter()

    def context(self) -> ImportContext:
        return surroundings()

    def samples(self, folder: Path) -> Sequence[Path]:
        rows = [
            *bought("#1", "30.00", ("2", "Sukat", "10.00"), item=("1", "Pipo", "10.00")),
            *bought("#2", "20.00", Financial_Status="partially_refunded", Refunded_Amount="5.00"),
            *bought("#3", "20.00", Financial_Status="pending"),
            *bought("#4", "70.00", ("1", "Gift card", "50.00"), item=("1", "Pipo", "20.00")),
            *bought("#5", "20.00", ("1", "Sukat", "3.00"), Created_at="eilen"),
            *bought("#6", "20.00", item=("1", "Pipo", "19.00")),
        ]
        workbook = folder / "orders.xlsx"
        english, finnish = folder / "orders.csv", folder / "orders-fi.csv"
        if not workbook.exists():
            write_sheet(
                workbook, SHOPIFY, [[str(row.get(name, "")) for name in SHOPIFY] for row in rows]
            )
            saved(folder, csv_text(SHOPIFY, rows), name=english.name)
            saved(folder, csv_text(SHOPIFY, rows, delimiter=";"), name=finnish.name)
        return [english, finnish, workbook]


def test_an_export_of_the_same_shape_may_number_its_orders_by_id(tmp_path):
    path = saved(
        tmp_path,
        "Order ID,Financial Status,Currency,Subtotal,Shipping,Taxes,Amount Refunded,Total,"
        "Created at,Lineitem quantity,Lineitem name,Lineitem price,Shipping Country\n"
        "00012,PAID,EUR,40.00,5.00,0.00,10.00,45.00,2026-03-03 10:00:00 -0400,1,Mug,30.00,SE\n"
        "00012,,,,,,,,,1,Soap,10.00,\n",
    )

    [order] = orders_in(path, surroundings()).orders

    assert ShopifyImporter().recognises(path, path.read_bytes())
    assert (order.number, order.rows, order.goods, order.shipping) == ("00012", 2, 40, 5)
    assert order.refunds == (Refund(day=date(2026, 3, 3), goods=Decimal("10.00")),)

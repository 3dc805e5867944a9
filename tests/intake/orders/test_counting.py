"""Which orders count, for which market and period, and what is told of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.orders.trade import adds_up, figures, left_out, notes, selling

from trialkit.errors import InvalidInput, Message
from trialkit.intake.orders.counting import reading_of
from trialkit.intake.orders.order import Aside, Order, OrderFile, Refund, Standing
from trialkit.intake.orders.totals import stated_of
from trialkit.model.period import DateRange, PeriodKind

WORKDAYS = [date(2026, 3, day) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]


def order(number: str, day: date, goods: str = "10.00", **changes: object) -> Order:
    said = {
        "number": number,
        "row": int("".join(filter(str.isdigit, number))) + 1,
        "rows": 1,
        "day": day,
        "standing": Standing.COUNTED,
        "country": "Ruotsi",
        "customer": number.encode(),
        "currency": "EUR",
        "goods": Decimal(goods),
        **changes,
    }
    return Order(**said)  # type: ignore[arg-type]


def file_of(*orders: Order, asides: tuple[Aside, ...] = ()) -> OrderFile:
    stated: dict[str, Decimal] = {}
    for each in orders:
        stated[each.currency] = stated.get(each.currency, Decimal(0)) + stated_of(each)
    for aside in asides:
        for currency, amount in aside.amounts.items():
            stated[currency] = stated.get(currency, Decimal(0)) + amount
    rows = sum(each.rows for each in orders) + sum(aside.rows for aside in asides)
    return OrderFile(file="orders.csv", rows=rows, orders=orders, asides=asides, stated=stated)


def test_only_paid_orders_make_figures_and_every_other_is_told_by_its_rule():
    file = file_of(
        order("1", WORKDAYS[0]),
        order("2", WORKDAYS[1], standing=Standing.CANCELLED, rows=3),
        order("3", WORKDAYS[1], standing=Standing.UNPAID),
        order("4", WORKDAYS[1], standing=Standing.TEST),
        order("5", WORKDAYS[1], goods="0", standing=Standing.NOTHING_SOLD),
    )

    reading = reading_of(file, selling())

    assert figures(reading, "orders") == {"2026-W10": 1}
    assert left_out(reading) == {
        "cancelled orders": 3,
        "orders that aren't paid": 1,
        "test orders": 1,
        "orders without goods, or with nothing to pay": 1,
    }
    assert "Orders in the file: 5 (1 counted, 1 cancelled, 1 not paid, 1 test and 1 without" in (
        notes(reading)
    )
    assert [each.number for each in reading.orders] == ["1"]


def test_a_credit_note_is_no_order_and_its_money_goes_back_on_its_own_day():
    back = Refund(day=date(2026, 3, 16), goods=Decimal("4.00"), other=Decimal("1.50"))
    file = file_of(
        order("1", WORKDAYS[0], shipping=Decimal("2.50")),
        order("2", date(2026, 3, 16), goods="0", standing=Standing.CREDIT, refunds=(back,)),
    )

    reading = reading_of(file, selling())

    assert figures(reading, "orders") == {"2026-W10": 1}
    assert figures(reading, "refunds_goods") == {"2026-W12": Decimal("4.00")}
    assert figures(reading, "refunds_other") == {"2026-W12": Decimal("1.50")}
    assert figures(reading, "sales") == {"2026-W10": Decimal("12.50"), "2026-W12": Decimal("-5.50")}


def test_a_trial_of_one_market_counts_that_market_and_names_the_labels_that_are_no_country():
    labels = ["Ruotsi", "SE", "Sweden", "Suomi", "European Community", "Unspecified", ""]
    file = file_of(*(order(str(n), WORKDAYS[n], country=c) for n, c in enumerate(labels)))

    reading = reading_of(file, selling("SE"))

    assert figures(reading, "orders") == {"2026-W10": 3}
    assert left_out(reading) == {
        "orders of other markets than the trial's": 1,
        "orders whose market isn't known": 3,
    }
    assert "Counted orders by market: Sweden 3, others 1, not known 3." in notes(reading)
    assert "No single country: European Community (1) and Unspecified (1)" in notes(reading)
    assert "1 order names no country" in notes(reading)


def test_what_a_label_means_can_be_said_and_goes_before_what_it_looks_like():
    file = file_of(
        order("1", WORKDAYS[0], country="Channel Islands"),
        order("2", WORKDAYS[1], country=""),
        order("3", WORKDAYS[2], country="Norway"),
    )
    said = {"channel islands": "JE", "-": "JE", "Norway": "Jersey"}

    reading = reading_of(file, selling("JE", countries=said))

    assert figures(reading, "orders") == {"2026-W10": 3}


def test_without_any_known_country_nothing_is_counted_for_one():
    file = file_of(order("1", WORKDAYS[0], country=""), order("2", WORKDAYS[1], country=""))

    with pytest.raises(InvalidInput) as refused:
        reading_of(file, selling("SE"))

    assert refused.value.codes == ("NO_COUNTRIES",)
    assert "--country “-=SE”" in str(refused.value)


def test_a_comparison_named_for_a_country_gets_that_countrys_figures():
    file = file_of(
        order("1", WORKDAYS[0]),
        order("2", WORKDAYS[1], country="Norway", goods="7.00"),
        order("3", WORKDAYS[2], country="Denmark"),
    )

    reading = reading_of(file, selling("SE", compared=("Norja", "Tanska", "Viro", "Villapaja 2")))

    assert figures(reading, "goods", "Norja") == {"2026-W10": Decimal("7.00")}
    assert figures(reading, "orders", "Tanska") == {"2026-W10": 1}
    assert {figure.series for figure in reading.figures} == {"", "Norja", "Tanska"}
    assert reading.used == 3


def test_a_whole_week_without_orders_is_zero():
    file = file_of(order("1", WORKDAYS[0]), order("2", date(2026, 3, 20)))

    reading = reading_of(file, selling())

    weeks = [(str(each.period), each.value) for each in reading.figures if each.metric == "orders"]
    assert weeks == [("2026-W10", 1), ("2026-W11", 0), ("2026-W12", 1)]


def test_a_week_that_the_file_begins_or_ends_in_counts_as_it_stands_and_is_named():
    file = file_of(order("1", date(2026, 3, 4)), order("2", date(2026, 3, 10)))

    reading = reading_of(file, selling())

    assert figures(reading, "orders") == {"2026-W10": 1, "2026-W11": 1}
    assert "week 10/2026 and week 11/2026 were counted as if the file held" in notes(reading)
    assert "--covers 2026-03-04..2026-03-10" in notes(reading)


def test_where_the_days_covered_are_said_only_whole_weeks_count():
    file = file_of(*(order(str(n), day) for n, day in enumerate(WORKDAYS)))
    covers = DateRange(date(2026, 3, 4), date(2026, 3, 22))

    reading = reading_of(file, selling(covers=covers))

    weeks = {str(each.period): each.value for each in reading.figures if each.metric == "orders"}
    assert weeks == {"2026-W11": 5, "2026-W12": 0}
    assert left_out(reading) == {"orders outside the periods that are counted": 5}
    assert "as if the file held" not in notes(reading)


def test_a_week_that_is_not_over_is_left_out():
    file = file_of(order("1", date(2026, 3, 2)), order("2", date(2026, 3, 9)))

    reading = reading_of(file, selling(today=date(2026, 3, 15)))

    assert figures(reading, "orders") == {"2026-W10": 1}
    assert left_out(reading) == {"orders of a period that isn't over yet": 1}
    assert "Not over yet, and so not counted: week 11/2026." in notes(reading)


def test_figures_come_by_month_where_the_metric_has_months_already():
    file = file_of(order("1", date(2026, 3, 2)), order("2", date(2026, 4, 9)))

    reading = reading_of(file, selling(kinds={"goods": PeriodKind.MONTH}))

    assert figures(reading, "goods") == {"2026-03": Decimal("10.00"), "2026-04": Decimal("10.00")}
    assert set(figures(reading, "orders")) == {"2026-W10", "2026-W15"}


def test_a_customer_is_new_once_wherever_and_whenever_they_bought_first():
    file = file_of(
        order("1", date(2026, 3, 2), customer=b"anna"),
        order("2", date(2026, 3, 9), customer=b"anna"),
        order("3", date(2026, 3, 9), customer=b"bertil", country="Finland"),
        order("4", date(2026, 3, 16), customer=b"bertil"),
        order("5", date(2026, 3, 16), customer=None),
        order("6", date(2026, 3, 2), customer=b"carin", standing=Standing.UNPAID),
        order("7", date(2026, 3, 16), customer=b"carin"),
    )

    reading = reading_of(file, selling("SE"))

    assert figures(reading, "new_customers") == {"2026-W10": 1, "2026-W12": 1}
    assert "1 counted order names no customer" in notes(reading)


def test_a_short_look_back_is_told_and_a_long_one_too():
    short = reading_of(file_of(order("1", date(2026, 1, 5))), selling())
    long = reading_of(file_of(order("1", date(2024, 3, 1))), selling())

    assert "looks back only 56 days before 2 Mar 2026; with less than 24" in notes(short)
    assert "It looks back 731 days before 2 Mar 2026." in notes(long)


def test_what_belongs_to_the_whole_trial_phase_waits_until_the_file_covers_it():
    customers = {"customer": b"anna", "goods": "30.00"}
    early = order("1", date(2026, 3, 2), **customers)
    again = order("2", date(2026, 4, 1), **customers)
    later = order("3", date(2026, 5, 24), goods="40.00")

    part = reading_of(file_of(early, again), selling())
    whole = reading_of(file_of(early, again, later), selling())

    assert not figures(part, "top_customer_share")
    assert figures(whole, "top_customer_share") == {"trial": Decimal("0.6000")}
    assert figures(whole, "new_markets") == {"trial": 1}


def test_a_country_is_new_without_an_order_in_the_24_months_before_and_not_wholly_refunded():
    whole = Refund(day=date(2026, 4, 1), goods=Decimal("10.00"))
    file = file_of(
        order("1", date(2024, 3, 4), country="Norway"),
        order("2", date(2023, 1, 4), country="Denmark"),
        order("3", date(2026, 3, 2), country="Norway"),
        order("4", date(2026, 3, 2), country="Denmark"),
        order("5", date(2026, 3, 2), country="Estonia", refunds=(whole,)),
        order("6", date(2026, 3, 2), country="Latvia"),
        order("7", date(2026, 6, 1), country="Sweden"),
    )

    reading = reading_of(file, selling("SE"))

    assert figures(reading, "new_markets") == {"trial": 2}


def test_who_bought_again_within_ninety_days_is_counted_of_those_who_had_the_time():
    file = file_of(
        order("1", date(2026, 3, 2), customer=b"anna"),
        order("2", date(2026, 3, 2), customer=b"anna"),
        order("3", date(2026, 3, 3), customer=b"bertil"),
        order("4", date(2026, 6, 1), customer=b"bertil"),
        order("5", date(2026, 5, 20), customer=b"carin"),
        order("6", date(2026, 5, 24), customer=b"carin"),
    )

    reading = reading_of(file, selling())

    assert figures(reading, "cohort_90") == {"trial": 2}
    assert figures(reading, "repeat_90") == {"trial": 1}
    later = reading_of(file, selling(covers=DateRange(date(2026, 3, 2), date(2026, 9, 30))))
    assert figures(later, "cohort_90") == {"trial": 3}
    assert figures(later, "repeat_90") == {"trial": 2}


def test_amounts_are_converted_at_each_orders_own_day():
    rates = {date(2026, 3, 2): Decimal("0.09"), date(2026, 3, 7): Decimal("0.10")}

    def rate(amount, _currency, _money, day):
        return amount * rates[day], rates[day], min(day, date(2026, 3, 6))

    file = file_of(
        order("1", date(2026, 3, 2), goods="100.00", currency="SEK"),
        order("2", date(2026, 3, 7), goods="55.55", currency="SEK"),
    )

    reading = reading_of(file, selling(rate=rate))

    figure = next(each for each in reading.figures if each.metric == "goods")
    assert figure.value == Decimal("14.56")
    assert figure.conversion
    assert figure.conversion.amount == Decimal("155.55")
    assert figure.conversion.currency == "SEK"
    assert figure.conversion.rate_on == date(2026, 3, 6)
    assert "Amounts in SEK were converted to EUR" in notes(reading)
    assert "7 Mar 2026 has no rate of its own" in notes(reading)


def test_a_week_in_two_currencies_is_a_sum_without_an_original_amount():
    file = file_of(order("1", WORKDAYS[0], currency="SEK"), order("2", WORKDAYS[1], currency="EUR"))

    reading = reading_of(file, selling())

    figure = next(each for each in reading.figures if each.metric == "goods")
    assert (figure.value, figure.conversion) == (Decimal("20.00"), None)


def test_a_currency_without_rates_is_refused_at_its_row():
    def rate(_amount, currency, _money, _day):
        raise InvalidInput(Message("No rates for {c}.", c=currency), code="UNKNOWN_CURRENCY")

    with pytest.raises(InvalidInput) as refused:
        reading_of(file_of(order("1", WORKDAYS[0], currency="XTS")), selling(rate=rate))

    assert refused.value.problems[0].place.row == 2


def test_a_trial_that_nothing_of_orders_fills_says_so(context):
    with pytest.raises(InvalidInput) as refused:
        reading_of(file_of(order("1", WORKDAYS[0])), context)

    assert refused.value.codes == ("NO_ORDER_METRICS",)


def test_orders_that_do_not_add_up_to_their_file_are_not_counted():
    file = file_of(order("1", WORKDAYS[0]))
    wrong = OrderFile(file=file.file, rows=1, orders=file.orders, stated={"EUR": Decimal("9.99")})

    with pytest.raises(InvalidInput) as refused:
        reading_of(wrong, selling())

    assert refused.value.codes == ("SUMS_DISAGREE",)


ANY_ORDER = st.builds(
    lambda number, day, standing, country, customer, currency, goods, shipping, rows: order(
        str(number),
        day,
        goods=str(goods),
        standing=standing,
        country=country,
        customer=customer,
        currency=currency,
        shipping=shipping,
        rows=rows,
        refunds=(Refund(day=day, goods=goods, other=shipping),)
        if standing is Standing.CREDIT
        else (),
    ),
    st.integers(1, 999),
    st.dates(date(2025, 11, 1), date(2026, 7, 31)),
    st.sampled_from(Standing),
    st.sampled_from(["Ruotsi", "NO", "EIRE", "European Community", ""]),
    st.sampled_from([None, b"anna", b"bertil", b"carin"]),
    st.sampled_from(["EUR", "SEK"]),
    st.decimals(0, 9999, places=2),
    st.decimals(0, 99, places=2),
    st.integers(1, 5),
)


@given(st.lists(ANY_ORDER, min_size=1, max_size=30), st.sampled_from([None, "SE", "IE"]))
def test_every_row_is_used_left_out_or_unreadable_and_every_cent_is_somewhere(orders, market):
    fee = Aside(rule=Message("fees"), rows=2, amounts={"EUR": Decimal("1.23")})
    known = order("1000", date(2026, 3, 2), country="Sweden")

    reading = reading_of(file_of(*orders, known, asides=(fee,)), selling(market))

    assert adds_up(reading)


@given(st.lists(ANY_ORDER, min_size=1, max_size=30))
def test_markets_together_come_to_what_a_trial_of_all_markets_has(orders):
    known = order("1000", date(2026, 3, 2), country="Sweden", goods="0.00")
    file = file_of(*(each for each in orders if each.country in ("Ruotsi", "NO", "EIRE")), known)

    apart = [reading_of(file, selling(market)) for market in ("SE", "NO", "IE")]
    together = reading_of(file, selling())

    for measure in ("orders", "goods", "shipping", "refunds_goods", "sales", "new_customers"):
        assert sum(sum(figures(each, measure).values()) for each in apart) == sum(
            figures(together, measure).values()
        )

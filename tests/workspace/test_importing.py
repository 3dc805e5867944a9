"""Files in: what was said of how to read them is kept, and used again."""

from datetime import date
from decimal import Decimal

import pytest

import trialkit
from trialkit.model.period import DateRange, PeriodKind

STATEMENT = """Kirjauspäivä;Summa;Laji;Saaja
2.3.2026;-120,50;Korttimaksu;Kirjapaino
10.3.2026;500,00;Viitemaksu;Asiakas Asiakkainen
24.3.2026;-79,50;Korttimaksu;Kirjapaino
"""
CARDS = {"Summa [Laji=Korttimaksu]": "-ad_spend"}


@pytest.fixture
def file(tmp_path):
    def write(text, name="tiliote.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def june(clock, villapaja):
    clock.turn_to(date(2026, 6, 15))
    return villapaja.slug


def notes(report):
    return "\n".join(str(note) for note in report.notes)


def test_a_bank_statement_is_added_up_as_said(ws, june, file):
    report = ws.import_file(june, file(STATEMENT), sums=CARDS)

    assert (report.importer, report.rows, report.used) == ("ledger", 3, 2)
    assert (report.new, report.first, report.last) == (4, date(2026, 3, 2), date(2026, 3, 29))
    assert report.label["fi"] == "tilitapahtumat"


def test_the_next_statement_is_read_alike_without_saying_it_again(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)
    april = "Kirjauspäivä;Summa;Laji;Saaja\n6.4.2026;-20;Korttimaksu;X\n12.4.2026;1;Pano;Y\n"

    report = ws.import_file(june, file(april, "huhtikuu.csv"))

    assert (report.importer, report.new) == ("ledger", 1)
    assert "Read as said on 2026-06-15" in notes(report)
    assert '--map "Summa [Laji=Korttimaksu]=-ad_spend"' in notes(report)


def test_another_order_of_the_columns_is_the_same_kind_of_file(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)
    turned = "Saaja;Laji;Summa;Kirjauspäivä\nX;Korttimaksu;-20;6.4.2026\nY;Pano;2;12.4.2026\n"

    assert ws.import_file(june, file(turned)).importer == "ledger"


def test_what_is_said_now_goes_before_what_was_said_and_is_kept_anew(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)

    ws.import_file(june, file(STATEMENT), vat=Decimal("0.255"), replace=True)
    again = ws.import_file(june, file(STATEMENT))

    (kept,) = ws.import_settings(june)
    assert kept.sums == CARDS
    assert kept.vat == Decimal("0.255")
    assert kept.headings == ("Kirjauspäivä", "Summa", "Laji", "Saaja")
    assert (again.new, again.unchanged) == (0, 4)
    assert "--vat 25.5" in notes(again)


def test_countries_add_up_since_each_label_speaks_for_itself(ws, june, file):
    path = file("viikko;maksetut tilaukset\n10/2026;3\n")

    ws.import_file(june, path, countries={"EIRE": "IE"})
    ws.import_file(june, path, countries={"Kanaalisaaret": "Jersey"})

    (kept,) = ws.import_settings(june)
    assert kept.countries == {"EIRE": "IE", "Kanaalisaaret": "JE"}


def test_another_companys_files_are_read_without_it(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)
    other = ws.new("ecommerce", company="Sorvi", title="Sorvatut", starts_on=date(2026, 7, 6))

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(other.slug, file(STATEMENT))

    assert refused.value.codes == ("SUMS_MISSING",)
    assert ws.import_settings(other.slug) == []


def test_a_dry_run_keeps_nothing_of_what_was_said(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS, dry_run=True)

    assert ws.import_settings(june) == []


def test_a_refused_file_keeps_nothing_of_what_was_said(ws, june, file):
    with pytest.raises(trialkit.InvalidInput):
        ws.import_file(june, file(STATEMENT.replace("-79,50", "x")), sums=CARDS)

    assert ws.import_settings(june) == []


def test_the_same_file_said_the_same_way_writes_no_second_entry(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)
    entries = len(ws.history(june))

    ws.import_file(june, file(STATEMENT), sums=CARDS)

    assert len(ws.history(june)) == entries


def test_what_was_said_can_be_forgotten_with_the_next_file_or_at_once(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)

    ws.import_file(june, file(STATEMENT), sums=CARDS, vat=Decimal(0), forget=True)
    assert ws.import_settings(june)[0].vat == 0

    assert ws.forget_import_settings(june) == 1
    assert ws.import_settings(june) == []
    assert ws.forget_import_settings(june) == 0
    assert ws.verify() == ()


def test_of_a_statement_only_headings_are_kept_and_no_payee(ws, june, file, tmp_path):
    ws.import_file(june, file(STATEMENT), sums=CARDS)

    database = b"".join(path.read_bytes() for path in (tmp_path / "nivala").glob("trialkit.db*"))
    assert b"Korttimaksu" in database
    assert b"Asiakkainen" not in database
    assert b"Kirjapaino" not in database


def test_a_named_importer_is_kept_until_sums_are_said(ws, june, file):
    ws.import_file(june, file("viikko;maksetut tilaukset\n10/2026;3\n"), importer="table")
    assert ws.import_settings(june)[0].importer == "table"

    ws.import_file(
        june,
        file("viikko;maksetut tilaukset\n11/2026;3\n11/2026;1\n"),
        sums={"maksetut tilaukset": "orders"},
    )
    assert ws.import_settings(june)[0].importer is None


def test_figures_go_by_the_kind_of_period_that_is_there(ws, june, file):
    ws.observe(june, "ad_spend", 7, period="2026-02")

    report = ws.import_file(june, file(STATEMENT), sums=CARDS)

    assert report.new == 1
    assert [spread.kind for spread in report.spreads] == [PeriodKind.MONTH]


def test_the_days_a_file_covers_are_said_each_time_and_never_kept(ws, june, file):
    covers = DateRange(date(2026, 3, 2), date(2026, 4, 5))

    report = ws.import_file(june, file(STATEMENT), sums=CARDS, covers=covers)

    assert report.new == 5
    assert "counted as if" in notes(ws.import_file(june, file(STATEMENT)))


def test_a_report_says_where_in_the_trials_life_the_figures_lie(ws, june, file):
    weeks = [(2025, week) for week in range(10, 53)] + [(2026, week) for week in range(1, 13)]
    rows = "\n".join(f"{year}-W{week:02};1" for year, week in weeks)

    (spread,) = ws.import_file(june, file(f"viikko;orders\n{rows}\n")).spreads

    assert (spread.kind, spread.before, spread.trial) == (PeriodKind.WEEK, 52, 3)
    assert (spread.baseline, spread.last_year) == (24, 12)


def test_a_dry_run_says_what_would_stop_the_file(ws, june, file):
    ws.import_file(june, file(STATEMENT), sums=CARDS)

    report = ws.import_file(june, file(STATEMENT.replace("120,50", "130,50")), dry_run=True)

    assert [problem.code for problem in report.against] == ["FIGURE_CONFLICT"]
    assert not report.saved


def test_a_sum_that_the_rules_refuse_is_told_once_and_not_row_by_row(ws, june, file):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(june, file(STATEMENT), sums={"Summa": "orders"}, accept_partial=True)

    assert refused.value.codes == ("NEGATIVE_COUNT",)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"vat": Decimal("25.5")}, "ODD_VAT"),
        ({"currency": "kruunu"}, "UNKNOWN_CURRENCY"),
        ({"countries": {"EIRE": "Irlantila"}}, "UNKNOWN_COUNTRY"),
        ({"dates": "ddmm"}, "UNKNOWN_DATE_ORDER"),
        ({"importer": "kassa"}, "UNKNOWN_IMPORTER"),
    ],
)
def test_what_cant_be_right_is_refused_by_name(ws, june, file, said, code):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(june, file(STATEMENT), sums=CARDS, **said)

    assert refused.value.codes == (code,)


def test_a_file_of_which_every_row_is_left_out_says_by_which_rule(ws, june, file):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(june, file("viikko;orders\n10/2026;\nYhteensä;3\n"))

    assert "no figures in the row (1)" in str(refused.value)


# Orders that were counted before

ORDERS = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Shipping Country,Cancelled at,Refunded Amount"
)


def shop(*orders):
    """A shop's export: number, day, and what was given back of a jumper of 100 €."""
    lines = [
        f"#{number},a@example.org,paid,EUR,100.00,0.00,0.00,100.00,{day} 09:50:26 +0200,1,Jumper,"
        f"100.00,SE,,{refund}"
        for number, day, refund in orders
    ]
    return "\n".join([ORDERS, *lines])


MARCH = (("1001", "2026-03-02", 0), ("1002", "2026-03-10", 0), ("1003", "2026-03-17", 0))


def test_a_shops_whole_history_can_be_imported_week_after_week(ws, june, file):
    first = ws.import_file(june, file(shop(*MARCH), "orders_export.csv"))
    later = file(shop(*MARCH, ("1004", "2026-03-24", 0)), "orders_export_1.csv")

    second = ws.import_file(june, later)

    assert (first.importer, first.rows) == ("shopify", 3)
    assert not second.conflicts
    assert second.new > 0


def test_a_refund_since_is_one_sentence_and_replace_takes_it(ws, june, file):
    ws.import_file(june, file(shop(*MARCH), "orders_export.csv"))
    refunded = file(shop(MARCH[0], ("1002", "2026-03-10", 40), MARCH[2]), "orders_export_1.csv")

    with pytest.raises(trialkit.Refused) as refused:
        ws.import_file(june, refunded)
    report = ws.import_file(june, refunded, replace=True)

    assert refused.value.codes == ("FIGURE_CONFLICT",)
    assert "have changed since, as refunds" in str(refused.value)
    assert report.replaced == len(report.conflicts) > 0


def test_an_order_in_two_files_is_named_and_changes_nothing(ws, june, file):
    ws.import_file(june, file(shop(*MARCH), "maaliskuu.csv"))
    entries = len(ws.history(june))
    april = file(shop(MARCH[2], ("1004", "2026-03-19", 0)), "huhtikuu.csv")

    with pytest.raises(trialkit.Refused) as refused:
        ws.import_file(june, april)

    (problem,) = refused.value.problems
    assert problem.code == "ORDER_TWICE"
    assert str(problem.message) == "Order #1003 was already counted from maaliskuu.csv."
    assert (problem.place.file, problem.place.row) == ("huhtikuu.csv", 2)
    assert len(ws.history(june)) == entries


def test_of_an_order_only_a_digest_is_kept_and_of_its_customer_nothing(ws, june, file, tmp_path):
    ws.import_file(june, file(shop(*MARCH), "orders_export.csv"))

    database = b"".join(path.read_bytes() for path in (tmp_path / "nivala").glob("trialkit.db*"))
    assert b"#1001" not in database
    assert b"example.org" not in database


def test_progress_is_told_while_a_file_is_read(ws, june, file):
    heard = []

    path = file(shop(*MARCH))
    ws.import_file(june, path, progress=lambda done, size: heard.append((done, size)))

    assert heard[-1] == (path.stat().st_size, path.stat().st_size)

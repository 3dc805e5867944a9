"""Sentences, numbers, days and names as a reader of each language writes them."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trialkit.errors import Message, Place, Problem
from trialkit.language.wording import wording

FI, SV, EN = wording("fi"), wording("sv"), wording("en")
NINE_FOURTEEN = datetime(2026, 3, 2, 7, 14, tzinfo=UTC)


def plain(text: str) -> str:
    """With ordinary spaces, so that a test can be read."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_same_wording_is_given_twice():
    assert wording("fi") is FI


@pytest.mark.parametrize("language", ["de", "", "English"])
def test_a_language_nobody_speaks_here_is_english(language):
    assert wording(language).language == "en"


def test_a_system_name_of_a_language_will_do():
    assert wording("sv_FI.UTF-8").language == "sv"


class TestNumbers:
    @pytest.mark.parametrize(
        ("x", "written"),
        [
            ("1234.5", "1 234,5"),
            ("15", "15"),
            ("15.00", "15"),
            ("0.125", "0,13"),
            ("0.004", "0,004"),
            ("-3", "−3"),
            ("-0.0", "0"),
            ("1234567", "1 234 567"),
            ("1E+3", "1 000"),
        ],
    )
    def test_a_number_in_finnish(self, x, written):
        assert plain(FI.number(Decimal(x))) == written

    def test_thousands_are_parted_by_a_space_that_does_not_break(self):
        assert FI.number(1234) == "1\N{NO-BREAK SPACE}234"

    def test_the_minus_is_a_minus_in_every_language(self):
        assert [words.number(-3)[0] for words in (FI, SV, EN)] == ["\N{MINUS SIGN}"] * 3

    def test_asked_for_decimals_are_all_written(self):
        assert FI.number(Decimal(2), 2) == "2,00"
        assert EN.number(Decimal("2.345"), 1) == "2.3"

    def test_a_number_that_is_quoted_keeps_every_decimal(self):
        two = Message("{low:exact} or {high:exact}", low=Decimal("1.234"), high=Decimal(1234))

        assert EN.say(two) == "1.234 or 1,234"

    def test_halves_go_away_from_zero(self):
        assert FI.number(Decimal("2.5"), 0) == "3"
        assert FI.number(Decimal("-2.5"), 0) == "−3"

    def test_what_rounds_to_zero_has_no_sign(self):
        assert FI.number(Decimal("-0.001"), 1) == "0,0"

    def test_an_index_that_cant_be_computed_does_not_stop_the_page(self):
        assert FI.number(Decimal("NaN")) == "NaN"

    def test_money(self):
        assert FI.money(Decimal("1234.5")) == "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"
        assert plain(SV.money(Decimal("-140.44"))) == "−140,44 €"
        assert EN.money(Decimal("-140.44")) == "−€140.44"
        assert plain(SV.money(Decimal(99), "SEK")) == "99,00 kr"

    @pytest.mark.parametrize(
        ("fraction", "written"),
        [("0.135", "13,5 %"), ("0.9", "90 %"), ("-0.04", "−4 %"), ("0.0004", "0,04 %")],
    )
    def test_per_cent_of_a_fraction(self, fraction, written):
        assert plain(FI.percent(Decimal(fraction))) == written

    def test_a_change_always_has_its_sign(self):
        assert plain(FI.change(Decimal("0.9"))) == "+90 %"
        assert plain(FI.change(Decimal("-0.04"))) == "−4 %"
        assert plain(FI.change(Decimal(0))) == "0 %"

    @pytest.mark.parametrize(
        ("x", "unit", "fi", "sv", "en"),
        [
            ("15", "order", "15 kpl", "15 st.", "15"),
            ("12", "customer", "12", "12", "12"),
            ("640", "EUR", "640 €", "640 €", "€640"),
            ("640.5", "EUR", "640,50 €", "640,50 €", "€640.50"),
            ("21.72", "EUR/order", "21,72 €/tilaus", "21,72 €/beställning", "€21.72/order"),
            ("35", "EUR/n", "35 €/kpl", "35 €/st.", "€35 each"),
            ("30", "day/invoice", "30 pv/lasku", "30 dagar/faktura", "30 days/invoice"),
            ("49", "EUR/month/customer", "49 €/kk/asiakas", "49 €/mån./kund", "€49/month/customer"),
            ("0.059", "%", "5,9 %", "5,9 %", "5.9%"),
            ("96.25", "h", "96,3 h", "96,3 h", "96.3 h"),
            ("1", "day", "1 pv", "1 dag", "1 day"),
            ("45", "day", "45 pv", "45 dagar", "45 days"),
            ("20", "h/week", "20 h/vko", "20 h/vecka", "20 h/week"),
            ("3.5", "1-5", "3,5", "3,5", "3.5"),
            ("1", "bool", "kyllä", "ja", "yes"),
            ("7", "jar", "7 jar", "7 jar", "7 jar"),
        ],
    )
    def test_an_amount_carries_the_sign_of_its_unit(self, x, unit, fi, sv, en):
        shown = [plain(words.amount(Decimal(x), unit)) for words in (FI, SV, EN)]

        assert shown == [fi, sv, en]

    def test_a_unit_alone_heads_a_column(self):
        assert [words.unit("EUR/order") for words in (FI, SV, EN)] == [
            "€/tilaus",
            "€/beställning",
            "€/order",
        ]
        assert [words.unit("week") for words in (FI, SV, EN)] == ["vko", "v.", "wk"]
        assert [words.unit("%") for words in (FI, SV, EN)] == ["%", "%", "%"]
        assert EN.unit("order") == ""


class TestTime:
    def test_a_day(self):
        day = date(2026, 3, 2)

        assert [words.day(day) for words in (FI, SV, EN)] == [
            "2.3.2026",
            "2026-03-02",
            "2 Mar 2026",
        ]
        assert FI.long_day(day) == "2. maaliskuuta 2026"
        assert FI.month(day) == "maaliskuu 2026"

    def test_a_time_is_told_on_the_clock_of_its_zone(self):
        assert FI.time(NINE_FOURTEEN, "Europe/Helsinki") == "2.3.2026 klo 9.14"
        assert wording("sv", "Europe/Helsinki").time(NINE_FOURTEEN) == "2026-03-02 kl. 09:14"

    def test_a_time_without_a_zone_says_that_it_is_utc(self):
        assert plain(EN.time(NINE_FOURTEEN)) == "2 Mar 2026 at 07:14 UTC"

    def test_the_day_of_a_time_is_its_zones_too(self):
        just_before_midnight_in_greenwich = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

        assert FI.time(just_before_midnight_in_greenwich, "Europe/Helsinki").startswith("2.3.")

    @pytest.mark.parametrize(
        ("written", "fi"),
        [
            ("2026-W10", "viikko 10/2026"),
            ("2026-W05", "viikko 5/2026"),
            ("2026-03", "maaliskuu 2026"),
            ("2026-Q1", "neljännes 1/2026"),
            ("2026", "2026"),
            ("2026-03-02", "2.3.2026"),
            ("trial", "kokeilujakso"),
            ("trial@2026-03-02", "kokeilujakso"),
            ("2026-13", "2026-13"),
            ("soon", "soon"),
            ("", ""),
        ],
    )
    def test_a_period_in_words(self, written, fi):
        assert FI.period(written) == fi

    def test_a_country_by_name(self):
        assert [words.country("SE") for words in (FI, SV, EN)] == ["Ruotsi", "Sverige", "Sweden"]
        assert FI.country("ZZZ") == "ZZZ"


class TestSentences:
    def test_each_value_is_written_as_its_reader_writes_it(self):
        message = Message(
            "{who}, {count}, {day}, {day:long}, {day:month}, {at:day}, {share:percent},"
            " {sum:money}, {when:period}, {state:state}, {rise:change}, {market:country}",
            who="Villapaja",
            count=1234,
            day=date(2026, 3, 2),
            at=NINE_FOURTEEN,
            share=Decimal("0.135"),
            sum=Decimal("640"),
            when="2026-W10",
            state="running",
            rise=Decimal("0.9"),
            market="SE",
        )

        assert plain(FI.say(message)) == (
            "Villapaja, 1 234, 2.3.2026, 2. maaliskuuta 2026, maaliskuu 2026, 2.3.2026, 13,5 %,"
            " 640,00 €, viikko 10/2026, käynnissä, +90 %, Ruotsi"
        )

    def test_a_message_within_a_message_and_a_list_are_said_too(self):
        message = Message("{rows}: {names}", rows=Message("row {row}", row="7"), names=("a", "b"))

        assert SV.say(message) == "rad 7: a och b"

    def test_several_are_listed_as_people_list_them(self):
        assert FI.listed(()) == ""
        assert FI.listed(("Sorvi",)) == "Sorvi"
        assert FI.listed(("Sorvi", "Leipomo", "Villapaja")) == "Sorvi, Leipomo ja Villapaja"

    def test_a_counted_sentence_agrees_with_its_number(self):
        def missing(n: int) -> Message:
            return Message.counted(
                "Did you mean {possibility}?",
                "(Did you mean one of: {possibilities}?)",
                n=n,
                possibility="list",
                possibilities=("list", "show"),
            )

        assert FI.say(missing(1)) == "Tarkoititko: list?"
        assert FI.say(missing(2)) == "(Tarkoititko jotakin näistä: list ja show?)"

    def test_braces_in_a_value_are_only_braces(self):
        assert FI.say(Message("{title}", title="{day} {0} {")) == "{day} {0} {"

    def test_a_hole_without_a_value_stands_as_written(self):
        assert EN.say(Message("{title} starts {day:long}.", title="A")) == "A starts {day:long}."

    @pytest.mark.parametrize("text", ["{title.__class__}", "{title[0]}", "{title!r}", "{", "{}"])
    def test_a_hole_cannot_reach_into_a_value(self, text):
        assert EN.say(Message(text, title="A")) == text

    def test_doubled_braces_are_single_ones(self):
        assert EN.say(Message("Use {{gap}} in a template.")) == "Use {gap} in a template."

    def test_a_form_that_does_not_fit_is_ignored(self):
        assert EN.say(Message("{x:percent} {y:long} {z:nonsense}", x="a", y=3, z="b")) == "a 3 b"

    def test_a_sentence_nobody_translated_is_said_in_english(self):
        assert FI.say(Message("Nobody has seen {this} before.", this="one")) == (
            "Nobody has seen one before."
        )

    def test_no_words_are_no_words(self):
        assert FI.text("") == ""

    def test_a_problem_says_where_what_and_what_to_do(self):
        problem = Problem(
            Message("“{found}” is no number.", found="x{y}"),
            code="NOT_A_NUMBER",
            place=Place(file="tilaukset.xlsx", row=1007, field="orders"),
            remedy=Message("Write digits only."),
        )

        assert FI.problem(problem) == (
            "tilaukset.xlsx, rivi 1007, orders: “x{y}” is no number. Write digits only."
        )

    def test_a_problem_without_a_place_is_only_said(self):
        assert FI.problem(Problem(Message("Not so."), code="NO", place=Place())) == "Not so."


def test_words_come_before_babel_is_loaded():
    program = (
        "import sys; from trialkit.language.wording import wording; from trialkit.errors import *;"
        "wording('fi').say(Message('row {row}', row='7'));"
        "wording('fi').label('state', 'running'); print('babel' in sys.modules)"
    )

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "False"

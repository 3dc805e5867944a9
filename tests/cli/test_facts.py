"""`template facts`: what the law says, how old it is, and who looked it up again."""

import json

import pytest

FACTS = """
[facts.vat]
figure = "10000"
unit = "EUR/year"
source = "Verohallinto"
as_of = 2026-02-01
certain = true
check_by = 2027-01-15
text = { fi = "Raja on 10 000 €.", sv = "Gränsen är 10 000 €.", en = "The limit is 10 000 €." }
[facts.parcels]
source = "Tulli"
as_of = 2026-02-01
certain = false
check_by = 2027-01-31
text = { fi = "Tulli on 3 €.", sv = "Tullen är 3 €.", en = "The duty is 3 €." }
[facts.withdrawal]
source = "kuluttajansuojalaki"
as_of = 2026-02-01
certain = true
check_by = 2027-11-30
text = { fi = "Aikaa on 14 päivää.", sv = "Tiden är 14 dagar.", en = "There are 14 days." }
"""

FEBRUARY = "2027-02-03T09:00:00+02:00"


@pytest.fixture
def february(run, nivala, monkeypatch):
    """Two of the three facts had to be looked up again in January."""
    path = nivala / "templates" / "puoti.toml"
    path.write_text(path.read_text(encoding="utf-8") + FACTS, encoding="utf-8")
    monkeypatch.setenv("TRIALKIT_CLOCK", FEBRUARY)
    return nivala


def test_facts_past_their_date_come_first_and_say_so_in_words(run, february):
    told = run("template facts puoti").out

    assert "! vat: PAST ITS DATE, 15 Jan 2027" in told
    assert "Figure: 10,000\N{NO-BREAK SPACE}€/year" in told
    assert "Source: Verohallinto. Read 1 Feb 2026, to be checked again by 15 Jan 2027." in told
    assert told.index("parcels") < told.index("- withdrawal")
    assert "Not confirmed from its source: check it first." in told
    assert "Next: trialkit template facts puoti --due --go-through" in told


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_fits_eighty_columns(run, february, language):
    told = run(f"template facts --lang {language}")

    assert told.code == 0, told.err
    assert max(map(len, told.out.splitlines())) <= 80


def test_only_those_past_their_date_are_told_on_wish(run, february):
    told = run("template facts puoti --due").out

    assert "withdrawal" not in told
    assert "Facts: 2. Past their date: 2." in told


def test_nothing_past_its_date_is_told_too(run, february):
    assert (
        "No fact is past its date."
        in run("template facts puoti --due", at="2026-03-02T09:00:00+02:00").out
    )


def test_a_fact_that_still_holds_is_confirmed_until_a_day(run, february):
    done = run("template facts puoti --confirm vat --until 15.1.2028 --note 'asked by phone'")

    assert "Confirmed: vat, to be checked again by 15 Jan 2028." in done.out
    assert "Next: trialkit template facts puoti --due" in done.out
    told = run("template facts puoti").out
    assert "Confirmed here 3 Feb 2027 by coordinator. asked by phone" in told
    assert "Facts: 3. Past their date: 1." in told


def test_a_fact_that_changed_is_replaced_and_its_lacking_languages_are_named(run, february):
    done = run(
        "template facts puoti --replace vat --text 'The limit is 12 000 €.' --text"
        " 'fi=Raja on 12 000 €.' --figure 12000 --unit EUR/year --source 'Vero 1/2027' --uncertain"
    )

    assert done.code == 0, done.err
    assert "Replaced: vat, to be checked again by 15 Jan 2028." in done.out
    assert "Nobody has written it yet in Swedish." in done.out
    told = run("template facts puoti").out
    assert "The limit is 12 000 €." in told
    assert "Replaced here 3 Feb 2027 by coordinator." in told


def test_after_the_last_one_the_site_is_next(run, february):
    run("template facts puoti --confirm vat")

    assert "Next: trialkit publish FOLDER" in run("template facts puoti --confirm parcels").out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--confirm vta", "Did you mean: vat?"),
        ("--confirm vat --until 1.2.2027", "isn't ahead"),
        ("--replace vat --source Vero", "in one language at least"),
        ("--replace vat --text x", "without a source is hearsay"),
        ("--confirm vat --replace vat", "exclude each other"),
        ("--replace vat --text fi=a --text fi=b --source Vero", "given twice"),
    ],
)
def test_a_slip_is_a_sentence_and_nothing_changes(run, february, line, told):
    done = run(f"template facts puoti {line}")

    assert done.code == 2
    assert told in " ".join(done.err.split())
    assert "Past their date: 2." in run("template facts puoti").out


def test_a_fact_without_its_kind_of_trial_is_asked_for_it(run, february):
    done = run("template facts --confirm vat")

    assert done.code == 2
    assert "Say which kind of trial the fact belongs to." in done.err


def test_another_program_gets_json_and_excel_a_table(run, february):
    told = json.loads(run("template facts puoti --due --json").out)
    run("template facts puoti -o facts.csv")

    assert [one["fact"]["id"] for one in told] == ["vat", "parcels"]
    assert told[0]["past"] is True
    rows = (february / "facts.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].startswith("puoti,vat,The limit is 10 000 €.,10000,EUR/year,Verohallinto")


def test_a_coordinator_is_led_from_fact_to_fact(run, february):
    """Enter confirms with a good day; `r` asks what it says now; `s` leaves it."""
    typed = ["", "", "r", "The duty is 5 €.", "Tulli on 5 €.", "", "5", "EUR", "Tulli 2027", ""]

    led = run("template facts puoti --go-through", typed=[*typed, "s"])

    assert led.code == 0, led.err
    assert "Confirmed: vat, to be checked again by 15 Jan 2028." in led.out
    assert "Replaced: parcels, to be checked again by 31 Jan 2028." in led.out
    assert "Nobody has written it yet in Swedish." in led.out
    assert "2 facts were looked up." in led.out
    assert "The duty is 5 €." in run("template facts puoti").out


def test_who_breaks_off_keeps_what_was_looked_up(run, february):
    led = run("template facts puoti --due --go-through", typed=["", "", "q"])

    assert led.code == 0
    assert "1 fact was looked up." in led.out
    assert "Past their date: 1." in run("template facts puoti").out


def test_a_day_that_has_come_is_asked_again(run, february):
    led = run("template facts puoti --due --go-through", typed=["", "1.2.2027", "1.2.2028", "q"])

    assert "isn't ahead" in led.err
    assert "Confirmed: vat, to be checked again by 1 Feb 2028." in led.out


def test_without_a_terminal_nobody_is_asked(run, february):
    assert run("template facts puoti --go-through").code == 2


def test_the_week_and_the_trial_name_old_facts_in_one_line(run, february):
    run("new puoti --company Sorvi --slot market=NO --slot reason='they asked'")

    week = run("").out
    shown = run("show sorvi").out

    assert "A web shop next door: 2 facts are past their date" in week
    assert "trialkit template facts puoti --due" in week
    assert "! 2 facts of this kind of trial are past their date:" in " ".join(shown.split())


def test_the_line_of_the_week_runs_by_its_number(run, february):
    run("new puoti --company Sorvi --slot market=NO --slot reason='they asked'")

    chosen = run("", typed=["2"])

    assert chosen.code == 0, chosen.err
    assert "! vat: PAST ITS DATE" in chosen.out


def test_the_whole_kind_of_trial_is_read_at_once(run, february):
    told = run("template show puoti").out

    for part in (
        "What must be seen",
        "Primary criterion: paid orders: at least 15",
        "Under 15 tells nothing.",
        "Own work: 100\N{NO-BREAK SPACE}h at most",
        "When the money is spent.",
        "- Returns.",
        "- Will it go on?",
        "! vat: PAST ITS DATE, 15 Jan 2027",
    ):
        assert part in told
    assert max(map(len, told.splitlines())) <= 80

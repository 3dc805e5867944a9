"""Whatever is wrong with a file, the workspace stays as it was until somebody says otherwise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import trialkit
from trialkit.workspace.rates import converted
from trialkit.workspace.reports import Fate


@pytest.fixture
def file(tmp_path):
    def file(content: str | bytes, name: str = "luvut.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file


BAD = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "WRONG_KIND"),
    "empty": (b"", "EMPTY_FILE"),
    "headings only": ("viikko;orders\n", "NO_FIGURES"),
    "no column known": ("a;b\n1;2\n", "NO_KNOWN_COLUMN"),
    "a column twice": ("viikko;orders;orders\n10/2026;1;2\n", "COLUMN_TWICE"),
    "two possible days": ("pvm;orders\n03/04/2026;14\n", "AMBIGUOUS_DAY"),
    "a year of another age": ("viikko;orders\n9999-W52;14\n", "ODD_YEAR"),
    "two possible numbers": ("viikko;revenue_trial\n10/2026;1,234\n", "AMBIGUOUS_NUMBER"),
    "whose crowns": ("viikko;revenue_trial\n10/2026;1 200 kr\n", "UNCLEAR_CURRENCY"),
    "no rate any more": ("viikko;revenue_trial\n10/2026;1 200 RUB\n", "NO_RATE"),
    "a cell of a megabyte": ("viikko;orders\n10/2026;" + "x" * (1 << 20), "CELL_TOO_LONG"),
    "an open quotation mark": ('viikko;orders\n10/2026;"14\n11/2026;3\n', "BROKEN_QUOTES"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_told_of_and_changes_nothing(ws, villapaja, file, what):
    content, code = BAD[what]
    before = ws.history()

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.import_file(villapaja.slug, file(content))

    assert refused.value.codes == (code,)
    assert refused.value.problems[0].place.file == "luvut.csv"
    assert ws.history() == before


def test_readable_rows_are_taken_once_somebody_says_so(ws, villapaja, file):
    path = file("pvm;orders\n2026-03-02;14\n03/04/2026;12\n2026-03-16;9\n")

    with pytest.raises(trialkit.InvalidInput):
        ws.import_file(villapaja.slug, path)
    report = ws.import_file(villapaja.slug, path, accept_partial=True)

    assert (report.new, report.unreadable_rows) == (2, 1)
    assert (report.first, report.last) == (date(2026, 3, 2), date(2026, 3, 22))


def test_crowns_become_euros_at_the_mean_rate_of_their_week_and_stay_on_record(ws, villapaja, file):
    text = "viikko;revenue_trial (SEK)\n9/2016;1 200,00\n"
    week = [date(2016, 2, 29) + timedelta(day) for day in range(5)]
    rates = [converted(Decimal(1), "SEK", "EUR", day)[1] for day in week]
    euros = round(1200 * sum(rates) / 5, 2)

    report = ws.import_file(villapaja.slug, file(text))

    kept = ws.observe(villapaja.slug, "revenue_trial", euros, period="2016-W09")
    assert kept.fate is Fate.UNCHANGED
    conversion = kept.observation.conversion
    assert (conversion.amount, conversion.currency) == (1200, "SEK")
    assert (round(conversion.rate, 9), conversion.rate_on) == (round(sum(rates) / 5, 9), week[-1])
    assert "European Central Bank" in str(report.notes[0])
    assert ws.import_file(villapaja.slug, file(text)).unchanged == 1


def test_unclear_crowns_are_read_once_their_currency_is_said(ws, villapaja, file):
    path = file("viikko;revenue_trial\n9/2016;1 200 kr\n")

    with pytest.raises(trialkit.InvalidInput):
        ws.import_file(villapaja.slug, path)

    assert ws.import_file(villapaja.slug, path, currency="SEK").new == 1

"""The demo: a whole programme, played through the commands, with figures that are real."""

import csv
import gzip
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

import trialkit
from trialkit.model.follow_up import StillInUse
from trialkit.model.trial import Choice, State

pytestmark = pytest.mark.xdist_group("demo")

THE_DAY_AFTER = datetime(2016, 12, 20, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's folder, and what it said while it was made."""
    folder = tmp_path_factory.mktemp("demo") / "trialkit-demo"
    made = subprocess.run(
        [sys.executable, "-m", "trialkit", "--lang", "fi", "demo", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr
    return folder, made.stdout


@pytest.fixture
def ws(demo: tuple[Path, str]) -> Iterator[trialkit.Workspace]:
    with trialkit.open(demo[0], clock=lambda: THE_DAY_AFTER) as workspace:
        yield workspace


@pytest.fixture
def pages(demo: tuple[Path, str]) -> list[Path]:
    return sorted((demo[0] / "site").rglob("*.html"))


def test_it_shows_each_command_and_ends_with_where_to_look(demo):
    folder, said = demo

    assert "> trialkit new ecommerce" in said
    assert "> trialkit import Jokikoti" in said
    assert str(folder / "site" / "index.html") in said


def test_who_decided_otherwise_than_proposed_said_why(ws):
    decision = ws.case("kynttiläkellari").decision

    assert (decision.choice, decision.proposed) == (Choice.ABANDON, Choice.ADAPT)
    assert decision.departure.words["fi"].startswith("Oma verkkokauppa Norjaan loppuu")


def test_one_company_has_told_what_became_of_it_and_the_others_wait_to_be_asked(ws):
    (told,) = ws.case("rantapuoti").follow_ups

    assert (told.months, told.still_in_use) == (6, StillInUse.CHANGED)
    asked = [task.trial for task in ws.agenda() if task.command[0] == "follow-up"]
    assert "2016-nivala-haapajarvi-jokikoti-se" in asked
    assert "2016-ylivieska-rantapuoti-pt" not in asked


def test_at_least_six_cases_are_released_and_one_is_held_back(ws, demo):
    cases = list((demo[0] / "site" / "fi" / "esimerkit").glob("2016-*"))

    assert len(cases) >= 6
    with pytest.raises(trialkit.Refused):
        ws.released("satamapuoti")


def test_trials_held_failed_stopped_and_could_not_tell(ws):
    outcomes = {row.company: (row.state, row.outcome) for row in ws.overview()}

    assert outcomes["Rantapuoti"] == (State.CONCLUDED, "held")
    assert outcomes["Jokikoti"] == (State.CONCLUDED, "did not hold")
    assert outcomes["Savipaja"][0] == State.STOPPED
    assert outcomes["Pajulahja"] == (State.CONCLUDED, "can't tell")


def test_an_effect_is_not_claimed_where_the_season_is_not_covered(ws):
    primary = ws.evaluate("pajulahja", as_of=date(2016, 10, 24)).primary

    assert primary.criterion.kind == "changed"
    assert primary.code == "SEASON_NOT_COVERED"


def test_the_figures_are_those_of_the_invoice_lines(ws):
    source = files("trialkit.demo") / "data" / "invoice_lines.csv.gz"
    with source.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["Country"] == "Norway"]
    invoices = defaultdict(set)
    for row in rows:
        if not row["InvoiceNo"].startswith("C") and row["StockCode"][:1].isdigit():
            day = date.fromisoformat(row["InvoiceDate"][:10]) + timedelta(weeks=260)
            invoices[day.isocalendar()[:2]].add(row["InvoiceNo"])

    case = ws.case("kynttilakellari")

    orders = next(result for result in case.results if result.metric.id == "orders")
    for point in orders.points:
        year, week = point.period.split("-W")
        assert point.value == len(invoices[int(year), int(week)]), point.period
    assert sum(point.value for point in orders.points if point.phase == "trial") > 0


def test_a_replication_is_linked_with_the_trial_it_repeats(ws):
    original, repeated = ws.case("jokikoti"), ws.case("hirsipuoti")

    assert repeated.address in original.replications
    assert repeated.links["repeats"] == original.address


def test_every_page_says_what_is_replayed_and_what_is_invented(pages):
    shown = [page for page in pages if page.parent.name != "site"]

    assert len(shown) >= 30
    for page in shown:
        _, _, after = page.read_text(encoding="utf-8").partition('<aside class="notices"')
        notices, _, _ = after.partition("</aside>")
        assert notices.count("<p>") == 2, page


def test_pages_link_only_to_what_is_there(pages):
    for page in pages:
        for href in _links(page):
            assert (page.parent / href).resolve().exists(), f"{page}: {href}"


def test_nothing_was_changed_by_hand(ws):
    assert ws.verify() == ()


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path):
    (tmp_path / "muistio.txt").write_text("tärkeä", encoding="utf-8")

    made = subprocess.run(
        [sys.executable, "-m", "trialkit", "--lang", "en", "demo", str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert made.returncode == 1
    assert (tmp_path / "muistio.txt").read_text(encoding="utf-8") == "tärkeä"


def _links(page: Path) -> list[str]:
    import re

    text = page.read_text(encoding="utf-8")
    found = re.findall(r'(?:href|src)="([^"#]+)(?:#[^"]*)?"', text)
    return [link for link in found if not link.startswith(("http:", "https:", "mailto:", "data:"))]

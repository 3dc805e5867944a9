"""The demo's story as command lines, each with the moment it is typed."""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import attrs

from trialkit.demo.tables import write_table
from trialkit.evaluation.rubric import RUBRIC

FIRST_DAY: Final = date(2016, 1, 11)
LAST_DAY: Final = date(2016, 12, 19)
ACTOR: Final = "aluevastaava"
INCOMING: Final = "saapuneet"
BALLOTS: Final = "lomakkeet"

Tale = Mapping[str, Any]
"""One trial of `story.toml`."""


@attrs.frozen(kw_only=True)
class Step:
    """One command, and what a person does just before typing it.

    Attributes:
        at: the moment, UTC.
        words: the command line without the program's name.
        before: fills in a paper or saves a file; None where nothing is needed.
        quiet: whether it is one of many alike, told only by number.
    """

    at: datetime
    words: tuple[str, ...]
    before: Callable[[], None] | None = None
    quiet: bool = False


def story() -> Mapping[str, Any]:
    """What `story.toml` says."""
    text = (files("trialkit.demo") / "story.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def steps(folder: Path) -> list[Step]:
    """Every step of the story, in the order of its days.

    Args:
        folder: the workspace's; files that “arrive” are written into it.
    """
    told = story()
    found = [*_beginning(told, folder)]
    for number, tale in enumerate(told["trials"]):
        found.extend(_trial(tale, folder, minute=number))
    for idea in told["ideas"]:
        found.append(_step(LAST_DAY, "new", "--idea", idea["text"], "--origin", idea["origin"]))
    return sorted(found, key=lambda step: step.at)


def _beginning(told: Mapping[str, Any], folder: Path) -> Iterator[Step]:
    yield _step(
        FIRST_DAY,
        "init",
        str(folder),
        "--actor",
        ACTOR,
        "--area",
        "nivala-haapajarvi",
        "--language",
        "fi",
    )
    yield _step(
        FIRST_DAY,
        "settings",
        "join",
        str(folder / INCOMING / "programme.toml"),
        before=lambda: _hand_out(folder),
        minute=1,
    )
    for group in told["companies"]:
        for name in group["names"]:
            yield _step(
                FIRST_DAY,
                "group",
                "company",
                "add",
                name,
                "--area",
                group["area"],
                minute=2,
                quiet=True,
            )
            yield _step(
                FIRST_DAY,
                "group",
                "member",
                "add",
                f"{name}, yrittäjä",
                "--company",
                name,
                minute=3,
                quiet=True,
            )
    for stake in told["stakes"]:
        yield _step(
            FIRST_DAY, "group", "stake", stake["company"], stake["towards"], stake["kind"], minute=4
        )


def _hand_out(folder: Path) -> None:
    """What the centre hands a new region: its programme, and a template of its own."""
    room = files("trialkit.demo")
    incoming = folder / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    (incoming / "programme.toml").write_bytes((room / "programme.toml").read_bytes())
    (folder / "templates").mkdir(exist_ok=True)
    template = (room / "data" / "home_sales.toml").read_bytes()
    (folder / "templates" / "home_sales.toml").write_bytes(template)


def _trial(tale: Tale, folder: Path, *, minute: int) -> Iterator[Step]:
    company, starts = tale["company"], tale["starts"]
    table = folder / INCOMING / f"{company.casefold()}.csv"
    yield _new(tale, minute)
    yield _import(tale, table, starts - timedelta(days=3), minute)
    consent = ["--consent", tale["consent"]] if "consent" in tale else ["--no-consent"]
    yield _step(starts, "start", company, "--on", starts.isoformat(), *consent, minute=minute)
    for action, day, hours, cost in tale["act"]:
        yield _step(
            day, "act", company, action, "--hours", str(hours), "--cost", str(cost), minute=minute
        )
    if "stopped" in tale:
        day = tale["stopped"]
        yield _import(tale, table, day - timedelta(days=1), minute)
        yield _step(day, "stop", company, "--reason", tale["stop"], minute=minute)
    else:
        day = tale["concluded"]
        yield _import(tale, table, day - timedelta(days=1), minute)
        yield from _judged(tale, folder, minute)
    if "followed_up" in tale:
        answer = [tale["still_in_use"], "--reason", tale["because"]]
        yield _step(tale["followed_up"], "follow-up", company, *answer, minute=minute)
    yield from _written(tale, day + timedelta(days=2), minute)


def _new(tale: Tale, minute: int) -> Step:
    slots = [word for key, value in tale["slots"].items() for word in ("--slot", f"{key}={value}")]
    kind = ["--replicates", tale["replicates"]] if "replicates" in tale else [tale["template"]]
    beside = [] if tale.get("template") == "home_sales" else ["--comparison", "Suomi"]
    return _step(
        tale["starts"] - timedelta(days=10),
        "new",
        *kind,
        "--company",
        tale["company"],
        "--title",
        tale["title"]["fi"],
        *slots,
        "--start",
        tale["starts"].isoformat(),
        *beside,
        minute=minute,
    )


def _written(tale: Tale, day: date, minute: int) -> Iterator[Step]:
    """The company's words, in each language that somebody wrote them in, read and approved."""
    for language, title in tale["title"].items():
        texts = [
            word
            for key, words in tale.get("texts", {}).items()
            if language in words
            for word in ("--text", f"{key}={words[language]}")
        ]
        yield _step(
            day,
            "edit",
            tale["company"],
            "--in",
            language,
            "--title",
            title,
            *texts,
            "--approved",
            minute=minute,
            quiet=language != "fi",
        )


def _import(tale: Tale, table: Path, day: date, minute: int) -> Step:
    template = tale.get("template", "ecommerce")

    def save() -> None:
        write_table(table, tale["market"], template, until=day, beside=template != "home_sales")

    return _step(day, "import", tale["company"], str(table), before=save, minute=minute)


def _judged(tale: Tale, folder: Path, minute: int) -> Iterator[Step]:
    company, day = tale["company"], tale["concluded"]
    decision = ["--for", tale["for"], "--against", tale["against"]]
    if "next" in tale:
        decision += ["--next", tale["next"]]
    if "departing" in tale:
        decision += ["--departing", tale["departing"]]
    if "without_round" in tale:
        reason = ["--without-round", tale["without_round"]]
        yield _step(day, "decide", company, tale["decision"], *decision, *reason, minute=minute)
        return
    out = folder / BALLOTS / company.casefold()
    yield _step(day, "evaluate", company, minute=minute)
    yield _step(day, "round", "open", company, minute=minute, hour=9)
    yield _step(day, "round", "ballots", company, str(out), "--form", "csv", minute=minute, hour=10)
    yield _step(
        day,
        "round",
        "collect",
        company,
        str(out),
        minute=minute,
        hour=11,
        before=lambda: _fill_in(out, tale),
    )
    yield _step(day, "round", "close", company, minute=minute, hour=12)
    yield _step(day, "decide", company, tale["decision"], *decision, minute=minute, hour=13)


def _fill_in(folder: Path, tale: Tale) -> None:
    """Invented answers on the real ballots' codes: what `story.toml` says, member by member."""
    said = [kind for kind, count in tale["recommend"].items() for _ in range(count)]
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            codes = [row[0] for row in list(csv.reader(file, delimiter=";"))[1:]]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(
                [
                    "code",
                    *(one.id for one in RUBRIC),
                    "recommendation",
                    "reason_against",
                    "may_quote",
                    "entered_by",
                ]
            )
            for number, (code, answer) in enumerate(zip(codes, said, strict=False)):
                ratings = [min(5, max(1, rating + number % 3 - 1)) for rating in tale["ratings"]]
                dissent = tale.get("dissent", "") if number == len(said) - 1 else ""
                writer.writerow([code, *ratings, answer, dissent, "x", ACTOR])


def _step(
    day: date,
    *words: str,
    before: Callable[[], None] | None = None,
    minute: int = 0,
    hour: int = 8,
    quiet: bool = False,
) -> Step:
    at = datetime.combine(day, time(hour, minute), UTC)
    return Step(at=at, words=words, before=before, quiet=quiet)

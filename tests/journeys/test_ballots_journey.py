"""Two hundred ballots of sixty members on twenty trials: out, back in any mix, and counted once."""

import csv
import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import attrs
import pytest

import trialkit
from trialkit.evaluation.rubric import RUBRIC
from trialkit.model.round import Recommendation
from trialkit.model.settings import Area

START, MEETING = "2026-03-02T09:00:00+02:00", "2026-06-22T09:00:00+03:00"
GROUPS = {"raahe": (11, 4), "nivala": (11, 4), "ylivieska": (10, 3), "haapavesi": (10, 3)}
GROUPS |= {"oulu": (9, 3), "kajaani": (9, 3)}
"""Area → members of its core group and trials they judge: 60, 20, and 202 invitations."""

KEYS = tuple(criterion.id for criterion in RUBRIC)
ADVICE = {"jatka": "adopt", "muuta": "adapt", "lopeta": "abandon", "eos": "can't judge"}
FORGED = ("K7QM-3F9A", "2AAA-3B3B", "ZZZZ-9999")
MISSING, RETURNED = 30, 170
UNSURE = "raahe jäsen 5"
"""Who can't judge anything, and says so."""

SECRET = "Tämän saa lukea vasta kierroksen jälkeen."


@attrs.frozen(kw_only=True)
class Answer:
    """What one member says of one trial, before anybody writes it down."""

    code: str
    member: str
    trial: str
    ratings: Mapping[str, int | None]
    advice: str

    @property
    def line(self) -> str:
        """As a reply to a mail: `4 3 ? 2 4 muuta`."""
        marks = " ".join("?" if mark is None else str(mark) for mark in self.ratings.values())
        return f"{marks} {self.advice}"

    @property
    def row(self) -> list[str]:
        marks = ["?" if mark is None else str(mark) for mark in self.ratings.values()]
        return [self.code, *marks, self.advice]


@pytest.fixture
def nivala(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of six areas, whose twenty trials have run their twelve weeks."""
    folder = tmp_path / "pohjoinen"
    day = [date(2026, 2, 23)]
    with trialkit.create(
        folder,
        actor="aluevastaava",
        area="nivala",
        areas=[Area(id=area, name={"fi": area}) for area in GROUPS],
        clock=lambda: datetime.combine(day[0], time(7), UTC),
    ) as ws:
        for area, (members, trials) in GROUPS.items():
            ws.change_settings(area=area)
            for number in range(members):
                ws.add_company(f"{area} jäsenyritys {number}")
                ws.add_member(f"{area} jäsen {number}", company=f"{area} jäsenyritys {number}")
            for number in range(trials):
                own = (area, number) == ("raahe", 0)  # a member's trial
                owner = f"{area} jäsenyritys 0" if own else f"{area} kokeilija {number}"
                if not own:
                    ws.add_company(owner)
                slots = {"market": "SE", "orders": 15, "weeks": 12, "reason": "kysyntää on"}
                made = ws.new("ecommerce", company=owner, title=f"{area} {number}", slots=slots)
                day[0] = date(2026, 3, 2)
                ws.start(made.slug)
                day[0] = date(2026, 2, 23)
    monkeypatch.chdir(folder)
    return folder


def answers(table: Path) -> list[Answer]:
    """Who says what, for every ballot that was written: seeded, so that it can be counted again."""
    chance = random.Random(20)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row[:3] for row in csv.reader(lines, delimiter=";")][1:]
    return [
        Answer(
            code=code,
            member=member,
            trial=trial,
            ratings={
                key: None if member == UNSURE else chance.choice([1, 2, 3, 4, 5, None])
                for key in KEYS
            },
            advice="eos" if member == UNSURE else chance.choice(["jatka", "muuta", "lopeta"]),
        )
        for code, member, trial in rows
    ]


def mail(answer: Answer) -> str:
    """A reply to the mail that the ballot came in, with that mail quoted under it."""
    return (
        f"From: jasen@example.com\nTo: aluevastaava@example.com\n"
        f"Subject: Re: Arviointilomake {answer.code}\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{answer.line}\n+ tilauksia tuli\n- {SECRET}\n\n> Vastaa yhdellä rivillä.\n"
    )


def bring_back(folder: Path, given: list[Answer]) -> None:
    """The ballots as they come: mails, a phone's files, texts, and paper that was typed."""
    folder.mkdir()
    mailed, phoned, texted, typed = (given[start::4] for start in range(4))
    for number, answer in enumerate(mailed):
        (folder / f"viesti{number:03}.eml").write_text(mail(answer), encoding="utf-8")
    for number, answer in enumerate(phoned):
        said = {
            "code": answer.code,
            "ratings": answer.ratings,
            "recommendation": answer.advice,
            "comment": SECRET,
        }
        whole = {"trialkit_ballots": 1, "ballots": [said]}
        path = folder / f"puhelin{number:03}.ballot.json"
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    lines = [f"{answer.code} {answer.line}" for answer in texted]
    (folder / "tekstiviestit.txt").write_text("\n".join(lines), encoding="utf-8")
    with (folder / "paperit.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, delimiter=";").writerow
        write(["Koodi", *KEYS, "Suositus", "Kirjasi"])
        for answer in typed:
            write([*answer.row, "aluevastaava"])
    # Somebody mails twice, and somebody sends in by text what was also written on paper.
    (folder / "viesti000-uudelleen.eml").write_text(mail(mailed[0]), encoding="utf-8")
    (folder / "varmuudeksi.txt").write_text(f"{typed[0].code} {typed[0].line}", encoding="utf-8")
    forged = [f"{code} 5 5 5 5 5 jatka" for code in FORGED]
    for number, line in enumerate(forged):
        (folder / f"tuntematon{number}.txt").write_text(line, encoding="utf-8")


def told(collected: str) -> list[int]:
    """New, corrected, unchanged and missing: the numbers of the report's first line."""
    return [int(number) for number in re.findall(r"\d+", collected.splitlines()[0])]


def test_two_hundred_ballots_come_back_in_any_mix_and_count_once(run, nivala: Path) -> None:
    trials = {one["title"]: one["slug"] for one in json.loads(run("list --json", at=MEETING).out)}
    slugs = " ".join(trials.values())

    opened = run(f"round open {slugs}")
    out = run("round ballots lomakkeet --form csv")
    (table,) = (nivala / "lomakkeet").glob("*.csv")
    written = answers(table)
    # One member turns out to supply the company once the ballots are out, and answers it still.
    run("group stake 'nivala jäsenyritys 0' 'nivala kokeilija 0' supplier")
    supplier = next(
        one for one in written if (one.member, one.trial) == ("nivala jäsen 0", "nivala 0")
    )
    asked = [one for one in written if one is not supplier]
    unheard = random.Random(15).sample([one for one in asked if one.member != UNSURE], MISSING)
    given = [one for one in asked if one not in unheard]
    changed = attrs.evolve(given[0], ratings=dict.fromkeys(KEYS, 5), advice="lopeta")
    bring_back(nivala / "palautetut", [*given, supplier])
    (nivala / "palautetut" / "viesti900.eml").write_text(mail(changed), encoding="utf-8")

    first = run("round collect palautetut")
    again = run("round collect palautetut")
    standing = json.loads(run("round status --json").out)
    seen_before = "".join(run(line).out for line in ("log", "round status", f"show {slugs[:20]}"))
    closed = run(f"round close {slugs}")

    assert (opened.code, out.code, closed.code) == (0, 0, 0), closed.complaint
    assert (len(written), len(asked), len(given)) == (201, 200, RETURNED)
    assert (first.code, again.code) == (2, 2)
    assert all(code in first.complaint for code in FORGED)
    assert told(first.out) == [RETURNED, 1, 2, MISSING]
    assert told(again.out) == [0, 0, RETURNED + 3, MISSING]
    assert "nivala jäsen 0" in first.out
    assert sum(one["answered"] for one in standing) == RETURNED
    assert sum(one["asked"] for one in standing) == 200
    assert sum(member["recused"] is not None for one in standing for member in one["members"]) == 2
    assert SECRET not in seen_before
    counted = [changed, *given[1:]]
    for title, slug in trials.items():
        verdict = json.loads(run(f"evaluate {slug} --json").out)["verdicts"][0]
        of_trial = [one for one in counted if one.trial == title]
        assert verdict["judged"] == len(of_trial)
        assert verdict["recommendations"] == _advised(of_trial)
        for key in KEYS:
            assert verdict["ratings"][key]["counts"] == _counts(of_trial, key)
            assert verdict["ratings"][key]["cant_judge"] == _unsure(of_trial, key)


def _advised(given: list[Answer]) -> dict[str, int]:
    said = Counter(ADVICE[one.advice] for one in given)
    return {each.value: said[each.value] for each in Recommendation}


def _counts(given: list[Answer], key: str) -> list[int]:
    return [sum(one.ratings[key] == mark for one in given) for mark in range(1, 6)]


def _unsure(given: list[Answer], key: str) -> int:
    return sum(one.ratings[key] is None for one in given)

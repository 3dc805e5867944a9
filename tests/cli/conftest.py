"""The command line, run in this process as a person would run it."""

import io
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from trialkit.cli.main import FAULT
from trialkit.cli.main import run as run_program

TEMPLATE = """
id = "puoti"
version = "1.0.0"
as_of = 2026-02-01
settling_weeks = 2
risks = [{ fi = "Palautukset.", sv = "Returer.", en = "Returns." }]
questions = [{ fi = "Jatkuuko?", sv = "Fortsätter det?", en = "Will it go on?" }]

[title]
fi = "Verkkopuoti naapurimaahan"
sv = "Nätbutik till grannlandet"
en = "A web shop next door"
[about]
fi = "Pieni kauppa myy yhteen naapurimaahan."
sv = "En liten butik säljer till ett grannland."
en = "A small shop sells to one country next door."
[promise]
fi = "Vähintään {orders} maksettua tilausta ({market}) {weeks} viikossa"
sv = "Minst {orders} betalda beställningar ({market}) på {weeks} veckor"
en = "At least {orders} paid orders ({market}) in {weeks} weeks"
[hypothesis]
fi = "Jos myymme maahan {market} {weeks} viikkoa, saamme {orders} tilausta, koska {reason}."
sv = "Om vi säljer till {market} i {weeks} veckor får vi {orders} beställningar, eftersom {reason}."
en = "If we sell to {market} for {weeks} weeks, we get {orders} orders, because {reason}."
[stop_early]
fi = "Kun raha loppuu."
sv = "När pengarna är slut."
en = "When the money is spent."

[slots.market]
label = { fi = "maa", sv = "land", en = "country" }
type = "country"
default = "SE"
required = true
ask = true
[slots.weeks]
label = { fi = "viikkoja", sv = "veckor", en = "weeks" }
type = "integer"
unit = "week"
min = 4
max = 26
default = 12
required = true
[slots.orders]
label = { fi = "luvatut tilaukset", sv = "utlovade beställningar", en = "orders promised" }
help = { fi = "Vähintään 15.", sv = "Minst 15.", en = "Under 15 tells nothing." }
type = "integer"
unit = "order"
min = 5
max = 500
default = 15
required = true
ask = true
[slots.reason]
label = { fi = "miksi", sv = "varför", en = "why" }
type = "text"
required = true
ask = true

[limits]
own_h = 100
cash_eur = 1000

[metrics.orders]
label = { fi = "maksetut tilaukset", sv = "betalda beställningar", en = "paid orders" }
unit = "order"
direction = "up"
aggregation = "sum"
kind = "lagging"
cadence = "week"
asked = "required"
[metrics.returns]
label = { fi = "palautukset", sv = "returer", en = "returns" }
unit = "order"
direction = "down"
aggregation = "sum"
kind = "context"
cadence = "week"
[metrics.return_rate]
label = { fi = "palautusaste", sv = "returgrad", en = "return rate" }
unit = "%"
direction = "down"
formula = "returns / orders"
kind = "lagging"

[[criteria]]
id = "enough"
role = "primary"
kind = "reached"
metric = "orders"
comparison = ">="
threshold = "{orders}"
why = { fi = "Alle 15 ei riitä.", sv = "15 behövs.", en = "Under 15 tells nothing." }
[[criteria]]
id = "few_returns"
role = "guardrail"
kind = "reached"
metric = "return_rate"
comparison = "<="
threshold = "15"
why = { fi = "Palautus maksaa.", sv = "En retur kostar.", en = "A return costs money." }

[[actions]]
id = "translate"
label = { fi = "Käännä sivut", sv = "Översätt sidorna", en = "Translate the pages" }
effort_h = 20
lasts_weeks = 2
week = 0
[[actions]]
id = "ads"
label = { fi = "Mainosta", sv = "Annonsera", en = "Advertise for four weeks" }
effort_h = 8
lasts_weeks = 4
week = 2
after = ["translate"]

[outcomes]
new_customers = "new_customers"
"""

MONDAY = "2026-02-23T09:00:00+02:00"
START = "2026-03-02T09:14:00+02:00"
AFTER = "2026-06-15T09:00:00+03:00"


@attrs.frozen
class Ran:
    """What a person sees of one command."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run one command line in English, from a folder of one's own.

    `typed` makes it a terminal at which somebody types these lines; `at` sets the clock. A
    fault of ours fails the test with its log, unless it is `faulty` on purpose.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_IE.UTF-8")

    def invoke(
        line: str, *, typed: list[str] | None = None, at: str | None = None, faulty: bool = False
    ) -> Ran:
        monkeypatch.delenv("LANGUAGE", raising=False)
        if at is not None:
            monkeypatch.setenv("TRIALKIT_CLOCK", at)
        answers = "".join(f"{answer}\n" for answer in typed or [])
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        capsys.readouterr()
        code = run_program(shlex.split(line), terminal=typed is not None)
        said = capsys.readouterr()
        assert faulty or code != FAULT, _log(said.err)
        return Ran(code, said.out, said.err)

    return invoke


def _log(told: str) -> str:
    name = next(word.rstrip(";") for word in told.split() if ".log" in word)
    return Path(name).read_text(encoding="utf-8")


@pytest.fixture
def nivala(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An English workspace on 23 February 2026 with one template, and we stand in it."""
    made = run("init nivala --actor coordinator --area Nivala --language en", at=MONDAY)
    assert made.code == 0, made.err
    folder = tmp_path / "nivala"
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "puoti.toml").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def draft(run: Run, nivala: Path) -> str:
    """Villapaja's draft; answers what people type for it."""
    made = run(
        "new puoti --company Villapaja --title 'Wool to Sweden' --start 2.3.2026"
        " --slot market=SE --slot orders=15 --slot reason='Swedes like wool'"
    )
    assert made.code == 0, made.err
    return "villapaja"


@pytest.fixture
def running(run: Run, draft: str) -> str:
    """The same trial, started on its day."""
    started = run(f"start {draft} --no-consent", at=START)
    assert started.code == 0, started.err
    return draft


@pytest.fixture
def measured(run: Run, running: str, nivala: Path) -> str:
    """Twelve weeks of orders, before and during, and it is June."""
    weeks = [f"2025-W{week}" for week in range(49, 53)]
    weeks += [f"2026-W{week:02}" for week in range(1, 10)]
    rows = ["period;orders;returns", *(f"{week};0;0" for week in weeks)]
    rows += [f"2026-W{week};2;0" for week in range(10, 22)]
    (nivala / "orders.csv").write_text("\n".join(rows), encoding="utf-8")
    taken = run(f"import {running} orders.csv", at=AFTER)
    assert taken.code == 0, taken.err
    return running


@pytest.fixture
def judged(run: Run, measured: str) -> str:
    """The core group of three companies has answered; the round is still open."""
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        run(f"group company add {company}")
        run(f"group member add '{company}, owner' --company {company} --since 1.1.2026")
    assert run(f"round open {measured}").code == 0
    for company, word in (("Sorvi", "adapt"), ("Leipomo", "adapt"), ("Kiuas", "adopt")):
        said = run(
            f"round ballot {measured} {company} --rate useful=4 --rate bold=3 --rate evidence=4"
            f" --rate worth=2 --rate transferable=- --recommend {word} --for good --against dear"
        )
        assert said.code == 0, said.err
    return measured

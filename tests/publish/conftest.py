"""Released cases, an edition of them, and the approved write-ups."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.edition import edition as edition_of
from trialkit.casebook.release import Edition, Released, Tombstone, release
from trialkit.hooks.contracts import FormatContext
from trialkit.model.consent import ConsentLevel
from trialkit.model.conversion import from_json
from trialkit.model.settings import Programme, Settings
from trialkit.model.text import Text, TextStatus
from trialkit.rules.consent import ALLOWED, Finest

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("kiuas", "leipomo", "sorvi", "villapaja")
TODAY = date(2026, 7, 3)

SETTINGS = Settings(
    replayed=True,
    programme=Programme(
        code="A70070",
        name={
            "fi": "Mikroyritysten kasvualusta",
            "sv": "Tillväxtplattform för mikroföretag",
            "en": "Growth platform for micro-enterprises",
        },
        starts_on=date(2015, 1, 1),
        ends_on=date(2018, 11, 30),
        authority="Pohjois-Pohjanmaan liitto",
        body="Oulun yliopisto, Nivala",
        contact="palaute@example.org",
    ),
)

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} [x](javascript:alert(1))"
    " \u202egnihtyreve\u202c | `code` *bold* # head\n\n- = + @ 🧶"
    + " Kumipohjasaapastehdas" * 3
    + "ä" * 400
)
"""Words that would like to be more than words."""


def case_named(name: str) -> Case:
    return from_json(Case, (GOLDEN / name / "case.json").read_text(encoding="utf-8"))


def let_out(case: Case) -> Released:
    """Released as its consent says; an anonymous one is told by its region."""
    permits = ALLOWED[case.consent]
    if permits.place is Finest.AREA:
        permits = attrs.evolve(permits, place=Finest.REGION)
    return release(case, permits)


@pytest.fixture(scope="session")
def case_of() -> Callable[[str], Case]:
    """A whole case by its company's short name."""
    return case_named


@pytest.fixture(scope="session")
def released() -> Callable[[Case], Released]:
    """A case as its consent lets it out."""
    return let_out


@pytest.fixture(scope="session")
def settings() -> Settings:
    """A replayed workspace of a funded programme."""
    return SETTINGS


@pytest.fixture(scope="session")
def hostile() -> Case:
    """Villapaja's case with words in it that would like to be more than words."""
    case = case_named("villapaja")
    words = Text(words={"en": HOSTILE}, source="en", status=TextStatus.APPROVED)
    return attrs.evolve(
        case,
        address="2026-18-verkkokauppa-ulkomaille",
        title=words,
        texts={"summary": words, "javascript:alert(1)": words},
        learning=words,
        stopped_because=words,
        descriptors=attrs.evolve(case.descriptors, company=HOSTILE),
        promise=attrs.evolve(case.promise, slots={**case.promise.slots, "reason": HOSTILE}),
        deviations=(attrs.evolve(case_named("sorvi").deviations[0], reason=HOSTILE),),
        group=tuple(attrs.evolve(one, dissent=(HOSTILE,), quotes=("",)) for one in case.group),
    )


@pytest.fixture(scope="session")
def empty() -> Case:
    """A case that has next to nothing in it."""
    case = case_named("leipomo")
    nothing = Text(words={}, source="fi")
    return attrs.evolve(
        case,
        address="2026-19-verkkokauppa-ulkomaille",
        title=nothing,
        stopped_because=None,
        actions=(),
        results=(),
        answers=(),
        outcomes=(),
        deviations=(),
        repeat=attrs.evolve(case.repeat, risks=(), facts=(), limits={}, questions=()),
        consent=ConsentLevel.NAMED,
    )


@pytest.fixture(scope="session")
def edition(hostile: Case, empty: Case) -> Edition:
    """Six cases and a withdrawn one."""
    cases = [*map(case_named, NAMES), hostile, empty]
    return edition_of(
        map(let_out, cases),
        tombstones=[Tombstone(address="2026-9-kettera-vienti", withdrawn_on=date(2026, 6, 1))],
        counts={"started": 9, "concluded": 5, "stopped": 1, "held": 2, "did not hold": 1},
        settings=SETTINGS,
        as_of=TODAY,
    )


@pytest.fixture(scope="session")
def site(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as a site in three languages, in a folder with a space in its name."""
    from trialkit.publish.site import publish

    folder = tmp_path_factory.mktemp("kotisivut") / "minun sivusto"
    publish(edition, folder, languages=("fi", "sv", "en"))
    return folder


@pytest.fixture
def context() -> Callable[[str], FormatContext]:
    """What a format is told, by language."""

    def of(language: str) -> FormatContext:
        return FormatContext(language=language, settings=SETTINGS, as_of=TODAY)

    return of


@attrs.frozen
class Golden:
    """One case's approved texts."""

    folder: Path
    rewrite: bool

    def check(self, name: str, content: bytes) -> None:
        """The approved text is this one; `make golden` approves what there is now."""
        path = self.folder / name
        if self.rewrite:
            path.write_bytes(content)
        assert path.is_file(), f"{path.name} isn't there yet: make golden"
        assert content.decode() == path.read_bytes().decode()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str], Golden]:
    """The approved texts of a case; rewritten under `make golden`."""
    wanted = request.config.getoption("--update-golden", default=False)
    rewrite = bool(wanted or os.environ.get("GOLDEN"))
    return lambda name: Golden(GOLDEN / name, rewrite)

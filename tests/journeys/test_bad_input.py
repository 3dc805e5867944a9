"""What people get wrong: each time one clear sentence in their language, and nothing changes."""

import os
import sqlite3
from pathlib import Path

import attrs
import pytest

LANGUAGES = ("fi", "sv", "en")
START = "2026-03-02T09:14:00+02:00"
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{n}" for name in ("com", "lpt") for n in range(10)),
}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\xff\xfe" * 9


@attrs.frozen
class Slip:
    """One slip, and what is read of it.

    Attributes:
        line: the command.
        fi, sv, en: a piece of the sentence, as each language says it.
        code: 2 is what can't be right, 1 a rule's no, 3 a workspace that can't be used.
        file: what the command is given, if it is given a file.
        holds: what stands in that file.
    """

    line: str
    fi: str
    sv: str
    en: str
    code: int = 2
    file: str = ""
    holds: str | bytes = ""

    def __str__(self) -> str:
        return f"{self.line} {self.holds if len(self.holds) < 40 else ''}".strip()


TYPED = [
    Slip("new verkkokaupa --company Kiuas", "Kokeilupohjaa ”verkkokaupa” ei ole.",
         "”verkkokaupa”", "no template “verkkokaupa”"),
    Slip("new ecommerce --company Kiuas --criterion tilaukset=3",
         "ei ole onnistumiskriteeriä ”tilaukset”", "”tilaukset”", "no criterion “tilaukset”"),
    Slip("edit sorvi --drop-criterion tilaukset", "ei ole onnistumiskriteeriä ”tilaukset”",
         "”tilaukset”", "no criterion “tilaukset”"),
    Slip("amend villapaja tilaukset 20 --reason virhe", "ei ole kenttää", "tilaukset",
         "tilaukset"),
    Slip("new ecommerce --company Kiuas --start 2.3.2026 --end 1.3.2026",
         "Viimeinen päivä 1.3.2026 on ennen ensimmäistä päivää 2.3.2026.",
         "Sista dagen 2026-03-01 är före första dagen 2026-03-02.",
         "The last day 1 Mar 2026 is before the first day 2 Mar 2026."),
    Slip("edit sorvi --end 1.4.2026", "on ennen ensimmäistä päivää", "är före första dagen",
         "is before the first day"),
    Slip("amend villapaja ends_on 1.2.2026 --reason virhe", "on ennen alkua", "innan de börjar",
         "end before they start"),
    Slip("observe villapaja liikevaihto 3 -p 2026-W11", "ei ole mittaria ”liikevaihto”",
         "”liikevaihto”", "no metric “liikevaihto”"),
    Slip("observe villapaja orders monta -p 2026-W11", "”monta” ei ole luku.",
         "”monta” är inget tal.", "“monta” is not a number."),
    Slip("observe villapaja orders 1,234 -p 2026-W11", "1,234 tai 1 234", "1,234 eller 1 234",
         "1.234 or 1,234"),
    Slip("observe villapaja orders -3 -p 2026-W11", "eikä voi olla −3", "−3", "−3"),
    Slip("observe villapaja orders 3 -p 2026-W10", "on jo 2, ja nyt annettiin 3", "--replace",
         "--replace", code=1),
    Slip("observe villapaja orders 3 -p 2026-03", "kuukausi", "månad", "month"),
    Slip("observe villapaja orders 3 -p huomenna", "”huomenna” ei ole ajanjakso.", "”huomenna”",
         "“huomenna”"),
    Slip("observe olematon orders 3 -p 2026-W11", "Kokeilua ”olematon” ei ole.", "”olematon”",
         "“olematon”"),
]  # fmt: skip

PATHS = [
    Slip("import villapaja puuttuu.csv", "Tiedostoa puuttuu.csv ei ole.", "puuttuu.csv",
         "no file puuttuu.csv"),
    Slip("new --from puuttuu.toml", "Tiedostoa puuttuu.toml ei ole.", "puuttuu.toml",
         "no file puuttuu.toml"),
    Slip("consent villapaja nimettömänä --file puuttuu.pdf", "puuttuu.pdf", "puuttuu.pdf",
         "puuttuu.pdf"),
    Slip("case villapaja -o puuttuu/villapaja.md", "Kansiota puuttuu ei ole.", "puuttuu",
         "no folder puuttuu"),
    Slip("list -o puuttuu/kokeilut.xlsx", "Kansiota puuttuu ei ole.", "puuttuu",
         "no folder puuttuu"),
    Slip("list -w puuttuu", "Kansiossa puuttuu ei ole työtilaa.", "puuttuu",
         "no workspace in puuttuu", code=3),
    Slip("restore puuttuu uusi", "Kansiossa puuttuu ei ole työtilaa.", "puuttuu",
         "no workspace in puuttuu", code=3),
    Slip("publish files", "files on työtilan oma kansio.", "files", "workspace's own folder",
         code=1),
    Slip("consent villapaja kaikille", "Valitse jokin näistä: nimellä", "anonymt", "anonymous"),
    Slip("backup trialkit.db", "trialkit.db on jo jotain", "trialkit.db", "trialkit.db already"),
]  # fmt: skip

FILES = [
    Slip("import villapaja luvut.csv", "rivi 3, maksetut tilaukset: ”monta” ei ole luku.",
         "rad 3, maksetut tilaukset: ”monta”", "row 3, maksetut tilaukset: “monta”",
         file="luvut.csv", holds="viikko;maksetut tilaukset\n11/2026;2\n12/2026;monta\n"),
    Slip("import villapaja luvut.csv", "1 234 tai 1,234", "1,234", "1.234",
         file="luvut.csv", holds="viikko;maksetut tilaukset\n11/2026;1,234\n"),
    Slip("import villapaja luvut.csv", "eikä voi olla −3", "−3", "−3",
         file="luvut.csv", holds="viikko;maksetut tilaukset\n11/2026;-3\n"),
    Slip("import villapaja luvut.csv", "ei ole mittaria ”liikevaihto”", "”liikevaihto”",
         "no metric “liikevaihto”",
         file="luvut.csv", holds="jakso;mittari;luku\n2026-W11;liikevaihto;3\n"),
    Slip("import villapaja luvut.csv", "Missään sarakkeessa ei ole tämän kokeilun lukuja",
         "liikevaihto", "No column holds figures of this trial",
         file="luvut.csv", holds="jakso;liikevaihto\n2026-W11;3\n"),
    Slip("import villapaja luvut.csv", "tässä 3, rivillä 3", "rad 3", "3 here, 4 in row 3",
         file="luvut.csv", holds="viikko;maksetut tilaukset\n11/2026;3\n11/2026;4\n"),
    Slip("import villapaja luvut.csv", "kuukausi", "månad", "month",
         file="luvut.csv", holds="jakso;maksetut tilaukset\n2026-W11;3\n2026-04;4\n"),
    Slip("import villapaja luvut.csv", "Tiedosto on tyhjä.", "tom", "empty", file="luvut.csv"),
    Slip("import villapaja luvut.csv", "ei ole taulukko vaan kuva", "bild", "picture",
         file="luvut.csv", holds=PNG),
    Slip("import villapaja luvut.xlsx", "ei ole taulukko vaan kuva", "bild", "picture",
         file="luvut.xlsx", holds=PNG),
    Slip("import villapaja luvut.xlsx", "se ei ole Excel-työkirja", "Excel", "Excel workbook",
         file="luvut.xlsx", holds=b"PK\x03\x04" + bytes(50)),
    Slip("import villapaja luvut.xlsx", "Tiedosto on tyhjä.", "tom", "empty", file="luvut.xlsx"),
    Slip("new --from koe.toml", "koe.toml, rivi 3", "koe.toml, rad 3", "koe.toml, row 3",
         file="koe.toml", holds='template = "ecommerce"\n[slots]\nmarket = "SE\n'),
    Slip("new --from koe.toml", "”compani”", "”compani”", "“company”",
         file="koe.toml", holds='template = "ecommerce"\ncompani = "Kiuas"\n'),
    Slip("template check templates/oma.toml", "oma.toml, rivi 2", "oma.toml, rad 2",
         "oma.toml, row 2", file="templates/oma.toml", holds='id = "oma"\n[metrics.orders\n'),
    Slip("template check templates/oma.toml", "criteria", "criteria", "criteria",
         file="templates/oma.toml", holds='id = "oma"\nversion = "1.0.0"\n'),
]  # fmt: skip


@pytest.fixture
def nivala(run, tmp_path, monkeypatch) -> Path:
    """A workspace with one running trial, one figure and one draft; we stand in it."""
    lines = (
        "init nivala --actor aluevastaava --area Nivala",
        "new ecommerce -w nivala --company Villapaja --slot reason=villa --start 2.3.2026",
        "new ecommerce -w nivala --company Sorvi --slot reason=sorvi --start 6.4.2026",
        "start -w nivala villapaja --no-consent",
        "observe -w nivala villapaja orders 2 -p 2026-W10",
    )
    for line in lines:
        ran = run(line, at=START)
        assert ran.code == 0, ran.err
    monkeypatch.chdir(tmp_path / "nivala")
    return tmp_path / "nivala"


def kept(folder: Path) -> tuple[list[str], list[str]]:
    """All that a workspace holds: every row of its database, and the names of its files."""
    database = sqlite3.connect(folder / "trialkit.db")
    rows = list(database.iterdump())
    database.close()
    names = sorted(
        str(path) for path in folder.rglob("*") if not path.name.startswith("trialkit.db")
    )
    return rows, names


def refused(run, slip: Slip) -> None:
    """The slip is told in all three languages: one sentence, its own code, no trace of Python."""
    for language in LANGUAGES:
        ran = run(f"{slip.line} --lang {language}")

        assert ran.code == slip.code, ran.out + ran.err
        assert getattr(slip, language) in ran.complaint
        assert not any(word in ran.err for word in ("Traceback", "Error:", "Exception", "sqlite"))
        assert not ran.err.startswith("- ") or "\n- " in ran.err
        assert all(len(line) <= 80 or " " not in line for line in ran.err.splitlines())


@pytest.mark.parametrize("slip", [*TYPED, *PATHS, *FILES], ids=str)
def test_a_slip_is_told_in_ones_own_language_and_changes_nothing(run, nivala, slip):
    if slip.file:
        content = slip.holds if isinstance(slip.holds, bytes) else slip.holds.encode()
        Path(slip.file).write_bytes(content)
    before = kept(nivala)

    refused(run, slip)

    assert kept(nivala) == before


def test_a_thousand_with_its_separator_and_decimals_is_a_number(run, nivala):
    taken = run("observe villapaja goods_sales 1.234,56 -p 2026-W11")

    assert taken.code == 0, taken.err
    assert "1 234,56 €" in taken.read


def test_at_a_terminal_a_number_with_two_readings_is_asked_about(run, nivala):
    taken = run("observe villapaja goods_sales 1,234 -p 2026-W11", typed=["1"])

    assert taken.code == 0, taken.err
    assert "1 1 234 2 1,234" in taken.read
    assert "viikko 11/2026: 1 234" in taken.read


def test_one_bad_row_keeps_the_good_ones_out_until_they_are_wanted(run, nivala):
    rows = "viikko;maksetut tilaukset\n11/2026;2\n12/2026;monta\n13/2026;-1\n"
    Path("luvut.csv").write_text(rows, encoding="utf-8")
    before = kept(nivala)

    stopped = run("import villapaja luvut.csv")
    assert stopped.code == 2
    assert "rivi 3" in stopped.err
    assert "rivi 4" in stopped.err
    assert kept(nivala) == before

    taken = run("import villapaja luvut.csv --accept-partial")
    assert taken.code == 0
    assert "3 riviä = 1 käytetty + 0 ohitettu + 2 lukukelvotonta" in taken.read


def test_outside_of_a_workspace_one_is_told_how_to_make_one(run, tmp_path):
    refused(
        run,
        Slip("list", "trialkit init KANSIO", "trialkit init MAPP", "trialkit init FOLDER"),
    )


DAMAGES = {
    "garbage": b"Rakas paivakirja, " * 4000,
    "truncated": None,
    "empty": b"",
    "somebody else's": b"SQLite format 3\x00" + bytes(4080),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("line", ["list", "verify", "observe villapaja orders 3 -p 2026-W11"])
def test_a_damaged_workspace_is_left_as_it_is_and_the_backup_is_named(run, nivala, damage, line):
    file = nivala / "trialkit.db"
    content = DAMAGES[damage]
    file.write_bytes(file.read_bytes()[:10_000] if content is None else content)
    before = file.read_bytes()

    refused(
        run,
        Slip(line, "vioittunut", "skadad", "damaged", code=3),
    )

    assert "trialkit restore" in run(line).complaint
    assert file.read_bytes() == before


def test_a_workspace_of_a_newer_version_is_left_as_it_is(run, nivala):
    database = sqlite3.connect(nivala / "trialkit.db")
    database.execute("PRAGMA user_version = 99")
    database.close()
    before = kept(nivala)

    refused(run, Slip("list", "uudemmalla", "nyare", "newer version", code=3))

    assert kept(nivala) == before


def test_a_half_written_template_of_ones_own_is_named_and_the_rest_works(run, nivala):
    Path("templates/oma.toml").write_text('id = "oma"\n[metrics.orders\n', encoding="utf-8")

    listed = run("template list")

    assert listed.code == 0
    assert "Verkkokauppa ulkomaille" in listed.out
    assert "oma.toml, rivi 2" in listed.complaint
    assert "oma.toml, rivi 2" in run("plugins").complaint


BROKEN = {
    "import": "raise RuntimeError('no power')",
    "syntax": "def trialkit_templates(:",
    **{
        hook: f"""
from trialkit.hooks import hookimpl

@hookimpl
def trialkit_{hook}():
    raise RuntimeError("no power")
"""
        for hook in (
            *("templates", "importers", "formats", "metrics", "case_sections", "check"),
            *("reference", "event"),
        )
    },
}


@pytest.fixture
def broken(request, tmp_path, monkeypatch) -> str:
    """A plugin that is installed and raises, in the way that the test asks for."""
    name = f"faulty_{request.param}"
    (tmp_path / f"{name}.py").write_text(BROKEN[request.param], encoding="utf-8")
    info = tmp_path / f"trialkit_{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: trialkit-{name}\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(f"[trialkit]\n{name} = {name}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return name


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_a_plugin_that_raises_stops_nobody_elses_work(run, nivala, broken):
    Path("luvut.csv").write_text("viikko;maksetut tilaukset\n12/2026;2\n", encoding="utf-8")

    for line in (
        "template list",
        "new ecommerce --company Kiuas --start 1.6.2026 --slot reason=kiuas",
        "start sorvi --on 6.4.2026 --no-consent",
        "observe villapaja orders 1 -p 2026-W11",
        "import villapaja luvut.csv",
        "evaluate villapaja",
        "case villapaja",
    ):
        ran = run(line)
        assert ran.code == 0, f"{line}: {ran.err}"
        assert "Traceback" not in ran.out + ran.err

    assert run("verify").code == 0


@pytest.mark.parametrize("broken", ["import", "syntax", "templates"], indirect=True)
def test_a_plugin_that_raises_is_named_among_the_plugins(run, nivala, broken):
    assert broken in run("plugins").read


def test_names_that_windows_keeps_for_itself_are_no_file_names(run, nivala):
    run("new ecommerce --company NUL --title AUX --slot reason=x --start 1.6.2026")
    for company in ("CON", "COM1", "PRN"):
        run(f"group company add {company}")
        run(f"group member add {company} --company {company} --since 1.1.2026")
    run("consent nul")
    run("round open villapaja --early 'kokeeksi'")
    run("round ballots villapaja arviointi")

    written = [path.name for path in nivala.rglob("*")]

    assert len(list((nivala / "arviointi").glob("*.xlsx"))) == 3
    assert not {name.split(".")[0].casefold() for name in written} & RESERVED


def test_a_folder_where_a_file_is_expected_is_told(run, nivala):
    Path("luvut.xlsx").mkdir()
    before = kept(nivala)

    for line in ("import villapaja luvut.xlsx", "list -o luvut.xlsx", "new --from luvut.xlsx"):
        ran = run(line)
        assert ran.code == 2, line
        assert "luvut.xlsx" in ran.complaint

    assert kept(nivala) == before


def test_a_file_that_is_open_in_excel_is_to_be_closed_first(run, nivala):
    file = Path("luvut.xlsx")
    assert run(f"list -o {file}").code == 0
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("the administrator may read every file: run this as anybody else")
    before = kept(nivala)

    refused(run, Slip(f"import villapaja {file}", "Sulje luvut.xlsx", "luvut.xlsx", "Close luvut"))

    assert kept(nivala) == before


def test_a_signed_paper_that_was_moved_leaves_the_consent_as_it_was(run, nivala):
    run("consent villapaja nimettömänä --given-by yrittäjä")
    before = kept(nivala)

    ran = run("consent villapaja nimellä --file puuttuu.pdf")

    assert ran.code == 2
    assert kept(nivala) == before

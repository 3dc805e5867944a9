"""From an idea to a published case in ten commands, as a coordinator in Nivala reads them."""

import sqlite3
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook  # type: ignore[import-untyped]

FEBRUARY = "2026-02-23T09:00:00+02:00"
START = "2026-03-02T09:14:00+02:00"
JUNE = "2026-06-22T09:00:00+03:00"
MEETING = "2026-06-25T19:00:00+03:00"

FIVE_ANSWERS = ["Villapaja", "Ruotsi", "", "15", "800", "ruotsalaiset pitävät villasta"]
TITLE_AND_DAY = ["Villapaidat Ruotsiin", "2.3.2026"]

# What a shop's own program writes: a title above, a heading nobody asked for, a sum below.
HEADINGS = (
    "Viikko;Maksetut tilaukset (kpl);Tavaramyynti ennen palautuksia, veroton (€);Hyvitykset"
    " tavaroista;Muut hyvitykset;Asiakkailta veloitetut toimituskulut;Myytyjen tavaroiden"
    " hankintakulut;Rahti asiakkaalle;Palautusrahti;Maksupalvelujen kulut;Pakkaukset;Kuljetuspäivät"
    " yhteensä;Toimitukset;Lisätietoja"
)
NO_SALES = "{week};0;0,00 €;0;0;0;0,00;0;0;0;0;0;0;"
ORDERS = (0, 0, 1, 2, 2, 3, 2, 3, 2, 3, 2, 3)
"""Paid orders from Sweden, week by week: 23."""


def shop_export(path: Path, weeks: list[str], *, total: str) -> None:
    """Write the shop's file as Excel in Finland saves it: Windows-1252, semicolons, commas."""
    lines = ["Villapaja Oy – myyntiraportti", "", HEADINGS, *weeks, f"Yhteensä;{total};;;;;;;;;;;;"]
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))


def weeks_before() -> list[str]:
    """A year in which nobody in Sweden bought anything."""
    written = [f"{week}/2025" for week in range(10, 53)] + [f"{n}/2026" for n in range(1, 10)]
    return [NO_SALES.format(week=week) for week in written]


def weeks_of_the_trial() -> list[str]:
    """The twelve weeks at 390 € a jumper, and four more, in which one of them comes back."""
    weeks = [
        f"{number}/2026;{n};{euros(n * 390)} €;0;0;{euros(n * 6.9)};{euros(n * 141.2)}"
        f";{euros(n * 9.9)};0;{euros(n * 2.1)};{n};{n * 4};{n};"
        for number, n in enumerate(ORDERS, start=10)
    ]
    weeks += [f"{number}/2026;;;0;0;;;;0;;;;;" for number in range(22, 25)]
    return [*weeks, "25/2026;;;390,00 €;0;;;;9,90;;;;;myöhästynyt palautus"]


def euros(amount: float) -> str:
    """A sum as a Finnish shop writes it: 1 170,00."""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",")


def filled(ballot: Path, answers: dict[str, object]) -> None:
    """Fill in a ballot as a member does in Excel: the second column of what is asked."""
    sheet = CalamineWorkbook.from_path(ballot).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    with Workbook(ballot) as workbook:
        page = workbook.add_worksheet()
        for number, (asked, answer, *_) in enumerate(rows):
            page.write_row(number, 0, [asked, answers.get(asked, answer)])


def answers_of(recommendation: str, against: str) -> dict[str, object]:
    """One entrepreneur's judgement."""
    return {
        "Hyöty omalle yritykselle": 4,
        "Rohkeus": 3,
        "Näyttö": 4,
        "Hyöty kustannuksiin nähden": 2,
        "Siirrettävyys": "en osaa sanoa",
        "Mitä yrityksen pitäisi tehdä?": recommendation,
        "Yksi syy puolesta": "Tilauksia tuli.",
        "Yksi syy vastaan": against,
        "Sanani saa julkaista ilman nimeäni": "kyllä",
    }


def core_group(run) -> None:
    """The core group that the area had all along; one of them supplies Villapaja."""
    for company in ("Sorvi", "Leipomo", "Kiuas", "Kuljetus"):
        run(f"group company add {company}")
        run(f"group member add '{company}n yrittäjä' --company {company} --since 1.1.2026")
    run("group stake Kuljetus Villapaja toimittaja")


@pytest.fixture
def nivala(run, tmp_path, monkeypatch) -> Path:
    """The first command: a workspace, and we stand in it."""
    made = run("init nivala", typed=["Nivala-Haapajärvi", "aluevastaava"], at=FEBRUARY)
    assert made.code == 0, made.err
    monkeypatch.chdir(tmp_path / "nivala")
    return tmp_path / "nivala"


@pytest.fixture
def draft(run, nivala) -> str:
    """Villapaja's draft."""
    made = run("new ecommerce", typed=FIVE_ANSWERS + TITLE_AND_DAY)
    assert made.code == 0, made.err
    return "villapaja"


@pytest.fixture
def running(run, draft) -> str:
    """The same trial, started on its day."""
    started = run(f"start {draft} --no-consent", at=START)
    assert started.code == 0, started.err
    return draft


def test_an_idea_becomes_a_published_case_in_ten_commands(run, tmp_path, monkeypatch):
    # 1: a workspace
    made = run("init nivala", typed=["Nivala-Haapajärvi", "aluevastaava"], at=FEBRUARY)
    assert made.code == 0
    assert "Työtila nivala on valmis." in made.out
    assert "Seuraavaksi: cd nivala, sitten trialkit new" in made.out
    monkeypatch.chdir(tmp_path / "nivala")

    # 2: five questions, and a promise in one line
    drafted = run("new ecommerce", typed=FIVE_ANSWERS + TITLE_AND_DAY)
    assert drafted.code == 0
    assert "Verkkokauppa ulkomaille: 5 kysymystä, muut oletuksina." in drafted.read
    assert (
        "LUPAUS Vähintään 15 maksettua tilausta (Ruotsi) 12 viikossa (2.3.2026–24.5.2026)"
        in drafted.read
    )
    assert "palautusaste (arvon mukaan): enintään 15 %" in drafted.read
    assert "Seuraavaksi: trialkit import villapaja TIEDOSTO" in drafted.out

    # 3: the year before
    shop_export(Path("orders_export.csv"), weeks_before(), total="0")
    before = run("import villapaja orders_export.csv", at=START)
    assert before.code == 0
    assert "54 riviä = 52 käytetty + 2 ohitettu" in before.read
    assert "Luvut ovat ajalta 3.3.2025–1.3.2026." in before.out
    assert "1 sarake jää käyttämättä: Lisätietoja." in before.out
    assert "Seuraavaksi: trialkit start villapaja" in before.out

    # 4: sealed, and consent is asked whatever happens
    started = run("start villapaja", typed=["nimettömänä"])
    assert started.code == 0
    assert "Sinetöity 2.3.2026 klo 9.14, sinetti " in started.out
    assert "Saako tuloksen julkaista, kävi miten kävi?" in started.read
    assert "Suostumus: nimettömänä, voimassa 2.3.2028 asti." in started.out
    assert list(Path("files").glob("*villapaja*suostumus.html"))

    # 5: in June the week's work names the figures that are missing, and a number runs it
    saapuneet = Path("saapuneet")
    saapuneet.mkdir()
    shop_export(saapuneet / "orders_export.csv", weeks_of_the_trial(), total="23")
    week = run("", typed=["1", "saapuneet"], at=JUNE)
    assert week.code == 0
    assert "22. kesäkuuta 2026: 2 asiaa" in week.out
    assert "villapaja: 12 ajanjakson luvut puuttuvat" in week.out
    assert "trialkit import villapaja TIEDOSTO" in week.out
    assert "orders_export.csv (taulukko): 18 riviä = 16 käytetty + 2 ohitettu" in week.read

    # 6: the same files once more change nothing
    again = run("import villapaja saapuneet")
    assert again.code == 0
    assert "uusia 0, ennallaan 156, korvattu 0" in again.read
    assert "Seuraavaksi: trialkit evaluate villapaja" in again.out

    # 7: the result beside the promise; ballots go out
    core_group(run)
    result = run("evaluate villapaja", typed=["", "arviointi"])
    assert result.code == 0
    assert "LUPAUS TÄYTTYI maksetut tilaukset: 23 kpl, luvattu vähintään 15 kpl" in result.read
    assert "Turvarajat pitävät: katetuotto tilausta kohti 225,31 €/tilaus" in result.read
    assert "palautusaste (arvon mukaan) 4,3 %" in result.read
    assert "Ei lukuja: asiakaspalvelu tilausta kohti" in result.read
    assert "Muutosprosenttia ei voi laskea: lähtötaso oli 0." in result.read
    assert "Ydinryhmä: 3 kutsuttu, 1 jäävi." in result.read
    ballots = {path.stem.split("-yritt")[0]: path for path in Path("arviointi").glob("*.xlsx")}
    assert len(ballots) == 3
    assert not any("kuljetus" in name for name in ballots)

    # 8: ballots come in; the company decides
    for name, ballot in ballots.items():
        if "leipomo" in name:
            filled(ballot, answers_of("lopeta", "Mainosraha söi katteen."))
        else:
            filled(ballot, answers_of("muuta", "Oma työ ei riitä."))
    decided = run(
        "evaluate villapaja",
        typed=["arviointi", "", "muuta", "Tilauksia tuli.", "Oma työ ei riitä."],
        at=MEETING,
    )
    assert decided.code == 0, decided.err
    assert "uusia 3, korjattuja 0, ennallaan 0, puuttuu 0" in decided.read
    assert "Suositus: muuta 2 ja lopeta 1." in decided.read
    assert "Eriävä mielipide: ”Mainosraha söi katteen.”" in decided.read
    assert "Päätös: muuta" in decided.out

    # 9: the signed paper
    Path("skannaus.pdf").write_bytes(b"%PDF-1.7 allekirjoitettu")
    agreed = run("consent villapaja nimettömänä --file skannaus.pdf --given-by yrittäjä")
    assert agreed.code == 0
    assert "Suostumus: nimettömänä, annettu 25.6.2026, voimassa 25.6.2028 asti." in agreed.read
    assert "Seuraavaksi: trialkit publish KANSIO" in agreed.out

    # 10: the site, in three languages, without the company's name
    published = run("publish sivusto")
    assert published.code == 0
    assert "1 yritysesimerkki julkaistu." in published.out
    assert "Vie kansio palvelimelle sellaisenaan." in published.read
    (page,) = Path("sivusto/fi/esimerkit").glob("2026-1-*/index.html")
    assert "Lupaus täyttyi" in page.read_text(encoding="utf-8")
    assert {path.name for path in Path("sivusto").iterdir()} >= {"fi", "sv", "en", "index.html"}
    assert not any(
        "Villapaja" in path.read_text(encoding="utf-8") for path in Path("sivusto").rglob("*.html")
    )


def test_q_saves_what_was_answered_and_tells_how_to_go_on(run, nivala):
    left = run("new ecommerce", typed=["Sorvi", "Norja", "q"])

    assert left.code == 0
    assert "Jäi kesken; annetut vastaukset säilyvät." in left.out
    assert "Seuraavaksi: trialkit edit sorvi" in left.out
    assert "(Norja)" in run("show sorvi").out


def test_ctrl_c_saves_what_was_answered_and_tells_how_to_go_on(run, nivala):
    left = run("new ecommerce", typed=["Sorvi", "Norja", "^C"])

    assert left.code == 130
    assert "Seuraavaksi: trialkit edit sorvi" in left.out
    assert "(Norja)" in run("show sorvi").out


def test_ctrl_c_before_the_first_answer_saves_nothing_and_says_so(run, nivala):
    left = run("new ecommerce", typed=["^C"])

    assert left.code == 130
    assert "Mitään ei tallennettu" in left.out
    assert "Sorvi" not in run("list").out


def test_a_start_is_taken_back_with_a_reason_until_a_figure_of_the_trial_is_in(run, running):
    back = run(f"start {running} --take-back --reason 'kauppa aukeaa vasta huhtikuussa'")
    assert back.code == 0
    assert "on taas luonnos" in back.read
    assert "Seuraavaksi: trialkit edit villapaja" in back.out

    assert run(f"start {running} --no-consent").code == 0
    assert run(f"observe {running} orders 1 -p 2026-W10", at=JUNE).code == 0
    too_late = run(f"start {running} --take-back --reason 'ei sittenkään'")

    assert too_late.code == 1
    assert "joten aloitusta ei voi enää perua" in too_late.complaint


def test_an_idea_waits_until_it_becomes_a_draft(run, nivala):
    noted = run("new --idea 'Saunakauppa Norjaan?' --origin 'ydinryhmä 25.2.'")
    assert "Kirjattu: Saunakauppa Norjaan?" in noted.out
    assert "Idea odottaa: Saunakauppa Norjaan?" in run("").out
    assert "ydinryhmä 25.2." in run("list --ideas").out

    run("new ecommerce --from-idea sauna --company Kiuas --slot market=NO")

    assert "Saunakauppa" not in run("list --ideas").out
    assert "ydinryhmä 25.2." in run("show kiuas").out


def test_an_idea_is_dropped_only_with_a_reason(run, nivala):
    run("new --idea 'Saunakauppa Norjaan?'")

    assert run("new --drop-idea sauna").code in {1, 2}
    assert run("new --drop-idea sauna --reason 'rahti on liian kallis'").code == 0
    assert "Saunakauppa" not in run("list --ideas").out


def test_a_repeat_takes_over_the_promise_and_names_what_it_repeats(run, running):
    repeated = run(f"new --replicates {running}", typed=["Kiuas", "Kiukaat Ruotsiin", "3.8.2026"])

    assert repeated.code == 0, repeated.err
    assert "LUPAUS Vähintään 15 maksettua tilausta (Ruotsi) 12 viikossa" in repeated.read
    assert "Toistaa kokeilun 2026-nivala-haapajarvi-villapaja-se" in run("show kiuas").read


def test_one_character_of_the_sealed_promise_changed_by_hand_is_named(run, running, nivala):
    assert run("verify").code == 0
    with sqlite3.connect(nivala / "trialkit.db") as database:
        ((sealed,),) = database.execute("SELECT body FROM trial")
        lowered = sealed.replace('"threshold":"15"', '"threshold":"14"', 1)
        database.execute("UPDATE trial SET body = ?", [lowered])
    database.close()

    found = run("verify")

    assert found.code == 3
    assert "Sinetöityä lupausta on muutettu käsin." in found.complaint
    assert "villapaja" in found.complaint
    assert "criteria[0].threshold" in found.complaint


def test_a_backup_is_restored_with_everything_in_it(run, running, nivala):
    copied = run("backup ../varmuuskopio")
    assert copied.code == 0
    assert "Varmuuskopio on tarkistettu ja ehjä" in copied.out
    run(f"observe {running} orders 1 -p 2026-W10")

    brought_back = run("restore ../varmuuskopio ../palautettu")

    assert brought_back.code == 0
    assert "Villapaidat Ruotsiin" in run("-w ../palautettu list").out
    assert run("-w ../palautettu verify").code == 0
    assert run("restore ../varmuuskopio ../palautettu").code == 2

"""Ballots come back: of any open round, in any order, twice, late, and from whom they shouldn't."""

from datetime import date
from pathlib import Path

import pytest

import trialkit
from trialkit.model.company import StakeKind
from trialkit.model.round import Recommendation
from trialkit.workspace.round_reports import KeptOut

HEADINGS = "code;useful;bold;evidence;worth;transferable;recommendation;comment"


@pytest.fixture
def sorvi(ws, villapaja, clock):
    """A second trial, of Sorvi, that runs beside Villapaja's."""
    made = ws.new(
        "ecommerce",
        company="Sorvi",
        title="Sorvin osat Norjaan",
        slots={"market": "NO", "orders": 10, "weeks": 12, "reason": "norjalaiset korjaavat itse"},
        starts_on=date(2026, 3, 2),
    )
    return ws.start(made.slug)


@pytest.fixture
def rounds(ws, villapaja, sorvi, clock):
    """Both are judged at one meeting in June."""
    clock.turn_to(date(2026, 6, 22))
    return ws.open_rounds([villapaja.slug, sorvi.slug], deadline=date(2026, 7, 1))


@pytest.fixture
def code(ws, rounds):
    """What is printed on a member's ballot of a trial: `code("Leipomo", 0)`."""
    companies = {company.id: company.name for company in ws.companies()}

    def of(company: str, which: int) -> str:
        return next(one.code for one in rounds[which].invited if companies[one.company] == company)

    return of


def table(folder: Path, *rows: str, name: str = "lomakkeet.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    return path


def test_trials_of_one_meeting_are_opened_at_once_each_with_its_round(ws, rounds, code):
    assert len({held.trial for held in rounds}) == 2
    assert {held.deadline for held in rounds} == {date(2026, 7, 1)}
    assert code("Leipomo", 0) != code("Leipomo", 1)


def test_one_trial_that_cannot_be_judged_opens_no_round_at_all(ws, villapaja, sorvi, clock):
    ws.open_round(sorvi.slug, early_reason="ryhmä oli koolla")

    with pytest.raises(trialkit.Refused) as refused:
        ws.open_rounds([villapaja.slug, sorvi.slug], early_reason="ryhmä oli koolla")

    assert refused.value.codes == ("ROUND_OPEN",)
    assert ws.round_of(villapaja.slug) is None


def test_each_ballot_finds_its_round_by_its_code(ws, rounds, code, tmp_path):
    path = table(
        tmp_path,
        f"{code('Leipomo', 0)};4;3;4;2;4;adapt;",
        f"{code('Leipomo', 1)};2;2;2;2;2;abandon;",
        f"{code('Kiuas', 1)};3;?;3;3;3;?;",
    )

    report = ws.collect(None, [path])

    assert {one.trial: len(one.taken) for one in report.rounds} == {
        ws.find(rounds[0].trial).slug: 1,
        ws.find(rounds[1].trial).slug: 2,
    }


def test_taken_in_twice_nothing_counts_twice_not_even_a_correction(ws, rounds, code, tmp_path):
    table(tmp_path, f"{code('Leipomo', 0)};4;3;4;2;4;adapt;", name="1-ensin.csv")
    table(tmp_path, f"{code('Leipomo', 0)};1;3;4;2;4;adapt;", name="2-korjattu.csv")

    first = ws.collect(None, [tmp_path])
    second = ws.collect(None, [tmp_path])

    assert (first.taken, first.replaced) == (("Leipomo, yrittäjä",), ("Leipomo, yrittäjä",))
    assert (second.taken, second.replaced, second.unchanged) == ((), (), 2)


def test_whoever_goes_back_to_the_first_answer_has_corrected_it(ws, rounds, code, tmp_path):
    for rating in (4, 1, 4):
        path = table(tmp_path, f"{code('Leipomo', 0)};{rating};3;4;2;4;adapt;")
        report = ws.collect(None, [path])

    assert report.replaced == ("Leipomo, yrittäjä",)


def test_a_forged_code_is_named_and_the_rest_is_taken(ws, rounds, code, tmp_path):
    path = table(tmp_path, "K7QM-3F9A;5;5;5;5;5;adopt;", f"{code('Kiuas', 0)};3;3;3;3;3;adapt;")

    report = ws.collect(None, [path])

    assert [problem.code for problem in report.unreadable] == ["UNKNOWN_BALLOT_CODE"]
    assert report.unreadable[0].place.row == 2
    assert report.taken == ("Kiuas, yrittäjä",)


def test_a_ballot_of_a_member_with_a_stake_is_kept_out_and_it_is_said_why(
    ws, rounds, code, tmp_path
):
    path = table(tmp_path, f"{code('Sorvi', 1)};5;5;5;5;5;adopt;")

    report = ws.collect(None, [path])

    assert report.recused == (KeptOut(member="Sorvi, yrittäjä", stake=StakeKind.OWN_COMPANY),)
    assert report.taken == ()
    with pytest.raises(trialkit.Refused) as refused:
        ws.ballot(ws.find(rounds[1].trial).slug, "Sorvi", ratings={"useful": 5})
    assert refused.value.codes == ("RECUSED",)


def test_a_stake_declared_while_the_round_is_open_recuses_too(ws, rounds, code, tmp_path):
    slug = ws.find(rounds[0].trial).slug
    answers = (f"{code(one, 0)};3;3;3;3;3;adapt;" for one in ("Sorvi", "Leipomo", "Kiuas"))
    ws.collect(None, [table(tmp_path, *answers)])

    ws.declare_stake("Kiuas", "Villapaja", StakeKind.CUSTOMER)

    recused = {one.company: one.recused for one in ws.round_standings(slug)[0].members}
    assert recused["Kiuas"] is StakeKind.CUSTOMER
    assert recused["Leipomo"] is None
    verdict = ws.close_round(slug, without_quorum="kesälomat")
    assert (verdict.judged, verdict.recused) == (2, 2)


def test_a_trial_that_is_named_takes_only_its_own_ballots(ws, rounds, code, tmp_path):
    slug = ws.find(rounds[0].trial).slug
    path = table(
        tmp_path,
        f"{code('Leipomo', 0)};4;3;4;2;4;adapt;",
        f"{code('Leipomo', 1)};2;2;2;2;2;abandon;",
    )

    report = ws.collect(slug, [path])

    assert len(report.taken) == 1
    assert [problem.code for problem in report.unreadable] == ["OTHER_TRIAL"]


def test_after_the_deadline_it_counts_and_after_closing_it_is_only_kept(
    ws, rounds, code, tmp_path, clock
):
    slug = ws.find(rounds[0].trial).slug
    answers = [f"{code(one, 0)};3;3;3;3;3;adapt;" for one in ("Sorvi", "Leipomo", "Kiuas")]
    ws.collect(None, [table(tmp_path, *answers[:2])])
    clock.turn_to(date(2026, 7, 3))

    late = ws.collect(None, [table(tmp_path, *answers)])
    verdict = ws.close_round(slug)
    too_late = ws.collect(
        None, [table(tmp_path, f"{code('Kuljetus', 0)};1;1;1;1;1;abandon;", *answers)]
    )

    assert late.late == ("Kiuas, yrittäjä",)
    assert (verdict.judged, verdict.late) == (3, 1)
    assert too_late.after_closing == ("Kuljetus, yrittäjä",)
    assert too_late.unchanged == 3
    (told,) = ws.evaluate(slug).verdicts
    assert (told.judged, told.after_closing) == (3, 1)
    assert told.recommendations[Recommendation.ABANDON] == 0


def test_who_typed_a_paper_ballot_is_recorded_and_counted(ws, rounds, code):
    slug = ws.find(rounds[0].trial).slug
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        ws.ballot(slug, company, ratings={"useful": 3}, entered_by=ws.actor)

    verdict = ws.close_round(slug)

    assert verdict.typed_in == 3
    assert verdict.typed_by == {"aluevastaava, Nivala-Haapajärvi": 3}


def test_what_the_round_does_not_ask_is_not_taken(ws, rounds):
    slug = ws.find(rounds[0].trial).slug

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.ballot(slug, "Leipomo", forecast=7)

    assert refused.value.codes == ("NOT_ASKED",)


def test_without_any_round_there_is_nothing_to_collect_for(ws, villapaja, tmp_path):
    path = table(tmp_path, "K7QM-3F9A;5;5;5;5;5;adopt;")

    with pytest.raises(trialkit.Refused) as refused:
        ws.collect(None, [path])

    assert refused.value.codes == ("NO_OPEN_ROUND",)


def test_rounds_close_together_or_none_does(ws, rounds, code, tmp_path):
    slugs = [ws.find(held.trial).slug for held in rounds]
    answers = (f"{code(one, 0)};3;3;3;3;3;adapt;" for one in ("Sorvi", "Leipomo", "Kiuas"))
    ws.collect(None, [table(tmp_path, *answers)])

    with pytest.raises(trialkit.Refused) as refused:
        ws.close_rounds(slugs)

    assert refused.value.codes == ("NO_QUORUM",)
    assert all(ws.round_of(slug).open for slug in slugs)
    assert len(ws.close_rounds(slugs, without_quorum="kesälomat")) == 2
    assert [ws.round_of(slug).without_quorum for slug in slugs] == [None, "kesälomat"]

"""A plain reply is a ballot: whatever people write, it is understood or told."""

import pytest

from trialkit.errors import InvalidInput
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import read_ballot_text, read_ballots
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.round import Recommendation

IDS = [criterion.id for criterion in RUBRIC]
MARKS = dict(zip(IDS, (4, 3, 4, 2, 4), strict=True))


def the_ballot(text: str, **more):
    """The one ballot in a text that has nothing else in it."""
    reading = read_ballot_text(text, **more)
    assert reading.unreadable == ()
    (row,) = reading.rows
    return row


def the_fault(text: str):
    """What is wrong with a text that holds no ballot."""
    reading = read_ballot_text(text, "vastaus.txt")
    assert reading.rows == ()
    (problem,) = reading.unreadable
    assert problem.place.file == "vastaus.txt"
    return problem


@pytest.mark.parametrize(
    "text",
    [
        "K7QM-3F9A 4 3 4 2 4 muuta +tilauksia tuli −kate jäi alle",
        "k7qm3f9a 4,3,4,2,4 Muuta. + tilauksia tuli - kate jäi alle",
        "Hei!\n\n4 3 4 2 4 muuta + tilauksia tuli - kate jäi alle\n\nK7QM-3F9A\n\nT. Maija",
        "Koodini on K7QM 3F9A.\n4/3/4/2/4 ändra\n+ tilauksia tuli\n- kate jäi alle\nMvh\nMaija",
        "4;3;4;2;4 ADAPT +tilauksia tuli –kate jäi alle (k7qm-3f9a)",
        "43424 muuta\n- kate jäi alle\n+ tilauksia tuli\nkoodi: K7QM-3F9A",
        "Arvioni: 4 3 4 2 4 muutetaan\n+ tilauksia tuli − kate jäi alle\nKOODI K7QM3F9A",
        """K7QM-3F9A
        Rohkeus: 3
        Hyöty omalle yritykselle: 4
        evidence: 4
        Worth the cost: 2
        Överförbarhet: 4/5
        Suositus: muuta
        Puolesta: tilauksia tuli
        Vastaan: kate jäi alle""",
    ],
)
def test_the_same_ballot_in_the_ways_that_people_write_it(text):
    row = the_ballot(text)

    assert row.code == "K7QM-3F9A"
    assert row.ratings == MARKS
    assert row.recommendation is Recommendation.ADAPT
    assert (row.reason_for, row.reason_against) == ("tilauksia tuli", "kate jäi alle")
    assert row.comment == ""
    assert not row.may_quote


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("jatka", Recommendation.ADOPT),
        ("Fortsätt!", Recommendation.ADOPT),
        ("adopt", Recommendation.ADOPT),
        ("MUUTA", Recommendation.ADAPT),
        ("ändra", Recommendation.ADAPT),
        ("lopeta.", Recommendation.ABANDON),
        ("avsluta", Recommendation.ABANDON),
        ("abandon", Recommendation.ABANDON),
        ("en osaa sanoa", Recommendation.CANT_JUDGE),
        ("kan inte säga", Recommendation.CANT_JUDGE),
        ("can’t tell", Recommendation.CANT_JUDGE),
        ("-", Recommendation.CANT_JUDGE),
    ],
)
def test_the_recommendation_is_understood_in_three_languages(said, meant):
    assert the_ballot(f"K7QM-3F9A 4 3 4 2 4 {said}").recommendation is meant
    assert the_ballot(f"K7QM-3F9A {said}").recommendation is meant


def test_what_one_cant_judge_and_what_one_leaves_out_are_two_things():
    row = the_ballot("K7QM-3F9A 4 - ? _ 4 jatka")

    assert row.ratings == {"useful": 4, "bold": None, "evidence": None, "transferable": 4}


@pytest.mark.parametrize(
    ("text", "ratings", "against"),
    [
        ("K7QM-3F9A 4 3 4 2 4 - kallis kuin synti", MARKS, "kallis kuin synti"),
        ("K7QM-3F9A 4 3 4 2 - - kallis kuin synti", {**MARKS, IDS[4]: None}, "kallis kuin synti"),
        ("K7QM-3F9A - 3 4 2 4 -kallis kuin synti", {**MARKS, IDS[0]: None}, "kallis kuin synti"),
        ("K7QM-3F9A: – 4 3 4 2 4 - kallis kuin synti", MARKS, "kallis kuin synti"),
        ("K7QM-3F9A\n- 4 3 4 2 - muuta\n- kallis", {**MARKS, IDS[4]: None}, "kallis"),
    ],
)
def test_a_dash_is_a_mark_a_minus_or_a_bullet(text, ratings, against):
    row = the_ballot(text)

    assert row.ratings == ratings
    assert row.reason_against == against


def test_a_range_of_numbers_is_no_reason_against():
    row = the_ballot("K7QM-3F9A 4 3 4 2 4 muuta + kasvua 5 - 10 % - kallis")

    assert (row.reason_for, row.reason_against) == ("kasvua 5 - 10 %", "kallis")


def test_a_comment_alone_is_a_ballot():
    row = the_ballot(
        "Hei Anna!\n\nHyvä kokeilu - mutta 10 000 euroa meni hukkaan.\n"
        "Best ever, a well-known sentence.\n\nKoodi K7QM-3F9A\n"
    )

    assert row.comment == (
        "Hyvä kokeilu - mutta 10 000 euroa meni hukkaan.\nBest ever, a well-known sentence."
    )
    assert row.ratings == {}
    assert row.recommendation is None


def test_a_signature_is_never_kept():
    row = the_ballot(
        "K7QM-3F9A 4 3 4 2 4 muuta\nKokeilisin ensin Norjaa.\n\nTerveisin\nMaija Meikäläinen\n"
        "Sorvi Oy\nPuh. 040 123 4567\n+358 40 123 4567\nmaija@sorvi.example\n"
    )

    assert row.comment == "Kokeilisin ensin Norjaa."
    assert "Maija" not in str(row)
    assert "4567" not in str(row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_may_be_published_where_a_line_says_so(language):
    words = wording(language)
    for line in (
        words.text("may be published"),
        words.text("My words may be published without my name"),
        f"{words.text('My words may be published without my name')}: {words.text('yes')}",
    ):
        assert the_ballot(f"K7QM-3F9A 4 3 4 2 4\n{line}").may_quote
    assert not the_ballot("K7QM-3F9A 4 3 4 2 4\nei saa julkaista").may_quote


def test_a_long_reason_that_was_wrapped_goes_on_in_the_next_line():
    row = the_ballot(
        "K7QM-3F9A 4 3 4 2 4 muuta\n"
        "+ Tilauksia tuli heti ensimmäisellä viikolla ja vielä lisää sen\njälkeen\n"
        "- Kallis\nKokeilisin itse Norjaa."
    )

    assert row.reason_for.endswith("vielä lisää sen jälkeen")
    assert (row.reason_against, row.comment) == ("Kallis", "Kokeilisin itse Norjaa.")


@pytest.mark.parametrize(
    "text",
    [
        "Tässä arviot:\nK7QM-3F9A 4 3 4 2 4 jatka\n22AB-CD34 5 5 5 5 5 lopeta\nT. Maija",
        "4 3 4 2 4 jatka K7QM-3F9A\n5 5 5 5 5 lopeta (22AB-CD34)",
        "4 3 4 2 4 jatka\nK7QM-3F9A\n5 5 5 5 5 lopeta\n22AB-CD34",
        "K7QM-3F9A\n4 3 4 2 4\njatka\n\n22AB-CD34\n5 5 5 5 5\nlopeta",
        "K7QM-3F9A 4 3 4 2 4 jatka; 22AB-CD34 5 5 5 5 5 lopeta",
    ],
)
def test_several_codes_are_several_ballots(text):
    first, second = read_ballot_text(text).rows

    assert (first.code, first.ratings) == ("K7QM-3F9A", MARKS)
    assert first.recommendation is Recommendation.ADOPT
    assert (second.code, set(second.ratings.values())) == ("22AB-CD34", {5})
    assert second.recommendation is Recommendation.ABANDON


@pytest.mark.parametrize(
    ("text", "forecast"),
    [
        ("GGGG-HHH5 7", 7),
        ("7/10\nkoodi gggg-hhh5", 7),
        ("GGGG-HHH5: 10", 10),
        ("GGGG-HHH5\n0, ei onnistu ikinä", 0),
        ("Kuinka varma: GGGG-HHH5\nHow sure are you that the promise is met? 0 to 10: 3", 3),
    ],
)
def test_a_forecast_is_one_number(text, forecast):
    row = the_ballot(text)

    assert row.forecast == forecast
    assert row.ratings == {}


def test_a_forecast_one_cant_make_is_an_answer():
    row = the_ballot("GGGG-HHH5 ?")

    assert row.forecast is None
    assert row.recommendation is Recommendation.CANT_JUDGE


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("K7QM-3F9A\n4 3 4 2 muuta", "RATINGS_COUNT", 2),
        ("K7QM-3F9A 4 3 4 2 4 5 muuta", "RATINGS_COUNT", 1),
        ("\n\nK7QM-3F9A 4 3 4 2 9", "BAD_RATING", 3),
        ("K7QM-3F9A 4 3 4 2 4 mutta + halpa", "BAD_RECOMMENDATION", 1),
        ("K7QM-3F9A 4 3 4 2 4 ehkä", "BAD_RECOMMENDATION", 1),
        ("K7QM-3F9A\n4 3 4 2 4 jatka\neikun\n5 3 4 2 4 jatka", "ANSWERED_TWICE", 4),
        ("GGGG-HHH5 11", "BAD_FORECAST", 1),
        ("GGGG-HHH5 7,5", "BAD_FORECAST", 1),
        ("K7QM-3F9A\nRohkeus: kova", "BAD_RATING", 2),
        ("4 3 4 2 4 muuta", "CODE_MISSING", 1),
    ],
)
def test_an_answer_gone_wrong_is_told_with_its_line_and_what_would_be_right(text, code, line):
    problem = the_fault(text)

    assert (problem.code, problem.place.row) == (code, line)
    assert problem.remedy


def test_an_answer_gone_wrong_stops_nobody_else():
    reading = read_ballot_text("K7QM-3F9A 4 3 4 2 9 jatka\n22AB-CD34 5 5 5 5 5 jatka\n")

    assert [row.code for row in reading.rows] == ["22AB-CD34"]
    assert [problem.code for problem in reading.unreadable] == ["BAD_RATING"]


def test_words_without_any_code_are_no_ballot():
    assert the_fault("Kiitos viestistä, palaan asiaan.").code == "NOT_A_BALLOT"


def test_a_code_of_letters_only_is_found_where_it_is_known():
    """One code in twelve has no digit in it, and looks like two words."""
    text = "best ever\n4 3 4 2 4 jatka"

    assert the_fault(text).code == "CODE_MISSING"
    assert the_ballot(text, codes=["BEST-EVER"]).code == "BEST-EVER"


def test_a_reply_may_stand_at_the_top_of_the_file_that_asked(write):
    path, other = write("txt")
    path.write_text(f"4 3 4 2 4 muuta\n{path.read_text('utf-8')}", encoding="utf-8")

    reading = read_ballots([path, other])

    (row,) = reading.rows
    assert (row.code, row.ratings, row.comment) == ("K7QM-3F9A", MARKS, "")
    assert reading.not_filled == 1


def test_answered_mails_are_not_overwritten_by_blank_ones(write):
    path, _ = write("txt")
    path.write_text(f"4 3 4 2 4 muuta\n{path.read_text('utf-8')}", encoding="utf-8")

    with pytest.raises(InvalidInput) as refused:
        write("txt")

    assert refused.value.codes == ("BALLOT_FILLED",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_in_our_own_mail_is_nobodys_answer(write, write_forecast, language):
    for path in (*write("txt", language), *write_forecast("txt", language)):
        mail = path.read_text(encoding="utf-8")
        without_the_line_above = "\n".join(line for line in mail.splitlines() if "##-" not in line)

        for row in read_ballot_text(without_the_line_above).rows:
            assert (row.ratings, row.forecast, row.recommendation) == ({}, None, None)


def test_blank_forms_beside_the_answers_are_passed_over(write, tmp_path):
    write("html")
    write("txt")

    reading = read_ballots([tmp_path / "arviointi"])

    assert (reading.rows, reading.unreadable, reading.ignored) == ((), (), ())
    assert reading.not_filled == 2


def test_a_blank_mail_about_several_trials_is_not_filled(write_meeting):
    reading = read_ballots(write_meeting("txt"))

    assert (reading.rows, reading.unreadable, reading.not_filled) == ((), (), 7)


def test_a_table_that_is_pasted_is_read_as_a_table():
    text = "Koodi;Jäsen;Rohkeus;Suositus\nK7QM-3F9A;Maija;4;jatka\n22AB-CD34;Pekka;5;lopeta\n"

    reading = read_ballot_text(text)

    assert [row.ratings for row in reading.rows] == [{"bold": 4}, {"bold": 5}]
    assert [row.row for row in reading.rows] == [2, 3]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("kuva.txt", b"\x89PNG\r\n\x1a\n\0\0", "WRONG_KIND"),
        ("outo.txt", b"K7QM-3F9A\0\1\2", "WRONG_KIND"),
        ("lomake.html", b"<!doctype html><p>K7QM-3F9A", "WRONG_KIND"),
        ("viesti.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WRONG_KIND"),
        ("romaani.txt", b"4 3 4 2 4 " * 200_000, "TOO_LARGE"),
        ("mitta.txt", b"K7QM-3F9A" + b"A" * 200_000 + b"@" * 20_000, "NOT_A_BALLOT"),
        ("tyhja.txt", b"  \n", "EMPTY_FILE"),
    ],
)
def test_a_file_that_is_no_ballot_is_refused_with_what_to_do(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)

    reading = read_ballots([path])

    (problem,) = reading.unreadable
    assert (problem.code, problem.place.file) == (code, name)
    assert problem.remedy or code == "EMPTY_FILE"

"""The small file that the offline form gives: read as it was meant, or told what is wrong."""

import json

import pytest

from trialkit.intake.ballots import read_ballot_text, read_ballots
from trialkit.model.round import Recommendation


def an_answer(*ballots: object, **more: object) -> str:
    return json.dumps({"trialkit_ballots": 1, "ballots": ballots, **more})


def test_one_file_holds_the_answers_to_a_whole_meeting(tmp_path):
    path = tmp_path / "kokous.ballot.json"
    judged = {"code": "k7qm3f9a", "ratings": {"bold": 4, "useful": None}, "may_quote": True}
    foreseen = {"code": "GGGG-HHH5", "forecast": 8}
    unsure = {"code": "JJJJ-KKK6", "forecast": "?"}
    path.write_text(an_answer(judged, foreseen, unsure), encoding="utf-8")

    first, second, third = read_ballots([path]).rows

    assert (first.code, first.ratings) == ("K7QM-3F9A", {"useful": None, "bold": 4})
    assert first.may_quote
    assert first.source == "kokous.ballot.json"
    assert second.forecast == 8
    assert third.recommendation is Recommendation.CANT_JUDGE


def test_a_mail_program_may_call_it_what_it_likes(written):
    path = written(an_answer({"code": "K7QM-3F9A", "comment": "Hyvä."}), "ATT00001.txt")

    assert [row.comment for row in read_ballots([path]).rows] == ["Hyvä."]


def test_a_form_that_was_sent_empty_is_not_filled():
    reading = read_ballot_text(an_answer({"code": "K7QM-3F9A", "may_quote": True}))

    assert (reading.rows, reading.unreadable, reading.not_filled) == ((), (), 1)


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (an_answer({"code": "K7QM-3F9A", "comment": "Hyvä."})[:-9], "BROKEN_FILE", None),
        (an_answer({"code": "K7QM-3F9A"}, trialkit_ballots=2), "NEWER_FORM", None),
        ('{"orders": [1, 2, 3]}', "NOT_A_BALLOT", None),
        (an_answer("K7QM-3F9A"), "NOT_A_BALLOT", None),
        (an_answer({"comment": "Hyvä."}), "CODE_MISSING", None),
        (
            an_answer({"code": "K7QM-3F9A", "ratings": {"bold": 6}}),
            "BAD_RATING",
            "ballots[1].ratings.bold",
        ),
        (
            an_answer({"code": "K7QM-3F9A", "ratings": {"taste": 3}}),
            "UNKNOWN_FIELD",
            "ballots[1].ratings.taste",
        ),
        (
            an_answer({"code": "K7QM-3F9A", "ratings": [4, 3, 4, 2, 4]}),
            "UNKNOWN_FIELD",
            "ballots[1].ratings",
        ),
        (an_answer({"code": "K7QM-3F9A", "forecast": 7.5}), "BAD_FORECAST", "ballots[1].forecast"),
        (
            an_answer({"code": "K7QM-3F9A", "recommendation": {"adopt": 1}}),
            "BAD_RECOMMENDATION",
            "ballots[1].recommendation",
        ),
    ],
)
def test_a_file_that_was_changed_on_its_way_is_told(text, code, field):
    reading = read_ballot_text(text, "arvio.json")

    assert reading.rows == ()
    (problem,) = reading.unreadable
    assert problem.code == code
    assert (problem.place.file, problem.place.field) == ("arvio.json", field)


def test_one_bad_answer_in_a_file_stops_no_other():
    text = an_answer(
        {"code": "K7QM-3F9A", "ratings": {"bold": 6}}, {"code": "22AB-CD34", "ratings": {"bold": 5}}
    )

    reading = read_ballot_text(text)

    assert [row.code for row in reading.rows] == ["22AB-CD34"]
    assert [problem.code for problem in reading.unreadable] == ["BAD_RATING"]

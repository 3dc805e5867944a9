"""Whatever a member answers, and in whichever form: what is read is what they wrote."""

import csv
import io
import json
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import BallotRow, read_ballot_text, read_ballots, write_ballots
from trialkit.intake.ballots.words import ASKED, FREE_TEXT, LEFT_OUT, YES, Field
from trialkit.language.wording import LANGUAGES, wording
from trialkit.model.round import CODE_ALPHABET, Recommendation

IDS = [criterion.id for criterion in RUBRIC]

_letters = st.characters(categories=("L", "N", "P", "S"), exclude_characters="'")
anything = st.text(st.one_of(_letters, st.sampled_from(' =+-−;,"\t\n')), max_size=60).map(str.strip)
"""What people write into a cell."""

words = st.text("aäö éN=+−-–;,.!?\"'()%€*#/", max_size=60).map(str.strip)
"""What people write into a mail, without figures that could be anything."""

sentences = words.filter(lambda line: line.strip("-") or not line)
"""The same in lines of their own: two dashes alone would begin a signature."""


def filled(text: st.SearchStrategy[str], comment: st.SearchStrategy[str]):
    return st.builds(
        BallotRow,
        code=st.text(CODE_ALPHABET, min_size=8, max_size=8).map(
            lambda code: f"{code[:4]}-{code[4:]}"
        ),
        ratings=st.dictionaries(st.sampled_from(IDS), st.none() | st.integers(1, 5)),
        recommendation=st.none() | st.sampled_from(Recommendation),
        reason_for=text,
        reason_against=text,
        comment=comment,
        may_quote=st.booleans(),
    ).filter(lambda row: row.ratings or row.recommendation or row.reason_for or row.comment)


def forecasts():
    code = st.text(CODE_ALPHABET, min_size=8, max_size=8).map(lambda code: f"{code[:4]}-{code[4:]}")
    sure = st.builds(BallotRow, code=code, ratings=st.just({}), forecast=st.integers(0, 10))
    unsure = st.builds(
        BallotRow, code=code, ratings=st.just({}), recommendation=st.just(Recommendation.CANT_JUDGE)
    )
    return sure | unsure


def answered(row: BallotRow, language: str) -> Mapping[str, str]:
    """What the member writes beside (or under) each question."""
    say = wording(language)
    cant_judge = say.text("can't judge")
    ratings = {
        criterion.label[language]: cant_judge if mark is None else str(mark)
        for criterion in RUBRIC
        for mark in [row.ratings.get(criterion.id, "")]
        if mark != ""
    }
    free = {say.text(ASKED[field]): getattr(row, field) for field in FREE_TEXT}
    advice = row.recommendation and say.label("recommendation", row.recommendation)
    return {
        **ratings,
        **free,
        say.text(ASKED[Field.RECOMMENDATION]): advice or "",
        say.text(ASKED[Field.MAY_QUOTE]): say.text(YES) if row.may_quote else "",
        say.text(ASKED[Field.FORECAST]): _sure(row, say),
    }


def _sure(row: BallotRow, say) -> str:
    return say.text("can't judge") if row.forecast is None else str(row.forecast)


def read_back(reading) -> BallotRow:
    """The one ballot, without where it was found."""
    assert reading.unreadable == ()
    (row,) = reading.rows
    return attrs.evolve(row, source=None, row=None)


@pytest.fixture(scope="module")
def blank(round_, forecast, shop_trial):
    """Writes one member's blank ballot with the code that the answer bears."""

    def write(row: BallotRow, form: str, language: str, folder: Path, *, foreseen: bool) -> Path:
        asked = forecast if foreseen else round_
        one = attrs.evolve(asked.invited[0], code=row.code, recused=None)
        path, *_ = write_ballots(
            attrs.evolve(asked, invited=(one,)),
            shop_trial,
            {},
            folder,
            form=form,
            wording=wording(language),
        )
        return path

    return write


@pytest.mark.parametrize("foreseen", [False, True], ids=["judged", "foreseen"])
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=40)
def test_a_workbook(blank, fill, foreseen, data, language):
    row = data.draw(forecasts() if foreseen else filled(anything, anything))
    with TemporaryDirectory() as folder:
        path = blank(row, "xlsx", language, Path(folder), foreseen=foreseen)
        fill(path, answered(row, language))

        assert read_back(read_ballots([path])) == row


@pytest.mark.parametrize("foreseen", [False, True], ids=["judged", "foreseen"])
@given(data=st.data(), language=st.sampled_from(LANGUAGES), typed_by=st.sampled_from(["", "Anna"]))
@settings(max_examples=40)
def test_the_sheet_that_paper_is_typed_into(blank, foreseen, data, language, typed_by):
    row = data.draw(forecasts() if foreseen else filled(anything, anything))
    with TemporaryDirectory() as folder:
        path = blank(row, "csv", language, Path(folder), foreseen=foreseen)
        (headings, cells) = csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")
        answers = {**answered(row, language), headings[-1]: typed_by}
        line = [answers.get(asked, cell) for asked, cell in zip(headings, cells, strict=True)]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([headings, line])

        expected = attrs.evolve(row, entered_by=typed_by or None)
        assert read_back(read_ballots([path])) == expected


@given(row=filled(anything, anything) | forecasts())
def test_the_answer_file_of_the_form(row):
    answer = {
        "code": row.code,
        "ratings": row.ratings,
        "recommendation": row.recommendation,
        "reason_for": row.reason_for,
        "reason_against": row.reason_against,
        "comment": row.comment,
        "may_quote": row.may_quote,
    }
    if row.forecast is not None:
        answer["forecast"] = row.forecast
    content = json.dumps({"trialkit_ballots": 1, "ballots": [answer]})

    assert read_back(read_ballot_text(content)) == row


def as_text(row: BallotRow, language: str) -> str:
    """The text that the form gives to paste into a message."""
    say = wording(language)
    marks = {None: "-", **{mark: str(mark) for mark in range(1, 6)}}
    advice = row.recommendation and say.label("recommendation", row.recommendation)
    line = [marks[row.ratings[id_]] if id_ in row.ratings else LEFT_OUT for id_ in IDS]
    labelled = {
        Field.MAY_QUOTE: say.text(YES) if row.may_quote else "",
        **{field: getattr(row, field) for field in FREE_TEXT},
    }
    return "\n".join(
        [
            f"{say.text(ASKED[Field.CODE])}: {row.code}",
            " ".join([*line, advice or ""]),
            *(f"{say.text(ASKED[field])}: {said}" for field, said in labelled.items() if said),
        ]
    )


@given(
    row=filled(words, st.lists(sentences, max_size=4).map("\n".join).map(str.strip)),
    language=st.sampled_from(LANGUAGES),
)
def test_the_text_of_the_form_and_a_mail_with_it(row, language):
    text = as_text(row, language)

    assert read_back(read_ballot_text(text)) == row

    message = EmailMessage()
    message["From"], message["Message-ID"] = "maija@sorvi.example", "<1@sorvi.example>"
    message.set_content(f"{text}\n\nLähetetty iPhonesta\n")
    assert read_back(read_ballot_text(message.as_string())) == row


@given(
    marks=st.lists(st.none() | st.integers(1, 5), min_size=5, max_size=5),
    advice=st.none() | st.sampled_from(Recommendation),
    language=st.sampled_from(LANGUAGES),
    between=st.sampled_from([" ", ",", ", ", ";", "/", "  "]),
    unsure=st.sampled_from(["-", "?", "−"]),
)
def test_a_reply_in_one_line(marks, advice, language, between, unsure):
    said = wording(language).label("recommendation", advice) if advice else ""
    line = between.join(unsure if mark is None else str(mark) for mark in marks)

    row = read_back(read_ballot_text(f"k7qm-3f9a {line} {said} +halpa −hidas"))

    assert row.ratings == dict(zip(IDS, marks, strict=True))
    assert row.recommendation == advice
    assert (row.reason_for, row.reason_against) == ("halpa", "hidas")


@given(text=st.text(max_size=200) | st.text("K7QM3F9A -+4−?\n:;,.muta", max_size=200))
def test_any_text_at_all_is_read_or_told(text):
    reading = read_ballot_text(text)

    assert len(reading.rows) + len(reading.unreadable) + reading.not_filled >= 1
    for row in reading.rows:
        assert set(row.ratings) <= set(IDS)
        assert all(mark is None or 1 <= mark <= 5 for mark in row.ratings.values())

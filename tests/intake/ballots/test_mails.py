"""Saved mails: what a member wrote themselves is the ballot, whatever program they wrote it in.

The mails in `mails/` are made up, each laid out as its program does it: all say the same.
"""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots import read_ballot_text, read_ballots
from trialkit.intake.ballots.mail import mail_in, shown_text
from trialkit.intake.ballots.quoting import own_words
from trialkit.model.round import Recommendation

MAILS = sorted((Path(__file__).parent / "mails").glob("*.eml"))
MARKS = dict(zip((criterion.id for criterion in RUBRIC), (4, 3, 4, 2, 4), strict=True))


@pytest.fixture
def saved(tmp_path):
    """Saves a mail as a mail program would."""

    def save(
        text: str, name: str = "viesti.eml", *, subject: str = "Re: Arviointi", **headers: str
    ) -> tuple[EmailMessage, Path]:
        message = EmailMessage()
        message["From"] = "Maija Meikäläinen <maija@sorvi.example>"
        message["Subject"] = subject
        message["Message-ID"] = "<1@sorvi.example>"
        for header, value in headers.items():
            message[header.replace("_", "-")] = value
        message.set_content(text)
        path = tmp_path / name
        path.write_bytes(message.as_bytes())
        return message, path

    return save


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_every_program_s_mail_is_read_as_the_same_ballot(path):
    reading = read_ballots([path])

    assert reading.unreadable == ()
    (row,) = reading.rows
    assert row.code == "K7QM-3F9A"
    assert row.ratings == MARKS
    assert row.recommendation is Recommendation.ADAPT
    assert (row.reason_for, row.reason_against) == ("tilauksia tuli", "kate jäi alle")
    assert row.comment == ""
    assert row.source == path.name


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_what_is_answered_is_known_without_the_line_that_our_mails_begin_with(path):
    mail = mail_in(path.read_bytes())
    lines = [line for line in mail.text.splitlines() if "##-" not in line]

    own = own_words("\n".join(lines)).lines

    assert 1 <= len([line for line in own if line]) <= 3
    assert not any("Maija" in line or "alue@" in line for line in own)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_mail_that_is_only_a_page_says_the_same(path):
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    page = message.get_body(("html",))
    if page is None:
        assert b"text/html" not in path.read_bytes()
        return

    words = own_words(shown_text(page.get_content()))

    assert " ".join(line for line in words.lines if line).startswith("4 3 4 2 4 ")


def test_a_mail_piped_in_is_a_mail():
    reading = read_ballot_text(MAILS[0].read_text(encoding="utf-8"))

    assert [row.code for row in reading.rows] == ["K7QM-3F9A"]


def test_one_mail_answers_for_several_trials(saved):
    _, path = saved("K7QM-3F9A 4 3 4 2 4 jatka\nGGGG-HHH5 7\n\nT. Maija")

    judged, foreseen = read_ballots([path]).rows

    assert (judged.ratings, judged.forecast) == (MARKS, None)
    assert (foreseen.ratings, foreseen.forecast) == ({}, 7)


def test_an_answer_to_a_mail_about_several_trials_must_name_its_trial(saved, write_meeting):
    asked = write_meeting("txt")[0].read_text(encoding="utf-8")
    _, path = saved("4 3 4 2 4 jatka\n\n" + asked)

    reading = read_ballots([path])

    assert reading.rows == ()
    assert [problem.code for problem in reading.unreadable] == ["CODE_MISSING"]


def test_a_ballot_may_come_as_an_attachment(saved, write, fill):
    workbook, _ = write("xlsx")
    fill(workbook, {RUBRIC[0].label["fi"]: "4"})
    message, path = saved("Ohessa.\n\nMaija", subject="Re: Arviointi K7QM-3F9A")
    message.add_attachment(
        workbook.read_bytes(), maintype="application", subtype="xlsx", filename="arvio.xlsx"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment("Tarkastettu viruksista.", filename="ATT00001.txt")
    path.write_bytes(message.as_bytes())

    reading = read_ballots([path])

    (row,) = reading.rows
    assert (row.code, row.ratings, row.comment) == ("K7QM-3F9A", {"useful": 4}, "")
    assert row.source == "viesti.eml: arvio.xlsx"


def test_the_blank_ballot_that_comes_back_with_an_answer_is_no_second_one(saved, write):
    blank, _ = write("xlsx")
    message, path = saved("4 3 4 2 4 jatka", subject="Re: Arviointi K7QM-3F9A")
    message.add_attachment(
        blank.read_bytes(), maintype="application", subtype="xlsx", filename="../../arvio.xlsx"
    )
    path.write_bytes(message.as_bytes())

    reading = read_ballots([path])

    assert [row.ratings for row in reading.rows] == [MARKS]
    assert reading.not_filled == 0


def test_mails_passed_on_as_attachments_are_read(saved, tmp_path):
    outer, _ = saved("Tässä kaksi.", subject="Fwd")
    for code in ("K7QM-3F9A", "22AB-CD34"):
        inner, _ = saved("4 3 4 2 4 jatka", subject=f"Re: Arviointi {code}")
        outer.add_attachment(inner)
    path = tmp_path / "ulompi.eml"
    path.write_bytes(outer.as_bytes())

    assert [row.code for row in read_ballots([path]).rows] == ["K7QM-3F9A", "22AB-CD34"]


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"X_Autoreply": "yes"}], ids=str
)
def test_an_absence_note_is_nobodys_comment(saved, headers):
    _, path = saved("Olen lomalla 6.7. asti.", subject="Poissa: K7QM-3F9A", **headers)

    reading = read_ballots([path])

    assert (reading.rows, reading.unreadable) == ((), ())
    assert reading.ignored == ("viesti.eml",)


def test_the_later_of_two_mails_comes_last_whatever_they_are_called(saved, tmp_path):
    saved("K7QM-3F9A 5 5 5 5 5", "arvio (1).eml", Date="Wed, 24 Jun 2026 08:00:00 +0300")
    saved("K7QM-3F9A 4 3 4 2 4", "arvio.eml", Date="Tue, 23 Jun 2026 08:00:00 +0300")

    earlier, later = read_ballots([tmp_path]).rows

    assert (earlier.source, later.source) == ("arvio.eml", "arvio (1).eml")


def test_a_mail_without_any_code_is_told_with_its_name(saved):
    _, path = saved("4 3 4 2 4 jatka")

    (problem,) = read_ballots([path]).unreadable

    assert (problem.code, problem.place.file) == ("CODE_MISSING", "viesti.eml")


@pytest.mark.parametrize(
    "content",
    [
        b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=klingon\n\nK7QM-3F9A 7\n",
        b"From: a\nMessage-ID: <\nSubject: =?utf-8?Q?=E4=F6?=\n\nK7QM-3F9A 7\n",
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\nK7QM-3F9A 7\n",
        b'From: =?x?y?z\nMIME-Version: 1.0\nContent-Disposition: ;"\nDate: x\n\nK7QM-3F9A 7\n',
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(tmp_path, content):
    path = tmp_path / "rikki.eml"
    path.write_bytes(content)

    reading = read_ballots([path])

    assert len(reading.rows) + len(reading.unreadable) == 1

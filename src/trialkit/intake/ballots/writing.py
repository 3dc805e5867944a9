"""Blank ballots out: one form for every way that members like to answer."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from trialkit.errors import InvalidInput, Message
from trialkit.intake.ballots.asked import Judge, judges_of, shared_by_all
from trialkit.intake.ballots.reading import READ, read_ballots
from trialkit.intake.saving import save
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.ids import slugged
from trialkit.model.round import Round, RubricCriterion
from trialkit.model.trial import Trial

_FILE_NAME: Final = N_("ballots")


class BallotForm(StrEnum):
    """What ballots are written as."""

    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"
    TXT = "txt"
    PAPER = "paper"
    PDF = "pdf"


def write_ballots(
    round_: Round,
    trial: Trial,
    names: Mapping[str, str],
    folder: Path,
    *,
    form: str = BallotForm.XLSX,
    wording: Wording,
    reply_to: str = "",
) -> tuple[Path, ...]:
    """Write one round's blank ballots; as `write_meeting_ballots`."""
    return write_meeting_ballots(
        [(round_, trial)], names, folder, form=form, wording=wording, reply_to=reply_to
    )


def write_meeting_ballots(
    rounds: Sequence[tuple[Round, Trial]],
    names: Mapping[str, str],
    folder: Path,
    *,
    form: str = BallotForm.XLSX,
    wording: Wording,
    reply_to: str = "",
) -> tuple[Path, ...]:
    """Write blank ballots for everyone who may judge; recused members get none.

    A file a member: `xlsx` with lists to choose from and a tab a trial, `html` to fill in on a
    phone without a network (and one for everyone, on which codes are typed), `txt` the text of a
    mail that is answered in a line. One file for all: `csv` with a row a ballot, to type paper
    ballots into; `paper` (a page to print from a browser) and `pdf` with a page of A5 a ballot.

    Args:
        rounds: what is judged, in the order of the meeting.
        names: member's id → how the group knows them.
        folder: made where it isn't there.
        form: one of `BallotForm`.
        wording: the members'.
        reply_to: the address that answers are mailed to; "" where the member knows it.

    Returns:
        The files.

    Raises:
        InvalidInput: there is no such form (UNKNOWN_FORM), a ballot that is there has answers in
            it (BALLOT_FILLED), or one is open in another program (FILE_OPEN).
        NotInstalled: `pdf` needs a part that isn't installed (NO_PDF).
    """
    files = {
        folder / name: content
        for name, content in _contents(rounds, names, form, wording, reply_to)
    }
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(
            Message("{file} is a file, not a folder.", file=str(folder)), code="NOT_A_FOLDER"
        )
    folder.mkdir(parents=True, exist_ok=True)
    rated = {each.id: each for round_, _ in rounds for each in round_.criteria}
    for path in files:
        _refuse_to_overwrite_answers(path, list(rated.values()))
    for path, content in files.items():
        save(path, content)
    return tuple(files)


def _contents(
    rounds: Sequence[tuple[Round, Trial]],
    names: Mapping[str, str],
    form: str,
    wording: Wording,
    reply_to: str,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    judges = judges_of(rounds, names, wording)
    ballots = slugged(wording.text(_FILE_NAME))
    one = rounds[0][1].slug if len(rounds) == 1 else ballots
    together = f"{one}-{ballots}" if len(rounds) == 1 else ballots

    def own(judge: Judge) -> str:
        return f"{one}-{slugged(judge.name)}-{judge.slips[0].code}"

    match form:
        case BallotForm.XLSX:
            from trialkit.intake.ballots.workbook import ballot_workbook

            for judge in judges:
                yield f"{own(judge)}.xlsx", ballot_workbook(judge, wording)
        case BallotForm.HTML:
            from trialkit.intake.ballots.form_page import ballot_form

            for judge in (shared_by_all(rounds, wording), *judges):
                name = f"{own(judge)}.html" if judge.name else f"{together}.html"
                yield name, ballot_form(judge, wording, reply_to=reply_to).encode()
        case BallotForm.TXT:
            from trialkit.intake.ballots.letter import ballot_letter

            for judge in judges:
                yield f"{own(judge)}.txt", ballot_letter(judge, wording).encode()
        case BallotForm.CSV:
            from trialkit.intake.ballots.paper import ballot_table

            yield f"{together}.csv", ballot_table(judges, wording)
        case BallotForm.PAPER:
            from trialkit.intake.ballots.paper import ballot_pages

            yield f"{together}-{form}.html", ballot_pages(judges, wording).encode()
        case BallotForm.PDF:
            from trialkit.intake.ballots.paper import ballot_document

            yield f"{together}.pdf", ballot_document(judges, wording)
        case _:
            raise InvalidInput(
                Message("Ballots aren't written as “{form}”.", form=form),
                code="UNKNOWN_FORM",
                remedy=Message("Choose one of: {forms}.", forms=tuple(map(str, BallotForm))),
            )


def _refuse_to_overwrite_answers(path: Path, criteria: Sequence[RubricCriterion]) -> None:
    """Blank ballots written once more must not replace those that came back filled."""
    if path.suffix.casefold() not in READ or not path.exists():
        return
    found = read_ballots([path], criteria=criteria)
    if found.rows or found.unreadable:
        raise InvalidInput(
            Message("{file} already has answers in it.", file=path.name),
            code="BALLOT_FILLED",
            remedy=Message("Write the blank ballots into another folder."),
        )

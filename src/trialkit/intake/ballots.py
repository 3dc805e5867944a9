"""Ballots: blank ones out, filled ones back in, on whatever the members like to write."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, NotFound, Problem
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballot_answers import BallotRow, ballots_in
from trialkit.intake.saving import save
from trialkit.intake.tables import read_sheets
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.ids import slugged
from trialkit.model.round import Invitation, Round, RubricCriterion
from trialkit.model.trial import Trial

__all__ = ["BallotForm", "BallotReading", "BallotRow", "read_ballots", "write_ballots"]

_READ: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_FILE_NAME: Final = N_("ballots")


class BallotForm(StrEnum):
    """What ballots are written as."""

    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"


@attrs.frozen(kw_only=True)
class BallotReading:
    """What came back.

    Attributes:
        rows: the ballots, in the order of the files; one member may have several.
        unreadable: what can't be read, each with file, row and column.
        not_filled: ballots that came back empty.
        ignored: files of a folder that aren't tables.
    """

    rows: tuple[BallotRow, ...]
    unreadable: tuple[Problem, ...]
    not_filled: int = 0
    ignored: tuple[str, ...] = ()


def write_ballots(
    round_: Round,
    trial: Trial,
    names: Mapping[str, str],
    folder: Path,
    *,
    form: str = BallotForm.XLSX,
    wording: Wording,
) -> tuple[Path, ...]:
    """Write blank ballots for everyone who may judge; recused members get none.

    `xlsx` is a workbook a member, with lists to choose from; `csv` one table with a row a
    member, to type paper ballots into; `html` one page of A5 a member, to print.

    Args:
        round_: who is asked what.
        trial: what is judged.
        names: member's id → how the group knows them.
        folder: made where it isn't there.
        form: one of `BallotForm`.
        wording: the members'.

    Returns:
        The files.

    Raises:
        InvalidInput: there is no such form (UNKNOWN_FORM), a ballot that is there has answers in
            it (BALLOT_FILLED), or one is open in another program (FILE_OPEN).
    """
    invited = [each for each in round_.invited if each.recused is None]
    contents = _contents(round_, trial, invited, names, form, wording)
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(
            Message("{file} is a file, not a folder.", file=str(folder)), code="NOT_A_FOLDER"
        )
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / name: content for name, content in contents}
    for path in files:
        _refuse_to_overwrite_answers(path, round_.criteria)
    for path, content in files.items():
        save(path, content)
    return tuple(files)


def read_ballots(
    paths: Iterable[Path], *, criteria: Sequence[RubricCriterion] = RUBRIC
) -> BallotReading:
    """Read ballots from files and folders in any mix, in any of the languages.

    Nobody's ballot stops anybody else's: what can't be read is named and the rest is there.

    Args:
        paths: tables with a row a member, filled workbooks, and folders of both.
        criteria: what was rated.

    Raises:
        NotFound: there is no such file or folder (NO_FILE).
    """
    rows: list[BallotRow] = []
    unreadable: list[Problem] = []
    ignored: list[str] = []
    not_filled = 0
    for path in _files(paths, ignored):
        try:
            for sheet in ballots_in(path.name, list(read_sheets(path)), criteria):
                rows += sheet.rows
                unreadable += sheet.unreadable
                not_filled += sheet.not_filled
        except InvalidInput as fault:
            unreadable += fault.problems
    return BallotReading(
        rows=tuple(rows),
        unreadable=tuple(unreadable),
        not_filled=not_filled,
        ignored=tuple(ignored),
    )


def _files(paths: Iterable[Path], ignored: list[str]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise NotFound(
                Message("There is no file or folder {file}.", file=str(path)), code="NO_FILE"
            )
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.iterdir()):
            # “~$…” is what Excel lays beside a workbook while it is open.
            if found.is_dir() or found.name.startswith((".", "~$")):
                continue
            if found.suffix.casefold() in _READ:
                yield found
            else:
                ignored.append(found.name)


def _contents(
    round_: Round,
    trial: Trial,
    invited: Sequence[Invitation],
    names: Mapping[str, str],
    form: str,
    wording: Wording,
) -> Iterator[tuple[str, bytes]]:
    together = f"{trial.slug}-{slugged(wording.text(_FILE_NAME))}"
    match form:
        case BallotForm.XLSX:
            from trialkit.intake.ballot_workbook import ballot_workbook

            for each in invited:
                name = names.get(each.member, each.member)
                yield (
                    f"{trial.slug}-{slugged(name)}-{each.code}.xlsx",
                    ballot_workbook(round_, trial, each, name, wording),
                )
        case BallotForm.CSV:
            from trialkit.intake.ballot_paper import ballot_table

            yield f"{together}.csv", ballot_table(round_, invited, names, wording)
        case BallotForm.HTML:
            from trialkit.intake.ballot_paper import ballot_pages

            page = ballot_pages(round_, trial, invited, names, wording)
            yield f"{together}.html", page.encode("utf-8")
        case _:
            raise InvalidInput(
                Message("Ballots aren't written as “{form}”.", form=form),
                code="UNKNOWN_FORM",
                remedy=Message("Choose one of: {forms}.", forms=tuple(map(str, BallotForm))),
            )


def _refuse_to_overwrite_answers(path: Path, criteria: Sequence[RubricCriterion]) -> None:
    """Blank ballots written once more must not replace those that came back filled."""
    if path.suffix.casefold() not in _READ or not path.exists():
        return
    found = read_ballots([path], criteria=criteria)
    if found.rows or found.unreadable:
        raise InvalidInput(
            Message("{file} already has answers in it.", file=path.name),
            code="BALLOT_FILLED",
            remedy=Message("Write the blank ballots into another folder."),
        )

"""Filled ballots back in: files and folders in any mix, and whatever somebody pasted."""

import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, NotFound, Place, Problem
from trialkit.evaluation.rubric import RUBRIC
from trialkit.intake.ballots.answered import Found
from trialkit.intake.ballots.codes import bare
from trialkit.intake.ballots.row import BallotRow
from trialkit.intake.ballots.tables import ballots_in, is_table
from trialkit.intake.kinds import FileKind, encoding_of, head_of, kind_of
from trialkit.intake.tables import read_sheets
from trialkit.model.round import RubricCriterion

TABLES: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
MESSAGES: Final = (".txt", ".eml", ".json", ".msg")
READ: Final = (*TABLES, *MESSAGES)
_PAGES: Final = (".html", ".htm")
"""Blank forms lie beside the answers; they never have any in them."""
_LARGEST: Final = 32 << 20
_LONGEST_TEXT: Final = 1 << 18
"""Bytes. Sixty members who write a page each don't fill it."""
_DEEPEST: Final = 3
"""Mails in mails in mails are looked into no further."""
_NO_BALLOT: Final = frozenset({"NOT_A_BALLOT", "EMPTY_FILE", "WRONG_KIND"})
"""What is wrong with a file in a mail that has nothing to do with ballots."""
_WHAT_IS_READ: Final = Message(
    "Ballots are read from .xlsx, .csv, .txt, .eml and .json files, and from pasted text."
)


@attrs.frozen(kw_only=True)
class BallotReading:
    """What came back.

    Attributes:
        rows: the ballots in the order of the files, those of a folder oldest first; one member
            may have several.
        unreadable: what can't be read, each with file, row and column.
        not_filled: ballots that came back empty.
        ignored: files of a folder that no ballot comes in, and mails that no person wrote.
    """

    rows: tuple[BallotRow, ...]
    unreadable: tuple[Problem, ...]
    not_filled: int = 0
    ignored: tuple[str, ...] = ()


def read_ballots(
    paths: Iterable[Path],
    *,
    criteria: Sequence[RubricCriterion] = RUBRIC,
    codes: Collection[str] = (),
) -> BallotReading:
    """Read ballots from files and folders in any mix, in any of the languages.

    Workbooks, tables with a row a member, answers of the offline form, saved mails and plain
    text. Nobody's ballot stops anybody else's: what can't be read is named and the rest is there.

    Args:
        paths: files, and folders of them.
        criteria: what was rated, in the order of the ballot.
        codes: of the open rounds: in running text these are found however they are typed.

    Raises:
        NotFound: there is no such file or folder (NO_FILE).
    """
    asked = _Asked(criteria, frozenset(map(bare, codes)))
    found = Found()
    for path in _files(paths, found.ignored):
        found.add(asked.read(path, path.name))
    return _reading(found)


def read_ballot_text(
    text: str,
    source: str | None = None,
    *,
    criteria: Sequence[RubricCriterion] = RUBRIC,
    codes: Collection[str] = (),
) -> BallotReading:
    """Read ballots from what somebody pasted or piped in: replies, a table, a whole mail.

    Args:
        text: what was given.
        source: what to call it in sentences; None where it was typed.
        criteria, codes: as `read_ballots`.
    """
    asked = _Asked(criteria, frozenset(map(bare, codes)))
    return _reading(asked.read_content(text.encode(), "pasted.txt", source))


def _reading(found: Found) -> BallotReading:
    return BallotReading(
        rows=tuple(found.rows),
        unreadable=tuple(found.unreadable),
        not_filled=found.not_filled,
        ignored=tuple(found.ignored),
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
        for found in sorted(path.iterdir(), key=_written_at):
            # “~$…” is what Excel lays beside a workbook while it is open.
            if found.is_dir() or found.name.startswith((".", "~$")):
                continue
            if found.suffix.casefold() in READ:
                yield found
            elif found.suffix.casefold() not in _PAGES:
                ignored.append(found.name)


def _written_at(path: Path) -> tuple[float, str]:
    """When a file was written, or its mail sent: who answers twice means the later answer.

    By their names “arvio (1).eml” would come before “arvio.eml”.
    """
    moment = _sent_at(path) if path.suffix.casefold() == ".eml" and path.is_file() else None
    return (path.stat().st_mtime if moment is None else moment), path.name


def _sent_at(path: Path) -> float | None:
    from email.utils import parsedate_to_datetime

    said = re.search(rb"^Date:(.{5,60}?)\r?$", head_of(path), re.MULTILINE | re.IGNORECASE)
    try:
        return parsedate_to_datetime(said[1].decode("ascii")).timestamp() if said else None
    except (ValueError, OverflowError):
        return None


@attrs.frozen
class _Asked:
    """Reads one file after the other, by what it holds.

    Attributes:
        criteria: what was rated.
        known: codes of open rounds, `bare`.
    """

    criteria: Sequence[RubricCriterion]
    known: frozenset[str]

    def read(self, path: Path, name: str | None, depth: int = 0) -> Found:
        """What a file holds; what stops its reading is named like anything unreadable."""
        try:
            return self._read(path, name, depth)
        except InvalidInput as fault:
            return Found(unreadable=[_in_file(problem, name) for problem in fault.problems])

    def read_content(
        self, content: bytes, called: str, source: str | None, depth: int = 0
    ) -> Found:
        """What came without a file of its own."""
        with tempfile.TemporaryDirectory(prefix="trialkit-") as folder:
            # Its own name may be anything, also a path; only how it ends matters.
            path = Path(folder, f"ballot{Path(called).suffix.casefold()[:10]}")
            path.write_bytes(content)
            return self.read(path, source, depth)

    def _read(self, path: Path, name: str | None, depth: int) -> Found:
        ending = path.suffix.casefold()
        if ending == ".msg":
            raise _outlooks_own()
        head = head_of(path)
        _require_size(path, _LARGEST)
        if _kind(path) is not FileKind.TEXT or ending in (".csv", ".tsv"):
            return self._tables(path, name)
        if _is_mail(path, head):
            return self._mail(path, name, depth)
        _require_size(path, _LONGEST_TEXT)
        text = _text_of(path)
        if ending == ".json" or re.match(r'\s*\{\s*"', text):
            from trialkit.intake.ballots.answer_file import ballots_in_answer

            return ballots_in_answer(name, text, self.criteria)
        if is_table(head, self.criteria):
            return self._tables(path, name)
        return self._words(text, name)

    def _tables(self, path: Path, name: str | None) -> Found:
        return ballots_in(name, list(read_sheets(path)), self.criteria)

    def _words(self, text: str, name: str | None, subject: str = "") -> Found:
        from trialkit.intake.ballots.quoting import own_words
        from trialkit.intake.ballots.reply import ballots_in_text

        own = own_words(text, self.known)
        return ballots_in_text(name, own, self.criteria, known=self.known, subject=subject)

    def _mail(self, path: Path, name: str | None, depth: int) -> Found:
        from trialkit.intake.ballots.mail import mail_in

        mail = mail_in(path.read_bytes())
        if mail.automatic:
            return Found(ignored=[name or mail.subject])
        attached = Found()
        for each in mail.attached if depth < _DEEPEST else ():
            if (called := each.name or "mail.eml").casefold().endswith(READ):
                source = f"{name}: {each.name}" if name and each.name else name
                attached.add(self.read_content(each.content, called, source, depth + 1))
        # Programs add texts of their own, and send back the blank ballot that was answered.
        if attached.rows or any(fault.code not in _NO_BALLOT for fault in attached.unreadable):
            return attached
        try:
            return self._words(mail.text, name, mail.subject)
        except InvalidInput:
            if attached.not_filled:
                return Found(not_filled=attached.not_filled)
            raise


def _kind(path: Path) -> FileKind:
    if path.suffix.casefold() in _PAGES:
        raise InvalidInput(
            Message("This is a page, not its answer."),
            code="WRONG_KIND",
            remedy=Message("Open it, fill it in, and give the file or the text that it makes."),
        )
    try:
        return kind_of(path)
    except InvalidInput as fault:
        (problem,) = fault.problems
        what = problem.message.values.get("what")
        if what is None:
            raise
        raise InvalidInput(
            Message("This is {what}, not a ballot.", what=what),
            code="WRONG_KIND",
            remedy=_WHAT_IS_READ,
        ) from None


def _is_mail(path: Path, head: bytes) -> bool:
    """Whether a text begins with the headers of a mail, whatever the file is called."""
    lines = head.splitlines()[:60]
    names = {line.partition(b":")[0].strip().lower() for line in lines}
    told = {b"message-id", b"mime-version", b"received", b"return-path", b"content-type"}
    headed = b":" in lines[0] and b"from" in names and bool(names & told)
    return headed or path.suffix.casefold() == ".eml"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding=encoding_of(path), errors="replace")
    except InvalidInput:
        raise InvalidInput(
            Message("This is no text."), code="WRONG_KIND", remedy=_WHAT_IS_READ
        ) from None


def _require_size(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise InvalidInput(
            Message("The file is larger than any ballot: {n} kB.", n=path.stat().st_size >> 10),
            code="TOO_LARGE",
            remedy=_WHAT_IS_READ,
        )


def _in_file(problem: Problem, name: str | None) -> Problem:
    place = replace(problem.place or Place(), file=name)
    return replace(problem, place=place)


def _outlooks_own() -> InvalidInput:
    return InvalidInput(
        Message("This is a mail in Outlook's own format, which nothing else can read."),
        code="WRONG_KIND",
        remedy=Message("Save it in Outlook as text (.txt), or paste the mail's text."),
    )

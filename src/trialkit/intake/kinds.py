"""What a file is, by what it holds; its ending is only what somebody called it."""

import codecs
from enum import Enum, auto
from pathlib import Path
from typing import Final

from trialkit.errors import InvalidInput, Message, NotFound, Place
from trialkit.intake.saving import file_open
from trialkit.language.marking import N_


class FileKind(Enum):
    """How a file is read."""

    EMPTY = auto()
    TEXT = auto()
    WORKBOOK = auto()


_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OTHERS: Final = (
    (b"%PDF", N_("a PDF")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"<!doctype html", N_("a web page")),
    (b"<html", N_("a web page")),
    (b"<table", N_("a web page")),
    (b"<?xml", N_("an XML file")),
    (b"{\\rtf", N_("a text document")),
    (b"SQLite format 3", N_("a database")),
    (b"\x1f\x8b", N_("a packed file")),
    (b"Rar!", N_("a packed file")),
    (b"7z\xbc\xaf", N_("a packed file")),
)


def kind_of(path: Path) -> FileKind:
    """How to read `path`.

    Raises:
        NotFound: there is no such file (NO_FILE).
        InvalidInput: it is a folder (A_FOLDER), held open (FILE_OPEN), or neither a workbook
            nor text (WRONG_KIND).
    """
    head = head_of(path)
    if head.startswith(_WORKBOOKS):
        return FileKind.WORKBOOK
    lowered = head.removeprefix(codecs.BOM_UTF8).lstrip()[:20].lower()
    for signature, what in _OTHERS:
        if lowered.startswith(signature.lower()):
            raise InvalidInput(
                Message("This is {what}, not a table.", what=Message(what)),
                code="WRONG_KIND",
                place=Place(file=path.name),
                remedy=Message("Open it in Excel, save it as .xlsx or .csv, and give that file."),
            )
    return FileKind.TEXT if head.strip(codecs.BOM_UTF8 + b" \t\r\n") else FileKind.EMPTY


def head_of(path: Path) -> bytes:
    """The file's first 64 KiB.

    Raises:
        NotFound: there is no such file (NO_FILE).
        InvalidInput: it is a folder (A_FOLDER) or held open (FILE_OPEN).
    """
    if path.is_dir():
        raise InvalidInput(
            Message("This is a folder, not a file."), code="A_FOLDER", place=Place(file=path.name)
        )
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except FileNotFoundError:
        raise NotFound(
            Message("There is no file {file}.", file=str(path)), code="NO_FILE"
        ) from None
    except PermissionError:
        raise file_open(path) from None


def encoding_of(path: Path) -> str:
    """The encoding of a text file: UTF-16 or 32 with its mark, else UTF-8, else Windows-1252.

    The whole file is looked at, a megabyte at a time: a single å decides.

    Raises:
        InvalidInput: it is no text (WRONG_KIND).
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    windows = False
    with path.open("rb") as file:
        block = file.read(1 << 20)
        # Its mark begins like UTF-16's.
        if block.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return "utf-32"
        if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        while True:
            if b"\0" in block:
                raise _no_text(path)
            if not windows:
                try:
                    decoder.decode(block, final=not block)
                except UnicodeDecodeError:
                    windows = True
            if not block:
                return "cp1252" if windows else "utf-8-sig"
            block = file.read(1 << 20)


def _no_text(path: Path) -> InvalidInput:
    return InvalidInput(
        Message("This is neither text nor an Excel workbook."),
        code="WRONG_KIND",
        place=Place(file=path.name),
        remedy=Message("Open it in Excel, save it as .xlsx or .csv, and give that file."),
    )

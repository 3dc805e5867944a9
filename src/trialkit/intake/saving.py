"""Writing a file so that it is either the old one or the new one, never half of each."""

import contextlib
import os
import tempfile
from pathlib import Path

from trialkit.errors import InvalidInput, Message, NotFound, Place


def save(path: Path, content: bytes) -> None:
    """Put `content` into `path`, replacing what was there in one step.

    Raises:
        NotFound: the folder isn't there (NO_FOLDER).
        InvalidInput: the file is open in another program, or may not be written (FILE_OPEN);
            or the name is a folder's (A_FOLDER).
    """
    if not path.parent.is_dir():
        raise NotFound(
            Message("There is no folder {folder}.", folder=str(path.parent)), code="NO_FOLDER"
        )
    if path.is_dir():
        raise InvalidInput(
            Message("This is a folder, not a file."), code="A_FOLDER", place=Place(file=path.name)
        )
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".trialkit-")
    except PermissionError:
        raise InvalidInput(
            Message("Nothing can be written into the folder {folder}.", folder=str(path.parent)),
            code="FOLDER_CLOSED",
            remedy=Message("Choose a folder of your own."),
        ) from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        beside.replace(path)
    except PermissionError:
        raise file_open(path) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def file_open(path: Path) -> InvalidInput:
    """The error for a file that another program holds."""
    return InvalidInput(
        Message("{file} is open in another program.", file=path.name),
        code="FILE_OPEN",
        remedy=Message("Close {file} in Excel and try again.", file=path.name),
    )

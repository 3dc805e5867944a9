"""Writing a site into its folder, so that a reader always finds whole pages.

Pages are built beside the folder; only those whose bytes differ are then moved in, and what is no
longer made is taken away. A build that is killed leaves yesterday's site as it was.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Place, Refused

MARKER: Final = ".trialkit-site.json"
"""Lies in every folder that TrialKit made, and names the files that are its own."""

_MADE_BY: Final = "TrialKit"


@attrs.frozen(kw_only=True)
class Written:
    """What became of a folder, in counts of files."""

    written: int
    unchanged: int
    removed: int


def replaced(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Make `folder` hold exactly these files of ours, and nothing stale.

    Args:
        folder: empty, missing, or made by TrialKit.
        files: place in the site (with `/`) and bytes.

    Raises:
        Refused: somebody else made the folder (`NOT_OUR_FOLDER`).
        InvalidInput: a file is open in another program (`FILE_OPEN`), the place is no folder
            (`NOT_A_FOLDER`) or can't be written (`CANT_WRITE`).
    """
    before = _ours(folder)
    beside = folder.resolve().with_name(f".{folder.resolve().name}.trialkit-new")
    try:
        return _swapped(folder, beside, before, files)
    except PermissionError as error:
        raise _held(folder, error) from error
    except OSError as error:
        raise InvalidInput(
            Message("The folder {folder} can't be written.", folder=folder.name),
            code="CANT_WRITE",
            place=Place(file=folder.name),
            remedy=Message("Look whether the disk is full, then publish again."),
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swapped(
    folder: Path, beside: Path, before: set[str], files: Iterable[tuple[str, bytes]]
) -> Written:
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    changed, kept = [], []
    for name, content in files:
        if _same(folder / name, content):
            kept.append(name)
            continue
        changed.append(name)
        _write(beside / name, content)
    now = {*changed, *kept}
    # If the power goes now, the marker knows the old files and the new ones.
    folder.mkdir(parents=True, exist_ok=True)
    _mark(folder, beside, before | now)
    for name in changed:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).replace(folder / name)
    removed = _remove(folder, before - now)
    _mark(folder, beside, now)
    return Written(written=len(changed), unchanged=len(kept), removed=removed)


def _ours(folder: Path) -> set[str]:
    """The files in the folder that TrialKit made; it is refused where somebody else's are."""
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(
            Message("{name} is a file, not a folder.", name=folder.name),
            code="NOT_A_FOLDER",
            place=Place(file=folder.name),
        )
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        if marker["made by"] == _MADE_BY:
            return {name for name in marker["files"] if _inside(folder, name)}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Refused(
        Message("The folder {folder} was not made by TrialKit.", folder=folder.name),
        code="NOT_OUR_FOLDER",
        place=Place(file=folder.name),
        remedy=Message("Name a new or an empty folder. Nothing was changed."),
    )


def _inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _mark(folder: Path, beside: Path, names: set[str]) -> None:
    marker = {"made by": _MADE_BY, "files": sorted(names)}
    content = json.dumps(marker, indent=1, ensure_ascii=False).encode() + b"\n"
    if not _same(folder / MARKER, content):
        _write(beside / MARKER, content)
        (beside / MARKER).replace(folder / MARKER)


def _remove(folder: Path, names: set[str]) -> int:
    """Take stale files away, and the folders that they leave empty."""
    gone = 0
    for name in sorted(names):
        path = folder / name
        if path.is_file():
            path.unlink()
            gone += 1
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
    return gone


def _held(folder: Path, error: PermissionError) -> InvalidInput:
    name = Path(error.filename2 or error.filename or folder).name
    return InvalidInput(
        Message("{file} is open in another program, or may not be written.", file=name),
        code="FILE_OPEN",
        place=Place(file=name),
        remedy=Message("Close {file} there and publish again.", file=name),
    )

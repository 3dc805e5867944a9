"""Folders that a cloud drive syncs or that lie on another computer.

SQLite's write-ahead log needs a disk of this machine: a synced copy of its three files may be of
three moments, and a network share has no shared memory. There the store uses a rollback journal.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

from trialkit.language.marking import N_

NETWORK_SHARE: Final = N_("network share")

# A folder's name, casefolded, as the drive's program makes it; and the drive's own name.
_FOLDERS: Final = (
    (re.compile(r"onedrive( - .+|-.+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?|dropbox-.+"), "Dropbox"),
    (re.compile(r"google ?drive|googledrive-.+|drivefs|my drive"), "Google Drive"),
    (re.compile(r"icloud ?drive|iclouddrive|mobile documents|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"nextcloud\d*|owncloud"), "Nextcloud"),
    (re.compile(r"cloudstorage"), N_("cloud drive")),
)
_ENVIRONMENT: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_REMOTE: Final = frozenset(
    {"9p", "afs", "cifs", "davfs", "nfs", "nfs4", "smb3", "smbfs"}
    | {f"fuse.{kind}" for kind in ("davfs2", "gvfsd-fuse", "rclone", "sshfs")}
)


def risky_folder(
    path: PurePath, *, environment: Mapping[str, str] | None = None, mounts: str | None = None
) -> str | None:
    """The name of the cloud drive or `network share` that `path` lies in; None on a plain disk.

    Args:
        path: an absolute path.
        environment: the process's, where nothing else is said; OneDrive tells its folder there.
        mounts: the system's table of mounts as Linux writes it, where nothing else is said.
    """
    if path.as_posix().startswith("//"):
        return NETWORK_SHARE
    surroundings = os.environ if environment is None else environment
    for name in _ENVIRONMENT:
        if surroundings.get(name) and path.is_relative_to(surroundings[name]):
            return "OneDrive"
    for part in reversed(path.parts):
        for pattern, drive in _FOLDERS:
            if pattern.fullmatch(part.casefold()):
                return drive
    if _remote_letter(path) or _remote_mount(path, _mounts() if mounts is None else mounts):
        return NETWORK_SHARE
    return None


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _remote_mount(path: PurePath, mounts: str) -> bool:
    """Whether the innermost mount that holds `path` lies on another computer."""
    innermost, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1])
        if len(point) >= len(innermost) and path.is_relative_to(point):
            innermost, kind = point, fields[2]
    return kind in _REMOTE


def _remote_letter(path: PurePath) -> bool:
    """Whether a drive letter of Windows stands for a folder of another computer."""
    if sys.platform != "win32":
        return False
    import ctypes

    remote = 4
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == remote)

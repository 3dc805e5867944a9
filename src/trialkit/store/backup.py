"""A whole workspace copied, and the copy checked before anyone relies on it."""

import shutil
from pathlib import Path

from trialkit.errors import InvalidInput, Message, StoreError
from trialkit.store.connection import Connection
from trialkit.store.faults import disk_faults_said
from trialkit.store.migrating import copy_file
from trialkit.store.store import DATABASE, FOLDERS, Store, database_in
from trialkit.store.verifying import verify


def backup(store: Store, to: Path) -> Path:
    """Copy the open workspace, as of one moment, to the folder `to`, which is made.

    The copy is a workspace of its own: open it, or `restore` it. In a folder that has something
    in it already, such as a memory stick's, it gets a folder named after the workspace and its
    last journal entry: `nivala-2026-03-02-41`.

    Returns:
        The copy's folder.

    Raises:
        InvalidInput: `ALREADY_THERE`.
        StoreError: it can't be written, or the workspace's file is damaged (`CORRUPT`). What
            `verify` finds in it besides is in the copy too, and `verify` finds it there.
    """
    target = to.absolute()
    with disk_faults_said(target):
        if target.is_dir() and any(target.iterdir()):
            target = target / _name(store)
    copied = _copied(store.folder, target)
    # Not by `Store.open`: it would put a write-ahead log on a stick that may be read-only later.
    return _checked(Store(copied, Connection(copied / DATABASE)))


def restore(backup: Path, folder: Path) -> Path:
    """Make a workspace in `folder` from a copy that `backup` made.

    Returns:
        The new workspace's folder.

    Raises:
        InvalidInput: `ALREADY_THERE` where the folder has something in it.
        StoreError: there is no workspace in `backup`, or it is damaged.
    """
    database_in(backup)
    return _checked(Store.open(_copied(backup, folder.absolute())))


def _name(store: Store) -> str:
    last = store.head()
    return f"{store.folder.absolute().name}-{last.at:%Y-%m-%d}-{last.seq}"


def _copied(workspace: Path, target: Path) -> Path:
    with disk_faults_said(target):
        if target.is_file() or (target.is_dir() and any(target.iterdir())):
            raise InvalidInput(
                Message("There is something in {folder} already.", folder=str(target)),
                code="ALREADY_THERE",
                remedy=Message("Choose another folder. Nothing was changed."),
            )
        target.mkdir(parents=True, exist_ok=True)
    try:
        with disk_faults_said(target):
            for name in FOLDERS:
                source = workspace / name
                if source.is_dir():
                    shutil.copytree(source, target / name)
        copy_file(workspace.absolute() / DATABASE, target / DATABASE)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _checked(copy: Store) -> Path:
    """The copy's folder; one whose file is damaged goes again."""
    with copy:
        damage = [problem for problem in verify(copy) if problem.code == "CORRUPT"]
    if damage:
        shutil.rmtree(copy.folder, ignore_errors=True)
        raise StoreError.of(damage)
    return copy.folder

"""A bar on screen while a large file is read."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import click

_LARGE: Final = 5_000_000
"""Bytes; what is smaller is read before anyone wonders."""


@contextmanager
def progress_of(file: Path) -> Iterator[Callable[[int, int], None]]:
    """What to tell how many bytes were read, and how many there are.

    A bar is drawn at a terminal only, on the side where programs don't read; and only once
    somebody tells, for a workbook is read in one go.
    """
    shown = sys.stderr.isatty() and file.is_file() and file.stat().st_size > _LARGE
    with ExitStack() as stack:
        advance: Callable[[int], None] | None = None
        done = 0

        def heard(read: int, size: int) -> None:
            nonlocal advance, done
            if shown and advance is None:
                bar = click.progressbar(range(size), label=file.name, file=sys.stderr)
                advance = stack.enter_context(bar).update
            if advance:
                advance(max(read - done, 0))
            done = max(read, done)

        yield heard
